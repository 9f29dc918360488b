//! Where everything is on the screen: a pure function of its size and the scenario, used by drawing alone.

use ratatui::layout::{Position, Rect};

use super::model::Arrangement;
use crate::id::NodeId;
use crate::scenario::{Lane, Node, Part};

/// The smallest screen that shows a stage.
pub const SMALLEST: (u16, u16) = (60, 18);
/// The width from which lanes are put beside each other.
const WIDE: u16 = 160;
/// The least width of a lane in a column.
const NARROWEST: u16 = 38;
/// The least height of a lane: title, a box of one row, sentence.
const LEAST_LANE: u16 = 5;
/// The height of the box of a dead-letter queue; in a low lane it is a line less.
const DEAD_LETTERS: u16 = 3;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// Title, speed, clock.
    pub header: Rect,
    /// What just happened, when time stands still.
    pub latest: Rect,
    /// The lanes.
    pub stage: Rect,
    /// The lesson's words.
    pub caption: Rect,
    /// The whole run as a bar.
    pub timeline: Rect,
    /// The keys.
    pub footer: Rect,
}

/// The parts of a screen of this size.
#[must_use]
pub fn panes(area: Rect) -> Panes {
    let roomy = area.height >= 30;
    // The fourth row is a blank above the words.
    let caption_height = if area.height >= 26 { 4 } else { 3 };
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let row = |y: u16, height: u16| Rect { y: area.y + y.min(area.height), height: height.min(area.height.saturating_sub(y)), ..inner };
    let footer = area.height.saturating_sub(1);
    let timeline = footer.saturating_sub(1);
    let caption = timeline.saturating_sub(caption_height);
    let top = if roomy { 3 } else { 2 };
    Panes {
        header: row(0, 1),
        latest: row(1, 1),
        stage: row(top, caption.saturating_sub(top)),
        caption: row(caption, caption_height),
        timeline: row(timeline, 1),
        footer: row(footer, 1),
    }
}

/// Where the lanes are; fewer than there are if the rest does not fit.
#[must_use]
pub fn lanes(stage: Rect, lanes: &[Lane], arrangement: Arrangement) -> Vec<Rect> {
    let count = u16::try_from(lanes.len()).unwrap_or(u16::MAX).max(1);
    let columns = in_columns(stage.width, count, arrangement);
    let natural = lanes.iter().map(natural_height).max().unwrap_or(LEAST_LANE);
    if columns {
        let width = stage.width / count;
        let height = stage.height.min(natural * 3);
        let y = stage.y + (stage.height - height) / 2;
        (0..count).map(|place| Rect { x: stage.x + place * width, y, width: width - 3, height }).collect()
    } else {
        let fits = count.min(stage.height / LEAST_LANE).max(1);
        let share = stage.height / fits;
        // Lanes that have the room stand apart.
        let height = (share - u16::from(share >= 10)).min(natural + natural / 2);
        let gap = (share - height).min(2);
        (0..fits).map(|place| Rect { y: stage.y + place * (height + gap), height, ..stage }).collect()
    }
}

/// Whether so many lanes stand beside each other on a stage of this width.
#[must_use]
pub fn in_columns(width: u16, lanes: u16, arrangement: Arrangement) -> bool {
    match arrangement {
        Arrangement::Auto => width >= WIDE && width / lanes >= WIDE / 2 - 4,
        Arrangement::Rows => false,
        Arrangement::Columns => width / lanes >= NARROWEST,
    }
}

/// The height at which a lane shows all its callers and slots one by one, up to a point.
fn natural_height(lane: &Lane) -> u16 {
    let most = lane.nodes.iter().map(places_of).max().unwrap_or(1).clamp(3, 10);
    let below = if lane.nodes.iter().any(|node| matches!(&node.part, Part::Queue(queue) if queue.dead_letter.is_some())) {
        DEAD_LETTERS
    } else {
        0
    };
    4 + u16::try_from(most).unwrap_or(10) + below
}

/// How many callers or slots a node has.
fn places_of(node: &Node) -> u32 {
    match &node.part {
        Part::Sender(sender) => sender.callers,
        Part::Service(service) => service.concurrency,
        Part::Worker(worker) => worker.concurrency,
        Part::Queue(_) | Part::Topic(_) | Part::Workflow(_) => 0,
    }
}

/// Where the parts of a lane are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanePlaces {
    /// The lane's name.
    pub title: Rect,
    /// The measured sentence.
    pub sentence: Rect,
    /// The box of each node, in the order of the file.
    pub boxes: Vec<Rect>,
    /// The links.
    pub tracks: Vec<Track>,
}

/// A link on the screen: the cells that things cross, in order from `from` to `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Where messages come from.
    pub from: NodeId,
    /// Where messages go.
    pub to: NodeId,
    /// The cells of the way there.
    pub forth: Vec<Position>,
    /// The cells of the way back, also from `from` to `to`.
    pub back: Vec<Position>,
}

/// How the rows of a lane's boxes are shared among its callers or slots: how far apart they are, and how thick each is.
#[must_use]
pub fn pitch(inside: Rect, lane: &Lane) -> (u16, u16) {
    let most = lane.nodes.iter().map(places_of).max().unwrap_or(1).max(1);
    let each = u32::from(inside.height) * 3 / 4 / most;
    match each {
        0 | 1 => (1, 1),
        2 => (2, 1),
        _ => (3, 2),
    }
}

/// How many columns of boxes lanes need.
#[must_use]
pub fn columns_of(lanes: &[Lane]) -> u16 {
    lanes.iter().flat_map(columns).max().map_or(1, |column| column + 1).max(3)
}

/// Where the parts of a lane are in `area`, if the widest lane has so many columns of boxes.
#[must_use]
pub fn lane_places(lane: &Lane, area: Rect, columns_of_all: u16) -> LanePlaces {
    let title = Rect { height: 1.min(area.height), ..area };
    let sentence = Rect { y: area.bottom().saturating_sub(1), height: 1.min(area.height), ..area };
    let boxes = boxes(lane, Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area }, columns_of_all);
    let mut tracks = Vec::new();
    for (id, node) in lane.node_ids() {
        match &node.part {
            Part::Sender(sender) => tracks.extend(sender.to.iter().map(|to| track(id, *to, &boxes))),
            Part::Worker(worker) => tracks.push(track(worker.polls, id, &boxes)),
            Part::Service(_) | Part::Queue(_) | Part::Topic(_) | Part::Workflow(_) => {}
        }
    }
    LanePlaces { title, sentence, boxes, tracks }
}

/// The column of each node: how many links it is away from the sender. A dead-letter queue stands below its queue.
fn columns(lane: &Lane) -> Vec<u16> {
    let mut columns = vec![None; lane.nodes.len()];
    columns[lane.sender.index()] = Some(0);
    // Each round places at least one more node, if any is left that can be placed.
    for _ in 0..lane.nodes.len() {
        for (id, node) in lane.node_ids() {
            let mut place = |node: NodeId, column: Option<u16>| columns[node.index()] = columns[node.index()].or(column);
            match &node.part {
                Part::Sender(sender) => sender.to.iter().for_each(|to| place(*to, Some(1))),
                Part::Queue(queue) => {
                    let own = columns[id.index()];
                    queue.dead_letter.into_iter().for_each(|to| columns[to.index()] = columns[to.index()].or(own));
                }
                Part::Worker(worker) => {
                    let own = columns[worker.polls.index()].map(|column| column + 1);
                    columns[id.index()] = columns[id.index()].or(own);
                }
                Part::Service(_) | Part::Topic(_) | Part::Workflow(_) => {}
            }
        }
    }
    columns.into_iter().map(|column| column.unwrap_or(1)).collect()
}

fn boxes(lane: &Lane, area: Rect, columns_of_all: u16) -> Vec<Rect> {
    let columns = columns(lane);
    let last = columns.iter().copied().max().unwrap_or(0).max(1);
    let dead_letters = if area.height >= 9 { DEAD_LETTERS } else { DEAD_LETTERS - 1 };
    let (first, width) = widths(area.width, columns_of_all);
    let is_dead_letters =
        |id: NodeId| lane.nodes.iter().any(|node| matches!(&node.part, Part::Queue(queue) if queue.dead_letter == Some(id)));
    let mut boxes = vec![Rect::default(); lane.nodes.len()];
    for column in 0..=last {
        // The last column ends at the right edge, those between are spread evenly.
        let along = u32::from(area.width - first) * u32::from(column) / u32::from(last);
        let (x, width) = match column {
            0 => (area.x, first),
            _ => (area.x + first - width + u16::try_from(along).unwrap_or(0), width),
        };
        let here: Vec<_> = lane.node_ids().map(|(id, _)| id).filter(|id| columns[id.index()] == column).collect();
        let small = u16::try_from(here.iter().filter(|id| is_dead_letters(**id)).count()).unwrap_or(0);
        let large = u16::try_from(here.len()).unwrap_or(0) - small;
        let share = area.height.saturating_sub(small * dead_letters) / large.max(1);
        let mut y = area.y;
        for id in here {
            let height = if is_dead_letters(id) { dead_letters } else { share }.min(area.bottom().saturating_sub(y));
            boxes[id.index()] = Rect { x, y, width, height };
            y += height;
        }
    }
    boxes
}

/// How wide the sender's box and all others are: callers have more to say than the rest.
fn widths(all: u16, columns: u16) -> (u16, u16) {
    let gap = (all / 10).max(5);
    let each = (all.saturating_sub((columns - 1) * gap) / columns).max(8);
    let first = (each + 2 * (columns - 1)).min(all);
    (first, (each - 2).min(first))
}

/// The way from one box to another: straight where both have a row in common, else with a bend in the middle.
fn track(from: NodeId, to: NodeId, boxes: &[Rect]) -> Track {
    let (left, right) = (boxes[from.index()], boxes[to.index()]);
    let row = |area: Rect, below: u16| (area.y + 1 + below).min(area.bottom().saturating_sub(2)).max(area.y);
    let way = |below: u16| {
        let target = row(right, below);
        let start = if target > left.y && target + 1 < left.bottom() { target } else { row(left, below) };
        let middle = left.right().midpoint(right.x);
        let mut cells = Vec::new();
        for x in left.right()..right.x {
            if x == middle && start != target {
                let (low, high) = (start.min(target), start.max(target));
                let bend = (low..=high).map(|y| Position { x, y });
                if start < target { cells.extend(bend) } else { cells.extend(bend.rev()) }
            } else {
                cells.push(Position { x, y: if x < middle { start } else { target } });
            }
        }
        cells
    };
    Track { from, to, forth: way(0), back: way(1) }
}
