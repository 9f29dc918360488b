//! The simulator agrees with queueing theory; how nearly it must is worked out from each run's own scatter.

#[path = "../support/mod.rs"]
mod support;

mod arrivals;
mod batch;
mod closed;
mod formula;
mod intervals;
mod laws;
mod loss;
mod sojourn;
mod station;
mod waits;
mod watch;
