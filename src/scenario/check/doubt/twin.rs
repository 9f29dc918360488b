//! Doubts about lanes that are the same.

use super::look::Look;
use super::{Problem, Problems};
use crate::id::{LaneId, NodeId};

pub fn twins(look: &Look<'_>, problems: &mut Problems) {
    let lanes = &look.scenario.lanes;
    let done: Vec<Vec<Done<'_>>> = look.scenario.lane_ids().map(|(id, _)| done(look, id)).collect();
    for (place, section) in (0..lanes.len()).zip(look.file.list("lane")) {
        let same = |other: &usize| {
            let (one, other) = (place, *other);
            lanes[one].sender == lanes[other].sender && lanes[one].nodes == lanes[other].nodes && done[one] == done[other]
        };
        let Some(other) = (0..place).find(same) else { continue };
        let title = format!("this lane does the same as \"{}\"", lanes[other].name);
        let why = "all lanes get the same messages and the same luck: every figure of these two is equal";
        let problem = Problem::warning(section.place("name"), title, "all nodes and settings are equal", why);
        problems.add(problem.help("change what this lane is to show, or remove it"));
    }
}

/// What is done to a node: by a fault of this number, to its link or not, or to a setting by a change or a turn.
#[derive(PartialEq)]
enum Done<'a> {
    Fault(usize, NodeId, bool),
    Change(usize, NodeId),
    Turned(NodeId, &'a str),
}

/// All that is done to a lane.
fn done<'a>(look: &Look<'a>, lane: LaneId) -> Vec<Done<'a>> {
    let mut all = Vec::new();
    for (number, fault) in look.scenario.faults.iter().enumerate() {
        let targets = fault.targets.iter().filter(|target| target.lane == lane);
        all.extend(targets.map(|target| Done::Fault(number, target.node, target.link)));
    }
    for (number, change) in look.scenario.changes.iter().enumerate() {
        all.extend(change.targets.iter().filter(|(own, _)| *own == lane).map(|(_, node)| Done::Change(number, *node)));
    }
    all.extend(look.turned_settings(lane).map(|(node, key)| Done::Turned(node, key)));
    all
}
