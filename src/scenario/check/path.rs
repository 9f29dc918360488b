//! Walks a lane from its sender: numbers its receivers, and finds what no message ever reaches.

use super::lane::node_id;
use super::node::{Draft, Sort};
use super::{Problem, Problems};
use crate::id::NodeId;
use crate::scenario::{Lane, Part};

/// Gives each node its hop. All names in the lane lead somewhere already.
pub fn walk(lane: &mut Lane, drafts: &[Draft<'_>], problems: &mut Problems) {
    let mut walk = Walk { hops: vec![None; lane.nodes.len()], next: 1 };
    let to = lane.sender().to;
    walk.hops[lane.sender.index()] = Some(0);
    if matches!(lane.node(to).part, Part::Service(_)) {
        walk.number(to);
    } else {
        walk.queues(lane, to, drafts, problems);
    }
    for (place, draft) in drafts.iter().enumerate() {
        if let Some(hop) = walk.hops[place] {
            lane.nodes[place].hop = hop;
        } else {
            unreached(lane, draft, &walk.hops, place, problems);
        }
    }
}

struct Walk {
    /// The hop of each node that was reached.
    hops: Vec<Option<u8>>,
    next: u8,
}

impl Walk {
    fn number(&mut self, node: NodeId) {
        self.hops[node.index()] = Some(self.next);
        self.next += 1;
    }

    /// A queue, its workers, its dead-letter queue with its own, and so on.
    fn queues(&mut self, lane: &Lane, first: NodeId, drafts: &[Draft<'_>], problems: &mut Problems) {
        let mut idle = Vec::new();
        let mut next = Some(first);
        while let Some(queue) = next {
            let workers = lane.node_ids().filter(|(_, node)| matches!(&node.part, Part::Worker(worker) if worker.polls == queue));
            let workers: Vec<NodeId> = workers.map(|(id, _)| id).collect();
            // A queue draws its chance as the worker that it feeds.
            self.hops[queue.index()] = Some(self.next);
            if workers.is_empty() {
                idle.push(queue);
            }
            workers.into_iter().for_each(|worker| self.number(worker));
            next = self.dead_letter(lane, queue, drafts, problems);
        }
        if idle.contains(&first) {
            nobody_polls(&drafts[first.index()], problems);
        }
        // A queue that nobody polls has a number of its own, after all that do work.
        idle.into_iter().for_each(|queue| self.number(queue));
    }

    /// The dead-letter queue of a queue, unless the way there is a circle.
    fn dead_letter(&self, lane: &Lane, queue: NodeId, drafts: &[Draft<'_>], problems: &mut Problems) -> Option<NodeId> {
        let Part::Queue(part) = &lane.node(queue).part else { return None };
        let to = part.redrive?.to;
        if self.hops[to.index()].is_none() {
            return Some(to);
        }
        let place = drafts[queue.index()].section.place("dead_letter");
        let problem = Problem::new(place, "these dead-letter queues go round in a circle", "messages have come from this queue already");
        problems.add(problem.help("let the last queue have no `dead_letter`"));
        None
    }
}

fn nobody_polls(queue: &Draft<'_>, problems: &mut Problems) {
    let problem = Problem::new(queue.place, format!("nobody polls `{}`", queue.name), "its messages would wait for ever");
    problems.add(problem.help(format!("add a [lane.worker.NAME] with polls = \"{}\"", queue.name)));
}

fn unreached(lane: &Lane, draft: &Draft<'_>, hops: &[Option<u8>], place: usize, problems: &mut Problems) {
    // For a worker whose queue is not reached, the queue's own problem says it.
    if let Part::Worker(worker) = &lane.node(node_id(place)).part
        && hops[worker.polls.index()].is_none()
    {
        return;
    }
    let (label, key) = match draft.sort {
        Sort::Queue => ("nobody sends to this queue", "sends"),
        Sort::Sender | Sort::Service | Sort::Worker => ("nobody calls this service", "calls"),
    };
    let problem = Problem::new(draft.place, format!("no message ever reaches `{}`", draft.name), label);
    problems.add(problem.help(format!("write {key} = \"{}\" in [lane.sender], or remove this node", draft.name)));
}
