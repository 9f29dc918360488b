//! Storage for what comes and goes: places are numbered, and a place that falls free is used again.

use std::ops::{Index, IndexMut};

/// Numbered places.
#[derive(Clone, Debug)]
pub(super) struct Slab<T> {
    places: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slab<T> {
    /// Stores a value and says where.
    ///
    /// # Panics
    ///
    /// Beyond 2^32 values at once, which the limits on events exclude.
    #[inline(always)]
    pub fn insert(&mut self, value: T) -> u32 {
        if let Some(place) = self.free.pop() {
            self.places[place as usize] = value;
            return place;
        }
        self.places.push(value);
        // A run is stopped at 10^9 events or 10^7 messages, and a message takes at most some 64 places at one event.
        u32::try_from(self.places.len() - 1).expect("a run has fewer than 2^32 events")
    }

    /// How many places there are, in use or not.
    #[expect(clippy::cast_possible_truncation, reason = "`insert` numbers them by u32")]
    pub fn places(&self) -> u32 {
        self.places.len() as u32
    }

    /// How many places are in use.
    pub fn used(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// Frees a place; what it holds may be replaced from now on.
    #[inline(always)]
    pub fn free(&mut self, place: u32) {
        self.free.push(place);
    }
}

impl<T> Index<u32> for Slab<T> {
    type Output = T;
    fn index(&self, place: u32) -> &T {
        &self.places[place as usize]
    }
}

impl<T> IndexMut<u32> for Slab<T> {
    fn index_mut(&mut self, place: u32) -> &mut T {
        &mut self.places[place as usize]
    }
}
