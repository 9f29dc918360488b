//! The callers of a sender, or the slots of a receiver: how much of their time is in use.

use crate::level::Level;
use crate::time::Time;

/// Places of which so many are in use. Where there are to be fewer, those in use go when they are done.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// How many there are to be.
    count: u64,
    there: Level,
    in_use: Level,
}

impl Places {
    /// So many places, none of them in use, to be judged from `from` on.
    #[must_use]
    pub fn new(count: u32, from: Time) -> Self {
        let mut there = Level::new(from);
        there.set(Time::START, u64::from(count));
        Self { count: u64::from(count), there, in_use: Level::new(from) }
    }

    /// There are to be more or fewer.
    pub fn set_count(&mut self, now: Time, count: u32) {
        self.count = u64::from(count);
        self.there.set(now, self.count.max(self.in_use.value()));
    }

    /// One more is in use.
    #[inline(always)]
    pub fn up(&mut self, now: Time) {
        self.in_use.up(now);
    }

    /// One less is in use.
    #[inline(always)]
    pub fn down(&mut self, now: Time) {
        self.in_use.down(now);
        if self.there.value() != self.count {
            self.there.set(now, self.count.max(self.in_use.value()));
        }
    }

    /// The share of their time that the places are in use up to `now`; nothing if no time has passed.
    #[must_use]
    pub fn share(&self, now: Time) -> Option<f64> {
        let whole = self.there.area(now);
        (whole > 0).then(|| self.in_use.area(now) as f64 / whole as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_are_to_go_are_there_while_they_are_in_use() {
        let mut places = Places::new(4, Time::START);
        (0..3).for_each(|_| places.up(Time(0)));
        places.set_count(Time(10), 1);
        places.down(Time(20));
        places.down(Time(30));
        // In use 3 3 2 1, there 4 3 2 1.
        assert_eq!(places.share(Time(40)), Some(9.0 / 10.0));
    }
}
