//! How long each message waited and was worked on at each node, one by one from the facts, what is cut at the end included.

use std::collections::BTreeMap;

use inflight::fact::{Fact, Shelf, Sink};
use inflight::id::NodeId;
use inflight::scenario::Lane;
use inflight::time::Time;

/// What was waited and worked at the nodes of a lane, in nanoseconds after the warm-up.
pub struct Intervals {
    sender: NodeId,
    warm: Time,
    /// Since when each message waits at a node: by its number, in a queue by its place there. One may wait several times over.
    waiting: BTreeMap<(NodeId, u32), Vec<Time>>,
    /// Since when each slot works.
    working: BTreeMap<(NodeId, u32), Time>,
    nodes: Vec<AtNode>,
}

/// What was waited and worked at one node.
#[derive(Clone, Default)]
pub struct AtNode {
    /// The sum of all waits.
    pub waited: u128,
    /// How much work came to its end.
    pub finished: u32,
    /// The sum of that work.
    pub worked: u128,
    /// The sum of the work that a fault or the end of the run cut short.
    pub cut_short: u128,
}

impl Intervals {
    /// Nothing yet.
    pub fn new(lane: &Lane, warm: Time) -> Self {
        let nodes = vec![AtNode::default(); lane.nodes.len()];
        Self { sender: lane.sender, warm, waiting: BTreeMap::new(), working: BTreeMap::new(), nodes }
    }

    /// The run is cut.
    pub fn close(mut self, end: Time) -> Vec<AtNode> {
        for ((node, _), since) in std::mem::take(&mut self.waiting) {
            self.nodes[node.index()].waited += since.iter().map(|since| self.span(*since, end)).sum::<u128>();
        }
        for ((node, _), since) in std::mem::take(&mut self.working) {
            self.nodes[node.index()].cut_short += self.span(since, end);
        }
        self.nodes
    }

    fn span(&self, from: Time, to: Time) -> u128 {
        u128::from(to.since(from.max(self.warm)).0)
    }

    fn waits(&mut self, node: NodeId, id: u32, at: Time) {
        self.waiting.entry((node, id)).or_default().push(at);
    }

    /// The oldest wait of that name is over, or the one that began then.
    fn waited(&mut self, node: NodeId, id: u32, since: Option<Time>, at: Time) {
        let waits = self.waiting.get_mut(&(node, id)).unwrap_or_else(|| panic!("{id} did not wait at {node:?}"));
        let place = waits.iter().position(|begun| since.is_none_or(|since| since == *begun));
        let since = waits.remove(place.unwrap_or_else(|| panic!("{id} did not wait at {node:?} since {since:?}")));
        self.nodes[node.index()].waited += self.span(since, at);
    }

    /// A slot is done with its work.
    fn worked(&mut self, node: NodeId, slot: u32, at: Time) -> u128 {
        let since = self.working.remove(&(node, slot)).unwrap_or_else(|| panic!("slot {slot} of {node:?} did not work"));
        self.span(since, at)
    }
}

impl Sink for Intervals {
    fn record(&mut self, at: Time, fact: Fact) {
        match fact {
            Fact::Born { msg } => self.waits(self.sender, msg.0, at),
            Fact::Taken { msg, born, .. } => self.waited(self.sender, msg.0, Some(born), at),
            Fact::Refused { node, msg: Some(msg), .. } if node == self.sender => self.waited(node, msg.0, None, at),
            Fact::Arrived { node, msg, .. } => self.waits(node, msg.0, at),
            Fact::Swallowed { node, msg, waited: true } | Fact::Unstarted { node, msg } => self.waited(node, msg.0, None, at),
            Fact::Queued { visible, .. } if visible > at => {}
            Fact::Queued { node, seq, .. } | Fact::Appeared { node, seq, .. } | Fact::Reappeared { node, seq, .. } => {
                self.waits(node, seq, at);
            }
            Fact::Received { node, seq, visible, .. } => self.waited(node, seq, Some(visible), at),
            Fact::SetAside { node, seq, shelf: Shelf::Visible, .. }
            | Fact::Deleted { node, seq, shelf: Shelf::Visible, .. }
            | Fact::Removed { node, seq, shelf: Shelf::Visible, .. } => {
                self.waited(node, seq, None, at);
            }
            Fact::Started { node, slot, msg, arrived, .. } => {
                self.waited(node, msg.0, Some(arrived), at);
                assert_eq!(self.working.insert((node, slot), at), None, "a slot does one thing at a time");
            }
            Fact::Finished { node, slot, .. } => {
                let span = self.worked(node, slot, at);
                self.nodes[node.index()].worked += span;
                self.nodes[node.index()].finished += u32::from(at > self.warm);
            }
            Fact::Dropped { node, slot, .. } => {
                let span = self.worked(node, slot, at);
                self.nodes[node.index()].cut_short += span;
            }
            _ => {}
        }
    }
}
