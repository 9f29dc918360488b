//! The messages in the system: each is kept while anybody holds it, and as long as its copies need it.
//!
//! A topic, and a service that hands on what it answers, makes copies. A copy goes its own way; the message that it was made of has
//! ended when its own way and those of all its copies have.

mod kin;

use super::slab::Slab;
use crate::fact::Outcome;
use crate::id::{Msg, NodeId};
use crate::time::Time;
use kin::Kin;

/// Where a message is kept. Whoever holds one counts in the message's `refs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ref(u32);

/// No place.
const NONE: u32 = u32::MAX;

/// A message, or a copy of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    /// When it was born.
    pub born: Time,
    /// When it ended; `NEVER` while it has not.
    pub ended: Time,
    /// What its draws are keyed by; the same in every lane.
    pub key: u64,
    /// Its number in the order of birth.
    pub number: Msg,
    /// Its group.
    pub group: u32,
    /// How many hold it.
    refs: u32,
    /// Its copies and watchers, in `Messages::kin`, if it has any or is a copy itself.
    kin: u32,
    /// Further visits, in `Messages::visits`.
    more: u32,
    /// What it did at the node where it was last.
    visit: Visit,
    /// How often it has been handed to a receiver by any queue.
    pub tries: u16,
    /// The worst end of its ways that have ended.
    pub worst: Outcome,
    /// Its kind.
    pub kind: u8,
    /// Whether it can never be processed.
    pub poison: bool,
}

/// What a message did at one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Visit {
    node: NodeId,
    /// Whether its work was done there at least once.
    pub done: bool,
    /// How often the node has been given it.
    pub given: u16,
    /// How many times it is being worked on there.
    pub working: u32,
}

impl Visit {
    /// No visit at all.
    const NOWHERE: Self = Self { node: NodeId(u8::MAX), done: false, given: 0, working: 0 };

    /// Whether another delivery would be a duplicate.
    pub const fn is_known(self) -> bool {
        self.done || self.working > 0
    }
}

/// All messages that anything refers to.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    slab: Slab<Message>,
    kin: Slab<Kin>,
    /// Visits of messages that have been to several nodes, each with the place of the next.
    visits: Slab<(Visit, u32)>,
    alive: u64,
}

impl Messages {
    /// A new message, held once.
    #[inline(always)]
    pub fn add(&mut self, number: Msg, key: u64, born: Time, group: u32, kind: u8, poison: bool) -> Ref {
        self.alive += 1;
        Ref(self.slab.insert(Message {
            born,
            ended: Time::NEVER,
            key,
            number,
            group,
            refs: 1,
            kin: NONE,
            more: NONE,
            visit: Visit::NOWHERE,
            tries: 0,
            worst: Outcome::Completed,
            kind,
            poison,
        }))
    }

    /// How many messages have not ended; copies don't count.
    pub fn alive(&self) -> u64 {
        self.alive
    }

    /// How many messages and copies are kept, those that have ended and are still somewhere included.
    pub fn stored(&self) -> u64 {
        self.slab.used() as u64
    }

    /// How many messages anything refers to, and how many further visits are noted.
    #[cfg(test)]
    pub fn kept(&self) -> (usize, usize) {
        assert!(self.slab.used() > 0 || self.kin.used() == 0);
        (self.slab.used(), self.visits.used())
    }

    /// The message.
    #[inline(always)]
    pub fn get(&self, msg: Ref) -> &Message {
        &self.slab[msg.0]
    }

    /// The message, to be changed.
    #[inline(always)]
    pub fn get_mut(&mut self, msg: Ref) -> &mut Message {
        &mut self.slab[msg.0]
    }

    /// Somebody else holds the message too.
    pub fn hold(&mut self, msg: Ref) {
        self.slab[msg.0].refs += 1;
    }

    /// Whether only one holds the message.
    #[inline(always)]
    pub fn is_last(&self, msg: Ref) -> bool {
        self.slab[msg.0].refs == 1
    }

    /// Somebody lets go of the message.
    #[inline(always)]
    pub fn release(&mut self, msg: Ref) {
        let message = &mut self.slab[msg.0];
        message.refs -= 1;
        if message.refs == 0 {
            if (message.kin, message.more) == (NONE, NONE) {
                self.slab.free(msg.0);
            } else {
                self.forget_if_idle(msg.0);
            }
        }
    }

    /// What the message did at a node so far.
    #[inline(always)]
    pub fn visit(&mut self, msg: Ref, node: NodeId) -> &mut Visit {
        if self.slab[msg.0].visit.node != node {
            self.turn_to(msg, node);
        }
        &mut self.slab[msg.0].visit
    }

    /// Keeps the visit to `node` within the message itself, and the one that was there among the others.
    fn turn_to(&mut self, msg: Ref, node: NodeId) {
        let message = &mut self.slab[msg.0];
        let before = message.visit;
        if before.node == NodeId(u8::MAX) {
            message.visit.node = node;
            return;
        }
        let mut next = self.slab[msg.0].more;
        while next != NONE {
            let (visit, after) = self.visits[next];
            if visit.node == node {
                self.visits[next].0 = before;
                self.slab[msg.0].visit = visit;
                return;
            }
            next = after;
        }
        let more = self.slab[msg.0].more;
        self.slab[msg.0].more = self.visits.insert((before, more));
        self.slab[msg.0].visit = Visit { node, done: false, given: 0, working: 0 };
    }

    /// Counts that a node is given the message: how often it has been, this time included, and whether this one is a duplicate.
    #[inline(always)]
    pub fn give(&mut self, msg: Ref, node: NodeId) -> (u16, bool) {
        let visit = self.visit(msg, node);
        visit.given = visit.given.saturating_add(1);
        (visit.given, visit.is_known())
    }

    /// The message's own way has come to an end, or all its ways have (`whole`). If with that the message itself has ended, gives
    /// how; of a copy, goes on with what it is a copy of.
    #[inline(always)]
    pub fn end(&mut self, msg: Ref, outcome: Outcome, done: Time, now: Time, whole: bool) -> Option<Ended> {
        let message = &mut self.slab[msg.0];
        if message.ended != Time::NEVER {
            return None;
        }
        if message.kin == NONE {
            (message.ended, message.worst) = (now, outcome);
            self.alive -= 1;
            return Some(Ended { number: message.number, born: message.born, outcome, done });
        }
        let kin = &mut self.kin[message.kin];
        if kin.own_way_ended && !whole {
            return None;
        }
        kin.own_way_ended = true;
        self.way_ended(msg, outcome, done, now, whole)
    }
}

/// The end of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ended {
    pub number: Msg,
    pub born: Time,
    pub outcome: Outcome,
    /// When the last work on it was done.
    pub done: Time,
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn one() -> (Messages, Ref) {
        let mut messages = Messages::default();
        let msg = messages.add(Msg(1), 1, Time(5), 0, 0, false);
        (messages, msg)
    }

    #[test]
    fn a_copy_made_after_the_end_is_not_taken_for_a_later_one() {
        let (mut messages, msg) = one();
        messages.end(msg, Outcome::Failed, Time(6), Time(6), true);
        let late = messages.copy(msg, NodeId(2), 0);
        messages.release(late);
        let again = messages.copy(msg, NodeId(2), 0);
        let other = messages.add(Msg(2), 2, Time(7), 0, 0, false);
        assert_ne!(again, other);
        messages.release(again);
        assert_eq!(messages.end(other, Outcome::Completed, Time(8), Time(8), false).map(|ended| ended.number), Some(Msg(2)));
    }

    #[test]
    fn a_copy_of_what_has_ended_is_forgotten_when_nobody_holds_it() {
        let (mut messages, msg) = one();
        messages.end(msg, Outcome::Failed, Time(6), Time(6), true);
        let copy = messages.copy(msg, NodeId(2), 0);
        messages.release(copy);
        let another = messages.add(Msg(2), 2, Time(7), 0, 0, false);
        assert_eq!(another, copy, "its place is free");
        assert_ne!(messages.copy(msg, NodeId(2), 0), another);
    }

    #[test]
    fn visits_to_several_nodes_are_counted_apart() {
        let (mut messages, msg) = one();
        let given: Vec<u16> = [1, 2, 1, 3, 2, 1].map(|node| messages.give(msg, NodeId(node)).0).into();
        assert_eq!(given, [1, 1, 2, 1, 2, 3]);
        messages.visit(msg, NodeId(2)).done = true;
        assert!(!messages.visit(msg, NodeId(1)).is_known() && messages.visit(msg, NodeId(2)).is_known());
        messages.end(msg, Outcome::Completed, Time(6), Time(6), false);
        messages.release(msg);
        assert_eq!(messages.kept(), (0, 0));
    }

    #[test]
    fn a_record_stays_small() {
        assert!(size_of::<Message>() <= 64, "{}", size_of::<Message>());
    }
}
