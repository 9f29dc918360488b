//! Which row of the timeline shows what, and where: all callers, slots and queues one by one, or together where there are too many.

use ratatui::layout::Rect;

use super::count;
use crate::id::{LaneId, NodeId};
use crate::scenario::{Lane, Part, Scenario, Setting};
use crate::scene::FOLLOWED;
use crate::ui::paint::width;

/// The narrowest strip of time.
const STRIP: u16 = 20;

/// The parts of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The rows from above, of one lane after the other.
    pub lines: Vec<(LaneId, Line)>,
    /// The strip of time beside the labels.
    pub strip: Rect,
    /// How many cells labels take.
    pub labels: u16,
    /// Whether a line with the ticks of time has room above their words.
    pub ruled: bool,
    /// Where the signs are explained; empty if there is no room.
    pub legend: Rect,
    /// How many lanes have no room.
    pub hidden: usize,
}

/// What a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A blank.
    Gap,
    /// The lane's name.
    Title,
    /// A caller of the sender, or a slot of a receiver.
    Place(NodeId, u32),
    /// The followed callers or slots of a node together: how many those are, and how many there are.
    Places(NodeId, u32, u32),
    /// How many callers of a sender are blocked, where there are more than are followed.
    Blocked(NodeId),
    /// How many messages wait at a node.
    Depth(NodeId),
}

/// The timeline of a scenario in an area.
#[must_use]
pub fn rows(area: Rect, scenario: &Scenario) -> Rows {
    let height = usize::from(area.height);
    let mut plans: Vec<Vec<Plan>> = scenario.lane_ids().map(|(id, lane)| plans(scenario, id, lane)).collect();
    // A title for each lane, and a row with the words of the axis; a row below says what the signs mean.
    let need = |plans: &[Vec<Plan>]| 1 + plans.iter().map(|plan| 1 + plan.iter().map(Plan::height).sum::<usize>()).sum::<usize>();
    // What waits elsewhere than in a queue is the first that goes.
    let is_too_high = |plans: &[Vec<Plan>]| need(plans) + 1 > height;
    if is_too_high(&plans) {
        plans.iter_mut().for_each(|plan| plan.iter_mut().for_each(|each| each.backlog = false));
    }
    while is_too_high(&plans) {
        // Of nodes with as many rows the later ones go together first: callers come first in a lane.
        let Some(most) = plans.iter_mut().flatten().filter(|plan| !plan.together).max_by_key(|plan| plan.places) else { break };
        if most.places < 2 {
            break;
        }
        // So that eyes compare across lanes, it goes so for all nodes of that name.
        let (name, places) = (most.name, most.places);
        plans.iter_mut().flatten().filter(|plan| plan.name == name && plan.places == places).for_each(|plan| plan.together = true);
    }
    // Where not all lanes fit, a row says so.
    let all = plans.len();
    while need(&plans) + usize::from(plans.len() < all) > height && plans.len() > 1 {
        plans.pop();
    }
    let hidden = all - plans.len();
    let spare = height.saturating_sub(need(&plans) + usize::from(hidden > 0));
    let ruled = spare > 2;
    let gaps = spare > 3 + plans.len();
    let mut lines = Vec::new();
    for (place, ((id, _), plan)) in scenario.lane_ids().zip(&plans).enumerate() {
        lines.extend((gaps && place > 0).then_some((id, Line::Gap)));
        lines.push((id, Line::Title));
        lines.extend(plan.iter().flat_map(Plan::lines).map(|line| (id, line)));
    }
    lines.truncate(height.saturating_sub(1));
    let widest = lines.iter().map(|(id, line)| width(&label(scenario.lane(*id), *line))).max().unwrap_or(0);
    let labels = (widest + 6).min(area.width.saturating_sub(STRIP)).min(area.width / 3);
    let rows = count(lines.len()).min(area.height);
    let strip = Rect { x: area.x + labels, width: area.width.saturating_sub(labels), height: rows, ..area };
    let below = strip.bottom() + 1 + u16::from(ruled);
    let below = below + u16::from(below + 2 < area.bottom());
    let left = area.bottom().saturating_sub(below + u16::from(hidden > 0));
    Rows { lines, strip, labels, ruled, legend: Rect { y: below, height: left.min(2), ..area }, hidden }
}

/// What a row is called.
#[must_use]
pub fn label(lane: &Lane, line: Line) -> String {
    let is_sender = |node| node == lane.sender;
    match line {
        Line::Gap | Line::Title => String::new(),
        Line::Place(node, place) if is_sender(node) => format!("caller {}", place + 1),
        Line::Place(node, place) => format!("{} slot {}", lane.node(node).id, place + 1),
        Line::Places(node, places, all) => {
            let many = if places < all { format!("{places} of {all}") } else { places.to_string() };
            if is_sender(node) { format!("{many} callers") } else { format!("{} {many} slots", lane.node(node).id) }
        }
        Line::Blocked(_) => "callers blocked".to_owned(),
        Line::Depth(node) if is_sender(node) => "not sent yet".to_owned(),
        Line::Depth(node) if matches!(lane.node(node).part, Part::Queue(_)) => lane.node(node).id.to_string(),
        Line::Depth(node) => format!("{} backlog", lane.node(node).id),
    }
}

/// How a node is shown.
struct Plan<'a> {
    node: NodeId,
    name: &'a str,
    /// How many callers or slots are followed one by one, and how many there are.
    places: u32,
    all: u32,
    /// Whether those are one row.
    together: bool,
    is_sender: bool,
    queue: bool,
    /// Whether what waits there has a row, though it is no queue.
    backlog: bool,
}

impl Plan<'_> {
    fn height(&self) -> usize {
        self.lines().count()
    }

    fn lines(&self) -> impl Iterator<Item = Line> {
        let node = self.node;
        let depth = (self.queue || self.backlog).then_some(Line::Depth(node));
        let all = if self.is_sender && self.places < self.all { Line::Blocked(node) } else { Line::Places(node, self.places, self.all) };
        let together = self.together.then_some(all);
        let each = (0..if self.together { 0 } else { self.places }).map(move |place| Line::Place(node, place));
        // What waits comes before those who take it up.
        depth.into_iter().chain(together).chain(each)
    }
}

fn plans<'a>(scenario: &Scenario, id: LaneId, lane: &'a Lane) -> Vec<Plan<'a>> {
    let plan = |(node, each): (NodeId, &'a crate::scenario::Node)| {
        let (places, queue, backlog) = match &each.part {
            Part::Sender(sender) => (sender.callers, false, true),
            Part::Service(service) => (service.concurrency, false, service.backlog != Some(0)),
            Part::Worker(worker) => (worker.concurrency, false, false),
            Part::Queue(_) => (0, true, false),
            Part::Topic(_) | Part::Workflow(_) => return None,
        };
        let own = scenario.changes.iter().filter(|change| change.targets.contains(&(id, node)));
        let changed = own.filter_map(|change| match change.setting {
            Setting::Callers(count) | Setting::Concurrency(count) => Some(count),
            _ => None,
        });
        let all = changed.fold(places, u32::max);
        // Where not all have a row of their own, none has.
        Some(Plan {
            node,
            name: each.id.as_str(),
            places: all.min(FOLLOWED),
            all,
            together: all > FOLLOWED,
            is_sender: node == lane.sender,
            queue,
            backlog,
        })
    };
    lane.node_ids().filter_map(plan).collect()
}
