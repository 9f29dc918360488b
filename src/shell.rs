//! Everything that touches the world: terminal, keys, signals, wall clock, disk, threads.

pub mod chance;
pub mod disk;
pub mod headless;
mod keys;
pub mod play;
pub mod progress;
mod rehearse;
pub mod reload;
mod screen;
#[cfg_attr(not(unix), path = "shell/no_signals.rs")]
mod signals;
mod stamp;
mod terminal;
#[cfg(unix)]
mod watch;
