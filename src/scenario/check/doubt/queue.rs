//! Doubts about what a queue keeps: for how long, how much, and for whom.

use super::look::Spot;
use super::times::least;
use super::words::{several, time};
use super::{Problem, Problems};
use crate::scenario::measure::LaneKey;
use crate::scenario::{Part, Queue, Worker};
use crate::time::Span;

pub fn queue(spot: Spot<'_>, queue: &Queue, problems: &mut Problems) {
    too_old(spot, queue, problems);
    never_visible(spot, queue, problems);
    if queue.push.is_some() {
        not_polled(spot, problems);
        return;
    }
    for id in spot.lane.ways(spot.id) {
        let worker = spot.at(id);
        if let Part::Worker(plan) = &worker.node.part {
            no_room(spot, queue, worker, plan, problems);
        }
    }
}

/// Messages that expire before anybody can see them, or see them again.
fn too_old(spot: Spot<'_>, queue: &Queue, problems: &mut Problems) {
    let Some(retention) = queue.retention else { return };
    let delay = least(queue.delay);
    let hidden = queue.visibility_timeout;
    if spot.turns(&["delay", "visibility_timeout"]) || spot.look.shows(spot.lane_id, &[LaneKey::Expired]) {
        return;
    }
    let (title, label, why, key) = if delay >= retention {
        let title = format!("every message of `{}` expires before anybody can see it", spot.name());
        (title, format!("removed after {}, and hidden at first for {}", time(retention), time(delay)), "nothing is ever worked on", "delay")
    } else if queue.push.is_none() && !spot.lane.ways(spot.id).is_empty() && delay + hidden >= retention {
        let title = format!("what fails in `{}` expires before it comes back", spot.name());
        let label = format!("removed after {}, and hidden for {} by each receive", time(retention), time(hidden));
        (title, label, "each message has a single try: what isn't done then is gone", "visibility_timeout")
    } else {
        return;
    };
    let claim = spot.claim("expired");
    let help = format!("write a longer `retention`, or a shorter `{key}`; if it is meant, say so with a claim such as {claim}");
    problems.add(Problem::warning(spot.value("retention"), title, label, why).help(help));
}

/// Messages that nobody can see before the end.
fn never_visible(spot: Spot<'_>, queue: &Queue, problems: &mut Problems) {
    let delay = least(queue.delay);
    if delay > Span::ZERO && delay >= spot.look.rest() && !spot.turns(&["delay"]) {
        let title = format!("no message of `{}` is visible before the end of the run", spot.name());
        let label = format!("the run lasts {}", time(spot.look.scenario.duration));
        let problem = Problem::warning(spot.value("delay"), title, label, "nobody ever works on one");
        problems.add(problem.help("write a shorter `delay`, or make `duration` longer"));
    }
}

/// What only means something where workers poll.
fn not_polled(spot: Spot<'_>, problems: &mut Problems) {
    if spot.section().gives("visibility_timeout") {
        let title = format!("nobody receives from `{}`", spot.name());
        let why = "a queue that pushes keeps a message until its push is answered: this `visibility_timeout` does nothing";
        let problem = Problem::warning(spot.section().key_place("visibility_timeout"), title, "it pushes its messages by itself", why);
        problems.add(problem.help("remove it; how long a push may take is `timeout`, and when it is made again `on_error`"));
    }
}

/// Slots and batches that the queue never has messages for.
fn no_room(spot: Spot<'_>, queue: &Queue, worker: Spot<'_>, plan: &Worker, problems: &mut Problems) {
    let (key, most) = match (queue.capacity, queue.in_flight) {
        (Some(capacity), in_flight) if in_flight.is_none_or(|most| capacity < most) => ("capacity", capacity),
        (_, Some(in_flight)) => ("in_flight", in_flight),
        _ => return,
    };
    if spot.turns(&["capacity"]) || worker.turns(&["concurrency", "batch"]) {
        return;
    }
    let name = spot.name();
    let limit = if key == "capacity" {
        format!("`{name}` holds {most} at the most")
    } else {
        format!("only {} of `{name}` may be in flight", several(u64::from(most), "message"))
    };
    let help = format!("write a larger `{key}` in [lane.queue.{name}], or a smaller value here");
    if plan.concurrency > most && worker.section().gives("concurrency") {
        let title = format!("{} of `{}` never have a message", several(u64::from(plan.concurrency - most), "slot"), worker.name());
        let why = "slots that can never work make the worker look idle, and change nothing";
        problems.add(Problem::warning(worker.value("concurrency"), title, &limit, why).help(&help));
    }
    if u32::from(plan.batch) > most && worker.section().gives("batch") {
        let title = format!("no batch of `{}` is ever full", worker.name());
        let why = format!("a poll never brings more than {}", several(u64::from(most), "message"));
        problems.add(Problem::warning(worker.value("batch"), title, &limit, why).help(help));
    }
}
