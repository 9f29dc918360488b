//! `inflight list`: what comes with the program.

use std::io::{self, Write};

use super::args::ListFormat;
use super::{End, complain};
use crate::export::lessons::{self, Lesson};
use crate::export::{explain, measures};
use crate::scenario;
use crate::scenario::shipped;
use crate::scenario::text::Text;

/// Prints the shipped lessons; with words, those that are about all of them.
pub fn lessons(words: &[String], format: ListFormat) -> io::Result<End> {
    // A test runs every shipped scenario, so that each can be parsed.
    let parsed = shipped::ALL.iter().filter_map(|shipped| {
        let scenario = scenario::parse(shipped.name, shipped.source).ok()?;
        Some(Lesson { name: shipped.name, scenario })
    });
    let found: Vec<Lesson> = parsed.filter(|lesson| words.iter().all(|word| lesson.is_about(word))).collect();
    if found.is_empty() {
        complain(&format!("no lesson is about `{}`; `inflight list` shows them all with their tags", Text::name(&words.join(" "))));
        return Ok(End::Refused);
    }
    let text = match format {
        ListFormat::Table => lessons::table(&found),
        ListFormat::Json => lessons::json(&found)?,
    };
    write!(io::stdout(), "{text}").map(|()| End::Done)
}

/// Prints a line for each preset.
pub fn presets() -> io::Result<End> {
    write!(io::stdout(), "{}", explain::presets()).map(|()| End::Done)
}

/// Prints a line for each measure.
pub fn measures() -> io::Result<End> {
    write!(io::stdout(), "{}", measures::list()).map(|()| End::Done)
}
