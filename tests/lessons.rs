//! What the shipped lessons say is true: every claim holds for the lesson's own seed and for twenty others.

use std::sync::Arc;

use inflight::measure::Report;
use inflight::scenario::{parse, shipped};

#[test]
fn every_claim_of_every_lesson_holds_for_many_seeds() {
    for shipped in shipped::ALL {
        let lesson = parse(shipped.name, shipped.source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        assert!(!lesson.claims.is_empty(), "{} claims nothing", shipped.name);
        for seed in std::iter::once(lesson.seed).chain(1_000..1_020) {
            let mut scenario = lesson.clone();
            scenario.seed = seed;
            let report = Report::of(&Arc::new(scenario)).unwrap_or_else(|stuck| panic!("{}: {stuck}", shipped.name));
            for (claim, verdict) in lesson.claims.iter().zip(&report.verdicts) {
                assert!(verdict.holds, "{} with seed {seed}: {} ({verdict:?})", shipped.name, claim.that.as_str());
            }
        }
    }
}
