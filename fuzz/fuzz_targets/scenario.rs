//! Any bytes, given as a scenario.

#![no_main]

mod change;
#[path = "../../tests/found/checks.rs"]
mod checks;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| {
    checks::hold(&String::from_utf8_lossy(bytes));
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { change::mutate(data, size, max_size, seed) });
