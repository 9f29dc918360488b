//! What lies over the stage while time stands still: all keys, and what the signs mean.

use ratatui::layout::Rect;

use super::sheet::sheet;
use crate::ui::keymap::{Group, KEYS};
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

/// The groups of keys, in two columns.
const COLUMNS: [&[Group]; 2] = [&[Group::Doing, Group::Views], &[Group::Playing, Group::Time, Group::Screen, Group::Program]];

/// Draws the keys, by group.
pub fn keys(area: Rect, paint: &mut Paint<'_>) {
    let keys = KEYS.iter().map(|binding| width(&binding.keys_in_words(paint.ascii()))).max().unwrap_or(0);
    let words = KEYS.iter().map(|binding| width(binding.words)).max().unwrap_or(0);
    let column = keys + words + 2;
    let of = |groups: &[Group]| KEYS.iter().filter(|binding| groups.contains(&binding.group)).count() + groups.len();
    // The table is short: tens of rows.
    let rows = u16::try_from(COLUMNS.iter().map(|groups| of(groups)).max().unwrap_or(0)).unwrap_or(u16::MAX);
    let roomy = area.height >= rows + 7;
    let inside = sheet(area, " Keys ", (2 * column + 2, rows + if roomy { 2 } else { 0 }), Role::Text, paint);
    // In a low window the groups stand without a line of their own.
    let titled = inside.height >= rows;
    for (groups, x) in COLUMNS.iter().zip([inside.x, inside.x + column + 2]) {
        let mut y = inside.y;
        for group in *groups {
            if titled {
                paint.words(inside, x, y, group.title(), Role::Heading);
                y += 1;
            }
            for binding in KEYS.iter().filter(|binding| binding.group == *group) {
                if y < inside.bottom() {
                    paint.words(inside, x, y, &binding.keys_in_words(paint.ascii()), Role::Request);
                    paint.words(inside, x + keys + 2, y, binding.words, Role::Text);
                }
                y += 1;
            }
            y += u16::from(roomy && titled);
        }
    }
}

/// Draws what the signs mean.
pub fn signs(area: Rect, paint: &mut Paint<'_>) {
    let signs = paint.signs;
    let slow = format!("slow; {} throttles what comes too fast; {} fails a share of its work", signs.throttles, signs.errors);
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
        (signs.lost, Role::Error, "lost on the way"),
        (signs.done, Role::Work, "a slot at work: the part that is done"),
        (signs.orphaned_done, Role::Orphaned, "work for a caller that gave up: nobody waits for it"),
        (signs.orphaned, Role::Orphaned, "the same in short; or work left behind at the answer"),
        (signs.in_flight, Role::Request, "in flight: handed out, and back if it is not deleted in time"),
        (signs.hidden, Role::Retry, "hidden in a queue: delayed, or waiting for its next push"),
        (signs.dead_letter, Role::Error, "a dead letter: received too often, and set aside"),
        (signs.poll, Role::Faint, "a worker asks its queue for messages"),
        (signs.hangs, Role::Error, "hangs: takes requests in and never answers them"),
        (signs.slow, Role::Error, &slow),
        (signs.crashed, Role::Error, &links),
        (signs.differs, Role::Text, "behind a name: it has a setting that is not its preset's"),
        (signs.fault, Role::Error, "a fault, on the bar at the bottom"),
        (signs.scene, Role::Text, "a scene of the lesson, on the bar"),
        (signs.playhead, Role::Playhead, "now, on the bar"),
    ];
    let words = rows.iter().map(|(_, _, words)| width(words)).max().unwrap_or(0);
    let inside = sheet(area, " Signs ", (words + 4, u16::try_from(rows.len()).unwrap_or(u16::MAX)), Role::Text, paint);
    for ((sign, role, words), y) in rows.into_iter().zip(inside.y..inside.bottom()) {
        paint.words(inside, inside.x, y, sign, role);
        paint.words(inside, inside.x + 3, y, words, Role::Text);
    }
}
