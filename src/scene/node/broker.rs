//! The scenes of topics and workflows: copies on their way, executions step by step.

use std::collections::BTreeMap;

use crate::fact::{Cargo, Fact};
use crate::id::{Msg, NodeId};
use crate::time::Time;

/// What is visible of a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicScene {
    id: NodeId,
    /// How many messages it took in.
    pub taken: u64,
    /// How many copies were delivered.
    pub delivered: u64,
    /// The copies under way or waiting for their next try, by message and subscriber, each with when that is if it waits.
    pub open: BTreeMap<(Msg, NodeId), Option<Time>>,
    /// How many copies could not be delivered.
    pub undeliverable: u64,
}

impl TopicScene {
    pub(super) fn new(id: NodeId) -> Self {
        Self { id, taken: 0, delivered: 0, open: BTreeMap::new(), undeliverable: 0 }
    }

    pub(super) fn apply(&mut self, fact: Fact) {
        match fact {
            Fact::Copied { node, .. } if node == self.id => self.taken += 1,
            Fact::Departed { from, to, msg: Some(msg), cargo: Cargo::Request | Cargo::HandOff, .. } if from == self.id => {
                self.open.insert((msg, to), None);
            }
            Fact::DeliveryWaits { node, msg, to, until } if node == self.id => {
                self.open.insert((msg, to), Some(until));
            }
            Fact::Delivered { node, msg, to, .. } if node == self.id => {
                self.delivered += 1;
                self.open.remove(&(msg, to));
            }
            Fact::Undeliverable { node, msg, to } if node == self.id => {
                self.undeliverable += 1;
                self.open.remove(&(msg, to));
            }
            _ => {}
        }
    }
}

/// What is visible of a workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkflowScene {
    id: NodeId,
    /// The executions under way, by their places.
    pub runs: BTreeMap<u32, Execution>,
    /// How many succeeded.
    pub done: u64,
    /// How many failed.
    pub failed: u64,
    /// How many starts were refused.
    pub refused: u64,
}

/// An execution of a workflow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Execution {
    /// The message.
    pub msg: Msg,
    /// When it began.
    pub started: Time,
    /// The step at hand, from 0.
    pub step: u8,
    /// Which attempt at it.
    pub attempt: u16,
    /// Whether it does what the step does when it has failed.
    pub catch: bool,
    /// When its next attempt is, if it waits for that.
    pub waits: Option<Time>,
}

impl WorkflowScene {
    pub(super) fn new(id: NodeId) -> Self {
        Self { id, runs: BTreeMap::new(), done: 0, failed: 0, refused: 0 }
    }

    pub(super) fn apply(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::ExecutionStarted { node, run, msg } if node == self.id => {
                self.runs.insert(run, Execution { msg, started: now, step: 0, attempt: 0, catch: false, waits: None });
            }
            Fact::StepTried { node, run, step, attempt, catch, .. } if node == self.id => {
                if let Some(run) = self.runs.get_mut(&run) {
                    *run = Execution { step, attempt, catch, waits: None, ..*run };
                }
            }
            Fact::StepWaits { node, run, until, .. } if node == self.id => {
                if let Some(run) = self.runs.get_mut(&run) {
                    run.waits = Some(until);
                }
            }
            Fact::ExecutionEnded { node, run, ok, .. } if node == self.id => {
                self.runs.remove(&run);
                self.done += u64::from(ok);
                self.failed += u64::from(!ok);
            }
            Fact::Refused { node, msg: Some(_), .. } if node == self.id => self.refused += 1,
            _ => {}
        }
    }
}
