//! Callers: one message and one attempt at a time, no more connections than there are, nothing begun while the sender is away.

use std::collections::{BTreeMap, BTreeSet};

use inflight::fact::{Fact, Word};
use inflight::id::Msg;
use inflight::scenario::{FaultKind, Setting};
use inflight::time::Time;
use proptest::prelude::*;

use crate::support::generate::plan;
use crate::{cases, each_lane, suffers};

/// Words that a caller may be told without an attempt that went out: its own side kept it from that.
fn is_of_its_own(word: Word) -> bool {
    matches!(word, Word::BreakerOpen | Word::NoConnection | Word::Throttled | Word::Error)
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn a_caller_has_one_message_and_one_attempt_at_a_time(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            let plan = scenario.lane(lane).sender();
            let mut most = plan.callers;
            // What each caller stands still for, and whether an attempt is out.
            let mut callers: BTreeMap<u32, (Msg, bool)> = BTreeMap::new();
            for (_, fact) in facts {
                match *fact {
                    Fact::Changed { change } => {
                        let change = &scenario.changes[usize::from(change)];
                        if let Setting::Callers(count) = change.setting {
                            most = most.max(count);
                        }
                    }
                    Fact::Taken { caller, msg, .. } => {
                        prop_assert!(caller < most);
                        prop_assert_eq!(callers.insert(caller, (msg, false)), None);
                    }
                    Fact::Tried { caller, msg, to, .. } => {
                        prop_assert!(plan.to.contains(&to));
                        let before = callers.insert(caller, (msg, true));
                        // The next of several calls goes out when the one before is answered, which is no fact.
                        prop_assert!(before == Some((msg, false)) || plan.to.len() > 1 && before == Some((msg, true)), "{:?}", fact);
                    }
                    Fact::Missed { caller, msg, word, .. } => {
                        let before = callers.insert(caller, (msg, false));
                        let out = before == Some((msg, true)) || before == Some((msg, false)) && is_of_its_own(word);
                        prop_assert!(out, "{:?} after {:?}", fact, before);
                    }
                    Fact::BackedOff { caller, msg, .. } | Fact::WaitsForConnection { caller, msg } => {
                        prop_assert_eq!(callers.get(&caller).map(|held| held.0), Some(msg));
                    }
                    Fact::Freed { caller, msg, .. } => prop_assert_eq!(callers.remove(&caller).map(|held| held.0), Some(msg)),
                    _ => {}
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_more_attempts_are_out_than_there_are_connections(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            let plan = scenario.lane(lane).sender();
            let Some(connections) = plan.connections else { return Ok(()) };
            let mut out: BTreeSet<u32> = BTreeSet::new();
            let mut before = Time::START;
            for (at, fact) in facts {
                // Of one instant, a connection may be had anew before it is told why it was free.
                prop_assert!(*at == before || out.len() <= connections.limit as usize);
                before = *at;
                match fact {
                    Fact::Tried { caller, .. } => {
                        out.insert(*caller);
                    }
                    // A caller that asks for the result, or makes the next call, has given its connection back, which is no fact.
                    Fact::WaitsForConnection { caller, .. } | Fact::Missed { caller, .. } | Fact::Freed { caller, .. } => {
                        out.remove(caller);
                    }
                    _ => {}
                }
                if plan.poll.is_some_and(|poll| poll.blocks) || plan.to.len() > 1 {
                    out.clear();
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_sender_that_is_away_begins_nothing(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            let sender = scenario.lane(lane).sender;
            let gone = |kind| matches!(kind, FaultKind::Outage | FaultKind::Crash | FaultKind::Hang);
            for (at, fact) in facts {
                // On the edges of a fault it may begin what it did before, or does after.
                let away = suffers(scenario, lane, sender, *at, gone) && scenario.faults.iter().all(|fault| fault.at != *at && fault.until != *at);
                prop_assert!(!away || !matches!(fact, Fact::Taken { .. } | Fact::Tried { .. }), "{at:?} {fact:?}");
            }
            Ok(())
        })?;
    }

    /// When it goes down all at once nothing more leaves it, not even what waited for a connection.
    #[test]
    fn a_sender_that_goes_down_frees_all_its_callers(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            let sender = scenario.lane(lane).sender;
            let mut down = false;
            for (at, fact) in facts {
                match fact {
                    Fact::FaultBegan { fault } => {
                        let fault = &scenario.faults[usize::from(*fault)];
                        let hits = fault.targets.iter().any(|target| target.lane == lane && target.node == sender && !target.link);
                        down = hits && matches!(fault.kind, FaultKind::Outage | FaultKind::Crash);
                    }
                    Fact::Freed { .. } | Fact::Missed { .. } | Fact::Ended { .. } | Fact::Refused { .. } => {}
                    Fact::Tried { .. } => prop_assert!(!down, "{at:?} {fact:?}"),
                    _ => down = false,
                }
            }
            Ok(())
        })?;
    }
}
