//! `inflight` shows how messages flow: a blocked synchronous caller beside an asynchronous producer that feeds a queue.
//!
//! The modules are floors; each imports only from below, and a test (`tests/floors.rs`) reads the sources and holds them to it.
//! From the ground up:
//!
//! * 0, ground: [`time`], [`id`], [`dice`]: whole nanoseconds, small ids, keyed randomness.
//! * 1, meaning: [`scenario`]: what may be asked.

pub mod dice;
pub mod export;
pub mod fact;
pub mod id;
pub mod level;
pub mod measure;
pub mod scenario;
pub mod scene;
pub mod sim;
pub mod tape;
pub mod time;
pub mod ui;
pub mod workload;
