//! The ways between the boxes of a lane, cell by cell.

use ratatui::layout::{Position, Rect};

use super::lane::GAP;
use crate::id::NodeId;
use crate::scenario::Lane;

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

/// What the ways go around.
pub(super) struct Ground<'a> {
    /// The nodes of each column.
    pub columns: &'a [Vec<NodeId>],
    /// The column of each node.
    pub column: &'a [usize],
    /// The box of each node; empty if it is not shown.
    pub boxes: &'a [Rect],
    /// The first row below all boxes.
    pub aisle: u16,
    /// How many rows there are for ways that lead back or past boxes.
    pub aisles: u16,
}

/// The ways over which messages go, as far as their ends are shown.
pub(super) fn tracks(lane: &Lane, ground: &Ground<'_>) -> Vec<Track> {
    let mut tracks: Vec<Track> = Vec::new();
    let mut around = 0;
    for (from, _) in lane.node_ids() {
        for to in lane.ways(from) {
            let shown = !ground.boxes[from.index()].is_empty() && !ground.boxes[to.index()].is_empty();
            if !shown || tracks.iter().any(|track| track.from == from && track.to == to) {
                continue;
            }
            let (here, there) = (ground.column[from.index()], ground.column[to.index()]);
            let (forth, back) = if there == here + 1 {
                let forth = ground.across(from, to, 0);
                // Into a low box there is one line for both.
                let is_low = ground.boxes[to.index()].height < 4;
                let back = if is_low { forth.clone() } else { ground.across(from, to, 1) };
                (forth, back)
            } else if there == here {
                let way = ground.beside(from, to);
                (way.clone(), way)
            } else if ground.aisles > 0 {
                let way = ground.around(from, to, ground.aisle + around % ground.aisles);
                around += 1;
                (way.clone(), way)
            } else {
                continue;
            };
            tracks.push(Track { from, to, forth, back });
        }
    }
    tracks
}

impl Ground<'_> {
    /// The columns of cells between the column of a node and the next; beside the last there is a margin.
    fn channel(&self, node: NodeId) -> (u16, u16) {
        let start = self.boxes[node.index()].right();
        let next = self.columns.get(self.column[node.index()] + 1).into_iter().flatten();
        let next = next.map(|id| self.boxes[id.index()]).find(|place| !place.is_empty());
        (start, next.map_or(start + GAP, |place| place.x))
    }

    /// Where in its channel the ways from a node turn: each node of a column elsewhere.
    fn bend(&self, from: NodeId) -> u16 {
        let (start, end) = self.channel(from);
        let column = &self.columns[self.column[from.index()]];
        let place = column.iter().position(|id| *id == from).unwrap_or(0);
        let along = usize::from(end.saturating_sub(start)) * (2 * place + 1) / (2 * column.len());
        // A cell on either side stays for the way back, and for the ends.
        (start + u16::try_from(along).unwrap_or(0)).clamp(start + 1, end.saturating_sub(2).max(start + 1))
    }

    /// To the next column: straight where both boxes have a row in common, else with a bend.
    fn across(&self, from: NodeId, to: NodeId, below: u16) -> Vec<Position> {
        let (left, right) = (self.boxes[from.index()], self.boxes[to.index()]);
        let target = row(right, below);
        let start = if target > left.y && target + 1 < left.bottom() { target } else { row(left, below) };
        let bend = self.bend(from);
        // So that the ways there and back don't cross.
        let bend = match () {
            () if below == 0 => bend,
            () if start < target => bend - 1,
            () => bend + 1,
        };
        let mut way = Way::new(left.right(), start);
        way.go(bend, start);
        way.go(bend, target);
        way.go(right.x - 1, target);
        way.0
    }

    /// To a node of the same column: out on the right, and in from there.
    fn beside(&self, from: NodeId, to: NodeId) -> Vec<Position> {
        let (this, other) = (self.boxes[from.index()], self.boxes[to.index()]);
        let (start, end, bend) = (row(this, 2), row(other, 2), self.bend(from));
        let mut way = Way::new(this.right(), start);
        way.go(bend, start);
        way.go(bend, end);
        way.go(other.right(), end);
        way.0
    }

    /// To any other column, by a row below all boxes.
    fn around(&self, from: NodeId, to: NodeId, aisle: u16) -> Vec<Position> {
        let (this, other) = (self.boxes[from.index()], self.boxes[to.index()]);
        let (start, end) = (row(this, 2), row(other, 2));
        let bend = self.bend(from);
        let mut way = Way::new(this.right(), start);
        way.go(bend, start);
        way.go(bend, aisle);
        way.go(other.x - 2, aisle);
        way.go(other.x - 2, end);
        way.go(other.x - 1, end);
        way.0
    }
}

/// The row in which a way meets a box, as far down inside it as there is room.
fn row(area: Rect, below: u16) -> u16 {
    (area.y + 1 + below).min(area.bottom().saturating_sub(2)).max(area.y)
}

/// Cells one after the other.
struct Way(Vec<Position>);

impl Way {
    fn new(x: u16, y: u16) -> Self {
        Self(vec![Position { x, y }])
    }

    /// Goes straight on to a cell in the same row or column.
    fn go(&mut self, x: u16, y: u16) {
        while let Some(&at) = self.0.last().filter(|at| (at.x, at.y) != (x, y)) {
            let step = |from: u16, to: u16| match from.cmp(&to) {
                std::cmp::Ordering::Less => from + 1,
                std::cmp::Ordering::Equal => from,
                std::cmp::Ordering::Greater => from - 1,
            };
            self.0.push(Position { x: step(at.x, x), y: step(at.y, y) });
        }
    }
}
