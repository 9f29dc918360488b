//! The mouse: what is pointed at is where drawing put it.

use ratatui::layout::{Position, Rect};

use super::hit::{click, hit};
use super::layout::{Axis, SMALLEST, rows};
use super::model::Model;
use super::paint::{halved, width};
use super::question::Question;
use super::update::{heading, jump};
use super::view::caption::of_large;
use crate::scenario::View;

/// Something that the mouse does in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub act: Act,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

/// What a mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The main button goes down.
    Press,
    /// The mouse moves while it is down.
    Drag,
    /// The button comes up.
    Release,
    /// The wheel turns away from the user.
    WheelUp,
    /// The wheel turns towards the user.
    WheelDown,
}

/// The strips of time on the screen: where each is, and its row of cells.
fn strips(model: &Model) -> Vec<Rect> {
    let screen = Rect::new(0, 0, model.width, model.height);
    if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
        return Vec::new();
    }
    let panes = model.panes(screen);
    let mut strips = vec![panes.timeline];
    if model.view == View::Timeline {
        let strip = rows(panes.stage, &model.scenario).strip;
        strips.push(Rect { height: panes.stage.bottom().saturating_sub(strip.y), ..strip });
    }
    strips
}

/// The option of the question that stands here.
pub(super) fn option(model: &Model, mouse: Mouse) -> Option<usize> {
    let question = Question::of(model).filter(|question| !question.is_told)?;
    let panes = model.panes(Rect::new(0, 0, model.width, model.height));
    let (mut caption, mut x, mut y) = (panes.caption, mouse.x, mouse.y);
    if panes.large_type {
        let area = of_large(caption);
        (caption, x, y) = (halved(area), x / 2, area.y + y.checked_sub(area.y)? / 2);
    }
    let (from, lines) = question.within(caption);
    let line = lines.get(usize::from(y.checked_sub(from)?))?;
    let x = x.checked_sub(caption.x)?;
    line.iter().find(|piece| (piece.x..piece.x + width(&piece.words)).contains(&x))?.option
}

/// Whether the mouse is where a question stands that is open yet.
pub(super) fn is_on_words(model: &Model, mouse: Mouse) -> bool {
    let caption = model.panes(Rect::new(0, 0, model.width, model.height)).caption;
    Question::of(model).is_some_and(|question| !question.is_told) && caption.contains(Position::new(mouse.x, mouse.y))
}

/// Time goes where the mouse is, if the button went down on a strip of time; elsewhere it selects what is there.
pub(super) fn point(model: &mut Model, mouse: Mouse) {
    if mouse.act == Act::Press {
        let here = Position::new(mouse.x, mouse.y);
        let hit = hit(model, here);
        model.held = strips(model).into_iter().find(|strip| strip.contains(here) && hit.is_none());
        if let Some(hit) = hit {
            return click(model, hit);
        }
    }
    if let Some(strip) = model.held {
        let axis = Axis::new(strip, model.scenario.end());
        let column = mouse.x.clamp(strip.left(), strip.right().saturating_sub(1));
        // A scene's mark is the scene's own instant.
        let scene = model.cues.iter().map(|cue| cue.at).find(|at| axis.column(*at) == column);
        let to = scene.unwrap_or_else(|| axis.instant(column));
        if mouse.act == Act::Release {
            model.held = None;
        } else if to != heading(model) {
            jump(model, to);
        }
    }
}
