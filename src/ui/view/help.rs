//! What lies over the stage while time stands still: all keys, and what the signs mean.

use ratatui::layout::Rect;

use super::sheet::sheet;
use crate::ui::keymap::{Group, in_words, rows};
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

/// The groups of keys of a run, in two columns.
const OF_A_RUN: &[&[Group]] = &[&[Group::Doing, Group::Views], &[Group::Playing, Group::Time, Group::Screen, Group::Program]];
/// Those of the gallery.
const OF_THE_GALLERY: &[&[Group]] = &[&[Group::Gallery]];

/// Draws the keys of a run, by group.
pub fn keys(area: Rect, paint: &mut Paint<'_>) {
    columns(OF_A_RUN, area, paint);
}

/// Draws the keys of the gallery.
pub fn keys_of_the_gallery(area: Rect, paint: &mut Paint<'_>) {
    columns(OF_THE_GALLERY, area, paint);
}

fn columns(columns: &[&[Group]], area: Rect, paint: &mut Paint<'_>) {
    let all = || columns.iter().flat_map(|groups| groups.iter()).flat_map(|group| rows(*group));
    let keys = all().map(|(keys, _)| width(&in_words(keys, paint.ascii()))).max().unwrap_or(0);
    let words = all().map(|(_, words)| width(words)).max().unwrap_or(0);
    let column = keys + words + 2;
    let of = |groups: &[Group]| groups.iter().map(|group| rows(*group).count() + 1).sum::<usize>();
    // The table is short: tens of rows.
    let most = u16::try_from(columns.iter().map(|groups| of(groups)).max().unwrap_or(0)).unwrap_or(u16::MAX);
    let roomy = area.height >= most + 7;
    let wide = (column + 2) * u16::try_from(columns.len()).unwrap_or(u16::MAX) - 2;
    let inside = sheet(area, " Keys ", (wide, most + if roomy { 2 } else { 0 }), Role::Text, paint);
    // In a low window the groups stand without a line of their own.
    let titled = inside.height >= most;
    let mut x = inside.x;
    for groups in columns {
        let mut y = inside.y;
        for group in *groups {
            if titled {
                paint.words(inside, x, y, group.title(), Role::Heading);
                y += 1;
            }
            for (bound, words) in rows(*group) {
                if y < inside.bottom() {
                    paint.words(inside, x, y, &in_words(bound, paint.ascii()), Role::Request);
                    paint.words(inside, x + keys + 2, y, words, Role::Text);
                }
                y += 1;
            }
            y += u16::from(roomy && titled);
        }
        x += column + 2;
    }
}

/// Draws what the signs mean.
pub fn signs(area: Rect, paint: &mut Paint<'_>) {
    let signs = paint.signs;
    let slow = format!("slow; {} throttles what comes too fast; {} fails a share of its work", signs.throttles, signs.errors);
    let links =
        format!("crashed; links: {} loses, {} delayed, {} doubles, {} cut off", signs.loses, signs.delayed, signs.doubles, signs.cut_off);
    let rows: [(&str, Role, &str); 21] = [
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
