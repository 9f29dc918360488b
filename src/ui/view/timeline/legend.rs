//! What the signs of the timeline mean: those that are on the screen.

use std::collections::BTreeSet;

use ratatui::buffer::Cell;
use ratatui::layout::Rect;

use crate::ui::layout::{Line, Rows};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

/// A sign with what it means, in some words and in few.
struct Entry {
    sign: String,
    role: Role,
    long: &'static str,
    short: &'static str,
}

/// Draws it below the rows, which are drawn already: as far as it fits, in fewer words where that makes more of it fit.
pub fn draw(model: &Model, rows: &Rows, paint: &mut Paint<'_>) {
    let area = rows.legend;
    let all = entries(model, rows, paint);
    let long: Vec<_> = all.iter().map(|entry| (entry, entry.long)).collect();
    let fits = flow(&long, area, 3).last().is_none_or(|(_, y)| *y < area.bottom());
    let (words, gap) = if fits { (long, 3) } else { (all.iter().map(|entry| (entry, entry.short)).collect(), 2) };
    for ((entry, words), (x, y)) in words.iter().zip(flow(&words, area, gap)) {
        let x = paint.words(area, x, y, &entry.sign, entry.role);
        paint.words(area, x + 1, y, words, Role::Faint);
    }
}

/// Where each entry begins, one behind the other and on the next row where one is full.
fn flow(words: &[(&Entry, &str)], area: Rect, gap: u16) -> Vec<(u16, u16)> {
    let (mut x, mut y) = (area.x, area.y);
    let mut places = Vec::new();
    for (entry, words) in words {
        let cells = width(&entry.sign) + 1 + width(words);
        if x + cells > area.right() && x > area.x {
            (x, y) = (area.x, y + 1);
        }
        places.push((x, y));
        x += cells + gap;
    }
    places
}

fn entries(model: &Model, rows: &Rows, paint: &Paint<'_>) -> Vec<Entry> {
    let signs = paint.signs;
    let buf = &*paint.buf;
    let seen = |of: fn(&Line) -> bool| -> BTreeSet<&str> {
        let here = rows.lines.iter().zip(rows.strip.top()..).filter(|((_, line), _)| of(line)).map(|(_, y)| y);
        let cells = here.flat_map(|y| (rows.strip.left()..rows.strip.right()).map(move |x| (x, y)));
        cells.filter_map(|cell| buf.cell(cell)).map(Cell::symbol).collect()
    };
    let share = seen(|line| matches!(line, Line::Place(..) | Line::Places(..) | Line::Blocked(_)));
    let depth = seen(|line| matches!(line, Line::Depth(_)));
    let title = seen(|line| matches!(line, Line::Title));
    let any = |seen: &BTreeSet<&str>, wanted: &[&str]| wanted.iter().any(|sign| seen.contains(sign));
    let empty = share.contains(signs.to_do) || depth.contains(signs.to_do);
    let up_to = |most: usize| format!("{}-{}", signs.levels[0], signs.levels[most]);
    let changed = !model.scenario.changes.is_empty() || !model.log.actions.is_empty();
    let faults = if signs.shade == signs.fault { signs.fault.to_owned() } else { format!("{}{}", signs.fault, signs.shade) };
    let all = [
        (share.contains(signs.blocked), signs.blocked.to_owned(), Role::Blocked, "caller blocked", "blocked"),
        (share.contains(signs.retry), signs.retry.to_owned(), Role::Retry, "waits to retry", "retry"),
        (share.contains(signs.solid), signs.solid.to_owned(), Role::Work, "slot works", "works"),
        (share.contains(signs.orphaned_done), signs.orphaned_done.to_owned(), Role::Orphaned, "works for nobody", "for nobody"),
        (any(&share, &signs.levels[..4]), up_to(3), Role::Text, "a part, less than half", "a part"),
        (any(&depth, &signs.levels), up_to(7), Role::Request, "how many wait; number: the most", "waiting"),
        (empty, signs.to_do.to_owned(), Role::Faint, "free, or empty", "nothing"),
        (title.contains(signs.fault), faults, Role::Error, "a fault", "fault"),
        (!model.cues.is_empty(), signs.scene.to_owned(), Role::Text, "scene", "scene"),
        (changed, signs.change.to_owned(), Role::Text, "change", "change"),
    ];
    let seen = all.into_iter().filter(|(is_seen, ..)| *is_seen);
    seen.map(|(_, sign, role, long, short)| Entry { sign, role, long, short }).collect()
}
