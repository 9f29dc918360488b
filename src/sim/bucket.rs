//! A token bucket: what is let through at a rate, with a store for what was not used.

use crate::scenario::Throttle;
use crate::time::Time;

/// A token bucket. It starts full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bucket {
    /// Tokens a second.
    rate: f64,
    most: f64,
    tokens: f64,
    filled: Time,
}

impl Bucket {
    /// A bucket that is full at `now`.
    pub fn new(throttle: Throttle, now: Time) -> Self {
        Self { rate: throttle.rate, most: throttle.burst, tokens: throttle.burst, filled: now }
    }

    /// A bucket that holds what comes in a second, at least one token.
    pub fn of_rate(rate: f64, now: Time) -> Self {
        Self::new(Throttle { rate, burst: rate.max(1.0) }, now)
    }

    /// Takes a token; false if there is none.
    pub fn take(&mut self, now: Time) -> bool {
        self.tokens = (self.tokens + now.since(self.filled).seconds() * self.rate).min(self.most);
        self.filled = now;
        // A token that has come but for the rounding of its parts has come.
        let there = self.tokens > 1.0 - 1e-9;
        if there {
            self.tokens = (self.tokens - 1.0).max(0.0);
        }
        there
    }

    /// When there is a token, as things stand; never if none will come.
    pub fn next(&self) -> Time {
        let missing = 1.0 - self.tokens;
        if missing <= 0.0 { self.filled } else { self.filled + crate::time::Span::from_seconds(missing / self.rate) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::SECOND;

    #[test]
    fn what_is_not_used_is_stored_up_to_the_brim() {
        let mut bucket = Bucket::new(Throttle { rate: 2.0, burst: 3.0 }, Time::START);
        let taken = |bucket: &mut Bucket, at: u64| (0..10).filter(|_| bucket.take(Time(at))).count();
        assert_eq!(taken(&mut bucket, 0), 3);
        assert_eq!(taken(&mut bucket, SECOND / 2), 1);
        assert_eq!(bucket.next(), Time(SECOND));
        assert_eq!(taken(&mut bucket, 100 * SECOND), 3);
    }
}
