//! The shipped lessons give the same figures and the same facts on every machine; `UPDATE=1 cargo test` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod support;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use inflight::export;
use inflight::measure::Report;
use inflight::scenario::{parse, shipped};

/// FNV-1a: short enough to be seen right, and the same everywhere.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The figures of a shipped scenario as JSON, indented, and the hash of all its facts.
fn golden(shipped: &shipped::Shipped) -> String {
    let scenario = Arc::new(parse(shipped.name, shipped.source).unwrap());
    let report = Report::of(&scenario).unwrap();
    let json: serde_json::Value = serde_json::from_str(&export::json::json(&report, Duration::ZERO).unwrap()).unwrap();
    let facts = scenario.lane_ids().flat_map(|(lane, _)| support::facts(&scenario, lane));
    let log = facts.flat_map(|(at, fact)| format!("{} {fact:?}\n", at.0).into_bytes());
    format!("{}\nfacts {:016x}\n", serde_json::to_string_pretty(&json).unwrap(), hash(log))
}

#[test]
fn the_shipped_lessons_give_the_same_figures_and_facts() {
    for shipped in shipped::ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{}.txt", shipped.name));
        let found = golden(shipped);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let change = wanted.lines().zip(found.lines()).enumerate().find(|(_, (wanted, found))| wanted != found);
        assert!(wanted == found, "{} changed, first here (line from 0, before, now): {change:?}", path.display());
    }
}
