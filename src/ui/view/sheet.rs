//! A framed sheet over the stage.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear, Widget};

use crate::ui::paint::Paint;
use crate::ui::theme::Role;

/// Clears a framed sheet in the middle of `area`, with room for so many columns and rows if there is; returns what is inside.
pub fn sheet(area: Rect, title: &str, (columns, rows): (u16, u16), role: Role, paint: &mut Paint<'_>) -> Rect {
    let (width, height) = ((columns + 4).min(area.width), (rows + 2).min(area.height));
    let frame = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    framed(frame, area, title, role, paint)
}

/// Clears a framed sheet at a place of `area`; returns what is inside.
pub fn framed(frame: Rect, area: Rect, title: &str, role: Role, paint: &mut Paint<'_>) -> Rect {
    // A column more on either side: half of a wide character must not stay, nor lie over the frame.
    let ground = Rect { x: frame.x.saturating_sub(1), width: frame.width + 2, ..frame }.intersection(area);
    Clear.render(ground, paint.buf);
    paint.buf.set_style(ground, paint.theme.ground());
    let style = paint.theme.style(role);
    Block::bordered().border_set(paint.signs.frame).border_style(style).title(title).render(frame, paint.buf);
    Rect { x: frame.x + 2, width: frame.width.saturating_sub(4), y: frame.y + 1, height: frame.height.saturating_sub(2) }
}
