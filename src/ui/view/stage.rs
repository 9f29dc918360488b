//! The stage: every lane with its nodes, links and measured sentence.

use ratatui::layout::Rect;

use super::digits;
use super::frame::Framed;
use super::{queue, receiver, sender, topic, tracks, workflow};
use crate::fact::Outcome;
use crate::id::LaneId;
use crate::scenario::{Lane, Part, Scenario};
use crate::scene::{LaneScene, NodeScene, trouble};
use crate::time::Span;
use crate::ui::hit::Hit;
use crate::ui::layout::{LanePlaces, lane_places, lanes};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;
use crate::ui::words;

/// The height from which a lane has room for large digits.
const ROOM_FOR_DIGITS: u16 = 9;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let scenario = &model.scenario;
    let places = lanes(area, &scenario.lanes, model.arrangement);
    // From the back row, counts are read, and small print is not.
    let big = if model.is_large() && places.iter().all(|place| place.height >= ROOM_FOR_DIGITS) { digits::HIGH - 1 } else { 0 };
    for ((id, lane), place) in scenario.lane_ids().zip(&places) {
        draw_lane(model, id, lane, *place, big, paint);
    }
    let hidden = scenario.lanes.len() - places.len();
    if hidden > 0 {
        let words = if hidden == 1 { "1 more lane does".to_owned() } else { format!("{hidden} more lanes do") };
        let words = format!("{words} not fit; make the window larger");
        paint.words_right(area, area.bottom().saturating_sub(1), &words, Role::Faint);
    }
}

/// Draws a lane whose counts have `big` rows more than one.
fn draw_lane(model: &Model, id: LaneId, lane: &Lane, area: Rect, big: u16, paint: &mut Paint<'_>) {
    let scene = &model.scene_of(id);
    let places = lane_places(lane, Rect { height: area.height - big, ..area });
    title(&model.scenario, lane, &places, paint);
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

/// What there is no room for.
fn missing(places: &LanePlaces) -> String {
    match places.hidden {
        0 => String::new(),
        1 => "1 more box has no room here".to_owned(),
        more => format!("{more} more boxes have no room here"),
    }
}

/// The cells for the name of a lane.
pub fn room_for_name(places: &LanePlaces) -> u16 {
    // What has no room itself is not said.
    let missing = Some(width(&missing(places))).filter(|cells| *cells <= places.title.width).unwrap_or(0);
    places.title.width.saturating_sub(missing + 1)
}

/// The lane's name, what it means, and what there is no room for.
fn title(scenario: &Scenario, lane: &Lane, places: &LanePlaces, paint: &mut Paint<'_>) {
    let area = places.title;
    let end = paint.words_right(area, area.y, &missing(places), Role::Retry);
    let x = paint.words(area, area.x, area.y, &fit(lane.name.as_str(), room_for_name(places), paint.signs.more), Role::Heading);
    let style = match (lane.hands_over(), stands_still(lane)) {
        (false, _) => "the caller waits for the answer",
        (true, true) => "the sender hands over, and asks until it has the result",
        (true, false) => "the sender hands over and goes on",
    };
    // Where all lanes go the same way, what else differs says more.
    let apart = words::apart(scenario, lane);
    let is_alike = scenario.lanes.iter().all(|other| other.hands_over() == lane.hands_over());
    let both = if apart.is_empty() { style.to_owned() } else { format!("{style}; {apart}") };
    let choices = if is_alike && !apart.is_empty() { [both, apart] } else { [both, style.to_owned()] };
    if let Some(words) = choices.iter().find(|words| x + 2 + width(words) < end) {
        paint.words(area, x + 2, area.y, words, Role::Faint);
    }
}

/// Whether callers stand still until they know what became of their messages.
fn stands_still(lane: &Lane) -> bool {
    let sender = lane.sender();
    !lane.hands_over() || sender.poll.is_some_and(|poll| poll.blocks)
}

/// What has come of the lane so far, measured at this instant.
fn sentence(model: &Model, lane: &Lane, scene: &LaneScene, area: Rect, paint: &mut Paint<'_>) {
    let sender = lane.sender();
    let share = scene.blocked_share(sender.callers, model.now()) * 100.0;
    let mut counts: Vec<(&str, u64, Role)> = Vec::new();
    if lane.hands_over() {
        counts.push(("handed over", scene.acked, Role::Request));
        counts.push(("done", scene.ended(Outcome::Completed), Role::Answer));
    } else {
        counts.push(("answered", scene.acked, Role::Answer));
    }
    counts.push(("failed", scene.ended(Outcome::Failed), Role::Error));
    // What cannot be left out: that nothing is lost is half of the story.
    let lost = scene.ended(Outcome::Lost);
    if lane.hands_over() || lost > 0 {
        counts.push(("lost", lost, Role::Error));
    }
    for (words, outcome) in [("rejected", Outcome::Rejected), ("expired", Outcome::Expired), ("dead letters", Outcome::DeadLettered)] {
        let count = scene.ended(outcome);
        counts.extend((count > 0).then_some((words, count, Role::Error)));
    }
    counts.extend((scene.duplicates > 0).then_some(("duplicates", scene.duplicates, Role::Duplicate)));
    if area.height >= digits::HIGH {
        // The share of the time goes on falling when all is done; what a message took stays.
        let each = scene.stood_each(model.now()).map(|each| each.to_string());
        let number = each.unwrap_or_else(|| format!("{share:.0} %"));
        let role = if share >= 50.0 && stands_still(lane) { Role::Blocked } else { Role::Text };
        if large_sentence(&counts, &number, role, area, paint) {
            return;
        }
    }
    let row = Rect { y: area.y + area.height / 2, height: 1, ..area };
    small_sentence(counts, scene.stood_each(model.now()), share, stands_still(lane), row, paint);
}

/// The same in a row: as many of the counts as fit, and how long callers stood still for a message.
fn small_sentence(mut counts: Vec<(&str, u64, Role)>, each: Option<Span>, share: f64, is_call: bool, area: Rect, paint: &mut Paint<'_>) {
    let all: usize = counts.iter().map(|(words, count, _)| words.len() + format!(" {count:<4} ").len()).sum();
    if all > usize::from(area.width) {
        // What is nothing goes first, but for what the lane is about; no count stands there by half.
        counts =
            counts.into_iter().enumerate().filter(|(place, (_, count, _))| *place == 0 || *count > 0).map(|(_, count)| count).collect();
    }
    let mut x = area.x;
    for (words, count, role) in counts {
        if x + width(words) + 1 + width(&count.to_string()) > area.right() {
            break;
        }
        x = paint.words(area, x, area.y, words, Role::Faint);
        let role = if count == 0 { Role::Faint } else { role };
        x = paint.words(area, x + 1, area.y, &format!("{count:<4}"), role) + 1;
    }
    let role = if share >= 50.0 && is_call { Role::Blocked } else { Role::Text };
    let mut choices = Vec::new();
    if let Some(each) = each {
        choices.push(format!("callers stood still {each} a message, {share:3.0} % of the time"));
        choices.push(format!("stood still {each} a message, {share:3.0} %"));
        choices.push(format!("stood still {each} a message"));
    } else {
        choices.push(format!("callers stood still {share:3.0} % of the time"));
    }
    choices.push(format!("stood still {share:3.0} %"));
    choices.push(format!("still {share:3.0} %"));
    if let Some(words) = choices.iter().find(|words| x + width(words) <= area.right()) {
        paint.words_right(area, area.y, words, role);
    }
}

/// The same for the back row: the counts and, if that fits too, how long callers stood still for a message. Whether there was room.
fn large_sentence(counts: &[(&str, u64, Role)], stood: &str, still: Role, area: Rect, paint: &mut Paint<'_>) -> bool {
    let middle = area.y + 1;
    let (number, unit) = stood.split_once(' ').unwrap_or((stood, ""));
    let unit = if unit == "%" { unit.to_owned() } else { format!("{unit} each") };
    let from = area.right().saturating_sub(width("stood still") + digits::width(number) + width(&unit) + 3);
    // What is nothing yet has no place here, but for what the lane is about.
    let counts: Vec<_> = counts.iter().enumerate().filter(|(place, (_, count, _))| *place <= 1 || *count > 0).map(|(_, it)| it).collect();
    let needed = |(words, count, _): &(&str, u64, Role)| width(words) + 1 + digits::width(&count.to_string()) + 2;
    let end = area.x + counts.iter().map(|count| needed(count)).sum::<u16>();
    if end > area.right() {
        return false;
    }
    let mut x = area.x;
    for (words, count, role) in counts {
        let number = count.to_string();
        x = paint.words(area, x, middle, words, Role::Faint);
        let role = if *count == 0 { Role::Faint } else { *role };
        x = digits::draw(area, x + 1, area.y, &number, role, paint) + 2;
    }
    if from > end {
        let x = paint.words(area, from, middle, "stood still", still);
        let x = digits::draw(area, x + 1, area.y, number, still, paint);
        paint.words(area, x, middle, &unit, still);
    }
    true
}
