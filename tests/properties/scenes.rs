//! The scene adds up: its counts are those of the facts. A count that fell below nothing would panic: tests check for overflow.

use std::collections::{BTreeMap, BTreeSet};

use inflight::fact::{Fact, Shelf};
use inflight::id::{LaneId, NodeId};
use inflight::scenario::{Part, Scenario};
use inflight::scene::{NodeScene, Scene};
use inflight::time::{Span, Time};
use proptest::prelude::*;

use crate::queue_books::Books;
use crate::support::generate::plan;
use crate::{cases, each_lane};

/// What the facts of a lane say about now.
struct Counts<'a> {
    queues: BTreeMap<NodeId, Books<'a>>,
    blocked: u32,
    backing_off: BTreeSet<u32>,
    unsent: u64,
    busy: BTreeMap<NodeId, u32>,
    waiting: BTreeMap<NodeId, u64>,
    runs: BTreeMap<NodeId, usize>,
    at_the_door: BTreeMap<NodeId, u64>,
    sender: NodeId,
}

impl<'a> Counts<'a> {
    fn new(scenario: &'a Scenario, lane: LaneId, groups: &'a BTreeMap<inflight::id::Msg, u32>) -> Self {
        let plan = scenario.lane(lane);
        let queues = plan
            .node_ids()
            .filter_map(|(id, node)| if let Part::Queue(queue) = &node.part { Some((id, Books::new(id, queue, groups))) } else { None });
        Self {
            queues: queues.collect(),
            blocked: 0,
            backing_off: BTreeSet::new(),
            unsent: 0,
            busy: BTreeMap::new(),
            waiting: BTreeMap::new(),
            runs: BTreeMap::new(),
            at_the_door: BTreeMap::new(),
            sender: plan.sender,
        }
    }

    fn on(&mut self, at: Time, fact: Fact) -> Result<(), TestCaseError> {
        match fact {
            Fact::Born { .. } => self.unsent += 1,
            Fact::Taken { .. } => (self.unsent, self.blocked) = (self.unsent - 1, self.blocked + 1),
            Fact::Refused { node, .. } if node == self.sender => self.unsent -= 1,
            Fact::BackedOff { caller, .. } => _ = self.backing_off.insert(caller),
            Fact::Tried { caller, .. } | Fact::WaitsForConnection { caller, .. } => {
                self.backing_off.remove(&caller);
            }
            Fact::Freed { caller, .. } => {
                self.blocked -= 1;
                self.backing_off.remove(&caller);
            }
            Fact::Arrived { node, .. } => *self.waiting.entry(node).or_default() += 1,
            Fact::Started { node, .. } => {
                *self.waiting.entry(node).or_default() -= 1;
                *self.busy.entry(node).or_default() += 1;
            }
            Fact::Unstarted { node, .. } | Fact::Swallowed { node, waited: true, .. } => *self.waiting.entry(node).or_default() -= 1,
            Fact::Finished { node, .. } | Fact::Dropped { node, .. } => *self.busy.entry(node).or_default() -= 1,
            Fact::ExecutionStarted { node, .. } => *self.runs.entry(node).or_default() += 1,
            Fact::ExecutionEnded { node, .. } => *self.runs.entry(node).or_default() -= 1,
            Fact::WaitsForRoom { node, .. } => *self.at_the_door.entry(node).or_default() += 1,
            Fact::WaitedForRoom { node, .. } => *self.at_the_door.entry(node).or_default() -= 1,
            _ => {}
        }
        self.queues.values_mut().try_for_each(|books| books.on(at, fact))
    }

    fn agrees(&self, scene: &Scene, lane: LaneId) -> Result<(), TestCaseError> {
        let scene = &scene.lanes()[lane.index()];
        prop_assert_eq!(scene.standing.value(), u64::from(self.blocked));
        for (id, node) in (0..).map(NodeId).zip(&scene.nodes) {
            match node {
                NodeScene::Sender(sender) => {
                    prop_assert_eq!((sender.blocked, sender.unsent), (self.blocked, self.unsent));
                    prop_assert_eq!(sender.backing_off as usize, self.backing_off.len());
                }
                NodeScene::Receiver(receiver) => {
                    let slots = receiver.slots.iter().flatten();
                    let busy = self.busy.get(&id).copied().unwrap_or_default();
                    prop_assert_eq!((receiver.busy, slots.clone().count()), (busy, busy as usize));
                    prop_assert_eq!(receiver.waiting, self.waiting.get(&id).copied().unwrap_or_default());
                    prop_assert!(slots.clone().all(|slot| slot.ends >= slot.started && slot.warm <= slot.ends));
                }
                NodeScene::Queue(queue) => {
                    let entries = &self.queues[&id].entries;
                    let on = |shelf| entries.iter().filter(move |(_, entry)| entry.shelf == shelf);
                    prop_assert!(
                        queue.visible.iter().map(|(seq, one)| (*seq, one.msg, one.receives)).eq(on(Shelf::Visible).map(|(seq, one)| (
                            *seq,
                            one.msg,
                            one.receives
                        )))
                    );
                    prop_assert!(queue.hidden.iter().map(|(seq, one)| (*seq, one.0.msg, one.1)).eq(on(Shelf::Hidden).map(|(seq, one)| (
                        *seq,
                        one.msg,
                        one.visible
                    ))));
                    prop_assert!(
                        queue.in_flight.iter().map(|(seq, one)| (*seq, one.msg, one.until)).eq(on(Shelf::InFlight).map(|(seq, one)| (
                            *seq,
                            one.msg,
                            one.visible
                        )))
                    );
                    prop_assert!(queue.in_flight.values().all(|one| one.until.since(one.since) > Span::ZERO));
                    prop_assert_eq!(queue.at_the_door, self.at_the_door.get(&id).copied().unwrap_or_default());
                }
                NodeScene::Workflow(workflow) => {
                    prop_assert_eq!(workflow.runs.len(), self.runs.get(&id).copied().unwrap_or_default());
                }
                NodeScene::Topic(_) => {}
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_scene_adds_up(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            // Order is judged elsewhere.
            let groups = BTreeMap::new();
            let (mut scene, mut counts) = (Scene::new(scenario), Counts::new(scenario, lane, &groups));
            for (at, fact) in facts {
                if let Fact::Changed { change } = fact {
                    let change = &scenario.changes[usize::from(*change)];
                    counts.queues.values_mut().for_each(|books| books.change(change.setting));
                }
                scene.apply(*at, lane, *fact);
                counts.on(*at, *fact)?;
                counts.agrees(&scene, lane)?;
            }
            Ok(())
        })?;
    }
}
