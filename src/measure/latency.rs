//! How long something took: count, exact mean and maximum, percentiles to three digits.

use hdrhistogram::Histogram;

use crate::scenario::measure::Stat;
use crate::time::{SECOND, Span};

/// A distribution of times. Its memory does not grow with the number of times.
#[derive(Clone, Debug)]
pub struct Latency {
    total: u128,
    max: Span,
    /// Counts of 32 bits are enough for the events that a run may have, and half as large.
    histogram: Histogram<u32>,
    /// The latest time, and how often in a row it was taken in; it is not in the histogram yet. Many times are the same (no wait
    /// at all, a constant latency), and a histogram takes as long for one as for a thousand of them.
    latest: Span,
    in_a_row: u32,
}

impl Default for Latency {
    fn default() -> Self {
        // Three digits lie within the 0 to 5 that the histogram takes.
        let histogram = Histogram::new(3).expect("three significant digits are allowed");
        Self { total: 0, max: Span::ZERO, histogram, latest: Span::ZERO, in_a_row: 0 }
    }
}

impl Latency {
    /// Takes a time in.
    #[inline(always)]
    pub fn record(&mut self, span: Span) {
        if span != self.latest || self.in_a_row == u32::MAX {
            self.settle();
            self.latest = span;
        }
        self.in_a_row += 1;
    }

    /// Puts what came in a row where it belongs.
    #[inline(always)]
    fn settle(&mut self) {
        if self.in_a_row > 0 {
            self.total += u128::from(self.latest.0) * u128::from(self.in_a_row);
            self.max = self.max.max(self.latest);
            // The histogram grows as needed, up to any 64-bit value, so that recording never fails.
            let _ = self.histogram.record_n(self.latest.0, self.in_a_row);
            self.in_a_row = 0;
        }
    }

    /// How many times there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.histogram.len() + u64::from(self.in_a_row)
    }

    /// A figure of it in seconds; nothing if there are no times.
    #[must_use]
    pub fn seconds(&self, stat: Stat) -> Option<f64> {
        if self.in_a_row > 0 {
            let mut whole = self.clone();
            whole.settle();
            return whole.seconds(stat);
        }
        let at = |share| Some(Span(self.histogram.value_at_quantile(share)).min(self.max).seconds());
        match stat {
            _ if self.count() == 0 => None,
            Stat::Mean => Some(self.total as f64 / self.count() as f64 / SECOND as f64),
            Stat::P50 => at(0.5),
            Stat::P90 => at(0.9),
            Stat::P99 => at(0.99),
            Stat::Max => Some(self.max.seconds()),
        }
    }

    /// Takes in all that another has taken in.
    pub fn add(&mut self, other: &Self) {
        let mut other = other.clone();
        other.settle();
        self.settle();
        self.total += other.total;
        self.max = self.max.max(other.max);
        // Both grow as needed, and have the same precision.
        let _ = self.histogram.add(&other.histogram);
    }

    /// All that was taken in is where it belongs, so that figures are cheap from now on.
    pub fn close(&mut self) {
        self.settle();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_maximum_are_exact_and_percentiles_have_three_digits() {
        let mut latency = Latency::default();
        assert_eq!(latency.seconds(Stat::Mean), None);
        for ms in 1..=1000 {
            latency.record(Span::from_millis(ms));
        }
        assert_eq!(latency.seconds(Stat::Mean), Some(0.5005));
        assert_eq!(latency.seconds(Stat::Max), Some(1.0));
        for (stat, exact) in [(Stat::P50, 0.5), (Stat::P90, 0.9), (Stat::P99, 0.99)] {
            let value = latency.seconds(stat).unwrap();
            assert!((value / exact - 1.0).abs() < 0.001, "{stat:?}: {value}");
        }
    }
}
