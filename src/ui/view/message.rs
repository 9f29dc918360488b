//! One message, followed through all lanes beside each other: a sequence diagram for each, from birth to end.

mod diagram;

use ratatui::layout::Rect;

use crate::tape::{Story, Told};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;
use diagram::Diagram;

/// The narrowest and the widest column of a lane.
const NARROWEST: u16 = 37;
const WIDEST: u16 = 96;
/// The cells between two columns.
const GAP: u16 = 3;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let Some(story) = &model.study.story else { return };
    let diagrams = diagrams(model, story, area);
    head(model, story, model.scenario.lanes.len() - diagrams.len(), Rect { height: 1, ..area }, paint);
    diagrams.iter().for_each(|diagram| diagram.draw(paint));
}

/// How far up and down the diagrams can be scrolled in an area, in rows from where they are without.
pub fn reach(model: &Model, area: Rect) -> (i32, i32) {
    let diagrams = model.study.story.iter().flat_map(|story| diagrams(model, story, area));
    diagrams.map(|diagram| diagram.reach()).fold((0, 0), |all, one| (all.0.min(one.0), all.1.max(one.1)))
}

/// The diagrams of the lanes that fit beside each other; the selected one is among them.
fn diagrams<'a>(model: &'a Model, story: &Story, area: Rect) -> Vec<Diagram<'a>> {
    // Whoever is to predict is not shown what comes.
    let until = if model.hides_future() { story.known().min(model.now()) } else { story.known() };
    let all: Vec<Diagram<'_>> = model
        .scenario
        .lane_ids()
        .map(|(id, lane)| {
            let facts: Vec<Told> = story.facts().iter().filter(|told| told.lane == id && told.at <= until).copied().collect();
            Diagram::of(model, (id, lane), &facts, until)
        })
        .collect();
    let lanes = u16::try_from(all.len()).unwrap_or(u16::MAX).max(1);
    let needed = all.iter().map(Diagram::needs).max().unwrap_or(0);
    let fits = ((area.width + GAP) / (needed + GAP)).clamp(1, lanes);
    let each = ((area.width + GAP) / fits).saturating_sub(GAP).min(WIDEST);
    let column = |place: u16| Rect { x: area.x + place * (each + GAP), y: area.y + 1, width: each, height: area.height.saturating_sub(1) };
    let first = model.selected.map_or(0, |(lane, _)| (lane.index() + 1).saturating_sub(usize::from(fits)));
    (0..fits).zip(all.into_iter().skip(first)).map(|(place, diagram)| diagram.within(column(place))).collect()
}

fn head(model: &Model, story: &Story, more: usize, row: Rect, paint: &mut Paint<'_>) {
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
