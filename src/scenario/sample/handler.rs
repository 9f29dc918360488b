//! The samples of code of receivers: workers, and functions that are called for a message.

use std::sync::LazyLock;

use super::{Script, data};

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
