//! Signals: those that end the program, and those that stop and continue it.

use std::io;

use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

use super::watch;

/// The signals that end the program.
const ENDS: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

/// The number of the signal that the interrupt key sends elsewhere.
pub const INTERRUPT: i32 = SIGINT;
/// The number of the signal that says the terminal is gone.
pub const HANG_UP: i32 = SIGHUP;

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// End, with this signal's number in the exit code.
    End(i32),
    /// Give the terminal back and stop.
    Stop,
    /// Go on after a stop that nobody announced.
    Continue,
}

/// The signals that the program listens to.
pub struct Signals {
    hang_up: Stream,
    interrupt: Stream,
    quit: Stream,
    terminate: Stream,
    stop: Stream,
    continued: Stream,
}

impl Signals {
    /// Listens from now on.
    pub fn new() -> io::Result<Self> {
        watch::for_stuck(&ENDS)?;
        watch::for_gone()?;
        Ok(Self {
            hang_up: stream(SIGHUP)?,
            interrupt: stream(SIGINT)?,
            quit: stream(SIGQUIT)?,
            terminate: stream(SIGTERM)?,
            stop: stream(SIGTSTP)?,
            continued: stream(SIGCONT)?,
        })
    }

    /// The next signal.
    pub async fn next(&mut self) -> Ask {
        tokio::select! {
            biased;
            _ = self.terminate.recv() => Ask::End(SIGTERM),
            _ = self.hang_up.recv() => Ask::End(SIGHUP),
            _ = self.interrupt.recv() => Ask::End(SIGINT),
            _ = self.quit.recv() => Ask::End(SIGQUIT),
            _ = self.stop.recv() => Ask::Stop,
            _ = self.continued.recv() => Ask::Continue,
        }
    }

    /// Stops the program, and whatever shares its place in the shell, until somebody continues it.
    pub async fn stop(&mut self) -> io::Result<()> {
        // A new stream, because the old one may remember a continuation from before.
        self.continued = stream(SIGCONT)?;
        kill_current_process_group(Signal::STOP)?;
        // The stop may reach another thread first; without this wait, a frame would be drawn onto the shell's screen.
        self.continued.recv().await;
        Ok(())
    }
}

fn stream(number: i32) -> io::Result<Stream> {
    signal(SignalKind::from_raw(number))
}
