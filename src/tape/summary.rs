//! What happened in the whole run, in so few slots of time that it fits a screen: what the timeline, the bar and the charts show.

mod row;

use std::sync::Arc;

pub use row::{Part, Row};

use super::cue::is;
use super::moment::Listener;
use super::times::Times;
use crate::fact::{Fact, Outcome};
use crate::id::{LaneId, NodeId};
use crate::scenario::{Moment, Scenario};
use crate::scene::{Doing, LaneScene, NodeScene, Scene};
use crate::time::{Span, Time};

/// Into how many slots of time a run is divided, at the most.
const SLOTS: u64 = 512;

/// What happened in a run, as far as it is known.
#[derive(Clone, Debug)]
pub struct Summary {
    /// How long a slot of time is.
    width: Span,
    /// Facts before it have been told already.
    from: Time,
    lanes: Vec<LaneSummary>,
    /// When each thing happened for the first time in each lane that a lesson may wait for; those that did not, never.
    firsts: Vec<[(Moment, Time); Moment::ALL.len()]>,
}

/// What happened in a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneSummary {
    /// One slot of time after the other; all are there, the future ones empty.
    pub slots: Vec<Slot>,
    /// What each caller of the sender did, and each slot of a receiver; of each node the first 64.
    pub rows: Vec<Row>,
    /// The slot of time that is being filled in.
    current: usize,
    /// When messages last came to wait, or a caller to stand still, if that is not noted yet.
    touched: Option<Time>,
}

/// A slot of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slot {
    /// Messages born.
    pub offered: u32,
    /// Messages completed.
    pub completed: u32,
    /// Messages that ended otherwise.
    pub ended_badly: u32,
    /// The most messages that waited at each node, in the order of the file.
    pub depth: Vec<u64>,
    /// How many callers stood still at the end of it.
    pub blocked: u32,
    /// The most callers that stood still at once.
    pub most_blocked: u32,
    /// How many of those waited for their next attempt.
    pub backing_off: u32,
    /// How many messages were in the system at the end of it.
    pub in_system: u64,
    /// How long the messages that ended in it were in the system, all together.
    pub stayed: Span,
    /// The instants of the ends in it less those of the births, in nanoseconds: with what is in the system at the end of it, the time
    /// that messages have spent there.
    moments: i128,
    /// How long it took senders to know that their messages were answered or accepted: what they came to know in it.
    pub ack: Times,
    /// From birth to work done: the messages completed in it.
    pub end_to_end: Times,
}

impl Summary {
    /// Nothing is known yet.
    pub(super) fn new(scenario: &Arc<Scenario>) -> Self {
        let width = Span(scenario.duration.0.div_ceil(SLOTS).max(1));
        let count = usize::try_from(scenario.duration.0.div_ceil(width.0)).unwrap_or(1);
        let lane = |lane: &crate::scenario::Lane| {
            let slot = Slot { depth: vec![0; lane.nodes.len()], ..Slot::default() };
            LaneSummary { slots: vec![slot; count.max(1)], rows: Vec::new(), current: 0, touched: None }
        };
        let firsts = vec![Moment::ALL.map(|moment| (moment, Time::NEVER)); scenario.lanes.len()];
        Self { width, from: Time::START, lanes: scenario.lanes.iter().map(lane).collect(), firsts }
    }

    /// The lanes, in the order of the file.
    #[must_use]
    pub fn lanes(&self) -> &[LaneSummary] {
        &self.lanes
    }

    /// The things that have happened in each lane, each with when it did for the first time.
    pub fn firsts(&self) -> impl Iterator<Item = (LaneId, Moment, Time)> {
        let lanes = (0..).map(LaneId).zip(&self.firsts);
        lanes.flat_map(|(lane, firsts)| firsts.iter().map(move |(moment, at)| (lane, *moment, *at))).filter(|(_, _, at)| *at != Time::NEVER)
    }

    /// How long a slot of time is.
    #[must_use]
    pub const fn width(&self) -> Span {
        self.width
    }

    /// The beginning of the slot of time in which an instant lies.
    pub(super) fn slot_start(&self, at: Time) -> Time {
        Time(at.0 - at.0 % self.width.0)
    }

    /// Forgets what came from `from` on, the beginning of a slot of time. What is told next begins with `scene`, at an instant before.
    pub(super) fn cut(&mut self, from: Time, at: Time, scene: &Scene) {
        self.from = from;
        for (_, at) in self.firsts.iter_mut().flatten().filter(|(_, at)| *at >= from) {
            *at = Time::NEVER;
        }
        let width = self.width;
        for (lane, scene) in self.lanes.iter_mut().zip(scene.lanes()) {
            let first = lane.place(from, width);
            // What goes on since before that has not been noted yet.
            lane.flush(from, width);
            if lane.touched.is_some_and(|touched| touched <= at) {
                lane.settle(Time::NEVER, width, scene);
            }
            lane.slots[first..].iter_mut().for_each(|slot| *slot = Slot { depth: vec![0; slot.depth.len()], ..Slot::default() });
            for row in &mut lane.rows {
                row.shares.truncate(first);
                (row.doing, row.since, row.wanted_until) = (None, from, Time::NEVER);
            }
            lane.current = lane.current.min(first.saturating_sub(1));
            lane.take_over(scene, from);
            lane.touched = Some(at);
        }
    }

    /// The run is over, with this scene.
    pub(super) fn close(&mut self, end: Time, scene: &Scene) {
        let width = self.width;
        for (lane, scene) in self.lanes.iter_mut().zip(scene.lanes()) {
            lane.settle(end, width, scene);
            lane.go_to(end, width, scene);
            lane.note_end(lane.current..lane.current + 1, scene);
            lane.flush(end, width);
        }
    }
}

impl Listener for Summary {
    fn expect(&mut self, at: Time, lane: LaneId, scene: &LaneScene) {
        if at >= self.from {
            let lane = &mut self.lanes[lane.index()];
            lane.settle(at, self.width, scene);
            lane.go_to(at, self.width, scene);
        }
    }

    fn hear(&mut self, at: Time, lane: LaneId, fact: Fact, _: &LaneScene) {
        let firsts = &mut self.firsts[lane.index()];
        let lane = &mut self.lanes[lane.index()];
        if at >= self.from {
            lane.count(at, fact);
            for (moment, first) in firsts.iter_mut().filter(|(_, first)| *first == Time::NEVER) {
                if is(*moment, &fact) {
                    *first = at;
                }
            }
        }
        if is_a_rise(fact) {
            lane.touched = Some(at);
        }
        lane.follow(at.max(self.from), fact, self.width);
    }
}

impl LaneSummary {
    /// How many messages were in the system on average, from the start to the end of the last of so many slots of time, at `end`.
    #[must_use]
    pub fn in_system_mean(&self, slots: usize, end: Time) -> f64 {
        let slots = &self.slots[..slots.min(self.slots.len())];
        let there = slots.last().map_or(0, |slot| slot.in_system);
        let spent = slots.iter().map(|slot| slot.moments).sum::<i128>() + i128::from(there) * i128::from(end.0);
        spent as f64 / end.0.max(1) as f64
    }

    /// In which slot of time an instant lies.
    fn place(&self, at: Time, width: Span) -> usize {
        usize::try_from(at.0 / width.0).unwrap_or(usize::MAX).min(self.slots.len() - 1)
    }

    /// Time comes to an instant; what the slots of time up to there end with is what the scene shows.
    fn go_to(&mut self, at: Time, width: Span, scene: &LaneScene) {
        let place = self.place(at, width);
        if place == self.current {
            return;
        }
        self.note_end(self.current..place, scene);
        for slot in &mut self.slots[self.current + 1..=place] {
            slot.depth = scene.nodes.iter().map(depth).collect();
            (slot.most_blocked, slot.backing_off) = standing(scene);
        }
        self.current = place;
        self.flush(at, width);
    }

    /// What slots of time end with.
    fn note_end(&mut self, places: std::ops::Range<usize>, scene: &LaneScene) {
        let (blocked, _) = standing(scene);
        for slot in &mut self.slots[places] {
            (slot.blocked, slot.in_system) = (blocked, scene.in_system());
        }
    }

    /// Counts what happened.
    fn count(&mut self, now: Time, fact: Fact) {
        let slot = &mut self.slots[self.current];
        match fact {
            Fact::Born { .. } => {
                slot.offered += 1;
                slot.moments -= i128::from(now.0);
            }
            Fact::Ended { born, done, outcome, .. } => {
                slot.moments += i128::from(now.0);
                slot.stayed = slot.stayed + now.since(born);
                if outcome == Outcome::Completed {
                    slot.completed += 1;
                    slot.end_to_end.record(done.since(born));
                } else {
                    slot.ended_badly += 1;
                }
            }
            Fact::Freed { born, acked, .. } if acked != Time::NEVER => slot.ack.record(acked.since(born)),
            _ => {}
        }
    }

    /// Notes how many messages wait and callers stand still since the last came to, if they still do as time goes on: what is taken up
    /// at once did not wait.
    fn settle(&mut self, now: Time, width: Span, scene: &LaneScene) {
        let Some(at) = self.touched.filter(|at| *at < now) else { return };
        self.touched = None;
        let place = self.place(at, width);
        let slot = &mut self.slots[place];
        for (most, node) in slot.depth.iter_mut().zip(&scene.nodes) {
            *most = depth(node).max(*most);
        }
        let (blocked, backing_off) = standing(scene);
        if blocked > slot.most_blocked {
            (slot.most_blocked, slot.backing_off) = (blocked, backing_off);
        }
    }

    /// Follows callers and slots one by one.
    fn follow(&mut self, at: Time, fact: Fact, width: Span) {
        let (node, place, doing, wanted_until) = match fact {
            Fact::Taken { caller, .. } | Fact::Tried { caller, .. } | Fact::WaitsForConnection { caller, .. } => {
                (None, caller, Some(Part::Busy), Time::NEVER)
            }
            Fact::BackedOff { caller, .. } => (None, caller, Some(Part::Wasted), Time::NEVER),
            Fact::Freed { caller, .. } => (None, caller, None, Time::NEVER),
            Fact::Started { node, slot, wanted_until, .. } => (Some(node), slot, Some(Part::Busy), wanted_until),
            Fact::Finished { node, slot, .. } | Fact::Dropped { node, slot, .. } => (Some(node), slot, None, Time::NEVER),
            _ => return,
        };
        if let Some(row) = self.row(node, place) {
            row.turn_to(at, doing, wanted_until, width);
        }
    }

    /// The row of a caller (no node) or of a slot; a new one if it has none. Only the first of each node have rows.
    fn row(&mut self, node: Option<NodeId>, place: u32) -> Option<&mut Row> {
        /// The node of the sender is known by its callers.
        const SENDER: NodeId = NodeId(u8::MAX);
        if place >= crate::scene::FOLLOWED {
            return None;
        }
        let key = (node.unwrap_or(SENDER), place);
        // The sender's rows come first; the others by node.
        let order = |row: &Row| (row.node != SENDER, row.node, row.place);
        let wanted = (key.0 != SENDER, key.0, key.1);
        let at = match self.rows.binary_search_by_key(&wanted, order) {
            Ok(at) => at,
            Err(at) => {
                let row = Row { node: key.0, place, shares: Vec::new(), doing: None, since: Time::START, wanted_until: Time::NEVER };
                self.rows.insert(at, row);
                at
            }
        };
        self.rows.get_mut(at)
    }

    /// What rows do up to an instant is noted.
    fn flush(&mut self, at: Time, width: Span) {
        for row in &mut self.rows {
            row.note(at, width);
        }
    }

    /// What callers and slots do in a scene, from an instant on.
    fn take_over(&mut self, scene: &LaneScene, from: Time) {
        for (node, scene) in (0..).map(NodeId).zip(&scene.nodes) {
            match scene {
                NodeScene::Sender(sender) => {
                    for (place, caller) in (0..).zip(&sender.callers) {
                        let doing = match caller.doing {
                            Doing::Free { .. } => continue,
                            Doing::Blocked { .. } => Part::Busy,
                            Doing::BackingOff { .. } => Part::Wasted,
                        };
                        if let Some(row) = self.row(None, place) {
                            (row.doing, row.since) = (Some(doing), from);
                        }
                    }
                }
                NodeScene::Receiver(receiver) => {
                    for (place, slot) in (0..).zip(&receiver.slots) {
                        if let (Some(slot), Some(row)) = (slot, self.row(Some(node), place)) {
                            (row.doing, row.since, row.wanted_until) = (Some(Part::Busy), from, slot.wanted_until);
                        }
                    }
                }
                NodeScene::Queue(_) | NodeScene::Topic(_) | NodeScene::Workflow(_) => {}
            }
        }
    }
}

/// Whether more messages wait after this than before, or more callers stand still.
const fn is_a_rise(fact: Fact) -> bool {
    matches!(
        fact,
        Fact::Born { .. }
            | Fact::Taken { .. }
            | Fact::Arrived { .. }
            | Fact::Queued { .. }
            | Fact::Appeared { .. }
            | Fact::Reappeared { .. }
    )
}

/// How many callers stand still, and how many of them wait for their next attempt.
fn standing(scene: &LaneScene) -> (u32, u32) {
    let senders = scene.nodes.iter().filter_map(|node| if let NodeScene::Sender(sender) = node { Some(sender) } else { None });
    senders.fold((0, 0), |(blocked, backing_off), sender| (blocked + sender.blocked, backing_off + sender.backing_off))
}

/// How many messages wait at a node.
fn depth(node: &NodeScene) -> u64 {
    match node {
        NodeScene::Sender(sender) => sender.unsent,
        NodeScene::Receiver(receiver) => receiver.waiting,
        NodeScene::Queue(queue) => queue.visible.len() as u64,
        NodeScene::Topic(_) | NodeScene::Workflow(_) => 0,
    }
}
