//! A key of the scenario language in words for people: what its value may be, and what holds without it.

use crate::scenario::key::{Key, Kind, Table};
use crate::scenario::limit;
use crate::scenario::value::written;
use crate::time::Span;

/// What a value may be, with its range: `a whole number, 1 to 100,000`.
#[must_use]
pub fn value(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Texts => "a list of texts".to_owned(),
        Kind::Node => "the name of a node of this lane".to_owned(),
        Kind::Calls => "the name of a node of this lane, or a list of names".to_owned(),
        Kind::Preset => "the name of a preset".to_owned(),
        Kind::File => "the name of a file".to_owned(),
        Kind::Setting => "a path".to_owned(),
        Kind::Any => "a value".to_owned(),
        Kind::Kinds => "a table in braces of names with their shares".to_owned(),
        Kind::Bytes => format!("a size, up to {}", most_bytes()),
        Kind::Size => format!("a size or two, up to {}", most_bytes()),
        Kind::Target => "a name, or a lane's id, a dot and a name".to_owned(),
        Kind::Condition => "a comparison".to_owned(),
        Kind::Word(words) => either(words),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::Whole { least, most: u64::MAX } => format!("a whole number, {least} or more"),
        Kind::Whole { least, most } => format!("a whole number, {least} to {}", grouped(most)),
        Kind::Time { least: Span::ZERO, most } => format!("a time, up to {}", written(most)),
        Kind::Time { most, .. } => format!("a time above 0s, up to {}", written(most)),
        Kind::Times => format!("a list of times, each up to {}", written(limit::TIME)),
        Kind::Spread => format!("a time or a spread, up to {}", written(limit::TIME)),
        Kind::Rate => "a rate".to_owned(),
        Kind::Share => "a share, 0% to 100%".to_owned(),
        Kind::Factor { least, most } => format!("a factor, {least} to {}", whole(most)),
        Kind::Poison => "a share, or a list of message numbers".to_owned(),
        Kind::Amount => "with its unit, such as `\"10x\"`, `\"20%\"`, `\"5/s\"` or `\"2s\"`".to_owned(),
        Kind::Table(table) if is_header(table) => format!("a table under `{}`", table.header),
        Kind::Table(_) => "a table in braces".to_owned(),
        Kind::List(table) if is_header(table) => format!("tables, each under `{}`", table.header),
        Kind::List(_) => "a list of tables in braces".to_owned(),
        Kind::Named(table) if is_header(table) => format!("tables, each under `{}`", table.header),
        Kind::Named(_) => "names, each with a table in braces".to_owned(),
    }
}

/// What holds if the key is left out, as a sentence.
#[must_use]
pub fn left_out(key: &Key) -> String {
    match key.default {
        None => "Needed.".to_owned(),
        Some(needed) if needed.starts_with("needed") => format!("{}.", capital(needed)),
        Some(default) => format!("Left out: {default}."),
    }
}

/// All of it, in sentences.
#[must_use]
pub fn about(key: &Key) -> String {
    format!("{}. {}. {}", capital(key.says), capital(&value(key.kind)), left_out(key))
}

/// The words with a capital in front.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `1,000,000`, of a number that is whole and is kept as one with a fraction.
#[must_use]
pub fn whole(number: f64) -> String {
    format!("{number:.0}").parse().map_or_else(|_| number.to_string(), grouped)
}

/// `1,000,000`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Whether a table has a header of its own; others stand in braces.
fn is_header(table: &Table) -> bool {
    table.header.starts_with('[')
}

fn most_bytes() -> String {
    format!("{}MiB", grouped(limit::BYTES >> 20))
}

/// `"a"`, `"b"` or `"c"`.
fn either(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::key;

    #[test]
    fn ranges_are_in_human_words() {
        let words = |table: &Table, name: &str| value(table.key(name).unwrap().kind);
        assert_eq!(words(&key::WORKER, "concurrency"), "a whole number, 1 to 100,000");
        assert_eq!(words(&key::FILE, "seed"), "a whole number, 0 or more");
        assert_eq!(words(&key::QUEUE, "visibility_timeout"), "a time above 0s, up to 400d");
        assert_eq!(words(&key::FILE, "warmup"), "a time, up to 30d");
        assert_eq!(words(&key::LOAD, "arrivals"), "`\"constant\"`, `\"poisson\"` or `\"burst\"`");
        assert_eq!(
            about(key::SENDER.key("callers").unwrap()),
            "How many callers (threads) it has. A whole number, 1 to 1,000,000. Left out: 1."
        );
    }

    #[test]
    fn large_numbers_are_in_groups_of_three() {
        assert_eq!([0, 999, 1_000, 1_000_000_000].map(grouped), ["0", "999", "1,000", "1,000,000,000"]);
    }
}
