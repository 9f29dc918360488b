//! Everything that touches the world while a run plays: terminal, keys, signals, wall clock, disk.

pub mod disk;
mod keys;
pub mod play;
mod rehearse;
mod screen;
#[cfg_attr(not(unix), path = "shell/no_signals.rs")]
mod signals;
mod terminal;
#[cfg(unix)]
mod watch;
