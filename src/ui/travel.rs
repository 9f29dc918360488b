//! Going to where something is: a scene, a fault, a thing that happens for the first time.

use std::time::Duration;

use super::model::{Model, Motion, NOTICE};
use super::predict;
use super::update::{heading, jump};
use crate::id::LaneId;
use crate::scenario::{Moment, Part};
use crate::time::{Span, Time};

/// How long the beginning of a scene lasts, in wall time, for going back to the scene before it.
const BEGINNING: Duration = Duration::from_millis(1_000);

/// When each scene begins.
pub(super) fn begins(model: &Model) -> impl DoubleEndedIterator<Item = Time> {
    model.cues.iter().map(|cue| cue.at)
}

/// To the next scene or, from the answer to a question, to what the scene there says.
pub(super) fn next_scene(model: &mut Model) {
    if predict::leave(model) {
        return;
    }
    let from = heading(model);
    let next = begins(model).find(|at| *at > from);
    if let Some(at) = next {
        jump(model, at);
    }
}

/// Back to the beginning of this scene or, from there, of the one before.
pub(super) fn previous_scene(model: &mut Model) {
    let from = heading(model);
    let this = begins(model).rfind(|at| *at <= from).unwrap_or(Time::START);
    let before = begins(model).rfind(|at| *at < this).unwrap_or(Time::START);
    // While it plays, the beginning is a while long: else nobody could press fast enough to get past it.
    let beginning = if model.motion == Motion::Paused { Span::ZERO } else { model.speed.simulated(BEGINNING) };
    jump(model, if from.since(this) > beginning { this } else { before });
}

/// Goes to the next thing that happens for the first time, or to where a queue is deepest.
pub(super) fn next_moment(model: &mut Model) {
    let from = heading(model);
    let firsts: Vec<_> = model.tape.summary().firsts().filter(|(_, _, at)| *at > from).collect();
    // A timeout and a refusal are errors, too, and say more.
    let says_less = |(lane, moment, at): &(LaneId, Moment, Time)| {
        *moment == Moment::Error && firsts.iter().any(|(place, other, when)| (place, when) == (lane, at) && *other != Moment::Error)
    };
    let first = firsts.iter().filter(|first| !says_less(first)).min_by_key(|(_, _, at)| *at);
    let first = first.map(|(lane, moment, at)| (*at, format!("{}: the {}", model.scenario.lane(*lane).name, moment.word())));
    let deepest = deepest(model).filter(|at| *at > from).map(|at| (at, "the queue at its deepest".to_owned()));
    match first.into_iter().chain(deepest).min() {
        Some((at, words)) => {
            jump(model, at);
            model.said = Some((words, NOTICE));
        }
        None if model.tape.is_full() => model.said = Some(("nothing happens for the first time after this".to_owned(), NOTICE)),
        None => model.said = Some(("what comes is still being worked out".to_owned(), NOTICE)),
    }
}

/// When more messages wait in a queue than at any other time; nothing if none ever do.
fn deepest(model: &Model) -> Option<Time> {
    let summary = model.tape.summary();
    let mut deepest = (1, None);
    for (lane, plan) in summary.lanes().iter().zip(&model.scenario.lanes) {
        for (slot, start) in lane.slots.iter().zip((0..).map(|place| Time::START + summary.width() * place)) {
            let queues = plan.nodes.iter().zip(&slot.depth).filter(|(node, _)| matches!(node.part, Part::Queue(_)));
            let depth = queues.map(|(_, depth)| *depth).max().unwrap_or(0);
            if depth > deepest.0 {
                deepest = (depth, Some(start));
            }
        }
    }
    deepest.1
}

/// Goes to the next or the last instant at which a fault begins or ends.
pub(super) fn fault(model: &mut Model, forward: bool) {
    let (from, end) = (heading(model), model.scenario.end());
    let turns = model.scenario.faults.iter().flat_map(|fault| [fault.at, fault.until]).filter(|at| *at < end);
    let to = if forward { turns.filter(|at| *at > from).min() } else { turns.filter(|at| *at < from).max() };
    match to {
        Some(to) => jump(model, to),
        None => model.said = Some((format!("no fault {} this", if forward { "after" } else { "before" }), NOTICE)),
    }
}
