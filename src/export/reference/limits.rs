//! The limits in the reference, from the constants that hold them.

use unicode_width::UnicodeWidthStr;

use crate::export::key::{grouped, whole};
use crate::scenario::limit;
use crate::scenario::value::written;

/// A table of two columns.
pub fn table() -> String {
    let rows = rows();
    let widest = rows.iter().map(|(what, _)| what.width()).max().unwrap_or(0);
    let line = |what: &str, most: &str| format!("| {what}{} | {most} |\n", " ".repeat(widest - what.width()));
    let head = format!("{}|{}|---|\n", line("what", "at the most"), "-".repeat(widest + 2));
    head + &rows.iter().map(|(what, most)| line(what, most)).collect::<String>()
}

/// What is limited, and to how much.
fn rows() -> Vec<(&'static str, String)> {
    let count = |most: usize| grouped(most as u64);
    vec![
        ("the file", size(limit::FILE)),
        ("a file of recorded instants", size(limit::RECORDED)),
        ("lanes", count(limit::LANES)),
        ("nodes of a lane", count(limit::NODES)),
        ("calls of a node", count(limit::CALLS)),
        ("subscribers, steps, waits, phases of tries", count(limit::MEMBERS)),
        ("kinds of messages", count(limit::KINDS)),
        ("faults, changes, scenes, claims", format!("{} of each", count(limit::ENTRIES))),
        ("callers of a sender", grouped(limit::CALLERS)),
        ("slots of a service or a worker", grouped(limit::SLOTS)),
        ("backlog, capacity, `count`", grouped(limit::BOUND)),
        ("attempts, receives", grouped(limit::ATTEMPTS)),
        ("messages of a batch", grouped(limit::BATCH)),
        ("`duration`", written(limit::DURATION)),
        ("every other time", written(limit::TIME)),
        ("a rate", format!("{}/s", whole(limit::RATE))),
        ("a size", size(limit::BYTES)),
        ("expected events of a run on the screen", whole(limit::EVENTS_SCREEN)),
        ("expected events of `inflight run`", whole(limit::EVENTS_HEADLESS)),
        ("messages under way, all lanes together", grouped(limit::IN_SYSTEM)),
    ]
}

fn size(bytes: u64) -> String {
    format!("{}MiB", grouped(bytes >> 20))
}
