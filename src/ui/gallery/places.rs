//! Where everything is in the gallery, for drawing and for what is pointed at.

use ratatui::layout::Rect;

use super::{Entry, Gallery};
use crate::ui::layout::SMALLEST;

/// The width from which list and details stand beside each other.
const WIDE: u16 = 110;
/// The most columns of the list beside the details.
const LIST: u16 = 66;
/// The most columns of the details: longer lines are hard to read.
const DETAILS: u16 = 96;
/// The most rows of the details beside the list.
const HIGH: u16 = 18;
/// The same below it: the list needs the rest.
const LOW: u16 = 13;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// What this is.
    pub header: Rect,
    /// What is searched for.
    pub search: Rect,
    /// The lessons.
    pub list: Rect,
    /// What there is to know about the chosen one.
    pub details: Rect,
    /// The keys.
    pub footer: Rect,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Nothing, between chapters.
    Gap,
    /// The title of a chapter.
    Chapter(&'static str),
    /// A lesson, or the quiz after the last, by its place.
    Lesson(usize),
}

/// The parts of a screen of this size; all empty if it is too small.
#[must_use]
pub fn places(area: Rect) -> Places {
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return Places::default();
    }
    let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
    let row = |y: u16| Rect { y: area.y + y, height: 1, ..inner };
    let top = if area.height >= 30 { 3 } else { 2 };
    let rest = Rect { y: area.y + top, height: area.height - top - 1, ..inner };
    let (list, details) = if area.width >= WIDE { beside(rest) } else { below(rest) };
    Places { header: row(0), search: row(1), list, details, footer: row(area.height - 1) }
}

fn beside(rest: Rect) -> (Rect, Rect) {
    let rest = Rect { height: rest.height - 1, ..rest };
    let list = Rect { width: (rest.width / 2).min(LIST), ..rest };
    let x = list.right() + 2;
    (list, Rect { x, width: (rest.right() - x).min(DETAILS), height: rest.height.min(HIGH), ..rest })
}

fn below(rest: Rect) -> (Rect, Rect) {
    let height = rest.height.div_ceil(2).min(LOW);
    let list = Rect { height: rest.height - height, ..rest };
    (list, Rect { y: list.bottom(), height, ..rest })
}

/// The rows of the list: what is found, by chapters.
#[must_use]
pub fn rows(gallery: &Gallery) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut chapter = "";
    for place in gallery.found() {
        let of = gallery.entries.get(place).map_or("", Entry::chapter);
        if of != chapter {
            rows.extend((!rows.is_empty()).then_some(Row::Gap));
            rows.extend((!of.is_empty()).then_some(Row::Chapter(of)));
            chapter = of;
        }
        rows.push(Row::Lesson(place));
    }
    rows
}

/// The row at the top of a list of so many rows on the screen: the chosen lesson is among them, and no room is wasted.
#[must_use]
pub fn first(gallery: &Gallery, rows: &[Row], height: u16) -> usize {
    let height = usize::from(height).max(1);
    let chosen = rows.iter().position(|row| *row == Row::Lesson(gallery.chosen)).unwrap_or(0);
    gallery.top.min(rows.len().saturating_sub(height)).clamp((chosen + 1).saturating_sub(height), chosen)
}

impl Gallery {
    /// The screen.
    pub(super) fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.0, self.size.1)
    }
}
