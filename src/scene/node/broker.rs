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
    /// How many of those are for each subscriber.
    pub copies: BTreeMap<NodeId, Copies>,
    /// How many copies could not be delivered.
    pub undeliverable: u64,
}

/// The copies for one subscriber that are neither delivered nor given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// How many are under way.
    pub under_way: u64,
    /// How many wait for their next try.
    pub waiting: u64,
}

impl Copies {
    /// The count of those that wait until an instant, or are under way.
    const fn of(&mut self, waits: Option<Time>) -> &mut u64 {
        if waits.is_some() { &mut self.waiting } else { &mut self.under_way }
    }
}

impl TopicScene {
    pub(super) fn new(id: NodeId) -> Self {
        Self { id, taken: 0, delivered: 0, open: BTreeMap::new(), copies: BTreeMap::new(), undeliverable: 0 }
    }

    pub(super) fn apply(&mut self, fact: Fact) {
        match fact {
            Fact::Copied { node, .. } if node == self.id => self.taken += 1,
            Fact::Departed { from, to, msg: Some(msg), cargo: Cargo::Request | Cargo::HandOff, .. } if from == self.id => {
                self.set(msg, to, Some(None));
            }
            Fact::DeliveryWaits { node, msg, to, until } if node == self.id => {
                self.set(msg, to, Some(Some(until)));
            }
            Fact::Delivered { node, msg, to, .. } if node == self.id => {
                self.delivered += 1;
                self.set(msg, to, None);
            }
            Fact::Undeliverable { node, msg, to } if node == self.id => {
                self.undeliverable += 1;
                self.set(msg, to, None);
            }
            _ => {}
        }
    }

    /// A copy is under way from now on, or waits until an instant, or is not open any more.
    fn set(&mut self, msg: Msg, to: NodeId, now: Option<Option<Time>>) {
        let before = match now {
            Some(state) => self.open.insert((msg, to), state),
            None => self.open.remove(&(msg, to)),
        };
        let copies = self.copies.entry(to).or_default();
        if let Some(state) = now {
            *copies.of(state) += 1;
        }
        if let Some(state) = before {
            *copies.of(state) -= 1;
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
