//! Everything that touches the world: terminal, keys, signals, wall clock, disk, threads.

pub mod disk;
pub mod headless;
mod keys;
pub mod play;
mod rehearse;
mod screen;
#[cfg_attr(not(unix), path = "shell/no_signals.rs")]
mod signals;
mod terminal;
#[cfg(unix)]
mod watch;
