//! One message, followed through all lanes beside each other: a sequence diagram for each, from birth to end.

use ratatui::layout::Rect;

use crate::fact::Fact;
use crate::id::NodeId;
use crate::scenario::{Lane, Part};
use crate::tape::{Story, Told};
use crate::time::{Span, Time};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width, wrap};
use crate::ui::theme::Role;
use crate::ui::words::{Place, Step, steps};

/// The narrowest and the widest column of a lane.
const NARROWEST: u16 = 37;
const WIDEST: u16 = 96;
/// The cells between two columns.
const GAP: u16 = 3;
/// The cells of the time of a step, since birth, with a gap.
const CLOCK: u16 = 8;
/// The cells that words need beside a diagram.
const WORDS: u16 = 15;
/// What takes less than this share of a story is no wait.
const WAIT: u64 = 12;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let Some(story) = &model.study.story else { return };
    let lanes = u16::try_from(model.scenario.lanes.len()).unwrap_or(u16::MAX).max(1);
    let fits = ((area.width + GAP) / (NARROWEST + GAP)).clamp(1, lanes);
    let each = ((area.width + GAP) / fits).saturating_sub(GAP).min(WIDEST);
    head(model, story, lanes - fits, Rect { height: 1, ..area }, paint);
    let first = first_lane(model, fits);
    for (place, (id, lane)) in (0..fits).zip(model.scenario.lane_ids().skip(first)) {
        let column = Rect { x: area.x + place * (each + GAP), y: area.y + 1, width: each, height: area.height.saturating_sub(1) };
        // Whoever is to predict is not shown what comes.
        let is_shown = |told: &&Told| told.lane == id && (told.at <= model.now() || !model.hides_future());
        let facts: Vec<Told> = story.facts().iter().filter(is_shown).copied().collect();
        Diagram::of(model, lane, &facts, column).draw(paint);
    }
}

/// Where not all lanes fit, the selected one is among those that are shown.
fn first_lane(model: &Model, fits: u16) -> usize {
    model.selected.map_or(0, |(lane, _)| (lane.index() + 1).saturating_sub(usize::from(fits)))
}

fn head(model: &Model, story: &Story, more: u16, row: Rect, paint: &mut Paint<'_>) {
    let born = story.facts().first().map(|told| told.at);
    let known = model.tape.is_full() && !model.study.is_busy;
    let when = match born {
        Some(at) if at > model.now() => format!("will be born at {at:.3}"),
        Some(at) => format!("born at {at:.3}"),
        None if known => "is never born".to_owned(),
        None => "is still being worked out".to_owned(),
    };
    let x = paint.words(row, row.x, row.y, &format!("Message {}", story.msg().0), Role::Heading);
    let x = paint.words(row, x, row.y, &format!(" {when}"), Role::Text);
    let hint = match more {
        0 => format!("{} other messages", if paint.ascii() { "Up Down" } else { "↑ ↓" }),
        1 => "another lane: select it on the stage".to_owned(),
        _ => format!("{more} more lanes: select one on the stage"),
    };
    if x + 2 + width(&hint) <= row.right() {
        paint.words_right(row, row.y, &hint, Role::Faint);
    }
}

/// The sequence diagram of one lane.
struct Diagram<'a> {
    lane: &'a Lane,
    area: Rect,
    now: Time,
    steps: Vec<Step>,
    /// When the message was born.
    born: Time,
    /// The nodes that the message comes to, with the columns of their lines.
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
    fn of(model: &Model, lane: &'a Lane, facts: &[Told], area: Rect) -> Self {
        let steps = steps(facts, lane, &model.scenario);
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
        let count = u16::try_from(nodes.len()).unwrap_or(u16::MAX).max(1);
        let room = area.width.saturating_sub(CLOCK + WORDS);
        let step = (room / count).clamp(3, 14);
        // Where there is no room for the lines of all nodes, the last are left out.
        let lines: Vec<(NodeId, u16)> = nodes
            .into_iter()
            .zip((0..).map(|place: u16| area.x + CLOCK + place.saturating_mul(step)))
            .filter(|(_, x)| x + WORDS / 2 < area.right())
            .collect();
        let words = lines.last().map_or(area.x + CLOCK, |(_, x)| x + 3);
        let is_over = facts.iter().any(|told| matches!(told.fact, Fact::Ended { .. }));
        let born = facts.first().map_or(Time::START, |told| told.at);
        Self { lane, area, now: model.now(), steps, born, lines, words, is_over }
    }

    fn draw(&self, paint: &mut Paint<'_>) {
        let Self { area, .. } = *self;
        paint.words(area, area.x, area.y, &fit(self.lane.name.as_str(), area.width, paint.signs.more), Role::Heading);
        let head = 1 + self.names(area.y + 1, paint);
        let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
        let rows = self.rows();
        // The step of now stays in sight, with some of what comes.
        let past = rows.iter().filter(|row| row.begins() <= self.now).count();
        let room = usize::from(body.height);
        let first = (past + room / 3).min(rows.len()).saturating_sub(room);
        // Where not all fits below, the last row says how much there is.
        let shown = if rows.len() > first + room { room.saturating_sub(1) } else { room };
        for (row, y) in rows.iter().skip(first).take(shown).zip(body.y..) {
            match row {
                Row::Step(step, words) => self.step(step, words, y, paint),
                Row::More(step, words) => {
                    self.lifelines(y, paint);
                    paint.words(self.area, self.words, y, words, self.role(step));
                }
                Row::Wait { from, to } => self.wait(*from, *to, y, paint),
            }
        }
        if shown < room {
            let words = format!("{} rows more", rows.len() - first - shown);
            paint.words(body, self.words, body.bottom().saturating_sub(1), &words, Role::Faint);
        }
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

    /// The names of the nodes, each above its line; in two rows where one is too narrow. Returns how many rows it took.
    fn names(&self, y: u16, paint: &mut Paint<'_>) -> u16 {
        let end = |place: usize| self.lines.get(place).map_or(self.area.right(), |(_, next)| next - 1);
        let name = |node: NodeId| self.lane.node(node).id.as_str();
        let cells = |place: usize, x: u16, step: usize| end(place + step).saturating_sub(x);
        let fits = self.lines.iter().enumerate().all(|(place, (node, x))| width(name(*node)) <= cells(place, *x, 1));
        let rows = if fits { 1 } else { 2 };
        if !fits {
            self.lifelines(y + 1, paint);
        }
        for (place, (node, x)) in self.lines.iter().enumerate() {
            let name = fit(name(*node), cells(place, *x, usize::from(rows)), paint.signs.more);
            let below = u16::from(!fits && place % 2 == 1);
            paint.words(self.area, *x, y + below, &name, Role::Faint);
        }
        rows
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

/// The time since birth: in seconds as long as that is short.
fn since(span: Span) -> String {
    let seconds = span.seconds();
    match seconds {
        0.0..100.0 => format!("+{seconds:.3}"),
        100.0..10_000.0 => format!("+{seconds:.1}"),
        _ => format!("+{span}"),
    }
}
