//! What a receiver's code looks like, with the lines at which one of its slots stands now.

use ratatui::layout::Rect;

use super::draw_below;
use crate::id::LaneId;
use crate::scenario::Part;
use crate::scenario::sample::Phase;
use crate::scenario::sample::handler::{self, receiver};
use crate::scene::Slot;
use crate::ui::caller;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit};
use crate::ui::theme::Role;
use crate::ui::words::Standing;

pub fn draw(model: &Model, id: LaneId, area: Rect, paint: &mut Paint<'_>) {
    let lane = model.scenario.lane(id);
    let x = paint.words(area, area.x, area.y, &fit(lane.name.as_str(), area.width, paint.signs.more), Role::Heading);
    let (Some((handler, code)), Some(node)) = (handler::of(lane), receiver(lane)) else {
        paint.words(area, area.x, area.y + 1, "There is no sample of a receiver's code for this lane.", Role::Faint);
        return;
    };
    paint.words(area, x + 2, area.y, &fit(&handler.title, area.right().saturating_sub(x + 2), paint.signs.more), Role::Faint);
    let slots = caller::slots(model, id);
    // The same place as that of the caller that is looked at.
    let place = model.caller.min(slots.len().saturating_sub(1));
    let slot = slots.get(place).copied().flatten();
    let polls = matches!(lane.node(node).part, Part::Worker(_));
    let standing = standing(slot.as_ref(), polls, model, id);
    let mut who = format!("{} slot {}", lane.node(node).id, place + 1);
    if slots.len() > 1 {
        who += &format!(" of {}", slots.len());
    }
    if let Some(slot) = &slot {
        who += &format!(", message {}", slot.msg.0);
    }
    let row = Rect { y: area.y + 1, height: 1.min(area.height.saturating_sub(1)), ..area };
    let x = paint.words(row, row.x, row.y, &who, Role::Text);
    draw_below(&code, &handler.note, &standing, Rect { x, width: row.right().saturating_sub(x), ..row }, area, paint);
}

/// Where a slot stands in its code.
fn standing(slot: Option<&Slot>, polls: bool, model: &Model, id: LaneId) -> Standing {
    let now = model.now();
    let (phase, word, more, role) = match slot {
        None if polls => (Phase::Polling, "idle".to_owned(), "asks its queue".to_owned(), Role::Faint),
        None => (Phase::Setup, "idle".to_owned(), "nobody calls it".to_owned(), Role::Faint),
        Some(slot) if slot.waits() => {
            let names: Vec<&str> = slot.waits_for().into_iter().map(|node| model.scenario.lane(id).node(node).id.as_str()).collect();
            (Phase::Blocked, "blocked".to_owned(), format!("waits for {}", names.join(" and ")), Role::Blocked)
        }
        Some(slot) => {
            let wanted = slot.wanted_until > now;
            let more = if wanted { String::new() } else { "nobody waits".to_owned() };
            (Phase::Working, format!("works, {:.0} %", slot.progress(now) * 100.0), more, if wanted { Role::Work } else { Role::Orphaned })
        }
    };
    Standing { phase, word, more, at: None, call: 0, role }
}
