//! `inflight` shows how messages flow: a blocked synchronous caller beside an asynchronous producer that feeds a queue.
//!
//! The modules are floors; each imports only from below, and a test (`tests/floors.rs`) reads the sources and holds them to it.
//! From the ground up:
//!
//! * 0, ground: [`time`], [`id`], [`dice`], [`level`]: whole nanoseconds, small ids, keyed randomness, a count over time.
//! * 1, meaning: [`scenario`], [`workload`], [`fact`]: what may be asked, the demand that all lanes serve, the past tense.
//! * 2, machine: [`sim`]: one lane as a discrete-event simulation that tells facts.
//! * 3, tape: [`scene`], [`measure`], [`tape`]: what is visible at an instant, what is counted, a run that can be held.
//! * 4, screen: [`ui`]: what an input does, and what the model looks like.
//! * 5, out: [`export`]: the same run, written down.
//! * 6, world: [`shell`], [`cli`]: terminal, files, signals, arguments; all that can fail.

pub mod cli;
pub mod dice;
pub mod export;
pub mod fact;
pub mod id;
pub mod level;
pub mod measure;
pub mod scenario;
pub mod scene;
pub mod shell;
pub mod sim;
pub mod tape;
pub mod time;
pub mod ui;
pub mod workload;
