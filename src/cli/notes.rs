//! `inflight notes`: the presenter's notes, beside a run in another terminal.

use std::io;

use super::look::Look;
use super::{End, can_play, complain};
use crate::shell::notes;
use crate::shell::play::Outcome;
use crate::ui::notes::Notes;

/// Shows the notes of what presents or plays, or of this process, until the user leaves.
pub fn notes(pid: Option<u32>, look: Look) -> io::Result<End> {
    if !can_play() {
        complain("the notes need a terminal of their own: one that can show a picture and give keys");
        return Ok(End::Refused);
    }
    Ok(match notes::show(Notes::new(pid, look.theme(), look.signs()))? {
        Outcome::Quit => End::Done,
        Outcome::Signal(number) => End::Signal(number),
    })
}
