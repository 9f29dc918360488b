//! How often a message comes to each node, if all goes well.

use crate::id::NodeId;
use crate::scenario::{Lane, Messages, Part, Topic};

/// What flows through a lane.
pub struct Flow {
    /// Visits of one message to each node, kind by kind; of one kind only where none is told apart.
    kinds: Vec<Vec<f64>>,
    /// Whether messages go round in a circle.
    pub goes_round: bool,
    /// For each node, to which nodes messages may come from there, itself included.
    reach: Vec<Vec<bool>>,
}

impl Flow {
    pub fn of(lane: &Lane, messages: &Messages) -> Self {
        let filters = lane.nodes.iter().any(|node| matches!(&node.part, Part::Topic(topic) if filters(topic)));
        let shares: Vec<f64> = match &messages.kinds[..] {
            kinds if filters => kinds.iter().map(|kind| kind.share).collect(),
            _ => vec![1.0],
        };
        let reach = lane.node_ids().map(|(id, _)| reach(lane, id)).collect();
        let mut flow = Self { kinds: Vec::new(), goes_round: false, reach };
        for (kind, share) in (0..).zip(shares) {
            let visits = flow.of_kind(lane, kind, share);
            flow.kinds.push(visits);
        }
        flow
    }

    /// The visits of messages of one kind, which are this share of all.
    fn of_kind(&mut self, lane: &Lane, kind: u8, share: f64) -> Vec<f64> {
        let mut visits = vec![0.0; lane.nodes.len()];
        let mut here = visits.clone();
        here[lane.sender.index()] = share;
        // The longest way without a circle comes to every node once.
        for _ in 0..lane.nodes.len() {
            let mut next = vec![0.0; here.len()];
            for (id, _) in lane.node_ids().filter(|(id, _)| here[id.index()] > 0.0) {
                let ways = onward(lane, id, kind);
                // Of several workers at a queue only one gets the message.
                let polled = matches!(&lane.node(id).part, Part::Queue(queue) if queue.push.is_none());
                let part = if polled { here[id.index()] / ways.len() as f64 } else { here[id.index()] };
                ways.iter().for_each(|to| next[to.index()] += part);
            }
            if next.iter().all(|flow| *flow <= 0.0) {
                return visits;
            }
            visits.iter_mut().zip(&next).for_each(|(sum, flow)| *sum += flow);
            here = next;
        }
        self.goes_round = true;
        visits
    }

    /// How often one message comes to a node.
    pub fn visits(&self, node: NodeId) -> f64 {
        self.kinds.iter().map(|visits| visits[node.index()]).sum()
    }

    /// Whether messages at a node may come to another.
    pub fn leads(&self, from: NodeId, to: NodeId) -> bool {
        self.reach[from.index()][to.index()]
    }

    /// How often a message comes to a node that may be of any kind and is of this one.
    pub fn visits_of_kind(&self, node: NodeId, kind: usize) -> f64 {
        self.kinds.get(kind).map_or(0.0, |visits| visits[node.index()])
    }
}

/// The nodes that messages at a node may come to.
fn reach(lane: &Lane, from: NodeId) -> Vec<bool> {
    let mut seen = vec![false; lane.nodes.len()];
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut seen[id.index()], true) {
            open.extend(lane.ways(id));
        }
    }
    seen
}

/// Whether a topic has a subscriber that doesn't want all kinds.
pub fn filters(topic: &Topic) -> bool {
    topic.subscribers.iter().any(|subscriber| subscriber.kinds.is_some())
}

/// Where a message of a kind goes on to from a node, if nothing fails.
fn onward(lane: &Lane, from: NodeId, kind: u8) -> Vec<NodeId> {
    match &lane.node(from).part {
        Part::Topic(topic) => {
            let wants = |kinds: &Option<Vec<u8>>| kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
            topic.subscribers.iter().filter(|subscriber| wants(&subscriber.kinds)).map(|subscriber| subscriber.to).collect()
        }
        Part::Workflow(workflow) => workflow.steps.iter().map(|step| step.call).collect(),
        _ => lane.ways(from),
    }
}
