//! A long run on a tape: more events than checkpoints are kept for, and every jump shows what a straight run shows.

mod support;

use inflight::scene::Scene;
use inflight::tape::Tape;
use inflight::time::{SECOND, Time};
use support::{CALL, QUEUE, scenario};

const LOAD: &str = "duration = '600s'\n[load]\narrivals = 'poisson'\nrate = '200/s'\n[work]\ntime = { exponential = '4ms' }\n\
    [network]\nlatency = { exponential = '3ms' }\n";
const FAULT: &str = "[[fault]]\nat = '200s'\nfor = '2s'\nkind = 'hang'\non = 'receiver'\n";

#[test]
fn jumps_in_a_long_run_show_what_a_straight_run_shows() -> Result<(), inflight::sim::Halt> {
    let lanes = format!("{CALL}{QUEUE}").replace("sender.calls = \"s\"", "sender = { calls = 's', callers = 50, timeout = '1s' }");
    let lanes = lanes.replace("worker.w.polls = \"q\"", "worker.w = { polls = 'q', concurrency = 4 }");
    let scenario = scenario(&format!("{LOAD}{lanes}{FAULT}"));
    let instants: Vec<Time> = [0, 1, 100, 199, 200, 201, 203, 350, 590, 600].map(|s| Time(s * SECOND)).into();
    let mut straight = Tape::new(&scenario)?;
    let mut wanted: Vec<Scene> = Vec::new();
    for instant in &instants {
        straight.seek(*instant, u64::MAX)?;
        wanted.push(straight.scene().clone());
    }
    let mut tape = Tape::new(&scenario)?;
    for place in [7, 2, 9, 0, 5, 4, 8, 1, 6, 3, 9] {
        while !tape.seek(instants[place], 10_007)? {}
        assert!(tape.scene() == &wanted[place], "another scene at {}", instants[place]);
        // A step back and forth comes to the same facts.
        tape.step_forward()?;
        let (at, latest) = (tape.now(), tape.latest().clone());
        tape.step_back()?;
        if latest.at == Some(at) && at > instants[place] {
            tape.step_forward()?;
            assert_eq!((tape.now(), tape.latest()), (at, &latest));
        }
    }
    Ok(())
}
