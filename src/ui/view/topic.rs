//! A topic on the stage: the copies for each subscriber, under way or waiting for another try.

use ratatui::layout::Rect;

use super::frame::Framed;
use crate::scenario::{Subscriber, Topic};
use crate::scene::{Copies, TopicScene};
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

pub fn draw(frame: &Framed<'_>, plan: &Topic, scene: &TopicScene, paint: &mut Paint<'_>) {
    let mut below = Vec::new();
    below.extend((scene.undeliverable > 0).then(|| format!("{} {} given up", paint.signs.error, scene.undeliverable)));
    below.extend((scene.delivered > 0).then(|| format!("{} delivered", scene.delivered)));
    let copies = format!("{} copied", scene.taken);
    let inside = frame.frame(&frame.titles("topic"), &[&copies, &scene.taken.to_string()], &below, paint);
    let rows = usize::from(inside.height);
    if plan.subscribers.len() > rows {
        let all = scene.copies.values().fold(Copies::default(), |all, copies| Copies {
            under_way: all.under_way + copies.under_way,
            waiting: all.waiting + copies.waiting,
        });
        let row = Rect { height: 1.min(inside.height), ..inside };
        return counts(all, row, row.x, paint);
    }
    for (subscriber, y) in plan.subscribers.iter().zip(inside.y..) {
        let row = Rect { y, height: 1, ..inside };
        let x = paint.words(row, row.x, y, &label(frame, subscriber), Role::Faint);
        let copies = scene.copies.get(&subscriber.to).copied().unwrap_or_default();
        counts(copies, row, x + 2, paint);
    }
}

/// The name of a subscriber, with the kinds of messages that it gets if these are not all.
fn label(frame: &Framed<'_>, subscriber: &Subscriber) -> String {
    let name = frame.lane.node(subscriber.to).id.as_str();
    let Some(kinds) = &subscriber.kinds else { return name.to_owned() };
    let known = &frame.model.scenario.messages.kinds;
    let kinds: Vec<&str> = kinds.iter().filter_map(|kind| known.get(usize::from(*kind))).map(|kind| kind.name.as_str()).collect();
    format!("{name} ({})", kinds.join(", "))
}

/// Draws two counts, with words where there is room.
fn counts(copies: Copies, row: Rect, x: u16, paint: &mut Paint<'_>) {
    let mut x = x;
    for (sign, count, words, role) in [
        (paint.signs.forth, copies.under_way, "under way", Role::Request),
        (paint.signs.retry, copies.waiting, "wait to retry", Role::Retry),
    ] {
        let (long, short) = (format!("{sign} {count} {words}"), format!("{sign} {count}"));
        let said = if x + width(&long) <= row.right() { long } else { short };
        if count > 0 && x + width(&said) <= row.right() {
            x = paint.words(row, x, row.y, &said, role) + 2;
        }
    }
}
