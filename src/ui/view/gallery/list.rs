//! The lessons by their chapters.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::time::Time;
use crate::ui::gallery::{Entry, Gallery, Row, first, rows};
use crate::ui::paint::{Paint, fit, width, wrap};
use crate::ui::theme::Role;

/// Draws as many as fit, the chosen one among them.
pub fn draw(gallery: &Gallery, area: Rect, paint: &mut Paint<'_>) {
    let rows = rows(gallery);
    if rows.is_empty() {
        return nothing(gallery, area, paint);
    }
    let first = first(gallery, &rows, area.height);
    let lines = Rect { width: area.width.saturating_sub(2), ..area };
    for (row, y) in rows[first..].iter().zip(area.y..area.bottom()) {
        match row {
            Row::Gap => {}
            Row::Chapter(title) => {
                paint.styled(lines, lines.x, y, title, paint.theme.style(Role::Request).add_modifier(Modifier::BOLD));
            }
            Row::Lesson(place) => {
                let (title, length) = match gallery.entries.get(*place) {
                    Some(entry) => (entry.scenario.title.to_string(), length(entry)),
                    None => (gallery.quiz(), String::new()),
                };
                self::row(&title, &length, *place == gallery.chosen, Rect { y, height: 1, ..lines }, paint);
            }
        }
    }
    if rows.len() > usize::from(area.height) {
        track(gallery, &rows, area, paint);
    }
}

fn length(entry: &Entry) -> String {
    entry.length.map(|length| format!("{:.0}", Time::START + length.wall())).unwrap_or_default()
}

fn row(title: &str, length: &str, chosen: bool, area: Rect, paint: &mut Paint<'_>) {
    let style = paint.theme.style(if chosen { Role::Heading } else { Role::Text });
    let style = if chosen { style.add_modifier(Modifier::REVERSED) } else { style };
    let mark = if chosen { paint.signs.forth } else { " " };
    let room = area.width.saturating_sub(width(length) + 6);
    let title = fit(title, room, paint.signs.more);
    let blanks = usize::from(room.saturating_sub(width(&title)));
    paint.styled(area, area.x + 1, area.y, &format!("{mark} {title}{:blanks$}  {length} ", ""), style);
}

/// Where the chosen lesson is in the whole of the list.
fn track(gallery: &Gallery, rows: &[Row], area: Rect, paint: &mut Paint<'_>) {
    let x = area.right().saturating_sub(1);
    let line = paint.signs.lines[5];
    for y in area.y..area.bottom() {
        paint.words(area, x, y, line, Role::Structure);
    }
    let chosen = rows.iter().position(|row| *row == Row::Lesson(gallery.chosen)).unwrap_or(0);
    let place = chosen * usize::from(area.height.saturating_sub(1)) / (rows.len() - 1).max(1);
    let y = area.y + u16::try_from(place).unwrap_or(u16::MAX).min(area.height.saturating_sub(1));
    paint.words(area, x, y, paint.signs.playhead, Role::Playhead);
}

fn nothing(gallery: &Gallery, area: Rect, paint: &mut Paint<'_>) {
    let words = format!("No lesson has all of this: {}", gallery.search.words());
    let lines = [wrap(&words, area.width), wrap("Esc empties the search.", area.width)].concat();
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        paint.words(area, area.x, y, line, Role::Text);
    }
}
