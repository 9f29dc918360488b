//! What is not so when the lesson plays: captions that rest on something else, and goals that are reached by themselves.

use std::sync::Arc;

use crate::export::verdict::here;
use crate::measure::{Report, Verdict};
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::{Claim, Places, Scenario};
use crate::shell::headless;
use crate::sim::Halt;
use crate::tape::Cue;
use crate::time::Time;

pub fn run(scenario: &Arc<Scenario>, places: &Places, cues: &[Cue], problems: &mut Problems) -> Result<(), Halt> {
    for cue in cues.iter().filter(|cue| !scenario.scenes[cue.scene].shows.is_empty()) {
        shows(scenario, places, *cue, problems)?;
    }
    if scenario.scenes.iter().any(|scene| scene.turn.is_some()) {
        turns(&headless::run(scenario)?, places, problems);
    }
    Ok(())
}

/// What a caption rests on is looked for in the same run, cut at its instant.
fn shows(scenario: &Scenario, places: &Places, cue: Cue, problems: &mut Problems) -> Result<(), Halt> {
    let claims = scenario.scenes[cue.scene].shows.clone();
    let at = cue.at.since(Time::START);
    let report = headless::run_to(scenario, cue.at, claims)?;
    for ((claim, verdict), place) in report.scenario.claims.iter().zip(&report.verdicts).zip(&places.scenes[cue.scene].shows) {
        if !verdict.holds {
            let label = format!("at {at}, {}", said(&report, claim, *verdict));
            let why = "the caption of this scene says what the class can't see";
            let problem = Problem::warning(*place, "this is not so when its scene begins", label, why);
            problems.add(problem.help("let the scene begin when it is so, or say what is so"));
        }
    }
    Ok(())
}

/// Goals that are reached in the file as it is.
fn turns(report: &Report, places: &Places, problems: &mut Problems) {
    let scenes = report.scenario.scenes.iter().zip(&places.scenes);
    for (turn, places) in scenes.filter_map(|(scene, places)| Some((scene.turn.as_ref()?, places))) {
        let claim = Claim { say: turn.goal.clone(), that: turn.that.clone(), condition: turn.condition };
        let verdict = Verdict::of(&claim, &report.lanes);
        if verdict.holds {
            let label = format!("in the file as it is, {}", said(report, &claim, verdict));
            let why = "the goal is reached before anybody has turned anything";
            let problem = Problem::warning(places.that, "there is nothing to do in this turn", label, why);
            problems.add(problem.help("make the goal harder, or the setting of the file worse"));
        }
    }
}

/// What the two sides of a condition were.
fn said(report: &Report, claim: &Claim, verdict: Verdict) -> String {
    here(report, claim.condition, verdict).join(" ").replacen("here: ", "", 1)
}
