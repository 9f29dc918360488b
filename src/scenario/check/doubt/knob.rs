//! Doubts about keys of receivers that do nothing as the rest is, and about messages that they send in a circle.

use super::look::Spot;
use super::{Problem, Problems};
use crate::id::NodeId;
use crate::scenario::measure::LaneKey;
use crate::scenario::{Part, Scale, Service, Worker};
use crate::time::Span;

pub fn service(spot: Spot<'_>, service: &Service, problems: &mut Problems) {
    scale(spot, service.scale, service.concurrency, problems);
    circle(spot, service.sends, problems);
}

pub fn worker(spot: Spot<'_>, worker: &Worker, problems: &mut Problems) {
    scale(spot, worker.scale, worker.concurrency, problems);
    circle(spot, worker.sends, problems);
    if worker.batch > 1 || spot.turns(&["batch"]) {
        return;
    }
    let given = [("window", worker.window > Span::ZERO), ("report_failures", worker.report_failures), ("batch_fails", worker.batch_fails)];
    for (key, _) in given.into_iter().filter(|(key, on)| *on && spot.section().gives(key)) {
        let title = format!("`{key}` means nothing for a batch of one message");
        let problem = Problem::warning(spot.section().key_place(key), title, "`batch` is 1", "the worker takes one message at a time");
        problems.add(problem.help(format!("write batch = 10, or remove `{key}`")));
    }
}

/// Growth from all slots to all slots.
fn scale(spot: Spot<'_>, scale: Option<Scale>, concurrency: u32, problems: &mut Problems) {
    let (Some(scale), Some(section)) = (scale, spot.section().table("scale")) else { return };
    if scale.start == concurrency && section.gives("start") && !spot.turns(&["concurrency"]) {
        let label = format!("`concurrency` is {concurrency} too");
        let problem = Problem::warning(section.place("start"), "there is nothing to scale up to", label, "all slots are there at once");
        problems.add(problem.help("write a smaller `start` or a larger `concurrency`, or remove `scale`"));
    }
}

/// Messages that are handed on until they are back.
fn circle(spot: Spot<'_>, sends: Option<NodeId>, problems: &mut Problems) {
    let flow = spot.look.flow(spot.lane_id);
    let Some(to) = sends.filter(|to| flow.leads(*to, spot.id)) else { return };
    // Of those that hand them round only the last on the way, which closes the circle.
    let sends = |part: &Part| match part {
        Part::Worker(worker) => worker.sends,
        Part::Service(service) => service.sends,
        _ => None,
    };
    let round = |id: NodeId| flow.leads(to, id) && sends(&spot.lane.node(id).part).is_some_and(|to| flow.leads(to, id));
    let last = spot.lane.node_ids().filter(|(id, _)| round(*id)).max_by_key(|(_, node)| node.hop);
    let meant = [LaneKey::InSystem, LaneKey::Effects, LaneKey::Attempts, LaneKey::Retries];
    if last.is_none_or(|(id, _)| id != spot.id) || spot.look.shows(spot.lane_id, &meant) {
        return;
    }
    let title = format!("messages go round in a circle by way of `{}`", spot.name());
    let label = format!("from `{}` they come here again", spot.lane.node(to).id);
    let why = "no message ever comes to the last hop, so none is completed, and there are more and more of them";
    let help = format!(
        "send to a node that doesn't lead back here, or remove `sends`; if it is meant, say so with a claim such as {}",
        spot.claim("in_system")
    );
    problems.add(Problem::warning(spot.value("sends"), title, label, why).help(help));
}
