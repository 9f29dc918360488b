//! What holds exactly in every run, whatever its distributions: Little's law and the law of utilisation.

use std::sync::Arc;

use inflight::id::LaneId;
use inflight::measure::Report;
use inflight::scenario::measure::NodeKey;
use inflight::scenario::{Part, Scenario, parse, shipped};
use inflight::sim::Sim;
use inflight::time::Time;

use crate::intervals::{AtNode, Intervals};
use crate::support::{run, scenario};

/// All that may cut a wait or a work short: loss, errors, timeouts, retries, poison, faults, a warm-up, an end in the midst of it.
const ROUGH: &str = "
    duration = '60s'
    warmup = '5s'
    load = { arrivals = 'poisson', rate = '30/s' }
    message = { poison = '1%' }
    work = { time = { exponential = '200ms' }, errors = '10%' }
    network = { latency = { exponential = '20ms' }, loss = '5%' }
    lane = [
        { name = 'call', sender = { calls = 's', callers = 8, backlog = 50, timeout = '500ms', retry = { attempts = 3 } },
          service.s = { concurrency = 2, backlog = 5 } },
        { name = 'queue', sender = { sends = 'q', callers = 8, timeout = '300ms', retry = { attempts = 3 } },
          queue.q = { visibility_timeout = '1s', max_receives = 3, dead_letter = 'd' }, queue.d = {},
          worker.v = { polls = 'q', concurrency = 2, batch = 3, wait = '1s' }, worker.w = { polls = 'd', wait = '1s' } },
    ]
    fault = [
        { at = '10s', for = '3s', kind = 'outage', on = 'receiver' }, { at = '20s', for = '3s', kind = 'hang', on = 'receiver' },
        { at = '30s', for = '3s', kind = 'outage', on = 'sender' }, { at = '40s', for = '3s', kind = 'hang', on = 'broker' },
    ]
";

/// All shipped scenarios, and a rough one.
fn scenarios() -> Vec<(String, Arc<Scenario>)> {
    let read = |source: &str| Arc::new(parse("shipped", source).unwrap_or_else(|problems| panic!("{}", problems.render(false))));
    let shipped = shipped::ALL.iter().map(|shipped| (shipped.name.to_owned(), read(shipped.source)));
    shipped.chain([("rough".to_owned(), scenario(ROUGH))]).collect()
}

/// What was waited and worked at each node of a lane.
fn intervals(scenario: &Arc<Scenario>, lane: LaneId) -> Vec<AtNode> {
    let mut intervals = Intervals::new(scenario.lane(lane), Time::START + scenario.warmup);
    let mut sim = Sim::new(scenario, lane);
    sim.run_until(scenario.end(), &mut intervals).unwrap_or_else(|stuck| panic!("{stuck}"));
    intervals.close(scenario.end())
}

/// Calls `check` for each node that has a figure: where it is, what was seen there, the figure times the measured nanoseconds.
fn for_each_node(key: NodeKey, check: impl Fn(&str, &Part, &AtNode, f64)) {
    for (name, scenario) in scenarios() {
        let report = Report::of(&scenario).unwrap_or_else(|stuck| panic!("{stuck}"));
        let measured = scenario.end().since(Time::START + scenario.warmup).0 as f64;
        for ((lane, plan), measures) in scenario.lane_ids().zip(&report.lanes) {
            let seen = intervals(&scenario, lane);
            for ((node, seen), measures) in plan.nodes.iter().zip(&seen).zip(measures.nodes()) {
                if let Some(figure) = measures.figure(key) {
                    check(&format!("{name}, {}.{}", plan.id, node.id), &node.part, seen, figure * measured);
                }
            }
        }
    }
}

/// But for the rounding of floating-point numbers.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs()
}

#[test]
fn the_mean_depth_is_the_sum_of_all_waits() {
    for_each_node(NodeKey::DepthMean, |place, _, seen, depth| {
        let waited = seen.waited as f64;
        assert!(same(depth, waited), "{place}: depth times duration is {depth} ns, all waits together {waited} ns");
    });
}

#[test]
fn the_busy_share_is_throughput_times_mean_work() {
    for_each_node(NodeKey::Utilisation, |place, part, seen, share| {
        let slots = match part {
            Part::Service(service) => service.concurrency,
            Part::Worker(worker) => worker.concurrency,
            _ => return,
        };
        let finished = f64::from(seen.finished);
        let mean = if seen.finished > 0 { seen.worked as f64 / finished } else { 0.0 };
        // What was begun and not finished, because of a fault or because the run is cut, is work too.
        let (busy, worked) = (share * f64::from(slots), finished * mean + seen.cut_short as f64);
        assert!(same(busy, worked), "{place}: busy for {busy} ns, {finished} times {mean} ns and what was cut short are {worked} ns");
    });
}

#[test]
fn the_laws_are_put_to_the_test() {
    let seen: Vec<AtNode> =
        scenarios().iter().flat_map(|(_, scenario)| scenario.lane_ids().flat_map(|(lane, _)| intervals(scenario, lane))).collect();
    assert!(seen.iter().any(|node| node.waited > 0) && seen.iter().any(|node| node.worked > 0 && node.cut_short > 0));
}

#[test]
fn what_is_in_a_queue_is_arrival_rate_times_wait() {
    let run = run("duration = '1010s'\n[load]\narrivals = 'poisson'\nrate = '8/s'\nphases = [{ at = '1000s', rate = '0/s' }]\n\
        [work]\ntime = { exponential = '100ms' }\n[[lane]]\nname = 'queue'\nsender = { sends = 'q', callers = 1000 }\n\
        queue.q = {}\nworker.w.polls = 'q'");
    let figure = |path: &str| run.figure(path).unwrap_or(f64::NAN);
    assert_eq!(figure("in_system"), 0.0);
    // Little's law is exact for a run that begins and ends empty.
    let lambda = figure("nodes/1/received") / 1_010.0;
    let (depth, wait) = (figure("nodes/1/depth_mean"), figure("nodes/1/wait/mean_s"));
    assert!((depth - lambda * wait).abs() < 1e-9 * depth && depth > 1.0, "{depth} is not {lambda} * {wait}");
}
