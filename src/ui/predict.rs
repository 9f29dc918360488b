//! The questions of a lesson to somebody alone: predict, watch what comes, and then read why.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Model, Motion};
use super::question::Question;
use crate::scenario::Ask;
use crate::time::Span;

/// How much of the run may have gone by and a question still stands: an action takes effect a nanosecond after the instant.
const STANDS: Span = Span(1_000);

/// What was predicted, and what was explained since; scenes by their places in the scenario.
#[derive(Clone, Debug, Default)]
pub struct Predictions {
    given: BTreeMap<usize, usize>,
    explained: BTreeSet<usize>,
}

impl Predictions {
    /// The option that was chosen for the question of a scene.
    pub(super) fn given(&self, scene: usize) -> Option<usize> {
        self.given.get(&scene).copied()
    }
}

/// The question that stands at this instant: open at the beginning of its scene, and explained at its end.
pub(super) fn standing(model: &Model) -> Option<Question<'_>> {
    let (scene, is_told) = match explained_here(model) {
        Some(scene) => (scene, true),
        None => (asked_here(model)?, model.predictions.explained.contains(&asked_here(model)?)),
    };
    let each = &model.scenario.scenes[scene];
    let (ask, say) = (each.ask.as_ref()?, if is_told { "" } else { each.say.as_str() });
    let given = model.predictions.given(scene);
    let waits = model.motion == Motion::Paused;
    Some(Question { scene, say, ask, given, is_told, waits, is_changed: model.is_changed(), class: None })
}

/// The question whose outcome is being watched, and the option that was chosen.
pub(super) fn watched(model: &Model) -> Option<(&Ask, Option<usize>)> {
    let (_, place, scene) = model.scene_at()?;
    let ask = scene.ask.as_ref().filter(|_| model.talk.is_none() && !model.predictions.explained.contains(&place))?;
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
    let (begins, place, scene) = model.scene_at()?;
    (scene.ask.is_some() && model.now().since(begins) <= STANDS).then_some(place)
}

/// The scene whose question is explained here: it ends as the next begins, or with the run.
fn explained_here(model: &Model) -> Option<usize> {
    let now = model.now();
    let here = model.cues.iter().rposition(|cue| cue.at <= now)?;
    let ended = match here.checked_sub(1) {
        Some(before) if now.since(model.cues[here].at) <= STANDS && model.cues[before].at < model.cues[here].at => before,
        _ if now >= model.scenario.end() => here,
        _ => return None,
    };
    let place = model.cues[ended].scene;
    let is_open = model.scenario.scenes[place].ask.is_some() && !model.predictions.explained.contains(&place);
    (is_open && model.talk.is_none()).then_some(place)
}
