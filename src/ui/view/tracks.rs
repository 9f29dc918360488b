//! The links on the stage: what crosses them now, and a short trail of what was too fast to see.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use crate::fact::Cargo;
use crate::id::LaneId;
use crate::scene::{LaneScene, Token, Trouble, trouble};
use crate::time::Span;
use crate::ui::hit::Hit;
use crate::ui::layout::Track;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;
use crate::ui::words;

/// How long a trail stays, on the wall clock.
const TRAIL: Duration = Duration::from_millis(200);
/// What crosses in less wall time than this is too fast to see.
const TOO_FAST: Duration = Duration::from_millis(100);

/// Draws the links of a lane, then what crosses them, then what is wrong with them.
pub fn draw(model: &Model, lane: LaneId, scene: &LaneScene, tracks: &[Track], paint: &mut Paint<'_>) {
    for track in tracks {
        line(&track.forth, paint);
        line(&track.back, paint);
    }
    for track in tracks {
        let goes = |forth: bool, token: &&Token| is_forth(token.cargo).is_none_or(|is_forth| is_forth == forth);
        let there = scene.tokens.iter().filter(|token| token.from == track.from && token.to == track.to && goes(true, token));
        crossings(model, there, &track.forth, true, paint);
        let mut cells = track.back.clone();
        cells.reverse();
        let back = scene.tokens.iter().filter(|token| token.from == track.to && token.to == track.from && goes(false, token));
        crossings(model, back, &cells, false, paint);
    }
    for track in tracks {
        if let Some(trouble) = trouble(&model.scenario, lane, track.to, true, model.now()) {
            fault(trouble, track, paint);
        }
    }
}

/// Which way of its link something goes; two links may lead from one node to another and back. An error goes either way.
const fn is_forth(cargo: Cargo) -> Option<bool> {
    match cargo {
        Cargo::Request | Cargo::HandOff | Cargo::Delivery | Cargo::Nothing | Cargo::Status => Some(true),
        Cargo::Answer | Cargo::Receipt | Cargo::Poll | Cargo::Deletion | Cargo::StatusAnswer => Some(false),
        Cargo::Error => None,
    }
}

/// Draws a way as a line that joins those that it meets.
fn line(cells: &[Position], paint: &mut Paint<'_>) {
    let ends = |place: usize| {
        let before = place.checked_sub(1).and_then(|place| cells.get(place));
        let after = cells.get(place + 1);
        // A way leaves a box on its right, and comes to the next on its left, or turns and comes back on its right.
        let turned = before.is_some_and(|before| before.x > cells[place].x);
        let end = if turned { LEFT } else { RIGHT };
        (before.map_or(LEFT, |before| lead(cells[place], *before)), after.map_or(end, |after| lead(cells[place], *after)))
    };
    for (place, cell) in cells.iter().enumerate() {
        let (one, other) = ends(place);
        let there = paint.buf.cell(*cell).and_then(|cell| paint.signs.lines.iter().position(|line| *line == cell.symbol())).unwrap_or(0);
        put(*cell, paint.signs.lines[there | one | other], Role::Track, paint);
    }
}

const UP: usize = 1;
const RIGHT: usize = 2;
const DOWN: usize = 4;
const LEFT: usize = 8;

/// Where a neighbour of a cell is.
const fn lead(from: Position, to: Position) -> usize {
    match () {
        () if to.x > from.x => RIGHT,
        () if to.x < from.x => LEFT,
        () if to.y > from.y => DOWN,
        () => UP,
    }
}

/// Says on a link what is wrong with it.
fn fault(trouble: Trouble, track: &Track, paint: &mut Paint<'_>) {
    let run = longest_run(&track.forth);
    let (sign, word) = (paint.signs.of_fault(trouble.kind), words::troubled(trouble.kind));
    let label = if has_room_for_fault(track) { format!(" {sign} {word} ") } else { sign.to_owned() };
    let start = (run.len().saturating_sub(usize::from(width(&label)))) / 2;
    for (cell, c) in run.iter().skip(start).zip(label.chars()) {
        put(*cell, c.encode_utf8(&mut [0; 4]), Role::Error, paint);
    }
}

/// Whether a link is long enough for the word of any fault.
pub fn has_room_for_fault(track: &Track) -> bool {
    longest_run(&track.forth).len() >= LONGEST_WORD
}

/// The cells that are needed for the longest word of a fault with its sign.
const LONGEST_WORD: usize = "  THROTTLES  ".len();

/// The longest stretch of a way from left to right; of equal ones the nearest to its end, which it shares with no other.
fn longest_run(cells: &[Position]) -> &[Position] {
    let runs = cells.chunk_by(|one, other| one.y == other.y && one.x < other.x);
    runs.max_by_key(|run| run.len()).unwrap_or(&[])
}

/// Draws what crosses along `cells`, in the order in which it comes by them.
fn crossings<'a>(model: &Model, tokens: impl Iterator<Item = &'a Token>, cells: &[Position], forth: bool, paint: &mut Paint<'_>) {
    let Some(last) = cells.len().checked_sub(1) else { return };
    let now = model.now();
    let (trail, too_fast) = (model.speed.simulated(TRAIL), model.speed.simulated(TOO_FAST));
    let mut under_way: Vec<&Token> = Vec::new();
    for token in tokens {
        // While time stands still, everything is shown where it is.
        let fast = model.is_playing() && token.arrives.since(token.departs) < too_fast;
        if fast && !model.calm && now.since(token.departs) < trail {
            leave_trail(token, cells, forth, paint);
        } else if !fast && now < token.arrives {
            under_way.push(token);
        }
    }
    // Beyond one for two cells there is no telling them apart.
    if under_way.len() * 2 > cells.len() {
        for cell in cells {
            put(*cell, paint.signs.dense, Role::Request, paint);
        }
        let label: Vec<_> = format!(" {} ", under_way.len()).chars().collect();
        let start = (cells.len().saturating_sub(label.len())) / 2;
        let mut ordered = cells.to_vec();
        ordered.sort_by_key(|cell| cell.x);
        for (cell, c) in ordered.iter().skip(start).zip(label) {
            put(*cell, c.encode_utf8(&mut [0; 4]), Role::Request, paint);
        }
        return;
    }
    for token in under_way {
        let (passed, whole) = (now.since(token.departs), token.arrives.since(token.departs));
        // With motion reduced, it stands where it comes from, then where it goes.
        let passed = if model.calm { Span(if passed.0 * 2 < whole.0 { 0 } else { whole.0 }) } else { passed };
        let place = place(passed, whole, last);
        if token.lost && place * 2 >= last {
            put(cells[last / 2], paint.signs.lost, Role::Error, paint);
            continue;
        }
        let (sign, role) = look(token.cargo, forth, paint);
        put(cells[place], sign, role, paint);
        if let Some(msg) = token.msg {
            // A cell more on either side: it moves, and the hand is slow.
            let Position { x, y } = cells[place];
            paint.hit(Rect { x: x.saturating_sub(1), y, width: 3, height: 1 }, Hit::Message(msg));
        }
        number(token, cells, place, forth, paint);
    }
}

/// The message's number behind a request or a message, if the way is long enough to read it.
fn number(token: &Token, cells: &[Position], place: usize, forth: bool, paint: &mut Paint<'_>) {
    let Some(msg) = token.msg.filter(|_| matches!(token.cargo, Cargo::Request | Cargo::HandOff | Cargo::Delivery | Cargo::Answer)) else {
        return;
    };
    let label = msg.0.to_string();
    if cells.len() < 8 || label.len() + 2 > cells.len() / 2 {
        return;
    }
    // Behind means: on the side that it comes from.
    let digits: Vec<char> = if forth { label.chars().rev().collect() } else { label.chars().collect() };
    // Digits below each other are hard to read.
    let is_level = |back: usize| place.checked_sub(back).is_none_or(|at| cells[at].y == cells[place].y);
    if !is_level(label.len()) {
        return;
    }
    for (back, digit) in (1..).zip(digits) {
        if let Some(cell) = place.checked_sub(back).and_then(|place| cells.get(place)) {
            put(*cell, digit.encode_utf8(&mut [0; 4]), Role::Faint, paint);
        }
    }
}

/// Lights the whole way, and its end, for what was too fast to see.
fn leave_trail(token: &Token, cells: &[Position], forth: bool, paint: &mut Paint<'_>) {
    let (sign, role) = look(token.cargo, forth, paint);
    let cells = if token.lost { &cells[..cells.len() / 2] } else { cells };
    let Some((end, rest)) = cells.split_last() else { return };
    let style = paint.theme.style(role);
    for cell in rest {
        if let Some(cell) = paint.buf.cell_mut(*cell) {
            cell.set_style(style);
        }
    }
    if token.lost { put(*end, paint.signs.lost, Role::Error, paint) } else { put(*end, sign, role, paint) }
}

/// Where something is on its way: linear in time from departure to arrival.
fn place(passed: Span, whole: Span, last: usize) -> usize {
    let share = u128::from(passed.0) * last as u128 / u128::from(whole.0.max(1));
    usize::try_from(share).unwrap_or(last).min(last)
}

fn look(cargo: Cargo, forth: bool, paint: &Paint<'_>) -> (&'static str, Role) {
    let signs = paint.signs;
    match cargo {
        Cargo::Request | Cargo::HandOff | Cargo::Delivery => (signs.forth, Role::Request),
        Cargo::Answer | Cargo::Receipt => (signs.back, Role::Answer),
        Cargo::Error => (signs.error, Role::Error),
        Cargo::Deletion => (signs.back, Role::Faint),
        Cargo::Status => (signs.poll, Role::Structure),
        Cargo::StatusAnswer => (signs.back, Role::Faint),
        Cargo::Poll | Cargo::Nothing => (if forth { signs.nothing } else { signs.poll }, Role::Structure),
    }
}

fn put(cell: Position, sign: &str, role: Role, paint: &mut Paint<'_>) {
    let style = paint.theme.style(role);
    if let Some(cell) = paint.buf.cell_mut(cell) {
        cell.set_symbol(sign).set_style(style);
    }
}
