//! The whole run as one bar: past and future, faults, scenes, and where time stands.

use ratatui::layout::Rect;

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
    paint.repeat(area, area.x, area.y, signs.past, now - area.x, Role::Text);
    paint.repeat(area, now, area.y, signs.future, area.right() - now, Role::Structure);
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
