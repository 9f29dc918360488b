//! The messages in the system: each is kept while anybody holds it, and as long as its copies need it.
//!
//! A topic, and a service that hands on what it answers, makes copies. A copy goes its own way; the message that it was made of has
//! ended when its own way and those of all its copies have.

use super::slab::Slab;
use crate::fact::Outcome;
use crate::id::{Msg, NodeId};
use crate::time::Time;

/// Where a message is kept. Whoever holds one counts in the message's `refs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// When the last work on it or its copies was done that has ended so far.
    done: Time,
    /// What its draws are keyed by; the same in every lane.
    pub key: u64,
    /// Its number in the order of birth.
    pub number: Msg,
    /// Its group.
    pub group: u32,
    /// How many hold it.
    refs: u32,
    /// How many copies and watchers need its record.
    kept: u32,
    /// What it is a copy of, and the next copy of the same.
    whole: u32,
    sibling: u32,
    /// The latest copy made of it.
    copies: u32,
    /// Further visits, in `Messages::visits`.
    more: u32,
    /// What it did at the node where it was last.
    visit: Visit,
    /// How often it has been handed out by any queue.
    pub tries: u16,
    /// Which copy of its whole it is: made at a node, for one of its subscribers.
    branch: (NodeId, u8),
    /// How many ways are open: its own and those of its copies.
    open: u16,
    own_way_ended: bool,
    /// The worst end of those that are not.
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
    /// Whether another delivery would be a duplicate.
    pub const fn is_known(self) -> bool {
        self.done || self.working > 0
    }
}

/// All messages that anything refers to.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    slab: Slab<Message>,
    /// Visits of messages that have been to several nodes, each with the place of the next.
    visits: Slab<(Visit, u32)>,
    alive: u64,
}

impl Messages {
    /// A new message, held once.
    pub fn add(&mut self, number: Msg, key: u64, born: Time, group: u32, kind: u8, poison: bool) -> Ref {
        self.alive += 1;
        Ref(self.slab.insert(Message {
            born,
            ended: Time::NEVER,
            done: born,
            key,
            number,
            group,
            refs: 1,
            kept: 0,
            whole: NONE,
            sibling: NONE,
            copies: NONE,
            more: NONE,
            visit: Visit { node: NodeId(u8::MAX), done: false, given: 0, working: 0 },
            tries: 0,
            branch: (NodeId(0), 0),
            open: 1,
            own_way_ended: false,
            worst: Outcome::Completed,
            kind,
            poison,
        }))
    }

    /// The copy of a message that a node makes for one of its subscribers, held once more; the same copy if it was made before.
    pub fn copy(&mut self, msg: Ref, node: NodeId, member: u8) -> Ref {
        let mut next = self.slab[msg.0].copies;
        while next != NONE {
            let copy = &mut self.slab[next];
            if copy.branch == (node, member) {
                copy.refs += 1;
                return Ref(next);
            }
            next = copy.sibling;
        }
        let whole = self.slab[msg.0];
        let open = whole.ended == Time::NEVER;
        // A copy made of a message that has ended has ended too, and nobody looks for it: its record may go before its whole's.
        let place = self.slab.insert(Message {
            refs: 1,
            kept: 0,
            whole: msg.0,
            sibling: if open { whole.copies } else { NONE },
            copies: NONE,
            more: NONE,
            visit: Visit { node: NodeId(u8::MAX), done: false, given: 0, working: 0 },
            tries: 0,
            branch: (node, member),
            open: 1,
            own_way_ended: false,
            worst: Outcome::Completed,
            ..whole
        });
        let whole = &mut self.slab[msg.0];
        whole.kept += 1;
        if open {
            whole.copies = place;
            whole.open += 1;
        }
        Ref(place)
    }

    /// How many messages have not ended; copies don't count.
    pub fn alive(&self) -> u64 {
        self.alive
    }

    /// How many messages anything refers to, and how many further visits are noted.
    #[cfg(test)]
    pub fn kept(&self) -> (usize, usize) {
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

    /// Somebody who doesn't hold the message wants to know how it ends.
    pub fn watch(&mut self, msg: Ref) {
        self.slab[msg.0].kept += 1;
    }

    /// A watcher, or a copy, needs the message's record no more.
    pub fn unwatch(&mut self, msg: Ref) {
        self.slab[msg.0].kept -= 1;
        self.forget_if_idle(msg);
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
            self.forget_if_idle(msg);
        }
    }

    /// Frees the record of a message that nobody needs, and those of what it is a copy of if nobody needs them for more than that.
    fn forget_if_idle(&mut self, msg: Ref) {
        let mut place = msg.0;
        loop {
            let message = self.slab[place];
            if message.refs > 0 || message.kept > 0 {
                return;
            }
            if message.whole != NONE && self.slab[message.whole].ended == Time::NEVER {
                // If the same copy is made again, it must be known that it was made.
                return;
            }
            let mut more = message.more;
            while more != NONE {
                let next = self.visits[more].1;
                self.visits.free(more);
                more = next;
            }
            self.slab.free(place);
            if message.whole == NONE {
                return;
            }
            place = message.whole;
            self.slab[place].kept -= 1;
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
        let before = self.slab[msg.0].visit;
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
        if before.node != NodeId(u8::MAX) {
            let more = self.slab[msg.0].more;
            let place = self.visits.insert((before, more));
            self.slab[msg.0].more = place;
        }
        self.slab[msg.0].visit = Visit { node, done: false, given: 0, working: 0 };
    }

    /// Counts that a node is given the message; how often it has been, this time included.
    #[inline(always)]
    pub fn give(&mut self, msg: Ref, node: NodeId) -> u16 {
        let visit = self.visit(msg, node);
        visit.given = visit.given.saturating_add(1);
        visit.given
    }

    /// The message's own way has come to an end, or all its ways have (`whole`). If with that the message itself has ended, gives
    /// how; of a copy, goes on with what it is a copy of.
    #[inline(always)]
    pub fn end(&mut self, msg: Ref, outcome: Outcome, done: Time, now: Time, whole: bool) -> Option<Ended> {
        let message = &mut self.slab[msg.0];
        if message.ended != Time::NEVER || (message.own_way_ended && !whole) {
            return None;
        }
        message.own_way_ended = true;
        self.way_ended(msg, outcome, done, now, whole)
    }

    /// In a circle a copy may be one of a copy of a copy, and so on: so this is a loop.
    fn way_ended(&mut self, msg: Ref, mut outcome: Outcome, mut done: Time, now: Time, mut all: bool) -> Option<Ended> {
        let mut place = msg.0;
        loop {
            let message = &mut self.slab[place];
            if message.ended != Time::NEVER {
                return None;
            }
            message.worst = if all { outcome } else { message.worst.max(outcome) };
            message.done = message.done.max(done);
            message.open = if all { 0 } else { message.open - 1 };
            if message.open > 0 {
                return None;
            }
            message.ended = now;
            (outcome, done, all) = (message.worst, message.done, false);
            let Message { number, born, whole, mut copies, .. } = *message;
            message.copies = NONE;
            // Copies that nobody holds were kept only so as not to be made again.
            while copies != NONE {
                let next = self.slab[copies].sibling;
                self.forget_if_idle(Ref(copies));
                copies = next;
            }
            if whole == NONE {
                self.alive -= 1;
                return Some(Ended { number, born, outcome, done });
            }
            place = whole;
        }
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

    fn one() -> (Messages, Ref) {
        let mut messages = Messages::default();
        let msg = messages.add(Msg(1), 1, Time(5), 0, 0, false);
        (messages, msg)
    }

    #[test]
    fn a_message_has_ended_when_its_own_way_and_all_copies_have_and_the_worst_counts() {
        let (mut messages, msg) = one();
        let [first, second] = [0, 1].map(|member| messages.copy(msg, NodeId(2), member));
        assert_eq!(messages.end(msg, Outcome::Completed, Time(6), Time(6), false), None);
        messages.release(msg);
        assert_eq!(messages.end(first, Outcome::Failed, Time(7), Time(7), false), None);
        assert_eq!(messages.end(first, Outcome::Lost, Time(7), Time(7), false), None, "the first end stands");
        assert_eq!(
            messages.end(second, Outcome::Completed, Time(8), Time(9), false),
            Some(Ended { number: Msg(1), born: Time(5), outcome: Outcome::Failed, done: Time(8) })
        );
        assert_eq!(messages.alive(), 0);
        messages.release(first);
        messages.release(second);
        assert_eq!(messages.kept(), (0, 0));
    }

    #[test]
    fn a_copy_is_made_once_also_when_nobody_holds_it_any_more() {
        let (mut messages, msg) = one();
        let copy = messages.copy(msg, NodeId(2), 0);
        messages.end(copy, Outcome::Completed, Time(6), Time(6), false);
        messages.release(copy);
        assert_eq!(messages.copy(msg, NodeId(2), 0), copy);
        assert_ne!(messages.copy(msg, NodeId(2), 1), copy);
    }

    #[test]
    fn visits_to_several_nodes_are_counted_apart() {
        let (mut messages, msg) = one();
        let given: Vec<u16> = [1, 2, 1, 3, 2, 1].map(|node| messages.give(msg, NodeId(node))).into();
        assert_eq!(given, [1, 1, 2, 1, 2, 3]);
        messages.visit(msg, NodeId(2)).done = true;
        assert!(!messages.visit(msg, NodeId(1)).is_known() && messages.visit(msg, NodeId(2)).is_known());
        messages.end(msg, Outcome::Completed, Time(6), Time(6), false);
        messages.release(msg);
        assert_eq!(messages.kept(), (0, 0));
    }

    #[test]
    fn a_record_stays_small() {
        assert!(size_of::<Message>() <= 96, "{}", size_of::<Message>());
    }
}
