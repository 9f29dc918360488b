//! The stations that theory speaks of, as scenarios, and a run of each.

use std::sync::Arc;

use inflight::id::{LaneId, NodeId};
use inflight::scenario::Scenario;
use inflight::sim::Sim;

use crate::support::scenario;
use crate::watch::Watch;

/// Seconds that a run has before it is looked at.
const WARMUP: u32 = 100;

/// A station that is called at random `rate` times a second, about `messages` times; `service` gives its slots and its backlog.
pub fn open(rate: u32, messages: u32, work: &str, service: &str) -> Arc<Scenario> {
    let duration = WARMUP + messages / rate;
    scenario(&format!(
        "duration = '{duration}s'\nwarmup = '{WARMUP}s'\nseed = 7\nload = {{ arrivals = 'poisson', rate = '{rate}/s' }}\n\
         work = {{ time = {work} }}\n[[lane]]\nname = 'call'\nsender = {{ calls = 's', callers = 10000 }}\nservice.s = {{ {service} }}\n"
    ))
}

/// The same work behind a queue: a worker of `slots` slots takes its messages one by one.
pub fn queue(rate: u32, messages: u32, work: &str, slots: u32) -> Arc<Scenario> {
    let duration = WARMUP + messages / rate;
    scenario(&format!(
        "duration = '{duration}s'\nwarmup = '{WARMUP}s'\nseed = 7\nload = {{ arrivals = 'poisson', rate = '{rate}/s' }}\n\
         work = {{ time = {work} }}\n[[lane]]\nname = 'send'\nsender = {{ sends = 'q', callers = 10 }}\n\
         queue.q.visibility_timeout = '1h'\nworker.w = {{ polls = 'q', concurrency = {slots} }}\n"
    ))
}

/// A station that is called by `callers` who think between two calls.
pub fn closed(callers: u32, seconds: u32, think: &str, work: &str, service: &str) -> Arc<Scenario> {
    let duration = WARMUP + seconds;
    scenario(&format!(
        "duration = '{duration}s'\nwarmup = '{WARMUP}s'\nseed = 7\nload = {{ think = {think} }}\nwork = {{ time = {work} }}\n\
         [[lane]]\nname = 'call'\nsender = {{ calls = 's', callers = {callers} }}\nservice.s = {{ {service} }}\n"
    ))
}

/// Runs a scenario and watches its station: the sender comes first, the station or the queue next.
pub fn watch(scenario: &Arc<Scenario>) -> Watch {
    watch_node(scenario, NodeId(1))
}

/// Runs a scenario and watches one node.
pub fn watch_node(scenario: &Arc<Scenario>, node: NodeId) -> Watch {
    let mut watch = Watch::new(scenario, node);
    let mut sim = Sim::new(scenario, LaneId(0));
    sim.run_until(scenario.end(), &mut watch).unwrap_or_else(|stuck| panic!("{stuck}"));
    watch.close(scenario.end());
    watch
}
