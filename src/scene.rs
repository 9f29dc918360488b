//! All that is visible at an instant, folded from facts: what each caller, slot, queue and link is about.
//!
//! Places on the screen are not in it: spans are, and a view works out how far each has come.

mod lane;
mod node;

pub use lane::{LaneScene, Token};
pub use node::{
    Caller, Copies, Doing, Execution, FOLLOWED, InFlight, NodeScene, QueueScene, ReceiverScene, SenderScene, Slot, TopicScene, Visible,
    Wait, WorkflowScene,
};

use std::sync::Arc;

use crate::fact::Fact;
use crate::id::{LaneId, NodeId};
use crate::scenario::text::Text;
use crate::scenario::{Fault, FaultKind, Scenario};
use crate::time::Time;

/// The scene of all lanes.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    scenario: Arc<Scenario>,
    lanes: Vec<LaneScene>,
}

/// What is wrong with a node, and since when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trouble {
    /// The gravest fault.
    pub kind: FaultKind,
    /// When it began.
    pub since: Time,
}

impl Scene {
    /// Nothing has happened yet.
    #[must_use]
    pub fn new(scenario: &Arc<Scenario>) -> Self {
        Self { scenario: Arc::clone(scenario), lanes: scenario.lanes.iter().map(LaneScene::new).collect() }
    }

    /// Goes on with another scenario, which says the same of all that has happened.
    pub fn adopt(&mut self, scenario: &Arc<Scenario>) {
        self.scenario = Arc::clone(scenario);
    }

    /// About how many bytes it takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.lanes.iter().map(LaneScene::weight).sum()
    }

    /// The lanes, in the order of the file.
    #[must_use]
    pub fn lanes(&self) -> &[LaneScene] {
        &self.lanes
    }

    /// What a lane is called.
    #[must_use]
    pub fn lane_name(&self, lane: LaneId) -> Text {
        self.scenario.lane(lane).name.clone()
    }

    /// Takes in what happened.
    pub fn apply(&mut self, at: Time, lane: LaneId, fact: Fact) {
        if let Fact::Changed { change } = fact {
            let change = &self.scenario.changes[usize::from(change)];
            for (_, node) in change.targets.iter().filter(|(own, _)| *own == lane) {
                self.lanes[lane.index()].nodes[node.index()].change(at, change.setting);
            }
        }
        self.lanes[lane.index()].apply(at, fact);
    }
}

/// What is wrong with a node at an instant; the gravest goes first.
#[must_use]
pub fn trouble(scenario: &Scenario, lane: LaneId, node: NodeId, link: bool, now: Time) -> Option<Trouble> {
    let grave = |fault: &&Fault| match fault.kind {
        FaultKind::Outage | FaultKind::Crash => 3,
        FaultKind::Hang | FaultKind::Partition => 2,
        _ => 1,
    };
    let hits = |fault: &&Fault| {
        let place = |target: &crate::scenario::Target| target.lane == lane && target.node == node && target.link == link;
        fault.at <= now && now < fault.until && fault.targets.iter().any(place)
    };
    scenario.faults.iter().filter(hits).max_by_key(grave).map(|fault| Trouble { kind: fault.kind, since: fault.at })
}
