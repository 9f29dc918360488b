//! The student's turn: a goal, and the one knob that reaches it. Each turn of the knob makes the run anew, from its start.

use super::layout::Wordage;
use super::model::Model;
use super::paint::wrap;
use super::talk::Beat;
use super::theme::Role;
use super::{touch, words};
use crate::measure::{Counting, Verdict};
use crate::scenario::knob::Knob;
use crate::scenario::text::Text;
use crate::scenario::{Claim, Condition, Operand, Scene, Turn};

/// The word that says that the goal is reached.
const SOLVED: &str = "Solved";

/// The turn of the scene that stands.
fn of(model: &Model) -> Option<&Turn> {
    model.scene().and_then(|(_, scene)| scene.turn.as_ref())
}

/// The turn that is shown, with its scene: to a class in a beat of its own.
pub(super) fn shown(model: &Model) -> Option<(&Scene, &Turn)> {
    let is_shown = model.talk.is_none() || matches!(model.beat(), Some(Beat::Turn(_)));
    let (_, scene) = model.scene().filter(|_| is_shown)?;
    Some((scene, scene.turn.as_ref()?))
}

/// Whether the figures of the whole run are needed.
pub(super) fn counts(model: &Model) -> bool {
    of(model).is_some()
}

/// Turns the knob if it is the student's turn; else makes it one caller or slot more, or fewer.
pub(super) fn twist(model: &mut Model, up: bool) {
    let path = of(model).map(|turn| turn.with.to_string()).unwrap_or_default();
    let Some(knob) = Knob::of(&model.scenario, &path) else { return touch::places(model, if up { 1 } else { -1 }) };
    let to = knob.turned(up);
    if to == knob {
        return touch::tell(model, "the knob goes no further this way");
    }
    touch::set(model, &path, &to.written());
}

/// Whether it is solved, what the goal came to, and how the knob stands.
pub(super) fn words(model: &Model) -> Option<String> {
    let turn = of(model)?;
    let said = |path: &str| words::path(&model.scenario, path);
    let knob = Knob::of(&model.scenario, turn.with.as_str()).map(|knob| format!(" = {knob}")).unwrap_or_default();
    let knob = format!("{}{knob}: ( less, ) more.", said(turn.with.as_str()));
    let Some(measures) = model.study.counting.as_ref().filter(|counting| counting.is_of(&model.scenario)).and_then(Counting::measures)
    else {
        return Some(format!("Working it out. {knob}"));
    };
    let verdict = |that: &Text, condition| Verdict::of(&Claim { say: turn.goal.clone(), that: that.clone(), condition }, measures);
    let is = |that: &Text, condition: Condition| {
        let Verdict { left, right, .. } = verdict(that, condition);
        let show = |value: Option<f64>| value.map_or_else(|| "nothing".to_owned(), |value| condition.left.unit().show(value));
        (format!("{} = {}", said(measured(that)), show(left)), show(right))
    };
    let (what, bound) = is(&turn.that, turn.condition);
    // A bound that is a number stands in the goal already.
    let what = match turn.condition.right {
        Operand::Measure(_) => format!("{what}, against {bound}"),
        Operand::Number(_) => what,
    };
    if !verdict(&turn.that, turn.condition).holds {
        return Some(format!("Not yet: {what}. {knob}"));
    }
    let missing = turn.keeps.iter().find(|keep| !verdict(&keep.that, keep.condition).holds);
    Some(match missing {
        Some(keep) => {
            let (kept, bound) = is(&keep.that, keep.condition);
            format!("Not yet: {what}, but {kept}, and must be {} {bound}. {knob}", keep.condition.op.words())
        }
        None => format!("{SOLVED}: {what}. {knob} {}", turn.why).trim_end().to_owned(),
    })
}

/// What is measured: the left side of a condition.
fn measured(that: &Text) -> &str {
    that.as_str().split([' ', '<', '>', '=', '!']).next().unwrap_or_default()
}

/// The lines of the student's turn: title, caption, goal, and how the knob stands.
pub(super) fn lines(title: &str, say: &str, turn: &Turn, state: &str, cells: u16) -> Vec<(String, Role)> {
    let goal = format!("Goal: {}", turn.goal);
    let role = if state.starts_with(SOLVED) { Role::Answer } else { Role::Text };
    let parts = [(title, Role::Heading), (say, Role::Text), (&goal, Role::Heading), (state, role)];
    parts.into_iter().flat_map(|(words, role)| wrap(words, cells).into_iter().map(move |line| (line, role))).collect()
}

/// How many lines the student's turn takes: with its caption, if it is said here, and with what there is to learn.
pub(super) fn wordage(scene: &Scene, turn: &Turn, is_said: bool, cells: u16) -> Wordage {
    // What differs from run to run takes about as much.
    // A lane's name takes about as much as its id.
    let state = format!("{SOLVED}: {} at most = 30.3 s. {} = 30.0 s: ( less, ) more. {}", measured(&turn.that), turn.with, turn.why);
    let say = if is_said { scene.say.as_str() } else { "" };
    let count = |title, say| u16::try_from(lines(title, say, turn, &state, cells).len()).unwrap_or(u16::MAX);
    Wordage { wanted: count(scene.title.as_str(), say), needed: count("", "") }
}
