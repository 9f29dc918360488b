//! What is counted at one node.

use super::latency::Latency;
use crate::level::Level;
use crate::scenario::measure::NodeKey;
use crate::scenario::{Node, Part};
use crate::time::{Span, Time};

/// The measures of one node. What makes no sense for its kind has no value.
#[derive(Clone, Debug)]
pub struct NodeMeasures {
    kind: Kind,
    /// How many can be busy at once; nothing if nobody works there.
    slots: Option<u32>,
    pub(super) busy: Level,
    pub(super) depth: Level,
    pub(super) in_flight: Level,
    pub(super) oldest: Span,
    pub(super) received: u64,
    pub(super) empty_receives: u64,
    /// From arriving at the node (in a queue: being visible) to being taken up.
    pub wait: Latency,
    end: Time,
}

/// A kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sender,
    Service,
    Queue,
    Worker,
}

impl NodeMeasures {
    pub(super) fn new(node: &Node, from: Time) -> Self {
        let (kind, slots) = match &node.part {
            Part::Sender(_) => (Kind::Sender, None),
            Part::Service(service) => (Kind::Service, Some(service.concurrency)),
            Part::Queue(_) => (Kind::Queue, None),
            Part::Worker(worker) => (Kind::Worker, Some(worker.concurrency)),
        };
        let level = Level::new(from);
        Self {
            kind,
            slots,
            busy: level,
            depth: level,
            in_flight: level,
            oldest: Span::ZERO,
            received: 0,
            empty_receives: 0,
            wait: Latency::default(),
            end: Time::START,
        }
    }

    pub(super) fn close(&mut self, end: Time) {
        self.end = end;
    }

    /// Whether it is a queue.
    #[must_use]
    pub fn is_queue(&self) -> bool {
        self.kind == Kind::Queue
    }

    /// The kind of node, in the words of the scenario language.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.kind {
            Kind::Sender => "sender",
            Kind::Service => "service",
            Kind::Queue => "queue",
            Kind::Worker => "worker",
        }
    }

    /// A figure of the node; times in seconds.
    #[must_use]
    pub fn figure(&self, key: NodeKey) -> Option<f64> {
        let end = self.end;
        let queue = self.is_queue();
        match key {
            NodeKey::Utilisation => self.busy.mean(end).zip(self.slots).map(|(busy, slots)| busy / f64::from(slots)),
            NodeKey::DepthMean => self.depth.mean(end),
            NodeKey::DepthMax => Some(self.depth.max(end) as f64),
            NodeKey::DepthNow => Some(self.depth.value() as f64),
            NodeKey::InFlightMax => queue.then(|| self.in_flight.max(end) as f64),
            NodeKey::OldestMax => queue.then(|| self.oldest.seconds()),
            NodeKey::Received => (queue || self.kind == Kind::Service).then_some(self.received as f64),
            NodeKey::EmptyReceives => queue.then_some(self.empty_receives as f64),
            // Messages have no groups yet, so there is no order to be out of.
            NodeKey::OutOfOrder => None,
        }
    }
}
