//! The whole run as a still picture: a row for each caller, slot and queue, time to the right.

mod legend;

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::id::{LaneId, NodeId};
use crate::scenario::{Fault, Part as Kind};
use crate::tape::{Part, Row, Slot};
use crate::time::{Span, Time};
use crate::ui::action::Action;
use crate::ui::layout::{Axis, Line, Rows, label, rows};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;
use crate::ui::words;

/// From this share of a cell's time on, a state has its own sign there.
const MOST: f64 = 0.5;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let rows = rows(area, &model.scenario);
    let strip = Strip::new(model, &rows);
    for ((lane, line), y) in rows.lines.iter().zip(rows.strip.top()..rows.strip.bottom()) {
        let labels = Rect { width: rows.labels.saturating_sub(1), ..area };
        match *line {
            Line::Gap => strip.playhead(y, paint),
            Line::Title => strip.title(*lane, Rect { y, height: 1, ..area }, labels, paint),
            line => {
                let words = fit(&label(model.scenario.lane(*lane), line), labels.width, paint.signs.more);
                let x = paint.words(labels, area.x, y, &words, Role::Text);
                if let Some(most) = strip.most(*lane, line).filter(|most| *most > 0) {
                    let most = most.to_string();
                    if x + 1 + width(&most) <= labels.right() {
                        paint.words_right(labels, y, &most, Role::Faint);
                    }
                }
                strip.row(*lane, line, y, paint);
            }
        }
    }
    strip.ruler(&rows, paint);
    legend::draw(model, &rows, paint);
    let last = area.bottom().saturating_sub(1);
    if rows.hidden > 0 {
        let words = if rows.hidden == 1 { "1 more lane does".to_owned() } else { format!("{} more lanes do", rows.hidden) };
        paint.words_right(area, last, &format!("{words} not fit; make the window larger"), Role::Faint);
    }
}

/// The cells of time, and what they show.
struct Strip<'a> {
    model: &'a Model,
    area: Rect,
    axis: Axis,
    /// The column of the playhead.
    now: u16,
    /// How many slots of time are known.
    known: usize,
    /// The most messages that wait anywhere: bars of all rows have the same scale.
    deepest: u64,
    /// The same of the callers that are blocked, where those are not shown one by one.
    crowd: u64,
}

impl<'a> Strip<'a> {
    fn new(model: &'a Model, rows: &Rows) -> Self {
        let axis = Axis::new(rows.strip, model.scenario.end());
        let mut strip =
            Self { model, area: rows.strip, axis, now: axis.column(model.now()), known: model.shown_slots(), deepest: 1, crowd: 1 };
        for (lane, line) in &rows.lines {
            let most = strip.most(*lane, *line).unwrap_or(0);
            let scale = if matches!(line, Line::Depth(_)) { &mut strip.deepest } else { &mut strip.crowd };
            *scale = most.max(*scale);
        }
        strip
    }

    fn slots(&self, lane: LaneId) -> &[Slot] {
        let slots = &self.model.tape.summary().lanes()[lane.index()].slots;
        &slots[..self.known.min(slots.len())]
    }

    /// The most messages that wait where a row tells of it.
    fn most(&self, lane: LaneId, line: Line) -> Option<u64> {
        self.most_in(lane, line, 0..usize::MAX)
    }

    /// The same, in some slots of time.
    fn most_in(&self, lane: LaneId, line: Line, parts: std::ops::Range<usize>) -> Option<u64> {
        let slots = self.slots(lane);
        let slots = &slots[parts.start.min(slots.len())..parts.end.min(slots.len())];
        match line {
            Line::Depth(node) => Some(slots.iter().map(|slot| slot.depth[node.index()]).max().unwrap_or(0)),
            Line::Blocked(_) => Some(slots.iter().map(|slot| u64::from(slot.most_blocked)).max().unwrap_or(0)),
            Line::Gap | Line::Title | Line::Place(..) | Line::Places(..) => None,
        }
    }

    /// Draws where time stands, if that is in this row.
    fn playhead(&self, y: u16, paint: &mut Paint<'_>) {
        paint.words(self.area, self.now, y, paint.signs.lines[5], Role::Playhead);
    }

    /// Draws a lane's name, and the faults that hit it.
    fn title(&self, lane: LaneId, area: Rect, labels: Rect, paint: &mut Paint<'_>) {
        self.playhead(area.y, paint);
        let mut free = self.area.x;
        let mut name_ends = area.right();
        for fault in self.faults(lane) {
            let (from, to) = self.columns(fault);
            paint.repeat(self.area, from, area.y, paint.signs.fault, to - from, Role::Error);
            let words = format!("{} {}", paint.signs.of_fault(fault.kind), fault.kind.word());
            let behind = to.saturating_add(1);
            if from >= free && behind + width(&words) <= self.area.right() {
                free = paint.words(self.area, behind, area.y, &words, Role::Error) + 1;
            }
            name_ends = name_ends.min(from.saturating_sub(1)).max(labels.right());
        }
        let room = name_ends.saturating_sub(area.x);
        let name = fit(self.model.scenario.lane(lane).name.as_str(), room, paint.signs.more);
        paint.words(area, area.x, area.y, &name, Role::Heading);
    }

    /// The faults that hit a lane, in order of time.
    fn faults(&self, lane: LaneId) -> impl Iterator<Item = &'a Fault> {
        self.model.scenario.faults.iter().filter(move |fault| fault.targets.iter().any(|target| target.lane == lane))
    }

    /// From which column to before which one a fault lasts.
    fn columns(&self, fault: &Fault) -> (u16, u16) {
        let from = self.axis.column(fault.at);
        (from, self.axis.column(fault.until).max(from + 1).min(self.area.right()))
    }

    fn row(&self, lane: LaneId, line: Line, y: u16, paint: &mut Paint<'_>) {
        let spans: Vec<(u16, u16)> = self.faults(lane).map(|fault| self.columns(fault)).collect();
        let followed: Vec<&Row> = self.followed(lane, line);
        for x in self.area.left()..self.area.right() {
            if x == self.now {
                self.playhead(y, paint);
                continue;
            }
            let in_fault = spans.iter().any(|(from, to)| (*from..*to).contains(&x));
            let seen = self.cell(lane, line, &followed, x, paint);
            let (sign, role) = match seen {
                Some(Some(seen)) => seen,
                Some(None) if in_fault => (paint.signs.shade, Role::Error),
                Some(None) => (paint.signs.to_do, Role::Track),
                // What nobody knows yet is left empty.
                None => (" ", Role::Track),
            };
            let mut style = paint.theme.style(role);
            if in_fault {
                style = style.patch(paint.theme.shade());
            }
            if x > self.now {
                style = style.add_modifier(Modifier::DIM).remove_modifier(Modifier::BOLD);
            }
            paint.styled(self.area, x, y, sign, style);
        }
    }

    /// The callers or slots that a row is about.
    fn followed(&self, lane: LaneId, line: Line) -> Vec<&'a Row> {
        let is_sender = |node: NodeId| self.model.scenario.lane(lane).sender == node;
        let of = |row: &Row, node| if row.is_caller() { is_sender(node) } else { row.node == node };
        let rows = self.model.tape.summary().lanes()[lane.index()].rows.iter();
        match line {
            Line::Place(node, place) => rows.filter(|row| row.place == place && of(row, node)).collect(),
            Line::Places(node, ..) => rows.filter(|row| of(row, node)).collect(),
            Line::Gap | Line::Title | Line::Depth(_) | Line::Blocked(_) => Vec::new(),
        }
    }

    /// What a cell shows: nothing if it is not known yet; nothing in it if there is nothing to show.
    fn cell(&self, lane: LaneId, line: Line, rows: &[&Row], x: u16, paint: &Paint<'_>) -> Option<Option<(&'static str, Role)>> {
        let signs = paint.signs;
        let parts = self.axis.parts(x, self.model.tape.summary().width());
        let slots = self.slots(lane);
        let parts = parts.start..parts.end.min(slots.len());
        if parts.is_empty() {
            return None;
        }
        let bounds = [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875];
        let level = |share: f64| signs.levels[bounds.iter().filter(|bound| share > **bound).count()];
        let (node, share, is_second) = match line {
            Line::Depth(_) => {
                let most = self.most_in(lane, line, parts).unwrap_or(0);
                return Some((most > 0).then(|| (level(most as f64 / self.deepest as f64), Role::Request)));
            }
            Line::Blocked(node) => {
                let Slot { most_blocked, backing_off, .. } = slots[parts].iter().max_by_key(|slot| slot.most_blocked)?;
                (node, f64::from(*most_blocked) / self.crowd as f64, *backing_off * 2 > *most_blocked)
            }
            Line::Place(node, _) | Line::Places(node, ..) => {
                let places = if let Line::Places(_, places, _) = line { places } else { 1 };
                let time = self.time(&parts) * f64::from(places);
                let share = |part: Part| rows.iter().map(|row| row.share(part, parts.clone())).sum::<f64>() / time;
                let (busy, wasted) = (share(Part::Busy), share(Part::Wasted));
                (node, busy + wasted, wasted > busy)
            }
            Line::Gap | Line::Title => return None,
        };
        let is_caller = matches!(self.model.scenario.lane(lane).node(node).part, Kind::Sender(_));
        let (sign, role) = match (is_caller, is_second) {
            (true, false) => (signs.blocked, Role::Blocked),
            (true, true) => (signs.retry, Role::Retry),
            (false, false) => (signs.solid, Role::Work),
            (false, true) => (signs.orphaned_done, Role::Orphaned),
        };
        // Heights are of what the row is about first; without colours one would take the other for it.
        let sign = if is_second || share >= MOST { sign } else { level(share) };
        Some((share > 0.0).then_some((sign, role)))
    }

    /// How long some slots of time last, in slots: the last one may be short.
    fn time(&self, parts: &std::ops::Range<usize>) -> f64 {
        let width = self.model.tape.summary().width();
        let at = |part: usize| Span(width.0.saturating_mul(part as u64)).0.min(self.model.scenario.duration.0);
        Span(at(parts.end) - at(parts.start)).seconds() / width.seconds()
    }

    /// Draws the axis of time below the rows, with scenes and changes.
    fn ruler(&self, rows: &Rows, paint: &mut Paint<'_>) {
        let y = self.area.bottom();
        let ground = Rect { y, height: 2, ..self.area };
        let ticks = self.axis.ticks(12);
        if rows.ruled {
            paint.repeat(ground, ground.x, y, paint.signs.lines[10], ground.width, Role::Structure);
            ticks.iter().for_each(|tick| {
                paint.words(ground, self.axis.column(*tick), y, paint.signs.lines[14], Role::Structure);
            });
        }
        let role = |at: Time| if at <= self.model.now() { Role::Text } else { Role::Faint };
        self.changes().for_each(|at| {
            paint.words(ground, self.axis.column(at), y, paint.signs.change, role(at));
        });
        self.model.cues.iter().for_each(|cue| {
            paint.words(ground, self.axis.column(cue.at), y, paint.signs.scene, role(cue.at));
        });
        let y = y + u16::from(rows.ruled);
        let step = ticks.get(1).copied().unwrap_or_default();
        for tick in &ticks {
            let instant = words::instant(*tick, step);
            let x = self.axis.column(*tick);
            if x + width(&instant) <= ground.right() {
                paint.words(ground, x, y, &instant, Role::Faint);
            }
        }
    }

    /// When something of the scenario changes, or was changed by the user.
    fn changes(&self) -> impl Iterator<Item = Time> {
        let done = self.model.log.actions.iter().filter_map(|action| match action {
            Action::Change { at, .. } => Some(*at),
            Action::Fault { .. } => None,
        });
        self.model.scenario.changes.iter().map(|change| change.at).chain(done)
    }
}
