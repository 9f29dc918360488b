//! What there is to know about the lesson that is chosen.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use crate::scenario::text::Text;
use crate::time::Time;
use crate::ui::gallery::{Entry, Gallery};
use crate::ui::paint::{Paint, fit, width, wrap};
use crate::ui::theme::Role;

/// The columns of the words before length and tags.
const LABEL: u16 = 9;

/// Draws a box with the title in its head and the name in its foot.
pub fn draw(gallery: &Gallery, area: Rect, paint: &mut Paint<'_>) {
    let Some(entry) = gallery.chosen() else { return };
    let style = paint.theme.style(Role::Structure);
    Block::bordered().border_set(paint.signs.frame).border_style(style).render(area, paint.buf);
    let edge = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    let title = fit(entry.scenario.title.as_str(), edge.width.saturating_sub(2), paint.signs.more);
    paint.words(edge, edge.x, edge.y, &format!(" {title} "), Role::Heading);
    let name = fit(&format!("inflight {}", entry.name), edge.width.saturating_sub(2), paint.signs.more);
    paint.words_right(edge, area.bottom().saturating_sub(1), &format!(" {name} "), Role::Faint);
    inside(entry, Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..edge }, paint);
}

/// Summary, what to watch for, and the facts below; if there is room, apart from each other.
fn inside(entry: &Entry, area: Rect, paint: &mut Paint<'_>) {
    let summary: Vec<_> = wrap(entry.scenario.summary.as_str(), area.width);
    let watch = entry.watch().map(|(heading, words)| wrap(&format!("{heading}: {words}"), area.width)).unwrap_or_default();
    let facts = facts(entry, area.width, paint);
    let wanted = summary.len() + watch.len() + facts.len();
    let gap = u16::from(usize::from(area.height) >= wanted + 2);
    let body = Rect { height: area.height.saturating_sub(count(facts.len())), ..area };
    let y = lines(&summary, Role::Text, body, paint);
    let y = lines(&watch, Role::Text, below(body, y + if summary.is_empty() { 0 } else { gap }), paint);
    let below = below(area, y + if y > area.y { gap } else { 0 });
    for ((label, words), y) in facts.iter().zip(below.y..area.bottom()) {
        paint.words(area, area.x, y, label, Role::Faint);
        paint.words(area, area.x + LABEL, y, words, Role::Text);
    }
}

/// Length, level and tags.
fn facts(entry: &Entry, cells: u16, paint: &Paint<'_>) -> Vec<(&'static str, String)> {
    let simulated = format!("{} simulated", entry.scenario.duration);
    let length = entry.length.map_or_else(String::new, |length| {
        let pauses = match length.pauses {
            0 => String::new(),
            1 => " and a pause".to_owned(),
            pauses => format!(" and {pauses} pauses"),
        };
        format!("{:.0}{pauses}, ", Time::START + length.wall())
    });
    let tags = entry.scenario.tags.iter().map(Text::as_str).collect::<Vec<_>>().join(", ");
    let facts = [("Length", length + &simulated), ("Tags", tags)];
    let fits = |words: &str| fit(words, cells.saturating_sub(LABEL), paint.signs.more);
    facts.into_iter().filter(|(_, words)| !words.is_empty()).map(|(label, words)| (label, fits(&words))).collect()
}

/// Writes as many lines as fit, the last with a sign if there are more; returns the row after them.
fn lines(lines: &[String], role: Role, area: Rect, paint: &mut Paint<'_>) -> u16 {
    let shown = lines.len().min(usize::from(area.height));
    for (place, (line, y)) in lines[..shown].iter().zip(area.y..).enumerate() {
        let more = place + 1 == shown && shown < lines.len();
        let sign = if more { paint.signs.more } else { "" };
        let line = fit(line, area.width.saturating_sub(width(sign)), "");
        paint.words(area, area.x, y, &format!("{line}{sign}"), role);
    }
    area.y + count(shown)
}

fn below(area: Rect, y: u16) -> Rect {
    let y = y.min(area.bottom());
    Rect { y, height: area.bottom() - y, ..area }
}

fn count(lines: usize) -> u16 {
    u16::try_from(lines).unwrap_or(u16::MAX)
}
