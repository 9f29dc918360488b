//! The same, where only scenarios that run are kept to go on from: so most of the time goes into runs, and not into problems.

#![no_main]

mod change;
#[path = "../../tests/found/checks.rs"]
mod checks;

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus { if checks::hold(&String::from_utf8_lossy(bytes)) { Corpus::Keep } else { Corpus::Reject } });

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { change::mutate(data, size, max_size, seed) });
