//! The whole run as one bar: past and future, faults, scenes, and where time stands.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::time::Time;
use crate::ui::layout::Axis;
use crate::ui::model::Model;
use crate::ui::paint::Paint;
use crate::ui::theme::Role;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    if area.is_empty() {
        return;
    }
    let (signs, axis) = (paint.signs, Axis::new(area, model.scenario.end()));
    let column = |at: Time| axis.column(at);
    let now = column(model.now());
    for x in area.left()..area.right() {
        let role = health(model, axis.parts(x, model.tape.summary().width()));
        let (sign, style) = if x < now {
            (signs.past, paint.theme.style(role.unwrap_or(Role::Text)))
        } else {
            (signs.future, paint.theme.style(role.unwrap_or(Role::Structure)).add_modifier(Modifier::DIM))
        };
        paint.styled(area, x, area.y, sign, style);
    }
    paint.words(area, area.x, area.y, signs.start, Role::Structure);
    paint.words(area, area.right() - 1, area.y, signs.end, Role::Structure);
    for fault in &model.scenario.faults {
        let (from, to) = (column(fault.at), column(fault.until));
        paint.repeat(area, from, area.y, signs.fault, (to - from).max(1), Role::Error);
    }
    for scene in &model.cues {
        let in_fault = model.scenario.faults.iter().any(|fault| fault.at <= scene.at && scene.at < fault.until);
        let role = match () {
            () if in_fault => Role::Error,
            () if scene.at <= model.now() => Role::Text,
            () => Role::Faint,
        };
        paint.words(area, column(scene.at), area.y, signs.scene, role);
    }
    paint.words(area, now, area.y, signs.playhead, Role::Playhead);
}

/// How the run fares in these slots of time: something failed, or all callers of a lane stood still; nothing if all is well or not
/// known yet.
fn health(model: &Model, parts: Range<usize>) -> Option<Role> {
    let lanes = model.tape.summary().lanes().iter().zip(&model.scenario.lanes);
    let mut blocked = false;
    for (lane, plan) in lanes {
        let slots = lane.slots.get(parts.start..parts.end.min(lane.slots.len()))?;
        if slots.iter().any(|slot| slot.ended_badly > 0) {
            return Some(Role::Error);
        }
        blocked |= !slots.is_empty() && slots.iter().all(|slot| slot.blocked >= plan.sender().callers);
    }
    blocked.then_some(Role::Blocked)
}
