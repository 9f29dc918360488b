//! A number that goes up and down over time: its value, its mean over time and its maximum.

use crate::time::{Span, Time};

/// A count over time. Mean and maximum leave out what lies before `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    from: Time,
    value: u64,
    /// Since when it has had its value.
    since: Time,
    /// Value times nanoseconds, up to `since`.
    area: u128,
    max: u64,
}

impl Level {
    /// Nothing yet, to be judged from `from` on.
    #[must_use]
    pub const fn new(from: Time) -> Self {
        Self { from, value: 0, since: Time::START, area: 0, max: 0 }
    }

    /// The value.
    #[must_use]
    pub const fn value(&self) -> u64 {
        self.value
    }

    /// Since when it has had its value.
    #[must_use]
    pub const fn since(&self) -> Time {
        self.since
    }

    /// It is one more.
    #[inline(always)]
    pub fn up(&mut self, now: Time) {
        self.set(now, self.value + 1);
    }

    /// It is one less; below nothing there is nothing.
    #[inline(always)]
    pub fn down(&mut self, now: Time) {
        self.set(now, self.value.saturating_sub(1));
    }

    /// Takes a value on.
    #[inline(always)]
    pub fn set(&mut self, now: Time, value: u64) {
        if now == self.since {
            // What lasted no time leaves no trace.
            self.value = value;
            return;
        }
        self.area = self.area(now);
        // A value that lasts no time, such as a message stored and handed out at one instant, is no maximum.
        if now > self.since && now > self.from {
            self.max = self.max.max(self.value);
        }
        self.since = now;
        self.value = value;
    }

    /// Value times nanoseconds up to `now`.
    #[must_use]
    #[inline(always)]
    pub fn area(&self, now: Time) -> u128 {
        self.area + u128::from(self.value) * u128::from(now.since(self.since.max(self.from)).0)
    }

    /// The mean over time up to `now`; nothing if no time has passed.
    #[must_use]
    pub fn mean(&self, now: Time) -> Option<f64> {
        let span = now.since(self.from);
        (span > Span::ZERO).then(|| self.area(now) as f64 / span.0 as f64)
    }

    /// The greatest value that lasted for some time before `now`.
    #[must_use]
    pub fn max(&self, now: Time) -> u64 {
        if now > self.since && now > self.from { self.max.max(self.value) } else { self.max }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_maximum_start_after_the_warm_up() {
        let mut level = Level::new(Time(10));
        level.set(Time(0), 9);
        level.set(Time(10), 2);
        level.set(Time(20), 5);
        level.set(Time(20), 4);
        assert_eq!(level.mean(Time(30)), Some((2.0 * 10.0 + 4.0 * 10.0) / 20.0));
        assert_eq!(level.max(Time(30)), 4);
    }
}
