//! What the user does to the run: breaks it and mends it, changes load and places, and takes steps back. Each step is read and
//! checked as an entry of the scenario file, and the future is simulated anew.

use std::sync::Arc;

use super::Effect;
use super::action::{Action, Log, entries};
use super::key::{Code, Key};
use super::keymap::{self, Command};
use super::model::{Model, Motion, NOTICE, Overlay};
use super::talk;
use super::update::{heading, seek};
use crate::id::{LaneId, NodeId};
use crate::scenario::{Demand, Lane, Part, Scenario, expected_events, limit};
use crate::scene::NodeScene;
use crate::tape::{Tape, cues};
use crate::time::{Span, Time};

/// The faults that can be put in, each with how much of it.
pub(super) const FAULTS: [(&str, Option<&str>); 10] = [
    ("outage", None),
    ("hang", None),
    ("slow", Some("10x")),
    ("errors", Some("20%")),
    ("throttle", Some("5/s")),
    ("loss", Some("20%")),
    ("delay", Some("2s")),
    ("duplicate", Some("20%")),
    ("crash", None),
    ("partition", None),
];

/// What a fault or a change is for: a role in every lane, or the name of the node that is selected, if others have its role, too.
pub(super) fn target(model: &Model) -> String {
    let Some((lane, node)) = model.selected else { return "receiver".to_owned() };
    let lane = model.scenario.lane(lane);
    match lane.node(node).part {
        Part::Sender(_) => "sender".to_owned(),
        _ if lane.first_receivers() == [node] => "receiver".to_owned(),
        _ => lane.node(node).id.to_string(),
    }
}

/// The nodes of a lane that a target names.
fn targets(lane: &Lane, target: &str) -> Vec<NodeId> {
    match target {
        "sender" => vec![lane.sender],
        "receiver" => lane.first_receivers(),
        name => lane.node_ids().filter(|(_, node)| node.id == *name).map(|(id, _)| id).collect(),
    }
}

/// The names of the nodes that the target names, each once.
pub(super) fn hit(model: &Model) -> Vec<String> {
    let target = target(model);
    let of = |lane: &Lane| targets(lane, &target).into_iter().map(|node| lane.node(node).id.to_string()).collect::<Vec<_>>();
    let mut names: Vec<String> = model.scenario.lanes.iter().flat_map(of).collect();
    names.sort();
    names.dedup();
    names
}

/// Ends the faults that go on, or shows what can be put in.
pub(super) fn break_or_mend(model: &mut Model) {
    let now = heading(model);
    let on = |action: &Action| matches!(action, Action::Fault { at, until: None, .. } if *at <= now);
    if !model.log.actions.iter().any(on) {
        model.overlay = Overlay::Faults { chosen: 0 };
        return;
    }
    let from = now + Span(1);
    let mut actions = model.log.actions.clone();
    let mut ended = Vec::new();
    for action in actions.iter_mut().filter(|action| on(action)) {
        if let Action::Fault { until, kind, .. } = action {
            *until = Some(from);
            ended.push(*kind);
        }
    }
    step(model, actions, from, format!("the {} is over", ended.join(" and the ")));
}

/// A key while the faults are shown.
pub(super) fn choose(model: &mut Model, chosen: usize, key: Key) -> Effect {
    let last = FAULTS.len() - 1;
    let chosen = match key.code {
        Code::Up => chosen.checked_sub(1).unwrap_or(last),
        Code::Down => {
            if chosen == last {
                0
            } else {
                chosen + 1
            }
        }
        Code::Enter | Code::Char(' ') => return put_in(model, chosen),
        // The tenth has the digit 0.
        Code::Char(digit @ '0'..='9') => return put_in(model, (digit as usize + last - '0' as usize) % FAULTS.len()),
        _ => {
            let quits = keymap::command(key) == Some(Command::Quit);
            model.overlay = Overlay::None;
            return if quits { Effect::Quit } else { Effect::None };
        }
    };
    model.overlay = Overlay::Faults { chosen };
    Effect::None
}

fn put_in(model: &mut Model, chosen: usize) -> Effect {
    model.overlay = Overlay::None;
    let (kind, amount) = FAULTS[chosen];
    let at = heading(model) + Span(1);
    let on = if matches!(kind, "loss" | "partition" | "delay" | "duplicate") && model.selected.is_none() {
        "network".to_owned()
    } else {
        target(model)
    };
    let words = format!("{kind} on {on}; f ends it, u undoes it");
    let action = Action::Fault { at, until: None, kind, on, amount };
    add(model, vec![action], at, words);
    Effect::None
}

/// So many times as much load from now on.
pub(super) fn load(model: &mut Model, factor: f64) {
    let now = heading(model);
    let Demand::Rate { phases, .. } = &model.scenario.load.demand else {
        return tell(model, "this load has no rate that could change");
    };
    let rate = phases.iter().rfind(|phase| phase.at <= now).map_or(0.0, |phase| phase.rate);
    let rate = if rate > 0.0 { rate * factor } else { 1.0 };
    let at = now + Span(1);
    let action = Action::Change { at, set: "load.rate".to_owned(), to: format!("\"{rate}/s\"") };
    let until = phases.iter().map(|phase| phase.at).filter(|begins| *begins > at).min();
    let until = until.map(|until| format!(" until {until:.0}, when the file sets another")).unwrap_or_default();
    let rate = format!("{rate:.3}");
    let rate = rate.trim_end_matches('0').trim_end_matches('.');
    add(model, vec![action], at, format!("load {rate}/s{until}"));
}

/// Takes back all that was done to the run.
pub(super) fn as_it_was(model: &mut Model) {
    if !model.is_changed() {
        return;
    }
    model.log = Log::default();
    let first = std::mem::take(&mut model.turned).into_iter().next();
    turn_back(model, first);
}

/// Sets what was set before a turn of the knob, if there was one, and makes the run anew.
fn turn_back(model: &mut Model, before: Option<Vec<String>>) {
    if let (Some(original), Some(before)) = (&mut model.original, before) {
        original.sets = before;
    }
    if let Err(why) = made(model).map(|(scenario, tape)| hold(model, scenario, tape)) {
        tell(model, &why);
    }
}

/// The scenario with what was done to it, and its run.
fn made(model: &Model) -> Result<(Arc<Scenario>, Tape), String> {
    let scenario = Arc::new(changed(model, &model.log.actions)?);
    let tape = Tape::new(&scenario).map_err(|halt| halt.to_string())?;
    Ok((scenario, tape))
}

/// Puts another run in the place of the one that is shown, at the same instant.
fn hold(model: &mut Model, scenario: Arc<Scenario>, tape: Tape) {
    let to = heading(model);
    model.cues = cues(&scenario);
    (model.tape, model.scenario, model.stuck) = (tape, scenario, None);
    talk::renew(model);
    model.study.journal = None;
    seek(model, to, false);
}

/// Sets something in the whole run, from its start; the instant stays.
pub(super) fn set(model: &mut Model, path: &str, value: &str) {
    let Some(original) = &mut model.original else { return tell(model, "this run can't be changed") };
    let before = original.sets.clone();
    original.sets.retain(|set| set.split('=').next() != Some(path));
    original.sets.push(format!("{path}={value}"));
    match made(model) {
        Ok((scenario, tape)) => {
            model.turned.push(before);
            hold(model, scenario, tape);
        }
        Err(why) => {
            if let Some(original) = &mut model.original {
                original.sets = before;
            }
            tell(model, &why);
        }
    }
}

/// So many callers or slots more, in every lane that has what is selected; never fewer than one.
pub(super) fn places(model: &mut Model, more: i64) {
    let at = heading(model) + Span(1);
    let target = target(model);
    let mut actions = Vec::new();
    let mut words = Vec::new();
    for (id, lane) in model.scenario.lane_ids() {
        for node in targets(lane, &target) {
            let (key, count) = match &model.scene_of(id).nodes[node.index()] {
                NodeScene::Sender(sender) => ("callers", sender.count),
                NodeScene::Receiver(receiver) => ("concurrency", receiver.count),
                NodeScene::Queue(_) | NodeScene::Topic(_) | NodeScene::Workflow(_) => continue,
            };
            let count = i64::from(count).saturating_add(more).max(1);
            let name = &lane.node(node).id;
            words.push(format!("{name}: {key} {count} in {}", lane.name));
            actions.push(Action::Change { at, set: format!("{}.{name}.{key}", lane.id), to: count.to_string() });
        }
    }
    if actions.is_empty() {
        return tell(model, "a queue has no callers and no slots: select a sender or a receiver");
    }
    add(model, actions, at, words.join("; "));
}

/// Takes the last step back.
pub(super) fn undo(model: &mut Model) {
    match model.log.undo() {
        Some(from) => again(model, from, "undone"),
        None => match model.turned.pop() {
            Some(before) => {
                turn_back(model, Some(before));
                tell(model, "the knob is turned back");
            }
            None => tell(model, "there is nothing to undo"),
        },
    }
}

/// Takes a step again that was taken back.
pub(super) fn redo(model: &mut Model) {
    match model.log.redo() {
        Some(from) => again(model, from, "done again"),
        None => tell(model, "there is nothing to redo"),
    }
}

/// Does to another run all that was done to the one in whose place it is. What no longer fits is forgotten.
pub(super) fn do_again(model: &mut Model) {
    let Some(from) = model.log.actions.iter().map(Action::at).min() else { return };
    let actions = model.log.actions.clone();
    match changed(model, &actions) {
        Ok(scenario) => adopt(model, scenario, from),
        Err(_) => {
            model.log = Log::default();
            tell(model, "what you did to the run no longer fits the file, and is forgotten");
        }
    }
}

/// Selects the next node, or the one before; beyond the last, nothing.
pub(super) fn select(model: &mut Model, next: bool) {
    let all: Vec<(LaneId, NodeId)> =
        model.scenario.lane_ids().flat_map(|(lane, plan)| plan.node_ids().map(move |(node, _)| (lane, node))).collect();
    let place = model.selected.and_then(|selected| all.iter().position(|each| *each == selected));
    model.selected = match (place, next) {
        (None, true) => all.first().copied(),
        (None, false) => all.last().copied(),
        (Some(place), true) => all.get(place + 1).copied(),
        (Some(place), false) => place.checked_sub(1).map(|place| all[place]),
    };
}

pub(super) fn tell(model: &mut Model, words: &str) {
    model.said = Some((words.to_owned(), NOTICE));
}

/// Does something more, from an instant on.
fn add(model: &mut Model, more: Vec<Action>, from: Time, words: String) {
    let mut actions = model.log.actions.clone();
    actions.extend(more);
    step(model, actions, from, words);
}

/// Takes a step, if a scenario file could say it.
fn step(model: &mut Model, actions: Vec<Action>, from: Time, words: String) {
    if from > model.scenario.end() {
        return tell(model, "the run is over: go back first");
    }
    match changed(model, &actions) {
        Ok(scenario) => {
            model.log.step(actions, from);
            adopt(model, scenario, from);
            model.said = Some((words, NOTICE));
        }
        Err(why) => tell(model, &why),
    }
}

/// Goes on with the steps that are left.
fn again(model: &mut Model, from: Time, words: &str) {
    let actions = model.log.actions.clone();
    match changed(model, &actions) {
        Ok(scenario) => adopt(model, scenario, from),
        Err(why) => return tell(model, &why),
    }
    tell(model, words);
}

/// The scenario with what was done to it, or why that can't be.
fn changed(model: &Model, actions: &[Action]) -> Result<Scenario, String> {
    let original = model.original.as_ref().ok_or("this run can't be changed")?;
    let checked = original
        .with(&entries(actions))
        .map_err(|problems| problems.list().first().map_or_else(String::new, |problem| format!("{}: {}", problem.title, problem.label)))?;
    if expected_events(&checked.scenario) > limit::EVENTS_SCREEN {
        return Err("that would be more events than the screen takes".to_owned());
    }
    Ok(checked.scenario)
}

/// Goes on with another scenario, which says the same of all before an instant.
fn adopt(model: &mut Model, scenario: Scenario, from: Time) {
    let then_play = matches!(model.motion, Motion::Playing | Motion::Seeking { then_play: true, .. });
    // What begins a nanosecond from now is to be seen now.
    let to = heading(model).max(from);
    let scenario = Arc::new(scenario);
    model.cues = cues(&scenario);
    model.tape.replace(&scenario, from);
    model.scenario = scenario;
    model.stuck = None;
    talk::renew(model);
    seek(model, to, then_play);
}
