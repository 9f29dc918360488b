//! Doubts about runs that are over before the first message can be done.

use super::look::{Look, Spot};
use super::times::{Times, least, sum};
use super::words::time;
use super::{Problem, Problems};
use crate::id::NodeId;
use crate::scenario::measure::LaneKey;
use crate::scenario::{Node, Part, Style};
use crate::time::Span;

pub fn end(look: &Look<'_>, problems: &mut Problems) {
    for (lane_id, lane) in look.scenario.lane_ids() {
        if look.turns_any(lane_id, &["time", "latency", "delay", "interval", "wait"]) || look.shows(lane_id, &[LaneKey::InSystem]) {
            continue;
        }
        let delayed = |node: &Node| matches!(&node.part, Part::Queue(queue) if least(queue.delay) >= look.rest());
        if lane.nodes.iter().any(delayed) {
            // The queue says so itself.
            continue;
        }
        let spot = look.spot(lane_id, lane.sender);
        let mut soonest = Soonest { spot, times: look.least(lane_id), known: vec![None; lane.nodes.len()] };
        let soonest = soonest.of_sender();
        if soonest >= look.rest() {
            let title = format!("no message of `{}` can be done before the end of the run", lane.id);
            let label = format!("one takes {} or more", time(soonest));
            let place = if look.file.has("duration") { look.file.place("duration") } else { spot.draft.place };
            let why = format!("the run lasts {}: nothing is ever completed", time(look.scenario.duration));
            problems
                .add(Problem::warning(place, title, label, why).help("write a longer `duration` at the top of the file, or shorter times"));
        }
    }
}

/// How soon a message may be done.
struct Soonest<'a> {
    spot: Spot<'a>,
    times: &'a Times<'a>,
    known: Vec<Option<Span>>,
}

impl Soonest<'_> {
    fn of_sender(&mut self) -> Span {
        let sender = self.spot.lane.sender();
        let Some((last, first)) = sender.to.split_last() else { return Span::ZERO };
        let before = if sender.style == Style::Calls { sum(first.iter().map(|to| self.times.answer(*to))) } else { Span::ZERO };
        before + self.from(*last)
    }

    /// From the way to a node on.
    fn from(&mut self, to: NodeId) -> Span {
        least(self.spot.lane.node(to).link.latency) + self.inside(to)
    }

    /// From a node on. What goes round in a circle may be done at once.
    fn inside(&mut self, id: NodeId) -> Span {
        if let Some(known) = self.known[id.index()] {
            return known;
        }
        self.known[id.index()] = Some(Span::ZERO);
        let lane = self.spot.lane;
        let span = match &lane.node(id).part {
            Part::Queue(queue) => least(queue.delay) + lane.ways(id).into_iter().map(|to| self.from(to)).min().unwrap_or(Span::ZERO),
            Part::Topic(topic) => topic.subscribers.iter().map(|subscriber| self.from(subscriber.to)).min().unwrap_or(Span::ZERO),
            Part::Service(service) => {
                let left = service.after_answer.map_or(Span::ZERO, |left| least(left.time));
                self.receiver(id, service.sends).max(self.times.hold(id) + left)
            }
            Part::Worker(worker) => self.receiver(id, worker.sends),
            Part::Workflow(_) => self.times.hold(id),
            Part::Sender(_) => Span::ZERO,
        };
        self.known[id.index()] = Some(span);
        span
    }

    /// The work at a receiver, and what becomes of what it hands on.
    fn receiver(&mut self, id: NodeId, sends: Option<NodeId>) -> Span {
        let hold = self.times.hold(id);
        let Some(to) = sends else { return hold };
        // The way back of the receipt is no part of it.
        let there = least(self.spot.lane.node(to).link.latency);
        Span(hold.0.saturating_sub(there.0)) + self.inside(to)
    }
}
