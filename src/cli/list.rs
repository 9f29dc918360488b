//! `inflight list`: what comes with the program.

use std::io::{self, Write};

use super::args::ListFormat;
use super::{End, complain};
use crate::export::{explain, lessons, measures};
use crate::scenario::shipped::{self, Lesson};
use crate::scenario::text::Text;

/// Prints the shipped lessons, by chapters; with words, those that are about all of them.
pub fn lessons(words: &[String], format: ListFormat) -> io::Result<End> {
    let is_found = |lesson: &Lesson| words.iter().all(|word| lessons::is_about(lesson, word));
    let found: Vec<Lesson> = shipped::lessons().into_iter().filter(is_found).collect();
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
