//! A lane of a scenario and its parts.

use super::text::Text;
use crate::dice::Dist;
use crate::id::NodeId;
use crate::time::Span;

/// One communication pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The name in lower case, every run of other than letters and digits one dash.
    pub id: String,
    /// The name as the file gives it.
    pub name: Text,
    /// Its parts, in the order of the file.
    pub nodes: Vec<Node>,
    /// Where its sender stands in `nodes`.
    pub sender: NodeId,
}

/// A part of a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name in the file; `sender` for the sender.
    pub id: Text,
    /// The receiver's place on the way from the sender, from 1; a queue has that of the worker it feeds, the sender has 0.
    pub hop: u8,
    /// The link into it; a worker's is the one between it and its queue.
    pub link: Link,
    /// What kind of part it is.
    pub part: Part,
}

/// The network between two nodes, each way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// How long one crossing takes.
    pub latency: Dist,
    /// The probability that what crosses is lost.
    pub loss: f64,
}

/// The kinds of parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Makes messages.
    Sender(Sender),
    /// Takes requests and answers them.
    Service(Service),
    /// Keeps messages until a worker deletes them.
    Queue(Queue),
    /// Polls a queue.
    Worker(Worker),
}

/// Makes messages and sends them with its callers.
#[derive(Clone, Debug, PartialEq)]
pub struct Sender {
    /// The node that it calls or sends to.
    pub to: NodeId,
    /// Whether it waits for the answer.
    pub style: Style,
    /// How many callers (threads) it has, 1 to [`limit::CALLERS`].
    pub callers: u32,
    /// How many messages may wait for a free caller; no limit if absent.
    pub backlog: Option<u32>,
    /// How long one attempt waits; for ever if absent.
    pub timeout: Option<Span>,
    /// What it does after an attempt that failed.
    pub retry: Retry,
}

/// How a sender hands its messages over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Synchronous: the caller stands still until the answer, the error or the last timeout.
    Calls,
    /// Asynchronous: the caller stands still for the hand-off alone.
    Sends,
}

/// What is done after an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retry {
    /// How many attempts there are, the first included; at least 1.
    pub attempts: u16,
    /// The wait before the second attempt.
    pub backoff: Span,
    /// How much longer each further wait is.
    pub factor: f64,
    /// The longest wait.
    pub cap: Span,
    /// How chance spreads the wait.
    pub jitter: Jitter,
}

impl Retry {
    /// One attempt and no other.
    pub const NONE: Self = Self { attempts: 1, backoff: Span::ZERO, factor: 2.0, cap: Span::ZERO, jitter: Jitter::None };
}

/// How chance spreads a backoff of `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jitter {
    /// Always `b`.
    None,
    /// Half of `b` and up to another half.
    Equal,
    /// Anything up to `b`.
    Full,
    /// From the base to three times the wait before.
    Decorrelated,
}

/// Takes requests and answers them.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// How many requests it works on at once.
    pub concurrency: u32,
    /// How many requests may wait; no limit if absent, 0 refuses at once.
    pub backlog: Option<u32>,
    /// How its work behaves.
    pub work: Work,
}

/// How work at a receiver behaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// How long one message takes.
    pub time: Dist,
    /// The probability that it fails after its work.
    pub errors: f64,
}

/// Keeps messages until a worker deletes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// How long a received message stays invisible.
    pub visibility_timeout: Span,
    /// Where messages go that were received too often.
    pub redrive: Option<Redrive>,
}

/// Where messages go that were received too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redrive {
    /// How many receives a message may have.
    pub max_receives: u16,
    /// The dead-letter queue.
    pub to: NodeId,
}

/// Polls a queue, works on a batch, deletes what succeeded.
#[derive(Clone, Debug, PartialEq)]
pub struct Worker {
    /// The queue that it polls.
    pub polls: NodeId,
    /// How many slots poll and work, each on its own.
    pub concurrency: u32,
    /// The most messages that one poll brings.
    pub batch: u16,
    /// How long a poll waits for a first message.
    pub wait: Span,
    /// The pause after a poll that brought nothing.
    pub interval: Span,
    /// How its work behaves.
    pub work: Work,
}

impl Lane {
    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// All nodes with their ids.
    pub fn node_ids(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        (0..).map(NodeId).zip(&self.nodes)
    }

    /// The lane's sender.
    ///
    /// # Panics
    ///
    /// Never for a checked scenario: `sender` points at the one sender.
    #[must_use]
    pub fn sender(&self) -> &Sender {
        match &self.node(self.sender).part {
            Part::Sender(sender) => sender,
            other => unreachable!("the sender's place holds {other:?}"),
        }
    }
}
