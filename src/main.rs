//! The `inflight` program.

fn main() {}
