//! What holds when everything goes wrong at once: every kind of node under every kind of fault.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod support;

use std::sync::Arc;

use inflight::fact::{Fact, Sink};
use inflight::measure::Report;
use inflight::scenario::{Scenario, parse};
use inflight::scene::Scene;
use inflight::sim::Sim;
use inflight::time::{SECOND, Time};

/// What is changed while the run goes on, and to what in turn.
const CHANGES: &[(&str, &[&str])] = &[
    ("call.sender.callers", &["2", "12"]),
    ("call.s.concurrency", &["1", "6"]),
    ("call.s.backlog", &["0", "9"]),
    ("call.r.timeout", &["'50ms'", "'1s'"]),
    ("queue.w.concurrency", &["1", "8", "2"]),
    ("queue.v.batch", &["1", "9"]),
    ("queue.w.wait", &["'200ms'", "'3s'"]),
    ("queue.q.visibility_timeout", &["'100ms'", "'3s'"]),
    ("fifo.q.capacity", &["1", "50"]),
    ("fifo.q.delay", &["'0s'", "'2s'"]),
    ("push.s.timeout", &["'100ms'", "'3s'"]),
    ("topic.w.concurrency", &["1", "16"]),
    ("topic.t.latency", &["'0s'", "'200ms'"]),
    ("workflow.a.concurrency", &["1", "9"]),
];

/// The scenario with faults of all kinds on all roles, strewn over the first 40 s.
fn rough(seed: u32) -> Arc<Scenario> {
    let kinds = ["outage", "hang", "slow", "errors", "throttle", "loss", "delay", "duplicate", "crash", "partition"];
    let mut source = include_str!("../src/sim/rough.toml").replace("30min", "2min").replace("load =", &format!("seed = {seed}\nload ="));
    for (place, kind) in (0..).zip(kinds.iter().cycle().take(40)) {
        let on = ["receiver", "network", "broker", "sender"][(place / 10) as usize];
        let amount = match *kind {
            "slow" => "amount = 5",
            "errors" | "loss" | "duplicate" => "amount = 0.5",
            "throttle" => "amount = '5/s'",
            "delay" => "amount = '300ms'",
            _ => "",
        };
        let (at, lasts) = (1_000 + (place + 1) * seed * 713 % 38_000, 300 + place * 271 % 2_500);
        source += &format!("[[fault]]\nat = '{at}ms'\nfor = '{lasts}ms'\nkind = '{kind}'\non = '{on}'\n{amount}\n");
    }
    for (place, (set, to)) in (0..).zip(CHANGES.iter().cycle().take(3 * CHANGES.len())) {
        let (at, to) = (500 + (place + 1) * seed * 977 % 41_000, to[(place as usize / CHANGES.len()) % to.len()]);
        source += &format!("[[change]]\nat = '{at}ms'\nset = '{set}'\nto = {to}\n");
    }
    Arc::new(parse("rough", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false))))
}

/// Counts what is in the system from the facts alone, and folds the scene; a count that falls below nothing panics.
struct Books {
    scene: Scene,
    lane: inflight::id::LaneId,
    in_system: u64,
}

impl Sink for Books {
    fn record(&mut self, at: Time, fact: Fact) {
        self.scene.apply(at, self.lane, fact);
        match fact {
            Fact::Born { .. } => self.in_system += 1,
            Fact::Ended { born, done, .. } => {
                self.in_system -= 1;
                assert!(born <= done && done <= at);
            }
            _ => {}
        }
    }
}

#[test]
fn what_was_offered_has_ended_or_is_in_the_system_and_the_scene_adds_up() {
    for seed in 1..8 {
        let scenario = rough(seed);
        for (lane, _) in scenario.lane_ids() {
            let (mut sim, mut books) = (Sim::new(&scenario, lane), Books { scene: Scene::new(&scenario), lane, in_system: 0 });
            while sim.next_at().is_some_and(|at| at <= scenario.end()) {
                sim.step(&mut books).unwrap();
                assert_eq!(sim.in_system(), books.in_system);
            }
        }
        Report::of(&scenario).unwrap();
    }
}

#[test]
fn a_clone_goes_on_as_its_original_and_another_run_is_the_same() {
    let scenario = rough(3);
    for (lane, _) in scenario.lane_ids() {
        let whole = support::facts(&scenario, lane);
        for second in [0, 7, 23, 41] {
            let (mut sim, mut facts) = (Sim::new(&scenario, lane), support::Facts::new());
            sim.run_until(Time(second * SECOND), &mut facts).unwrap();
            let mut twin = sim.clone();
            twin.run_until(scenario.end(), &mut facts).unwrap();
            twin.close(scenario.end(), &mut facts);
            assert!(facts == whole, "a clone at {second} s");
        }
    }
}
