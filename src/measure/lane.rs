//! What is counted in one lane, and the figures that come of it.

use super::latency::Latency;
use super::node::NodeMeasures;
use super::places::Places;
use super::recovery::Recovery;
use crate::fact::Outcome;
use crate::id::{LaneId, Msg, NodeId};
use crate::scenario::measure::{Figure, LaneKey, LatencyKey};
use crate::scenario::{Lane, Part, Scenario, Setting, Style};
use crate::time::{Span, Time};
use std::sync::Arc;

/// The measures of one lane. They grow with the nodes and not with the messages.
#[derive(Clone, Debug)]
pub struct LaneMeasures {
    scenario: Arc<Scenario>,
    lane: LaneId,
    pub(super) sender: NodeId,
    /// Whether attempts are counted where the sender makes them.
    pub(super) calls: bool,
    /// Whether a call that is answered brings the result: a receipt is none, and a sender that polls has it later.
    pub(super) answer_is_result: bool,
    /// The sender's callers; those that stand still are in use.
    pub(super) callers: Places,
    pub(super) warm: Time,
    /// The last message that was born before the warm-up was over; it and all before it are not counted.
    pub(super) uncounted: Msg,
    pub(super) offered: u64,
    pub(super) outcomes: Outcomes,
    pub(super) attempts: u64,
    pub(super) retries: u64,
    pub(super) duplicates: u64,
    pub(super) effects: u64,
    pub(super) orphaned: Span,
    pub(super) first_error: Option<Time>,
    /// Nothing if there are no faults to recover from.
    pub(super) recovery: Option<Recovery>,
    /// Where a call was made at birth and answered well, these times are one and the same: blocked, ack and result. They are taken
    /// in once, and shared out at the end.
    pub(super) at_once: Latency,
    pub(super) blocked: Latency,
    pub(super) ack: Latency,
    pub(super) result: Latency,
    pub(super) end_to_end: Latency,
    pub(super) nodes: Vec<NodeMeasures>,
    end: Time,
}

/// How messages ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the outcomes")]
pub struct Outcomes {
    pub completed: u64,
    pub failed: u64,
    pub rejected: u64,
    pub dead_lettered: u64,
    pub expired: u64,
    pub lost: u64,
}

impl Outcomes {
    /// Counts an end.
    pub fn add(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Completed => &mut self.completed,
            Outcome::Failed => &mut self.failed,
            Outcome::Rejected => &mut self.rejected,
            Outcome::DeadLettered => &mut self.dead_lettered,
            Outcome::Expired => &mut self.expired,
            Outcome::Lost => &mut self.lost,
        } += 1;
    }

    /// All ends together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.completed + self.failed + self.rejected + self.dead_lettered + self.expired + self.lost
    }
}

impl LaneMeasures {
    /// Nothing yet.
    #[must_use]
    pub fn new(scenario: &Arc<Scenario>, lane: LaneId) -> Self {
        let warm = Time::START + scenario.warmup;
        let plan = scenario.lane(lane);
        let sender = plan.sender();
        let calls = sender.style == Style::Calls;
        let attempts = if calls { Vec::new() } else { attempts_at(plan) };
        Self {
            scenario: Arc::clone(scenario),
            lane,
            sender: plan.sender,
            calls,
            answer_is_result: !plan.hands_over() && sender.poll.is_none(),
            callers: Places::new(sender.callers, warm),
            warm,
            uncounted: Msg(0),
            offered: 0,
            outcomes: Outcomes::default(),
            attempts: 0,
            retries: 0,
            duplicates: 0,
            effects: 0,
            orphaned: Span::ZERO,
            first_error: None,
            recovery: (!scenario.faults.is_empty()).then(|| Recovery::new(scenario)),
            at_once: Latency::default(),
            blocked: Latency::default(),
            ack: Latency::default(),
            result: Latency::default(),
            end_to_end: Latency::default(),
            nodes: plan.node_ids().map(|(id, node)| NodeMeasures::new(node, attempts.contains(&id), warm)).collect(),
            end: Time::START,
        }
    }

    /// The run is cut.
    pub fn close(&mut self, end: Time) {
        self.end = end;
        if let Some(recovery) = &mut self.recovery {
            recovery.observe(end);
        }
        let at_once = std::mem::take(&mut self.at_once);
        [&mut self.blocked, &mut self.ack, &mut self.result].into_iter().for_each(|latency| latency.add(&at_once));
        self.end_to_end.close();
        self.nodes.iter_mut().for_each(|node| node.close(end));
    }

    /// A setting changed: there may be more or fewer callers or slots.
    pub(super) fn changed(&mut self, now: Time, change: u16) {
        let change = &self.scenario.changes[usize::from(change)];
        for (_, node) in change.targets.iter().filter(|(lane, _)| *lane == self.lane) {
            match (change.setting, &mut self.nodes[node.index()].slots) {
                (Setting::Callers(count), _) => self.callers.set_count(now, count),
                (Setting::Concurrency(count), Some(slots)) => slots.set_count(now, count),
                _ => {}
            }
        }
    }

    /// The measures of each node, in the order of the file.
    #[must_use]
    pub fn nodes(&self) -> &[NodeMeasures] {
        &self.nodes
    }

    /// A latency of the lane.
    #[must_use]
    pub fn latency(&self, key: LatencyKey) -> &Latency {
        match key {
            LatencyKey::Blocked => &self.blocked,
            LatencyKey::Ack => &self.ack,
            LatencyKey::Result => &self.result,
            LatencyKey::EndToEnd => &self.end_to_end,
        }
    }

    /// A number of the lane; times in seconds.
    #[must_use]
    pub fn number(&self, key: LaneKey) -> Option<f64> {
        let span = self.end.since(self.warm);
        let count = |count: u64| Some(count as f64);
        match key {
            LaneKey::Offered => count(self.offered),
            LaneKey::Completed => count(self.outcomes.completed),
            LaneKey::Failed => count(self.outcomes.failed),
            LaneKey::Rejected => count(self.outcomes.rejected),
            LaneKey::DeadLettered => count(self.outcomes.dead_lettered),
            LaneKey::Expired => count(self.outcomes.expired),
            LaneKey::Lost => count(self.outcomes.lost),
            LaneKey::InSystem => count(self.offered - self.outcomes.total()),
            LaneKey::Attempts => count(self.attempts),
            LaneKey::Retries => count(self.retries),
            LaneKey::Duplicates => count(self.duplicates),
            LaneKey::Effects => count(self.effects),
            LaneKey::OrphanedWork => Some(self.orphaned.seconds()),
            LaneKey::BlockedShare => self.callers.share(self.end),
            LaneKey::Goodput => (span > Span::ZERO).then(|| self.outcomes.completed as f64 / span.seconds()),
            LaneKey::Recovery => self.recovery.as_ref().and_then(Recovery::span).map(Span::seconds),
            LaneKey::FirstError => self.first_error.map(Time::seconds),
        }
    }

    /// Any figure of the lane; times in seconds.
    #[must_use]
    pub fn figure(&self, figure: Figure) -> Option<f64> {
        match figure {
            Figure::Lane(key) => self.number(key),
            Figure::Latency(key, stat) => self.latency(key).seconds(stat),
            Figure::Node(node, key) => self.nodes[node.index()].figure(key),
            Figure::Wait(node, stat) => self.nodes[node.index()].wait.seconds(stat),
        }
    }
}

/// Where a sending lane's attempts are counted: the queues that hand messages out to the first receivers, and those of the first
/// receivers that get them without a queue.
fn attempts_at(lane: &Lane) -> Vec<NodeId> {
    let first = lane.first_receivers();
    let feeds = |receiver: NodeId| {
        let own = lane
            .node_ids()
            .find(|(_, node)| matches!(&node.part, Part::Queue(queue) if queue.push.as_ref().is_some_and(|push| push.to == receiver)));
        match &lane.node(receiver).part {
            Part::Worker(worker) => worker.polls,
            _ => own.map_or(receiver, |(queue, _)| queue),
        }
    };
    first.into_iter().map(feeds).collect()
}
