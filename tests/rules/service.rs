//! The rules about services, each by a small run whose facts are worked out by hand.

use crate::support::{Run, run};
use inflight::fact::{Cargo, Fact, Outcome, Word};
use inflight::id::{Msg, NodeId};

/// A lane whose sender calls the service `s`; work takes 100 ms.
fn call(times: &[&str], sender: &str, service: &str, rest: &str) -> Run {
    run(&format!(
        "[load]\ntimes = {times:?}\n[work]\ntime = '100ms'\n[[lane]]\nname = 'call'\nsender = {{ calls = 's', callers = 9, {sender} }}\n\
         service.s = {{ {service} }}\n{rest}"
    ))
}

fn fault(at: &str, lasts: &str, kind: &str) -> String {
    format!("[[fault]]\nat = '{at}'\nfor = '{lasts}'\non = 's'\nkind = {kind}\n")
}

fn change(at: &str, set: &str, to: &str) -> String {
    format!("[[change]]\nat = '{at}'\nset = 'call.s.{set}'\nto = {to}\n")
}

/// When work on which message began at the service `s`.
fn started(run: &Run) -> Vec<(f64, u32)> {
    run.pick(|fact| if let Fact::Started { msg, node: NodeId(1), .. } = fact { Some(msg.0) } else { None })
}

/// A service that works for 10 ms and calls `a` (100 ms) and `b` (200 ms).
fn front(calls: &str, a: &str, rest: &str) -> Run {
    run(&format!(
        "[load]\ntimes = ['0s']\n[[lane]]\nname = 'call'\nsender = {{ calls = 's' }}\nservice.s = {{ time = '10ms', calls = {calls} }}\n\
         service.a = {{ concurrency = 2, time = '100ms', {a} }}\nservice.b.time = '200ms'\n{rest}"
    ))
}

#[test]
fn calls_are_made_in_turn_or_together_while_the_slot_is_held() {
    let in_turn = front("['a', 'b']", "", "");
    assert_eq!(times!(in_turn, Fact::SlotCalled { .. }), [10.0, 110.0]);
    in_turn.expect(&[("ack/max_s", 0.31), ("nodes/1/utilisation", 0.31 / 60.0), ("nodes/3/utilisation", 0.2 / 60.0), ("effects", 2.0)]);
    let together = front("[['a', 'b']]", "", "");
    assert_eq!(times!(together, Fact::SlotCalled { .. }), [10.0, 10.0]);
    together.expect(&[("ack/max_s", 0.21), ("nodes/1/utilisation", 0.21 / 60.0), ("effects", 2.0), ("attempts", 1.0)]);
}

#[test]
fn the_first_failure_answers_at_once_and_what_else_was_called_goes_on() {
    let together = front("[['a', 'b']]", "errors = 1", "");
    assert_eq!(times!(together, Fact::Missed { word: Word::Error, .. }), [110.0]);
    assert_eq!(times!(together, Fact::Finished { node: NodeId(3), ok: true, .. }), [210.0]);
    together.expect(&[("failed", 1.0), ("effects", 1.0), ("orphaned_work_s", 0.1), ("nodes/1/utilisation", 0.11 / 60.0)]);
    let in_turn = front("['a', 'b']", "errors = 1", "");
    in_turn.expect(&[("failed", 1.0), ("effects", 0.0), ("nodes/3/received", 0.0)]);
}

#[test]
fn an_answer_that_comes_twice_is_not_the_answer_to_the_next_call() {
    let run = front("['a', 'b']", "", "[[fault]]\nat = '0s'\nkind = 'duplicate'\namount = 1\non = 'a'");
    run.expect(&[("nodes/2/received", 2.0), ("duplicates", 1.0), ("ack/max_s", 0.31), ("completed", 1.0), ("effects", 3.0)]);
}

#[test]
fn at_its_own_limit_a_service_answers_with_an_error_and_what_it_called_goes_on() {
    let run =
        run("[load]\ntimes = ['0s', '0s']\n[network]\nlatency = '10ms'\n[[lane]]\nname = 'call'\nsender = { calls = 's', callers = 2 }\n\
        service.s = { time = '0s', timeout = '29s', calls = ['db'] }\nservice.db.time = '40s'");
    // Both arrive at 10 ms. The second waits for the slot and comes to the limit there, without any work.
    assert_eq!(times!(run, Fact::Unstarted { msg: Msg(2), .. }), [29_010.0]);
    assert_eq!(times!(run, Fact::Missed { word: Word::Error, .. }), [29_020.0, 29_020.0]);
    assert_eq!(times!(run, Fact::Finished { node: NodeId(2), .. }), [40_020.0]);
    run.expect(&[("failed", 2.0), ("orphaned_work_s", 11.01), ("nodes/2/received", 1.0), ("nodes/1/utilisation", 29.0 / 60.0)]);
}

/// A service that hands on what it answers; crossings take 10 ms, its work 10 ms, that of the worker 1 s.
fn accepts(sender: &str, rest: &str) -> Run {
    run(&format!(
        "[load]\ntimes = ['0s']\n[network]\nlatency = '10ms'\n[work]\ntime = '1s'\n[[lane]]\nname = 'call'\nsender = {{ calls = 's', {sender} }}\n\
         service.s = {{ time = '10ms', concurrency = 2, sends = 'q' }}\nqueue.q = {{}}\nworker.w.polls = 'q'\n{rest}"
    ))
}

#[test]
fn a_service_that_sends_answers_when_the_queue_has_the_message() {
    let run = accepts("", "");
    assert_eq!(times!(run, Fact::Departed { cargo: Cargo::Receipt | Cargo::Answer, .. }), [30.0, 40.0]);
    run.expect(&[("ack/max_s", 0.05), ("blocked/max_s", 0.05), ("completed", 1.0), ("end_to_end/max_s", 1.04), ("effects", 1.0)]);
    let refused = accepts("", "[[fault]]\nat = '0s'\nfor = '1s'\non = 'q'\nkind = 'outage'");
    assert_eq!(times!(refused, Fact::Missed { word: Word::Error, .. }), [50.0]);
    refused.expect(&[("failed", 1.0), ("effects", 0.0)]);
}

#[test]
fn a_retry_makes_no_second_copy_in_the_books() {
    // The first attempt is answered after 90 ms, the second, from 60 ms on, after 50 ms. Both are handed on, and both are worked on.
    let run = accepts("timeout = '60ms', retry = { attempts = 2, backoff = '0s' }", &fault("0s", "30ms", "'slow'\namount = 5"));
    assert_eq!(times!(run, Fact::Queued { .. }), [70.0, 90.0]);
    assert_eq!(times!(run, Fact::Ended { .. }), [1_080.0]);
    run.expect(&[("offered", 1.0), ("completed", 1.0), ("effects", 2.0), ("duplicates", 2.0), ("ack/max_s", 0.11)]);
}

#[test]
fn a_throttle_lets_a_burst_in_and_then_its_rate() {
    let run = call(&["0s", "0s", "0s", "0s", "1s", "1s"], "", "concurrency = 9, throttle = '1/s', burst = 2", "");
    assert_eq!(times!(run, Fact::Refused { word: Word::Throttled, .. }), [0.0, 0.0, 1_000.0]);
    run.expect(&[("completed", 3.0), ("rejected", 3.0), ("nodes/1/received", 6.0), ("attempts", 6.0)]);
}

#[test]
fn a_slot_is_cold_at_first_and_after_a_rest() {
    let run = call(&["0s", "600ms", "2s"], "", "cold_start = '400ms', keep_warm = '1s'", "");
    assert_eq!(times!(run, Fact::ColdStarted { .. }), [0.0, 2_000.0]);
    assert_eq!(times!(run, Fact::Finished { .. }), [500.0, 700.0, 2_500.0]);
    let warm = call(&["0s", "600ms", "50s"], "", "cold_start = '400ms'", "");
    assert_eq!(times!(warm, Fact::ColdStarted { .. }), [0.0]);
}

#[test]
fn a_service_that_scales_takes_up_what_waits_when_it_may_use_another_slot() {
    let scaled =
        |times: &[&str]| started(&call(times, "", "time = '50s', concurrency = 3, scale = { start = 1, add = 1, every = '1s' }", ""));
    assert_eq!(scaled(&["0s", "0s", "0s"]), [(0.0, 1), (1_000.0, 2), (2_000.0, 3)]);
    // Who comes at the instant at which a slot is added does not go before who waits.
    assert_eq!(scaled(&["0s", "500ms", "1s"]), [(0.0, 1), (1_000.0, 2), (2_000.0, 3)]);
}

#[test]
fn work_goes_on_after_the_answer_by_itself() {
    let run = call(&["0s"], "", "after_answer = '1s'", "");
    assert_eq!(times!(run, Fact::CaughtUp { ok: true, .. }), [1_100.0]);
    run.expect(&[
        ("ack/max_s", 0.1),
        ("result/max_s", 0.1),
        ("end_to_end/max_s", 1.1),
        ("completed", 1.0),
        ("nodes/1/utilisation", 0.1 / 60.0),
    ]);
}

#[test]
fn frozen_work_goes_on_only_while_its_slot_works() {
    let frozen = |after: &str| call(&["0s", "500ms", "700ms"], "", &format!("frozen = true, after_answer = '{after}'"), "");
    // Of the first 150 ms the second request brings 100 and the third the rest; what the others left stands still for ever.
    let run = frozen("150ms");
    assert_eq!(times!(run, Fact::CaughtUp { .. }), [750.0]);
    run.expect(&[("completed", 1.0), ("in_system", 2.0), ("ack/count", 3.0), ("end_to_end/max_s", 0.75)]);
    assert_eq!(times!(frozen("100ms"), Fact::Ended { .. }), [600.0, 800.0]);
}

#[test]
fn a_fault_takes_what_was_left_behind() {
    for kind in ["outage", "crash", "hang"] {
        let run = call(&["0s"], "", "after_answer = '1s'", &fault("500ms", "1s", &format!("'{kind}'")));
        assert_eq!(times!(run, Fact::CaughtUp { ok: false, .. }), [500.0], "{kind}");
        run.expect(&[("lost", 1.0), ("ack/count", 1.0), ("result/count", 1.0)]);
    }
}

#[test]
fn what_is_left_behind_of_a_message_that_has_failed_is_nobody_elses() {
    // The first message is given up at 2 s; its two attempts leave work behind at 3 s and 4 s, the second with 50 ms of it to go when
    // two other messages are born.
    let sender = "timeout = '1s', retry = { attempts = 2, backoff = '0s' }";
    let run = call(
        &["0s", "4050ms", "4050ms"],
        sender,
        "time = '300ms', concurrency = 2, after_answer = '100ms'",
        &fault("0s", "2500ms", "'slow'\namount = 10"),
    );
    assert_eq!(times!(run, Fact::CaughtUp { .. }), [3_100.0, 4_100.0, 4_450.0, 4_450.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Completed, .. }), [4_450.0, 4_450.0]);
    run.expect(&[("failed", 1.0), ("completed", 2.0), ("in_system", 0.0)]);
}

#[test]
fn a_crash_takes_the_backlog_too_and_tells_who_waits() {
    let load = ["0s", "0s", "2s"];
    let crash = call(&load, "", "time = '1s'", &fault("500ms", "1s", "'crash'"));
    assert_eq!(times!(crash, Fact::Missed { word: Word::Error, .. }), [500.0, 500.0]);
    assert_eq!(times!(crash, Fact::Unstarted { .. }), [500.0]);
    crash.expect(&[("failed", 2.0), ("completed", 1.0), ("lost", 0.0), ("nodes/1/depth_now", 0.0)]);
    // A crash in the middle of an outage takes the backlog that the outage kept.
    let both = call(&load, "", "time = '1s'", &(fault("500ms", "1s", "'outage'") + &fault("700ms", "100ms", "'crash'")));
    assert_eq!(times!(both, Fact::Missed { word: Word::Error, .. }), [500.0, 700.0]);
}

#[test]
fn a_crash_makes_slots_cold_again() {
    let run = call(&["0s", "2s"], "", "cold_start = '400ms'", &fault("1s", "10ms", "'crash'"));
    assert_eq!(times!(run, Fact::ColdStarted { .. }), [0.0, 2_000.0]);
}

#[test]
fn slots_that_are_fewer_or_more_come_and_go_with_what_they_work_on() {
    let run =
        |concurrency: u32, changes: &str| started(&call(&["0s"; 4], "", &format!("time = '1s', concurrency = {concurrency}"), changes));
    let starts = |run: Vec<(f64, u32)>| run.iter().map(|(at, _)| *at).collect::<Vec<f64>>();
    let fewer = change("500ms", "concurrency", "1");
    assert_eq!(starts(run(2, &fewer)), [0.0, 0.0, 1_000.0, 2_000.0]);
    assert_eq!(starts(run(2, &(fewer.clone() + &change("700ms", "concurrency", "2")))), [0.0, 0.0, 1_000.0, 1_000.0]);
    assert_eq!(starts(run(2, &(fewer + &change("1500ms", "concurrency", "3")))), [0.0, 0.0, 1_000.0, 1_500.0]);
    assert_eq!(starts(run(1, &change("500ms", "concurrency", "3"))), [0.0, 500.0, 500.0, 1_000.0]);
}

#[test]
fn changes_of_backlog_and_time_hold_from_then_on() {
    let backlog = call(&["0s", "100ms", "600ms"], "", "time = '5s'", &change("500ms", "backlog", "1"));
    assert_eq!(times!(backlog, Fact::Refused { word: Word::NoRoom, .. }), [600.0]);
    backlog.expect(&[("completed", 2.0), ("rejected", 1.0)]);
    let time = call(&["0s", "0s"], "", "", &change("50ms", "time", "'300ms'"));
    assert_eq!(times!(time, Fact::Finished { .. }), [100.0, 400.0]);
}

#[test]
fn a_limit_that_is_shortened_holds_for_what_waits() {
    let run = call(&["0s", "100ms"], "", "time = '5s', timeout = '20s'", &change("500ms", "timeout", "'1s'"));
    assert_eq!(times!(run, Fact::Missed { msg: Msg(2), .. }), [1_100.0]);
    assert_eq!(times!(run, Fact::Finished { msg: Msg(1), ok: true, .. }), [5_000.0]);
    let at_once = call(&["0s", "100ms"], "", "time = '5s', timeout = '20s'", &change("2s", "timeout", "'1s'"));
    assert_eq!(times!(at_once, Fact::Missed { msg: Msg(2), .. }), [2_000.0]);
}
