//! Doubts about whoever waits without a timeout for an answer that never comes.

use super::expect::SURE;
use super::look::{Look, Spot};
use super::{Problem, Problems, Sort};
use crate::id::NodeId;
use crate::scenario::measure::{Figure, LaneKey, LatencyKey};
use crate::scenario::problem::Place;
use crate::scenario::{Fault, FaultKind, Lane, Part, Style};
use crate::time::Time;

/// Someone who waits for ever.
struct Waiter {
    /// The key that says for whom.
    key: &'static str,
    to: Vec<NodeId>,
    /// What stands still.
    what: &'static str,
    /// How many there are of it; nothing if any number.
    places: Option<u32>,
}

/// Who waits at a node without a limit; nothing if nobody does.
fn waiter(spot: Spot<'_>) -> Option<Waiter> {
    let waiter = |key, to: Vec<NodeId>, what, places| Some(Waiter { key, to, what, places }).filter(|waiter| !waiter.to.is_empty());
    match &spot.node.part {
        Part::Sender(sender) if sender.timeout.is_none() && sender.ack => {
            let key = if sender.style == Style::Calls { "calls" } else { "sends" };
            waiter(key, sender.to.clone(), "caller", Some(sender.callers))
        }
        Part::Service(service) if service.timeout.is_none() => {
            let key = if service.calls.is_empty() { "sends" } else { "calls" };
            waiter(key, service.calls.iter().flatten().copied().chain(service.sends).collect(), "slot", Some(service.concurrency))
        }
        Part::Worker(worker) if worker.timeout.is_none() => {
            let key = if worker.calls.is_empty() { "sends" } else { "calls" };
            waiter(key, worker.calls.iter().flatten().copied().chain(worker.sends).collect(), "slot", Some(worker.concurrency))
        }
        Part::Workflow(workflow) if workflow.timeout.is_none() => {
            let steps = workflow.steps.iter().filter(|step| step.timeout.is_none());
            waiter("steps", steps.map(|step| step.call).collect(), "execution", None)
        }
        Part::Queue(queue) => {
            let push = queue.push.as_ref().filter(|push| push.timeout.is_none())?;
            waiter("push", vec![push.to], "push", None)
        }
        Part::Topic(topic) => {
            let subscribers = topic.subscribers.iter().filter(|subscriber| subscriber.timeout.is_none());
            waiter("subscribers", subscribers.map(|subscriber| subscriber.to).collect(), "delivery", None)
        }
        _ => None,
    }
}

/// Whether the lesson of a lane is about standing still.
fn meant(spot: Spot<'_>) -> bool {
    let stands = |figure| {
        let lane = matches!(figure, Figure::Lane(LaneKey::BlockedShare | LaneKey::InSystem));
        lane || matches!(figure, Figure::Latency(LatencyKey::Blocked, _))
    };
    spot.turns(&["timeout"]) || spot.look.turns_any(spot.lane_id, &["loss"]) || spot.look.shows_figure(spot.lane_id, stands)
}

/// Whoever waits over a link that loses something.
pub fn silence(spot: Spot<'_>, problems: &mut Problems) {
    let Some(Waiter { key, to, what, places }) = waiter(spot) else { return };
    let visits = if spot.id == spot.lane.sender { spot.look.born } else { spot.visits() };
    let lost: f64 = to.iter().map(|to| spot.lane.node(*to).link.loss).map(|loss| 1.0 - (1.0 - loss) * (1.0 - loss)).sum();
    let cases = visits.unwrap_or(0.0) * lost;
    if cases < SURE || meant(spot) {
        return;
    }
    let title = format!("{} for ever for what the network loses", whoever_waits(spot));
    let label = "it has no `timeout`: a lost answer is waited for without end";
    let why = match places {
        Some(places) if cases >= 2.0 * f64::from(places) => {
            format!("in the end every {what} waits for an answer that was lost, and nothing goes on")
        }
        Some(_) => format!("each lost request or answer holds a {what} to the end of the run"),
        None => format!("each {what} whose request or answer is lost never comes to an end, nor does its message"),
    };
    problems.add(Problem::warning(spot.value(key), title, label, why).help(help(spot)));
}

/// Who waits, as the beginning of a sentence.
fn whoever_waits(spot: Spot<'_>) -> String {
    match &spot.node.part {
        Part::Sender(_) => format!("callers of `{}` wait", spot.lane.id),
        _ => format!("`{}` of `{}` waits", spot.name(), spot.lane.id),
    }
}

fn help(spot: Spot<'_>) -> String {
    let whose = match &spot.node.part {
        Part::Workflow(_) => "in each step".to_owned(),
        Part::Topic(_) => "for each subscriber".to_owned(),
        Part::Sender(_) => "in [lane.sender]".to_owned(),
        part => format!("in [lane.{}.{}]", Sort::of(part).word(), spot.name()),
    };
    format!("write a `timeout` {whose}; if it is meant, say so with a claim such as {}", spot.claim("in_system"))
}

/// A fault that leaves someone without an answer; `place` is where its kind stands.
pub fn of_fault(look: &Look<'_>, fault: &Fault, place: Place, problems: &mut Problems) {
    let (share, links_only) = match fault.kind {
        FaultKind::Hang => (1.0, false),
        FaultKind::Partition => (1.0, true),
        FaultKind::Loss(share) => (share, true),
        _ => return,
    };
    let before = |at: Time| look.born_before(at.since(Time::START)).unwrap_or(0.0);
    let hit = (before(fault.until) - before(fault.at)) * share;
    let sure = if share < 1.0 { SURE } else { 1.0 };
    if hit < sure {
        return;
    }
    for (lane_id, lane) in look.scenario.lane_ids() {
        let targets = fault.targets.iter().filter(|target| target.lane == lane_id && (target.link || !links_only));
        let silent: Vec<NodeId> = targets.map(|target| target.node).collect();
        let stands = |spot: &Spot<'_>| {
            let visits = if spot.id == lane.sender { 1.0 } else { look.flow(lane_id).visits(spot.id) };
            let waits = waiter(*spot).filter(|waiter| waiter.to.iter().any(|to| silent.contains(to)));
            waits.filter(|_| hit * visits >= sure && !meant(*spot) && !compares(*spot)).map(|waiter| waiter.what)
        };
        let spots = lane.node_ids().map(|(id, _)| look.spot(lane_id, id));
        let Some((spot, what)) = spots.into_iter().find_map(|spot| Some((spot, stands(&spot)?))) else { continue };
        let title = format!("{} for ever for what meets this fault", whoever_waits(spot));
        let label = format!("no answer comes, and `{}` has no `timeout`", spot.name());
        let why = format!("each {what} that waits then stands still to the end of the run, also when the fault is over");
        problems.add(Problem::warning(place, title, label, why).help(help(spot)));
    }
}

/// Whether the sender of another lane has a timeout where this one has none: then what that means is the lesson.
fn compares(spot: Spot<'_>) -> bool {
    let style = spot.lane.sender().style;
    let has = |lane: &Lane| lane.sender().style == style && lane.sender().timeout.is_some();
    spot.id == spot.lane.sender && spot.look.scenario.lanes.iter().any(has)
}
