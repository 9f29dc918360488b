//! No scenario takes the machine down: what has no end is refused before the start or stopped on the way, by a limit with a name.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::sync::Arc;

use inflight::id::LaneId;
use inflight::measure::LaneRun;
use inflight::scenario::{Scenario, expected_events, limit, parse};
use inflight::sim::{Halt, Why};
use inflight::time::Time;

fn scenario(source: &str) -> Arc<Scenario> {
    Arc::new(parse("limits", &format!("title = 'limits'\n{source}")).unwrap_or_else(|problems| panic!("{}", problems.render(false))))
}

fn halt(scenario: &Arc<Scenario>) -> Halt {
    LaneRun::of(scenario, LaneId(0)).map(|run| run.events).unwrap_err()
}

/// Sixteen lanes have a sixteenth each of the messages that may be in the system.
#[test]
fn too_many_messages_in_the_system_stop_a_run() {
    let lanes: String = (0..16)
        .map(|lane| {
            format!("[[lane]]\nname = 'lane {lane}'\nsender = {{ sends = 'q', callers = 10 }}\nqueue.q = {{}}\nworker.w.polls = 'q'\n")
        })
        .collect();
    let scenario = scenario(&format!("duration = '10s'\n[load]\nrate = '100000/s'\n[work]\ntime = '10s'\n{lanes}"));
    let halt = halt(&scenario);
    assert_eq!(halt.why, Why::Messages { most: limit::IN_SYSTEM / 16 });
    // One message is worked on at a time, so that all others are there when the limit is passed.
    assert!(halt.at > Time(6_249_000_000) && halt.at < Time(6_251_000_000), "{halt}");
    assert!(halt.to_string().contains("more than 625000 messages are in the lane `lane 0`"), "{halt}");
}

/// A worker that hands its messages back to its own queue takes no time for it. The estimate sees it; if it did not, the run would.
#[test]
fn time_that_stands_still_stops_a_run() {
    let circle = "[load]\ntimes = ['1s']\n[work]\ntime = '0s'\n[[lane]]\nname = 'circle'\nsender.sends = 'q'\n\
        queue.q = {}\nworker.w = { polls = 'q', sends = 'q' }\n";
    let problems = parse("limits", &format!("title = 'limits'\n{circle}")).unwrap_err();
    assert!(problems.render(false).contains("this run would have too many events"), "{}", problems.render(false));
    let mut scenario = Scenario::clone(&scenario(&circle.replace("time = '0s'", "time = '1s'")));
    for node in &mut scenario.lanes[0].nodes {
        if let inflight::scenario::Part::Worker(worker) = &mut node.part {
            worker.work.time = inflight::dice::Dist::Constant(inflight::time::Span::ZERO);
        }
    }
    let halt = halt(&Arc::new(scenario));
    assert_eq!((halt.why, halt.at), (Why::TimeStandsStill, Time(1_000_000_000)));
    assert!(halt.to_string().contains("time stands still at 00:01.0 in the lane `circle`"), "{halt}");
}

#[test]
fn a_message_that_goes_round_for_ever_is_bounded_by_the_estimate() {
    let circle = |time: &str| {
        format!(
            "title = 'limits'\nduration = '1h'\n[load]\nrate = '10/s'\n[[lane]]\nname = 'circle'\nsender.sends = 'q'\n[lane.queue.q]\n\
             [lane.worker.w]\npolls = 'q'\nsends = 'q'\nconcurrency = 1000\ntime = '{time}'\n"
        )
    };
    assert!(parse("limits", &circle("10ms")).is_err());
    let slow = parse("limits", &circle("10min")).unwrap();
    assert!(expected_events(&slow) < limit::EVENTS_HEADLESS);
}

/// Retries don't multiply without end either: attempts are bounded for each message, and the estimate counts them.
#[test]
fn retries_count_in_the_estimate() {
    let source = |attempts: u32| {
        format!(
            "[load]\nrate = '100/s'\n[[lane]]\nname = 'retries'\n[lane.sender]\ncalls = 's'\nretry = {{ attempts = {attempts} }}\n\
             [lane.service.s]\nbacklog = 0\n"
        )
    };
    let (few, many) = (expected_events(&scenario(&source(2))), expected_events(&scenario(&source(200))));
    assert!(many > 50.0 * few, "{few} and {many}");
}
