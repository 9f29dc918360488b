//! A sender on the stage: its callers one by one, the blocked ones unmistakable.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::frame::Framed;
use super::queue;
use crate::fact::Word;
use crate::id::NodeId;
use crate::scenario::{Lane, Part, Sender, Style};
use crate::scene::{Caller, Doing, SenderScene, Wait};
use crate::time::Span;
use crate::ui::caller;
use crate::ui::hit::Hit;
use crate::ui::layout::pitch;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;
use crate::ui::words;

/// The longest bar of a blocked caller.
const LONGEST_BAR: u16 = 24;

const MILLISECOND: Span = Span(1_000_000);

pub fn draw(frame: &Framed<'_>, plan: &Sender, scene: &SenderScene, paint: &mut Paint<'_>) {
    let long = format!("{} {} not sent", paint.signs.message, scene.unsent);
    let has_room = width(&long) + 4 <= frame.area.width;
    let unsent = if has_room { long } else { format!("{} {}", paint.signs.message, scene.unsent) };
    let unsent: Vec<String> = (scene.unsent > 0).then_some(unsent).into_iter().collect();
    let callers = if scene.count == 1 { "1 caller".to_owned() } else { format!("{} callers", scene.count) };
    let one_by_one = scene.count <= u32::from(frame.area.height.saturating_sub(2));
    let count = if one_by_one { callers } else { format!("{} of {} not free", scene.blocked, scene.count) };
    let short = format!("{}/{} {}", scene.blocked, scene.count, paint.signs.blocked);
    let counts = [count.as_str(), short.as_str()];
    let inside = frame.frame(&["sender".to_owned()], &counts[..if one_by_one { 1 } else { 2 }], &unsent, paint);
    if !one_by_one {
        return strip(frame, scene, inside, paint);
    }
    let is_selected = frame.model.selected == Some((frame.lane_id, frame.id));
    let selected = is_selected.then(|| caller::place(frame.model, frame.lane_id));
    let full = patience(frame.model).0.max(1);
    let (pitch, thick) = pitch(inside, frame.lane);
    let mut y = inside.y;
    for (place, caller) in scene.callers.iter().enumerate() {
        let style = paint.theme.style(Role::Faint);
        let style = if Some(place) == selected { style.add_modifier(Modifier::REVERSED) } else { style };
        let x = paint.styled(inside, inside.x, y, &(place + 1).to_string(), style) + 1;
        let hit = Hit::Caller(frame.lane_id, frame.id, place);
        paint.hit(Rect { y, height: thick, ..inside }.intersection(inside), hit);
        let row = Rect { x, y, width: inside.right().saturating_sub(x), height: thick };
        draw_caller(frame, plan, caller, row, full, paint);
        y += pitch;
    }
    // What is not sent yet stands below the callers, if there is room, as what waits in a queue does.
    let rest = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
    queue::stack(usize::try_from(scene.unsent).unwrap_or(usize::MAX), rest, paint.signs.message, Role::Request, paint);
}

/// Draws a caller; a bar that fills its place stands for `full` nanoseconds.
fn draw_caller(frame: &Framed<'_>, plan: &Sender, caller: &Caller, row: Rect, full: u64, paint: &mut Paint<'_>) {
    let now = frame.model.now();
    let stood = now.since(caller.doing.since());
    match caller.doing {
        Doing::Free { .. } => free(frame.lane.hands_over(), caller, stood, row, paint),
        Doing::Blocked { .. } => blocked(frame, plan, caller.doing, row, full, paint),
        Doing::BackingOff { attempt, until, .. } => {
            let x = paint.words(row, row.x, row.y, &format!("{} ", paint.signs.retry), Role::Retry);
            let wait = until.since(now);
            let long = format!("try {attempt} of {} in {wait}", plan.retry.attempts);
            let choices = [long, format!("try {attempt} in {wait}"), wait.to_string()];
            if let Some(words) = choices.iter().find(|words| x + width(words) <= row.right()) {
                paint.words(row, x, row.y, words, Role::Retry);
            }
        }
    }
}

/// Draws a caller that stands still, with a bar that grows.
fn blocked(frame: &Framed<'_>, plan: &Sender, doing: Doing, row: Rect, full: u64, paint: &mut Paint<'_>) {
    let Doing::Blocked { msg, since, attempt, to, wait } = doing else { return };
    let now = frame.model.now();
    let stood = now.since(since);
    let asks = matches!(wait, Wait::Result { from } if from <= now);
    let (state, role) = match plan.style {
        _ if asks || wait == Wait::Connection => ("blocked", Role::Blocked),
        Style::Calls => ("blocked", Role::Blocked),
        // A hand-off blocks too, but it is not what the eye should go to.
        Style::Sends if stood.0 < full => ("sending", Role::Request),
        Style::Sends => ("blocked", Role::Blocked),
    };
    let target = frame.lane.node(to.unwrap_or(plan.to[0])).id.as_str();
    let tries = if plan.retry.attempts > 1 { format!(", try {} of {}", attempt.max(1), plan.retry.attempts) } else { String::new() };
    let (long, short) = match wait {
        Wait::Connection => (format!("waits for a connection, message {}", msg.0), "no connection".to_owned()),
        _ if asks => (format!("asks for the result of message {}", msg.0), "asks".to_owned()),
        _ if plan.style == Style::Calls => (format!("waits for {target}, message {}{tries}", msg.0), format!("by {target}")),
        _ => (format!("to {target}, message {}{tries}", msg.0), format!("to {target}")),
    };
    // With one target its track shows where to; all else cannot be guessed, and has room before the bar.
    let short = if plan.to.len() > 1 || asks || wait == Wait::Connection { short } else { String::new() };
    // Nobody sees less than a millisecond; an action takes effect a nanosecond after its instant.
    let told = if stood < MILLISECOND { Span::ZERO } else { stood };
    let words = format!(" {state} {:>6}", told.to_string());
    // The sign and the colour say the state where the word has no room.
    let choices = [words, format!(" {told}"), String::new()];
    let words = choices.iter().find(|words| width(words) + 2 <= row.width).map_or("", String::as_str);
    let room = row.width.saturating_sub(width(words));
    let bar = if !short.is_empty() && room >= width(&short) + 8 { room - width(&short) - 2 } else { room }.min(LONGEST_BAR);
    let cells = u128::from(bar) * u128::from(stood.0) / u128::from(full);
    let cells = u16::try_from(cells).unwrap_or(bar).clamp(u16::from(stood > Span::ZERO), bar.max(1));
    for y in row.y..row.bottom() {
        paint.repeat(row, row.x, y, paint.signs.blocked, cells, role);
    }
    let x = paint.words(row, row.x + bar.max(1), row.y, words, role);
    if let Some(note) = [long, short].iter().find(|note| x + 2 + width(note) <= row.right()) {
        paint.words(row, x + 2, row.y, note, Role::Faint);
    }
}

fn free(hands_over: bool, caller: &Caller, rest: Span, row: Rect, paint: &mut Paint<'_>) {
    let free = match row.width {
        46.. => "free for other work",
        6.. => "free",
        _ => "",
    };
    let mut x = paint.words(row, row.x, row.y, &format!("{} {free}", paint.signs.free), Role::Calm);
    if let Some(word) = caller.last.filter(|word| *word != Word::Ok) {
        paint.words(row, x + 1, row.y, &format!("{} {}", paint.signs.error, words::told(word)), Role::Error);
        return;
    }
    let (done, short) = if hands_over {
        (format!("handed over {}", caller.acked), format!("{} sent", caller.acked))
    } else {
        (format!("answered {}", caller.acked), format!("{} ok", caller.acked))
    };
    let timer = format!(" {:>6}", rest.to_string());
    if row.right() >= x + width(&timer) + 2 + width(&done) {
        x = paint.words(row, x, row.y, &timer, Role::Calm);
    }
    let room = row.right().saturating_sub(x + 2);
    let done = if width(&done) <= room { done } else { short };
    if width(&done) <= room && caller.acked > 0 {
        paint.words(row, x + 2, row.y, &done, Role::Faint);
    }
}

/// How long a full bar stands for, the same in all lanes so that eyes may compare: until a caller gives up or, if it never
/// does, until an answer usually comes.
fn patience(model: &Model) -> Span {
    let of_lane = |lane: &Lane| lane.sender().timeout.unwrap_or(usual(lane, lane.sender, 4));
    model.scenario.lanes.iter().map(of_lane).max().unwrap_or(Span::ZERO)
}

/// How long a node usually takes with all that it calls, so many calls deep.
fn usual(lane: &Lane, node: NodeId, deep: u8) -> Span {
    let own = match &lane.node(node).part {
        Part::Service(service) => service.work.time.mean(),
        Part::Sender(_) | Part::Queue(_) | Part::Topic(_) | Part::Worker(_) | Part::Workflow(_) => Span::ZERO,
    };
    if deep == 0 {
        return own;
    }
    let of_call = |to: NodeId| usual(lane, to, deep - 1) + lane.node(to).link.latency.mean() * 2;
    let ways = if node == lane.sender { lane.ways(node) } else { lane.waits_for(node) };
    ways.into_iter().map(of_call).fold(own, |all, call| all + call)
}

/// A state of callers: its sign, how many are in it, its word, and what it means to the eye.
type State = (&'static str, u32, &'static str, Role);

/// Many callers: a sign for each, or a bar with the shares of their states, then the numbers.
fn strip(frame: &Framed<'_>, scene: &SenderScene, inside: Rect, paint: &mut Paint<'_>) {
    let signs = paint.signs;
    let states: [State; 3] = [
        (signs.blocked, scene.blocked - scene.backing_off, "blocked", Role::Blocked),
        (signs.retry, scene.backing_off, "wait to retry", Role::Retry),
        (signs.free, scene.count.saturating_sub(scene.blocked), "free", Role::Calm),
    ];
    let upper = Rect { height: inside.height.saturating_sub(1), ..inside };
    let room = u32::from(upper.width) * u32::from(upper.height);
    // Those that go are followed until they are free.
    let all_followed = scene.callers.len() as u64 >= u64::from(scene.count);
    if all_followed && scene.callers.len() <= room as usize {
        for ((place, caller), cell) in scene.callers.iter().enumerate().zip(upper.positions()) {
            let (sign, _, _, role) = states[match caller.doing {
                Doing::Blocked { .. } => 0,
                Doing::BackingOff { .. } => 1,
                Doing::Free { .. } => 2,
            }];
            paint.words(inside, cell.x, cell.y, sign, role);
            paint.hit(Rect { x: cell.x, y: cell.y, width: 1, height: 1 }, Hit::Caller(frame.lane_id, frame.id, place));
        }
    } else {
        shares(&states, upper, paint);
    }
    let y = inside.bottom().saturating_sub(1);
    let mut x = inside.x;
    let parts: Vec<_> = states.into_iter().filter(|(_, count, ..)| *count > 0).collect();
    let long: u16 = parts.iter().map(|(_, count, words, _)| width(&count.to_string()) + width(words) + 4).sum();
    for (sign, count, words, role) in parts {
        let said = if long <= inside.width { format!("{sign} {count} {words}  ") } else { format!("{sign} {count}  ") };
        x = paint.words(inside, x, y, &said, role);
    }
}

/// A bar with the shares of states, the most telling first, and how many all of it stands for where that isn't one for each sign.
/// Whatever there is has one sign at least.
fn shares(states: &[State; 3], area: Rect, paint: &mut Paint<'_>) {
    let all: u64 = states.iter().map(|(_, count, ..)| u64::from(*count)).sum();
    let room = u64::from(area.width) * u64::from(area.height);
    let legend = format!(" = {all}");
    let legend = if all <= room || width(&legend) * 2 > area.width { String::new() } else { legend };
    let cells = all.min(room - u64::from(width(&legend)).min(room));
    let mut shares = states.map(|(_, count, ..)| (u64::from(count) * cells / all.max(1)).max(u64::from(count > 0)));
    // What that is too few, or too many, is the largest's.
    let sum: u64 = shares.iter().sum();
    if let Some(largest) = shares.iter_mut().max() {
        *largest = (*largest + cells).saturating_sub(sum);
    }
    let signs = states
        .iter()
        .zip(shares)
        .flat_map(|((sign, _, _, role), share)| std::iter::repeat_n((*sign, *role), usize::try_from(share).unwrap_or(0)));
    for (cell, (sign, role)) in area.positions().zip(signs) {
        paint.words(area, cell.x, cell.y, sign, role);
    }
    if !legend.is_empty() {
        paint.words_right(area, area.bottom().saturating_sub(1), &legend, Role::Faint);
    }
}
