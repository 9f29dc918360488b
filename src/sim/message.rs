//! The messages in the system: each is kept while anything refers to it.

use std::collections::BTreeMap;

use super::slab::Slab;
use crate::id::Msg;
use crate::time::Time;

/// Where a message is kept. Whoever holds one counts in the message's `refs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ref(u32);

/// A message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    /// Its number in the order of birth.
    pub number: Msg,
    /// What its draws are keyed by; the same in every lane.
    pub key: u64,
    /// When it was born.
    pub born: Time,
    /// When it ended; `NEVER` while it has not.
    pub ended: Time,
    /// The caller that has it in hand.
    pub caller: u32,
    /// The receiver that counts in `given`.
    hop: u8,
    /// How often that receiver has been given the message; what others were given is in [`Messages`].
    given: u16,
    /// How often it has been given to any receiver.
    tries: u16,
    /// How many copies of it are being worked on.
    pub working: u32,
    /// Whether it can never be processed.
    pub poison: bool,
    /// Whether its work was done at least once.
    pub done: bool,
    /// How many hold it.
    refs: u32,
}

/// How often a message has been given to receivers, this time included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    /// To this one.
    pub here: u16,
    /// To any.
    pub anywhere: u16,
}

/// All messages that anything refers to.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    slab: Slab<Message>,
    alive: u64,
    /// How often other receivers than the latest have been given a message, by its place and their hop. Only the messages of
    /// lanes with several receivers are here.
    given_before: BTreeMap<(u32, u8), u16>,
}

impl Messages {
    /// A new message, held once.
    pub fn add(&mut self, number: Msg, key: u64, born: Time, poison: bool) -> Ref {
        let message = Message {
            number,
            key,
            born,
            ended: Time::NEVER,
            caller: 0,
            hop: 0,
            given: 0,
            tries: 0,
            working: 0,
            poison,
            done: false,
            refs: 1,
        };
        self.alive += 1;
        Ref(self.slab.insert(message))
    }

    /// How many messages have not ended.
    pub fn alive(&self) -> u64 {
        self.alive
    }

    /// How many messages anything refers to, and how many counts of other receivers there are.
    #[cfg(test)]
    pub fn kept(&self) -> (usize, usize) {
        (self.slab.used(), self.given_before.len())
    }

    /// The message.
    pub fn get(&self, msg: Ref) -> &Message {
        &self.slab[msg.0]
    }

    /// The message, to be changed.
    pub fn get_mut(&mut self, msg: Ref) -> &mut Message {
        &mut self.slab[msg.0]
    }

    /// Somebody else holds the message too.
    pub fn hold(&mut self, msg: Ref) {
        self.slab[msg.0].refs += 1;
    }

    /// Whether only one holds the message.
    pub fn is_last(&self, msg: Ref) -> bool {
        self.slab[msg.0].refs == 1
    }

    /// Somebody lets go of the message.
    pub fn release(&mut self, msg: Ref) {
        let message = &mut self.slab[msg.0];
        message.refs -= 1;
        if message.refs == 0 {
            if message.tries > message.given {
                while let Some((key, _)) = self.given_before.range((msg.0, 0)..=(msg.0, u8::MAX)).next() {
                    let key = *key;
                    self.given_before.remove(&key);
                }
            }
            self.slab.free(msg.0);
        }
    }

    /// Counts that the receiver at `hop` is given the message.
    pub fn give(&mut self, msg: Ref, hop: u8) -> Given {
        let message = &mut self.slab[msg.0];
        if message.hop != hop {
            if message.hop != 0 {
                self.given_before.insert((msg.0, message.hop), message.given);
            }
            message.given = self.given_before.remove(&(msg.0, hop)).unwrap_or(0);
            message.hop = hop;
        }
        message.given = message.given.saturating_add(1);
        message.tries = message.tries.saturating_add(1);
        Given { here: message.given, anywhere: message.tries }
    }

    /// Notes the end of a message; false if it had ended before.
    pub fn end(&mut self, msg: Ref, now: Time) -> bool {
        let message = &mut self.slab[msg.0];
        let first = message.ended == Time::NEVER;
        if first {
            message.ended = now;
            self.alive -= 1;
        }
        first
    }
}
