//! Runs: the same again with the same seed, in a clone, and whatever other lanes there are.

use inflight::sim::Sim;
use inflight::time::Time;
use proptest::prelude::*;

use crate::support::generate::{Plan, plan};
use crate::support::{Facts, facts, scenario};
use crate::{cases, told};

fn all_facts(plan: &Plan) -> Vec<Facts> {
    let scenario = scenario(&plan.toml());
    scenario.lane_ids().map(|(lane, _)| facts(&scenario, lane)).collect()
}

proptest! {
    #![proptest_config(cases(250))]

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
            let mut alone = plan.clone();
            alone.lanes = vec![plan.lanes[place].clone()];
            prop_assert_eq!(told(facts), told(&all_facts(&alone)[0]));
        }
    }
}
