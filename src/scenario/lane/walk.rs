//! The ways through a lane: where messages go from each node, and who is waited for.

use super::{Lane, Part, Style};
use crate::id::NodeId;

impl Lane {
    /// Where messages go from a node, in the order in which they do: calls before sends; from a queue to its workers, in the order of
    /// the file. Dead-letter queues are not among them.
    #[must_use]
    pub fn ways(&self, from: NodeId) -> Vec<NodeId> {
        match &self.node(from).part {
            Part::Sender(sender) => sender.to.clone(),
            Part::Queue(queue) => match &queue.push {
                Some(push) => vec![push.to],
                None => self.workers(from),
            },
            Part::Topic(topic) => topic.subscribers.iter().map(|subscriber| subscriber.to).collect(),
            Part::Service(service) => self.waits_for(from).into_iter().chain(service.sends).collect(),
            Part::Worker(worker) => self.waits_for(from).into_iter().chain(worker.sends).collect(),
            Part::Workflow(_) => self.waits_for(from),
        }
    }

    /// Whom a node calls and waits for, in the order of the file.
    #[must_use]
    pub fn waits_for(&self, from: NodeId) -> Vec<NodeId> {
        match &self.node(from).part {
            Part::Sender(sender) if sender.style == Style::Calls => sender.to.clone(),
            Part::Service(service) => service.calls.concat(),
            Part::Worker(worker) => worker.calls.concat(),
            Part::Workflow(workflow) => workflow.steps.iter().flat_map(|step| [Some(step.call), step.catch]).flatten().collect(),
            Part::Sender(_) | Part::Queue(_) | Part::Topic(_) => Vec::new(),
        }
    }

    /// Whether the sender goes on before the work is done: it hands over, or whom it calls answers with a receipt and hands on.
    #[must_use]
    pub fn hands_over(&self) -> bool {
        let hands_on = |id: NodeId| matches!(&self.node(id).part, Part::Service(service) if service.sends.is_some());
        let mut seen = vec![false; self.nodes.len()];
        let mut open = self.waits_for(self.sender);
        while let Some(id) = open.pop() {
            if hands_on(id) {
                return true;
            }
            if !std::mem::replace(&mut seen[id.index()], true) {
                open.extend(self.waits_for(id));
            }
        }
        self.sender().style == Style::Sends
    }

    /// Where a node sets messages aside that it gives up.
    #[must_use]
    pub fn dead_letters(&self, from: NodeId) -> Vec<NodeId> {
        match &self.node(from).part {
            Part::Queue(queue) => queue.dead_letter.into_iter().collect(),
            Part::Topic(topic) => topic.subscribers.iter().filter_map(|subscriber| subscriber.dead_letter).collect(),
            Part::Sender(_) | Part::Service(_) | Part::Worker(_) | Part::Workflow(_) => Vec::new(),
        }
    }

    /// The services and workers that messages reach first: from the sender through queues, topics and workflows alone.
    #[must_use]
    pub fn first_receivers(&self) -> Vec<NodeId> {
        self.receivers_behind(self.sender)
    }

    /// The services and workers that messages reach first from a node, through queues, topics and workflows alone.
    #[must_use]
    pub fn receivers_behind(&self, from: NodeId) -> Vec<NodeId> {
        let mut seen = vec![false; self.nodes.len()];
        let mut found = Vec::new();
        // The next to look at is the last: so the ways of a node are gone one after the other, each to its end.
        let mut open: Vec<NodeId> = self.ways(from).into_iter().rev().collect();
        while let Some(id) = open.pop() {
            if std::mem::replace(&mut seen[id.index()], true) {
                continue;
            }
            match self.node(id).part {
                Part::Service(_) | Part::Worker(_) => found.push(id),
                Part::Queue(_) | Part::Topic(_) | Part::Workflow(_) => open.extend(self.ways(id).into_iter().rev()),
                Part::Sender(_) => {}
            }
        }
        found
    }

    /// The workers that poll a queue, in the order of the file.
    fn workers(&self, queue: NodeId) -> Vec<NodeId> {
        let polls = |part: &Part| matches!(part, Part::Worker(worker) if worker.polls == queue);
        self.node_ids().filter(|(_, node)| polls(&node.part)).map(|(id, _)| id).collect()
    }
}
