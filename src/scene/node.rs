//! The scene of one node.

mod broker;
mod queue;
mod receiver;
mod sender;

pub use broker::{Copies, Execution, TopicScene, WorkflowScene};
pub use queue::{InFlight, QueueScene, Visible};
pub use receiver::{ReceiverScene, Slot};
pub use sender::{Caller, Doing, SenderScene, Wait};

use crate::fact::Fact;
use crate::id::NodeId;
use crate::scenario::{Node, Part, Setting};
use crate::time::Time;

/// How many callers or slots are followed one by one; the others are counted.
pub const FOLLOWED: u32 = 64;

/// All that is visible of one node.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeScene {
    /// A sender.
    Sender(SenderScene),
    /// A service or a worker.
    Receiver(ReceiverScene),
    /// A queue.
    Queue(QueueScene),
    /// A topic.
    Topic(TopicScene),
    /// A workflow.
    Workflow(WorkflowScene),
}

impl NodeScene {
    pub(super) fn new((id, node): (NodeId, &Node)) -> Self {
        match &node.part {
            Part::Sender(sender) => Self::Sender(SenderScene::new(id, sender.callers, sender.poll.is_some_and(|poll| poll.blocks))),
            Part::Service(service) => Self::Receiver(ReceiverScene::new(id, service.concurrency)),
            Part::Worker(worker) => Self::Receiver(ReceiverScene::new(id, worker.concurrency)),
            Part::Queue(_) => Self::Queue(QueueScene::new(id)),
            Part::Topic(_) => Self::Topic(TopicScene::new(id)),
            Part::Workflow(_) => Self::Workflow(WorkflowScene::new(id)),
        }
    }

    pub(super) fn apply(&mut self, now: Time, fact: Fact) {
        match self {
            Self::Sender(sender) => sender.apply(now, fact),
            Self::Receiver(receiver) => receiver.apply(now, fact),
            Self::Queue(queue) => queue.apply(now, fact),
            Self::Topic(topic) => topic.apply(fact),
            Self::Workflow(workflow) => workflow.apply(now, fact),
        }
    }

    /// About how many bytes it takes; what grows without end are the messages of a queue and the executions of a workflow.
    pub(super) fn weight(&self) -> usize {
        /// An entry of a tree, with what the tree needs for it.
        const ENTRY: usize = 64;
        let entries = match self {
            Self::Sender(sender) => sender.callers.len(),
            Self::Receiver(receiver) => receiver.slots.len(),
            Self::Queue(queue) => queue.visible.len() + queue.hidden.len() + queue.in_flight.len(),
            Self::Topic(topic) => topic.open.len(),
            Self::Workflow(workflow) => workflow.runs.len(),
        };
        size_of::<Self>() + entries * ENTRY
    }

    /// A setting of the node changed.
    pub(super) fn change(&mut self, now: Time, setting: Setting) {
        match (self, setting) {
            (Self::Sender(sender), Setting::Callers(count)) => sender.set_count(count, now),
            (Self::Receiver(receiver), Setting::Concurrency(count)) => receiver.set_count(count),
            _ => {}
        }
    }
}
