//! The rules about queues that push, each by a small run whose facts are worked out by hand.

use crate::support::{Run, run};
use inflight::fact::{Fact, Outcome, Word};
use inflight::id::Msg;

/// A queue that pushes to a service, in a run of an hour.
fn push(times: &str, queue: &str, service: &str, more: &str) -> Run {
    run(&format!(
        "duration = '1h'\n[load]\ntimes = [{times}]\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\nsender = {{ sends = 'q', callers = 9 }}\n\
         queue.q = {{ push = 'f'{queue} }}\nservice.f = {{ {service} }}\n{more}"
    ))
}

const EVENTS: &str = ", preset = 'aws.lambda.event-queue'";

fn pushes(run: &Run, number: u32) -> Vec<f64> {
    run.times(|fact| matches!(fact, Fact::Received { msg, .. } if msg.0 == number))
}

#[test]
fn a_function_that_fails_is_invoked_three_times_and_then_the_event_is_set_aside() {
    let run = push("'0s'", &format!("{EVENTS}, dead_letter = 'd'"), "errors = 1", "queue.d = {}");
    assert_eq!(pushes(&run, 1), [0.0, 61_000.0, 182_000.0]);
    assert_eq!(times!(run, Fact::PutBack { .. }), [1_000.0, 62_000.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::DeadLettered, .. }), [183_000.0]);
    run.expect(&[("attempts", 3.0), ("retries", 2.0), ("dead_lettered", 1.0), ("nodes/1/in_flight_max", 1.0), ("ack/max_s", 0.0)]);
}

#[test]
fn without_a_dead_letter_queue_it_is_lost() {
    let run = push("'0s'", EVENTS, "errors = 1", "");
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Lost, .. }), [183_000.0]);
    run.expect(&[("lost", 1.0), ("in_system", 0.0), ("nodes/1/depth_now", 0.0)]);
}

#[test]
fn throttles_have_a_clock_of_their_own_and_end_with_the_age_of_the_event() {
    // The first event occupies the function for the whole hour.
    let run = push("'0s', '1s'", &format!("{EVENTS}, max_age = '20min'"), "backlog = 0, time = '2h'", "");
    let waits = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 300.0, 300.0];
    let mut at = 1.0;
    let wanted: Vec<f64> = waits
        .iter()
        .map(|wait| {
            at += wait;
            at * 1e3
        })
        .collect();
    assert_eq!(pushes(&run, 2), wanted);
    // The next push would come at 1,412 s, when the event is older than 20 minutes.
    assert_eq!(times!(run, Fact::Ended { msg: Msg(2), outcome: Outcome::Expired, .. }), [1_112_000.0]);
}

#[test]
fn an_error_after_throttles_waits_as_a_first_error_does() {
    let run = push("'0s', '500ms'", EVENTS, "backlog = 0, errors = 1", "");
    assert_eq!(pushes(&run, 2), [500.0, 1_500.0, 62_500.0, 183_500.0]);
    run.expect(&[("lost", 2.0)]);
}

#[test]
fn a_workflow_that_was_started_has_the_message_and_ends_it() {
    let run = run("duration = '1min'\n[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q.push = 'w'\nworkflow.w.steps = [{ call = 'a' }, { call = 'b' }]\nservice.a = {}\nservice.b.errors = 1");
    assert_eq!(times!(run, Fact::Deleted { .. }), [0.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Failed, .. }), [2_000.0]);
    // Requests are counted where work is done: one at each step.
    run.expect(&[("attempts", 2.0), ("failed", 1.0), ("nodes/1/received", 1.0)]);
}

#[test]
fn a_push_that_times_out_is_made_again_while_the_first_is_still_worked_on() {
    let run = push("'0s'", ", timeout = '2s', on_error.waits = ['1s']", "time = '5s', concurrency = 2", "");
    assert_eq!(pushes(&run, 1), [0.0, 3_000.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Lost, .. }), [5_000.0]);
    // Both runs go on to their ends, each three seconds longer than anybody waits.
    run.expect(&[("lost", 1.0), ("effects", 2.0), ("duplicates", 1.0), ("orphaned_work_s", 6.0)]);
}

#[test]
fn a_late_answer_to_an_earlier_push_does_not_end_the_message() {
    let run = push("'0s'", ", timeout = '2s', on_error.waits = ['500ms']", "time = '3s', concurrency = 2", "");
    // The answer to the first push comes at 3 s, when the second is under way until 4.5 s.
    assert_eq!(times!(run, Fact::Finished { ok: true, .. }), [3_000.0, 5_500.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Lost, .. }), [4_500.0]);
}

#[test]
fn no_more_are_in_flight_than_the_queue_may_have() {
    let run = push("'0s', '0s', '0s'", ", in_flight = 2", "concurrency = 9", "");
    assert_eq!(times!(run, Fact::Received { .. }), [0.0, 0.0, 1_000.0]);
    run.expect(&[("completed", 3.0), ("nodes/1/in_flight_max", 2.0), ("nodes/1/depth_max", 1.0)]);
}

fn fault(kind: &str, on: &str) -> String {
    format!("[[fault]]\nat = '1s'\nfor = '2s'\nkind = '{kind}'\non = '{on}'")
}

#[test]
fn a_pushing_queue_that_is_away_keeps_what_it_has_and_pushes_when_it_is_back() {
    for (kind, failed) in [("outage", 1.0), ("hang", 0.0)] {
        let run = push("'0s', '500ms', '1500ms'", ", in_flight = 1", "time = '1500ms'", &fault(kind, "q"));
        assert_eq!(times!(run, Fact::Deleted { .. }), [1_500.0, 4_500.0], "{kind}: what was pushed is answered as ever");
        assert_eq!(pushes(&run, 2), [3_000.0], "{kind}");
        // A hand-off that a hang swallowed has its caller stand still for ever.
        run.expect(&[("completed", 2.0), ("failed", failed), ("in_system", 1.0 - failed)]);
    }
}

#[test]
fn an_event_that_grew_too_old_while_its_queue_was_away_is_not_pushed_any_more() {
    let run = push("'0s', '100ms'", ", in_flight = 1, max_age = '2500ms'", "time = '1500ms'", &fault("outage", "q"));
    assert_eq!(pushes(&run, 2), [0.0; 0]);
    assert_eq!(times!(run, Fact::Ended { msg: Msg(2), outcome: Outcome::Expired, .. }), [3_000.0]);
}

#[test]
fn a_target_that_is_down_fails_the_push_and_one_that_hangs_says_nothing() {
    let how = ", on_error.waits = ['4s']";
    let run = push("'0s', '2s'", how, "time = '1500ms'", &fault("outage", "f"));
    // The first is broken off at 1 s, the second refused at 2 s.
    assert_eq!(times!(run, Fact::Refused { word: Word::Down, .. }), [2_000.0]);
    assert_eq!((pushes(&run, 1), pushes(&run, 2)), (vec![0.0, 5_000.0], vec![2_000.0, 6_000.0]));
    run.expect(&[("completed", 2.0)]);
    let run = push("'0s', '2s'", how, "time = '1500ms'", &fault("hang", "f"));
    run.expect(&[("completed", 0.0), ("in_system", 2.0), ("attempts", 2.0)]);
    // A timeout is what finds out.
    let run = push("'0s', '2s'", &format!("{how}, timeout = '3s'"), "time = '1500ms'", &fault("hang", "f"));
    assert_eq!((pushes(&run, 1), pushes(&run, 2)), (vec![0.0, 7_000.0], vec![2_000.0, 9_000.0]));
    run.expect(&[("completed", 2.0)]);
}

#[test]
fn where_an_order_is_kept_a_message_that_waits_for_its_next_push_holds_its_group() {
    let poison = "queue.d = {}\n[message]\npoison = [1]";
    let run = run(&format!(
        "duration = '1min'\n[load]\ntimes = ['0s', '0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\nsender = {{ sends = 'q', callers = 2 }}\n\
         queue.q = {{ push = 'f', order = 'fifo', on_error.waits = ['5s'], dead_letter = 'd' }}\nservice.f.concurrency = 2\n{poison}"
    ));
    assert_eq!((pushes(&run, 1), pushes(&run, 2)), (vec![0.0, 6_000.0], vec![7_000.0]));
    run.expect(&[("dead_lettered", 1.0), ("completed", 1.0)]);
}

#[test]
fn a_bus_hands_over_to_the_queue_inside_a_function_service_and_that_retries_for_itself() {
    let run = run(&format!(
        "duration = '1h'\n[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'bus'\nsender.sends = 'bus'\n\
         queue.bus = {{ preset = 'aws.eventbridge', push = 'q' }}\nqueue.q = {{ push = 'f', dead_letter = 'd'{EVENTS} }}\n\
         service.f.errors = 1\nqueue.d = {{}}"
    ));
    // The bus has its receipt and tries no more; the three tries are those of the queue behind it.
    assert_eq!(pushes(&run, 1), [0.0, 0.0, 61_000.0, 182_000.0]);
    run.expect(&[("dead_lettered", 1.0), ("attempts", 3.0), ("retries", 2.0), ("nodes/1/depth_now", 0.0), ("nodes/1/in_flight_max", 0.0)]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::DeadLettered, .. }), [183_000.0]);
}
