//! Tests that nothing is kept for ever: after a rough time, when all messages have come to an end, no record of any is left.

#[path = "../../tests/support/rough.rs"]
mod rough;

use std::sync::Arc;

use super::Sim;
use crate::fact::Fact;
use crate::id::LaneId;
use crate::scenario::parse;

/// The rough scenario, without its faults.
const ROUGH: &str = include_str!("rough.toml");

/// All kinds of faults, one after the other on each role, some at the same time.
fn faults(shift: usize) -> String {
    let kinds = ["outage", "hang", "slow", "errors", "throttle", "loss", "delay", "duplicate", "crash", "partition"];
    let fault = |place: usize, kind: &str, on: &str| {
        let amount = match kind {
            "slow" => "amount = 5",
            "errors" | "loss" | "duplicate" => "amount = 0.5",
            "throttle" => "amount = \"5/s\"",
            "delay" => "amount = \"300ms\"",
            _ => "",
        };
        let at = (1_000 + 713 * (place * shift) % 37_000, 400 + 300 * place % 2_100);
        format!("[[fault]]\nat = \"{}ms\"\nfor = \"{}ms\"\nkind = \"{kind}\"\non = \"{on}\"\n{amount}\n", at.0, at.1)
    };
    let all = kinds.iter().flat_map(|kind| ["receiver", "network", "broker", "sender"].map(|on| (kind, on)));
    (1..).zip(all).map(|(place, (kind, on))| fault(place, kind, on)).collect()
}

#[test]
fn no_message_is_kept_for_ever() {
    for shift in 0..12 {
        let source = if shift == 0 { ROUGH.to_owned() } else { format!("{ROUGH}{}", faults(shift)) };
        let scenario = Arc::new(parse("rough", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false))));
        for (lane, plan) in scenario.lane_ids() {
            let mut sim = Sim::new(&scenario, lane);
            sim.run_until(scenario.end(), &mut ()).unwrap_or_else(|halt| panic!("{halt}"));
            let world = &sim.world;
            let left = (sim.in_system(), world.messages.kept(), world.calls.used());
            assert_eq!(left, (0, (0, 0), 0), "{} with faults of {shift}", plan.name);
        }
    }
}

#[test]
fn of_what_has_ended_nothing_is_kept() {
    let mut over = 0;
    for seed in 0..300 {
        let scenario = parse("rough", &rough::rough(seed, false));
        let scenario = Arc::new(scenario.unwrap_or_else(|problems| panic!("{}", problems.render(false))));
        let (mut sim, mut facts) = (Sim::new(&scenario, LaneId(0)), Vec::new());
        sim.run_until(scenario.end(), &mut facts).unwrap();
        // A message that has ended may come back in a queue for a long time yet.
        let stored = facts.iter().fold(0, |stored, (_, fact)| match fact {
            Fact::Queued { .. } => stored + 1,
            Fact::Deleted { .. } | Fact::Removed { .. } | Fact::SetAside { .. } => stored - 1,
            _ => stored,
        });
        if sim.in_system() == 0 && stored == 0 {
            over += 1;
            assert_eq!((sim.world.messages.kept(), sim.world.calls.used()), ((0, 0), 0), "seed {seed}");
        }
    }
    assert!(over > 200, "{over} of 300 runs came to their end");
}
