//! What is counted at one node.

use super::latency::Latency;
use super::order::OrderWatch;
use super::places::Places;
use crate::level::Level;
use crate::scenario::measure::NodeKey;
use crate::scenario::{Node, Part};
use crate::time::{Span, Time};

/// The measures of one node. What makes no sense for its kind has no value.
#[derive(Clone, Debug)]
pub struct NodeMeasures {
    kind: Kind,
    /// Its slots; nothing if it has none.
    pub(super) slots: Option<Places>,
    pub(super) depth: Level,
    pub(super) in_flight: Level,
    pub(super) oldest: Span,
    pub(super) received: u64,
    pub(super) empty_receives: u64,
    /// How a message counts as an attempt that is handed out or taken in here.
    pub(super) attempts: bool,
    /// Whether what is done here is an effect: it calls nobody and sends to nobody.
    pub(super) last: bool,
    pub(super) order: OrderWatch,
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
    Topic,
    Worker,
    Workflow,
}

impl NodeMeasures {
    pub(super) fn new(node: &Node, attempts: bool, from: Time) -> Self {
        let (kind, slots, last) = match &node.part {
            Part::Sender(_) => (Kind::Sender, None, false),
            Part::Service(service) => (Kind::Service, Some(service.concurrency), service.calls.is_empty() && service.sends.is_none()),
            Part::Queue(_) => (Kind::Queue, None, false),
            Part::Topic(_) => (Kind::Topic, None, false),
            Part::Worker(worker) => (Kind::Worker, Some(worker.concurrency), worker.calls.is_empty() && worker.sends.is_none()),
            Part::Workflow(_) => (Kind::Workflow, None, false),
        };
        let level = Level::new(from);
        let slots = slots.map(|slots| Places::new(slots, from));
        Self {
            kind,
            slots,
            depth: level,
            in_flight: level,
            oldest: Span::ZERO,
            received: 0,
            empty_receives: 0,
            attempts,
            last,
            order: OrderWatch::default(),
            wait: Latency::default(),
            end: Time::START,
        }
    }

    pub(super) fn close(&mut self, end: Time) {
        self.end = end;
        self.wait.close();
    }

    /// One slot more is busy, or one less.
    #[inline(always)]
    pub(super) fn busy(&mut self, now: Time, more: bool) {
        if let Some(slots) = &mut self.slots {
            if more { slots.up(now) } else { slots.down(now) }
        }
    }

    /// Whether requests are counted where they come in, be they taken or refused.
    pub(super) fn is_service(&self) -> bool {
        self.kind == Kind::Service
    }

    pub(super) fn is_worker(&self) -> bool {
        self.kind == Kind::Worker
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
            Kind::Topic => "topic",
            Kind::Worker => "worker",
            Kind::Workflow => "workflow",
        }
    }

    /// A figure of the node; times in seconds.
    #[must_use]
    pub fn figure(&self, key: NodeKey) -> Option<f64> {
        let end = self.end;
        let queue = self.is_queue();
        match key {
            NodeKey::Utilisation => self.slots.and_then(|slots| slots.share(end)),
            NodeKey::DepthMean => self.depth.mean(end),
            NodeKey::DepthMax => Some(self.depth.max(end) as f64),
            NodeKey::DepthNow => Some(self.depth.value() as f64),
            NodeKey::InFlightMax => queue.then(|| self.in_flight.max(end) as f64),
            NodeKey::OldestMax => queue.then(|| self.oldest.seconds()),
            NodeKey::Received => (!matches!(self.kind, Kind::Sender | Kind::Worker)).then_some(self.received as f64),
            NodeKey::EmptyReceives => queue.then_some(self.empty_receives as f64),
            NodeKey::OutOfOrder => self.is_worker().then(|| self.order.out_of_order() as f64),
        }
    }
}
