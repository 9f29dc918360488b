//! Checks the faults: when, what, how much, and which nodes they hit.

use super::{Problem, Problems, Quote, Section, Text, written};
use crate::scenario::near::{listed, near};
use crate::scenario::written::Amount;
use crate::scenario::{Fault, FaultKind, Lane, Node, Part, Target};
use crate::time::{Span, Time};

/// The words that name a role in every lane.
const ROLES: [&str; 4] = ["sender", "receiver", "broker", "network"];

/// One fault; nothing if a problem was noted or a needed key is missing. `known` says whether the names of all nodes are.
pub fn fault(section: &Section, lanes: &[Lane], known: bool, duration: Span, problems: &mut Problems) -> Option<Fault> {
    let (at, lasts) = (section.time("at"), section.time("for"));
    let kind = kind(section, problems);
    let on = section.text("on");
    let targets = on.map(|on| targets(on, lanes, known, problems)).unwrap_or_default();
    if let (Some(on), Some(kind)) = (on, kind) {
        suits(kind, on, &targets, lanes, problems);
    }
    let at = at?;
    if at >= duration {
        let label = format!("the run ends at {}", written(duration));
        let problem = Problem::new(section.place("at"), "this fault begins after the end of the run", label);
        problems.add(problem.help("let it begin earlier, or make `duration` longer"));
    }
    let at = Time::START + at;
    let end = Time::START + duration;
    let until = lasts.map_or(end, |lasts| at + lasts);
    Some(Fault { at, until, kind: kind?, on: Text::name(&on?.text), targets })
}

/// The kind with its amount.
fn kind(section: &Section, problems: &mut Problems) -> Option<FaultKind> {
    let word = section.word("kind");
    let amount = section.amount("amount").copied();
    let word = word?;
    let needs = match word {
        "slow" => "how many times as long work takes: write, for example, amount = \"10x\"",
        "errors" => "the share that fails: write, for example, amount = \"20%\"",
        _ => {
            if section.has("amount") {
                let label = format!("a fault of the kind {word} has no amount");
                problems.add(Problem::new(section.key_place("amount"), "this `amount` means nothing", label).help("remove it"));
            }
            return Some(if word == "hang" { FaultKind::Hang } else { FaultKind::Outage });
        }
    };
    if !section.has("amount") {
        let problem = Problem::new(section.place("kind"), format!("a fault of the kind {word} needs an `amount`"), "`amount` is missing");
        problems.add(problem.help(format!("`amount` is {needs}")));
        return None;
    }
    let kind = match (word, amount?) {
        ("slow", Amount::Factor(factor) | Amount::Bare(factor)) if factor > 0.0 && factor <= MOST => Some(FaultKind::Slow(factor)),
        ("errors", Amount::Share(share) | Amount::Bare(share)) if share <= 1.0 => Some(FaultKind::Errors(share)),
        _ => None,
    };
    if kind.is_none() {
        let label = if word == "slow" { format!("a factor above 0, up to {MOST}") } else { "a share from 0 to 1".to_owned() };
        let title = format!("this `amount` doesn't fit the kind {word}");
        problems.add(Problem::new(section.place("amount"), title, format!("expected {label}")).help(format!("`amount` is {needs}")));
    }
    kind
}

/// The largest factor of `slow`.
const MOST: f64 = 1e6;

/// All that the words after `on` hit.
fn targets(on: &Quote, lanes: &[Lane], known: bool, problems: &mut Problems) -> Vec<Target> {
    let wanted = on.text.as_str();
    let hit: Vec<Target> = if ROLES.contains(&wanted) {
        every(lanes, wanted == "network", |lane, node| plays(wanted, lane, node))
    } else if let Some((lane_id, node_id)) = wanted.split_once('.') {
        every(lanes, false, |lane, node| lane.id == lane_id && node.id == *node_id)
    } else {
        every(lanes, false, |_, node| node.id == *wanted)
    };
    // A role that nobody plays may be the doing of another problem.
    if hit.is_empty() && known && !lanes.is_empty() && (problems.is_empty() || !ROLES.contains(&wanted)) {
        problems.add(nothing_hit(on, lanes));
    }
    hit
}

fn every(lanes: &[Lane], link: bool, hits: impl Fn(&Lane, &Node) -> bool) -> Vec<Target> {
    let all = (0..)
        .map(crate::id::LaneId)
        .zip(lanes)
        .flat_map(|(id, lane)| lane.node_ids().map(move |(node_id, node)| (id, lane, node_id, node)));
    all.filter(|(_, lane, _, node)| hits(lane, node)).map(|(lane, _, node, _)| Target { lane, node, link }).collect()
}

/// Whether a node has a role in its lane.
fn plays(role: &str, lane: &Lane, node: &Node) -> bool {
    // While names are still wrong a lane may have no sender at all.
    let first = match lane.nodes.get(lane.sender.index()).map(|node| &node.part) {
        Some(Part::Sender(sender)) => Some(sender.to),
        _ => None,
    };
    match (&node.part, role) {
        (Part::Sender(_), _) => role == "sender",
        (Part::Service(_), "receiver") | (Part::Queue(_), "broker") => true,
        (Part::Worker(worker), "receiver") => Some(worker.polls) == first,
        (_, role) => role == "network",
    }
}

fn nothing_hit(on: &Quote, lanes: &[Lane]) -> Problem {
    let shown = Text::name(&on.text);
    if ROLES.contains(&on.text.as_str()) {
        let problem = Problem::new(on.place, format!("no lane has a {shown}"), "this would hit nothing");
        return problem.help("a receiver is a service or a worker, a broker a queue");
    }
    if let Some((lane_id, node_id)) = on.text.split_once('.') {
        return not_in_lane(on, lane_id, node_id, lanes);
    }
    let nodes = || lanes.iter().flat_map(|lane| &lane.nodes).map(|node| node.id.as_str());
    let right = near(&on.text, ROLES.into_iter().chain(nodes()));
    let label = right.map_or_else(|| "no role and no node of any lane".to_owned(), |right| format!("did you mean \"{right}\"?"));
    let problem = Problem::new(on.place, format!("`{shown}` is nothing that a fault can hit"), label);
    problem.help("write a role (sender, receiver, broker or network), a node's name, or the lane's id, a dot and the node's name")
}

/// The words name no lane, or a lane that has no such node.
fn not_in_lane(on: &Quote, lane_id: &str, node_id: &str, lanes: &[Lane]) -> Problem {
    let shown = Text::name(&on.text);
    let title = format!("`{shown}` is nothing that a fault can hit");
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

/// Refuses what makes no sense: who does no work can't do it slowly.
fn suits(kind: FaultKind, on: &Quote, targets: &[Target], lanes: &[Lane], problems: &mut Problems) {
    let of_work = matches!(kind, FaultKind::Slow(_) | FaultKind::Errors(_));
    let misfit = targets.iter().filter(|_| of_work).find_map(|target| {
        let part = &lanes[target.lane.index()].node(target.node).part;
        match (part, kind) {
            // On a link, slow stretches the latency and errors loses a share of what crosses.
            _ if target.link => None,
            (Part::Sender(_), _) => Some("a sender"),
            (Part::Queue(_), FaultKind::Slow(_)) => Some("a queue"),
            _ => None,
        }
    });
    let Some(misfit) = misfit else { return };
    let title = format!("a fault of the kind {} can't hit {misfit}", kind.word());
    let problem = Problem::new(on.place, title, format!("{misfit} does no work on messages"));
    problems.add(problem.help("hit a receiver, or choose the kind outage or hang"));
}
