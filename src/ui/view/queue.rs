//! A queue on the stage: what waits as a stack, what cannot be received now below it, dead letters in a box of their own.

use ratatui::layout::Rect;

use super::frame::Framed;
use crate::scenario::{Order, Queue};
use crate::scene::QueueScene;
use crate::time::Time;
use crate::ui::hit::Hit;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

pub fn draw(frame: &Framed<'_>, plan: &Queue, scene: &QueueScene, paint: &mut Paint<'_>) {
    let (name, depth) = (frame.name(), scene.visible.len());
    if frame.dead_letters {
        let inside = frame.frame(&[format!("dead letters {name}"), name.to_owned()], &[&depth.to_string()], &[], paint);
        stack(depth, inside, paint.signs.dead_letter, Role::Error, paint);
        return;
    }
    let now = frame.model.now();
    let count = if depth == 1 { "1 waits".to_owned() } else { format!("{depth} wait") };
    let notes = notes(frame, plan, scene, paint);
    let mut below: Vec<String> = Vec::new();
    if frame.area.height < 3 {
        below.extend(notes.iter().map(|note| format!("{} {} {}", note.sign, note.count, note.words)));
    }
    below.extend(scene.visible.first_key_value().map(|(_, oldest)| format!("oldest {}", now.since(oldest.sent))));
    let titles = match plan.order {
        Order::Standard => [format!("queue {name}"), name.to_owned()],
        Order::Fifo => [format!("fifo queue {name}"), format!("fifo {name}")],
    };
    let inside = frame.frame(&titles, &[&count, &depth.to_string()], &below, paint);
    // Each has a row of its own, or all share one.
    let rows = u16::try_from(notes.len()).unwrap_or(0);
    let each = rows < inside.height;
    let used = if each { rows } else { rows.min(1) }.max(1).min(inside.height);
    let upper = Rect { height: inside.height - used, ..inside };
    stack(depth, upper, paint.signs.message, Role::Request, paint);
    clickable(scene, upper, paint);
    let mut at = (inside.x, upper.bottom());
    for note in &notes {
        let row = Rect { x: at.0, width: inside.right().saturating_sub(at.0), y: at.1, height: 1 };
        let end = note.draw(row.intersection(inside), each, paint);
        at = if each { (inside.x, at.1 + 1) } else { (end + 2, at.1) };
    }
}

/// Each message of a stack that has a sign for each can be clicked.
fn clickable(scene: &QueueScene, area: Rect, paint: &mut Paint<'_>) {
    if scene.visible.len() > usize::from(area.width) * usize::from(area.height) {
        return;
    }
    for (message, cell) in scene.visible.values().zip(area.positions()) {
        paint.hit(Rect { x: cell.x, y: cell.y, width: 1, height: 1 }, Hit::Message(message.msg));
    }
}

/// Messages of a queue that can't be received now.
struct Note {
    sign: &'static str,
    count: usize,
    words: &'static str,
    more: String,
    role: Role,
    /// Whether those are in the stack, too: then one sign stands for all.
    stacked: bool,
}

impl Note {
    /// Draws it as far as it fits; `whole`: with a sign for each message and all that there is to say.
    fn draw(&self, row: Rect, whole: bool, paint: &mut Paint<'_>) -> u16 {
        let words = format!("{} {}", self.count, self.words);
        let words = if width(&words) + 2 <= row.width { words } else { self.count.to_string() };
        if width(&words) + 2 > row.width {
            return row.right();
        }
        // A sign for each, or one for all.
        let signs = u16::try_from(self.count)
            .ok()
            .filter(|signs| whole && !self.stacked && signs.saturating_add(1 + width(&words)) <= row.width)
            .unwrap_or(1);
        let x = paint.repeat(row, row.x, row.y, self.sign, signs, self.role);
        let x = paint.words(row, x + 1, row.y, &words, Role::Faint);
        let has_room = whole && x + width(&self.more) <= row.right();
        if has_room { paint.words(row, x, row.y, &self.more, Role::Faint) } else { x }
    }
}

/// The messages that workers have, and when the first of them would be back; those that wait for these, where an order is kept; those
/// that are hidden, and those that wait for room.
fn notes(frame: &Framed<'_>, plan: &Queue, scene: &QueueScene, paint: &Paint<'_>) -> Vec<Note> {
    let now = frame.model.now();
    let mut notes = Vec::new();
    if let Some(first_back) = scene.in_flight.values().map(|each| each.until).min() {
        let more = if first_back == Time::NEVER { String::new() } else { format!(", back {}", first_back.since(now)) };
        notes.push(Note {
            sign: paint.signs.in_flight,
            count: scene.in_flight.len(),
            words: "in flight",
            more,
            role: Role::Request,
            stacked: false,
        });
    }
    let held = if plan.order == Order::Fifo { scene.held() } else { 0 };
    if held > 0 {
        let more = ": group in flight".to_owned();
        notes.push(Note { sign: paint.signs.hidden, count: held, words: "held", more, role: Role::Retry, stacked: true });
    }
    if let Some(first) = scene.hidden.values().map(|(_, appears)| *appears).min() {
        let again = scene.hidden.values().any(|(message, _)| message.receives > 0);
        let words = if again { "wait to retry" } else { "delayed" };
        let more = format!(", first in {}", first.since(now));
        notes.push(Note { sign: paint.signs.hidden, count: scene.hidden.len(), words, more, role: Role::Retry, stacked: false });
    }
    if let Ok(count @ 1..) = usize::try_from(scene.at_the_door) {
        let (sign, more) = (paint.signs.blocked, String::new());
        notes.push(Note { sign, count, words: "wait for room", more, role: Role::Blocked, stacked: false });
    }
    notes
}

/// A sign for each of `count` messages; if they do not fit, a sign for two, five, ten and so on, or as many as fit where there is no
/// room to say that.
pub fn stack(count: usize, area: Rect, sign: &str, role: Role, paint: &mut Paint<'_>) {
    let room = usize::from(area.width) * usize::from(area.height);
    if count == 0 || room == 0 {
        return;
    }
    let mut steps = (0..18).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_usize.pow(power)));
    let legend_of = |each: usize| if each == 1 { String::new() } else { format!(" each {sign} = {each}") };
    let fits = |each: &usize| count.div_ceil(*each) + usize::from(width(&legend_of(*each))) <= room;
    let each = steps.find(fits).unwrap_or(count);
    let says_little = each > 1 && count.div_ceil(each) < 3;
    if says_little || width(&legend_of(each)) > area.width {
        for y in area.y..area.bottom() {
            paint.repeat(area, area.x, y, sign, area.width, role);
        }
        paint.words(area, area.right() - 1, area.bottom() - 1, paint.signs.more, role);
        return;
    }
    let legend = legend_of(each);
    let mut left = count.div_ceil(each);
    let (mut x, mut y) = (area.x, area.y);
    while left > 0 {
        let row = left.min(usize::from(area.width));
        x = paint.repeat(area, area.x, y, sign, u16::try_from(row).unwrap_or(area.width), role);
        left -= row;
        if left > 0 {
            y += 1;
        }
    }
    if !legend.is_empty() && x + width(&legend) <= area.right() {
        paint.words(area, x, y, &legend, Role::Faint);
    } else if !legend.is_empty() && y + 1 < area.bottom() {
        paint.words(area, area.x, y + 1, legend.trim_start(), Role::Faint);
    }
}
