//! One changed parameter leaves all draws alone that it has nothing to do with.

use std::collections::BTreeMap;
use std::sync::Arc;

use inflight::fact::Fact;
use inflight::id::{LaneId, Msg, NodeId};
use inflight::scenario::{Demand, Fault, FaultKind, Part, Scenario, Setting, Target};
use inflight::time::{Span, Time};
use proptest::prelude::*;

use crate::queues::groups;
use crate::support::generate::plan;
use crate::support::{Facts, facts, scenario};
use crate::{cases, told};

/// What chance says of messages, whatever becomes of them.
#[derive(Debug, PartialEq)]
struct Drawn {
    births: Vec<(Time, Msg)>,
    groups: BTreeMap<Msg, u32>,
    /// How long the work takes, at nodes where nothing else has a say in it.
    work: BTreeMap<(NodeId, Msg), Span>,
}

impl Drawn {
    fn of(scenario: &Scenario, lane: LaneId, facts: &Facts) -> Self {
        let sound = |node: NodeId| {
            let slowed = scenario.faults.iter().any(|fault| {
                matches!(fault.kind, FaultKind::Slow(_)) && fault.targets.iter().any(|target| (target.lane, target.node) == (lane, node))
            });
            let changed = scenario.changes.iter().any(|change| matches!(change.setting, Setting::Time(_)));
            let cold = matches!(&scenario.lane(lane).node(node).part, Part::Service(service) if service.cold_start.is_some());
            !slowed && !changed && !cold
        };
        let mut drawn = Self { births: Vec::new(), groups: groups(facts), work: BTreeMap::new() };
        for (at, fact) in facts {
            match *fact {
                Fact::Born { msg } => drawn.births.push((*at, msg)),
                Fact::Started { node, msg, ends, .. } if sound(node) => {
                    let before = drawn.work.insert((node, msg), ends.since(*at));
                    assert!(before.is_none_or(|before| before == ends.since(*at)), "a long job is long again: {fact:?}");
                }
                _ => {}
            }
        }
        drawn
    }

    /// Whether both say the same of all that both speak of.
    fn agrees(&self, other: &Self) -> Result<(), TestCaseError> {
        prop_assert_eq!(&self.births, &other.births);
        for (msg, group) in &self.groups {
            prop_assert!(other.groups.get(msg).is_none_or(|again| group == again), "{:?}", msg);
        }
        for (place, span) in &self.work {
            prop_assert!(other.work.get(place).is_none_or(|again| span == again), "{:?}", place);
        }
        Ok(())
    }
}

/// Runs a scenario with something changed in it; each message must be what it was.
fn changed(scenario: &Arc<Scenario>, change: impl Fn(&mut Scenario)) -> Result<(), TestCaseError> {
    let mut other = Scenario::clone(scenario);
    change(&mut other);
    let other = Arc::new(other);
    // In a closed loop the next message comes when the one before is done.
    if matches!(scenario.load.demand, Demand::Think(_)) {
        return Ok(());
    }
    for (lane, _) in scenario.lane_ids() {
        let drawn = Drawn::of(scenario, lane, &facts(scenario, lane));
        drawn.agrees(&Drawn::of(&other, lane, &facts(&other, lane)))?;
    }
    Ok(())
}

fn parts(scenario: &mut Scenario) -> impl Iterator<Item = &mut Part> {
    scenario.lanes.iter_mut().flat_map(|lane| &mut lane.nodes).map(|node| &mut node.part)
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn more_slots_leave_messages_and_work_as_they_are(plan in plan()) {
        changed(&scenario(&plan.toml()), |scenario| parts(scenario).for_each(|part| match part {
            Part::Service(service) => service.concurrency += 1,
            Part::Worker(worker) => worker.concurrency += 1,
            _ => {}
        }))?;
    }

    #[test]
    fn another_sender_leaves_messages_and_work_as_they_are(plan in plan()) {
        changed(&scenario(&plan.toml()), |scenario| parts(scenario).for_each(|part| if let Part::Sender(sender) = part {
            sender.callers += 2;
            sender.timeout = Some(Span::from_millis(700));
            sender.retry.attempts += 1;
        }))?;
    }

    #[test]
    fn another_network_leaves_messages_and_work_as_they_are(plan in plan(), which in any::<prop::sample::Index>()) {
        changed(&scenario(&plan.toml()), |scenario| {
            let nodes = &mut scenario.lanes[0].nodes;
            let place = which.index(nodes.len());
            nodes[place].link.loss = 0.1;
            nodes[place].link.latency = inflight::dice::Dist::Constant(Span::from_millis(35));
        })?;
    }

    #[test]
    fn a_fault_that_never_begins_or_hits_another_lane_changes_nothing(plan in plan()) {
        let scenario = scenario(&plan.toml());
        let last = LaneId(u8::try_from(scenario.lanes.len() - 1).unwrap());
        for (at, lane) in [(scenario.end() + Span(1), LaneId(0)), (Time::START + Span::from_millis(1_500), last)] {
            let mut other = Scenario::clone(&scenario);
            let targets = vec![Target { lane, node: NodeId(1), link: false }];
            let until = at + Span::from_millis(500);
            other.faults.push(Fault { at, until, kind: FaultKind::Crash, on: Default::default(), targets });
            let other = Arc::new(other);
            for (lane, _) in scenario.lane_ids().filter(|(lane, _)| at > scenario.end() || *lane != last) {
                prop_assert_eq!(told(&facts(&scenario, lane)), told(&facts(&other, lane)));
            }
        }
    }
}
