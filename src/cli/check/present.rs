//! Whether a lesson is fit for a class: what could not be read or seen on a projector, and what is not so when it plays.

mod run;
mod words;

use std::sync::Arc;

use crate::scenario::problem::{Problem, Problems};
use crate::scenario::value::written;
use crate::scenario::{Begin, Places, Scenario};
use crate::sim::Halt;
use crate::tape::{Cue, cues};
use crate::time::Time;

/// The most lanes that can be read from the last row.
const LANES: usize = 4;

/// Warns of what a class could not read or see.
///
/// # Errors
///
/// If the run can't go on.
pub fn present(scenario: &Arc<Scenario>, places: &Places, problems: &mut Problems) -> Result<(), Halt> {
    let cues = cues(scenario);
    lesson(scenario, places, problems);
    words::words(scenario, places, problems);
    order(scenario, places, &cues, problems);
    end(scenario, places, &cues, problems);
    run::run(scenario, places, &cues, problems)
}

/// What the lesson has too much or nothing of.
fn lesson(scenario: &Scenario, places: &Places, problems: &mut Problems) {
    if scenario.scenes.iter().all(|scene| scene.ask.is_none()) {
        let why = "who has predicted something watches for it; who has not looks on";
        let problem = Problem::warning(places.title, "this lesson asks nothing", "no scene has an `ask`", why);
        problems.add(problem.help("give a scene an `ask`, before the run shows the answer"));
    }
    if scenario.scenes.iter().all(|scene| scene.notes.is_empty()) {
        let why = "the presenter has nothing to hold on to: what to point at, whom to let talk, what comes next";
        let problem = Problem::warning(places.title, "this lesson has no notes", "no scene has `notes`", why);
        problems.add(problem.help("write into the `notes` of each scene what only the presenter is to see"));
    }
    if let Some(place) = places.lanes.get(LANES) {
        let label = format!("this is lane {} of {}", LANES + 1, scenario.lanes.len());
        let why = "with more than four, each is too small to be read from the last row";
        let problem = Problem::warning(*place, "a projector has no room for so many lanes", label, why);
        problems.add(problem.help("keep those that make the point, and put the others into a file of their own"));
    }
}

/// Scenes that don't come one after the other.
fn order(scenario: &Scenario, places: &Places, cues: &[Cue], problems: &mut Problems) {
    let mut by_file = cues.to_vec();
    by_file.sort_by_key(|cue| cue.scene);
    for pair in by_file.windows(2) {
        let [before, cue] = [pair[0], pair[1]];
        let place = places.scenes[cue.scene].begins;
        let at = |cue: Cue| written(cue.at.since(Time::START));
        if cue.at == before.at {
            let label = format!("the scene above begins at {} too", at(before));
            let why = "the first of the two is never seen alone";
            let problem = Problem::warning(place, "two scenes begin at the same instant", label, why);
            problems.add(problem.help("let this one begin a little later, or make one scene of the two"));
        // The usual check compares instants, and knows nothing of moments.
        } else if cue.at < before.at && pair.iter().any(|cue| matches!(scenario.scenes[cue.scene].begins, Begin::First(_))) {
            let label = format!("this one begins at {}, the scene above at {}", at(cue), at(before));
            let why = "scenes play in order of time: this one comes before that one";
            let problem = Problem::warning(place, "the scenes are out of order", label, why);
            problems.add(problem.help("write the scenes in the order in which they come"));
        }
    }
}

/// A question that is asked when there is nothing more to come.
fn end(scenario: &Scenario, places: &Places, cues: &[Cue], problems: &mut Problems) {
    for cue in cues.iter().filter(|cue| cue.at >= scenario.end() && scenario.scenes[cue.scene].ask.is_some()) {
        let label = format!("the run ends at {}", written(scenario.duration));
        let why = "what it asks for is on the screen already, and nothing can be shown after it";
        let problem = Problem::warning(places.scenes[cue.scene].begins, "this question comes when all is over", label, why);
        problems.add(problem.help("ask earlier, before the run shows the answer, or make `duration` longer"));
    }
}
