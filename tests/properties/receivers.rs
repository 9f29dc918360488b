//! Services, workers, topics and workflows: slots, the order of a backlog, and what ends only if it began.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use inflight::fact::Fact;
use inflight::id::{Msg, NodeId};
use inflight::scenario::{Part, Setting};
use inflight::time::Time;
use proptest::prelude::*;

use crate::support::generate::plan;
use crate::{cases, each_lane};

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn a_slot_has_one_message_at_a_time_and_no_more_are_busy_than_there_are(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            let slots = |part: &Part| match part {
                Part::Service(service) => service.concurrency,
                Part::Worker(worker) => worker.concurrency,
                _ => 0,
            };
            let mut most: BTreeMap<NodeId, u32> = scenario.lane(lane).node_ids().map(|(id, node)| (id, slots(&node.part))).collect();
            let mut busy: BTreeMap<(NodeId, u32), (Msg, Time)> = BTreeMap::new();
            for (at, fact) in facts {
                match *fact {
                    Fact::Changed { change } => {
                        let change = &scenario.changes[usize::from(change)];
                        let Setting::Concurrency(count) = change.setting else { continue };
                        for (_, node) in change.targets.iter().filter(|(own, _)| *own == lane) {
                            most.entry(*node).and_modify(|most| *most = count.max(*most));
                        }
                    }
                    Fact::Started { node, slot, msg, arrived, ends, .. } => {
                        prop_assert!(slot < most[&node] && arrived <= *at && *at <= ends);
                        prop_assert_eq!(busy.insert((node, slot), (msg, *at)), None, "{:?}", fact);
                    }
                    Fact::Finished { node, slot, msg, started, .. } | Fact::Dropped { node, slot, msg, started, .. } => {
                        prop_assert_eq!(busy.remove(&(node, slot)), Some((msg, started)), "{:?}", fact);
                    }
                    Fact::SlotCalled { node, slot, msg, .. } => prop_assert_eq!(busy.get(&(node, slot)).map(|work| work.0), Some(msg)),
                    _ => {}
                }
            }
            let working = facts.iter().filter(|(_, fact)| matches!(fact, Fact::StillWorking { .. })).count();
            prop_assert_eq!(working, busy.len());
            Ok(())
        })?;
    }

    #[test]
    fn a_service_takes_the_request_that_has_waited_longest(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            let is_service = |node: &NodeId| matches!(scenario.lane(lane).node(*node).part, Part::Service(_));
            let mut waiting: BTreeMap<NodeId, VecDeque<Msg>> = BTreeMap::new();
            for (_, fact) in facts {
                match fact {
                    Fact::Arrived { node, msg, .. } if is_service(node) => waiting.entry(*node).or_default().push_back(*msg),
                    Fact::Started { node, msg, .. } | Fact::Unstarted { node, msg } | Fact::Swallowed { node, msg, waited: true }
                        if is_service(node) =>
                    {
                        prop_assert_eq!(waiting.entry(*node).or_default().pop_front(), Some(*msg), "{:?}", fact);
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn executions_and_deliveries_end_once_and_only_if_they_began(plan in plan()) {
        each_lane(&plan, |_, _, facts| {
            let mut runs: BTreeMap<(NodeId, u32), (Msg, Time)> = BTreeMap::new();
            let mut left: BTreeMap<NodeId, u32> = BTreeMap::new();
            let mut copies: BTreeMap<NodeId, i64> = BTreeMap::new();
            let mut waits: BTreeSet<(NodeId, u32)> = BTreeSet::new();
            for (at, fact) in facts {
                match *fact {
                    Fact::ExecutionStarted { node, run, msg } => prop_assert_eq!(runs.insert((node, run), (msg, *at)), None),
                    Fact::StepTried { node, run, msg, .. } => {
                        prop_assert_eq!(runs.get(&(node, run)).map(|run| run.0), Some(msg));
                        waits.remove(&(node, run));
                    }
                    Fact::StepWaits { node, run, until, .. } => {
                        prop_assert!(until >= *at && runs.contains_key(&(node, run)) && waits.insert((node, run)));
                    }
                    Fact::ExecutionEnded { node, run, msg, started, .. } => {
                        prop_assert_eq!(runs.remove(&(node, run)), Some((msg, started)));
                        waits.remove(&(node, run));
                    }
                    Fact::LeftBehind { node, .. } => *left.entry(node).or_default() += 1,
                    Fact::CaughtUp { node, .. } => {
                        prop_assert!(left.get(&node).is_some_and(|left| *left > 0));
                        left.entry(node).and_modify(|left| *left -= 1);
                    }
                    Fact::Copied { node, copies: made, .. } => *copies.entry(node).or_default() += i64::from(made),
                    Fact::Delivered { node, .. } | Fact::Undeliverable { node, .. } => {
                        let open = copies.entry(node).or_default();
                        *open -= 1;
                        prop_assert!(*open >= 0);
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
    }
}
