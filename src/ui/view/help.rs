//! All keys, over the stage.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

use crate::ui::keymap::{Group, KEYS};
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

pub fn draw(area: Rect, paint: &mut Paint<'_>) {
    let keys = KEYS.iter().map(|binding| width(&binding.keys_in_words(paint.ascii()))).max().unwrap_or(0);
    let words = KEYS.iter().map(|binding| width(binding.words)).max().unwrap_or(0);
    // The table is short: tens of rows.
    let rows = u16::try_from(KEYS.len() + Group::ALL.len()).unwrap_or(u16::MAX);
    let roomy = area.height >= rows + 7;
    let height = (rows + 2 + if roomy { 3 } else { 0 }).min(area.height);
    let frame = Rect { width: (keys + words + 8).min(area.width), height, ..area };
    let frame = Rect { x: area.x + (area.width - frame.width) / 2, y: area.y + (area.height - height) / 2, ..frame };
    // A column more on either side: half of a wide character must not stay, nor lie over the frame.
    let ground = Rect { x: frame.x.saturating_sub(1), width: frame.width + 2, ..frame }.intersection(area);
    Clear.render(ground, paint.buf);
    paint.buf.set_style(ground, paint.theme.ground());
    let frame_style: Style = paint.theme.style(Role::Text);
    Block::bordered().border_set(paint.signs.frame).border_style(frame_style).title(" Keys ").render(frame, paint.buf);
    let inside = Rect { x: frame.x + 2, width: frame.width.saturating_sub(4), y: frame.y + 1, height: frame.height.saturating_sub(2) };
    // In a low window the groups stand without a line of their own.
    let titled = inside.height >= rows;
    let mut y = inside.y;
    for group in Group::ALL {
        if titled {
            paint.words(inside, inside.x, y, group.title(), Role::Heading);
            y += 1;
        }
        for binding in KEYS.iter().filter(|binding| binding.group == group) {
            if y < inside.bottom() {
                paint.words(inside, inside.x + 1, y, &binding.keys_in_words(paint.ascii()), Role::Request);
                paint.words(inside, inside.x + keys + 3, y, binding.words, Role::Text);
            }
            y += 1;
        }
        y += u16::from(roomy && titled);
    }
}
