//! What the lessons say is true: every claim holds for the lesson's own seed and for others.

use std::ops::Range;
use std::sync::Arc;

use inflight::measure::Report;
use inflight::scenario::{Scenario, parse, shipped};
use inflight::tape::cues;
use inflight::time::Time;

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

/// What a caption rests on is true of the run up to its scene: the same run, cut there.
fn every_caption_is_true(name: &str, source: &str) {
    let lesson = Arc::new(parse(name, source).unwrap_or_else(|problems| panic!("{}", problems.render(false))));
    for cue in cues(&lesson) {
        let scene = &lesson.scenes[cue.scene];
        if scene.shows.is_empty() {
            continue;
        }
        let duration = cue.at.since(Time::START);
        let cut = Scenario { duration, claims: scene.shows.clone(), ..Scenario::clone(&lesson) };
        let report = Report::of(&Arc::new(cut)).unwrap_or_else(|stuck| panic!("{name}: {stuck}"));
        for (claim, verdict) in scene.shows.iter().zip(&report.verdicts) {
            assert!(verdict.holds, "{name}, scene \"{}\" at {}: {} ({verdict:?})", scene.title, cue.at, claim.that);
        }
    }
}

#[test]
fn what_the_captions_say_is_so_at_their_instants() {
    shipped::ALL.iter().for_each(|shipped| every_caption_is_true(shipped.name, shipped.source));
}

#[test]
fn every_claim_of_every_lesson_holds_for_many_seeds() {
    shipped::ALL.iter().for_each(|shipped| every_claim_holds(shipped.name, shipped.source, 1_000..1_020));
}
