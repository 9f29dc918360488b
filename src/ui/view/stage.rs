//! The stage: every lane with its nodes, links and measured sentence.

use ratatui::layout::Rect;

use super::digits;
use super::frame::Framed;
use super::{queue, receiver, sender, topic, tracks, workflow};
use crate::fact::Outcome;
use crate::id::LaneId;
use crate::scenario::{Lane, Part, Style};
use crate::scene::{LaneScene, NodeScene, trouble};
use crate::ui::hit::Hit;
use crate::ui::layout::{LanePlaces, lane_places, lanes};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;

/// The height from which a lane has room for large digits.
const ROOM_FOR_DIGITS: u16 = 9;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let scenario = &model.scenario;
    let places = lanes(area, &scenario.lanes, model.arrangement);
    for ((id, lane), place) in scenario.lane_ids().zip(&places) {
        draw_lane(model, id, lane, *place, paint);
    }
    let hidden = scenario.lanes.len() - places.len();
    if hidden > 0 {
        let words = if hidden == 1 { "1 more lane does".to_owned() } else { format!("{hidden} more lanes do") };
        let words = format!("{words} not fit; make the window larger");
        paint.words_right(area, area.bottom().saturating_sub(1), &words, Role::Faint);
    }
}

fn draw_lane(model: &Model, id: LaneId, lane: &Lane, area: Rect, paint: &mut Paint<'_>) {
    let scene = &model.scene_of(id);
    // From the back row, counts are read, and small print is not.
    let big = if model.is_large() && area.height >= ROOM_FOR_DIGITS { digits::HIGH - 1 } else { 0 };
    let places = lane_places(lane, Rect { height: area.height - big, ..area });
    title(lane, &places, paint);
    tracks::draw(model, id, scene, &places.tracks, paint);
    for ((node_id, node), node_scene) in lane.node_ids().zip(&scene.nodes) {
        let place = places.boxes[node_id.index()];
        if place.is_empty() {
            continue;
        }
        paint.hit(place, Hit::Node(id, node_id));
        let mut ways = places.tracks.iter().filter(|track| track.to == node_id).peekable();
        // A link that is not on the screen, and over which nothing goes, has nothing to say.
        let is_silent = ways.peek().is_none() || ways.any(tracks::has_room_for_fault);
        let trouble_of = |link| trouble(&model.scenario, id, node_id, link, model.now());
        let frame = Framed {
            model,
            lane_id: id,
            lane,
            id: node_id,
            area: place,
            dead_letters: places.dead_letters[node_id.index()],
            trouble: trouble_of(false),
            link: trouble_of(true).filter(|_| !is_silent),
        };
        match (&node.part, node_scene) {
            (Part::Sender(plan), NodeScene::Sender(scene)) => sender::draw(&frame, plan, scene, paint),
            (Part::Service(_) | Part::Worker(_), NodeScene::Receiver(scene)) => receiver::draw(&frame, scene, paint),
            (Part::Queue(plan), NodeScene::Queue(scene)) => queue::draw(&frame, plan, scene, paint),
            (Part::Topic(plan), NodeScene::Topic(scene)) => topic::draw(&frame, plan, scene, paint),
            (Part::Workflow(plan), NodeScene::Workflow(scene)) => workflow::draw(&frame, plan, scene, paint),
            _ => {}
        }
    }
    sentence(model, lane, scene, Rect { height: places.sentence.height + big, ..places.sentence }, paint);
}

/// The lane's name, what it means, and what there is no room for.
fn title(lane: &Lane, places: &LanePlaces, paint: &mut Paint<'_>) {
    let area = places.title;
    let missing = match places.hidden {
        0 => String::new(),
        1 => "1 more box has no room here".to_owned(),
        more => format!("{more} more boxes have no room here"),
    };
    let end = paint.words_right(area, area.y, &missing, Role::Retry);
    let room = end.saturating_sub(area.x + 1);
    let x = paint.words(area, area.x, area.y, &fit(lane.name.as_str(), room, paint.signs.more), Role::Heading);
    let explained = match lane.sender().style {
        Style::Calls => "the caller waits for the answer",
        Style::Sends if stands_still(lane) => "the sender hands over, and asks until it has the result",
        Style::Sends => "the sender hands over and goes on",
    };
    if x + 2 + width(explained) < end {
        paint.words(area, x + 2, area.y, explained, Role::Faint);
    }
}

/// Whether callers stand still until they know what became of their messages.
fn stands_still(lane: &Lane) -> bool {
    let sender = lane.sender();
    sender.style == Style::Calls || sender.poll.is_some_and(|poll| poll.blocks)
}

/// What has come of the lane so far, measured at this instant.
fn sentence(model: &Model, lane: &Lane, scene: &LaneScene, area: Rect, paint: &mut Paint<'_>) {
    let sender = lane.sender();
    let share = scene.blocked_share(sender.callers, model.now()) * 100.0;
    let mut counts: Vec<(&str, u64, Role)> = Vec::new();
    match sender.style {
        Style::Calls => counts.push(("answered", scene.acked, Role::Answer)),
        Style::Sends => {
            counts.push(("handed over", scene.acked, Role::Request));
            counts.push(("done", scene.ended(Outcome::Completed), Role::Answer));
        }
    }
    counts.push(("failed", scene.ended(Outcome::Failed), Role::Error));
    // What cannot be left out: that nothing is lost is half of the story.
    let lost = scene.ended(Outcome::Lost);
    if sender.style == Style::Sends || lost > 0 {
        counts.push(("lost", lost, Role::Error));
    }
    for (words, outcome) in [("rejected", Outcome::Rejected), ("expired", Outcome::Expired), ("dead letters", Outcome::DeadLettered)] {
        let count = scene.ended(outcome);
        counts.extend((count > 0).then_some((words, count, Role::Error)));
    }
    counts.extend((scene.duplicates > 0).then_some(("duplicates", scene.duplicates, Role::Duplicate)));
    if area.height >= digits::HIGH {
        return large_sentence(&counts, share, stands_still(lane), area, paint);
    }
    let mut x = area.x;
    for (words, count, role) in counts {
        x = paint.words(area, x, area.y, words, Role::Faint);
        let role = if count == 0 { Role::Faint } else { role };
        x = paint.words(area, x + 1, area.y, &format!("{count:<4}"), role) + 1;
    }
    let role = if share >= 50.0 && stands_still(lane) { Role::Blocked } else { Role::Text };
    let each = scene.stood_each(model.now()).map(|each| format!("{each} a message, ")).unwrap_or_default();
    let choices = [
        format!("callers stood still {each}{share:3.0} % of the time"),
        format!("stood still {each}{share:3.0} %"),
        format!("stood still {share:3.0} %"),
        format!("blocked {share:3.0} %"),
    ];
    if let Some(words) = choices.iter().find(|words| x + width(words) <= area.right()) {
        paint.words_right(area, area.y, words, role);
    }
}

/// The same for the back row: as many of the counts as fit, and how much of the time callers stood still.
fn large_sentence(counts: &[(&str, u64, Role)], share: f64, stands_still: bool, area: Rect, paint: &mut Paint<'_>) {
    let middle = area.y + 1;
    let percent = format!("{share:.0}");
    let still = "stood still";
    let from = area.right().saturating_sub(width(still) + digits::width(&percent) + 4);
    let mut x = area.x;
    for (place, (words, count, role)) in counts.iter().enumerate() {
        // What is nothing yet has no place here, but for what the lane is about.
        let number = count.to_string();
        let needed = width(words) + 1 + digits::width(&number) + 2;
        if (*count == 0 && place > 1) || x + needed > from {
            continue;
        }
        x = paint.words(area, x, middle, words, Role::Faint);
        let role = if *count == 0 { Role::Faint } else { *role };
        x = digits::draw(area, x + 1, area.y, &number, role, paint) + 2;
    }
    if from > x {
        let role = if share >= 50.0 && stands_still { Role::Blocked } else { Role::Text };
        let x = paint.words(area, from, middle, still, role);
        let x = digits::draw(area, x + 1, area.y, &percent, role, paint);
        paint.words(area, x, middle, "%", role);
    }
}
