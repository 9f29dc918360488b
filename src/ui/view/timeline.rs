//! The whole run as one bar: past and future, faults, scenes, and where time stands.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::time::Time;
use crate::ui::model::Model;
use crate::ui::paint::Paint;
use crate::ui::theme::Role;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let (Some(last), signs) = (area.width.checked_sub(1), paint.signs) else { return };
    let end = model.scenario.end().0.max(1);
    let column = |at: Time| {
        let share = u128::from(at.0.min(end)) * u128::from(last) / u128::from(end);
        area.x + u16::try_from(share).unwrap_or(last)
    };
    let now = column(model.now());
    for x in area.left()..area.right() {
        let role = health(model, end, u64::from(x - area.x), u64::from(area.width));
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

/// How the run fares in the time of one of so many cells: something failed, or all callers of a lane stood still; nothing if all is
/// well or not known yet.
fn health(model: &Model, end: u64, cell: u64, cells: u64) -> Option<Role> {
    let summary = model.tape.summary();
    let slot = |cell: u64| usize::try_from(u128::from(cell) * u128::from(end) / u128::from(cells) / u128::from(summary.width().0));
    let (first, last) = (slot(cell).ok()?, slot(cell + 1).ok()?);
    let lanes = summary.lanes().iter().zip(&model.scenario.lanes);
    let mut blocked = false;
    for (lane, plan) in lanes {
        let slots = lane.slots.get(first..last.max(first + 1).min(lane.slots.len()))?;
        if slots.iter().any(|slot| slot.ended_badly > 0) {
            return Some(Role::Error);
        }
        blocked |= slots.iter().all(|slot| slot.blocked >= plan.sender().callers);
    }
    blocked.then_some(Role::Blocked)
}
