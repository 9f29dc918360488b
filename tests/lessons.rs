//! What the lessons say is true: every claim holds for the lesson's own seed and for others.

mod support;

use std::ops::Range;
use std::sync::Arc;

use inflight::measure::Report;
use inflight::scenario::{parse, shipped};

fn every_claim_holds(name: &str, source: &str, others: Range<u64>) {
    let lesson = parse(name, source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    assert!(!lesson.claims.is_empty(), "{name} claims nothing");
    for seed in std::iter::once(lesson.seed).chain(others) {
        let mut scenario = lesson.clone();
        scenario.seed = seed;
        let report = Report::of(&Arc::new(scenario)).unwrap_or_else(|stuck| panic!("{name}: {stuck}"));
        for (claim, verdict) in lesson.claims.iter().zip(&report.verdicts) {
            assert!(verdict.holds, "{name} with seed {seed}: {} ({verdict:?})", claim.that.as_str());
        }
    }
}

#[test]
fn every_claim_of_every_lesson_holds_for_many_seeds() {
    shipped::ALL.iter().for_each(|shipped| every_claim_holds(shipped.name, shipped.source, 1_000..1_020));
}

#[test]
fn every_claim_of_the_scenarios_of_the_tests_holds_for_several_seeds() {
    support::scenarios().iter().for_each(|(name, source)| every_claim_holds(name, source, 1_000..1_003));
}
