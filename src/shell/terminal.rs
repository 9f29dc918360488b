//! Taking the terminal, and giving it back as it was found however the program ends.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::style::{ResetColor, force_color_output};
use crossterm::terminal::{self, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{Command, QueueableCommand, execute};

/// What the exit code says after a panic, as Rust itself has it.
const PANICKED: i32 = 101;

/// Whether the terminal is ours and has to be given back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is to be ours as well.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal is ours as long as this lives.
pub struct Held;

impl Drop for Held {
    fn drop(&mut self) {
        restore();
    }
}

/// Takes the terminal until the answer is dropped; also a panic in any thread gives it back, and ends the program.
pub fn hold(mouse: bool) -> io::Result<Held> {
    static HOOK: Once = Once::new();
    MOUSE.store(mouse, Ordering::SeqCst);
    HOOK.call_once(|| std::panic::set_hook(Box::new(end_with)));
    // With NO_COLOR, crossterm 0.29 writes a colour as `ESC[;m`, which takes bold and reverse away too. The theme keeps to NO_COLOR, so
    // crossterm need not.
    force_color_output(true);
    let held = Held;
    take()?;
    Ok(held)
}

/// Takes the terminal: raw mode, the alternate screen, no cursor. Asks the terminal nothing, because some never answer.
pub fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    // Raw mode first: in the background it stops the program until it is in the foreground, before anything is drawn.
    terminal::enable_raw_mode()?;
    // Whatever is switched on here is switched off in `restore`.
    execute!(io::stdout(), EnterAlternateScreen, Hide)?;
    if MOUSE.load(Ordering::SeqCst) {
        execute!(io::stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// Gives the terminal back if it is ours; a step that fails doesn't keep the next from being tried.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout().lock();
    attempt(&mut out, EndSynchronizedUpdate);
    if MOUSE.load(Ordering::SeqCst) {
        attempt(&mut out, DisableMouseCapture);
    }
    attempt(&mut out, ResetColor);
    attempt(&mut out, Show);
    attempt(&mut out, LeaveAlternateScreen);
    out.flush().ok();
    // Last, so that keys typed meanwhile are not echoed onto the screen that is about to go.
    terminal::disable_raw_mode().ok();
}

fn attempt(out: &mut impl Write, command: impl Command) {
    out.queue(command).ok();
}

/// The terminal's size in columns and rows: what it says, however small; where it says nothing, `COLUMNS` and `LINES`, then 80 by 24.
pub fn size() -> (u16, u16) {
    let (width, height) = terminal::size().unwrap_or((0, 0));
    (known(width, "COLUMNS", 80), known(height, "LINES", 24))
}

fn known(said: u16, variable: &str, usual: u16) -> u16 {
    if said > 0 {
        return said;
    }
    let set = std::env::var(variable).ok().and_then(|value| value.parse().ok());
    set.filter(|&n| n > 0).unwrap_or(usual)
}

/// The panic hook: a program that panicked in one thread must not go on drawing from another, so it ends here.
fn end_with(panic: &PanicHookInfo<'_>) {
    // Held to the end, so that no other thread writes a frame onto the screen that was given back.
    let _out = io::stdout().lock();
    restore();
    // Not `eprintln!`: it panics when the terminal is gone, and a panic within a panic aborts.
    let mut err = io::stderr();
    writeln!(err, "inflight: a bug ended the program: {panic}").ok();
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        writeln!(err, "{trace}").ok();
    }
    process::exit(PANICKED);
}
