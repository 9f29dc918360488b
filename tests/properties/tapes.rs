//! A tape shows the same however one comes to an instant.

use std::sync::Arc;

use inflight::id::LaneId;
use inflight::scenario::Scenario;
use inflight::scene::Scene;
use inflight::sim::Sim;
use inflight::tape::Tape;
use inflight::time::Time;
use proptest::prelude::*;

use crate::cases;
use crate::support::generate::plan;
use crate::support::{Facts, scenario};

proptest! {
    #![proptest_config(cases(150))]

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

fn facts_until(scenario: &Arc<Scenario>, lane: LaneId, end: Time) -> Facts {
    let mut facts = Facts::new();
    Sim::new(scenario, lane).run_until(end, &mut facts).unwrap();
    facts
}
