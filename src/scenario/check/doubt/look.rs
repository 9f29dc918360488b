//! What the doubts look at: each node beside what the file says of it, and what the lesson itself is about.

use std::collections::BTreeSet;

use super::flow::Flow;
use super::times::{Times, half, least};
use super::{Draft, Known, Problems, Section, drafts, resolve};
use crate::dice::Dist;
use crate::id::{LaneId, NodeId};
use crate::scenario::measure::{Figure, LaneKey, Measure};
use crate::scenario::problem::Place;
use crate::scenario::{Condition, Lane, Node, Op, Operand, Scenario};

/// A scenario without errors, with the file that it was read from.
pub struct Look<'a> {
    pub file: &'a Section,
    pub scenario: &'a Scenario,
    /// How many messages the load bears; nothing if that follows from what happens.
    pub born: Option<f64>,
    lanes: Vec<OfLane<'a>>,
    /// The settings of nodes that a change or a turn moves.
    turned: BTreeSet<(LaneId, NodeId, &'a str)>,
    /// Whether a turn moves the rate.
    pub rate_turns: bool,
}

/// What is worked out once for each lane.
struct OfLane<'a> {
    drafts: Vec<Draft<'a>>,
    flow: Flow,
    least: Times<'a>,
    half: Times<'a>,
    mean: Times<'a>,
}

/// A node with all that is known of it.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    pub look: &'a Look<'a>,
    pub lane_id: LaneId,
    pub lane: &'a Lane,
    pub id: NodeId,
    pub node: &'a Node,
    pub draft: &'a Draft<'a>,
}

/// The figures of a lane that tell of messages that are done again.
pub const TWICE: &[LaneKey] = &[LaneKey::Duplicates, LaneKey::Effects, LaneKey::Attempts, LaneKey::Retries];
/// The figures of a lane that tell of work that comes to nothing.
pub const FAILS: &[LaneKey] = &[
    LaneKey::Failed,
    LaneKey::Rejected,
    LaneKey::DeadLettered,
    LaneKey::Expired,
    LaneKey::Lost,
    LaneKey::Attempts,
    LaneKey::Retries,
    LaneKey::OrphanedWork,
];

impl<'a> Look<'a> {
    pub fn of(file: &'a Section, scenario: &'a Scenario) -> Self {
        let sections = file.list("lane");
        let mut turned = BTreeSet::new();
        for change in &scenario.changes {
            let name = change.set.as_str().rsplit('.').next().unwrap_or_default();
            turned.extend(change.targets.iter().map(|(lane, node)| (*lane, *node, name)));
        }
        let known = Known::of(&scenario.lanes, sections, &scenario.load, true);
        let mut rate_turns = false;
        for with in file.list("scene").iter().filter_map(|scene| scene.table("turn")?.text("with")) {
            rate_turns |= with.text == "load.rate";
            // That it means a setting was checked; what else it could say has been said.
            if let Some(setting) = resolve(with, &known, &mut Problems::new("", "")) {
                turned.extend(setting.targets.iter().map(|(lane, node)| (*lane, *node, setting.name)));
            }
        }
        let of_lane = |(lane, section)| OfLane {
            drafts: drafts(section),
            flow: Flow::of(lane, &scenario.messages),
            least: Times::of(lane, least),
            half: Times::of(lane, half),
            mean: Times::of(lane, Dist::mean),
        };
        let lanes = scenario.lanes.iter().zip(sections).map(of_lane).collect();
        let mut look = Self { file, scenario, born: None, lanes, turned, rate_turns };
        look.born = look.born_before(scenario.duration);
        look
    }

    /// All nodes of all lanes.
    pub fn spots(&self) -> impl Iterator<Item = Spot<'_>> {
        self.scenario.lane_ids().flat_map(move |(lane_id, lane)| lane.node_ids().map(move |(id, _)| self.spot(lane_id, id)))
    }

    pub fn spot(&self, lane_id: LaneId, id: NodeId) -> Spot<'_> {
        let lane = self.scenario.lane(lane_id);
        Spot { look: self, lane_id, lane, id, node: lane.node(id), draft: &self.lanes[lane_id.index()].drafts[id.index()] }
    }

    /// Whether a change or a turn moves one of these settings of a node of the lane.
    pub fn turns_any(&self, lane: LaneId, keys: &[&str]) -> bool {
        self.turned_settings(lane).any(|(_, key)| keys.contains(&key))
    }

    /// What flows through a lane.
    pub fn flow(&self, lane: LaneId) -> &Flow {
        &self.lanes[lane.index()].flow
    }

    /// The times of a lane: at the least, those that half of all reach, and on average.
    pub fn least(&self, lane: LaneId) -> &Times<'a> {
        &self.lanes[lane.index()].least
    }

    pub fn half(&self, lane: LaneId) -> &Times<'a> {
        &self.lanes[lane.index()].half
    }

    pub fn mean(&self, lane: LaneId) -> &Times<'a> {
        &self.lanes[lane.index()].mean
    }

    /// The settings of nodes of a lane that a change or a turn moves.
    pub fn turned_settings(&self, lane: LaneId) -> impl Iterator<Item = (NodeId, &'a str)> {
        let all = (lane, NodeId(0), "")..(LaneId(lane.0 + 1), NodeId(0), "");
        self.turned.range(all).map(|(_, node, key)| (*node, *key))
    }

    /// Whether the lesson is about this: a claim that such a figure of the lane is large, or that little is completed there, or a turn
    /// that is about either.
    pub fn shows(&self, lane: LaneId, keys: &[LaneKey]) -> bool {
        self.shows_figure(lane, |figure| matches!(figure, Figure::Lane(key) if keys.contains(&key)))
    }

    /// The same for any figures.
    pub fn shows_figure(&self, lane: LaneId, large: impl Fn(Figure) -> bool) -> bool {
        let small = |figure| matches!(figure, Figure::Lane(LaneKey::Completed | LaneKey::Goodput));
        let of_lane = |measure: &Measure| measure.lane == lane;
        let claims = self.scenario.claims.iter().map(|claim| sides(&claim.condition));
        let turns = self.scenario.scenes.iter().filter_map(|scene| scene.turn.as_ref());
        // Before the setting is turned the condition is false: so either side may be meant.
        let turns = turns.map(|turn| sides(&turn.condition)).flat_map(|(more, less)| [(more, less), (less, more)]);
        claims.chain(turns).any(|(more, less)| {
            more.filter(of_lane).is_some_and(|measure| large(measure.figure))
                || less.filter(of_lane).is_some_and(|measure| small(measure.figure))
        })
    }
}

/// The sides of a condition of which one is said to be larger: that one first. What is said to be equal to a number above 0 is not nothing.
fn sides(condition: &Condition) -> (Option<Measure>, Option<Measure>) {
    let left = Some(condition.left);
    let (right, number) = match condition.right {
        Operand::Measure(measure) => (Some(measure), 0.0),
        Operand::Number(number) => (None, number * condition.factor),
    };
    match condition.op {
        Op::Greater | Op::GreaterOrEqual | Op::NotEqual => (left, right),
        Op::Less | Op::LessOrEqual => (right, left),
        Op::Equal if number > 0.0 => (left, None),
        Op::Equal => (None, None),
    }
}

impl<'a> Spot<'a> {
    /// Another node of the lane.
    pub fn at(&self, id: NodeId) -> Self {
        self.look.spot(self.lane_id, id)
    }

    /// Its name in the file.
    pub fn name(&self) -> &'a str {
        self.node.id.as_str()
    }

    /// What the file says of it.
    pub fn section(&self) -> &'a Section {
        self.draft.section
    }

    /// Where the value of a key stands: at the node, in the table for all nodes, or nowhere; then it is the node's name.
    pub fn value(&self, key: &str) -> Place {
        if self.section().has(key) {
            return self.section().place(key);
        }
        let table = match key {
            "time" | "errors" => self.look.file.table("work"),
            "latency" | "loss" => self.look.file.table("network"),
            _ => None,
        };
        table.filter(|table| table.has(key)).map_or(self.draft.place, |table| table.place(key))
    }

    /// Whether a change or a turn moves one of these settings of it.
    pub fn turns(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.look.turned.contains(&(self.lane_id, self.id, *key)))
    }

    /// A claim that a figure of its lane is not nothing.
    pub fn claim(&self, key: &str) -> String {
        format!("`{}.{key} > 0`", self.lane.id)
    }
}
