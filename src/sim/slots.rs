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

    /// Takes the lowest free slot.
    pub fn take(&mut self) -> Option<u32> {
        self.used.pop().map(|slot| slot.0).or_else(|| {
            let room = self.fresh < self.most;
            room.then(|| {
                self.fresh += 1;
                self.fresh - 1
            })
        })
    }

    /// Gives a slot back.
    pub fn give_back(&mut self, slot: u32) {
        self.used.push(Reverse(slot));
    }
}
