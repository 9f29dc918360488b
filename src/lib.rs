//! `inflight` shows how messages flow: a blocked synchronous caller beside an asynchronous producer that feeds a queue.
//!
//! The modules are floors; each imports only from below, and a test (`tests/floors.rs`) reads the sources and holds them to it.
//! From the ground up:
//!
//! * 0, ground: [`time`], [`id`], [`dice`]: whole nanoseconds, small ids, keyed randomness.
//! * 1, meaning: [`scenario`]: what may be asked.
//! * 4, screen: [`ui`]: what an input does, and what the model looks like.
//! * 6, world: [`shell`], [`cli`]: terminal, files, signals, arguments; all that can fail.

pub mod cli;
pub mod dice;
pub mod id;
pub mod scenario;
pub mod shell;
pub mod time;
pub mod ui;
