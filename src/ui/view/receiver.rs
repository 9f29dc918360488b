//! A service or a worker on the stage: its slots one by one, each filling as its work goes on.

use ratatui::layout::Rect;

use super::frame::Framed;
use crate::scenario::{FaultKind, Part};
use crate::scene::{ReceiverScene, Slot, Trouble};
use crate::ui::layout::pitch;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;

/// The longest bar of a slot.
const LONGEST_BAR: u16 = 24;
/// The width of a box below which it has room for one count.
const NARROW: u16 = 24;

pub fn draw(frame: &Framed<'_>, scene: &ReceiverScene, paint: &mut Paint<'_>) {
    let kind = match &frame.lane.node(frame.id).part {
        Part::Worker(_) => "worker",
        _ => "service",
    };
    let signs = paint.signs;
    let errors = if scene.failed == 1 { "error" } else { "errors" };
    let narrow = frame.area.width < NARROW;
    // A narrow box has room for one count: then it is all that came to nothing.
    let failures = if narrow && scene.refused > 0 && scene.failed > 0 {
        vec![(signs.error, scene.refused + scene.failed, "errors")]
    } else {
        vec![(signs.error, scene.refused, "refused"), (signs.error, scene.failed, errors)]
    };
    let left = if narrow { "left" } else { "left behind" };
    let counts = [(signs.message, scene.waiting, "wait"), (signs.orphaned, scene.left, left)].into_iter().chain(failures);
    let counts = counts.filter(|(_, count, _)| *count > 0);
    let mut below: Vec<String> = counts.map(|(sign, count, words)| format!("{sign} {count} {words}")).collect();
    below.extend((scene.done > 0).then(|| format!("{} handled", scene.done)));
    let slots = if scene.count == 1 { "1 slot".to_owned() } else { format!("{} of {} busy", scene.busy, scene.count) };
    let short = format!("{}/{}", scene.busy, scene.count);
    let inside = frame.frame(&frame.titles(kind), &[&slots, &short], &below, paint);
    let one_by_one = scene.count <= u32::from(inside.height);
    if !one_by_one {
        return strip(frame, scene, inside, paint);
    }
    let (pitch, _) = pitch(inside, frame.lane);
    for ((place, slot), y) in scene.slots.iter().enumerate().zip((inside.y..inside.bottom()).step_by(usize::from(pitch))) {
        let x = paint.words(inside, inside.x, y, &format!("{} ", place + 1), Role::Faint);
        let row = Rect { x, y, width: inside.right().saturating_sub(x), height: 1 };
        draw_slot(frame, scene, slot.as_ref(), row, paint);
    }
}

fn draw_slot(frame: &Framed<'_>, scene: &ReceiverScene, slot: Option<&Slot>, mut row: Rect, paint: &mut Paint<'_>) {
    let now = frame.model.now();
    let Some(slot) = slot else {
        let (sign, words, role) = idle(frame.trouble, paint);
        let since = match frame.trouble {
            Some(trouble) if role == Role::Error => format!(" {}", now.since(trouble.since)),
            _ => String::new(),
        };
        let choices = [format!("{sign} {words}{since}"), format!("{sign} {words}"), sign.to_owned()];
        if let Some(words) = choices.iter().find(|words| width(words) <= row.width) {
            paint.words(row, row.x, row.y, words, role);
        }
        return;
    };
    if scene.is_twin(slot) {
        let x = paint.words(row, row.x, row.y, paint.signs.twin, Role::Duplicate);
        row = Rect { x, width: row.right().saturating_sub(x), ..row };
    }
    let orphaned = slot.wanted_until <= now;
    if slot.waits() {
        return waits(frame, slot, row, paint);
    }
    let done = slot.progress(now);
    let percent = format!(" {:3.0} %", done * 100.0);
    let note = match () {
        () if orphaned => " nobody waits".to_owned(),
        () if slot.warm > now => format!(" starts cold, warm in {}", slot.warm.since(now)),
        () if slot.again => format!(" message {} again", slot.msg.0),
        () => format!(" message {:<3}", slot.msg.0),
    };
    let short = if slot.warm > now { " cold" } else { note.as_str() };
    let mut bar = row.width.saturating_sub(width(&percent));
    let note = if bar >= width(&note) + 8 { note.as_str() } else { short };
    let noted = bar >= width(note) + 8 || (orphaned && bar >= width(note) + 2);
    if noted {
        bar -= width(note);
    }
    let bar = bar.min(LONGEST_BAR);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small number of cells")]
    let filled = (f64::from(bar) * done) as u16;
    let (sign, role) = if orphaned { (paint.signs.orphaned_done, Role::Orphaned) } else { (paint.signs.done, Role::Work) };
    let x = paint.repeat(row, row.x, row.y, sign, filled, role);
    let x = paint.repeat(row, x, row.y, paint.signs.to_do, bar - filled, Role::Structure);
    let x = paint.words(row, x, row.y, &percent, role);
    if noted {
        paint.words(row, x, row.y, note, if orphaned { Role::Orphaned } else { Role::Faint });
    }
}

/// A slot that has done its own work and stands still until others answer.
fn waits(frame: &Framed<'_>, slot: &Slot, row: Rect, paint: &mut Paint<'_>) {
    let names: Vec<&str> = slot.waits_for().into_iter().map(|called| frame.lane.node(called).id.as_str()).collect();
    let name = names.join(" and ");
    let orphaned = slot.wanted_until <= frame.model.now();
    let (sign, role) = if orphaned { (paint.signs.orphaned, Role::Orphaned) } else { (paint.signs.blocked, Role::Blocked) };
    let fate = if orphaned { "nobody waits".to_owned() } else { format!("message {}", slot.msg.0) };
    let choices = [format!("{sign} waits for {name}, {fate}"), format!("{sign} waits for {name}"), format!("{sign} {name}")];
    let fits = choices.iter().find(|words| width(words) <= row.width).or(choices.last());
    paint.words(row, row.x, row.y, &fit(fits.map_or("", String::as_str), row.width, paint.signs.more), role);
}

/// What a slot without work looks like.
fn idle(trouble: Option<Trouble>, paint: &Paint<'_>) -> (&'static str, &'static str, Role) {
    match trouble.map(|trouble| trouble.kind) {
        Some(kind @ (FaultKind::Outage | FaultKind::Crash)) => (paint.signs.of_fault(kind), "down", Role::Error),
        Some(kind @ FaultKind::Hang) => (paint.signs.of_fault(kind), "silent", Role::Error),
        Some(_) | None => (paint.signs.idle, "idle", Role::Faint),
    }
}

/// Many slots: a sign for each as far as they go.
fn strip(frame: &Framed<'_>, scene: &ReceiverScene, inside: Rect, paint: &mut Paint<'_>) {
    let now = frame.model.now();
    let (idle_sign, _, idle_role) = idle(frame.trouble, paint);
    let mut slots = scene.slots.iter();
    for y in inside.y..inside.bottom() {
        for (x, slot) in (inside.x..inside.right()).zip(slots.by_ref()) {
            let (sign, role) = match slot {
                None => (idle_sign, idle_role),
                Some(slot) if slot.wanted_until <= now => (paint.signs.orphaned, Role::Orphaned),
                Some(slot) if scene.is_twin(slot) => (paint.signs.twin, Role::Duplicate),
                Some(slot) if slot.waits() => (paint.signs.blocked, Role::Blocked),
                Some(_) => (paint.signs.busy, Role::Work),
            };
            paint.words(inside, x, y, sign, role);
        }
    }
}
