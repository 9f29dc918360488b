//! What each sender's code looks like, with the lines at which the selected caller stands now; or each receiver's.

mod handler;

use std::time::Duration;

use ratatui::layout::Rect;

use crate::id::LaneId;
use crate::scenario::Lane;
use crate::scenario::sample::{self, Filled, Script};
use crate::time::Span;
use crate::ui::caller;
use crate::ui::model::{Model, Motion};
use crate::ui::paint::{Paint, fit, width, wrap};
use crate::ui::study::Language;
use crate::ui::theme::Role;
use crate::ui::words::{Standing, standing};

/// The gap between the columns of lanes.
const GAP: u16 = 3;
/// The cells before a line of code: a sign, the line's number, and gaps.
const MARGIN: u16 = 5;
/// The narrowest column of a lane: the samples have lines of 52 characters.
const NARROWEST: u16 = 52 + MARGIN;
/// How long the answer is read, on the wall clock, so that the eye can see it.
const GLANCE: Duration = Duration::from_millis(200);

/// The lanes whose code there is room for: all, or the one whose caller is looked at.
pub fn lanes_of_code(model: &Model, width: u16) -> Vec<LaneId> {
    let all: Vec<LaneId> = model.scenario.lane_ids().map(|(lane, _)| lane).collect();
    let each = column(width, all.len());
    let fits = |lane: &LaneId| widest(model, *lane) + MARGIN <= each;
    if each >= NARROWEST && all.iter().all(fits) { all } else { vec![caller::lane(model)] }
}

/// How wide each of so many columns is.
fn column(width: u16, count: usize) -> u16 {
    let count = u16::try_from(count).unwrap_or(u16::MAX).max(1);
    ((width + GAP) / count).saturating_sub(GAP)
}

/// How wide the widest line of a lane's code is.
fn widest(model: &Model, id: LaneId) -> u16 {
    let lane = model.scenario.lane(id);
    let script = match model.study.language {
        Language::Receiver => sample::handler::of(lane).map(|(_, code)| code),
        Language::Python => sample::of(lane).map(|filled| filled.python),
        Language::Commands => sample::of(lane).map(|filled| filled.cli.unwrap_or(filled.python)),
    };
    script.iter().flat_map(|script| &script.lines).map(|line| width(line)).max().unwrap_or(0)
}

/// How long a caller that got an answer is shown to read it. While time stands still, everything is shown as it is.
pub fn glance(model: &Model) -> Span {
    if model.motion == Motion::Playing { model.speed.simulated(GLANCE) } else { Span::ZERO }
}

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let lanes = lanes_of_code(model, area.width);
    let each = column(area.width, lanes.len());
    let hints = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    for (lane, place) in lanes.iter().zip(0..) {
        let x = area.x + place * (each + GAP);
        draw_lane(model, *lane, Rect { x, width: each, height: area.height.saturating_sub(1), ..area }, paint);
    }
    let keys = if paint.ascii() { "Up Down" } else { "↑ ↓" };
    let has_others = model.scenario.lane_ids().any(|(lane, _)| caller::places(model, lane) > 1);
    let one = if model.study.language == Language::Receiver { "slot" } else { "caller" };
    let turns = match (lanes.len() < model.scenario.lanes.len(), has_others) {
        (true, true) => format!("   {keys} the other lanes, other {one}s"),
        (true, false) => format!("   {keys} the other lanes"),
        (false, true) => format!("   {keys} another {one}"),
        (false, false) => String::new(),
    };
    let language = match model.study.language {
        Language::Python => "as commands",
        Language::Commands if model.scenario.lanes.iter().any(|lane| lane.handler.is_some()) => "the receiver's code",
        Language::Commands => "as Python",
        Language::Receiver => "the sender's code",
    };
    let words = format!("c {language}{turns}");
    paint.words(hints, hints.x, hints.y, &fit(&words, hints.width, paint.signs.more), Role::Faint);
}

fn draw_lane(model: &Model, id: LaneId, area: Rect, paint: &mut Paint<'_>) {
    let lane = model.scenario.lane(id);
    if model.study.language == Language::Receiver {
        return handler::draw(model, id, area, paint);
    }
    let x = paint.words(area, area.x, area.y, &fit(lane.name.as_str(), area.width, paint.signs.more), Role::Heading);
    let Some(filled) = sample::of(lane) else {
        paint.words(area, area.x, area.y + 1, "There is no sample of code for this lane.", Role::Faint);
        return;
    };
    paint.words(area, x + 2, area.y, &fit(&title(&filled, lane), area.right().saturating_sub(x + 2), paint.signs.more), Role::Faint);
    let place = caller::place(model, id);
    let callers = caller::callers(model, id);
    let Some(caller) = callers.get(place) else { return };
    let standing = standing(caller, lane, model.scene_of(id), model.now(), glance(model));
    let of = if callers.len() == 1 { String::new() } else { format!(" of {}", callers.len()) };
    let mut who = format!("caller {}{of}", place + 1);
    if let Some((msg, attempt)) = standing.at {
        let most = lane.sender().retry.attempts;
        let tries = if most > 1 { format!(", try {attempt} of {most}") } else { String::new() };
        who += &format!(", message {}{tries}", msg.0);
    }
    let row = Rect { y: area.y + 1, height: 1.min(area.height.saturating_sub(1)), ..area };
    let x = paint.words(row, row.x, row.y, &who, Role::Text);
    let (script, missing) = match (model.study.language, &filled.cli) {
        (Language::Python | Language::Receiver, _) => (&filled.python, ""),
        (Language::Commands, Some(commands)) => (commands, ""),
        (Language::Commands, None) => (&filled.python, "   (in Python alone)"),
    };
    let x = paint.words(row, x, row.y, missing, Role::Faint);
    draw_below(script, &filled.sample.note, &standing, Rect { x, width: row.right().saturating_sub(x), ..row }, area, paint);
}

/// What the sample does, and what of the lane is not in it.
fn title(filled: &Filled, lane: &Lane) -> String {
    let example = if lane.code.is_some() { "" } else { "for example: " };
    let unsaid = filled.unsaid(lane).join(", ");
    let without = if unsaid.is_empty() { "" } else { ", without " };
    format!("{example}{}{without}{unsaid}", filled.sample.title)
}

/// Draws script and note below a row; in its rest stands what is done, if the script has no room for that.
fn draw_below(script: &Script, note: &str, standing: &Standing, rest: Rect, area: Rect, paint: &mut Paint<'_>) {
    // Where there is room, a row stays free above the code.
    let top = rest.y + 1 + u16::from(area.height >= 20);
    let body = Rect { y: top, height: area.bottom().saturating_sub(top), ..area };
    if !draw_script(script, standing, body, paint) {
        let words = fit(&standing.in_full(), rest.width.saturating_sub(2), paint.signs.more);
        let x = paint.words(rest, rest.x, rest.y, ": ", standing.role);
        paint.words(rest, x, rest.y, &words, standing.role);
    }
    draw_note(note, script, body, paint);
}

/// Draws the script with its marks, the marked lines in sight; whether there was room beside one for what the caller does.
fn draw_script(script: &Script, standing: &Standing, area: Rect, paint: &mut Paint<'_>) -> bool {
    let is_marked = |line: usize| script.marks(standing.phase, standing.call, line);
    let last = script.lines.len() + usize::from(is_marked(script.lines.len() + 1));
    let is_head = |line: &String| line.is_empty() || line.starts_with("import ") || line.starts_with("from ");
    let head = script.lines.iter().take_while(|line| is_head(line)).count();
    let shown: Vec<usize> = in_sight(last, usize::from(area.height), head, &is_marked).collect();
    let ends = |line: usize| area.x + MARGIN + script.lines.get(line - 1).map_or(0, |code| width(code));
    let beside = |words: &str| {
        let has_room = |line: &usize| is_marked(*line) && ends(*line) + 4 + width(words) <= area.right();
        shown.iter().copied().find(has_room).map(|line| (line, words.to_owned()))
    };
    let said = beside(&standing.in_full()).or_else(|| beside(&standing.word));
    for (line, y) in shown.iter().zip(area.y..) {
        let code = script.lines.get(line - 1).map_or("", String::as_str);
        let marked = is_marked(*line);
        if marked {
            paint.words(area, area.x, y, standing.sign(paint.signs), standing.role);
        }
        let x = paint.words(area, area.x + 1, y, &format!("{line:>3} "), if marked { standing.role } else { Role::Faint });
        let role = match () {
            () if marked => standing.role,
            () if code.trim_start().starts_with('#') => Role::Faint,
            () => Role::Text,
        };
        let x = paint.words(area, x, y, &fit(code, area.right().saturating_sub(x), paint.signs.more), role);
        if let Some((_, words)) = said.as_ref().filter(|(at, _)| at == line) {
            paint.words(area, x + 2, y, &format!("{} {words}", paint.signs.lines[10]), standing.role);
        }
    }
    said.is_some()
}

/// Which of the lines 1 to `last` are shown in so many rows: those that are marked, two below and what comes before: how long a caller
/// waits, and how often it tries, stands above the call. The head, its imports, gives way to all else.
fn in_sight(last: usize, rows: usize, head: usize, is_marked: &dyn Fn(usize) -> bool) -> std::ops::RangeInclusive<usize> {
    let first_marked = (1..=last).find(|line| is_marked(*line)).unwrap_or(1);
    let last_marked = (first_marked..=last).rev().find(|line| is_marked(*line)).unwrap_or(first_marked);
    let spare = rows.saturating_sub(last_marked + 1 - first_marked);
    let above = spare.saturating_sub(2).max(spare / 2);
    let latest = (last + 1).saturating_sub(rows).max(1);
    let first = first_marked.saturating_sub(above).max(head + 1).min(latest);
    first..=last.min((first + rows).saturating_sub(1))
}

/// What is to be known about the sample, if the code leaves room for all of it.
fn draw_note(note: &str, script: &Script, area: Rect, paint: &mut Paint<'_>) {
    let lines = wrap(note, area.width.min(100));
    // The line below the last may have a mark, and one stays free.
    let used = u16::try_from(script.lines.len() + 2).unwrap_or(u16::MAX);
    let room = usize::from(area.height.saturating_sub(used));
    if lines.len() <= room {
        for (line, y) in lines.iter().zip(area.y + used..) {
            paint.words(area, area.x, y, line, Role::Faint);
        }
    }
}
