//! Conservation: every message is born once, ends at most once, and is in the system meanwhile.

use std::collections::BTreeMap;

use inflight::fact::{Fact, Outcome, Sink};
use inflight::id::{Msg, NodeId};
use inflight::measure::LaneRun;
use inflight::scenario::Part;
use inflight::scenario::measure::{LaneKey, LatencyKey, NodeKey};
use inflight::sim::Sim;
use inflight::time::Time;
use proptest::prelude::*;

use crate::support::generate::{calm_plan, plan};
use crate::support::{Facts, scenario};
use crate::{cases, each_lane};

/// Counts what is in the system from the facts alone.
#[derive(Default)]
struct Books {
    last: Time,
    offered: u64,
    ended: BTreeMap<Msg, Outcome>,
}

impl Sink for Books {
    fn record(&mut self, at: Time, fact: Fact) {
        assert!(at >= self.last, "{fact:?} at {at:?} after {:?}", self.last);
        self.last = at;
        match fact {
            Fact::Born { msg } => {
                self.offered += 1;
                assert_eq!(u64::from(msg.0), self.offered, "messages are numbered in the order of birth");
            }
            Fact::Ended { msg, born, done, outcome } => {
                assert!(born <= done && done <= at && u64::from(msg.0) <= self.offered);
                assert_eq!(self.ended.insert(msg, outcome), None, "{msg:?} ends twice");
            }
            _ => {}
        }
    }
}

/// How often a fact of a message that is born after the warm-up is of some sort.
fn count(facts: &Facts, warm: Time, wanted: impl Fn(&Fact) -> Option<Msg>) -> f64 {
    let early = facts.iter().filter(|(at, fact)| *at < warm && matches!(fact, Fact::Born { .. })).count();
    facts.iter().filter_map(|(_, fact)| wanted(fact)).filter(|msg| msg.0 as usize > early).count() as f64
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn at_every_instant_what_was_offered_has_ended_or_is_in_the_system(plan in plan()) {
        let scenario = scenario(&plan.toml());
        for (lane, _) in scenario.lane_ids() {
            let (mut sim, mut books) = (Sim::new(&scenario, lane), Books::default());
            while sim.next_at().is_some_and(|at| at <= scenario.end()) {
                sim.step(&mut books).unwrap();
                prop_assert_eq!(sim.in_system(), books.offered - books.ended.len() as u64);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_measures_agree_with_the_facts(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            let measures = LaneRun::of(scenario, lane).unwrap().measures;
            let warm = Time::START + scenario.warmup;
            let number = |key| measures.number(key).unwrap();
            let of = |wanted: fn(&Fact) -> Option<Msg>| count(facts, warm, wanted);
            prop_assert_eq!(number(LaneKey::Offered), of(|fact| if let Fact::Born { msg } = fact { Some(*msg) } else { None }));
            let outcomes = [LaneKey::Completed, LaneKey::Failed, LaneKey::Rejected, LaneKey::DeadLettered, LaneKey::Expired, LaneKey::Lost];
            let ended: f64 = outcomes.into_iter().map(number).sum();
            prop_assert_eq!(number(LaneKey::Offered), ended + number(LaneKey::InSystem));
            prop_assert_eq!(ended, of(|fact| if let Fact::Ended { msg, .. } = fact { Some(*msg) } else { None }));
            prop_assert_eq!(number(LaneKey::Completed), measures.latency(LatencyKey::EndToEnd).count() as f64);
            let duplicates = of(|fact| if let Fact::Arrived { msg, duplicate: true, .. } = fact { Some(*msg) } else { None });
            prop_assert_eq!(number(LaneKey::Duplicates), duplicates);
            let blocked = of(|fact| match fact {
                Fact::Freed { msg, .. } | Fact::StillBlocked { msg, .. } => Some(*msg),
                _ => None,
            });
            prop_assert_eq!(measures.latency(LatencyKey::Blocked).count() as f64, blocked);
            for (id, node) in scenario.lane(lane).node_ids() {
                let figure = |key| measures.nodes()[id.index()].figure(key);
                if matches!(node.part, Part::Queue(_)) {
                    let received = count(facts, warm, |fact| match fact {
                        Fact::Received { node, msg, .. } if *node == id => Some(*msg),
                        _ => None,
                    });
                    prop_assert_eq!(figure(NodeKey::Received), Some(received));
                    prop_assert_eq!(figure(NodeKey::DepthNow), Some(depth(facts, id)));
                }
            }
            Ok(())
        })?;
    }
}

/// How many messages are visible in a queue at the end, by who is told to be.
fn depth(facts: &Facts, queue: NodeId) -> f64 {
    facts.iter().filter(|(_, fact)| matches!(fact, Fact::StillVisible { node, .. } if *node == queue)).count() as f64
}

proptest! {
    #![proptest_config(cases(150))]

    /// Where nothing is lost, hangs or fails for good, and the load stops, every message comes to its end.
    #[test]
    fn nothing_is_kept_for_ever(plan in calm_plan()) {
        let scenario = scenario(&plan.toml());
        for (lane, _) in scenario.lane_ids() {
            let (mut sim, mut books) = (Sim::new(&scenario, lane), Books::default());
            sim.run_until(scenario.end(), &mut books).unwrap();
            let open: Vec<u64> = (1..=books.offered).filter(|msg| !books.ended.keys().any(|ended| u64::from(ended.0) == *msg)).collect();
            prop_assert_eq!((sim.in_system(), open), (0, Vec::new()));
        }
    }
}
