//! The rules of the engine, each by a small run whose facts or figures are worked out by hand.

#[macro_use]
#[path = "../support/mod.rs"]
mod support;

mod calls;
mod fault_overlap;
mod fault_table;
mod faults;
mod lessons;
mod measures;
mod push;
mod queue;
mod queue_fifo;
mod queue_limits;
mod regressions;
mod sender;
mod service;
mod topic;
mod worker;
mod workflow;
