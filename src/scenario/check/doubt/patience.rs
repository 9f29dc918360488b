//! Doubts about timeouts that end what could never be done in time.

use super::look::{FAILS, Spot};
use super::times::{Times, least};
use super::words::time;
use super::{Problem, Problems};
use crate::dice::Dist;
use crate::id::NodeId;
use crate::scenario::problem::Place;
use crate::scenario::{Part, Sender, Style};
use crate::time::Span;

/// What is over too soon.
struct Limit {
    limit: Span,
    place: Place,
    /// What comes to an end.
    what: String,
    /// What takes its time.
    work: String,
    /// What that means.
    why: &'static str,
    /// Whether an end at the very instant of the limit comes too late.
    strict: bool,
}

pub fn patience(spot: Spot<'_>, problems: &mut Problems) {
    // What a change or a turn makes faster may be slow on purpose.
    let turned = spot.look.turns_any(spot.lane_id, &["time", "latency"]) || spot.turns(&["timeout"]);
    if turned || spot.look.shows(spot.lane_id, FAILS) {
        return;
    }
    match &spot.node.part {
        Part::Sender(sender) => of_sender(spot, sender, problems),
        Part::Service(service) => {
            let cold = service.cold_start.map(|cold| cold.time);
            of_receiver(spot, service.timeout, cold, "every request ends in an error", problems);
        }
        Part::Worker(worker) => of_receiver(spot, worker.timeout, None, "what is not done in time fails, and comes back", problems),
        Part::Workflow(workflow) => {
            of_receiver(spot, workflow.timeout, None, "an execution that is over in the middle has failed", problems);
            for (step, section) in workflow.steps.iter().zip(spot.section().list("steps")) {
                let why = "the step fails at each try, and its service does the work all the same";
                waits(spot, step.timeout, section.place("timeout"), step.call, "the step that calls", why, problems);
            }
        }
        Part::Queue(queue) => {
            let push = queue.push.iter();
            let why = "each push is given up, and made again while the work still goes on";
            push.for_each(|push| waits(spot, push.timeout, spot.value("timeout"), push.to, "a push to", why, problems));
        }
        Part::Topic(topic) => {
            let sections = spot.section().named("subscribers").unwrap_or_default();
            let why = "each delivery is given up, and made again while the work still goes on";
            for (subscriber, (_, section)) in topic.subscribers.iter().zip(sections) {
                waits(spot, subscriber.timeout, section.place("timeout"), subscriber.to, "a delivery to", why, problems);
            }
        }
    }
}

fn of_sender(spot: Spot<'_>, sender: &Sender, problems: &mut Problems) {
    let Some(limit) = sender.timeout.filter(|_| sender.ack) else { return };
    let calls = sender.style == Style::Calls;
    for (_, to) in sender.to.iter().enumerate().filter(|(index, to)| !sender.to[..*index].contains(to)) {
        let name = &spot.lane.node(*to).id;
        let (what, work, why) = if calls {
            (format!("a call of `{name}`"), format!("an answer of `{name}`"), "the work is done all the same, for nobody")
        } else {
            let why = "the message is taken in all the same: whoever retries sends it twice";
            (format!("a hand-off to `{name}`"), format!("the way to `{name}` and back"), why)
        };
        let limit = Limit { limit, place: spot.value("timeout"), what, work, why, strict: true };
        judge(spot, limit, |times| if calls { times.answer(*to) } else { times.trip(*to) }, problems);
    }
}

/// Something that waits for another node: for the answer of a service, else for a receipt.
fn waits(spot: Spot<'_>, limit: Option<Span>, place: Place, to: NodeId, what: &str, why: &'static str, problems: &mut Problems) {
    let Some(limit) = limit else { return };
    let node = spot.lane.node(to);
    let answers = matches!(node.part, Part::Service(_)) || matches!((&spot.node.part, &node.part), (Part::Workflow(_), Part::Workflow(_)));
    let work = if answers { format!("an answer of `{}`", node.id) } else { format!("the way to `{}` and back", node.id) };
    let limit = Limit { limit, place, what: format!("{what} `{}`", node.id), work, why, strict: true };
    judge(spot, limit, |times| if answers { times.answer(to) } else { times.trip(to) }, problems);
}

/// The own limit of a service, a worker or a workflow.
fn of_receiver(spot: Spot<'_>, limit: Option<Span>, cold: Option<Dist>, why: &'static str, problems: &mut Problems) {
    let Some(limit) = limit else { return };
    let place = spot.value("timeout");
    let work = match &spot.node.part {
        Part::Workflow(_) => "all steps",
        Part::Service(service) if service.calls.is_empty() => "the work",
        Part::Worker(worker) if worker.calls.is_empty() => "the work",
        _ => "the work with its calls",
    };
    let workflow = matches!(spot.node.part, Part::Workflow(_));
    let what = format!("{} of `{}`", if workflow { "an execution" } else { "the work" }, spot.name());
    let given = Limit { limit, place, what, work: work.to_owned(), why, strict: false };
    if judge(spot, given, |times| times.hold(spot.id), problems) {
        return;
    }
    let hold = spot.look.least(spot.lane_id).hold(spot.id);
    if let Some(cold) = cold.map(least).filter(|cold| *cold + hold > limit) {
        let title = format!("a cold start of `{}` takes longer than its own `timeout`", spot.name());
        let label = format!("over after {}, and a cold start and the work take {}", time(limit), time(cold + hold));
        let why = "the first request of each slot ends in an error";
        problems.add(Problem::warning(place, title, label, why).help(format!("write a `timeout` above {}", time(cold + hold))));
    }
}

/// Warns if even without any waiting the time is not enough, always or half of the time. Tells whether it did.
fn judge(spot: Spot<'_>, limit: Limit, takes: impl Fn(&Times<'_>) -> Span, problems: &mut Problems) -> bool {
    let [least, half] = [spot.look.least(spot.lane_id), spot.look.half(spot.lane_id)].map(takes);
    let late = |span: Span| span > limit.limit || limit.strict && span == limit.limit;
    let Limit { limit, place, what, work, why, .. } = limit;
    let (title, takes) = if late(least) {
        (format!("{what} always times out"), least)
    } else if late(half) {
        (format!("{what} times out in half of all cases, or more"), half)
    } else {
        return false;
    };
    let label = format!("after {}, and {work} {} {}", time(limit), if work.starts_with("all") { "take" } else { "takes" }, time(takes));
    // Who is called, or started, tells whoever waits; what a broker gave out comes back to it.
    let told = matches!(spot.node.part, Part::Sender(_)) || spot.lane.sender().style == Style::Calls;
    let claim = spot.claim(if told { "failed" } else { "retries" });
    let help = format!(
        "write a `timeout` well above {}, or let the work be shorter; if it is meant, say so with a claim such as {claim}",
        time(takes)
    );
    problems.add(Problem::warning(place, title, label, why).help(help));
    true
}
