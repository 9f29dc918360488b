//! The samples of code of receivers: workers, and functions that are called for a message.

use std::sync::LazyLock;

use super::{Script, data, fill};
use crate::id::NodeId;
use crate::scenario::{Lane, Part};

/// What the code of a receiver looks like.
#[derive(Debug)]
pub struct Handler {
    /// What a scenario calls it by.
    pub id: String,
    /// What it does.
    pub title: String,
    /// What is to be known about it, in a sentence or two.
    pub note: String,
    /// The code, with where a slot stands in it.
    pub code: Script,
}

/// The ids of all, in the order of the file: the words of the key `handler`.
pub const HANDLERS: &[&str] = &[
    "sqs-worker",
    "sqs-short-poll",
    "idempotent-worker",
    "batch-handler",
    "batch-handler-report",
    "await-in-turn",
    "await-together",
    "await-nothing",
    "s3-event-handler",
];

/// The file.
pub(super) const FILE: &str = include_str!("../../../samples/handlers.toml");

/// All of them. A test makes sure that the file can be read.
pub static ALL: LazyLock<Vec<Handler>> = LazyLock::new(|| data::handlers(FILE).unwrap_or_default());

/// The one with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Handler> {
    ALL.iter().find(|handler| handler.id == id)
}

/// The sample of a lane's receiver, if the scenario names one, with its code filled with what the lane has; nothing if the code says
/// what the lane doesn't have.
#[must_use]
pub fn of(lane: &Lane) -> Option<(&'static Handler, Script)> {
    let handler = find(lane.handler?)?;
    Some((handler, fill::script(&handler.code, &fill::of_receiver(lane, receiver(lane)?))?))
}

/// Whose code it is: the first receiver, or the first behind it where that only hands on, as S3 does.
#[must_use]
pub fn receiver(lane: &Lane) -> Option<NodeId> {
    let first = *lane.first_receivers().first()?;
    match &lane.node(first).part {
        Part::Service(service) if service.sends.is_some() => lane.receivers_behind(first).first().copied(),
        _ => Some(first),
    }
}
