//! What holds in every run: generated scenarios with all kinds of nodes, loads and faults.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod support;

use std::collections::BTreeMap;

use inflight::fact::{Fact, Shelf, Sink};
use inflight::id::{LaneId, Msg, NodeId};
use inflight::scene::{NodeScene, Scene};
use inflight::sim::Sim;
use inflight::tape::Tape;
use inflight::time::{Span, Time};
use proptest::prelude::*;
use support::generate::{Plan, plan};
use support::{Facts, facts, scenario};

fn all_facts(plan: &Plan) -> Vec<Facts> {
    let scenario = scenario(&plan.toml());
    scenario.lane_ids().map(|(lane, _)| facts(&scenario, lane)).collect()
}

/// Facts without the places of faults and nodes, which move when lanes do.
fn told(facts: &Facts) -> Vec<String> {
    facts.iter().map(|(at, fact)| format!("{} {fact:?}", at.0)).collect()
}

/// Counts what is in the system from the facts alone.
#[derive(Default)]
struct Books {
    last: Time,
    offered: u64,
    ended: u64,
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
            Fact::Ended { born, done, .. } => {
                self.ended += 1;
                assert!(born <= done && done <= at);
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn at_every_instant_what_was_offered_has_ended_or_is_in_the_system(plan in plan()) {
        let scenario = scenario(&plan.toml());
        for (lane, _) in scenario.lane_ids() {
            let (mut sim, mut books) = (Sim::new(&scenario, lane), Books::default());
            while sim.next_at().is_some_and(|at| at <= scenario.end()) {
                sim.step(&mut books).unwrap();
                prop_assert_eq!(sim.in_system(), books.offered - books.ended);
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_facts_and_a_clone_goes_on_as_its_original(plan in plan(), part in 0.0..1.0) {
        let scenario = scenario(&plan.toml());
        let cut = Time::START + scenario.duration.scale(part);
        for (lane, _) in scenario.lane_ids() {
            let (mut sim, mut first) = (Sim::new(&scenario, lane), Facts::new());
            sim.run_until(cut, &mut first).unwrap();
            let mut twin = sim.clone();
            let mut second = first.clone();
            sim.run_until(scenario.end(), &mut first).unwrap();
            sim.close(scenario.end(), &mut first);
            twin.run_until(scenario.end(), &mut second).unwrap();
            twin.close(scenario.end(), &mut second);
            prop_assert_eq!(&first, &second);
            prop_assert_eq!(&first, &facts(&scenario, lane));
        }
    }

    #[test]
    fn other_lanes_change_nothing(plan in plan()) {
        let together = all_facts(&plan);
        let mut reversed = plan.clone();
        reversed.lanes.reverse();
        let reversed = all_facts(&reversed);
        for (place, facts) in together.iter().enumerate() {
            prop_assert_eq!(told(facts), told(&reversed[together.len() - 1 - place]));
            let alone = Plan { lanes: vec![plan.lanes[place].clone()], ..plan.clone() };
            prop_assert_eq!(told(facts), told(&all_facts(&alone)[0]));
        }
    }

    #[test]
    fn a_caller_has_one_message_and_one_attempt_at_a_time(plan in plan()) {
        for facts in all_facts(&plan) {
            // What each caller stands still for, and the attempt that is out, if one is.
            let mut callers: BTreeMap<u32, (Msg, Option<u16>)> = BTreeMap::new();
            for (_, fact) in facts {
                match fact {
                    Fact::Taken { caller, msg, .. } => prop_assert_eq!(callers.insert(caller, (msg, None)), None),
                    Fact::Tried { caller, msg, attempt, .. } => {
                        prop_assert_eq!(callers.insert(caller, (msg, Some(attempt))), Some((msg, None)));
                    }
                    Fact::Missed { caller, msg, attempt, .. } => {
                        prop_assert_eq!(callers.insert(caller, (msg, None)), Some((msg, Some(attempt))));
                    }
                    Fact::Freed { caller, msg, .. } => prop_assert_eq!(callers.remove(&caller).map(|held| held.0), Some(msg)),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn nothing_is_received_while_it_is_invisible(plan in plan()) {
        for facts in all_facts(&plan) {
            let mut hidden: BTreeMap<(NodeId, u32), Time> = BTreeMap::new();
            for (at, fact) in facts {
                match fact {
                    Fact::Received { node, seq, until, .. } => {
                        prop_assert_eq!(hidden.insert((node, seq), until), None, "{:?}", fact);
                    }
                    Fact::Reappeared { node, seq, .. } => prop_assert_eq!(hidden.remove(&(node, seq)), Some(at)),
                    Fact::Deleted { node, seq, shelf: Shelf::InFlight, .. } => {
                        prop_assert!(hidden.remove(&(node, seq)).is_some_and(|until| at <= until));
                    }
                    Fact::Deleted { node, seq, .. } | Fact::SetAside { node, seq, .. } => {
                        prop_assert_eq!(hidden.get(&(node, seq)), None);
                    }
                    _ => {}
                }
            }
        }
    }

    /// A count of the scene that falls below nothing would panic: tests check for overflow.
    #[test]
    fn the_scene_adds_up(plan in plan()) {
        let scenario = scenario(&plan.toml());
        for (lane, _) in scenario.lane_ids() {
            let (mut scene, mut blocked) = (Scene::new(&scenario), 0_u64);
            for (at, fact) in facts(&scenario, lane) {
                scene.apply(at, lane, fact);
                match fact {
                    Fact::Taken { .. } => blocked += 1,
                    Fact::Freed { .. } => blocked -= 1,
                    _ => {}
                }
                check(&scene, lane, blocked)?;
            }
        }
    }

    #[test]
    fn a_tape_shows_the_same_however_one_comes_there(plan in plan(), jumps in prop::collection::vec((0.0..1.1, 0..3), 1..8)) {
        let scenario = scenario(&plan.toml());
        let mut tape = Tape::new(&scenario).unwrap();
        for (part, how) in jumps {
            let to = Time::START + scenario.duration.scale(part);
            // In portions, as the screen does it.
            while !tape.seek(to, 700).unwrap() {}
            match how {
                1 => tape.step_forward().unwrap(),
                2 => tape.step_back().unwrap(),
                _ => prop_assert_eq!(tape.now(), to.min(scenario.end())),
            }
            let now = tape.now();
            let mut straight = Tape::new(&scenario).unwrap();
            prop_assert!(straight.seek(now, u64::MAX).unwrap());
            prop_assert_eq!(tape.scene(), straight.scene());
            prop_assert_eq!(tape.latest(), straight.latest());
            let mut folded = Scene::new(&scenario);
            for (lane, _) in scenario.lane_ids() {
                facts_until(&scenario, lane, now).iter().for_each(|(at, fact)| folded.apply(*at, lane, *fact));
            }
            prop_assert_eq!(tape.scene(), &folded);
        }
    }

    #[test]
    fn steps_forward_and_back_meet_the_same_instants(plan in plan(), part in 0.0..1.0) {
        let scenario = scenario(&plan.toml());
        let mut tape = Tape::new(&scenario).unwrap();
        tape.seek(Time::START + scenario.duration.scale(part), u64::MAX).unwrap();
        tape.step_forward().unwrap();
        let mut way = vec![(tape.now(), tape.latest().clone())];
        for _ in 0..10 {
            tape.step_forward().unwrap();
            if tape.latest().at == Some(tape.now()) && way.last().is_some_and(|(at, _)| *at < tape.now()) {
                way.push((tape.now(), tape.latest().clone()));
            }
        }
        tape.seek(way.last().unwrap().0, u64::MAX).unwrap();
        for (at, latest) in way.iter().rev() {
            prop_assert_eq!((tape.now(), tape.latest()), (*at, latest));
            tape.step_back().unwrap();
        }
    }
}

fn facts_until(scenario: &std::sync::Arc<inflight::scenario::Scenario>, lane: LaneId, end: Time) -> Facts {
    let mut facts = Facts::new();
    Sim::new(scenario, lane).run_until(end, &mut facts).unwrap();
    facts
}

fn check(scene: &Scene, lane: LaneId, blocked: u64) -> Result<(), TestCaseError> {
    let scene = &scene.lanes()[lane.index()];
    prop_assert_eq!(scene.standing.value(), blocked);
    for node in &scene.nodes {
        match node {
            NodeScene::Sender(sender) => {
                prop_assert_eq!(u64::from(sender.blocked), blocked);
                prop_assert!(sender.backing_off <= sender.blocked && sender.blocked <= sender.count);
            }
            NodeScene::Receiver(receiver) => {
                let busy = receiver.slots.iter().flatten().count();
                prop_assert_eq!(busy, receiver.busy as usize);
                prop_assert!(receiver.slots.iter().flatten().all(|slot| slot.ends >= slot.started));
            }
            NodeScene::Queue(queue) => {
                prop_assert!(queue.in_flight.values().all(|one| one.until.since(one.since) > Span::ZERO));
            }
            NodeScene::Topic(_) | NodeScene::Workflow(_) => {}
        }
    }
    Ok(())
}
