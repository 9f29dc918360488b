//! The parts of a lane that keep messages and hand them out: queues and topics.

use super::Jitter;
use crate::dice::Dist;
use crate::id::NodeId;
use crate::time::Span;

/// Keeps messages until a worker deletes them, or pushes them to a receiver by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// Whether it keeps an order.
    pub order: Order,
    /// How long a received message stays invisible.
    pub visibility_timeout: Span,
    /// How long a new message stays invisible.
    pub delay: Dist,
    /// How old a message may become.
    pub retention: Option<Span>,
    /// How many messages it holds at the most.
    pub capacity: Option<u32>,
    /// What it does when it holds so many.
    pub full: Full,
    /// How many messages may be in flight.
    pub in_flight: Option<u32>,
    /// How often a message may be received before it goes to the dead-letter queue.
    pub max_receives: Option<u16>,
    /// The dead-letter queue.
    pub dead_letter: Option<NodeId>,
    /// How long it remembers what was sent, to take it in once only.
    pub deduplication: Option<Span>,
    /// The share of messages that it stores twice.
    pub duplicates: f64,
    /// Whom it pushes to.
    pub push: Option<Push>,
    /// The largest message that it takes, in bytes.
    pub max_size: Option<u64>,
}

/// The order in which a queue hands messages out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// About the order in which they came.
    Standard,
    /// The order in which they came, within each group; a group with a message in flight waits.
    Fifo,
}

/// What a queue does that is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// It refuses the new message.
    Reject,
    /// It lets the new message, and whoever hands it over, wait for room.
    Block,
    /// It drops the oldest message that is not in flight.
    DropOldest,
}

/// How a queue pushes its messages.
#[derive(Clone, Debug, PartialEq)]
pub struct Push {
    /// The service, workflow, queue or topic that gets them.
    pub to: NodeId,
    /// How long a push waits for its answer; for ever if absent.
    pub timeout: Option<Span>,
    /// What it does after an error.
    pub on_error: Redelivery,
    /// What it does after a throttle.
    pub on_throttle: Redelivery,
    /// How old a message may become.
    pub max_age: Option<Span>,
}

/// How often a broker tries again, and after which waits: stage by stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Redelivery(pub Vec<Stage>);

/// A stretch of tries after waits that grow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// How many tries.
    pub times: u32,
    /// The wait before the first of them.
    pub wait: Span,
    /// How many times as long each further wait is.
    pub factor: f64,
    /// The longest wait.
    pub cap: Span,
    /// How chance spreads a wait.
    pub jitter: Jitter,
}

/// Copies each message to its subscribers.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Who gets copies.
    pub subscribers: Vec<Subscriber>,
    /// The largest message that it takes, in bytes.
    pub max_size: Option<u64>,
}

/// Who gets copies of the messages of a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscriber {
    /// A queue, a service or a workflow.
    pub to: NodeId,
    /// Of which kinds, by their places in [`Messages::kinds`](super::Messages); all if absent.
    pub kinds: Option<Vec<u8>>,
    /// How long a delivery waits for its answer; for ever if absent.
    pub timeout: Option<Span>,
    /// What the topic does after a delivery that failed.
    pub retry: Redelivery,
    /// Where a copy goes that could not be delivered.
    pub dead_letter: Option<NodeId>,
}
