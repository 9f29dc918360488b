//! What the model looks like.

mod bar;
pub(super) mod caption;
mod card;
mod charts;
mod code;
mod compare;
mod digits;
mod faults;
mod footer;
mod frame;
mod gallery;
pub(super) mod header;
mod help;
mod inspector;
mod log;
mod message;
mod notes;
mod notice;
mod problems;
mod queue;
mod quiz;
mod receiver;
mod sender;
mod sheet;
pub(super) mod stage;
mod timeline;
mod topic;
mod tracks;
mod workflow;

pub use code::lanes_of_code;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::hit::Hit;
use super::layout::SMALLEST;
use super::model::{Model, Overlay};
use super::paint::Paint;
use super::sign::Signs;
use super::talk::Beat;
use super::theme::{Role, Theme};
use crate::scenario::View;
pub use charts::more_pages as more_charts;
pub use gallery::gallery;
pub use message::reach as reach_of_message;
pub use notes::{lines_of_notes, notes};
pub use quiz::quiz;

/// Draws the model; nothing else changes. Tells at which rows lines of double size begin: each takes two, and of these the left half.
pub fn view(model: &Model, area: Rect, buf: &mut Buffer) -> Vec<u16> {
    drawn(model, area, buf).large
}

/// Draws the model, and tells where what can be clicked is.
pub fn hits(model: &Model, area: Rect, buf: &mut Buffer) -> Vec<(Rect, Hit)> {
    drawn(model, area, buf).hits
}

fn drawn<'a>(model: &Model, area: Rect, buf: &'a mut Buffer) -> Paint<'a> {
    let area = ground(model.theme, area, buf);
    let signs = if model.is_large() { &Signs::LARGE } else { model.signs };
    let mut paint = Paint::new(buf, model.theme, signs);
    draw(model, area, &mut paint);
    paint
}

fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    if model.overlay == Overlay::Blank {
        return;
    }
    if is_too_small(area) {
        return too_small(area, paint);
    }
    let panes = model.panes(area);
    if let Some(card @ (Beat::Title | Beat::End)) = model.beat().filter(|_| model.overlay == Overlay::None) {
        return card::draw(model, card == Beat::End, area, paint);
    }
    header::draw(model, &panes, paint);
    match model.view {
        View::Timeline => timeline::draw(model, panes.stage, paint),
        View::Message => message::draw(model, panes.stage, paint),
        View::Charts => charts::draw(model, panes.stage, paint),
        View::Compare => compare::draw(model, panes.stage, paint),
        View::Log => log::draw(model, panes.stage, paint),
        View::Code => code::draw(model, panes.stage, paint),
        View::Stage => stage::draw(model, panes.stage, paint),
    }
    inspector::draw(model, panes.stage, paint);
    caption::draw(model, &panes, paint);
    bar::draw(model, panes.timeline, paint);
    footer::draw(model, panes.footer, paint);
    match model.overlay {
        Overlay::None => problems::draw(model, &panes, paint),
        Overlay::Blank => {}
        Overlay::Help { page } => help::keys(model.groups(), area, page, 1, paint),
        Overlay::Legend => help::signs(area, paint),
        Overlay::Faults { chosen } => faults::draw(model, chosen, area, paint),
    }
}

/// Makes the part of the area that the buffer has empty, and gives it.
fn ground(theme: Theme, area: Rect, buf: &mut Buffer) -> Rect {
    let area = area.intersection(*buf.area());
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buf[(x, y)].reset();
        }
    }
    buf.set_style(area, theme.ground());
    area
}

fn is_too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

fn too_small(area: Rect, paint: &mut Paint<'_>) {
    let sentence = format!("inflight needs {} x {} cells, here are {} x {}.", SMALLEST.0, SMALLEST.1, area.width, area.height);
    let advice = "Make the window larger or the letters smaller.";
    for (line, y) in super::paint::wrap(&format!("{sentence} {advice}"), area.width).iter().zip(area.y..area.bottom()) {
        paint.words(area, area.x, y, line, Role::Text);
    }
}
