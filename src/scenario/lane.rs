//! A lane of a scenario and its parts.

mod broker;
mod receiver;
mod walk;

pub use broker::*;
pub use receiver::*;

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
    /// The services that it stands for, in the words of the file; may be empty.
    pub services: Text,
    /// When to use it, in the words of the file; may be empty.
    pub when: Text,
    /// The sample of its sender's code that the file names; see [`sample::of`](super::sample::of).
    pub code: Option<&'static str>,
    /// The sample of its receiver's code that the file names; see [`handler::find`](super::sample::handler::find).
    pub handler: Option<&'static str>,
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
    /// The preset that fills in what the file does not say.
    pub preset: Option<&'static str>,
    /// What its keys say, in the order of the table of keys.
    pub particulars: Particulars,
    /// The receiver's place on the way from the sender, from 1; a queue, a topic or a workflow has that
    /// of the first receiver behind it, the sender has 0.
    pub hop: u8,
    /// The link into it; a worker's is the one between it and its queue.
    pub link: Link,
    /// What kind of part it is.
    pub part: Part,
}

/// What the keys of a node say. It is only told: nodes that do the same are equal, however their files say it.
#[derive(Clone, Debug, Default)]
pub struct Particulars(pub Vec<Particular>);

impl PartialEq for Particulars {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What a key of a node says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particular {
    /// The key in words: `retry attempts`.
    pub key: String,
    /// Its value as one writes it, without quotation marks.
    pub value: Text,
    /// Where the value is from.
    pub whence: Whence,
}

/// Where the value of a key is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The file.
    File,
    /// The preset of the node.
    Preset,
    /// The file, instead of this, which the preset has.
    Instead(Text),
    /// Nobody says anything else.
    Usual,
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
    /// Keeps messages until a worker deletes them, or pushes them.
    Queue(Queue),
    /// Copies messages to subscribers.
    Topic(Topic),
    /// Polls a queue.
    Worker(Worker),
    /// Calls services step by step.
    Workflow(Workflow),
}

/// Makes messages and sends them with its callers.
#[derive(Clone, Debug, PartialEq)]
pub struct Sender {
    /// The nodes that it calls, in turn, or the one that it sends to; at least one.
    pub to: Vec<NodeId>,
    /// Whether it waits for the answer.
    pub style: Style,
    /// Whether it waits for the receipt of what it sends.
    pub ack: bool,
    /// How many callers (threads) it has, 1 to [`limit::CALLERS`](super::limit::CALLERS).
    pub callers: u32,
    /// How many messages may wait for a free caller; no limit if absent.
    pub backlog: Option<u32>,
    /// How long one attempt waits; for ever if absent.
    pub timeout: Option<Span>,
    /// What it does after an attempt that failed.
    pub retry: Retry,
    /// What all its retries together may cost.
    pub budget: Option<Budget>,
    /// The connections that its attempts need.
    pub connections: Option<Connections>,
    /// How it asks for the result of what was accepted.
    pub poll: Option<Poll>,
    /// When it stops calling for a while.
    pub breaker: Option<Breaker>,
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
    /// The same where the attempt was throttled.
    pub throttled: Span,
    /// How much longer each further wait is.
    pub factor: f64,
    /// The longest wait.
    pub cap: Span,
    /// How chance spreads the wait.
    pub jitter: Jitter,
}

impl Retry {
    /// One attempt and no other.
    pub const NONE: Self =
        Self { attempts: 1, backoff: Span::ZERO, throttled: Span::ZERO, factor: 2.0, cap: Span::ZERO, jitter: Jitter::None };
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

/// The retry quota of a whole sender: each retry takes tokens, success gives some back. All in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How many there are at first and at the most.
    pub size: u32,
    /// What a retry after an error costs.
    pub retry: u32,
    /// What a retry after a throttle costs.
    pub throttled: u32,
    /// What a retry after a timeout costs.
    pub timeout: u32,
    /// What a success without a retry gives back; one after retries gives back what the last of them cost.
    pub success: u32,
}

/// A pool of connections: an attempt needs one from its start to its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// How many there are.
    pub limit: u32,
    /// How long a caller waits for one.
    pub wait: Span,
}

/// How a sender asks for the result of a message that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The time from one question to the next.
    pub every: Span,
    /// How long it asks at the most.
    pub limit: Span,
    /// Whether the caller stands still meanwhile.
    pub blocks: bool,
}

/// A circuit breaker: after so many failures in a row nothing is sent for a while, then one attempt tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breaker {
    /// How many failures in a row open it.
    pub failures: u32,
    /// How long it stays open.
    pub open: Span,
}

impl Node {
    /// Whether its file says something else than its preset.
    #[must_use]
    pub fn differs_from_preset(&self) -> bool {
        self.particulars.0.iter().any(|each| matches!(each.whence, Whence::Instead(_)))
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

/// The id of a lane: its name in lower case, every run of other than letters and digits one dash, with none at the ends.
#[must_use]
pub fn id_of(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn an_id_is_the_name_in_lower_case_with_dashes() {
        assert_eq!(["Synchronous", "Far  call (200 ms)", "Ünder_weg", "!"].map(id_of), ["synchronous", "far-call-200-ms", "ünder-weg", ""]);
    }
}
