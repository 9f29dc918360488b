//! The presenter's notes where there are none (Windows).

use std::io;

use super::play::Outcome;
use crate::ui::notes::Notes;

/// Says that there are none.
///
/// # Errors
///
/// Always.
pub fn show(_notes: Notes) -> io::Result<Outcome> {
    Err(io::Error::other(
        "`inflight notes` needs Unix sockets, and there are none on this system; the notes are in the scenario file, as `notes`",
    ))
}
