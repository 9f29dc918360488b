//! The lessons give the same figures and the same facts on every machine; `UPDATE=1 cargo test` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod support;

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use inflight::export;
use inflight::measure::Report;
use inflight::scenario::{parse, shipped};
use serde_json::Value;

/// FNV-1a: short enough to be seen right, and the same everywhere.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Writes an object as one line; the objects in it follow, each a line further in.
fn write_lines(name: &str, object: &Value, indent: usize, text: &mut String) {
    let members = object.as_object().unwrap();
    let objects = |value: &Value| match value {
        Value::Object(_) => vec![value.clone()],
        Value::Array(items) => items.iter().filter(|item| item.is_object()).cloned().collect(),
        _ => Vec::new(),
    };
    let (plain, nested): (Vec<_>, Vec<_>) = members.iter().partition(|(_, value)| objects(value).is_empty());
    let plain = plain.iter().map(|(key, value)| format!("{key} {value}")).collect::<Vec<_>>();
    writeln!(text, "{:indent$}{name}: {}", "", plain.join(", ")).unwrap();
    for (name, value) in nested {
        objects(value).iter().for_each(|object| write_lines(name, object, indent + 2, text));
    }
}

/// The figures of a scenario, and the hash of all its facts.
fn golden(name: &str, source: &str) -> String {
    let scenario = Arc::new(parse(name, source).unwrap_or_else(|problems| panic!("{}", problems.render(false))));
    let report = Report::of(&scenario).unwrap();
    let json = serde_json::from_str(&export::json::json(&report, Duration::ZERO).unwrap()).unwrap();
    let mut text = String::new();
    write_lines("run", &json, 0, &mut text);
    let facts = scenario.lane_ids().flat_map(|(lane, _)| support::facts(&scenario, lane));
    let log = facts.flat_map(|(at, fact)| format!("{} {fact:?}\n", at.0).into_bytes());
    writeln!(text, "facts {:016x}", hash(log)).unwrap();
    text
}

fn compare(name: &str, source: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.txt"));
    let found = golden(name, source);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &found).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let change = wanted.lines().zip(found.lines()).enumerate().find(|(_, (wanted, found))| wanted != found);
    assert!(wanted == found, "{} changed, first here (line from 0, before, now): {change:?}", path.display());
}

#[test]
fn the_shipped_lessons_give_the_same_figures_and_facts() {
    shipped::ALL.iter().for_each(|shipped| compare(shipped.name, shipped.source));
}
