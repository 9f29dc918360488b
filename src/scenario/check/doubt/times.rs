//! How long a node of a lane needs for a message when nobody is in its way, by one way of reading times that chance spreads.

use crate::dice::Dist;
use crate::id::NodeId;
use crate::scenario::{Lane, Part};
use crate::time::Span;

/// What a spread time takes at the least.
pub fn least(dist: Dist) -> Span {
    match dist {
        Dist::Constant(span) => span,
        Dist::Uniform(low, _) => low,
        _ => Span::ZERO,
    }
}

/// A time that at least half of all values reach.
pub fn half(dist: Dist) -> Span {
    let median_of_exponential = |mean: Span| mean.scale(std::f64::consts::LN_2);
    match dist {
        Dist::Constant(span) => span,
        Dist::Uniform(low, high) => Span(low.0.midpoint(high.0)),
        Dist::Lognormal { median, .. } => median,
        Dist::Exponential(mean) => median_of_exponential(mean),
        // The median of a gamma distribution lies above its mean less a third of its scale (Chen and Rubin 1986).
        Dist::Erlang { shape, mean } => mean.scale(1.0 - 1.0 / (3.0 * f64::from(shape))),
        Dist::Hyperexponential { short, .. } => median_of_exponential(short),
    }
}

/// The times of a lane.
pub struct Times<'a> {
    lane: &'a Lane,
    read: fn(Dist) -> Span,
    /// How long each node takes to answer, the way to it left out.
    answers: Vec<Option<Span>>,
}

impl<'a> Times<'a> {
    pub fn of(lane: &'a Lane, read: fn(Dist) -> Span) -> Self {
        let mut times = Self { lane, read, answers: vec![None; lane.nodes.len()] };
        for (id, _) in lane.node_ids() {
            times.fill(id);
        }
        times
    }

    /// Notes how long a node takes to answer, after those that it calls; there is no circle of calls.
    fn fill(&mut self, id: NodeId) {
        if self.answers[id.index()].is_some() {
            return;
        }
        self.lane.waits_for(id).into_iter().for_each(|called| self.fill(called));
        let (time, limit) = match &self.lane.node(id).part {
            Part::Service(service) => (self.hold(id), service.timeout),
            Part::Workflow(workflow) => (self.hold(id), workflow.timeout),
            // What these give is a receipt, at once.
            _ => (Span::ZERO, None),
        };
        self.answers[id.index()] = Some(limit.map_or(time, |limit| time.min(limit)));
    }

    /// The way to a node and back.
    pub fn trip(&self, to: NodeId) -> Span {
        (self.read)(self.lane.node(to).link.latency) * 2
    }

    /// From a request to its answer, the service's own limit included.
    pub fn answer(&self, to: NodeId) -> Span {
        self.trip(to) + self.answers[to.index()].unwrap_or(Span::ZERO)
    }

    /// How long a receiver or an execution has to do with one message: with what it calls and hands on, and without its own limit.
    pub fn hold(&self, id: NodeId) -> Span {
        let longest = |round: &Vec<NodeId>| round.iter().map(|to| self.answer(*to)).max().unwrap_or(Span::ZERO);
        let (work, rounds, sends) = match &self.lane.node(id).part {
            Part::Service(service) => (service.work.time, &service.calls, service.sends),
            Part::Worker(worker) => (worker.work.time, &worker.calls, worker.sends),
            Part::Workflow(workflow) => return sum(workflow.steps.iter().map(|step| self.answer(step.call))),
            Part::Sender(_) | Part::Queue(_) | Part::Topic(_) => return Span::ZERO,
        };
        (self.read)(work) + sum(rounds.iter().map(longest)) + sends.map_or(Span::ZERO, |to| self.trip(to))
    }
}

/// All of them together.
pub fn sum(spans: impl Iterator<Item = Span>) -> Span {
    spans.fold(Span::ZERO, |sum, span| sum + span)
}
