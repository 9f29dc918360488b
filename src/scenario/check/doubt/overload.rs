//! Doubts about lanes that get far more than they can do, for good.
//!
//! A bound (a backlog, a capacity, a throttle, an age) that comes before the bottleneck or at it says that the overload is meant.

use super::look::{Look, Spot};
use super::times::{Times, sum};
use super::words::{number, rate, several, time};
use super::{Problem, Problems};
use crate::id::{LaneId, NodeId};
use crate::scenario::measure::{Figure, LaneKey, NodeKey};
use crate::scenario::{Part, Style};
use crate::time::Span;

/// From how many times its capacity on a lane is surely overloaded; below it, chance and rounding may do it.
const FAR: f64 = 1.25;

/// So few left over may be those that the end of the run has cut short, as are as many as there are slots.
const MANY: f64 = 10.0;

/// Where messages have to pass.
struct Bottleneck<'a> {
    spot: Spot<'a>,
    /// How many arrive there in a second.
    arrive: f64,
    /// How many can pass in a second.
    pass: f64,
    /// Slots or callers, and how long each has to do with a message.
    places: u32,
    hold: Span,
}

pub fn overload(look: &Look<'_>, lane_id: LaneId, problems: &mut Problems) {
    let keys = ["callers", "concurrency", "backlog", "capacity", "timeout", "time", "latency"];
    let (Some(born), false) = (look.born, look.turns_any(lane_id, &keys) || look.rate_turns) else { return };
    let lane = look.scenario.lane(lane_id);
    if look.flow(lane_id).goes_round || look.rest() == Span::ZERO {
        return;
    }
    let rate = born / look.rest().seconds();
    let times = look.mean(lane_id);
    let passes = lane.node_ids().filter_map(|(id, _)| bottleneck(look.spot(lane_id, id), rate, times));
    let Some(narrowest) = passes.max_by(|one, other| (one.arrive / one.pass).total_cmp(&(other.arrive / other.pass))) else { return };
    let left = (narrowest.arrive - narrowest.pass) * look.rest().seconds();
    let far = narrowest.arrive > FAR * narrowest.pass && left > f64::from(narrowest.places).max(MANY);
    if far && !is_bounded(narrowest.spot, narrowest.arrive) && !meant(look, lane_id) {
        warn(&narrowest, problems);
    }
}

/// What passes a node, if there is a limit to it.
fn bottleneck<'a>(spot: Spot<'a>, rate: f64, times: &Times<'_>) -> Option<Bottleneck<'a>> {
    let visits = spot.look.flow(spot.lane_id).visits(spot.id);
    let (arrive, places, hold) = match &spot.node.part {
        Part::Sender(sender) => {
            let wait = |to: &NodeId| match sender.style {
                Style::Calls => times.answer(*to),
                Style::Sends if sender.ack => times.trip(*to),
                Style::Sends => Span::ZERO,
            };
            let patient = |wait: Span| sender.timeout.map_or(wait, |timeout| wait.min(timeout));
            (rate, sender.callers, sum(sender.to.iter().map(|to| patient(wait(to)))))
        }
        Part::Service(service) => (rate * visits, service.concurrency, limited(times.hold(spot.id), service.timeout)),
        Part::Worker(worker) => (rate * visits, worker.concurrency, limited(times.hold(spot.id), worker.timeout)),
        Part::Queue(_) | Part::Topic(_) | Part::Workflow(_) => return None,
    };
    // Workers at one queue share its messages as they can: with several of them none is a bottleneck by itself.
    let shared = matches!(&spot.node.part, Part::Worker(worker) if spot.lane.ways(worker.polls).len() > 1);
    (hold > Span::ZERO && !shared).then(|| Bottleneck { spot, arrive, pass: f64::from(places) / hold.seconds(), places, hold })
}

fn limited(hold: Span, timeout: Option<Span>) -> Span {
    timeout.map_or(hold, |timeout| hold.min(timeout))
}

/// Whether something bounds what comes to a node, so many messages a second; what lets all of it through is no bound.
fn is_bounded(spot: Spot<'_>, arrive: f64) -> bool {
    let short = |age: Option<Span>| age.is_some_and(|age| age < spot.look.scenario.duration);
    let bounds = |part: &Part| match part {
        Part::Sender(sender) => sender.backlog.is_some(),
        Part::Service(service) => service.backlog.is_some() || service.throttle.is_some_and(|throttle| throttle.rate < arrive),
        Part::Queue(queue) => {
            queue.capacity.is_some() || short(queue.retention) || short(queue.push.as_ref().and_then(|push| push.max_age))
        }
        Part::Workflow(workflow) => workflow.throttle.is_some_and(|throttle| throttle.rate < arrive),
        Part::Topic(_) | Part::Worker(_) => false,
    };
    spot.lane.node_ids().any(|(id, node)| bounds(&node.part) && spot.look.flow(spot.lane_id).leads(id, spot.id))
}

/// Whether the lesson is about messages that wait or are turned away.
fn meant(look: &Look<'_>, lane: LaneId) -> bool {
    look.shows_figure(lane, |figure| match figure {
        Figure::Lane(key) => matches!(key, LaneKey::InSystem | LaneKey::Failed | LaneKey::Rejected | LaneKey::Expired | LaneKey::Lost),
        Figure::Node(_, key) => matches!(key, NodeKey::DepthMax | NodeKey::DepthMean | NodeKey::DepthNow | NodeKey::OldestMax),
        Figure::Wait(..) => true,
        Figure::Latency(..) => false,
    })
}

fn warn(narrowest: &Bottleneck<'_>, problems: &mut Problems) {
    let Bottleneck { spot, arrive, pass, places, hold } = narrowest;
    let sender = matches!(spot.node.part, Part::Sender(_));
    let (key, title, one) = if sender {
        ("callers", format!("the callers of `{}` can't keep up", spot.lane.id), "caller")
    } else {
        ("concurrency", format!("more arrives than `{}` of `{}` can do", spot.name(), spot.lane.id), "slot")
    };
    let does = if *places == 1 { "does" } else { "do" };
    let label = format!("{} arrive, {} x {} {does} {}", rate(*arrive), several(u64::from(*places), one), time(*hold), rate(*pass));
    let seconds = spot.look.rest().seconds();
    let why = format!(
        "what waits grows to the end: about {} of {} messages are left over then",
        number(((arrive - pass) * seconds).floor()),
        number((arrive * seconds).floor())
    );
    let enough = (arrive * hold.seconds()).ceil();
    let bound = if sender { "`backlog`" } else { "`backlog` or a `capacity`" };
    let help = format!(
        "write {key} = {enough:.0} or more, or let less arrive; if it is meant, say so with a {bound}, or a claim such as {}",
        spot.claim("in_system")
    );
    problems.add(Problem::warning(spot.value(key), title, label, why).help(help));
}
