//! Everything that touches the world: terminal, keys, signals, wall clock, disk, sockets, threads.

pub mod chance;
pub mod disk;
pub mod headless;
mod keys;
#[cfg_attr(not(unix), path = "shell/no_notes.rs")]
pub mod notes;
pub mod play;
pub mod progress;
#[cfg_attr(not(unix), path = "shell/no_prompter.rs")]
mod prompter;
mod rehearse;
pub mod reload;
mod screen;
#[cfg_attr(not(unix), path = "shell/no_signals.rs")]
mod signals;
#[cfg(unix)]
mod socket;
mod stamp;
mod terminal;
#[cfg(unix)]
mod watch;
