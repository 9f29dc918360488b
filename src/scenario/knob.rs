//! A setting that can be turned up and down: what it says now, and the next value either way.

use std::fmt;

use super::value::written;
use super::{Demand, Part, Scenario};
use crate::time::Span;

/// The value of a setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Knob {
    /// So many.
    Count(u32),
    /// So long.
    Time(Span),
    /// So many whole seconds, as queues have them; at least so many.
    Seconds(Span, u64),
    /// So many a second.
    Rate(f64),
}

/// The first digits of the times that a knob goes through, ten times as long each round.
const LADDER: [u64; 6] = [10, 15, 20, 30, 50, 70];
/// Where it goes from nothing.
const SHORTEST: Span = Span(SECOND);
const SECOND: u64 = 1_000_000_000;
/// The longest time that it goes to.
const LONGEST: Span = Span(1_000_000_000_000_000);

impl Knob {
    /// What a setting of the scenario, such as `asynchronous.orders.concurrency`, says now; nothing if it has no value, or one that
    /// can't be turned.
    #[must_use]
    pub fn of(scenario: &Scenario, path: &str) -> Option<Self> {
        if path == "load.rate" {
            let Demand::Rate { phases, .. } = &scenario.load.demand else { return None };
            return Some(Self::Rate(phases.first()?.rate));
        }
        let mut parts = path.splitn(3, '.');
        let (lane, node, key) = (parts.next()?, parts.next()?, parts.next()?);
        let lane = scenario.lanes.iter().find(|each| each.id == lane)?;
        let part = &lane.nodes.iter().find(|each| each.id.as_str() == node)?.part;
        match (part, key) {
            (Part::Sender(sender), "callers") => Some(Self::Count(sender.callers)),
            (Part::Sender(sender), "timeout") => sender.timeout.map(Self::Time),
            (Part::Service(service), "concurrency") => Some(Self::Count(service.concurrency)),
            (Part::Service(service), "timeout") => service.timeout.map(Self::Time),
            (Part::Worker(worker), "concurrency") => Some(Self::Count(worker.concurrency)),
            (Part::Worker(worker), "batch") => Some(Self::Count(u32::from(worker.batch))),
            (Part::Worker(worker), "wait") => Some(Self::Seconds(worker.wait, 0)),
            (Part::Worker(worker), "timeout") => worker.timeout.map(Self::Time),
            (Part::Queue(queue), "visibility_timeout") => Some(Self::Seconds(queue.visibility_timeout, 1)),
            (Part::Queue(queue), "capacity") => queue.capacity.map(Self::Count),
            (Part::Queue(queue), "max_receives") => queue.max_receives.map(|most| Self::Count(u32::from(most))),
            _ => None,
        }
    }

    /// The next value up or down; the same where there is none.
    #[must_use]
    pub fn turned(self, up: bool) -> Self {
        match self {
            Self::Count(count) => Self::Count(count_from(count, up).max(1)),
            Self::Rate(rate) => Self::Rate(rate_from(rate, up)),
            Self::Time(span) => Self::Time(time_from(span, up)),
            Self::Seconds(span, least) => Self::Seconds(seconds_from(span, up).max(Span(least * SECOND)), least),
        }
    }

    /// As a scenario file says it, for `--set`.
    #[must_use]
    pub fn written(self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Time(span) | Self::Seconds(span, _) => written(span),
            Self::Rate(rate) => format!("{rate}/s"),
        }
    }
}

impl fmt::Display for Knob {
    /// As people say it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(span) | Self::Seconds(span, _) => write!(f, "{span}"),
            Self::Count(_) | Self::Rate(_) => write!(f, "{}", self.written()),
        }
    }
}

/// One more or less, in larger steps where there are many.
fn count_from(count: u32, up: bool) -> u32 {
    let step = match count {
        0..20 => 1,
        20 => 1 + 4 * u32::from(up),
        21..100 => 5,
        100 => 5 + 5 * u32::from(up),
        _ => (count / 10).max(10),
    };
    if up { count.saturating_add(step) } else { count.saturating_sub(step) }
}

/// A whole number of messages a second more or less, in larger steps where there are many; at least one.
fn rate_from(rate: f64, up: bool) -> f64 {
    let step = if rate < 20.0 { 1.0 } else { (rate / 10.0).round() };
    if up { (rate + step).floor() } else { (rate - step).ceil().max(1.0) }
}

/// The next whole seconds: all up to ten, each five up to a minute, then those of the ladder.
fn seconds_from(span: Span, up: bool) -> Span {
    let mut fine = (1..10).chain((10..=60).step_by(5)).map(|seconds| Span(seconds * SECOND));
    let rough = time_from(span, up);
    if up {
        fine.find(|mark| *mark > span).unwrap_or(rough)
    } else if rough < Span(60 * SECOND) {
        fine.take_while(|mark| *mark < span).last().unwrap_or(Span::ZERO)
    } else {
        rough
    }
}

/// The next time on the ladder; below a millisecond there is nothing.
fn time_from(span: Span, up: bool) -> Span {
    let rounds = (5..15).map(|power| 10_u64.pow(power));
    let mut marks = rounds.flat_map(|round| LADDER.map(|mark| Span(mark * round)));
    if up && span == Span::ZERO {
        SHORTEST
    } else if up {
        marks.find(|mark| *mark > span).unwrap_or(LONGEST).min(LONGEST).max(span)
    } else {
        marks.take_while(|mark| *mark < span).last().unwrap_or(Span::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;
    use crate::scenario::shipped;

    #[test]
    fn steps_up_and_down_are_round() {
        let turned = |knob: Knob, up| knob.turned(up).written();
        assert_eq!(turned(Knob::Count(4), true), "5");
        assert_eq!(turned(Knob::Count(1), false), "1");
        assert_eq!(turned(Knob::Count(40), false), "35");
        assert_eq!(turned(Knob::Rate(9.0), false), "8/s");
        assert_eq!(turned(Knob::Time(Span::from_millis(100)), true), "150ms");
        assert_eq!(turned(Knob::Time(Span::from_millis(30_000)), true), "50s");
        assert_eq!(turned(Knob::Time(Span::from_millis(60_000)), false), "50s");
        assert_eq!(turned(Knob::Time(Span::ZERO), false), "0s");
    }

    #[test]
    fn every_turn_of_a_lesson_has_a_knob() {
        for lesson in shipped::ALL {
            let scenario = parse(lesson.name, lesson.source).unwrap();
            for turn in scenario.scenes.iter().filter_map(|scene| scene.turn.as_ref()) {
                assert!(Knob::of(&scenario, turn.with.as_str()).is_some(), "{}: {}", lesson.name, turn.with);
            }
        }
    }
}
