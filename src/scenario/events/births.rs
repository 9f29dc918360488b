//! How many messages an open load bears, as an estimate.

use crate::scenario::{Demand, Phase};
use crate::time::{Span, Time};

/// How many messages are born in a run of `duration`; of a closed loop none, for there that follows from what callers do.
pub fn births(demand: &Demand, duration: Span) -> f64 {
    match demand {
        Demand::Rate { phases, .. } => by_rate(phases, Time::START + duration),
        Demand::Bursts { size, every } => f64::from(*size) * duration.0.div_ceil(every.0.max(1)) as f64,
        Demand::Times(times) => times.partition_point(|time| time.since(Time::START) <= duration) as f64,
        Demand::Think(_) => 0.0,
    }
}

/// The area under the rate up to the end.
fn by_rate(phases: &[Phase], end: Time) -> f64 {
    let mut sum = 0.0;
    let mut before = 0.0;
    for (place, phase) in phases.iter().enumerate() {
        let next = phases.get(place + 1).map_or(end, |next| next.at.min(end));
        let length = next.since(phase.at).seconds();
        let ramp = phase.ramp.seconds().min(length);
        // A ramp that the end cuts short gets only as far as it came.
        let reached = if phase.ramp == Span::ZERO { phase.rate } else { before + (phase.rate - before) * (ramp / phase.ramp.seconds()) };
        sum += ramp * (before + reached) / 2.0 + (length - ramp) * phase.rate;
        before = phase.rate;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::SECOND;

    #[test]
    fn the_area_under_phases_and_ramps() {
        let phase = |at, ramp, rate| Phase { at: Time(at * SECOND), ramp: Span(ramp * SECOND), rate };
        let end = Time(40 * SECOND);
        assert_eq!(by_rate(&[phase(0, 0, 5.0)], end), 200.0);
        assert_eq!(by_rate(&[phase(0, 0, 20.0), phase(10, 10, 40.0), phase(30, 0, 0.0)], end), 200.0 + 300.0 + 400.0);
        assert_eq!(by_rate(&[phase(0, 80, 10.0)], end), 100.0);
        assert_eq!(by_rate(&[phase(50, 0, 10.0)], end), 0.0);
    }

    #[test]
    fn the_first_burst_is_at_the_start() {
        let bursts = Demand::Bursts { size: 50, every: Span(10 * SECOND) };
        assert_eq!([1, 10, 11].map(|seconds| births(&bursts, Span(seconds * SECOND))), [50.0, 50.0, 100.0]);
    }
}
