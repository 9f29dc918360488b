//! Closed loops: callers who think, call and wait, against exact results (the machine repairman).

use std::sync::Arc;

use inflight::id::NodeId;
use inflight::scenario::Scenario;

use crate::batch::agrees;
use crate::formula::{Closed, mva, repairman};
use crate::station::{closed, watch, watch_node};
use crate::support::scenario;

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

/// Callers who think for a second and call three stations of one slot, one after the other.
fn in_turn(callers: u32) -> Arc<Scenario> {
    scenario(&format!(
        "duration = '60100s'\nwarmup = '100s'\nseed = 7\nload = {{ think = {{ exponential = '1s' }} }}\n[[lane]]\nname = 'turns'\n\
         sender = {{ calls = ['a', 'b', 'c'], callers = {callers} }}\nservice.a.time = {{ exponential = '100ms' }}\n\
         service.b.time = {{ exponential = '80ms' }}\nservice.c.time = {{ exponential = '50ms' }}\n"
    ))
}

#[test]
fn three_stations_in_turn_serve_as_mean_value_analysis_says() {
    let theory = mva(10, 1.0, &[0.1, 0.08, 0.05]);
    let scenario = in_turn(10);
    let seen = watch(&scenario);
    agrees("three stations, throughput", &seen.completed, theory.throughput);
    agrees("three stations, response", &seen.sojourns, theory.response);
    for (node, work) in [(1, 0.1), (2, 0.08), (3, 0.05)] {
        let seen = watch_node(&scenario, NodeId(node));
        agrees(&format!("station {node}, busy slots"), &seen.busy.means, theory.throughput * work);
    }
}
