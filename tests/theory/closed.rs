//! Closed loops: callers who think, call and wait, against exact results (the machine repairman).

use crate::batch::agrees;
use crate::formula::{Closed, mva, repairman};
use crate::station::{closed, watch};

fn calls(name: &str, callers: u32, slots: u32, theory: Closed) {
    let work = "{ exponential = '100ms' }";
    let seen = watch(&closed(callers, 60_000, "{ exponential = '1s' }", work, &format!("concurrency = {slots}")));
    agrees(&format!("{name}, throughput"), &seen.completed, theory.throughput);
    agrees(&format!("{name}, response"), &seen.sojourns, theory.response);
    agrees(&format!("{name}, busy slots"), &seen.busy.means, theory.throughput * 0.1);
}

#[test]
fn callers_of_one_slot_are_served_as_mean_value_analysis_says() {
    calls("5 callers", 5, 1, mva(5, 1.0, &[0.1]));
    calls("12 callers", 12, 1, mva(12, 1.0, &[0.1]));
}

#[test]
fn callers_of_several_slots_are_served_as_the_repairman_says() {
    calls("25 callers, 2 slots", 25, 2, repairman(25, 1.0, 0.1, 2));
}

#[test]
fn thinking_may_have_any_distribution() {
    let seen = watch(&closed(12, 60_000, "{ uniform = ['0s', '2s'] }", "{ exponential = '100ms' }", "concurrency = 1"));
    agrees("uniform thinking, throughput", &seen.completed, mva(12, 1.0, &[0.1]).throughput);
}
