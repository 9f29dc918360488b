//! Any bytes, given as a scenario.

#![no_main]

mod change;
#[path = "../../tests/found/checks.rs"]
mod checks;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| checks::hold(&String::from_utf8_lossy(bytes)));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut state = u64::from(seed) + 1;
    let mut chance = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    let text = std::str::from_utf8(&data[..size]).ok().filter(|_| chance(3) > 0);
    let changed = text.map(|text| change::change(text, &mut chance)).filter(|changed| changed.len() <= max_size && !changed.is_empty());
    match changed {
        Some(changed) => {
            data[..changed.len()].copy_from_slice(changed.as_bytes());
            changed.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});
