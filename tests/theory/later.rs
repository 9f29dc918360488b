//! Erlang and hyperexponential work, and a network of several stations.

use std::sync::Arc;

use inflight::id::NodeId;
use inflight::scenario::Scenario;

use crate::batch::agrees;
use crate::formula::{erlang_b, mean_wait, mva};
use crate::station::{open, watch, watch_node};
use crate::support::scenario;

#[test]
fn erlang_work_waits_as_its_second_moment_says() {
    // The sum of three exponential times: the variance is a third of the squared mean.
    let seen = watch(&open(8, 2_000_000, "{ erlang = { shape = 3, mean = '100ms' } }", "concurrency = 1"));
    agrees("M/E3/1, mean wait", &seen.waits, mean_wait(8.0, 0.1, (1.0_f64 / 3.0).sqrt()));
    agrees("M/E3/1, busy slots", &seen.busy.means, 0.8);
}

#[test]
fn hyperexponential_work_waits_as_its_second_moment_says() {
    let seen = watch(&open(5, 4_000_000, "{ hyperexponential = { mean = '100ms', cv = 3 } }", "concurrency = 1"));
    agrees("M/H2/1, mean wait", &seen.waits, mean_wait(5.0, 0.1, 3.0));
    agrees("M/H2/1, busy slots", &seen.busy.means, 0.5);
}

#[test]
fn what_is_refused_does_not_depend_on_how_work_is_spread() {
    for work in ["{ erlang = { shape = 3, mean = '100ms' } }", "{ hyperexponential = { mean = '100ms', cv = 3 } }"] {
        let seen = watch(&open(30, 1_000_000, work, "concurrency = 4, backlog = 0"));
        agrees(&format!("M/G/4/4, {work}, share refused"), &seen.refused, erlang_b(4, 3.0));
    }
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
