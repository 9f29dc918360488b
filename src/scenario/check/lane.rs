//! Checks the lanes: names, ids, parts, and where its sender's messages go.

use std::collections::BTreeMap;

use super::lead::{Draft, node_id};
use super::node::{Defaults, Sort};
use super::{Problem, Problems, Section, Text, circle, limit, name, path, prose};
use crate::id::NodeId;
use crate::scenario::lane::id_of;
use crate::scenario::measure::LatencyKey;
use crate::scenario::{Kind, Lane};

/// Names that mean something else where a node may be named.
const TAKEN: [&str; 4] = ["sender", "receiver", "broker", "network"];

/// All lanes of the file.
pub fn lanes(file: &Section, kinds: &[Kind], problems: &mut Problems) -> Vec<Lane> {
    let defaults = Defaults::of(file, kinds);
    let sections = file.list("lane");
    if file.has("lane") && sections.is_empty() && problems.errors() == 0 {
        problems.add(Problem::new(file.place("lane"), "there is no lane", "write at least one [[lane]]"));
    }
    if let Some(extra) = sections.get(limit::LANES) {
        let title = format!("there are {} lanes", sections.len());
        problems.add(Problem::new(extra.place, title, format!("the limit is {} lanes", limit::LANES)));
    }
    let mut ids = BTreeMap::new();
    let mut lanes = Vec::new();
    for section in sections.iter().take(limit::LANES) {
        let lane = lane(section, &defaults, problems);
        let place = section.place("name");
        if section.text("name").is_some() && lane.id.is_empty() {
            let problem = Problem::new(place, "this name has no letter and no digit", "the id of the lane would be empty");
            problems.add(problem.help("write a name such as \"Synchronous\""));
        } else if let (Some(first), true) = (ids.insert(lane.id.clone(), lane.name.clone()), section.has("name")) {
            let title = format!("two lanes have the id `{}`", lane.id);
            let label = format!("the lane \"{first}\" has this id already");
            problems.add(Problem::new(place, title, label).help("give each lane a name of its own"));
        }
        lanes.push(lane);
    }
    lanes
}

fn lane(section: &Section, defaults: &Defaults, problems: &mut Problems) -> Lane {
    let before = problems.errors();
    let name = section.text("name").map(name).unwrap_or_default();
    let mut drafts = drafts(section);
    names(&drafts, problems);
    if let Some(extra) = drafts.get(limit::NODES) {
        let title = format!("this lane has {} nodes", drafts.len());
        problems.add(Problem::new(extra.place, title, format!("the limit is {} nodes a lane", limit::NODES)));
        drafts.truncate(limit::NODES);
    }
    let nodes = drafts.iter().map(|draft| draft.node(&drafts, defaults, problems)).collect();
    let sender = drafts.iter().position(|draft| draft.sort == Sort::Sender).map_or(NodeId(0), node_id);
    let text = |key| section.text(key).map(prose).unwrap_or_default();
    let (services, when) = (text("services"), text("use"));
    let (code, handler) = (section.word("code"), section.word("handler"));
    let mut lane = Lane { id: id_of(name.as_str()), name, services, when, code, handler, nodes, sender };
    // With a name that is wrong or leads nowhere, what is reached can't be said.
    if problems.errors() == before && section.is_sound() && section.table("sender").is_some() {
        circle::circles(&lane, &drafts, problems);
        path::walk(&mut lane, &drafts, problems);
    }
    lane
}

/// The nodes as the file gives them, in its order.
pub fn drafts(section: &Section) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    if let Some(sender) = section.table("sender") {
        drafts.push(Draft { sort: Sort::Sender, name: "sender", place: section.key_place("sender"), section: sender });
    }
    for sort in Sort::NAMED {
        for (name, node) in section.named(sort.word()).unwrap_or_default() {
            drafts.push(Draft { sort, name: &name.text, place: name.place, section: node });
        }
    }
    drafts.sort_by_key(|draft| draft.place.start);
    drafts
}

/// Whether a word can be a name: letters, digits, dashes and underscores.
pub fn is_legal(name: &str) -> bool {
    let legal = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    !name.is_empty() && name.chars().all(legal) && Text::name(name).as_str() == name
}

/// Refuses names that can't be told apart, or that mean something else in claims and faults.
fn names(drafts: &[Draft<'_>], problems: &mut Problems) {
    let mut seen = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.sort != Sort::Sender) {
        let shown = Text::name(draft.name);
        if !is_legal(draft.name) {
            let problem =
                Problem::new(draft.place, format!("`{shown}` can't be the name of a node"), "names have letters, digits, - and _ alone");
            problems.add(problem.help("write a short name such as orders or inbox-dlq"));
        } else if TAKEN.contains(&draft.name) || LatencyKey::of(draft.name).is_some() {
            let label = "this word means something else in faults and claims";
            problems.add(Problem::new(draft.place, format!("`{shown}` can't be the name of a node"), label).help("choose another name"));
        }
        if let Some(first) = seen.insert(draft.name, draft.sort) {
            let label = format!("the lane has {} of this name already", first.one());
            let problem = Problem::new(draft.place, format!("two nodes of this lane are called `{shown}`"), label);
            problems.add(problem.help("give each node of a lane a name of its own"));
        }
    }
}
