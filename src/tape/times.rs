//! How long things took, in buckets so coarse that each slot of time can have its own.

use crate::time::Span;

/// What is shorter than two to the power of this many nanoseconds (a millisecond, about) is in one bucket.
const SHORTEST: u32 = 20;
/// How many buckets there are from one power of two to the next.
const STEPS: u32 = 4;
/// The last bucket, for all that is longer: nobody waits that long (13 days).
const LAST: u32 = 1 + STEPS * 30;

/// How many times lie in each bucket; a bucket ends a quarter to a fifth later than it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times(Vec<u32>);

impl Times {
    /// Takes a time in.
    pub fn record(&mut self, span: Span) {
        let bucket = bucket(span);
        if self.0.len() <= bucket {
            self.0.resize(bucket + 1, 0);
        }
        self.0[bucket] = self.0[bucket].saturating_add(1);
    }

    /// Takes in what another has.
    pub fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        for (count, more) in self.0.iter_mut().zip(&other.0) {
            *count = count.saturating_add(*more);
        }
    }

    /// The counts of the buckets, from the shortest times on; what is not there is nothing.
    #[must_use]
    pub fn counts(&self) -> &[u32] {
        &self.0
    }

    /// Where a bucket begins.
    #[must_use]
    pub fn begins(bucket: usize) -> Span {
        let Some(bucket) = u32::try_from(bucket).ok().and_then(|bucket| bucket.min(LAST).checked_sub(1)) else { return Span::ZERO };
        Span(u64::from(STEPS + bucket % STEPS) << (SHORTEST + bucket / STEPS - STEPS.trailing_zeros()))
    }

    /// The time that this share of all stays below, to the end of its bucket; nothing if there are none.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<Span> {
        let total: u64 = self.0.iter().copied().map(u64::from).sum();
        let mut seen = 0;
        let reached = |count: &u32| {
            seen += u64::from(*count);
            seen > 0 && seen as f64 >= share * total as f64
        };
        self.0.iter().position(reached).map(|bucket| Self::begins(bucket + 1))
    }
}

fn bucket(span: Span) -> usize {
    let Some(power) = span.0.checked_ilog2().filter(|power| *power >= SHORTEST) else { return 0 };
    #[expect(clippy::cast_possible_truncation, reason = "less than STEPS, by the mask")]
    let step = (span.0 >> (power - STEPS.trailing_zeros())) as u32 & (STEPS - 1);
    (1 + (power - SHORTEST) * STEPS + step).min(LAST) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_lies_in_its_bucket() {
        for span in [0, 1, 1 << 20, 300_000_000, 999_999_999, 3_600_000_000_000].map(Span) {
            let bucket = bucket(span);
            assert!(Times::begins(bucket) <= span && span < Times::begins(bucket + 1), "{span}");
        }
        assert_eq!(bucket(Span(u64::MAX)), LAST as usize);
    }

    #[test]
    fn quantiles_are_as_good_as_the_buckets() {
        let mut times = Times::default();
        assert_eq!(times.quantile(0.5), None);
        (1..=100).for_each(|millis| times.record(Span::from_millis(millis * 10)));
        let (median, p99) = (times.quantile(0.5).unwrap().seconds(), times.quantile(0.99).unwrap().seconds());
        assert!((0.5..0.63).contains(&median) && (0.99..1.25).contains(&p99), "{median} {p99}");
    }
}
