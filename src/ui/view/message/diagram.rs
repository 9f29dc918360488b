//! The sequence diagram of one message in one lane.

use ratatui::layout::Rect;

use super::NARROWEST;
use crate::fact::Fact;
use crate::id::{LaneId, NodeId};
use crate::scenario::{Lane, Part};
use crate::tape::Told;
use crate::time::{Span, Time};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width, wrap};
use crate::ui::theme::Role;
use crate::ui::words::{Place, Step, steps};

/// The cells of the time of a step, since birth, with a gap.
const CLOCK: u16 = 8;
/// The cells that words need beside a diagram.
const WORDS: u16 = 15;
/// The least cells between the lines of two nodes.
const APART: u16 = 3;
/// What takes less than this share of a story is no wait.
const WAIT: u64 = 12;

pub struct Diagram<'a> {
    lane: &'a Lane,
    area: Rect,
    now: Time,
    /// How many rows further down it begins than it would.
    scroll: i32,
    steps: Vec<Step>,
    /// When the message was born.
    born: Time,
    /// The nodes that the message comes to, from the sender on.
    nodes: Vec<NodeId>,
    /// Those that there is room for, with the columns of their lines.
    lines: Vec<(NodeId, u16)>,
    /// Where words begin.
    words: u16,
    /// Whether the story is at an end, as far as one knows.
    is_over: bool,
}

/// A row of the diagram: a step, more words about it, or a wait up to the next.
enum Row<'a> {
    Step(&'a Step, String),
    More(&'a Step, String),
    Wait { from: Time, to: Time },
}

impl<'a> Diagram<'a> {
    /// Of the facts about the message in this lane, all that there are up to an instant.
    pub fn of(model: &Model, (id, lane): (LaneId, &'a Lane), facts: &[Told], until: Time) -> Self {
        let steps = steps(facts, until, (id, lane), &model.scenario);
        let visited = |node: &NodeId| {
            steps.iter().any(|step| match step.place {
                Place::At(at) => at == *node,
                Place::Between { from, to, .. } => from == *node || to == *node,
                Place::End => false,
            })
        };
        let mut nodes: Vec<NodeId> = lane.node_ids().map(|(node, _)| node).filter(visited).collect();
        // The sender stands on the left, then what is nearer to it; a worker behind its queue.
        let is_worker = |node: NodeId| matches!(lane.node(node).part, Part::Worker(_));
        nodes.sort_by_key(|node| (*node != lane.sender, lane.node(*node).hop, is_worker(*node)));
        let is_over = facts.iter().any(|told| matches!(told.fact, Fact::Ended { .. }));
        let born = facts.first().map_or(Time::START, |told| told.at);
        let (area, scroll) = (Rect::default(), model.study.scroll);
        Self { lane, area, now: model.now(), scroll, steps, born, nodes, lines: Vec::new(), words: 0, is_over }
    }

    /// The cells that it needs so that its words can be read.
    pub fn needs(&self) -> u16 {
        let nodes = u16::try_from(self.nodes.len()).unwrap_or(u16::MAX);
        (CLOCK + WORDS).saturating_add(nodes.saturating_mul(APART)).max(NARROWEST)
    }

    /// The same in an area.
    pub fn within(self, area: Rect) -> Self {
        let count = u16::try_from(self.nodes.len()).unwrap_or(u16::MAX).max(1);
        let step = (area.width.saturating_sub(CLOCK + WORDS) / count).clamp(APART, 14);
        let columns = (0..).map(|place: u16| area.x + CLOCK + place.saturating_mul(step));
        // Where there is no room for the lines of all nodes, the last are left out.
        let lines: Vec<(NodeId, u16)> = self.nodes.iter().copied().zip(columns).filter(|(_, x)| x + WORDS / 2 < area.right()).collect();
        let words = lines.last().map_or(area.x + CLOCK, |(_, x)| x + 3);
        Self { area, lines, words, ..self }
    }

    pub fn draw(&self, paint: &mut Paint<'_>) {
        let Self { area, .. } = *self;
        paint.words(area, area.x, area.y, &fit(self.lane.name.as_str(), area.width, paint.signs.more), Role::Heading);
        self.names(area.y + 1, paint);
        let (body, rows) = (self.body(), self.rows());
        let room = usize::from(body.height);
        let first = self.first(&rows);
        let (above, below) = (first > 0, rows.len() > first + room);
        for ((place, row), y) in rows.iter().enumerate().skip(first).take(room).zip(body.y..) {
            match row {
                // What is not in sight is told on the first and the last row.
                _ if above && place == first => hidden(place + 1, "above: k", y, body, paint),
                _ if below && place + 1 == first + room => hidden(rows.len() - place, "below: j", y, body, paint),
                Row::Step(step, words) => self.step(step, words, y, paint),
                Row::More(step, words) => {
                    self.lifelines(y, paint);
                    paint.words(self.area, self.words, y, words, self.role(step));
                }
                Row::Wait { from, to } => self.wait(*from, *to, y, paint),
            }
        }
    }

    /// Where the rows are.
    fn body(&self) -> Rect {
        let head = if self.names_fit() { 2 } else { 3 };
        Rect { y: self.area.y + head, height: self.area.height.saturating_sub(head), ..self.area }
    }

    /// The row at which it begins, and those at which it could.
    fn first(&self, rows: &[Row<'_>]) -> usize {
        let first = usize::try_from(self.scroll.saturating_add(self.usual(rows))).unwrap_or(0);
        first.min(rows.len().saturating_sub(usize::from(self.body().height)))
    }

    /// The same without scrolling: the step of now is in sight, with some of what comes, and the birth as long as that has room, too.
    fn usual(&self, rows: &[Row<'_>]) -> i32 {
        let past = rows.iter().filter(|row| row.begins() <= self.now).count();
        let room = usize::from(self.body().height);
        let first = if past + 2 <= room { 0 } else { (past + (room / 3).max(1)).min(rows.len()).saturating_sub(room) };
        i32::try_from(first).unwrap_or(i32::MAX)
    }

    /// How far up and down it can be scrolled.
    pub fn reach(&self) -> (i32, i32) {
        let rows = self.rows();
        let last = rows.len().saturating_sub(usize::from(self.body().height));
        let usual = self.usual(&rows);
        (-usual, i32::try_from(last).unwrap_or(i32::MAX) - usual)
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let whole = match (self.steps.first(), self.steps.last()) {
            (Some(first), Some(last)) => last.at.since(first.at),
            _ => Span::ZERO,
        };
        let mut rows = Vec::new();
        let mut before: Option<Time> = None;
        for step in &self.steps {
            if let Some(from) = before.filter(|from| step.at.since(*from).0 > whole.0 / WAIT) {
                rows.push(Row::Wait { from, to: step.at });
            }
            let mut words = wrap(&step.words, self.area.right().saturating_sub(self.words)).into_iter();
            rows.push(Row::Step(step, words.next().unwrap_or_default()));
            rows.extend(words.map(|words| Row::More(step, words)));
            before = Some(step.at);
        }
        if let Some(from) = before.filter(|_| !self.is_over) {
            rows.push(Row::Wait { from, to: Time::NEVER });
        }
        rows
    }

    /// Whether the names of the nodes have room in one row, each above its line.
    fn names_fit(&self) -> bool {
        self.lines.iter().enumerate().all(|(place, (node, x))| width(self.name(*node)) <= self.cells(place, *x, 1))
    }

    fn name(&self, node: NodeId) -> &str {
        self.lane.node(node).id.as_str()
    }

    /// The cells from the line at a place to the one so many further on.
    fn cells(&self, place: usize, x: u16, further: usize) -> u16 {
        self.lines.get(place + further).map_or(self.area.right(), |(_, next)| next - 1).saturating_sub(x)
    }

    /// Draws the names of the nodes, each above its line; in two rows where one is too narrow.
    fn names(&self, y: u16, paint: &mut Paint<'_>) {
        let rows = if self.names_fit() { 1 } else { 2 };
        if rows > 1 {
            self.lifelines(y + 1, paint);
        }
        for (place, (node, x)) in self.lines.iter().enumerate() {
            let name = fit(self.name(*node), self.cells(place, *x, rows), paint.signs.more);
            let below = u16::from(rows > 1 && place % 2 == 1);
            paint.words(self.area, *x, y + below, &name, Role::Faint);
        }
    }

    fn line(&self, node: NodeId) -> Option<u16> {
        self.lines.iter().find(|(each, _)| *each == node).map(|(_, x)| *x)
    }

    fn lifelines(&self, y: u16, paint: &mut Paint<'_>) {
        for (_, x) in &self.lines {
            paint.words(self.area, *x, y, paint.signs.lines[5], Role::Track);
        }
    }

    fn role(&self, step: &Step) -> Role {
        if step.at > self.now { Role::Faint } else { step.role }
    }

    fn step(&self, step: &Step, words: &str, y: u16, paint: &mut Paint<'_>) {
        let signs = paint.signs;
        let role = self.role(step);
        self.lifelines(y, paint);
        let clock = if step.at > self.now { Role::Faint } else { Role::Text };
        paint.words(self.area, self.area.x, y, &since(step.at.since(self.born)), clock);
        match step.place {
            Place::At(node) => {
                if let Some(x) = self.line(node) {
                    paint.words(self.area, x, y, signs.free, role);
                }
            }
            Place::Between { from, to, lost } => self.arrow(from, to, lost, y, role, paint),
            Place::End => {
                if let (Some((_, first)), Some((_, last))) = (self.lines.first(), self.lines.last()) {
                    paint.repeat(self.area, *first, y, signs.past, last - first + 1, role);
                }
            }
        }
        paint.words(self.area, self.words, y, words, role);
    }

    fn arrow(&self, from: NodeId, to: NodeId, lost: bool, y: u16, role: Role, paint: &mut Paint<'_>) {
        let signs = paint.signs;
        let (Some(start), Some(end)) = (self.line(from), self.line(to)) else { return };
        let (left, right) = (start.min(end), start.max(end));
        let (first, last) = (left + 1, right.saturating_sub(1));
        for x in first..=last {
            paint.words(self.area, x, y, signs.lines[10], role);
        }
        let head = if end >= start { (last, signs.forth) } else { (first, signs.back) };
        let (x, sign) = if lost { (first + (last.saturating_sub(first)) / 2, signs.error) } else { head };
        if first <= last {
            paint.words(self.area, x, y, sign, role);
        }
    }

    /// A stretch in which nothing happens to the message.
    fn wait(&self, from: Time, to: Time, y: u16, paint: &mut Paint<'_>) {
        self.lifelines(y, paint);
        let is_here = from <= self.now && self.now < to;
        let words = match () {
            () if is_here && from == self.now => format!("{} now", paint.signs.forth),
            () if is_here => format!("{} now, for {}", paint.signs.forth, self.now.since(from)),
            () if to == Time::NEVER => return,
            () => format!("{} pass", to.since(from)),
        };
        let role = match () {
            () if is_here => Role::Playhead,
            () if from > self.now => Role::Faint,
            () => Role::Text,
        };
        paint.words(self.area, self.words, y, &fit(&words, self.area.right().saturating_sub(self.words), paint.signs.more), role);
    }
}

impl Row<'_> {
    fn begins(&self) -> Time {
        match self {
            Self::Step(step, _) | Self::More(step, _) => step.at,
            Self::Wait { from, .. } => *from,
        }
    }
}

/// Says how many rows are not in sight, and what shows them.
fn hidden(rows: usize, how: &str, y: u16, body: Rect, paint: &mut Paint<'_>) {
    paint.words(body, body.x + CLOCK, y, &format!("{rows} rows {how}"), Role::Text);
}

/// The time since birth: in seconds as long as that is short.
fn since(span: Span) -> String {
    let seconds = span.seconds();
    match seconds {
        0.0..100.0 => format!("+{seconds:.3}"),
        100.0..10_000.0 => format!("+{seconds:.1}"),
        _ => format!("+{span}"),
    }
}
