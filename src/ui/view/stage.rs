//! The stage: every lane with its nodes, links and measured sentence.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use super::{queue, receiver, sender, tracks};
use crate::fact::Outcome;
use crate::id::{LaneId, NodeId};
use crate::scenario::{Lane, Part, Style};
use crate::scene::{LaneScene, NodeScene, Trouble, trouble};
use crate::ui::layout::{columns_of, lane_places, lanes};
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;
use crate::ui::words;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let scenario = &model.scenario;
    let places = lanes(area, &scenario.lanes, model.arrangement);
    let columns = columns_of(&scenario.lanes);
    for ((id, lane), place) in scenario.lane_ids().zip(&places) {
        draw_lane(model, id, lane, *place, columns, paint);
    }
    let hidden = scenario.lanes.len() - places.len();
    if hidden > 0 {
        let words = format!("{hidden} more lanes do not fit; make the window larger");
        paint.words_right(area, area.bottom().saturating_sub(1), &words, Role::Faint);
    }
}

fn draw_lane(model: &Model, id: LaneId, lane: &Lane, area: Rect, columns: u16, paint: &mut Paint<'_>) {
    let scene = &model.scene_of(id);
    let places = lane_places(lane, area, columns);
    let style = lane.sender().style;
    let x = paint.words(places.title, area.x, area.y, lane.name.as_str(), Role::Heading);
    let explained = match style {
        Style::Calls => "the caller waits for the answer",
        Style::Sends => "the producer hands over and goes on",
    };
    paint.words(places.title, x + 2, area.y, explained, Role::Faint);
    for track in &places.tracks {
        tracks::draw(model, scene, track, paint);
    }
    for ((node_id, node), (place, node_scene)) in lane.node_ids().zip(places.boxes.iter().zip(&scene.nodes)) {
        let trouble = trouble(&model.scenario, id, node_id, false, model.now());
        let frame = Framed { model, lane, id: node_id, area: *place, trouble };
        match (&node.part, node_scene) {
            (Part::Sender(plan), NodeScene::Sender(scene)) => sender::draw(&frame, plan, scene, paint),
            (Part::Service(_) | Part::Worker(_), NodeScene::Receiver(scene)) => receiver::draw(&frame, scene, paint),
            (Part::Queue(_), NodeScene::Queue(scene)) => queue::draw(&frame, scene, paint),
            _ => {}
        }
    }
    sentence(model, lane, scene, places.sentence, paint);
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
    for (words, outcome) in [("rejected", Outcome::Rejected), ("dead letters", Outcome::DeadLettered)] {
        let count = scene.ended(outcome);
        counts.extend((count > 0).then_some((words, count, Role::Error)));
    }
    counts.extend((scene.duplicates > 0).then_some(("duplicates", scene.duplicates, Role::Duplicate)));
    let mut x = area.x;
    for (words, count, role) in counts {
        x = paint.words(area, x, area.y, words, Role::Faint);
        let role = if count == 0 { Role::Faint } else { role };
        x = paint.words(area, x + 1, area.y, &format!("{count:<4}"), role) + 1;
    }
    let role = if share >= 50.0 && sender.style == Style::Calls { Role::Blocked } else { Role::Text };
    let each = scene.stood_each().map(|each| format!("{each} a message, ")).unwrap_or_default();
    let choices = [
        format!("callers stood still {each}{share:3.0} % of the time"),
        format!("stood still {each}{share:3.0} %"),
        format!("stood still {share:3.0} %"),
    ];
    if let Some(words) = choices.iter().find(|words| x + width(words) <= area.right()) {
        paint.words_right(area, area.y, words, role);
    }
}

/// A node with what its box needs.
pub struct Framed<'a> {
    pub model: &'a Model,
    pub lane: &'a Lane,
    pub id: NodeId,
    pub area: Rect,
    pub trouble: Option<Trouble>,
}

impl Framed<'_> {
    /// Draws the frame; the first of `counts` that leaves room for the name stands at the right of its head unless something is
    /// wrong, `below` in its foot. Returns what is inside.
    pub fn frame(&self, title: &str, counts: &[&str], below: &str, paint: &mut Paint<'_>) -> Rect {
        let Rect { x, y, width: all, .. } = self.area;
        let role = if self.trouble.is_some() { Role::Error } else { Role::Structure };
        Block::bordered().border_set(paint.signs.frame).border_style(paint.theme.style(role)).render(self.area, paint.buf);
        let edge = Rect { x: x + 1, width: all.saturating_sub(2), ..self.area };
        let fits = |count: &str| width(count) + width(self.name()) + 3 <= edge.width;
        let (right, right_role) = match self.trouble {
            Some(Trouble { kind, since }) => {
                let (sign, word) = (trouble_sign(self.trouble, paint), words::troubled(kind));
                let long = format!(" {sign} {word} {} ", self.model.now().since(since));
                // The slots tell for how long, should the head have no room for it.
                (if fits(&long) { long } else { format!(" {sign} {word} ") }, Role::Error)
            }
            None => {
                let all = counts.iter().map(|count| format!(" {count} "));
                (all.into_iter().find(|count| fits(count)).unwrap_or_default(), Role::Text)
            }
        };
        let at = paint.words_right(edge, y, &right, right_role);
        let room = at.saturating_sub(edge.x).saturating_sub(2);
        if room > 2 {
            // Where the kind has no room, the name says enough.
            let title = if width(title) <= room { title } else { self.name() };
            let role = if self.trouble.is_some() { Role::Error } else { Role::Text };
            paint.words(edge, edge.x, y, &format!(" {} ", fit(title, room, paint.signs.more)), role);
        }
        if !below.is_empty() && self.area.height > 1 {
            let below = fit(below, edge.width.saturating_sub(2), paint.signs.more);
            paint.words(edge, edge.x, self.area.bottom() - 1, &format!(" {below} "), Role::Text);
        }
        Rect { x: x + 2, y: y + 1, width: all.saturating_sub(3), height: self.area.height.saturating_sub(2) }
    }

    /// The node's name in the file.
    pub fn name(&self) -> &str {
        self.lane.node(self.id).id.as_str()
    }
}

/// The sign of what is wrong with a node.
pub fn trouble_sign(trouble: Option<Trouble>, paint: &Paint<'_>) -> &'static str {
    use crate::scenario::FaultKind;
    match trouble.map(|trouble| trouble.kind) {
        None => " ",
        Some(FaultKind::Outage | FaultKind::Crash) => paint.signs.down,
        Some(FaultKind::Hang | FaultKind::Partition) => paint.signs.hangs,
        Some(FaultKind::Slow(_) | FaultKind::Delay(_)) => paint.signs.slow,
        Some(FaultKind::Errors(_) | FaultKind::Throttle(_) | FaultKind::Loss(_) | FaultKind::Duplicate(_)) => paint.signs.errors,
    }
}
