//! The reference of the scenario language, `docs/scenarios.md`: a page written by hand, with what the program's own tables say put in.

mod keys;
mod limits;

use super::key::{grouped, whole};
use crate::scenario::key::{CHANGING, SPREADS, TABLES};
use crate::scenario::measure::{About, LaneKey, LatencyKey, NodeKey, Stat, Unit};
use crate::scenario::value::{BYTE_UNITS, RATE_UNITS, TIME_UNITS};
use crate::scenario::{limit, preset, starter};
use crate::ui::wrap;

/// The page by hand; what stands in two pairs of braces is put in.
const PAGE: &str = include_str!("reference/page.md");

/// How wide the lines of a list are at the most, in columns.
const WIDTH: u16 = 118;

/// The whole page.
#[must_use]
pub fn reference() -> String {
    let mut page = String::new();
    let mut rest = PAGE;
    while let Some((before, name, after)) = next_gap(rest) {
        page += before;
        page += filling(name).trim_end();
        rest = after;
    }
    page + rest
}

/// What stands before the next gap, its name, and what stands after it.
fn next_gap(page: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = page.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name, after))
}

/// What the program has of this name; nothing if it has none, which a test refuses.
fn filling(name: &str) -> String {
    match name {
        "least file" => starter::LEAST.to_owned(),
        "units of times" => units(&TIME_UNITS),
        "units of rates" => units(&RATE_UNITS),
        "units of sizes" => units(&BYTE_UNITS),
        "spreads" => list(SPREADS.iter().map(|(_, example, says)| format!("`{example}`: {says}"))),
        "most shape" => grouped(limit::SHAPE),
        "most cv" => whole(limit::CV),
        "presets" => list(preset::ALL.iter().map(|preset| format!("`{}`, for a {}: {}", preset.name, preset.node, preset.title))),
        "may change" => list(CHANGING.iter().map(|(of, settings)| may_change(of, settings))),
        "lane measures" => measures(LaneKey::ALL.iter().map(|key| key.about())),
        "latencies" => measures(LatencyKey::ALL.iter().map(|key| key.about())),
        "statistics" => statistics(),
        "node measures" => measures(NodeKey::ALL.iter().map(|key| key.about())),
        "limits" => limits::table(),
        _ => {
            let table = name.strip_prefix("keys ").and_then(|header| TABLES.iter().find(|table| table.header == header));
            table.map_or_else(String::new, |table| list(table.keys.iter().map(keys::entry)))
        }
    }
}

/// Measures, each with what it is; what is no plain count has its unit besides.
fn measures<'a>(all: impl Iterator<Item = &'a About>) -> String {
    let unit = |unit| match unit {
        Unit::Count | Unit::PerSecond => "",
        Unit::Seconds => ", in seconds",
        Unit::Share => ", from 0 to 1",
    };
    list(all.map(|about| format!("`{}`: {}{}", about.word, about.says, unit(about.unit))))
}

/// What is told of a latency.
fn statistics() -> String {
    list(Stat::ALL.iter().map(|stat| format!("`{}`: {}", stat.word(), stat.about().says)))
}

/// `ns`, `us`, …
fn units<T>(of: &[(&str, T)]) -> String {
    of.iter().map(|(unit, _)| format!("`{unit}`")).collect::<Vec<_>>().join(" ")
}

/// What of a table or a kind of node may change.
fn may_change(of: &str, settings: &[&str]) -> String {
    let settings = settings.iter().map(|setting| format!("`{setting}`")).collect::<Vec<_>>().join(", ");
    match of {
        "load" | "work" | "network" => format!("of `[{of}]`: {settings}"),
        _ => format!("of a {of}: {settings}"),
    }
}

/// A list with an entry each, whose further lines are set in.
fn list(entries: impl IntoIterator<Item = String>) -> String {
    let entry = |entry: String| entry.lines().flat_map(|line| wrap(line, WIDTH - 2)).collect::<Vec<_>>().join("\n  ");
    entries.into_iter().map(|text| format!("- {}\n", entry(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gap_is_filled_and_every_table_stands_on_the_page() {
        let mut names = Vec::new();
        let mut rest = PAGE;
        while let Some((_, name, after)) = next_gap(rest) {
            assert!(!filling(name).is_empty(), "nothing is called {name}");
            names.push(name);
            rest = after;
        }
        for table in TABLES {
            // Some tables have the same keys, and stand there once.
            let same = TABLES.iter().filter(|other| std::ptr::eq(other.keys, table.keys));
            let there = same.filter(|other| names.contains(&format!("keys {}", other.header).as_str())).count();
            assert_eq!(there, 1, "{}", table.header);
        }
    }
}
