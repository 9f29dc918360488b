//! The lanes compared: aspects down, lanes across, with the figures of the whole run.
//!
//! Figures are those of the run to its end, not up to the playhead: a comparison half way through would favour whoever is late.

use ratatui::layout::Rect;

use crate::id::LaneId;
use crate::measure::{Counting, LaneMeasures};
use crate::scenario::measure::LaneKey;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, wrap};
use crate::ui::theme::Role;
use crate::ui::words::{Aspect, compared};

/// The cells of the names of aspects, the widest column of a lane, and the gap between columns.
const NAME: u16 = 20;
const WIDEST: u16 = 52;
const GAP: u16 = 2;
/// The height of a table in which what was measured would be out of sight, and goes first.
const LOW: u16 = 24;
/// The narrowest column of a lane.
const NARROWEST: u16 = 17;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let lanes = chosen(model, area.width);
    let columns = Columns::of(area, lanes.len());
    let measures = model.study.counting.as_ref().and_then(Counting::measures).filter(|_| !model.hides_future());
    let mut aspects = compared(&model.scenario, &lanes, measures);
    if area.height < LOW {
        aspects.sort_by_key(|aspect| !aspect.is_measured);
    }
    let state = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    for (place, lane) in lanes.iter().enumerate() {
        let name = fit(model.scenario.lane(*lane).name.as_str(), columns.width, paint.signs.more);
        paint.words(area, columns.x(place), area.y, &name, Role::Heading);
    }
    if measures.is_some() {
        paint.words(area, area.x, area.y, "of the whole run", Role::Faint);
    }
    if lanes.len() == 2 {
        paint.words(area, columns.x(2), area.y, "difference", Role::Heading);
    }
    let rows: Vec<(usize, &Aspect)> =
        aspects.iter().flat_map(|aspect| (0..columns.height(aspect)).map(move |line| (line, aspect))).collect();
    // Below the table a line stays free for what is to be known about it.
    let room = usize::from(area.height.saturating_sub(2));
    let scroll = usize::try_from(model.study.scroll).unwrap_or(0).min(rows.len().saturating_sub(room));
    for ((line, aspect), y) in rows.iter().skip(scroll).zip(area.y + 1..state.y) {
        columns.row(aspect, *line, y, area, paint);
    }
    let left = rows.len() - scroll.min(rows.len());
    let arrow = if paint.ascii() { "Down" } else { "↓" };
    let more = if left > room { format!("{arrow} {} rows more", left - room) } else { String::new() };
    let x = paint.words_right(state, state.y, &more, Role::Text);
    let words = fit(&note(model, lanes.len()), x.saturating_sub(state.x + GAP), paint.signs.more);
    paint.words(state, state.x, state.y, &words, Role::Faint);
}

/// What is to be known about the figures.
fn note(model: &Model, lanes: usize) -> String {
    let counting = model.study.counting.as_ref();
    let hidden = match model.scenario.lanes.len() - lanes {
        0 => String::new(),
        hidden => format!(" {hidden} more lanes if wider."),
    };
    let figures = match counting.and_then(Counting::halted) {
        _ if model.hides_future() => "Figures are shown after the question.".to_owned(),
        Some(halt) => format!("No figures: {halt}"),
        None if counting.and_then(Counting::measures).is_some_and(leaves_out) => {
            "Figures of the whole run; end to end of what is completed.".to_owned()
        }
        None if counting.and_then(Counting::measures).is_some() => "Figures of the whole run.".to_owned(),
        None => format!("Figures are still being worked out, {:.0} %.", counting.map_or(0.0, Counting::share) * 100.0),
    };
    figures + &hidden
}

/// Whether some messages were not completed, whose end to end is in no figure.
fn leaves_out(measures: &[LaneMeasures]) -> bool {
    measures.iter().any(|lane| lane.number(LaneKey::Completed) < lane.number(LaneKey::Offered))
}

/// Which lanes are compared: all, where there is room; else the first that calls and the first that sends, or the first two.
fn chosen(model: &Model, width: u16) -> Vec<LaneId> {
    let all: Vec<LaneId> = model.scenario.lane_ids().map(|(lane, _)| lane).collect();
    let room = usize::from((width.saturating_sub(NAME)) / (NARROWEST + GAP));
    if all.len() <= room.max(2) {
        return all;
    }
    let first = |hands_over| all.iter().copied().find(|lane| model.scenario.lane(*lane).hands_over() == hands_over);
    match (first(false), first(true)) {
        (Some(calls), Some(sends)) => vec![calls, sends],
        _ => all[..2].to_vec(),
    }
}

/// Where what stands in a row.
struct Columns {
    from: u16,
    width: u16,
}

impl Columns {
    fn of(area: Rect, lanes: usize) -> Self {
        // Two lanes have a column more: how they differ.
        let count = u16::try_from(if lanes == 2 { 3 } else { lanes }).unwrap_or(u16::MAX).max(1);
        let each = (area.width.saturating_sub(NAME) / count).saturating_sub(GAP);
        Self { from: area.x + NAME + GAP, width: each.min(WIDEST) }
    }

    fn x(&self, place: usize) -> u16 {
        self.from + u16::try_from(place).unwrap_or(u16::MAX).saturating_mul(self.width + GAP)
    }

    fn height(&self, aspect: &Aspect) -> usize {
        aspect.cells.iter().chain([&aspect.difference]).map(|cell| wrap(cell, self.width).len()).max().unwrap_or(1).max(1)
    }

    /// One line of the row of an aspect.
    fn row(&self, aspect: &Aspect, line: usize, y: u16, area: Rect, paint: &mut Paint<'_>) {
        if line == 0 {
            paint.words(Rect { width: NAME, ..area }, area.x, y, aspect.name, Role::Faint);
        }
        let role = if aspect.is_measured { Role::Heading } else { Role::Text };
        for (place, cell) in aspect.cells.iter().chain([&aspect.difference]).enumerate() {
            let role = if place == aspect.cells.len() { Role::Request } else { role };
            if let Some(words) = wrap(cell, self.width).get(line) {
                paint.words(area, self.x(place), y, words, role);
            }
        }
    }
}
