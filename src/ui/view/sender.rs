//! A sender on the stage: its callers one by one, the blocked ones unmistakable.

use ratatui::layout::Rect;

use super::stage::Framed;
use crate::fact::Word;
use crate::scenario::{Part, Sender, Style};
use crate::scene::{Caller, Doing, SenderScene};
use crate::time::Span;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;
use crate::ui::words;

/// The longest bar of a blocked caller.
const LONGEST_BAR: u16 = 24;

pub fn draw(frame: &Framed<'_>, plan: &Sender, scene: &SenderScene, paint: &mut Paint<'_>) {
    let unsent = if scene.unsent > 0 { format!("{} {} not sent", paint.signs.message, scene.unsent) } else { String::new() };
    let callers = if scene.count == 1 { "1 caller".to_owned() } else { format!("{} callers", scene.count) };
    let one_by_one = scene.count <= u32::from(frame.area.height.saturating_sub(2));
    let count = if one_by_one { callers } else { format!("{} of {} blocked", scene.blocked, scene.count) };
    let inside = frame.frame("sender", &count, &unsent, paint);
    if !one_by_one {
        return strip(frame, scene, inside, paint);
    }
    for ((place, caller), y) in scene.callers.iter().enumerate().zip(inside.y..inside.bottom()) {
        let x = paint.words(inside, inside.x, y, &format!("{} ", place + 1), Role::Faint);
        let row = Rect { x, y, width: inside.right().saturating_sub(x), height: 1 };
        draw_caller(frame, plan, caller, row, paint);
    }
}

fn draw_caller(frame: &Framed<'_>, plan: &Sender, caller: &Caller, row: Rect, paint: &mut Paint<'_>) {
    let now = frame.model.now();
    let stood = now.since(caller.doing.since());
    match caller.doing {
        Doing::Free { .. } => free(plan, caller, stood, row, paint),
        Doing::Blocked { msg, attempt, .. } => {
            let timer = format!("{:>6}", stood.to_string());
            let words = format!(" blocked {timer}");
            let bar = row.width.saturating_sub(width(&words)).min(LONGEST_BAR);
            let full = patience(frame, plan).0.max(1);
            let cells = u128::from(bar) * u128::from(stood.0) / u128::from(full);
            let cells = u16::try_from(cells).unwrap_or(bar).clamp(2.min(bar), bar.max(2));
            paint.repeat(row, row.x, row.y, paint.signs.blocked, cells, Role::Blocked);
            let x = paint.words(row, row.x + bar.max(2), row.y, &words, Role::Blocked);
            let target = frame.lane.node(plan.to).id.as_str();
            let tries = if plan.retry.attempts > 1 { format!(", try {attempt} of {}", plan.retry.attempts) } else { String::new() };
            let what = if plan.style == Style::Calls { "waits for" } else { "handing over to" };
            paint.words(row, x + 2, row.y, &format!("{what} {target}, message {}{tries}", msg.0), Role::Faint);
        }
        Doing::BackingOff { attempt, until, .. } => {
            let x = paint.words(row, row.x, row.y, &format!("{} ", paint.signs.retry), Role::Retry);
            let wait = until.since(now);
            let (long, short) = (format!("try {attempt} of {} in {wait}", plan.retry.attempts), format!("try {attempt} in {wait}"));
            let words = if x + width(&long) <= row.right() { long } else { short };
            paint.words(row, x, row.y, &words, Role::Retry);
        }
    }
}

fn free(plan: &Sender, caller: &Caller, rest: Span, row: Rect, paint: &mut Paint<'_>) {
    let mut x = paint.words(row, row.x, row.y, &format!("{} free", paint.signs.free), Role::Calm);
    if let Some(word) = caller.last.filter(|word| *word != Word::Ok) {
        paint.words(row, x + 1, row.y, &format!("{} {}", paint.signs.error, words::told(word)), Role::Error);
        return;
    }
    let done = match plan.style {
        Style::Calls => format!("answered {}", caller.acked),
        Style::Sends => format!("handed over {}", caller.acked),
    };
    let timer = format!(" {:>6}", rest.to_string());
    if row.right() >= x + width(&timer) + 2 + width(&done) {
        x = paint.words(row, x, row.y, &timer, Role::Calm);
    }
    let room = row.right().saturating_sub(x + 2);
    let done = if width(&done) <= room { done } else { caller.acked.to_string() };
    if width(&done) <= room && caller.acked > 0 {
        paint.words(row, x + 2, row.y, &done, Role::Faint);
    }
}

/// How long a bar stands for: until the caller gives up or, if it never does, until an answer usually comes.
fn patience(frame: &Framed<'_>, plan: &Sender) -> Span {
    let target = frame.lane.node(plan.to);
    let work = match &target.part {
        Part::Service(service) => service.work.time.mean(),
        Part::Sender(_) | Part::Queue(_) | Part::Worker(_) => Span::ZERO,
    };
    plan.timeout.unwrap_or(work + target.link.latency.mean() * 2)
}

/// Many callers: a sign for each as far as they go, then the numbers.
fn strip(frame: &Framed<'_>, scene: &SenderScene, inside: Rect, paint: &mut Paint<'_>) {
    let rows = inside.height.saturating_sub(1);
    let room = usize::from(rows) * usize::from(inside.width);
    for (place, caller) in scene.callers.iter().take(room).enumerate() {
        let (sign, role) = match caller.doing {
            Doing::Free { .. } => (paint.signs.free, Role::Calm),
            Doing::Blocked { .. } => (paint.signs.blocked, Role::Blocked),
            Doing::BackingOff { .. } => (paint.signs.retry, Role::Retry),
        };
        let (row, column) = (place / usize::from(inside.width.max(1)), place % usize::from(inside.width.max(1)));
        let (x, y) = (inside.x + u16::try_from(column).unwrap_or(0), inside.y + u16::try_from(row).unwrap_or(0));
        paint.words(inside, x, y, sign, role);
    }
    let y = inside.bottom().saturating_sub(1);
    let free = scene.count - scene.blocked;
    let mut x = inside.x;
    let parts = [
        (paint.signs.blocked, scene.blocked - scene.backing_off, "blocked", Role::Blocked),
        (paint.signs.retry, scene.backing_off, "wait to retry", Role::Retry),
        (paint.signs.free, free, "free", Role::Calm),
    ];
    for (sign, count, words, role) in parts.into_iter().filter(|(_, count, ..)| *count > 0) {
        x = paint.words(inside, x, y, &format!("{sign} {count} {words}  "), role);
    }
    let _ = frame;
}
