//! What lies over the stage while time stands still: all keys, and what the signs mean.

use ratatui::layout::Rect;

use super::sheet::sheet;
use crate::ui::keymap::{Group, in_words};
use crate::ui::layout::{GAP, HelpLine, help};
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

/// Draws a page of the keys, by group; after them come so many other pages.
pub fn keys(groups: &[Group], area: Rect, page: usize, more: usize, paint: &mut Paint<'_>) {
    let pages = help(groups, area.width, area.height);
    let Some(columns) = pages.get(page).or(pages.last()) else { return };
    // The table is short: tens of rows.
    let rows = u16::try_from(columns.iter().map(|column| column.lines.len()).max().unwrap_or(0)).unwrap_or(u16::MAX);
    let here = page.min(pages.len() - 1) + 1;
    let all = pages.len() + more;
    let title = if all > 1 { format!(" Keys {here} / {all}, ? goes on ") } else { " Keys ".to_owned() };
    let all = columns.iter().map(|column| column.width).sum::<u16>() + if columns.len() > 1 { GAP } else { 0 };
    let inside = sheet(area, &title, (all.max(width(&title)), rows), Role::Text, paint);
    let mut x = inside.x;
    for column in columns {
        for (line, y) in column.lines.iter().zip(inside.y..inside.bottom()) {
            match line {
                HelpLine::Title(title) => drop(paint.words(inside, x, y, title, Role::Heading)),
                HelpLine::Row(bound, words) => {
                    paint.words(inside, x, y, &in_words(bound, paint.ascii()), Role::Request);
                    paint.words(inside, x + column.keys + GAP, y, words, Role::Text);
                }
                HelpLine::Blank => {}
            }
        }
        x += column.width + GAP;
    }
}

/// Draws what the signs mean.
pub fn signs(area: Rect, paint: &mut Paint<'_>) {
    let signs = paint.signs;
    let slow = format!("slow; {} throttles what comes too fast; {} fails a share of its work", signs.throttles, signs.errors);
    let lost = format!("lost on the way; {} at work on a message that comes twice, or again", signs.twin);
    let links =
        format!("crashed; links: {} loses, {} delayed, {} doubles, {} cut off", signs.loses, signs.delayed, signs.doubles, signs.cut_off);
    let rows: [(&str, Role, &str); 22] = [
        (signs.free, Role::Calm, "a caller that is free for other work"),
        (signs.blocked, Role::Blocked, "blocked: it stands still until it is told; a slot, too"),
        (signs.retry, Role::Retry, "a wait before the next try; a caller is blocked meanwhile"),
        (signs.message, Role::Request, "a message that waits: not sent yet, or in a queue"),
        (signs.forth, Role::Request, "a request or a message on its way"),
        (signs.back, Role::Answer, "an answer, or a receipt: the queue has the message"),
        (signs.error, Role::Error, "an error, a refusal, a node that is down, a step that failed"),
        (signs.lost, Role::Error, &lost),
        (signs.done, Role::Work, "a slot at work: the part that is done"),
        (signs.orphaned_done, Role::Orphaned, "work for a caller that gave up: nobody waits for it"),
        (signs.orphaned, Role::Orphaned, "the same in short; or work left behind at the answer"),
        (signs.in_flight, Role::Request, "in flight: handed out, and back if it is not deleted in time"),
        (signs.hidden, Role::Retry, "can't be received yet: delayed, its group busy, or before a push"),
        (signs.dead_letter, Role::Error, "a dead letter: received too often, and set aside"),
        (signs.poll, Role::Faint, "a worker asks its queue for messages"),
        (signs.hangs, Role::Error, "hangs: takes requests in and never answers them"),
        (signs.slow, Role::Error, &slow),
        (signs.crashed, Role::Error, &links),
        (signs.differs, Role::Text, "behind a name: it has a setting that is not its preset's"),
        (signs.fault, Role::Error, "a fault, on the bar; a thin line of its colour: something failed"),
        (signs.scene, Role::Text, "a scene of the lesson, on the bar"),
        (signs.playhead, Role::Playhead, "now, on the bar"),
    ];
    let words = rows.iter().map(|(_, _, words)| width(words)).max().unwrap_or(0);
    let inside = sheet(area, " Signs, Esc closes ", (words + 4, u16::try_from(rows.len()).unwrap_or(u16::MAX)), Role::Text, paint);
    for ((sign, role, words), y) in rows.into_iter().zip(inside.y..inside.bottom()) {
        paint.words(inside, inside.x, y, sign, role);
        paint.words(inside, inside.x + 3, y, words, Role::Text);
    }
}
