//! Finds what the words after `on` hit: a role in every lane, a node, or a node of one lane.

use super::node::Sort;
use super::{Problem, Problems, Quote, Text};
use crate::id::{LaneId, NodeId};
use crate::scenario::near::{listed, near};
use crate::scenario::{Focus, Lane, Part, Target};

/// The words that name a role in every lane.
const ROLES: [&str; 4] = ["sender", "receiver", "broker", "network"];
/// What is done to the targets of faults.
const HIT: &str = "a fault can hit";

/// All that the words of a fault hit; of each node its link where `on_links`. `known` says whether the names of all nodes are.
pub fn targets(on: &Quote, on_links: bool, lanes: &[Lane], known: bool, problems: &mut Problems) -> Vec<Target> {
    let hit = hits(on, on_links, lanes);
    // A role that nobody plays may be the doing of another problem.
    if hit.is_empty() && known && !lanes.is_empty() && (problems.errors() == 0 || !ROLES.contains(&on.text.as_str())) {
        problems.add(nothing_hit(on, lanes, HIT));
    }
    hit
}

/// All that the words after `focus` mean: a lane, or what a fault may hit.
pub fn focus(on: &Quote, lanes: &[Lane], known: bool, problems: &mut Problems) -> Vec<Focus> {
    let focus: Vec<Focus> = hits(on, false, lanes).into_iter().map(|hit| Focus { lane: hit.lane, node: Some(hit.node) }).collect();
    let lane = (0..).map(LaneId).zip(lanes).find(|(_, lane)| lane.id == on.text);
    match lane {
        _ if !focus.is_empty() => focus,
        Some((lane, _)) => vec![Focus { lane, node: None }],
        None => {
            if known && !lanes.is_empty() {
                problems.add(nothing_hit(on, lanes, "one can look at"));
            }
            Vec::new()
        }
    }
}

/// All that the words name; of each node its link where `on_links`.
fn hits(on: &Quote, on_links: bool, lanes: &[Lane]) -> Vec<Target> {
    let mut hit = Vec::new();
    for (id, lane) in (0..).map(LaneId).zip(lanes) {
        for node in named(&on.text, lane) {
            hit.extend(of_node(lane, id, node, on_links || on.text == "network"));
        }
    }
    hit
}

/// The nodes of a lane that the words name.
fn named(wanted: &str, lane: &Lane) -> Vec<NodeId> {
    let of =
        |hits: &dyn Fn(Sort) -> bool| lane.node_ids().filter(|(_, node)| hits(Sort::of(&node.part))).map(|(id, _)| id).collect::<Vec<_>>();
    match wanted {
        "sender" => of(&|sort| sort == Sort::Sender),
        "network" => of(&|sort| sort != Sort::Sender),
        "broker" => of(&|sort| matches!(sort, Sort::Queue | Sort::Topic | Sort::Workflow)),
        // While names are still wrong a lane may have no sender at all.
        "receiver" if of(&|sort| sort == Sort::Sender).is_empty() => Vec::new(),
        "receiver" => lane.first_receivers(),
        _ => {
            let name = match wanted.split_once('.') {
                Some((id, name)) if id == lane.id => name,
                Some(_) => return Vec::new(),
                None => wanted,
            };
            lane.node_ids().filter(|(_, node)| node.id == *name).map(|(id, _)| id).collect()
        }
    }
}

/// A node, or the link into it. Nothing leads into a sender, so there it is the links out of it.
fn of_node(lane: &Lane, id: LaneId, node: NodeId, link: bool) -> Vec<Target> {
    match &lane.node(node).part {
        Part::Sender(sender) if link => {
            let ways = sender.to.iter().enumerate().filter(|(place, to)| !sender.to[..*place].contains(to));
            ways.map(|(_, to)| Target { lane: id, node: *to, link }).collect()
        }
        _ => vec![Target { lane: id, node, link }],
    }
}

/// The words name nothing that `can`: be hit by a fault, or be looked at.
fn nothing_hit(on: &Quote, lanes: &[Lane], can: &str) -> Problem {
    let shown = Text::name(&on.text);
    if ROLES.contains(&on.text.as_str()) {
        let problem = Problem::new(on.place, format!("no lane has a {shown}"), "this would hit nothing");
        return problem.help("a receiver is a service or a worker, a broker a queue, a topic or a workflow");
    }
    if let Some((lane_id, node_id)) = on.text.split_once('.') {
        return not_in_lane(on, lane_id, node_id, lanes, can);
    }
    let nodes = || lanes.iter().flat_map(|lane| &lane.nodes).map(|node| node.id.as_str());
    let ids = lanes.iter().map(|lane| lane.id.as_str()).filter(|_| can != HIT);
    let right = near(&on.text, ROLES.into_iter().chain(nodes()).chain(ids));
    let label = right.map_or_else(|| "no role and no node of any lane".to_owned(), |right| format!("did you mean \"{right}\"?"));
    let problem = Problem::new(on.place, format!("`{shown}` is nothing that {can}"), label);
    let lane = if can == HIT { "" } else { ", or a lane's id alone" };
    problem.help(format!(
        "write a role (sender, receiver, broker or network), a node's name, or the lane's id, a dot and the node's name{lane}"
    ))
}

/// The words name no lane, or a lane that has no such node.
fn not_in_lane(on: &Quote, lane_id: &str, node_id: &str, lanes: &[Lane], can: &str) -> Problem {
    let shown = Text::name(&on.text);
    let title = format!("`{shown}` is nothing that {can}");
    let Some(lane) = lanes.iter().find(|lane| lane.id == lane_id) else {
        let ids = || lanes.iter().map(|lane| lane.id.as_str());
        let label = near(lane_id, ids()).map_or_else(|| "no lane has this id".to_owned(), |right| format!("did you mean `{right}`?"));
        let problem = Problem::new(on.part(0..lane_id.len()), title, label);
        return problem.help(format!("the lanes are {}", listed(ids())));
    };
    let nodes = || lane.nodes.iter().map(|node| node.id.as_str());
    let label =
        near(node_id, nodes()).map_or_else(|| "no node of this lane has this name".to_owned(), |right| format!("did you mean `{right}`?"));
    let problem = Problem::new(on.part(lane_id.len() + 1..on.text.len()), title, label);
    problem.help(format!("the nodes of `{lane_id}` are {}", listed(nodes())))
}
