//! The presenter's notes: the scene, what to say, the question with its answer, what comes next, and how the time goes.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{ground, help, is_too_small, too_small};
use crate::time::{Span, Time};
use crate::ui::keymap::{Group, NOTES};
use crate::ui::notes::{Followed, Heard, Notes, Overlay, Pace};
use crate::ui::paint::{Paint, fit, width, wrap};
use crate::ui::sign::Signs;
use crate::ui::telling::{Asked, Next, State, Telling, Words};
use crate::ui::theme::Role;

/// The longest line that the eye finds its way back from.
const LINE: u16 = 76;
/// The cells before an option: whether it is right, and its key.
const INDENT: u16 = 5;
/// The rows of the next scene: its title, and its caption as far as it fits.
const NEXT: u16 = 3;
/// The rows below what is read: a blank one, the next scene, a line, the time, the plan, the keys.
const BELOW: u16 = NEXT + 5;

/// The parts of the screen.
struct Places {
    header: Rect,
    scene: Rect,
    followed: Rect,
    body: Rect,
    next: Rect,
    line: Rect,
    time: Rect,
    plan: Rect,
    footer: Rect,
}

type Line = (String, Role);

/// Draws the notes; nothing else changes.
pub fn notes(notes: &Notes, area: Rect, buf: &mut Buffer) {
    let area = ground(notes.theme, area, buf);
    let paint = &mut Paint::new(buf, notes.theme, notes.signs);
    if is_too_small(area) {
        return too_small(area, paint);
    }
    let places = places(notes, area);
    let words = body(notes, places.body.width);
    match notes.telling() {
        Some(telling) => {
            head(telling, &places, paint);
            next(telling.next.as_ref(), places.next, paint);
        }
        None => drop(paint.words(places.header, places.header.x, places.header.y, "The presenter's notes", Role::Heading)),
    }
    followed(notes, places.followed, paint);
    for ((line, role), y) in words.iter().skip(notes.top).zip(places.body.top()..places.body.bottom()) {
        paint.words(places.body, places.body.x, y, line, *role);
    }
    let shown = notes.top + usize::from(places.body.height);
    match words.get(shown..).unwrap_or_default() {
        [] => {}
        // It takes no more room than what would be said of it.
        [(line, role)] => drop(paint.words(area_below(places.body), places.body.x, places.body.bottom(), line, *role)),
        more => {
            let more = format!("{} more lines below", more.len());
            paint.words_right(area_below(places.body), places.body.bottom(), &more, Role::Faint);
        }
    }
    paint.repeat(places.line, places.line.x, places.line.y, paint.signs.lines[10], places.line.width, Role::Structure);
    time(notes, &places, paint);
    let named = NOTES.iter().filter_map(|binding| binding.footer.map(|words| (binding.keys[0], words)));
    super::footer::hints(named, places.footer, paint);
    if let Overlay::Help { page } = notes.overlay {
        help::keys(&[Group::Notes], area, page, 0, paint);
    }
}

/// How many lines there are to read on a screen of this size, and how many of them it shows at once.
pub fn lines_of_notes(notes: &Notes, area: Rect) -> (usize, usize) {
    let places = places(notes, area);
    (body(notes, places.body.width).len(), usize::from(places.body.height))
}

fn places(notes: &Notes, area: Rect) -> Places {
    // A blank row, and before it which program is followed, if there are several.
    let head = if several(notes).is_some() { 4 } else { 3 };
    let inside = Rect { x: area.x + u16::from(area.width > 2), width: area.width.saturating_sub(2), ..area };
    let row = |y: u16| Rect { y: area.y + y, height: 1, ..inside };
    let from_below = |rows: u16| row(area.height.saturating_sub(rows));
    let body = Rect { y: area.y + head, height: area.height.saturating_sub(head + BELOW), ..inside };
    Places {
        header: row(0),
        scene: row(1),
        followed: row(2),
        body,
        next: Rect { height: NEXT, ..from_below(BELOW - 1) },
        line: from_below(4),
        time: from_below(3),
        plan: from_below(2),
        footer: from_below(1),
    }
}

fn area_below(area: Rect) -> Rect {
    Rect { y: area.bottom(), height: 1, ..area }
}

/// The lesson and its clock; the scene, and what the screen does.
fn head(telling: &Telling, places: &Places, paint: &mut Paint<'_>) {
    let area = places.header;
    let sign = match telling.state {
        State::Playing | State::Seeking => paint.signs.play,
        State::Backwards => paint.signs.back,
        State::Paused | State::Ended => paint.signs.pause,
    };
    let [clock, end] = [telling.clock_ms, telling.end_ms].map(|millis| Time::START + Span::from_millis(millis));
    let x = paint.words_right(area, area.y, &format!("{sign} {clock} / {end:.0}   seed {}", telling.seed), Role::Text);
    let room = x.saturating_sub(area.x + 2);
    paint.words(area, area.x, area.y, &fit(telling.lesson.as_str(), room, paint.signs.more), Role::Heading);
    let area = places.scene;
    let (state, role) = match telling.state {
        _ if telling.blank => ("the screen is blank", Role::Blocked),
        _ if telling.presents() => (telling.beat.as_str(), Role::Text),
        State::Playing => ("playing", Role::Faint),
        State::Backwards => ("playing backwards", Role::Faint),
        State::Paused => ("paused", Role::Text),
        State::Seeking => ("going there", Role::Faint),
        State::Ended => ("at the end", Role::Text),
    };
    let x = paint.words_right(area, area.y, state, role);
    let scene = match &telling.scene {
        Some(scene) if scene.title.is_empty() => format!("Scene {} of {}", scene.number, telling.scenes),
        Some(scene) => format!("Scene {} of {}: {}", scene.number, telling.scenes, scene.title.as_str()),
        None if telling.scenes == 0 => "No scenes: the run alone".to_owned(),
        None => format!("Before the first of {} scenes", telling.scenes),
    };
    paint.words(area, area.x, area.y, &fit(&scene, x.saturating_sub(area.x + 2), paint.signs.more), Role::Request);
}

/// The program that is followed, if there are several.
fn several(notes: &Notes) -> Option<Followed> {
    notes.followed.filter(|followed| followed.of > 1)
}

/// Which of several programs these notes follow.
fn followed(notes: &Notes, area: Rect, paint: &mut Paint<'_>) {
    let Some(Followed { pid, of }) = several(notes) else { return };
    let does = match &notes.heard {
        Heard::Run(telling) if telling.presents() => format!(": it presents {}", telling.scenario.as_str()),
        Heard::Run(telling) => format!(": it plays {}", telling.scenario.as_str()),
        Heard::Gallery | Heard::Noise | Heard::Nobody => String::new(),
    };
    let words = format!("Of {of} programs, these notes follow process {pid}{does}");
    paint.words(area, area.x, area.y, &fit(&words, area.width, paint.signs.more), Role::Faint);
}

/// What there is to read, in lines of at most so many cells.
fn body(notes: &Notes, cells: u16) -> Vec<Line> {
    let cells = cells.min(LINE);
    let sentence = match &notes.heard {
        Heard::Run(telling) => return told(telling, cells, notes.signs),
        Heard::Nobody => match notes.pid {
            Some(pid) => format!("No run of yours with the process id {pid} is heard of. These notes wait for it, and need no key."),
            None => "No run of yours is heard of. Play one in another terminal on this machine, as `inflight first-look`: \
                     these notes wait for it, and need no key."
                .to_owned(),
        },
        Heard::Gallery => "The gallery or the quiz is open: nothing plays yet.".to_owned(),
        Heard::Noise => "What plays there can't be understood here: it is of another version.".to_owned(),
    };
    paragraph(&sentence, cells, Role::Text)
}

fn told(telling: &Telling, cells: u16, signs: &Signs) -> Vec<Line> {
    let mut lines = Vec::new();
    if !telling.trouble.is_empty() {
        lines.extend(paragraph(&format!("{} {}", signs.error, telling.trouble.as_str()), cells, Role::Error));
        lines.push(blank());
    }
    let Some(scene) = &telling.scene else { return lines };
    // While the class votes, the question goes first, and the caption isn't on the screen.
    let votes = scene.question.as_ref().filter(|asked| asked.votes);
    if let Some(asked) = votes {
        lines.extend(question(asked, cells, signs.forth));
        lines.push(blank());
    }
    lines.extend(match scene.notes.as_str() {
        "" => paragraph("No notes on this scene.", cells, Role::Faint),
        notes => paragraph(notes, cells, Role::Text),
    });
    if !scene.say.is_empty() && votes.is_none() {
        lines.push(blank());
        let whence = if scene.begun { "On the screen" } else { "Comes to the screen" };
        lines.extend(paragraph(&format!("{whence}: {}", scene.say.as_str()), cells, Role::Faint));
    }
    if !scene.turn.is_empty() {
        lines.push(blank());
        lines.extend(paragraph(&format!("Their turn: {}", scene.turn.as_str()), cells, Role::Text));
    }
    if let Some(asked) = scene.question.as_ref().filter(|asked| !asked.votes) {
        lines.push(blank());
        lines.extend(question(asked, cells, signs.forth));
    }
    lines
}

fn question(asked: &Asked, cells: u16, mark: &str) -> Vec<Line> {
    let stands = if asked.stands { "Question, on the screen now" } else { "Question" };
    let mut lines = paragraph(&format!("{stands}: {}", asked.prompt.as_str()), cells, Role::Heading);
    for (place, option) in asked.options.iter().enumerate() {
        let (mark, right, role) = if place == asked.answer { (mark, " = so it is", Role::Answer) } else { (" ", "", Role::Text) };
        let given = if asked.given == Some(place) { " = what was answered" } else { "" };
        let hands = asked.hands.get(place).map(Words::as_str).filter(|hands| !hands.is_empty());
        let hands = hands.map(|hands| format!(" ({hands})")).unwrap_or_default();
        let rows = wrap(&format!("{}{right}{given}{hands}", option.as_str()), cells.saturating_sub(INDENT));
        for (row, line) in rows.into_iter().enumerate() {
            let before = if row == 0 { format!("{mark} {}  ", place + 1) } else { " ".repeat(usize::from(INDENT)) };
            lines.push((before + &line, role));
        }
    }
    if asked.votes {
        lines.extend(paragraph("A digit is a hand for its option, Backspace takes it back, 0 begins anew.", cells, Role::Faint));
    }
    lines.extend(paragraph(asked.why.as_str(), cells, Role::Text));
    lines
}

fn next(next: Option<&Next>, area: Rect, paint: &mut Paint<'_>) {
    let Some(next) = next else {
        paint.words(area, area.x, area.y, "Nothing comes after this.", Role::Faint);
        return;
    };
    let x = paint.words(area, area.x, area.y, "Next: ", Role::Faint);
    paint.words(area, x, area.y, &fit(next.title.as_str(), area.right().saturating_sub(x), paint.signs.more), Role::Heading);
    let lines = wrap(next.say.as_str(), area.width.min(LINE));
    let rows = usize::from(area.height.saturating_sub(1));
    for (place, (line, y)) in lines.iter().zip(area.y + 1..area.bottom()).enumerate() {
        let cut = place + 1 == rows && lines.len() > rows;
        let line = if cut { fit(line, area.width.min(LINE).saturating_sub(2), "") + " " + paint.signs.more } else { line.clone() };
        paint.words(area, area.x, y, &line, Role::Faint);
    }
}

/// How much time has gone by, how much was planned, and how the two compare.
fn time(notes: &Notes, places: &Places, paint: &mut Paint<'_>) {
    let area = places.time;
    let x = paint.words(area, area.x, area.y, &clock(notes.elapsed), Role::Heading);
    let x = paint.words(area, x + 1, area.y, "since the start", Role::Faint);
    let Some(gone) = notes.since_first else { return };
    let x = paint.words(area, x + 3, area.y, &clock(gone), Role::Heading);
    paint.words(area, x + 1, area.y, "since the first scene", Role::Faint);
    let Some(plan) = notes.telling().filter(|telling| telling.scene.is_some()).and_then(|telling| telling.plan) else { return };
    let area = places.plan;
    let (pace, role) = match Pace::of(gone, plan) {
        Pace::Early(by) => (format!("{} early", clock(by)), Role::Answer),
        Pace::OnTime => ("on time".to_owned(), Role::Answer),
        Pace::Late(by) => (format!("{} late", clock(by)), Role::Error),
    };
    let [before, here, all] = [plan.before_ms, plan.here_ms, plan.all_ms].map(|millis| clock(Duration::from_millis(millis)));
    let ways =
        [format!("planned: {before} up to here, {here} for this scene, {all} for all"), format!("planned: {before} + {here}, of {all}")];
    let room = paint.words_right(area, area.y, &pace, role).saturating_sub(area.x + 2);
    if let Some(words) = ways.iter().find(|words| width(words) <= room) {
        paint.words(area, area.x, area.y, words, Role::Text);
    }
}

/// As a clock shows it, in whole seconds: `12:30`.
fn clock(time: Duration) -> String {
    format!("{:.0}", Time(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)))
}

fn paragraph(words: &str, cells: u16, role: Role) -> Vec<Line> {
    wrap(words, cells).into_iter().map(|line| (line, role)).collect()
}

const fn blank() -> Line {
    (String::new(), Role::Text)
}
