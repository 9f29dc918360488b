//! The rules about what a sender's callers do, each by a small run whose facts are worked out by hand.

use crate::support::{Run, run};
use inflight::fact::{Cargo, Fact, Outcome, Word};
use inflight::id::{Msg, NodeId};

/// A lane whose sender calls `s` and nothing else.
fn call(load: &str, sender: &str, service: &str, rest: &str) -> Run {
    run(&format!(
        "[load]\n{load}\n[work]\ntime = '100ms'\n[[lane]]\nname = 'call'\nsender = {{ calls = 's', {sender} }}\nservice.s = {{ {service} }}\n{rest}"
    ))
}

fn fault(at: &str, lasts: &str, on: &str, kind: &str) -> String {
    format!("[[fault]]\nat = '{at}'\nfor = '{lasts}'\non = '{on}'\nkind = {kind}\n")
}

fn change(at: &str, set: &str, to: &str) -> String {
    format!("[[change]]\nat = '{at}'\nset = '{set}'\nto = {to}\n")
}

/// When each attempt was made, and for which message.
fn tried(run: &Run) -> Vec<(f64, u32)> {
    run.pick(|fact| if let Fact::Tried { msg, .. } = fact { Some(msg.0) } else { None })
}

#[test]
fn of_several_calls_in_turn_the_first_may_be_done_and_the_second_fail() {
    let run = run("[load]\ntimes = ['0s']\n[network]\nlatency = '10ms'\n[work]\ntime = '100ms'\n[[lane]]\nname = 'call'\n\
        service.stock = {}\nservice.mail = { errors = 1 }\n[lane.sender]\ncalls = ['stock', 'mail']\n\
        retry = { attempts = 2, backoff = '50ms', jitter = 'none' }");
    let tried = run.pick(|fact| if let Fact::Tried { to, attempt, .. } = fact { Some((to.0, *attempt)) } else { None });
    assert_eq!(tried, [(0.0, (0, 1)), (120.0, (1, 1)), (290.0, (1, 2))]);
    run.expect(&[("failed", 1.0), ("effects", 1.0), ("attempts", 3.0), ("retries", 1.0), ("blocked/max_s", 0.41)]);
    run.expect(&[("ack/max_s", 0.41), ("result/count", 0.0), ("nodes/0/received", 1.0), ("nodes/1/received", 2.0)]);
}

#[test]
fn a_throttle_has_a_base_of_its_own() {
    let retry = "callers = 2, retry = { attempts = 3, backoff = '100ms', throttled = '1s', jitter = 'none' }";
    let refused = call("times = ['0s', '0s']", retry, "time = '50s', backlog = 0", "");
    assert_eq!(tried(&refused), [(0.0, 1), (0.0, 2), (1_000.0, 2), (3_000.0, 2)]);
    refused.expect(&[("rejected", 1.0), ("retries", 2.0)]);
    let down = call("times = ['0s']", retry, "", &fault("0s", "9s", "s", "'outage'"));
    assert_eq!(tried(&down), [(0.0, 1), (100.0, 1), (300.0, 1)]);
}

/// The figures of the SDK that `budget` has by default: 500 tokens, 14 for a retry, 5 after a throttle.
const BUDGET: &str = "callers = 2, budget = {}, retry = { attempts = 3, backoff = '50ms', jitter = 'none' }";

#[test]
fn a_budget_lasts_for_35_retries_after_errors_or_100_after_throttles() {
    // Of 60 messages 17 make three attempts, one makes two, and the others make one: 1.58 attempts for each.
    call("rate = '1/s'", BUDGET, "", &fault("0s", "60s", "s", "'outage'")).expect(&[
        ("attempts", 95.0),
        ("retries", 35.0),
        ("failed", 60.0),
    ]);
    // The first message takes the only slot; then 50 make three attempts and 9 make one.
    let refused = call("rate = '1/s'", BUDGET, "time = '100s', backlog = 0", "");
    refused.expect(&[("attempts", 1.0 + 150.0 + 9.0), ("retries", 100.0), ("rejected", 59.0)]);
}

#[test]
fn success_gives_tokens_back_and_without_tokens_there_is_no_retry() {
    let faults: String =
        [("0s", "20ms"), ("1s", "20ms"), ("2s", "500ms"), ("4s", "20ms")].map(|(at, lasts)| fault(at, lasts, "s", "'outage'")).concat();
    let sender = "budget = { size = 14 }, retry = { attempts = 3, backoff = '50ms', jitter = 'none' }";
    let run = call("times = ['0s', '1s', '2s', '3s', '4s']", sender, "", &faults);
    // A retry that succeeds gives its 14 back. The third message's second attempt takes them for good; the fourth brings one.
    assert_eq!(tried(&run), [(0.0, 1), (50.0, 1), (1_000.0, 2), (1_050.0, 2), (2_000.0, 3), (2_050.0, 3), (3_000.0, 4), (4_000.0, 5)]);
    run.expect(&[("completed", 3.0), ("failed", 2.0), ("blocked/max_s", 0.15)]);
}

#[test]
fn the_wait_for_a_connection_blocks_and_never_reaches_the_receiver() {
    let run = call("times = ['0s', '0s', '0s']", "callers = 3, connections = { limit = 1, wait = '150ms' }", "concurrency = 3", "");
    assert_eq!(tried(&run), [(0.0, 1), (100.0, 2)]);
    assert_eq!(times!(run, Fact::WaitsForConnection { .. }), [0.0, 0.0]);
    assert_eq!(times!(run, Fact::Missed { word: Word::NoConnection, msg: Msg(3), .. }), [150.0]);
    run.expect(&[("failed", 1.0), ("completed", 2.0), ("attempts", 2.0), ("nodes/1/received", 2.0), ("orphaned_work_s", 0.0)]);
    run.expect(&[("blocked/mean_s", 0.15), ("blocked/max_s", 0.2), ("first_error_s", 0.15)]);
}

#[test]
fn connections_go_to_who_came_first_and_come_back_on_a_timeout() {
    let pool = "callers = 4, connections = { limit = 1 }";
    let load = "times = ['0s', '0s', '0s', '0s']";
    assert_eq!(tried(&call(load, pool, "concurrency = 4", "")), [(0.0, 1), (100.0, 2), (200.0, 3), (300.0, 4)]);
    let given_up = call("times = ['0s', '0s']", &format!("{pool}, timeout = '50ms'"), "concurrency = 4", "");
    assert_eq!(tried(&given_up), [(0.0, 1), (50.0, 2)]);
    assert_eq!(times!(given_up, Fact::Missed { word: Word::TimedOut, .. }), [50.0, 100.0]);
}

#[test]
fn a_sender_that_goes_down_or_hangs_hands_no_connection_on() {
    let pool = "callers = 2, connections = { limit = 1 }";
    let load = "times = ['0s', '0s', '1s']";
    let down = call(load, pool, "", &fault("50ms", "10ms", "sender", "'outage'"));
    assert_eq!(tried(&down), [(0.0, 1), (1_000.0, 3)]);
    down.expect(&[("failed", 2.0), ("completed", 1.0), ("attempts", 2.0)]);
    let hung = call(load, pool, "", &fault("50ms", "450ms", "sender", "'hang'"));
    assert_eq!(tried(&hung), [(0.0, 1), (500.0, 2), (1_000.0, 3)]);
}

#[test]
fn a_sender_that_hangs_begins_with_no_further_call() {
    let run = run(&format!(
        "[load]\ntimes = ['0s']\n[work]\ntime = '100ms'\n[[lane]]\nname = 'call'\nsender.calls = ['a', 'b']\nservice = {{ a = {{}}, b = {{}} }}\n{}",
        fault("50ms", "450ms", "sender", "'hang'")
    ));
    assert_eq!(tried(&run), [(0.0, 1), (500.0, 1)]);
    run.expect(&[("completed", 1.0), ("ack/max_s", 0.6)]);
}

#[test]
fn a_breaker_opens_after_failures_in_a_row_and_a_probe_closes_it() {
    let run = call(
        "times = ['0s', '400ms', '800ms', '1200ms', '1600ms', '2s', '2400ms', '2800ms', '3200ms']",
        "breaker = { failures = 2, open = '1s' }",
        "",
        &fault("0s", "2500ms", "s", "'outage'"),
    );
    assert_eq!(tried(&run), [(0.0, 1), (400.0, 2), (1_600.0, 5), (2_800.0, 8), (3_200.0, 9)]);
    assert_eq!(times!(run, Fact::Missed { word: Word::BreakerOpen, .. }), [800.0, 1_200.0, 2_000.0, 2_400.0]);
    run.expect(&[("failed", 3.0), ("rejected", 4.0), ("completed", 2.0), ("attempts", 5.0), ("nodes/1/received", 5.0)]);
}

#[test]
fn a_breaker_that_is_half_open_lets_one_attempt_through_and_heeds_no_earlier_one() {
    // The second message is throttled and opens the breaker. The third is the probe, from 1.2 s to 3.2 s; the first comes back at 2 s.
    let run = call(
        "times = ['0s', '100ms', '1200ms', '2100ms', '3300ms']",
        "callers = 5, breaker = { failures = 1, open = '1s' }",
        "time = '2s', concurrency = 5, throttle = '1/s', burst = 1",
        "",
    );
    assert_eq!(tried(&run), [(0.0, 1), (100.0, 2), (1_200.0, 3), (3_300.0, 5)]);
    run.expect(&[("rejected", 2.0), ("completed", 3.0)]);
}

#[test]
fn a_breaker_closes_when_something_was_sent_that_nobody_will_hear_of() {
    let run = run(&format!(
        "[load]\ntimes = ['0s', '2s', '2100ms']\n[[lane]]\nname = 'send'\nqueue.q = {{}}\nworker.w.polls = 'q'\n\
         sender = {{ sends = 'q', ack = false, breaker = {{ failures = 1, open = '1s' }} }}\n{}",
        fault("0s", "100ms", "sender", "'errors'\namount = 1")
    ));
    assert_eq!(tried(&run), [(2_000.0, 2), (2_100.0, 3)]);
    run.expect(&[("failed", 1.0), ("completed", 2.0)]);
}

#[test]
fn a_message_that_is_too_large_is_not_tried_again() {
    let run = call("times = ['0s']", "retry = { attempts = 3 }", "max_size = '1KB'", "[message]\nsize = '2KB'");
    assert_eq!(times!(run, Fact::Refused { word: Word::TooLarge, .. }), [0.0]);
    run.expect(&[("rejected", 1.0), ("attempts", 1.0), ("nodes/1/received", 1.0), ("effects", 0.0)]);
}

/// One message that is done 1.02 s after its birth, and a sender that asks for it every 400 ms.
fn asks(poll: &str, faults: &str) -> Run {
    run(&format!(
        "[load]\ntimes = ['0s']\n[network]\nlatency = '10ms'\n[work]\ntime = '1s'\n[[lane]]\nname = 'send'\nqueue.q = {{}}\nworker.w.polls = 'q'\n\
         sender = {{ sends = 'q', poll = {{ every = '400ms'{poll} }} }}\n{faults}"
    ))
}

#[test]
fn a_result_is_found_by_asking() {
    // Accepted at 20 ms; asked at 420 ms, 820 ms and 1,220 ms.
    let blocking = asks(", blocks = true", "");
    assert_eq!(times!(blocking, Fact::ResultFound { .. }), [1_240.0]);
    blocking.expect(&[("result/max_s", 1.24), ("blocked/max_s", 1.24), ("ack/max_s", 0.02), ("end_to_end/max_s", 1.02)]);
    let free = asks("", "");
    free.expect(&[("result/max_s", 1.24), ("blocked/max_s", 0.02), ("ack/max_s", 0.02)]);
}

#[test]
fn asking_ends_at_its_limit_and_a_lost_question_is_asked_again() {
    let limited = asks(", blocks = true, limit = '1s'", "");
    assert_eq!(times!(limited, Fact::Departed { cargo: Cargo::Status, .. }), [420.0, 820.0]);
    assert_eq!(times!(limited, Fact::Freed { word: Word::TimedOut, .. }), [1_220.0]);
    limited.expect(&[("result/count", 0.0), ("blocked/max_s", 1.22), ("completed", 1.0)]);
    asks("", &fault("1225ms", "10ms", "q", "'hang'")).expect(&[("result/max_s", 1.64)]);
}

#[test]
fn a_message_that_failed_has_no_result() {
    let run = run(
        "[load]\ntimes = ['0s']\n[network]\nlatency = '10ms'\n[work]\ntime = '1s'\nerrors = 1\n[[lane]]\nname = 'send'\nservice.s = {}\n\
        sender = { sends = 's', poll = { every = '400ms', blocks = true } }",
    );
    assert_eq!(times!(run, Fact::Freed { word: Word::Error, .. }), [1_240.0]);
    run.expect(&[("failed", 1.0), ("result/count", 0.0), ("ack/max_s", 0.02)]);
}

#[test]
fn a_receipt_is_no_result_even_if_the_work_is_done_by_then() {
    let run = run("[load]\ntimes = ['0s']\n[work]\ntime = '0s'\n[[lane]]\nname = 'send'\nqueue.q.latency = '10ms'\nworker.w.polls = 'q'\n\
        sender = { sends = 'q', poll = { every = '400ms' } }");
    run.expect(&[("end_to_end/max_s", 0.01), ("ack/max_s", 0.02), ("result/max_s", 0.44)]);
}

#[test]
fn a_sender_that_calls_asks_for_work_that_goes_on_after_the_answer() {
    let calls = |service: &str| call("times = ['0s']", "poll = { every = '500ms' }", service, "[network]\nlatency = '10ms'");
    let boots = calls("after_answer = '1s'");
    // Answered at 120 ms, done at 1,110 ms; asked at 620 ms and 1,120 ms.
    boots.expect(&[("ack/max_s", 0.12), ("blocked/max_s", 0.12), ("end_to_end/max_s", 1.11), ("result/max_s", 1.14)]);
    let plain = calls("");
    plain.expect(&[("ack/max_s", 0.12), ("result/max_s", 0.12)]);
    assert_eq!(times!(plain, Fact::Departed { cargo: Cargo::Status, .. }), [0.0; 0]);
}

/// A sender that asks for no receipt, 100 ms away from what it sends to.
fn unheard(to: &str, rest: &str) -> Run {
    run(&format!(
        "[load]\ntimes = ['0s', '0s']\n[network]\nlatency = '100ms'\n[work]\ntime = '1s'\n[[lane]]\nname = 'send'\n\
         sender = {{ sends = '{to}', ack = false }}\n{rest}"
    ))
}

#[test]
fn who_asks_for_no_receipt_is_free_at_once() {
    let run = unheard("s", "service.s = {}");
    assert_eq!(times!(run, Fact::Freed { word: Word::Unheard, .. }), [0.0, 0.0]);
    assert_eq!(times!(run, Fact::Departed { cargo: Cargo::Receipt | Cargo::Error | Cargo::Answer, .. }), [0.0; 0]);
    run.expect(&[("completed", 2.0), ("ack/count", 0.0), ("blocked/max_s", 0.0), ("end_to_end/max_s", 2.1)]);
}

#[test]
fn what_was_sent_without_a_receipt_is_lost_if_nobody_takes_it() {
    for kind in ["outage", "hang", "crash"] {
        let queue = unheard("q", &format!("queue.q = {{}}\nworker.w.polls = 'q'\n{}", fault("0s", "1s", "q", &format!("'{kind}'"))));
        assert_eq!(times!(queue, Fact::Ended { outcome: Outcome::Lost, .. }), [100.0, 100.0], "{kind}");
    }
    let full = unheard("q", &format!("queue.q.capacity = 1\nworker.w.polls = 'q'\n{}", fault("0s", "9s", "w", "'outage'")));
    full.expect(&[("lost", 1.0), ("completed", 1.0)]);
    let no_room = unheard("s", "service.s.backlog = 0");
    no_room.expect(&[("lost", 1.0), ("completed", 1.0), ("rejected", 0.0)]);
    // One is in hand, the other in the backlog.
    let crash = unheard("s", &format!("service.s = {{}}\n{}", fault("500ms", "1s", "s", "'crash'")));
    assert_eq!(times!(crash, Fact::Ended { outcome: Outcome::Lost, .. }), [500.0, 500.0]);
}

#[test]
fn a_service_that_is_sent_to_gives_its_receipt_when_it_takes_a_message() {
    let to = |service: &str| {
        run(&format!(
            "[load]\ntimes = ['0s', '0s']\n[network]\nlatency = '10ms'\n[work]\ntime = '1s'\n[[lane]]\nname = 'send'\n\
             sender = {{ sends = 's', callers = 2 }}\nservice.s = {{ {service} }}"
        ))
    };
    to("").expect(&[("completed", 2.0), ("ack/max_s", 0.02), ("blocked/max_s", 0.02), ("end_to_end/max_s", 2.01), ("attempts", 2.0)]);
    to("backlog = 0").expect(&[("completed", 1.0), ("rejected", 1.0), ("ack/max_s", 0.02)]);
}

#[test]
fn callers_that_are_fewer_or_more_come_and_go_with_what_they_hold() {
    let taken = |load: &str, changes: &str| times!(call(load, "callers = 3", "time = '1s', concurrency = 9", changes), Fact::Taken { .. });
    let fewer = change("500ms", "call.sender.callers", "1");
    let load = "times = ['0s', '0s', '0s', '600ms', '600ms']";
    assert_eq!(taken(load, &fewer), [0.0, 0.0, 0.0, 1_000.0, 2_000.0]);
    assert_eq!(taken(load, &(fewer.clone() + &change("700ms", "call.sender.callers", "3"))), [0.0, 0.0, 0.0, 1_000.0, 1_000.0]);
    assert_eq!(taken(load, &change("700ms", "call.sender.callers", "5")), [0.0, 0.0, 0.0, 700.0, 700.0]);
}

#[test]
fn a_caller_that_was_sent_away_and_is_called_back_thinks_once() {
    let changes = change("150ms", "call.sender.callers", "1") + &change("200ms", "call.sender.callers", "2");
    let run =
        call("think = '1s'", "callers = 2", "concurrency = 2", &format!("{changes}[[fault]]\nat = '4s'\nkind = 'outage'\non = 'sender'"));
    let taken = run.pick(|fact| if let Fact::Taken { caller, .. } = fact { Some(*caller) } else { None });
    assert_eq!(taken, [(0.0, 0), (0.0, 1), (200.0, 1), (1_100.0, 0), (1_300.0, 1), (2_200.0, 0), (2_400.0, 1), (3_300.0, 0), (3_500.0, 1)]);
}

#[test]
fn changes_of_a_sender_hold_from_the_next_attempt_or_thought_on() {
    let patience = call("times = ['0s', '2s']", "timeout = '500ms'", "time = '9s'", &change("100ms", "call.sender.timeout", "'200ms'"));
    assert_eq!(times!(patience, Fact::Missed { .. }), [500.0, 2_200.0]);
    let retry = "retry = { attempts = 3, backoff = '100ms', jitter = 'none' }";
    let rest = fault("0s", "9s", "s", "'outage'") + &change("50ms", "call.sender.retry.attempts", "2");
    assert_eq!(tried(&call("times = ['0s']", retry, "", &rest)), [(0.0, 1), (100.0, 1)]);
    let thinks = call("think = '1s'\ncount = 4", "", "", &change("1500ms", "call.sender.think", "'200ms'"));
    assert_eq!(times!(thinks, Fact::Born { .. }), [0.0, 1_100.0, 2_200.0, 2_500.0]);
}

#[test]
fn a_change_of_the_rate_moves_what_is_born_after_it() {
    let run = call("rate = '1/s'\ncount = 6", "callers = 9", "", &change("2s", "load.rate", "'4/s'"));
    assert_eq!(times!(run, Fact::Born { .. }), [0.0, 1_000.0, 2_000.0, 2_250.0, 2_500.0, 2_750.0]);
    assert_eq!(run.pick(|fact| if let Fact::Tried { to, .. } = fact { Some(*to) } else { None }).last(), Some(&(2_750.0, NodeId(1))));
}
