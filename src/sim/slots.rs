//! The free slots of a receiver: the lowest number is taken first, so that a half-idle receiver looks half idle.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Free slots.
#[derive(Clone, Debug)]
pub(super) struct FreeSlots {
    /// Slots that were used and fell free.
    used: BinaryHeap<Reverse<u32>>,
    /// All slots from here on have never been used.
    fresh: u32,
    most: u32,
}

impl FreeSlots {
    pub fn new(most: u32) -> Self {
        Self { used: BinaryHeap::new(), fresh: 0, most }
    }

    /// Takes the lowest free slot; one that has never been used only if `may_grow` allows it.
    #[inline(always)]
    pub fn take(&mut self, may_grow: impl FnOnce() -> bool) -> Option<u32> {
        if let Some(slot) = self.used.pop() {
            return Some(slot.0);
        }
        if self.fresh < self.most && may_grow() {
            self.fresh += 1;
            return Some(self.fresh - 1);
        }
        None
    }

    /// Whether there are slots that have never been used.
    pub fn can_grow(&self) -> bool {
        self.fresh < self.most
    }

    /// Gives a slot back; one beyond the number that there may be is gone.
    #[inline(always)]
    pub fn give_back(&mut self, slot: u32) {
        if slot < self.most {
            self.used.push(Reverse(slot));
        }
    }

    /// There may be more slots, or fewer; `busy` tells of those that are not free. Those beyond are gone when they fall free.
    pub fn set_most(&mut self, most: u32, busy: impl Fn(u32) -> bool) {
        let before = std::mem::replace(&mut self.most, most);
        self.used.retain(|slot| slot.0 < most);
        // Slots that went when there were to be fewer, and are free, come back.
        for slot in before.min(self.fresh)..most.min(self.fresh) {
            if !busy(slot) {
                self.used.push(Reverse(slot));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_and_more_slots_are_each_free_once() {
        let mut free = FreeSlots::new(4);
        let all: Vec<_> = (0..4).filter_map(|_| free.take(|| true)).collect();
        assert_eq!(all, [0, 1, 2, 3]);
        free.give_back(3);
        free.set_most(2, |slot| slot != 3);
        free.give_back(2);
        assert_eq!(free.take(|| true), None);
        free.set_most(5, |slot| slot < 2);
        let again: Vec<_> = (0..9).filter_map(|_| free.take(|| true)).collect();
        assert_eq!(again, [2, 3, 4]);
    }
}
