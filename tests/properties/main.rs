//! What holds in every run: generated scenarios of the whole language.
//!
//! `PROPTEST_CASES` says how many cases there are, of 256 as a whole; `PROPTEST_RNG_SEED` which.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "../support/mod.rs"]
mod support;

mod books;
mod callers;
mod draws;
mod forks;
mod queue_books;
mod queues;
mod receivers;
mod runs;
mod scenes;
mod tapes;

use std::sync::Arc;

use inflight::fact::Fact;
use inflight::id::LaneId;
use inflight::scenario::{FaultKind, Scenario};
use inflight::time::Time;
use proptest::prelude::*;
use support::generate::Plan;
use support::{Facts, facts, scenario};

/// So many cases, times what `PROPTEST_CASES` asks for.
fn cases(number: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: (number * usual.cases).div_ceil(256), failure_persistence: None, ..usual }
}

/// Judges the facts of each lane of a plan.
fn each_lane(plan: &Plan, judge: impl Fn(&Arc<Scenario>, LaneId, &Facts) -> Result<(), TestCaseError>) -> Result<(), TestCaseError> {
    let scenario = scenario(&plan.toml());
    scenario.lane_ids().try_for_each(|(lane, _)| judge(&scenario, lane, &facts(&scenario, lane)))
}

/// Facts without the places of faults and changes, which move when lanes do.
fn told(facts: &Facts) -> Vec<String> {
    let told = |fact: &Fact| match fact {
        Fact::FaultBegan { .. } | Fact::FaultEnded { .. } | Fact::Changed { .. } => String::new(),
        fact => format!("{fact:?}"),
    };
    facts.iter().map(|(at, fact)| format!("{} {}", at.0, told(fact))).collect()
}

/// Whether a fault of a kind is on a node of a lane at an instant, its first and last included.
fn suffers(scenario: &Scenario, lane: LaneId, node: inflight::id::NodeId, now: Time, kind: impl Fn(FaultKind) -> bool) -> bool {
    scenario.faults.iter().any(|fault| {
        let hits = fault.targets.iter().any(|target| target.lane == lane && target.node == node && !target.link);
        hits && fault.at <= now && now <= fault.until && kind(fault.kind)
    })
}
