//! Where the boxes of a lane are: columns by the distance from the sender, the boxes of a column above each other.

use ratatui::layout::Rect;

use super::count;
use super::track::{Ground, Track, tracks};
use crate::id::NodeId;
use crate::scenario::{Lane, Node, Part};

/// The height of the box of a dead-letter queue; in a low lane it is less.
const DEAD_LETTERS: u16 = 3;
/// The height below which a lane has its name and its sentence in one row: there is no room for a framed box between them.
pub(super) const LOW: u16 = 5;
/// The least width of a box: a short name, or the beginning of a long one, in a frame.
const NARROWEST: u16 = 8;
/// The least width between two columns of boxes, and beside the last where ways lead back from it.
pub(super) const GAP: u16 = 3;
/// The width from which a box has cells to spare for the sender's.
const SPARE: u16 = 18;

/// How many rows and columns a lane needs.
pub(super) struct Needs {
    /// How many columns of boxes it has.
    pub columns: u16,
    /// The least height: title, a box of one row, sentence, and a row for ways that lead back or past boxes.
    pub least: u16,
    /// The height at which every box has a frame and a row.
    pub framed: u16,
    /// The height at which all callers and slots are shown one by one, up to a point.
    pub natural: u16,
}

impl Needs {
    pub fn of(lane: &Lane) -> Self {
        let grid = Grid::of(lane);
        let highest = |height: &dyn Fn(NodeId) -> u16| {
            grid.columns.iter().map(|column| column.iter().map(|id| height(*id)).sum::<u16>()).max().unwrap_or(0)
        };
        let framed = highest(&|id| if grid.is_small(id) { 2 } else { 3 });
        let natural = highest(&|id| if grid.is_small(id) { DEAD_LETTERS } else { 2 + rows_of(lane.node(id)) });
        let besides = 2 + u16::from(grid.leads_around(lane, grid.columns.len()));
        Self { columns: count(grid.columns.len()), least: 3 + besides, framed: framed + besides, natural: natural + besides }
    }
}

/// How many rows inside its box would show all of a node, up to a point.
fn rows_of(node: &Node) -> u16 {
    let rows = match &node.part {
        Part::Workflow(workflow) => count(workflow.steps.len()) + 2,
        Part::Topic(topic) => count(topic.subscribers.len()),
        Part::Queue(_) => 4,
        Part::Sender(_) | Part::Service(_) | Part::Worker(_) => u16::try_from(places_of(node)).unwrap_or(u16::MAX),
    };
    rows.clamp(3, 10)
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

/// Where the parts of a lane are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanePlaces {
    /// The lane's name.
    pub title: Rect,
    /// The measured sentence.
    pub sentence: Rect,
    /// The box of each node, in the order of the file; empty if there is no room for it.
    pub boxes: Vec<Rect>,
    /// Of each node whether it is only a shelf for dead letters.
    pub dead_letters: Vec<bool>,
    /// The links.
    pub tracks: Vec<Track>,
    /// How many nodes there is no room for.
    pub hidden: usize,
}

/// Where the parts of a lane are in `area`.
#[must_use]
pub fn lane_places(lane: &Lane, area: Rect) -> LanePlaces {
    let head = Rect { height: 1.min(area.height), ..area };
    // A low lane has its name and its sentence in one row.
    let is_low = area.height < LOW;
    let name = if is_low { (area.width / 4).clamp(NARROWEST.min(area.width), area.width) } else { 0 };
    let (title, sentence) = if is_low {
        (Rect { width: name.saturating_sub(1), ..head }, Rect { x: area.x + name, width: area.width - name, ..head })
    } else {
        (head, Rect { y: area.bottom() - 1, ..head })
    };
    let grid = Grid::of(lane);
    let mut inside = Rect { y: area.y + 1, height: area.height.saturating_sub(if is_low { 1 } else { 2 }), ..area };
    let aisles = match inside.height {
        _ if !grid.leads_around(lane, grid.fit(area.width)) => 0,
        0..=3 => inside.height.saturating_sub(3),
        4..=11 => 1,
        _ => 2,
    };
    inside.height -= aisles;
    inside.width -= if grid.leads_out_of(lane, grid.fit(inside.width)) { GAP.min(inside.width) } else { 0 };
    let boxes = grid.boxes(lane.nodes.len(), inside);
    let hidden = boxes.iter().filter(|place| place.is_empty()).count();
    let ground = Ground { columns: &grid.columns, column: &grid.column, boxes: &boxes, aisle: inside.bottom(), aisles };
    let tracks = tracks(lane, &ground);
    LanePlaces { title, sentence, boxes, dead_letters: grid.small, tracks, hidden }
}

/// The nodes of a lane in columns.
struct Grid {
    /// The nodes of each column from above.
    columns: Vec<Vec<NodeId>>,
    /// The column of each node.
    column: Vec<usize>,
    /// Of each node whether it is only a shelf for dead letters.
    small: Vec<bool>,
}

impl Grid {
    /// Each node as many columns from the sender as ways lead to it; a queue to which only dead letters go stands below the node
    /// that they come from.
    fn of(lane: &Lane) -> Self {
        let mut column = vec![None; lane.nodes.len()];
        let mut small = vec![false; lane.nodes.len()];
        let mut order = vec![lane.sender];
        column[lane.sender.index()] = Some(0);
        let mut next = 0;
        loop {
            while let Some(&id) = order.get(next) {
                next += 1;
                let further = column[id.index()].map(|column| column + 1);
                for to in lane.ways(id) {
                    if column[to.index()].is_none() {
                        column[to.index()] = further;
                        order.push(to);
                    }
                }
            }
            let shelves = order.iter().flat_map(|id| lane.dead_letters(*id).into_iter().map(|to| (*id, to)));
            let Some((id, to)) = shelves.into_iter().find(|(_, to)| column[to.index()].is_none()) else { break };
            column[to.index()] = column[id.index()];
            small[to.index()] = true;
            order.push(to);
        }
        let column: Vec<usize> = column.into_iter().map(|column| column.unwrap_or(1)).collect();
        let mut columns = vec![Vec::new(); column.iter().max().map_or(1, |last| last + 1)];
        for id in order.iter().filter(|id| !small[id.index()]) {
            let here: &mut Vec<NodeId> = &mut columns[column[id.index()]];
            let mut next = here.len();
            here.push(*id);
            // A shelf may have a shelf of its own.
            while let Some(&above) = here.get(next) {
                next += 1;
                for shelf in lane.dead_letters(above) {
                    if small[shelf.index()] && column[shelf.index()] == column[id.index()] && !here.contains(&shelf) {
                        here.push(shelf);
                    }
                }
            }
        }
        Self { columns, column, small }
    }

    fn is_small(&self, id: NodeId) -> bool {
        self.small[id.index()]
    }

    /// How many columns a lane of this width has room for.
    fn fit(&self, width: u16) -> usize {
        usize::from(most_columns(width)).min(self.columns.len())
    }

    /// Whether among so many columns a way leads past a column, or back.
    fn leads_around(&self, lane: &Lane, columns: usize) -> bool {
        self.columns[..columns].iter().flatten().any(|id| {
            let from = self.column[id.index()];
            let mut ends = lane.ways(*id).into_iter().map(|to| self.column[to.index()]).filter(|to| *to < columns);
            ends.any(|to| to != from && to != from + 1)
        })
    }

    /// Whether a way leads out of the last of so many columns, and not on.
    fn leads_out_of(&self, lane: &Lane, columns: usize) -> bool {
        let last = self.columns[..columns].last();
        last.into_iter().flatten().any(|id| lane.ways(*id).iter().any(|to| self.column[to.index()] < columns))
    }

    /// The box of each of so many nodes.
    fn boxes(&self, nodes: usize, area: Rect) -> Vec<Rect> {
        let mut boxes = vec![Rect::default(); nodes];
        let fit = self.fit(area.width);
        let last = count(fit).saturating_sub(1).max(1);
        let (first, width) = widths(area.width, count(fit).max(3.min(most_columns(area.width))));
        for (place, column) in (0..).zip(&self.columns[..fit]) {
            // The last column ends at the right edge, those between are spread evenly.
            let along = u32::from(area.width - first) * place / u32::from(last);
            let (x, width) = match place {
                0 => (area.x, first),
                _ => (area.x + first - width + u16::try_from(along).unwrap_or(0), width),
            };
            self.pile(column, Rect { x, width, ..area }, &mut boxes);
        }
        boxes
    }

    /// The boxes of a column share its height; what is only a shelf is as low as can be.
    fn pile(&self, column: &[NodeId], area: Rect, boxes: &mut [Rect]) {
        let small = u16::try_from(column.iter().filter(|id| self.is_small(**id)).count()).unwrap_or(0);
        let large = count(column.len()).saturating_sub(small).max(1);
        let shelf = match area.height {
            height if height >= 6 * large + DEAD_LETTERS * small => DEAD_LETTERS,
            height if height >= 3 * large + 2 * small => 2,
            _ => 1,
        };
        let for_large = u32::from(area.height.saturating_sub(small * shelf));
        let top_of = |place: u16| u16::try_from(for_large * u32::from(place) / u32::from(large)).unwrap_or(area.height);
        let (mut y, mut placed) = (area.y, 0);
        for id in column {
            let height = if self.is_small(*id) {
                shelf
            } else {
                placed += 1;
                (top_of(placed) - top_of(placed - 1)).max(1)
            };
            if y + height > area.bottom() {
                break;
            }
            boxes[id.index()] = Rect { y, height, ..area };
            y += height;
        }
    }
}

/// How many columns of the narrowest boxes an area of this width has room for.
fn most_columns(width: u16) -> u16 {
    (width + GAP) / (NARROWEST + GAP)
}

/// How wide the sender's box and all others are: callers have more to say than the rest.
fn widths(all: u16, columns: u16) -> (u16, u16) {
    let gap = (all / 10).min(all / (3 * columns)).max(GAP + 1).min(all.saturating_sub(columns * SPARE) / (columns - 1).max(1)).max(GAP);
    let each = all.saturating_sub((columns - 1) * gap) / columns;
    if each < SPARE { (each, each) } else { (each + 2 * (columns - 1), each - 2) }
}
