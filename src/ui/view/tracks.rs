//! The links on the stage: what crosses them now, and a short trail of what was too fast to see.

use std::time::Duration;

use ratatui::layout::Position;

use crate::fact::Cargo;
use crate::scene::{LaneScene, Token};
use crate::time::Span;
use crate::ui::layout::Track;
use crate::ui::model::{Model, Motion};
use crate::ui::paint::Paint;
use crate::ui::theme::Role;

/// How long a trail stays, on the wall clock.
const TRAIL: Duration = Duration::from_millis(200);
/// What crosses in less wall time than this is too fast to see.
const TOO_FAST: Duration = Duration::from_millis(100);

pub fn draw(model: &Model, scene: &LaneScene, track: &Track, paint: &mut Paint<'_>) {
    for (forth, cells) in [(true, &track.forth), (false, &track.back)] {
        for cell in cells {
            put(*cell, paint.signs.track, Role::Track, paint);
        }
        let (from, to) = if forth { (track.from, track.to) } else { (track.to, track.from) };
        let here = scene.tokens.iter().filter(|token| token.from == from && token.to == to);
        let direction: Vec<Position> = if forth { cells.clone() } else { cells.iter().rev().copied().collect() };
        crossings(model, here, &direction, forth, paint);
    }
}

/// Draws what crosses along `cells`, in the order in which it comes by them.
fn crossings<'a>(model: &Model, tokens: impl Iterator<Item = &'a Token>, cells: &[Position], forth: bool, paint: &mut Paint<'_>) {
    let Some(last) = cells.len().checked_sub(1) else { return };
    let now = model.now();
    let (trail, too_fast) = (model.speed.simulated(TRAIL), model.speed.simulated(TOO_FAST));
    let mut under_way: Vec<&Token> = Vec::new();
    for token in tokens {
        // While time stands still, everything is shown where it is.
        let fast = model.motion == Motion::Playing && token.arrives.since(token.departs) < too_fast;
        if fast && now.since(token.departs) < trail {
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
        let place = place(passed, whole, last);
        if token.lost && place * 2 >= last {
            put(cells[last / 2], paint.signs.lost, Role::Error, paint);
            continue;
        }
        let (sign, role) = look(token.cargo, forth, paint);
        put(cells[place], sign, role, paint);
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
    for cell in rest {
        put(*cell, paint.signs.track, role, paint);
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
