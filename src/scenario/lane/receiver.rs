//! The parts of a lane that do work: services, workers and workflows.

use super::Retry;
use crate::dice::Dist;
use crate::id::NodeId;
use crate::time::Span;

/// Takes requests and answers them.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// How many requests it works on at once.
    pub concurrency: u32,
    /// How fast it may come to use so many at once.
    pub scale: Option<Scale>,
    /// How many requests may wait; no limit if absent, 0 refuses at once.
    pub backlog: Option<u32>,
    /// How its own work behaves.
    pub work: Work,
    /// What it calls after its own work, round after round, while its slot is held; the calls of a round are made together.
    pub calls: Vec<Vec<NodeId>>,
    /// Where it sends the message after that.
    pub sends: Option<NodeId>,
    /// What a slot costs that was not in use for a while.
    pub cold_start: Option<ColdStart>,
    /// How long it takes at the most before it answers with an error; what it called goes on.
    pub timeout: Option<Span>,
    /// How many requests it takes in a second.
    pub throttle: Option<Throttle>,
    /// Work that is left behind at the answer.
    pub after_answer: Option<AfterAnswer>,
    /// The largest message that it takes, in bytes.
    pub max_size: Option<u64>,
}

/// How work at a receiver behaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// How long one message takes.
    pub time: Dist,
    /// The probability that it fails after its work.
    pub errors: f64,
}

/// How fast a receiver comes to use more slots at once: `start` at first, then `add` more in each `every`, evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// How many slots there are at first.
    pub start: u32,
    /// How many more there may be.
    pub add: u32,
    /// In how long.
    pub every: Span,
}

/// What a slot costs that is used for the first time, or again after a rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColdStart {
    /// How much longer its first request takes.
    pub time: Dist,
    /// After which rest it is cold again; never if absent.
    pub keep_warm: Option<Span>,
}

/// A token bucket: it holds `burst` requests at the most and is filled with `rate` a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Throttle {
    /// Requests a second.
    pub rate: f64,
    /// Requests at once.
    pub burst: f64,
}

/// Work that is left behind at the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AfterAnswer {
    /// How long it takes.
    pub time: Dist,
    /// Whether it goes on only while its slot works on a later request.
    pub frozen: bool,
}

/// Polls a queue, works on a batch, deletes what succeeded.
#[derive(Clone, Debug, PartialEq)]
pub struct Worker {
    /// The queue that it polls.
    pub polls: NodeId,
    /// How many slots poll and work, each on its own.
    pub concurrency: u32,
    /// How fast it comes to use so many.
    pub scale: Option<Scale>,
    /// The most messages that one poll brings.
    pub batch: u16,
    /// How long a slot gathers messages for a batch before it begins with fewer.
    pub window: Span,
    /// How long a poll waits for a first message.
    pub wait: Span,
    /// The pause after a poll that brought nothing.
    pub interval: Span,
    /// How its work behaves.
    pub work: Work,
    /// How long the work on one message may take, calls included.
    pub timeout: Option<Span>,
    /// Whether a message that was done already costs nothing.
    pub idempotent: bool,
    /// What it calls as part of the work, round after round; the calls of a round are made together.
    pub calls: Vec<Vec<NodeId>>,
    /// Where it sends the message after that.
    pub sends: Option<NodeId>,
    /// Whether it deletes at the end of a batch what succeeded, and only the rest comes back.
    pub report_failures: bool,
    /// Whether one failure brings the whole batch back.
    pub batch_fails: bool,
}

/// An orchestrator: steps that call services, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Workflow {
    /// The steps.
    pub steps: Vec<Step>,
    /// How long an execution may take.
    pub timeout: Option<Span>,
    /// Whether a message that runs already, or is done, starts no second execution.
    pub idempotent: bool,
    /// How many executions it starts in a second.
    pub throttle: Option<Throttle>,
    /// The largest message that it takes, in bytes.
    pub max_size: Option<u64>,
}

/// A step of a workflow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The service that it calls.
    pub call: NodeId,
    /// How long one attempt waits; for ever if absent.
    pub timeout: Option<Span>,
    /// What it does after an attempt that failed.
    pub retry: Retry,
    /// The service that is called when all attempts have failed; the execution has failed then all the same.
    pub catch: Option<NodeId>,
}
