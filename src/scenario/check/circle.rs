//! Finds calls that go round in a circle: each would wait for the next, for ever.

use super::lead::Draft;
use super::{Place, Problem, Problems};
use crate::id::NodeId;
use crate::scenario::Lane;
use crate::scenario::near::listed;

/// Refuses every circle of calls, once.
pub fn circles(lane: &Lane, drafts: &[Draft<'_>], problems: &mut Problems) {
    let mut search = Search { lane, drafts, problems, done: vec![false; lane.nodes.len()], way: Vec::new() };
    lane.node_ids().for_each(|(node, _)| search.from(node));
}

struct Search<'a> {
    lane: &'a Lane,
    drafts: &'a [Draft<'a>],
    problems: &'a mut Problems,
    /// The nodes from which no new circle can be found.
    done: Vec<bool>,
    /// The calls that lead to the node that is looked at.
    way: Vec<NodeId>,
}

impl Search<'_> {
    fn from(&mut self, node: NodeId) {
        if let Some(start) = self.way.iter().position(|each| *each == node) {
            self.refuse(start);
        } else if !self.done[node.index()] {
            self.way.push(node);
            self.lane.waits_for(node).into_iter().for_each(|next| self.from(next));
            self.way.pop();
            self.done[node.index()] = true;
        }
    }

    /// The way from `start` on is a circle.
    fn refuse(&mut self, start: usize) {
        let name = |node: &NodeId| self.drafts[node.index()].name;
        let (first, circle) = (self.way[start], &self.way[start..]);
        let Some(last) = circle.last() else { return };
        let title = match circle {
            [_] => format!("`{}` calls itself", name(last)),
            _ => format!("the calls of {} go round in a circle", listed(circle.iter().map(name))),
        };
        let problem = Problem::new(self.place(*last, name(&first)), title, format!("here `{}` is called again", name(&first)));
        self.problems
            .add(problem.help("each would wait for the next: remove one of these calls, or write `sends` to a queue in its place"));
    }

    /// Where a node names whom it calls.
    fn place(&self, from: NodeId, name: &str) -> Place {
        let section = self.drafts[from.index()].section;
        let steps = if section.table.key("steps").is_some() { section.list("steps") } else { &[] };
        let of_steps = steps.iter().flat_map(|step| [step.text("call"), step.text("catch")]).flatten();
        let calls = if section.table.key("calls").is_some() { section.calls("calls").unwrap_or_default() } else { &[] };
        let mut named = calls.iter().flat_map(|round| &round.names).chain(of_steps);
        named.find(|quote| quote.text == name).map_or(self.drafts[from.index()].place, |quote| quote.place)
    }
}
