//! A run that is changed while it is held shows what a run shows that was so from the start.

use std::sync::Arc;

use inflight::scenario::Scenario;
use inflight::tape::Tape;
use inflight::time::Time;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases;
use crate::support::generate::plan;
use crate::support::scenario;

/// What may be put in, as entries of a file, with the instant left out.
const DISTURBANCES: [&str; 10] = [
    "[[fault]]\nfor = '2s'\nkind = 'outage'\non = 'receiver'\n",
    "[[fault]]\nkind = 'hang'\non = 'receiver'\n",
    "[[fault]]\nfor = '1s'\nkind = 'crash'\non = 'sender'\n",
    "[[fault]]\nfor = '3s'\nkind = 'slow'\namount = 4\non = 'receiver'\n",
    "[[fault]]\nfor = '3s'\nkind = 'loss'\namount = 0.4\non = 'network'\n",
    "[[change]]\nset = 'load.rate'\nto = '31/s'\n",
    "[[change]]\nset = 'load.rate'\nto = '0/s'\n",
    "[[change]]\nset = 'load.rate'\nto = '2/s'\n",
    "[[change]]\nset = 'work.time'\nto = '20ms'\n",
    "[[change]]\nset = 'network.latency'\nto = '70ms'\n",
];

/// The tape and a straight run show the same at these instants, and in the whole.
fn same(tape: &mut Tape, scenario: &Arc<Scenario>, parts: &[f64]) -> Result<(), TestCaseError> {
    let mut straight = Tape::new(scenario).unwrap();
    for part in parts {
        let to = Time::START + scenario.duration.scale(*part);
        while !tape.seek(to, 700).unwrap() {}
        while !straight.seek(to, u64::MAX).unwrap() {}
        prop_assert_eq!(tape.scene(), straight.scene(), "at {}", to);
        prop_assert_eq!(tape.latest(), straight.latest(), "at {}", to);
    }
    tape.fill(u64::MAX);
    straight.fill(u64::MAX);
    for (lane, straight) in tape.summary().lanes().iter().zip(straight.summary().lanes()) {
        prop_assert_eq!(&lane.slots, &straight.slots);
        let shares = |lane: &inflight::tape::LaneSummary| -> f32 { lane.rows.iter().flat_map(|row| &row.shares).flatten().sum() };
        prop_assert!((shares(lane) - shares(straight)).abs() <= 1e-3 * (1.0 + shares(straight)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn what_is_put_in_and_taken_back_is_as_if_it_had_been_so_from_the_start(
        plan in plan(),
        actions in prop::collection::vec((0.05..0.95, select(&DISTURBANCES[..]), 0.0..1.0), 1..4),
        parts in prop::collection::vec(0.0..1.0, 4),
    ) {
        let mut source = plan.toml();
        let mut tape = Tape::new(&scenario(&source)).unwrap();
        let mut history = Vec::new();
        for (part, disturbance, stands) in actions {
            let duration = scenario(&source).duration;
            // The playhead may stand before or after it.
            tape.seek(Time::START + duration.scale(stands), u64::MAX).unwrap();
            let at = duration.scale(part);
            let entry = disturbance.replacen("]]\n", &format!("]]\nat = '{}ns'\n", at.0), 1);
            let with = format!("{source}\n{entry}");
            // Some plans have no receiver, or no rate to change.
            let Ok(changed) = inflight::scenario::parse("with", &format!("title = 'with'\n{with}")) else { continue };
            let changed = Arc::new(Scenario { title: scenario(&source).title.clone(), ..changed });
            history.push((source.clone(), Time::START + at));
            source = with;
            tape.replace(&changed, Time::START + at);
            same(&mut tape, &changed, &parts)?;
        }
        while let Some((before, at)) = history.pop() {
            let before = scenario(&before);
            tape.replace(&before, at);
            same(&mut tape, &before, &parts)?;
        }
    }
}
