//! Queues: order, invisibility, capacity, and the limit of what is in flight.

use std::collections::{BTreeMap, BTreeSet};

use inflight::fact::Fact;
use inflight::id::{Msg, NodeId};
use inflight::scenario::Part;
use proptest::prelude::*;

use crate::queue_books::Books;
use crate::support::Facts;
use crate::support::generate::plan;
use crate::{cases, each_lane};

/// The group of each message that was worked on: no other fact tells it.
pub fn groups(facts: &Facts) -> BTreeMap<Msg, u32> {
    let group = |fact: &Fact| if let Fact::Finished { msg, group, .. } = fact { Some((*msg, *group)) } else { None };
    facts.iter().filter_map(|(_, fact)| group(fact)).collect()
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn queues_keep_their_rules(plan in plan()) {
        each_lane(&plan, |scenario, lane, facts| {
            let groups = groups(facts);
            let queues = scenario.lane(lane).node_ids();
            let mut books: BTreeMap<NodeId, Books<'_>> = queues
                .filter_map(|(id, node)| if let Part::Queue(queue) = &node.part { Some((id, Books::new(id, queue, &groups))) } else { None })
                .collect();
            for (at, fact) in facts {
                if let Fact::Changed { change } = fact {
                    let change = &scenario.changes[usize::from(*change)];
                    for (_, node) in change.targets.iter().filter(|(own, _)| *own == lane) {
                        books.entry(*node).and_modify(|books| books.change(change.setting));
                    }
                }
                for books in books.values_mut() {
                    books.on(*at, *fact)?;
                }
            }
            prop_assert!(books.values().all(|books| !books.is_kept_too_long(scenario.end())));
            Ok(())
        })?;
    }

    #[test]
    fn what_is_not_stored_again_was_stored_before(plan in plan()) {
        each_lane(&plan, |_, _, facts| {
            let mut stored = BTreeSet::new();
            for (_, fact) in facts {
                match fact {
                    Fact::Queued { node, msg, .. } => {
                        stored.insert((*node, *msg));
                    }
                    Fact::Deduplicated { node, msg } => prop_assert!(stored.contains(&(*node, *msg)), "{:?}", fact),
                    _ => {}
                }
            }
            Ok(())
        })?;
    }
}
