//! Doubts are honest: a scenario that is as it should be has none, and what they say of one is so when it runs.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

mod support;

#[path = "doubts/certain.rs"]
mod certain;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use inflight::id::LaneId;
use inflight::measure::Report;
use inflight::scenario::measure::{Figure, LaneKey, LatencyKey, Stat};
use inflight::scenario::problem::Problems;
use inflight::scenario::{Asked, FaultKind, Scenario, read, shipped};

fn warnings(name: &str, source: &str) -> Problems {
    let beside = &|_: &str| Err("nothing lies beside it".to_owned());
    let checked = read(&Asked { path: name, source, sets: &[], beside });
    checked.unwrap_or_else(|problems| panic!("{}", problems.render(false))).warnings
}

fn has_none(name: &str, source: &str) {
    let warnings = warnings(name, source);
    assert!(warnings.is_empty(), "{}", warnings.render(false));
}

/// The files of a folder of the tests, by name.
fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())).collect()
}

fn doubtful(name: &str) -> String {
    fs::read_to_string(format!("{}/tests/doubtful/{name}.toml", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn no_lesson_is_doubtful() {
    shipped::ALL.iter().for_each(|shipped| has_none(shipped.name, shipped.source));
}

#[test]
fn the_readme_is_not_doubtful() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let blocks: Vec<_> = readme.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    has_none("README.md", blocks[0]);
    has_none("README.md", &blocks.join("\n"));
}

/// Files that come as close as can be to a doubt, or do the same on purpose.
#[test]
fn what_is_close_to_a_doubt_has_none() {
    let sensible = files("sensible");
    assert!(sensible.len() >= 18, "{} sensible files", sensible.len());
    sensible.iter().for_each(|(name, source)| has_none(name, source));
}

/// What the doubts say of some of the doubtful files, as claims.
const SAID: &[(&str, &[&str])] = &[
    ("overload-slots", &["call.in_system > 2000"]),
    ("overload-callers", &["call.in_system > 800", "send.in_system > 500"]),
    ("overload-worker", &["queue.in_system > 1700"]),
    ("visibility-work", &["default.duplicates > 10", "fifo.duplicates > 10"]),
    ("visibility-batch", &["batch.duplicates > 0", "batch.effects > batch.completed"]),
    ("visibility-window", &["window.effects > window.completed"]),
    ("timeout-call", &["always.completed == 0", "chain.completed == 0", "half.failed > 0.4 * half.offered"]),
    ("timeout-hand-off", &["far.failed == far.offered", "near.failed == near.offered"]),
    ("timeout-own", &["function.completed == 0", "gateway.completed == 0", "worker.completed == 0", "cold-start.failed == 1"]),
    ("timeout-steps", &["workflow.completed == 0", "workflow.reserve.received > 0"]),
    ("timeout-push", &["push.completed == 0", "topic.completed == 0", "push.resize.utilisation > 0"]),
    ("retry-alone", &["sender.retries == 0"]),
    ("poll-never", &["impatient.result.p50 >= 0", "slow.result.p50 >= 0"]),
    ("silence-loss", &["call.in_system > 80", "chain.front.utilisation > 5%", "worker.in_system > 0", "workflow.in_system > 0"]),
    ("silence-loss", &["push.in_system > 0", "topic.in_system > 0"]),
    ("silence-fault", &["call.in_system > 50", "send.in_system > 50"]),
    ("retention", &["never-seen.expired > 0", "never-seen.completed == 0"]),
    ("delay-late", &["later.completed == 0"]),
    ("fifo-groups", &["one-group.orders.utilisation <= 25%"]),
    ("dead-letter-late", &["redrive.dead_lettered == 0", "redrive.in_system > 0"]),
    ("comes-back-late", &["queue.retries == 0", "queue.in_system > 0"]),
    ("single-try", &["redrive.dead_lettered > 0"]),
    ("lost-at-once", &["push.lost > 0", "topic.lost > 0"]),
    ("push-late", &["preset.retries == 0", "own.retries == 0"]),
    ("topic-kinds", &["topic.effects < topic.completed", "topic.gifts.received == 0"]),
    ("circle", &["round.completed == 0"]),
    ("too-large", &["queue.rejected == queue.offered", "call.rejected == call.offered"]),
    ("load-times", &["call.offered == 2"]),
    ("load-count", &["call.offered == 300"]),
    ("warmup", &["call.offered == 0"]),
    ("run-too-short", &["slow-work.completed == 0", "long-way.completed == 0"]),
    ("fault-early", &["call.failed == 0"]),
    ("twin-lanes", &["before.blocked.mean == after.blocked.mean", "before.ack.max == after.ack.max"]),
];

/// Claims of which the doubt says that their figure doesn't exist.
const NOT_THERE: [&str; 2] = ["impatient.result.p50 >= 0", "slow.result.p50 >= 0"];

#[test]
fn what_a_doubt_says_is_so() {
    for (name, claims) in SAID {
        let claimed: String = claims.iter().map(|that| format!("\n[[claim]]\nsay = 's'\nthat = '{that}'\n")).collect();
        let report = run(&format!("{}{claimed}", doubtful(name)));
        for (claim, verdict) in report.scenario.claims.iter().zip(&report.verdicts) {
            let wanted = !NOT_THERE.contains(&claim.that.as_str());
            assert_eq!(verdict.holds, wanted, "{name}: {} ({verdict:?})", claim.that);
        }
    }
}

fn run(source: &str) -> Report {
    report(inflight::scenario::parse("test", source).unwrap_or_else(|problems| panic!("{}", problems.render(false))))
}

fn report(scenario: Scenario) -> Report {
    Report::of(&Arc::new(scenario)).expect("time goes on")
}

/// A fault of which the doubts say that it does nothing can be left out.
#[test]
fn a_fault_that_does_nothing_does_nothing() {
    for name in ["fault-nothing", "fault-hidden", "fault-early"] {
        let mut with = inflight::scenario::parse(name, &doubtful(name)).unwrap();
        // One that makes things faster does something; and of two that are alike one counts.
        with.faults.retain(|fault| !matches!(fault.kind, FaultKind::Slow(factor) if factor < 1.0));
        with.faults.dedup();
        let mut without = with.clone();
        if name == "fault-hidden" {
            without.faults.remove(1);
        } else {
            without.faults.clear();
        }
        let figures = |scenario: Scenario| {
            let report = report(scenario);
            let keys = LaneKey::ALL.iter().filter(|key| **key != LaneKey::Recovery);
            let numbers = keys.map(|key| report.lanes[0].figure(Figure::Lane(*key)));
            let latencies = LatencyKey::ALL.iter().map(|key| report.lanes[0].figure(Figure::Latency(*key, Stat::Mean)));
            numbers.chain(latencies).collect::<Vec<_>>()
        };
        assert_eq!(figures(with), figures(without), "{name}");
    }
}

/// Changes of which the doubts say that they change nothing, and a first of two that is undone at once.
#[test]
fn a_change_that_changes_nothing_changes_nothing() {
    let with = inflight::scenario::parse("test", &doubtful("change-nothing")).unwrap();
    let mut without = with.clone();
    without.changes.retain(|change| change.to.as_str() == "50ms");
    assert_eq!((with.changes.len(), without.changes.len()), (3, 1));
    let offered =
        |scenario: &Scenario| report(scenario.clone()).lanes[LaneId(0).index()].figure(Figure::Latency(LatencyKey::Ack, Stat::Mean));
    assert_eq!(offered(&with), offered(&without));
}
