//! Signals where there are none (Windows): nothing ever comes, and Ctrl-Z does nothing.

use std::future;
use std::io;

/// The number that the interrupt key stands for in an exit code.
pub const INTERRUPT: i32 = 2;
/// The number that a lost terminal stands for in an exit code.
pub const HANG_UP: i32 = 1;

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(dead_code, reason = "nothing asks here; the names are those of the other module")]
pub enum Ask {
    /// End, with this signal's number in the exit code.
    End(i32),
    /// Give the terminal back and stop.
    Stop,
    /// Go on after a stop that nobody announced.
    Continue,
}

/// No signals.
pub struct Signals;

impl Signals {
    /// Listens to nothing.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// Waits for ever.
    pub async fn next(&mut self) -> Ask {
        future::pending().await
    }

    /// Goes on at once.
    pub async fn stop(&mut self) -> io::Result<()> {
        Ok(())
    }
}
