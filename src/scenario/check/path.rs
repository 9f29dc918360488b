//! Walks a lane from its sender: numbers its receivers, and finds what no message ever reaches.

use super::lead::{Draft, node_id};
use super::node::Sort;
use super::{Problem, Problems};
use crate::id::NodeId;
use crate::scenario::{Lane, Part};

/// Gives each node its hop. All names in the lane lead somewhere already.
pub fn walk(lane: &mut Lane, drafts: &[Draft<'_>], problems: &mut Problems) {
    dead_letter_circles(lane, drafts, problems);
    let mut walk = Walk { lane, reached: vec![false; lane.nodes.len()], order: Vec::new() };
    walk.from(lane.sender);
    unpolled(&walk, drafts, problems);
    walk.dead_letters();
    unreached(walk.clone(), drafts, problems);
    let hops = hops(&walk);
    for (node, hop) in lane.nodes.iter_mut().zip(hops) {
        node.hop = hop;
    }
}

#[derive(Clone)]
struct Walk<'a> {
    lane: &'a Lane,
    /// Whether each node was reached.
    reached: Vec<bool>,
    /// Those that were, in the order in which they were.
    order: Vec<NodeId>,
}

impl Walk<'_> {
    /// A node and all that its messages come to, each way to its end before the next.
    fn from(&mut self, node: NodeId) {
        if !std::mem::replace(&mut self.reached[node.index()], true) {
            self.order.push(node);
            self.lane.ways(node).into_iter().for_each(|next| self.from(next));
        }
    }

    /// The dead-letter queues of all that was reached, with what they lead to, and so on.
    fn dead_letters(&mut self) {
        let mut place = 0;
        while let Some(node) = self.order.get(place).copied() {
            self.lane.dead_letters(node).into_iter().for_each(|queue| self.from(queue));
            place += 1;
        }
    }
}

/// The hop of each node: services and workers in the order in which they are met, brokers as the first receiver behind them.
fn hops(walk: &Walk<'_>) -> Vec<u8> {
    let lane = walk.lane;
    let mut hops = vec![0; lane.nodes.len()];
    let mut next = 1;
    let mut number = |hops: &mut Vec<u8>, node: NodeId| {
        hops[node.index()] = next;
        next += 1;
    };
    let works = |node: &&NodeId| matches!(lane.node(**node).part, Part::Service(_) | Part::Worker(_));
    walk.order.iter().filter(works).for_each(|node| number(&mut hops, *node));
    for node in walk.order.iter().filter(|node| !works(node) && **node != lane.sender) {
        match lane.receivers_behind(*node).first() {
            Some(first) => hops[node.index()] = hops[first.index()],
            // What nobody works on has a number of its own, after all that do work.
            None => number(&mut hops, *node),
        }
    }
    hops
}

/// Queues that get messages in the usual way should be polled, or push.
fn unpolled(walk: &Walk<'_>, drafts: &[Draft<'_>], problems: &mut Problems) {
    for node in &walk.order {
        let draft = &drafts[node.index()];
        if draft.sort == Sort::Queue && walk.lane.ways(*node).is_empty() {
            let why = "no message that goes there is ever worked on";
            let problem = Problem::warning(draft.place, format!("nobody polls `{}`", draft.name), "its messages wait for ever", why);
            problems.add(problem.help(format!("add a [lane.worker.NAME] with polls = \"{}\"", draft.name)));
        }
    }
}

/// A queue whose dead letters come back to it by dead-letter queues alone.
fn dead_letter_circles(lane: &Lane, drafts: &[Draft<'_>], problems: &mut Problems) {
    let mut done = vec![false; lane.nodes.len()];
    for (start, _) in lane.node_ids() {
        let mut way = Vec::new();
        let mut next = Some(start);
        while let Some(queue) = next.filter(|queue| !done[queue.index()] && matches!(lane.node(*queue).part, Part::Queue(_))) {
            done[queue.index()] = true;
            way.push(queue);
            next = lane.dead_letters(queue).first().copied();
        }
        if let (Some(again), Some(last)) = (next, way.last())
            && way.contains(&again)
        {
            let place = drafts[last.index()].section.place("dead_letter");
            let problem =
                Problem::new(place, "these dead-letter queues go round in a circle", "messages have come from this queue already");
            problems.add(problem.help("let the last queue have no `dead_letter`"));
        }
    }
}

/// Names the nodes that no message reaches; of those that lead to each other only the first.
fn unreached(mut walk: Walk<'_>, drafts: &[Draft<'_>], problems: &mut Problems) {
    let lane = walk.lane;
    let all = || (0..lane.nodes.len()).map(node_id);
    let led_to =
        |node: NodeId| all().any(|from| from != node && lane.ways(from).contains(&node) || lane.dead_letters(from).contains(&node));
    let mut first: Vec<NodeId> = all().filter(|node| !led_to(*node)).collect();
    // What is left after these goes round in a circle.
    first.extend(all());
    for node in first {
        if walk.reached[node.index()] {
            continue;
        }
        let draft = &drafts[node.index()];
        let (label, help) = match draft.sort {
            Sort::Queue | Sort::Topic => {
                (format!("nobody sends to this {}", draft.sort.word()), format!("write sends = \"{}\" in [lane.sender]", draft.name))
            }
            Sort::Worker => ("it polls no queue that messages reach".to_owned(), "write polls = and the name of a queue".to_owned()),
            Sort::Sender | Sort::Service | Sort::Workflow => {
                (format!("nobody calls this {}", draft.sort.word()), format!("write calls = \"{}\" in [lane.sender]", draft.name))
            }
        };
        let problem = Problem::new(draft.place, format!("no message ever reaches `{}`", draft.name), label);
        problems.add(problem.help(format!("{help}, or remove this node")));
        walk.from(node);
        walk.dead_letters();
    }
}
