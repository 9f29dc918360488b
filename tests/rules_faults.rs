//! The rules about faults, each by a small run whose facts are worked out by hand.

mod support;

use inflight::fact::Fact;
use support::{CALL, run};

#[test]
fn a_birth_at_the_foot_of_a_ramp_is_born_there() {
    let run = run(&format!(
        "duration = '30s'\n[load]\nrate = '1/s'\nphases = [{{ at = '2s', rate = '0/s' }}, {{ at = '20s', ramp = '10s', rate = '1/s' }}]\n{CALL}"
    ));
    // The area below the ramp is x * x / 20, which is 0, 1, 2, 3, 4 and 5 at these instants.
    let born: Vec<f64> = times!(run, Fact::Born { .. }).iter().map(|ms| ms.round()).collect();
    assert_eq!(born, [0.0, 1_000.0, 20_000.0, 24_472.0, 26_325.0, 27_746.0, 28_944.0, 30_000.0]);
}
