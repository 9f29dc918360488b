//! Copies of messages and those who watch them: what a message has to do with others.

use super::{Ended, Message, Messages, NONE, Ref, Visit};
use crate::fact::Outcome;
use crate::id::NodeId;
use crate::time::Time;

/// What a message has to do with others: most have none of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kin {
    /// When the last work on it or its copies was done that has ended so far.
    done: Time,
    /// How many copies and watchers need its record.
    kept: u32,
    /// What it is a copy of, and the next copy of the same.
    whole: u32,
    sibling: u32,
    /// The latest copy made of it.
    copies: u32,
    /// Which copy of its whole it is: made at a node, for one of its subscribers.
    branch: (NodeId, u8),
    /// How many ways are open: its own and those of its copies.
    open: u16,
    pub(super) own_way_ended: bool,
}

impl Messages {
    /// The place of what a message has to do with others.
    fn kin_of(&mut self, place: u32) -> u32 {
        let Message { kin, born, .. } = self.slab[place];
        if kin != NONE {
            return kin;
        }
        let kin =
            Kin { done: born, kept: 0, whole: NONE, sibling: NONE, copies: NONE, branch: (NodeId(0), 0), open: 1, own_way_ended: false };
        let kin = self.kin.insert(kin);
        self.slab[place].kin = kin;
        kin
    }

    /// The copy of a message that a node makes for one of its subscribers, held once more; the same copy if it was made before.
    pub fn copy(&mut self, msg: Ref, node: NodeId, member: u8) -> Ref {
        let whole = self.kin_of(msg.0);
        let mut next = self.kin[whole].copies;
        while next != NONE {
            let kin = self.slab[next].kin;
            if self.kin[kin].branch == (node, member) {
                self.slab[next].refs += 1;
                return Ref(next);
            }
            next = self.kin[kin].sibling;
        }
        let original = self.slab[msg.0];
        // A copy made of a message that has ended has ended too.
        let fresh = Message { refs: 1, kin: NONE, more: NONE, visit: Visit::NOWHERE, tries: 0, worst: Outcome::Completed, ..original };
        let place = self.slab.insert(fresh);
        let own = self.kin_of(place);
        (self.kin[own].whole, self.kin[own].sibling, self.kin[own].branch) = (msg.0, self.kin[whole].copies, (node, member));
        let whole = &mut self.kin[whole];
        whole.kept += 1;
        // One made after the end counts for nothing, and may be made again.
        if original.ended == Time::NEVER {
            whole.copies = place;
            whole.open += 1;
        }
        Ref(place)
    }

    /// Somebody who doesn't hold the message wants to know how it ends.
    pub fn watch(&mut self, msg: Ref) {
        let kin = self.kin_of(msg.0);
        self.kin[kin].kept += 1;
    }

    /// A watcher needs the message's record no more.
    pub fn unwatch(&mut self, msg: Ref) {
        let kin = self.kin_of(msg.0);
        self.kin[kin].kept -= 1;
        self.forget_if_idle(msg.0);
    }

    /// Frees the record of a message that nobody needs.
    pub(super) fn forget_if_idle(&mut self, place: u32) {
        let mut place = place;
        loop {
            let Message { refs, kin, mut more, .. } = self.slab[place];
            let (kept, whole) = if kin == NONE { (0, NONE) } else { (self.kin[kin].kept, self.kin[kin].whole) };
            // If the same copy is made again, it must be known that it was made.
            let may_come_again = whole != NONE && self.slab[whole].ended == Time::NEVER;
            if refs > 0 || kept > 0 || may_come_again {
                return;
            }
            while more != NONE {
                let next = self.visits[more].1;
                self.visits.free(more);
                more = next;
            }
            if kin != NONE {
                self.kin.free(kin);
            }
            self.slab.free(place);
            if whole == NONE {
                return;
            }
            // What it was a copy of may have been kept for it alone. In a circle there are copies of copies without end, so this is a loop.
            let kin = self.kin_of(whole);
            self.kin[kin].kept -= 1;
            place = whole;
        }
    }

    /// A way of a message has ended. In a circle a copy may be one of a copy of a copy, and so on: so this is a loop.
    pub(super) fn way_ended(&mut self, msg: Ref, outcome: Outcome, done: Time, now: Time, whole: bool) -> Option<Ended> {
        let (mut place, mut outcome, mut done, mut whole) = (msg.0, outcome, done, whole);
        loop {
            let own = self.kin_of(place);
            let (message, kin) = (&mut self.slab[place], &mut self.kin[own]);
            if message.ended != Time::NEVER {
                return None;
            }
            message.worst = if whole { outcome } else { message.worst.max(outcome) };
            kin.done = kin.done.max(done);
            kin.open = if whole { 0 } else { kin.open - 1 };
            if kin.open > 0 {
                return None;
            }
            message.ended = now;
            let Message { number, born, worst, .. } = *message;
            let mut copies = std::mem::replace(&mut kin.copies, NONE);
            (outcome, done, whole, place) = (worst, kin.done, false, kin.whole);
            // Copies that nobody holds were kept only so as not to be made again.
            while copies != NONE {
                let next = self.kin[self.slab[copies].kin].sibling;
                self.forget_if_idle(copies);
                copies = next;
            }
            if place == NONE {
                self.alive -= 1;
                return Some(Ended { number, born, outcome, done });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::one;
    use super::*;
    use crate::id::Msg;

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
}
