//! What the tests of the engine share: a run of a scenario written in TOML, its facts lane by lane, its figures as the JSON has them.

#![allow(dead_code, clippy::expect_used, reason = "each test file uses a part of it, and a test that fails may panic")]

pub mod generate;
pub mod rough;

use std::sync::Arc;
use std::time::Duration;

use inflight::export;
use inflight::fact::Fact;
use inflight::id::LaneId;
use inflight::measure::Report;
use inflight::scenario::{Scenario, parse};
use inflight::scene::Scene;
use inflight::sim::Sim;
use inflight::time::Time;
use serde_json::Value;

/// The facts of one lane.
pub type Facts = Vec<(Time, Fact)>;

/// A sender that calls a service.
pub const CALL: &str = r#"
[[lane]]
name = "call"
sender.calls = "s"
service.s = {}
"#;

/// A sender that sends to a queue, and a worker that polls it.
pub const QUEUE: &str = r#"
[[lane]]
name = "queue"
sender.sends = "q"
queue.q = {}
worker.w.polls = "q"
"#;

/// A run that is over.
pub struct Run {
    pub scenario: Arc<Scenario>,
    pub facts: Vec<Facts>,
    json: Value,
}

/// The scenario in a text that leaves out the title.
pub fn scenario(toml: &str) -> Arc<Scenario> {
    let source = format!("title = \"test\"\n{toml}");
    Arc::new(parse("test", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false))))
}

/// The facts of one lane up to the end of the run, what is then under way included.
pub fn facts(scenario: &Arc<Scenario>, lane: LaneId) -> Facts {
    let mut facts = Vec::new();
    let mut sim = Sim::new(scenario, lane);
    sim.run_until(scenario.end(), &mut facts).expect("time goes on");
    sim.close(scenario.end(), &mut facts);
    facts
}

/// Runs a scenario written in TOML without a title.
pub fn run(toml: &str) -> Run {
    let scenario = scenario(toml);
    let facts = scenario.lane_ids().map(|(lane, _)| facts(&scenario, lane)).collect();
    let report = Report::of(&scenario).expect("time goes on");
    let json = export::json::json(&report, Duration::ZERO).expect("a report can be written");
    Run { scenario, facts, json: serde_json::from_str(&json).expect("what is written can be read") }
}

impl Run {
    /// A figure of the first lane by its path in the JSON: `failed`, `blocked/max_s`, `nodes/1/received`.
    pub fn figure(&self, path: &str) -> Option<f64> {
        let value = self.json.pointer(&format!("/lanes/0/{path}"));
        value.unwrap_or_else(|| panic!("no figure is called {path}")).as_f64()
    }

    /// Compares figures of the first lane; seconds to the nanosecond.
    pub fn expect(&self, figures: &[(&str, f64)]) {
        for (path, wanted) in figures {
            let value = self.figure(path);
            let near = value.is_some_and(|value| (value - wanted).abs() < 1e-9);
            assert!(near, "{path} is {value:?} instead of {wanted}\n{}", self.log());
        }
    }

    /// The instants in milliseconds of the facts of the first lane that are wanted.
    pub fn times(&self, wanted: impl Fn(&Fact) -> bool) -> Vec<f64> {
        self.facts[0].iter().filter(|(_, fact)| wanted(fact)).map(|(at, _)| ms(*at)).collect()
    }

    /// What `pick` takes from the facts of the first lane, with the instants in milliseconds.
    pub fn pick<T>(&self, pick: impl Fn(&Fact) -> Option<T>) -> Vec<(f64, T)> {
        self.facts[0].iter().filter_map(|(at, fact)| Some((ms(*at), pick(fact)?))).collect()
    }

    /// The scene at the end, folded from the facts.
    pub fn scene(&self) -> Scene {
        let mut scene = Scene::new(&self.scenario);
        for ((lane, _), facts) in self.scenario.lane_ids().zip(&self.facts) {
            facts.iter().for_each(|(at, fact)| scene.apply(*at, lane, *fact));
        }
        scene
    }

    fn log(&self) -> String {
        self.facts[0].iter().take(200).map(|(at, fact)| format!("{at:.3} {fact:?}\n")).collect()
    }
}

/// An instant in milliseconds.
pub fn ms(at: Time) -> f64 {
    at.0 as f64 / 1e6
}

/// The instants in milliseconds of the facts of a run's first lane that match a pattern.
#[macro_export]
macro_rules! times {
    ($run:expr, $pattern:pat) => {
        $run.times(|fact| matches!(fact, $pattern))
    };
}
