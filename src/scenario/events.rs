//! How many events a run will have, as an estimate made before it starts.

use super::{Demand, Lane, Load, Part, Phase, Scenario, Style};
use crate::dice::Dist;
use crate::time::{Span, Time};

/// Events of one message: birth, hand-off, arrival, receive, work, answer, deletion, and one to spare.
const PER_MESSAGE: f64 = 8.0;
/// Events of a poll that brings nothing.
const PER_POLL: f64 = 4.0;

/// About how many events a run will have; infinite if callers go round in no time.
#[must_use]
pub fn expected_events(scenario: &Scenario) -> f64 {
    scenario.lanes.iter().map(|lane| of_lane(scenario, lane)).sum()
}

fn of_lane(scenario: &Scenario, lane: &Lane) -> f64 {
    let sender = lane.sender();
    let messages = messages(&scenario.load, lane, scenario.duration);
    let polls: f64 = lane.nodes.iter().map(|node| polls(&node.part, node.link.latency, scenario.duration)).sum();
    // Without messages a lane's polls are no reason to run it.
    if messages > 0.0 { messages * f64::from(sender.retry.attempts) * PER_MESSAGE + polls * PER_POLL } else { 0.0 }
}

/// How many times the slots of a worker poll in vain, at the most.
fn polls(part: &Part, latency: Dist, duration: Span) -> f64 {
    let Part::Worker(worker) = part else { return 0.0 };
    let round = worker.wait.seconds() + worker.interval.seconds() + 2.0 * latency.mean().seconds();
    f64::from(worker.concurrency) * (1.0 + duration.seconds() / round)
}

fn messages(load: &Load, lane: &Lane, duration: Span) -> f64 {
    let most = load.count.map_or(f64::INFINITY, f64::from);
    let born = match &load.demand {
        Demand::Rate { phases, .. } => by_rate(phases, Time::START + duration),
        Demand::Times(times) => times.iter().filter(|time| time.since(Time::START) <= duration).count() as f64,
        Demand::Think(think) => rounds(lane, *think, duration),
    };
    born.min(most)
}

/// How many rounds the callers of a closed loop make when nobody is in their way.
fn rounds(lane: &Lane, think: Dist, duration: Span) -> f64 {
    let sender = lane.sender();
    let receiver = lane.node(sender.to);
    let work = match (&receiver.part, sender.style) {
        (Part::Service(service), Style::Calls) => service.work.time.mean().seconds(),
        _ => 0.0,
    };
    let round = think.mean().seconds() + 2.0 * receiver.link.latency.mean().seconds() + work;
    f64::from(sender.callers) * (1.0 + duration.seconds() / round)
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
}
