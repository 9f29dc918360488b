//! The questions of a lesson to somebody alone: predict, watch what comes, and then read why.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Model, Motion};
use super::question::Question;
use crate::scenario::Ask;
use crate::time::{Span, Time};

/// How much of the run may have gone by and a question still stands: an action takes effect a nanosecond after the instant.
const STANDS: Span = Span(1_000);

/// What was predicted, and what was explained since; scenes by their places in the scenario.
#[derive(Clone, Debug, Default)]
pub struct Predictions {
    given: BTreeMap<usize, usize>,
    explained: BTreeSet<usize>,
    /// Those whose questions are not asked.
    skipped: BTreeSet<usize>,
}

impl Predictions {
    /// The option that was chosen for the question of a scene.
    pub(super) fn given(&self, scene: usize) -> Option<usize> {
        self.given.get(&scene).copied()
    }

    /// Asks nothing in a scene, and doesn't wait there.
    pub(super) fn skip(&mut self, scene: usize) {
        self.skipped.insert(scene);
    }

    /// Whether nothing is asked in a scene.
    pub(super) fn skips(&self, scene: usize) -> bool {
        self.skipped.contains(&scene)
    }
}

/// What is asked in a scene.
pub(super) fn asked(model: &Model, scene: usize) -> Option<&Ask> {
    model.scenario.scenes[scene].ask.as_ref().filter(|_| !model.predictions.skips(scene))
}

/// Whether a scene that began at an instant has just begun.
pub(super) fn has_just_begun(model: &Model, at: Time) -> bool {
    model.now().since(at) <= STANDS
}

/// Whoever goes back to before a question is asked anew, and may predict something else.
pub(super) fn reopen(model: &mut Model, to: Time) {
    for cue in model.cues.iter().filter(|cue| cue.at >= to) {
        model.predictions.explained.remove(&cue.scene);
    }
}

/// The question that stands at this instant: open at the beginning of its scene, and explained at its end.
pub(super) fn standing(model: &Model) -> Option<Question<'_>> {
    let explained = explained_here(model);
    let scene = explained.or_else(|| asked_here(model))?;
    let is_told = explained.is_some() || model.predictions.explained.contains(&scene);
    let (ask, say) = (asked(model, scene)?, model.scenario.scenes[scene].say.as_str());
    let given = model.predictions.given(scene);
    let waits = model.motion == Motion::Paused;
    Some(Question { scene, say, ask, given, is_told, waits, is_changed: model.is_changed(), class: None })
}

/// The question whose outcome is being watched, and the option that was chosen.
pub(super) fn watched(model: &Model) -> Option<(&Ask, Option<usize>)> {
    let (_, place, _) = model.scene_at()?;
    let ask = asked(model, place).filter(|_| model.talk.is_none() && !model.predictions.explained.contains(&place))?;
    Some((ask, model.predictions.given(place)))
}

/// Takes a prediction, if a question stands open that has this option, and plays on.
pub(super) fn predict(model: &mut Model, option: usize) -> bool {
    let open = standing(model).filter(|question| !question.is_told && option < question.ask.options.len());
    let Some(scene) = open.map(|question| question.scene) else { return false };
    model.predictions.given.insert(scene, option);
    model.stuck = None;
    model.motion = Motion::Playing;
    true
}

/// Leaves the explanation that stands, if one does: what the next scene says is read then.
pub(super) fn leave(model: &mut Model) -> bool {
    let explained = explained_here(model);
    model.predictions.explained.extend(explained);
    explained.is_some()
}

/// Whether an explanation stands.
pub(super) fn explains(model: &Model) -> bool {
    explained_here(model).is_some()
}

/// The scene whose question is open here.
fn asked_here(model: &Model) -> Option<usize> {
    let (begins, place, _) = model.scene_at()?;
    (asked(model, place).is_some() && has_just_begun(model, begins)).then_some(place)
}

/// The scene whose question is explained here: it ends as the next begins, or with the run.
fn explained_here(model: &Model) -> Option<usize> {
    let now = model.now();
    let here = model.cues.iter().rposition(|cue| cue.at <= now)?;
    let begun = model.cues[here].at;
    let before = model.cues.iter().rposition(|cue| cue.at < begun).filter(|_| has_just_begun(model, begun));
    let ended = before.or((now >= model.scenario.end()).then_some(here))?;
    let place = model.cues[ended].scene;
    let is_open = asked(model, place).is_some() && !model.predictions.explained.contains(&place);
    (is_open && model.talk.is_none()).then_some(place)
}
