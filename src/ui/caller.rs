//! The selected caller: whose code and whose message are looked at.

use super::model::{Model, Panel};
use super::study::Language;
use super::touch;
use super::view::lanes_of_code;
use crate::id::{LaneId, Msg, NodeId};
use crate::scenario::View;
use crate::scenario::sample::handler::receiver;
use crate::scene::{Caller, Doing, NodeScene, Slot};
use ratatui::layout::Rect;

/// The callers of a lane that are followed one by one.
pub(super) fn callers(model: &Model, lane: LaneId) -> &[Caller] {
    let sender = model.scenario.lane(lane).sender;
    match &model.scene_of(lane).nodes[sender.index()] {
        NodeScene::Sender(sender) => &sender.callers,
        _ => &[],
    }
}

/// The slots of the receiver whose code is shown.
pub(super) fn slots(model: &Model, lane: LaneId) -> &[Option<Slot>] {
    match receiver(model.scenario.lane(lane)).map(|receiver| &model.scene_of(lane).nodes[receiver.index()]) {
        Some(NodeScene::Receiver(receiver)) => &receiver.slots,
        _ => &[],
    }
}

/// How many callers, or slots, of a lane can be gone through in the view of the code.
pub(super) fn places(model: &Model, lane: LaneId) -> usize {
    if model.study.language == Language::Receiver { slots(model, lane).len() } else { callers(model, lane).len() }
}

/// The place of the selected caller in a lane, which may have fewer than another.
pub(super) fn place(model: &Model, lane: LaneId) -> usize {
    model.caller.min(callers(model, lane).len().saturating_sub(1))
}

/// The lane whose caller is looked at: that of what is selected, else the first.
pub(super) fn lane(model: &Model) -> LaneId {
    model.selected.map_or(LaneId(0), |(lane, _)| lane)
}

/// Selects a caller of a lane, and follows its message if it has one.
pub(super) fn select(model: &mut Model, lane: LaneId, node: NodeId, place: usize) {
    model.selected = Some((lane, node));
    model.caller = place;
    model.study.followed = message(model).or(model.study.followed);
}

/// The message that the selected caller stands still for; nothing if what is selected is no sender.
pub(super) fn message(model: &Model) -> Option<Msg> {
    let (lane, _) = model.selected.filter(|(lane, node)| model.scenario.lane(*lane).sender == *node)?;
    match callers(model, lane).get(place(model, lane))?.doing {
        Doing::Blocked { msg, .. } | Doing::BackingOff { msg, .. } => Some(msg),
        Doing::Free { .. } => None,
    }
}

/// Selects the next caller, or the one before. Where not all lanes are in sight, each caller is looked at in all of them before the
/// next: so the other lane is one key away.
pub(super) fn turn(model: &mut Model, next: bool) {
    let area = model.panes(Rect::new(0, 0, model.width, model.height)).stage;
    let here = lane(model);
    let all_in_sight = lanes_of_code(model, area.width).len() == model.scenario.lanes.len();
    let most = model.scenario.lane_ids().map(|(lane, _)| places(model, lane)).max().unwrap_or(0);
    let in_turn = |place: usize| model.scenario.lane_ids().map(move |(lane, _)| (place, lane));
    let all: Vec<(usize, LaneId)> =
        (0..most).flat_map(in_turn).filter(|(place, lane)| *place < places(model, *lane) && (!all_in_sight || *lane == here)).collect();
    let at = model.caller.min(places(model, here).saturating_sub(1));
    let now = all.iter().position(|each| *each == (at, here)).unwrap_or(0);
    let there = if next { now + 1 } else { now.saturating_sub(1) };
    if let Some((place, lane)) = all.get(there).copied() {
        select(model, lane, model.scenario.lane(lane).sender, place);
    }
}

/// Opens the inspector, or closes it. If nothing is selected, the first sender is.
pub(super) fn inspect(model: &mut Model) {
    model.panel = if model.panel == Panel::Inspector { Panel::None } else { Panel::Inspector };
    if model.selected.is_none() {
        model.selected = Some((LaneId(0), model.scenario.lane(LaneId(0)).sender));
    }
}

/// Selects what comes next in the inspector, or before: the callers of a sender one by one, then another node.
pub(super) fn walk(model: &mut Model, next: bool) {
    let sender_of = |model: &Model| model.selected.filter(|(lane, node)| model.scenario.lane(*lane).sender == *node);
    if let Some((lane, node)) = sender_of(model) {
        let (here, count) = (place(model, lane), callers(model, lane).len());
        let there = if next { Some(here + 1) } else { here.checked_sub(1) };
        if let Some(there) = there.filter(|there| *there < count) {
            return select(model, lane, node, there);
        }
    }
    touch::select(model, next);
    if model.selected.is_none() {
        touch::select(model, next);
    }
    if let Some((lane, node)) = sender_of(model) {
        let last = callers(model, lane).len().saturating_sub(1);
        select(model, lane, node, if next { 0 } else { last });
    }
}

/// Shows the code, or the same in the other language, or that of the receivers.
pub(super) fn turn_language(model: &mut Model) {
    if model.view == View::Code {
        let has_handlers = model.scenario.lanes.iter().any(|lane| lane.handler.is_some());
        model.study.language = match model.study.language {
            Language::Python => Language::Commands,
            Language::Commands if has_handlers => Language::Receiver,
            Language::Commands | Language::Receiver => Language::Python,
        };
    }
    model.view = View::Code;
}
