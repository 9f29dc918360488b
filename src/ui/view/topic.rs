//! A topic on the stage: the copies for each subscriber, under way or waiting for another try.

use ratatui::layout::Rect;

use super::frame::Framed;
use crate::id::NodeId;
use crate::scenario::{Subscriber, Topic};
use crate::scene::TopicScene;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

pub fn draw(frame: &Framed<'_>, plan: &Topic, scene: &TopicScene, paint: &mut Paint<'_>) {
    let waiting = scene.open.values().filter(|until| until.is_some()).count();
    let under_way = scene.open.len() - waiting;
    let mut below = Vec::new();
    below.extend((scene.undeliverable > 0).then(|| format!("{} {} given up", paint.signs.error, scene.undeliverable)));
    below.extend((scene.delivered > 0).then(|| format!("{} delivered", scene.delivered)));
    let copies = format!("{} copied", scene.taken);
    let inside = frame.frame(&frame.titles("topic"), &[&copies, &scene.taken.to_string()], &below, paint);
    let rows = usize::from(inside.height);
    if plan.subscribers.len() > rows {
        let both = Rect { height: 1.min(inside.height), ..inside };
        counts(under_way, waiting, both, both.x, paint);
        return;
    }
    for (subscriber, y) in plan.subscribers.iter().zip(inside.y..) {
        let row = Rect { y, height: 1, ..inside };
        let x = paint.words(row, row.x, y, &label(frame, subscriber), Role::Faint);
        let (open, waiting) = open_of(scene, subscriber.to);
        counts(open, waiting, row, x + 2, paint);
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

/// How many copies for a subscriber are under way, and how many wait.
fn open_of(scene: &TopicScene, to: NodeId) -> (usize, usize) {
    let here = || scene.open.iter().filter(move |((_, subscriber), _)| *subscriber == to);
    let waiting = here().filter(|(_, until)| until.is_some()).count();
    (here().count() - waiting, waiting)
}

/// Draws two counts, with words where there is room.
fn counts(under_way: usize, waiting: usize, row: Rect, x: u16, paint: &mut Paint<'_>) {
    let mut x = x;
    for (sign, count, words, role) in
        [(paint.signs.forth, under_way, "under way", Role::Request), (paint.signs.retry, waiting, "wait to retry", Role::Retry)]
    {
        let (long, short) = (format!("{sign} {count} {words}"), format!("{sign} {count}"));
        let said = if x + width(&long) <= row.right() { long } else { short };
        if count > 0 && x + width(&said) <= row.right() {
            x = paint.words(row, x, row.y, &said, role) + 2;
        }
    }
}
