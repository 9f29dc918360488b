//! The rules about faults that overlap, and about when and where they strike, each by a small run whose facts are worked out by hand.

use crate::support::{self, QUEUE, Run, run};
use inflight::fact::{Fact, Word};
use inflight::id::NodeId;

fn fault(at: &str, lasts: &str, kind: &str, on: &str) -> String {
    let (kind, amount) = kind.split_once(' ').map_or((kind, String::new()), |(kind, amount)| (kind, format!("amount = '{amount}'\n")));
    format!("[[fault]]\nat = '{at}'\nfor = '{lasts}'\nkind = '{kind}'\non = '{on}'\n{amount}")
}

fn told(run: &Run) -> Vec<(f64, Word)> {
    run.pick(|fact| if let Fact::Freed { word, .. } = fact { Some(*word) } else { None })
}

fn works(run: &Run) -> Vec<f64> {
    run.pick(|fact| if let Fact::Finished { started, .. } = fact { Some(support::ms(*started)) } else { None })
        .iter()
        .map(|(at, from)| at - from)
        .collect()
}

const CALLERS: &str = "[[lane]]\nname = 'call'\nsender = { calls = 's', callers = 9, timeout = '10s' }\nservice.s.concurrency = 9\n";

#[test]
fn an_outage_goes_before_a_hang_and_a_hang_before_the_rest() {
    let faults = [fault("1s", "4s", "hang", "s"), fault("2s", "1s", "outage", "s"), fault("0s", "6s", "errors 100%", "s")].concat();
    let run = run(&format!("[load]\ntimes = ['500ms', '1500ms', '2500ms', '3500ms', '5500ms', '7s']\n{CALLERS}{faults}"));
    let wanted = [
        (600.0, Word::Error),
        (2_500.0, Word::Down),
        (5_600.0, Word::Error),
        (7_100.0, Word::Ok),
        // What came while it hung is never answered, though it was down and up again meanwhile.
        (11_500.0, Word::TimedOut),
        (13_500.0, Word::TimedOut),
    ];
    assert_eq!(told(&run), wanted);
}

#[test]
fn slowness_multiplies_and_counts_when_work_begins() {
    let faults = [fault("1s", "2s", "slow 2x", "s"), fault("2s", "2s", "slow 3x", "s")].concat();
    let run = run(&format!("[load]\ntimes = ['0s', '950ms', '1s', '2s', '3s', '4s']\n{CALLERS}{faults}"));
    assert_eq!(works(&run), [100.0, 100.0, 200.0, 600.0, 300.0, 100.0]);
}

#[test]
fn delays_add_up() {
    let faults = [fault("0s", "10s", "delay 200ms", "s"), fault("1s", "1s", "delay 300ms", "network")].concat();
    let run = run(&format!("[load]\ntimes = ['0s', '1500ms', '5s']\n{CALLERS}{faults}"));
    let arrived = times!(run, Fact::Arrived { .. });
    assert_eq!(arrived, [200.0, 2_000.0, 5_200.0]);
}

#[test]
fn of_several_throttles_the_lowest_counts() {
    let faults = [fault("0s", "9s", "throttle 5/s", "s"), fault("0s", "5s", "throttle 2/s", "s")].concat();
    let times = |second: u32| format!("'{second}s', ").repeat(8);
    let run = run(&format!("[load]\ntimes = [{}{}]\n{CALLERS}{faults}", times(0), times(6)));
    let through = |from: f64| told(&run).iter().filter(|(at, word)| *at == from + 100.0 && *word == Word::Ok).count();
    // A bucket holds what comes in a second.
    assert_eq!((through(0.0), through(6_000.0)), (2, 5));
}

/// The share of 10,000 messages that fail under these faults.
fn failed(more: &str, faults: &str) -> f64 {
    let run = run(&format!(
        "duration = '100s'\n[load]\nrate = '100/s'\ncount = 10000\n[work]\ntime = '1ms'\n[[lane]]\nname = 'call'\n\
         sender = {{ calls = 's', callers = 999, timeout = '1s' }}\nservice.s = {{ concurrency = 9{more} }}\n{faults}"
    ));
    run.figure("failed").unwrap_or(0.0) / 1e4
}

#[test]
fn shares_combine_as_independent_chances() {
    let two = |kind: &str, first: &str, second: &str| {
        [fault("0s", "200s", &format!("{kind} {first}"), "s"), fault("0s", "200s", &format!("{kind} {second}"), "s")].concat()
    };
    let cases = [
        ("", two("errors", "50%", "40%"), 0.7),
        (", errors = 0.2", fault("0s", "200s", "errors 50%", "s"), 0.6),
        // A call has two crossings, each of which both faults may lose.
        ("", two("loss", "20%", "10%"), 1.0 - (0.8 * 0.9_f64).powi(2)),
        (", loss = 0.1", fault("0s", "200s", "loss 20%", "s"), 1.0 - (0.8 * 0.9_f64).powi(2)),
        // Lost or failed.
        ("", [fault("0s", "200s", "loss 20%", "s"), fault("0s", "200s", "errors 30%", "s")].concat(), 1.0 - 0.8 * 0.8 * 0.7),
        ("", two("errors", "100%", "0%"), 1.0),
    ];
    for (more, faults, wanted) in cases {
        let share = failed(more, &faults);
        // More than four standard deviations of 10,000 draws.
        assert!((share - wanted).abs() < 0.02, "{share} instead of {wanted} with {more} and {faults}");
    }
}

#[test]
fn of_requests_that_arrive_twice_shares_combine_too() {
    let faults = [fault("0s", "200s", "duplicate 50%", "s"), fault("0s", "200s", "duplicate 20%", "s")].concat();
    let run = run(&format!("duration = '101s'\n[load]\nrate = '100/s'\ncount = 10000\n[work]\ntime = '1ms'\n{CALLERS}{faults}"));
    let twice = run.figure("effects").unwrap_or(0.0) / 1e4 - 1.0;
    assert!((twice - 0.6).abs() < 0.02, "{twice} arrived twice");
}

#[test]
fn a_fault_strikes_before_what_else_happens_at_its_instant_and_is_over_before_it_too() {
    let run = run(&format!("[load]\ntimes = ['1s', '1999999us', '2s']\n{CALLERS}{}", fault("1s", "1s", "outage", "s")));
    assert_eq!(told(&run), [(1_000.0, Word::Down), (1_999.999, Word::Down), (2_100.0, Word::Ok)]);
}

#[test]
fn two_faults_of_one_window_are_one_and_the_longer_one_decides() {
    let faults = [fault("1s", "1s", "outage", "s"), fault("1s", "1s", "outage", "s"), fault("1500ms", "1s", "outage", "s")].concat();
    let run = run(&format!("[load]\ntimes = ['950ms', '2s', '2500ms']\n{CALLERS}{faults}"));
    assert_eq!(times!(run, Fact::Dropped { .. }), [1_000.0]);
    assert_eq!(told(&run), [(1_000.0, Word::Error), (2_000.0, Word::Down), (2_600.0, Word::Ok)]);
}

#[test]
fn a_fault_may_be_shorter_than_anything_else() {
    let run = run(&format!("[load]\ntimes = ['950ms', '1s']\n{CALLERS}{}", fault("1s", "1ns", "outage", "s")));
    // What is in hand is lost all the same, and what arrives at that nanosecond is refused.
    assert_eq!(told(&run), [(1_000.0, Word::Error), (1_000.0, Word::Down)]);
}

const LANES: &str = "[[lane]]\nname = 'one'\nsender = { calls = 'a', callers = 9 }\nservice.a = { calls = ['b'] }\nservice.b = {}\n\
    [[lane]]\nname = 'two'\nsender = { sends = 'q', callers = 9 }\nqueue.q = {}\nworker.w = { polls = 'q', calls = ['b'] }\nservice.b = {}\n\
    [[lane]]\nname = 'three'\nsender = { sends = 't', callers = 9 }\ntopic.t.subscribers = { a = {}, b = {} }\nservice.a = {}\nservice.b = {}\n";

/// Which nodes of each lane drop work, or refuse something, and at which millisecond, while a fault lasts from 1 s to 2 s.
fn struck(on: &str) -> [String; 3] {
    let run = run(&format!("duration = '9s'\n[load]\ntimes = ['950ms', '1500ms']\n{LANES}{}", fault("1s", "1s", "outage", on)));
    let struck = |lane: usize| {
        let name = |node: NodeId| run.scenario.lanes[lane].node(node).id.as_str();
        let told = run.facts[lane].iter().filter_map(|(at, fact)| match fact {
            Fact::Dropped { node, .. } | Fact::Refused { node, msg: Some(_), .. } => Some(format!("{} {}", name(*node), support::ms(*at))),
            _ => None,
        });
        told.collect::<Vec<_>>().join(", ")
    };
    [0, 1, 2].map(struck)
}

#[test]
fn a_role_is_played_by_nodes_of_every_lane_and_all_are_struck_at_the_same_instants() {
    assert_eq!(struck("receiver"), ["a 1000, a 1500", "w 1000", "a 1000, b 1000, a 1500, b 1500"]);
    assert_eq!(struck("broker"), ["", "q 1500", "t 1500"]);
    assert_eq!(struck("b"), ["b 1050, b 1600", "b 1050, b 1600", "b 1000, b 1500"]);
    assert_eq!(struck("two.b"), ["", "b 1050, b 1600", ""]);
    assert_eq!(struck("sender"), ["sender 1500", "sender 1500", "sender 1500"]);
}

#[test]
fn a_fault_may_last_longer_than_the_run() {
    for lasts in ["9s", "10s", "1h"] {
        let run = run(&format!("duration = '10s'\n[load]\ntimes = ['0s', '9999ms']\n{QUEUE}{}", fault("1s", lasts, "outage", "q")));
        assert_eq!(times!(run, Fact::FaultBegan { .. }), [1_000.0]);
        assert_eq!(times!(run, Fact::FaultEnded { .. }), [0.0; 0]);
        assert_eq!(times!(run, Fact::Refused { msg: Some(_), .. }), [9_999.0]);
    }
}

#[test]
fn an_answer_that_comes_twice_does_not_answer_the_next_call() {
    // The worker calls `a`, which answers twice, and then `b`, which fails: the second answer of `a` is none of `b`.
    let run = run(&format!(
        "duration = '9s'\n[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\nqueue.q = {{}}\n\
         worker.w = {{ polls = 'q', calls = ['a', 'b'] }}\nservice.a = {{}}\nservice.b = {{ time = '5s', errors = 1 }}\n{}",
        fault("0s", "9s", "duplicate 100%", "a")
    ));
    assert_eq!(times!(run, Fact::Finished { .. }), [2_000.0, 3_000.0, 7_000.0, 7_000.0]);
    run.expect(&[("completed", 0.0), ("in_system", 1.0)]);
}

#[test]
fn a_message_that_arrives_twice_at_an_idempotent_worker_is_done_once() {
    for (idempotent, effects) in [("false", 2.0), ("true", 1.0)] {
        let run = run(&format!(
            "duration = '9s'\n[load]\ntimes = ['0s']\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\nqueue.q = {{}}\n\
             worker.w = {{ polls = 'q', idempotent = {idempotent} }}\n{}",
            fault("0s", "9s", "duplicate 100%", "w")
        ));
        run.expect(&[("completed", 1.0), ("effects", effects), ("duplicates", 1.0), ("attempts", 1.0), ("in_system", 0.0)]);
        run.expect(&[("nodes/1/depth_now", 0.0), ("nodes/1/in_flight_max", 1.0)]);
    }
}
