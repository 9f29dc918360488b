//! Threads that end the program when its terminal is stuck or gone, which the loop itself could not.

use std::io;
use std::thread;
use std::time::Duration;

use crossterm::terminal::disable_raw_mode;
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::SIGHUP;
use signal_hook::iterator::Signals;
use signal_hook::low_level::{exit, raise};

/// How long a signal may take to end the program.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Ends the program when one of these signals should have, but the loop is stuck in a write: some terminals read no more.
pub fn for_stuck(ends: &[i32]) -> io::Result<()> {
    let mut signals = Signals::new(ends)?;
    let watch = move || {
        if let Some(number) = signals.forever().next() {
            thread::sleep(PATIENCE);
            // All that can be given back without writing to the terminal.
            disable_raw_mode().ok();
            exit(128 + number);
        }
    };
    thread::Builder::new().name("watch for stuck".into()).spawn(watch)?;
    Ok(())
}

/// Makes a hang-up of a terminal that went without one: crossterm 0.29 would read from what is gone for ever, and say nothing.
pub fn for_gone() -> io::Result<()> {
    let watch = || {
        let terminal = io::stdin();
        // Asks for nothing, and so sleeps until there is what poll always tells: that the other end is gone.
        let mut asked = [PollFd::new(&terminal, PollFlags::empty())];
        while poll(&mut asked, None) == Err(rustix::io::Errno::INTR) {}
        if asked[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) {
            raise(SIGHUP).ok();
        }
    };
    thread::Builder::new().name("watch for gone".into()).spawn(watch)?;
    Ok(())
}
