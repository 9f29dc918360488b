//! The inspector: all that there is to say about the node that is selected, beside it or over what is not looked at.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::sheet::framed;
use crate::id::{LaneId, NodeId};
use crate::scene::{Doing, NodeScene};
use crate::ui::caller;
use crate::ui::hit::Hit;
use crate::ui::model::{Model, Panel};
use crate::ui::paint::{Paint, fit, width, wrap};
use crate::ui::theme::Role;
use crate::ui::words::{Standing, about, differences, figures, health, settings, standing};

/// The narrowest and the widest panel.
const NARROWEST: u16 = 38;
const WIDEST: u16 = 58;
/// The rows that callers get at least, where they don't all fit.
const CALLERS: usize = 3;

/// A row of the panel.
enum Row {
    /// A line, with a sign before it or a blank.
    Line(&'static str, String, Role),
    /// A caller, by its place.
    Caller(usize, Standing),
}

pub fn draw(model: &Model, stage: Rect, paint: &mut Paint<'_>) {
    let (Panel::Inspector, Some((lane, node))) = (model.panel, model.selected) else { return };
    let plan = model.scenario.lane(lane);
    let here = |hit: &Hit| *hit == Hit::Node(lane, node);
    let seen = paint.hits.iter().find(|(_, hit)| here(hit)).map(|(place, _)| *place);
    let columns = place(stage, seen);
    let inside = columns.width.saturating_sub(4);
    let room = usize::from(stage.height.saturating_sub(2));
    let rows = rows(model, lane, node, inside, room, paint);
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2).min(stage.height);
    // Where it can't be beside the node, it is above or below.
    let is_high = seen.is_some_and(|seen| seen.y + seen.height / 2 < stage.y + stage.height / 2);
    let y = if is_high { stage.bottom() - height } else { stage.y };
    let frame = Rect { y, height, ..columns };
    let kind = kind(&model.scene_of(lane).nodes[node.index()], &plan.node(node).part);
    let name = if node == plan.sender { String::new() } else { format!(" {}", plan.node(node).id) };
    let title = fit(&format!("{kind}{name} of {}", plan.name), frame.width.saturating_sub(4), paint.signs.more);
    let area = framed(frame, stage, &format!(" {title} "), Role::Heading, paint);
    paint.hit(frame, Hit::Panel);
    for (row, y) in rows.iter().take(usize::from(area.height)).zip(area.y..) {
        let line = Rect { y, height: 1, ..area };
        match row {
            Row::Line(sign, words, role) => {
                let x = paint.words(line, line.x, y, sign, *role);
                paint.words(line, x + u16::from(!sign.is_empty()), y, words, *role);
            }
            Row::Caller(place, standing) => draw_caller(model, lane, node, *place, standing, line, paint),
        }
    }
    let keys = if paint.ascii() { " Esc closes, Up Down go on " } else { " Esc closes, ↑ ↓ go on " };
    paint.words_right(Rect { y: frame.bottom().saturating_sub(1), height: 1, ..area }, frame.bottom().saturating_sub(1), keys, Role::Faint);
}

/// Where the panel is: on the side of the node that has more room; half of the view if the node is not in it.
fn place(stage: Rect, node: Option<Rect>) -> Rect {
    let (left, right) =
        node.map_or((0, stage.width / 2), |node| (node.x.saturating_sub(stage.x), stage.right().saturating_sub(node.right())));
    let width = left.max(right).saturating_sub(1).clamp(NARROWEST, WIDEST).min(stage.width);
    let x = if right >= left { stage.right() - width } else { stage.x };
    Rect { x, width, ..stage }
}

/// The kind of a node, in a word.
const fn kind(scene: &NodeScene, part: &crate::scenario::Part) -> &'static str {
    match (scene, part) {
        (NodeScene::Receiver(_), crate::scenario::Part::Worker(_)) => "worker",
        (NodeScene::Receiver(_), _) => "service",
        (NodeScene::Sender(_), _) => "sender",
        (NodeScene::Queue(_), _) => "queue",
        (NodeScene::Topic(_), _) => "topic",
        (NodeScene::Workflow(_), _) => "workflow",
    }
}

/// All rows, of so many cells; no more than there is room for.
fn rows(model: &Model, lane: LaneId, node: NodeId, cells: u16, room: usize, paint: &Paint<'_>) -> Vec<Row> {
    let (plan, now) = (model.scenario.lane(lane), model.now());
    let told = plan.node(node);
    let mut rows = Vec::new();
    let broken = |words: &str, sign: &'static str, role: Role| {
        let indent = if sign.is_empty() { 0 } else { 2 };
        let lines = wrap(words, cells.saturating_sub(indent)).into_iter();
        lines
            .enumerate()
            .map(|(place, line)| Row::Line(if place == 0 || sign.is_empty() { sign } else { " " }, line, role))
            .collect::<Vec<_>>()
    };
    rows.extend(broken(about(&told.part), "", Role::Faint));
    for (words, role) in health(&model.scenario, lane, node, now) {
        rows.extend(broken(&words, if role == Role::Error { paint.signs.error } else { "" }, role));
    }
    for (words, role) in figures(plan, node, model.scene_of(lane), now) {
        rows.extend(broken(&words, "", role));
    }
    let mut end: Vec<Row> = differences(told).iter().flat_map(|words| broken(words, paint.signs.differs, Role::Heading)).collect();
    end.extend(settings(told).iter().flat_map(|(words, role)| broken(words, "", *role)));
    if node == plan.sender {
        let left = room.saturating_sub(rows.len() + end.len()).max(CALLERS);
        rows.extend(callers(model, lane, left));
    }
    rows.append(&mut end);
    if rows.len() > room {
        let more = rows.len() + 1 - room;
        rows.truncate(room.saturating_sub(1));
        rows.push(Row::Line("", format!("{} {more} lines more have no room", paint.signs.more), Role::Faint));
    }
    rows
}

/// The callers that so many rows have room for, the selected one among them; where not all fit, those that are not free come first.
fn callers(model: &Model, lane: LaneId, room: usize) -> Vec<Row> {
    let (plan, scene) = (model.scenario.lane(lane), model.scene_of(lane));
    let all = caller::callers(model, lane);
    let selected = caller::place(model, lane);
    let mut places: Vec<usize> = (0..all.len()).collect();
    if all.len() > room {
        places.sort_by_key(|place| *place != selected && matches!(all[*place].doing, Doing::Free { .. }));
    }
    let at = places.iter().position(|place| *place == selected).unwrap_or(0);
    let first = at.saturating_sub(room / 2).min(all.len().saturating_sub(room));
    let glance = super::code::glance(model);
    let row = |place: usize| Row::Caller(place, standing(&all[place], plan, scene, model.now(), glance));
    places.into_iter().skip(first).take(room).map(row).collect()
}

fn draw_caller(model: &Model, lane: LaneId, node: NodeId, place: usize, standing: &Standing, line: Rect, paint: &mut Paint<'_>) {
    paint.hit(line, Hit::Caller(lane, node, place));
    let style = paint.theme.style(Role::Faint);
    let is_selected = place == caller::place(model, lane);
    let style = if is_selected { style.add_modifier(Modifier::REVERSED) } else { style };
    let x = paint.styled(line, line.x, line.y, &format!("{:>2}", place + 1), style) + 1;
    let x = paint.words(line, x, line.y, standing.sign(paint.signs), standing.role) + 1;
    let full = standing.in_full();
    let message = standing.at.map(|(msg, _)| format!("{full}, message {}", msg.0));
    let room = line.right().saturating_sub(x);
    let choices = message.iter().chain([&full, &standing.word]);
    let words = choices.into_iter().find(|words| width(words) <= room).unwrap_or(&standing.word);
    paint.words(line, x, line.y, &fit(words, room, paint.signs.more), standing.role);
}
