//! The log: the facts around the playhead in words, the past above it and the future, as far as it is known, below.

use ratatui::layout::Rect;

use crate::id::LaneId;
use crate::tape::Told;
use crate::time::Time;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::study::Filter;
use crate::ui::theme::Role;
use crate::ui::words::{role_of, said};

/// The narrowest column of a lane, where lanes stand side by side.
const NARROWEST: u16 = 44;
/// The widest that the name of a lane may be before its facts.
const NAME: u16 = 14;
/// The cells from one column to the next.
const GAP: u16 = 2;

/// What happened at one instant, at most one fact of each lane.
struct Row {
    at: Time,
    facts: Vec<Told>,
}

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let Some(journal) = &model.study.journal else { return };
    let columns = Columns::of(model, area);
    head(model, &columns, Rect { height: 1, ..area }, paint);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if journal.is_behind() {
        paint.words(body, body.x, body.y, "what happened is still being worked out", Role::Faint);
        return;
    }
    let (past, future) = journal.halves();
    let past = rows(past, columns.side_by_side);
    // Whoever is to predict is not shown what comes.
    let is_hidden = model.hides_future();
    let future = if is_hidden { Vec::new() } else { rows(future, columns.side_by_side) };
    // The past has more of the room, as far as there is something in it; before it stands where it begins.
    let line = (i32::from(body.height) * 2 / 3).min(count(past.len()) + 1) - model.study.scroll;
    let put = |place: i32| u16::try_from(place).ok().filter(|row| *row < body.height).map(|row| body.y + row);
    for (row, place) in past.iter().rev().zip(1..) {
        let Some(y) = put(line - place) else { continue };
        let is_new = row.at == model.now();
        columns.row(row, body, y, if is_new { None } else { Some(Role::Text) }, paint);
    }
    if let Some(y) = put(line - 1 - count(past.len())) {
        let begins = journal.begins(&model.tape);
        let from = if begins == Time::START { "the start".to_owned() } else { format!("{begins:.3}; what was before is not kept here") };
        paint.words(body, body.x, y, &format!("{:width$}from {from}", "", width = usize::from(columns.clock)), Role::Faint);
    }
    if let Some(y) = put(line) {
        now(model, body, y, paint);
    }
    for (row, place) in future.iter().zip(1..) {
        let Some(y) = put(line + place) else { continue };
        columns.row(row, body, y, Some(Role::Faint), paint);
    }
    if let Some(y) = put(line + 1 + count(future.len())) {
        let words = match () {
            () if is_hidden => "what comes is not shown yet",
            () if model.study.is_busy || !model.tape.is_full() => "what comes is still being worked out",
            () => "nothing more",
        };
        paint.words(body, body.x + columns.clock, y, words, Role::Faint);
    }
}

fn count(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX / 2)
}

/// The line of the playhead.
fn now(model: &Model, body: Rect, y: u16, paint: &mut Paint<'_>) {
    let signs = paint.signs;
    let label = format!("{} {:.3} now ", signs.forth, model.now());
    let x = paint.words(body, body.x, y, &label, Role::Playhead);
    paint.repeat(body, x, y, signs.past, body.right().saturating_sub(x), Role::Structure);
}

/// Above the facts: which they are, and whose columns.
fn head(model: &Model, columns: &Columns<'_>, row: Rect, paint: &mut Paint<'_>) {
    let which = match model.study.filter {
        Filter::All => "all facts",
        Filter::Matters => "what matters",
    };
    let whose = model.selected.map(|(lane, node)| {
        let plan = model.scenario.lane(lane);
        format!(" of {}, {}", plan.name, plan.node(node).id)
    });
    let words = format!("{which}{}", whose.unwrap_or_default());
    if columns.side_by_side {
        let mut end = row.x;
        for (lane, x) in columns.lanes(row) {
            let name = fit(model.scenario.lane(lane).name.as_str(), columns.width, paint.signs.more);
            end = paint.words(row, x, row.y, &name, Role::Heading);
        }
        let rest = Rect { x: end + GAP, width: row.right().saturating_sub(end + GAP), ..row };
        paint.words_right(rest, row.y, &fit(&words, rest.width, paint.signs.more), Role::Faint);
    } else {
        let x = paint.words(row, row.x, row.y, &fit(&format!("The log: {words}"), row.width, paint.signs.more), Role::Heading);
        let hint = match model.study.filter {
            Filter::All => "w only what matters",
            Filter::Matters => "w all facts",
        };
        if x + GAP + width(hint) <= row.right() {
            paint.words_right(row, row.y, hint, Role::Faint);
        }
    }
}

/// Facts in rows: of one instant the first of each lane side by side, then the second, and so on; or one by one.
fn rows<'a>(facts: impl Iterator<Item = &'a Told>, side_by_side: bool) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // The first row of the instant that is being filled.
    let mut first = 0;
    for told in facts {
        if rows.last().is_none_or(|row| row.at != told.at) {
            first = rows.len();
        }
        let free = |row: &&mut Row| side_by_side && row.facts.iter().all(|other| other.lane != told.lane);
        match rows[first..].iter_mut().find(free) {
            Some(row) => row.facts.push(*told),
            None => rows.push(Row { at: told.at, facts: vec![*told] }),
        }
    }
    rows
}

/// Where what stands in a row.
struct Columns<'a> {
    model: &'a Model,
    side_by_side: bool,
    /// The cells of the clock, with a gap.
    clock: u16,
    /// The cells of a lane's column, or of its name.
    width: u16,
}

impl<'a> Columns<'a> {
    fn of(model: &'a Model, area: Rect) -> Self {
        let lanes = u16::try_from(model.scenario.lanes.len()).unwrap_or(u16::MAX);
        let clock = width(&format!("{:.3}", model.scenario.end())) + GAP;
        let each = area.width.saturating_sub(clock) / lanes;
        let side_by_side = lanes > 1 && each >= NARROWEST;
        let name = model.scenario.lanes.iter().map(|lane| width(lane.name.as_str())).max().unwrap_or(0).min(NAME);
        Self { model, side_by_side, clock, width: if side_by_side { each - GAP } else { name } }
    }

    /// The lanes with the columns where theirs begin.
    fn lanes(&self, area: Rect) -> impl Iterator<Item = (LaneId, u16)> {
        let step = self.width + GAP;
        let from = area.x + self.clock;
        self.model.scenario.lane_ids().map(move |(lane, _)| (lane, from + u16::from(lane.0) * step))
    }

    /// A row of facts, all in one role or each in its own.
    fn row(&self, row: &Row, area: Rect, y: u16, role: Option<Role>, paint: &mut Paint<'_>) {
        let is_future = role == Some(Role::Faint);
        let style = paint.theme.style(if role.is_none() { Role::Heading } else { Role::Faint });
        paint.styled(area, area.x, y, &format!("{:.3}", row.at), style);
        for told in &row.facts {
            let lane = self.model.scenario.lane(told.lane);
            let words = said(told.fact, lane, &self.model.scenario);
            let own = if is_future { Role::Faint } else { role_of(&told.fact) };
            if self.side_by_side {
                let x = self.lanes(area).nth(told.lane.index()).map_or(area.x, |(_, x)| x);
                paint.words(area, x, y, &fit(&words, self.width, paint.signs.more), own);
                continue;
            }
            let x = area.x + self.clock;
            paint.words(area, x, y, &fit(lane.name.as_str(), self.width, paint.signs.more), Role::Faint);
            let x = x + self.width + GAP;
            paint.words(area, x, y, &fit(&words, area.right().saturating_sub(x), paint.signs.more), own);
        }
    }
}
