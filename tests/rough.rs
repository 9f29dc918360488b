//! What holds in runs of senders, services, queues, topics and workers of every make, under faults and changes.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use inflight::fact::Fact;
use inflight::id::{LaneId, Msg};
use inflight::measure::Report;
use inflight::scenario::{Scenario, parse};
use inflight::scene::{NodeScene, Scene};
use support::{Facts, facts, rough::rough};

/// So many scenarios, half of which may lose something on the way.
fn each(check: impl Fn(&Arc<Scenario>, &Facts, &str)) {
    for seed in 0..200 {
        for loses in [false, true] {
            let scenario = parse("rough", &rough(seed, loses)).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
            let scenario = Arc::new(scenario);
            let facts = facts(&scenario, LaneId(0));
            check(&scenario, &facts, &format!("seed {seed}, loses: {loses}"));
        }
    }
}

#[test]
fn the_measures_agree_with_the_facts() {
    each(|scenario, facts, run| {
        let count = |wanted: fn(&Fact) -> bool| facts.iter().filter(|(_, fact)| wanted(fact)).count() as u64;
        let born = count(|fact| matches!(fact, Fact::Born { .. }));
        let ended = count(|fact| matches!(fact, Fact::Ended { .. }));
        let report = Report::of(scenario).unwrap();
        let json = inflight::export::json::json(&report, std::time::Duration::ZERO).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let figure = |name: &str| json["lanes"][0][name].as_u64().unwrap();
        assert_eq!((figure("offered"), figure("in_system")), (born, born - ended), "{run}");
        assert!(figure("retries") <= figure("attempts"), "{run}");
    });
}

#[test]
fn a_caller_has_one_message_at_a_time() {
    each(|_, facts, run| {
        let mut callers: BTreeMap<u32, Msg> = BTreeMap::new();
        for (at, fact) in facts {
            match *fact {
                Fact::Taken { caller, msg, .. } => assert_eq!(callers.insert(caller, msg), None, "{run}: {at:?}"),
                Fact::Tried { caller, msg, .. } | Fact::Missed { caller, msg, .. } => {
                    assert_eq!(callers.get(&caller), Some(&msg), "{run}: {at:?}");
                }
                Fact::Freed { caller, msg, .. } => assert_eq!(callers.remove(&caller), Some(msg), "{run}: {at:?}"),
                _ => {}
            }
        }
    });
}

/// A count of the scene that falls below nothing would panic: tests check for overflow.
#[test]
fn the_scene_adds_up() {
    each(|scenario, facts, run| {
        let (mut scene, mut blocked) = (Scene::new(scenario), 0_u32);
        for (at, fact) in facts {
            scene.apply(*at, LaneId(0), *fact);
            match fact {
                Fact::Taken { .. } => blocked += 1,
                Fact::Freed { .. } => blocked -= 1,
                _ => continue,
            }
            for node in &scene.lanes()[0].nodes {
                let NodeScene::Sender(sender) = node else { continue };
                assert!(sender.blocked == blocked && sender.backing_off <= blocked, "{run}: {at:?}");
            }
        }
    });
}
