//! The limits of every scenario, so that no file takes the machine down; each error names its limit.

use crate::time::{SECOND, Span};

const DAY: u64 = 86_400 * SECOND;

/// The largest file, in bytes.
pub const FILE: u64 = 1 << 20;
/// Lanes in a scenario.
pub const LANES: usize = 16;
/// Nodes in a lane.
pub const NODES: usize = 64;
/// Callers of a sender.
pub const CALLERS: u64 = 1_000_000;
/// Slots of a service or a worker.
pub const SLOTS: u64 = 100_000;
/// A bound of a backlog or a queue.
pub const BOUND: u64 = 1_000_000_000;
/// How long a run may be.
pub const DURATION: Span = Span(30 * DAY);
/// Every other time.
pub const TIME: Span = Span(400 * DAY);
/// Events that a headless run may be expected to have.
pub const EVENTS_HEADLESS: f64 = EVENTS as f64;
/// Events that a run on the screen may be expected to have.
pub const EVENTS_SCREEN: f64 = EVENTS_ON_SCREEN as f64;
/// The same, watched while it plays.
pub const EVENTS_ON_SCREEN: u64 = 100_000_000;
/// Events of one lane, watched while it runs.
pub const EVENTS: u64 = 1_000_000_000;
/// Events at one instant of one lane.
pub const EVENTS_AT_ONCE: u32 = 1_000_000;
/// Messages that the lanes of a run may have in them, all together; each lane has an equal share.
pub const IN_SYSTEM: u64 = 10_000_000;
/// Faults, changes, scenes and claims of a scenario, of each.
pub const ENTRIES: usize = 1_000;
/// Subscribers of a topic, steps of a workflow, and waits or phases of a redelivery.
pub const MEMBERS: usize = 64;
/// Calls of a node.
pub const CALLS: usize = 64;
/// Kinds of messages.
pub const KINDS: usize = 64;
/// The largest file of recorded instants, in bytes.
pub const RECORDED: u64 = 64 << 20;
/// A size in bytes.
pub const BYTES: u64 = 1 << 40;
/// Problems that are shown of one file.
pub const PROBLEMS: usize = 50;
/// Messages per second of any rate: one each nanosecond, the grain of time.
pub const RATE: f64 = 1e9;
/// Attempts of a sender, and receives of a message.
pub const ATTEMPTS: u64 = 1_000;
/// Messages that one poll brings.
pub const BATCH: u64 = 10_000;
/// Exponential times whose sum an Erlang spread is.
pub const SHAPE: u64 = 1_000;
/// The standard deviation of a hyperexponential spread, in means.
pub const CV: f64 = 100.0;
