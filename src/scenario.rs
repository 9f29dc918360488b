//! What may be asked: a scenario that has been checked and is legal by construction.

mod check;
mod claim;
mod events;
mod file;
pub mod key;
pub mod limit;
pub mod measure;
mod near;
mod parse;
pub mod problem;
pub mod shipped;
pub mod text;
mod value;
mod written;

use crate::dice::Dist;
use crate::id::{LaneId, NodeId};
use crate::time::{Span, Time};
pub use events::expected_events;
use measure::Measure;
pub use parse::parse;
use text::Text;

/// A whole scenario: load, lanes, failures and lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What the scenario is called.
    pub title: Text,
    /// What it shows, in a sentence or two; may be empty.
    pub summary: Text,
    /// Words to find it by.
    pub tags: Vec<Text>,
    /// How long it runs, in simulated time.
    pub duration: Span,
    /// How much of the start the measures leave out.
    pub warmup: Span,
    /// Where all its chance comes from.
    pub seed: u64,
    /// What arrives, the same for all lanes.
    pub load: Load,
    /// Which messages can never be processed.
    pub poison: Poison,
    /// The patterns that run side by side, 1 to [`limit::LANES`].
    pub lanes: Vec<Lane>,
    /// The failures that are put in.
    pub faults: Vec<Fault>,
    /// The steps of the lesson, in order of time.
    pub scenes: Vec<Scene>,
    /// What the lesson says, to be checked by running it.
    pub claims: Vec<Claim>,
}

/// What arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// When messages are born.
    pub demand: Demand,
    /// At most this many messages.
    pub count: Option<u32>,
}

/// When messages are born.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    /// An open load, by its rate over time.
    Rate {
        /// How births are spread.
        arrivals: Arrivals,
        /// The rate over time: in order, the first at the start of the run.
        phases: Vec<Phase>,
    },
    /// Recorded instants, in order of time.
    Times(Vec<Time>),
    /// A closed loop: each caller sends, waits, thinks so long, and sends again.
    Think(Dist),
}

/// How births are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrivals {
    /// Evenly, the first at the first instant with a rate.
    Constant,
    /// Independently of each other.
    Poisson,
}

/// A stretch of time with a rate of its own, up to the next phase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phase {
    /// When it begins.
    pub at: Time,
    /// How long the rate takes to change from that of the phase before.
    pub ramp: Span,
    /// Messages per second.
    pub rate: f64,
}

/// Which messages can never be processed.
#[derive(Clone, Debug, PartialEq)]
pub enum Poison {
    /// Each with this probability.
    Share(f64),
    /// These, by number from 1, in order.
    Numbers(Vec<u32>),
}

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

/// A failure that is put in.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// When it begins.
    pub at: Time,
    /// When it is over.
    pub until: Time,
    /// What it does.
    pub kind: FaultKind,
    /// What it hits, as the file says it.
    pub on: Text,
    /// What it hits, in every lane.
    pub targets: Vec<Target>,
}

/// What a fault does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// Refuses at once; work in hand is lost.
    Outage,
    /// Silence; what was accepted is never answered.
    Hang,
    /// Work takes this many times as long.
    Slow(f64),
    /// This share fails after its work.
    Errors(f64),
}

impl FaultKind {
    /// The word of the scenario language for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outage => "outage",
            Self::Hang => "hang",
            Self::Slow(_) => "slow",
            Self::Errors(_) => "errors",
        }
    }
}

/// A place that a fault hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The lane.
    pub lane: LaneId,
    /// The node, or the node that the link leads into.
    pub node: NodeId,
    /// Whether it is the link that is hit.
    pub link: bool,
}

/// A step of the lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// When it begins.
    pub at: Time,
    /// Its name on the timeline.
    pub title: Text,
    /// Its caption.
    pub say: Text,
    /// The speed from here on, in simulated seconds for each second of the wall clock.
    pub speed: Option<f64>,
    /// Whether the run waits here for the user.
    pub pause: bool,
}

/// A sentence of the lesson with the condition that makes it true.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub say: Text,
    /// The condition as the file gives it.
    pub that: Text,
    /// Its left side.
    pub left: Measure,
    /// How the sides compare.
    pub op: Op,
    /// What the right side is multiplied with.
    pub factor: f64,
    /// The right side.
    pub right: Operand,
}

/// How two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Op {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// The right side of a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// Another figure of the run.
    Measure(Measure),
    /// A number; times in seconds, shares from 0 to 1.
    Number(f64),
}

impl Scenario {
    /// The lane with this id.
    #[must_use]
    pub fn lane(&self, id: LaneId) -> &Lane {
        &self.lanes[id.index()]
    }

    /// The instant at which the run is cut.
    #[must_use]
    pub fn end(&self) -> Time {
        Time::START + self.duration
    }

    /// All lanes with their ids.
    pub fn lane_ids(&self) -> impl Iterator<Item = (LaneId, &Lane)> {
        (0..).map(LaneId).zip(&self.lanes)
    }
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
