//! The rules about what a queue keeps, for how long and how often, each by a small run whose facts are worked out by hand.

use crate::support::{Run, run};
use inflight::fact::{Fact, Outcome, Shelf, Word};
use inflight::id::Msg;

/// A lane with a queue and a worker, after a line with the instants of the messages.
fn queue(times: &str, sender: &str, queue: &str, worker: &str) -> Run {
    run(&format!(
        "duration = '20s'\n[load]\ntimes = [{times}]\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\nsender = {{ sends = 'q', callers = 9{sender} }}\n\
         queue.q = {{ {queue} }}\nqueue.d = {{ retention = '5s' }}\nworker.w = {{ polls = 'q', {worker} }}\nworker.v = {{ polls = 'd', wait = '1s', \
         concurrency = 1, time = '1h' }}"
    ))
}

/// The same without a dead-letter queue.
fn plain(times: &str, sender: &str, queue: &str, worker: &str) -> Run {
    run(&format!(
        "duration = '20s'\n[load]\ntimes = [{times}]\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\nsender = {{ sends = 'q', callers = 9{sender} }}\n\
         queue.q = {{ {queue} }}\nworker.w = {{ polls = 'q', {worker} }}"
    ))
}

const RETRY: &str = ", retry = { attempts = 2, backoff = '100ms', jitter = 'none' }";

#[test]
fn a_delayed_message_is_neither_visible_nor_in_flight_until_its_delay_is_over() {
    let run = plain("'0s', '500ms'", "", "delay = '2s'", "batch = 1");
    assert_eq!(times!(run, Fact::Appeared { .. }), [2_000.0, 2_500.0]);
    assert_eq!(times!(run, Fact::Received { .. }), [2_000.0, 3_000.0]);
    // The sender has its receipt at once. The second message is visible for half a second before the worker is free.
    run.expect(&[("ack/max_s", 0.0), ("nodes/1/depth_max", 1.0), ("nodes/1/wait/max_s", 0.5), ("nodes/1/oldest_max_s", 2.5)]);
}

#[test]
fn a_message_that_grows_too_old_expires_wherever_it_is() {
    let run = plain("'0s', '1s', '2s'", "", "retention = '3s', delay = '500ms'", "time = '10s'");
    // The first is in flight, the others are visible. What the worker does with the first then changes nothing.
    let removed = run.pick(|fact| if let Fact::Removed { shelf, outcome, .. } = fact { Some((*shelf, *outcome)) } else { None });
    let expired = |shelf| (shelf, Outcome::Expired);
    assert_eq!(removed, [(3_000.0, expired(Shelf::InFlight)), (4_000.0, expired(Shelf::Visible)), (5_000.0, expired(Shelf::Visible))]);
    run.expect(&[("expired", 3.0), ("completed", 0.0), ("effects", 1.0), ("in_system", 0.0), ("nodes/1/depth_now", 0.0)]);
}

#[test]
fn a_delayed_message_may_expire_before_it_was_ever_visible() {
    let run = plain("'0s'", "", "retention = '3s', delay = '5s'", "batch = 1");
    assert_eq!(times!(run, Fact::Removed { shelf: Shelf::Hidden, .. }), [3_000.0]);
    run.expect(&[("expired", 1.0), ("attempts", 0.0)]);
}

#[test]
fn in_a_dead_letter_queue_age_counts_from_the_first_send() {
    let run = run("duration = '20s'\n[load]\ntimes = ['0s']\n[work]\nerrors = 1\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        worker.w.polls = 'q'\nqueue.d.retention = '5s'\n\
        queue.q = { visibility_timeout = '2s', max_receives = 1, dead_letter = 'd', retention = '10s', latency = '500ms' }");
    // Sent at 0.5 s, received then, set aside at 2.5 s: five seconds after the sending it is gone, neither after birth nor after the move.
    assert_eq!(times!(run, Fact::SetAside { .. }), [2_500.0]);
    assert_eq!(times!(run, Fact::Removed { outcome: Outcome::Expired, .. }), [5_500.0]);
    run.expect(&[("dead_lettered", 1.0), ("expired", 0.0)]);
}

#[test]
fn a_full_queue_refuses_and_what_is_in_flight_takes_room_too() {
    let run = plain("'0s', '100ms', '1100ms'", "", "capacity = 1", "batch = 1");
    assert_eq!(times!(run, Fact::Refused { msg: Some(Msg(2)), word: Word::NoRoom, .. }), [100.0]);
    run.expect(&[("rejected", 1.0), ("completed", 2.0), ("lost", 0.0)]);
}

#[test]
fn a_full_queue_that_blocks_lets_the_caller_stand_still_until_there_is_room() {
    let run = plain("'0s', '100ms', '200ms'", "", "capacity = 1, full = 'block'", "batch = 1");
    assert_eq!(times!(run, Fact::WaitsForRoom { .. }), [100.0, 200.0]);
    assert_eq!(times!(run, Fact::Queued { .. }), [0.0, 1_000.0, 2_000.0]);
    run.expect(&[("blocked/max_s", 1.8), ("completed", 3.0), ("rejected", 0.0)]);
}

#[test]
fn a_caller_that_gave_up_at_a_full_queue_has_sent_its_message_all_the_same() {
    let run = plain("'0s', '100ms'", &format!(", timeout = '300ms'{RETRY}"), "capacity = 1, full = 'block'", "batch = 1");
    // Both attempts wait at the door, and both get in.
    assert_eq!(times!(run, Fact::WaitsForRoom { msg: Msg(2), .. }), [100.0, 500.0]);
    assert_eq!(times!(run, Fact::Queued { msg: Msg(2), .. }), [1_000.0, 2_000.0]);
    run.expect(&[("failed", 1.0), ("completed", 1.0), ("effects", 3.0), ("duplicates", 1.0)]);
}

#[test]
fn at_the_door_too_a_message_is_taken_in_once_if_the_queue_remembers() {
    let how = "capacity = 1, full = 'block', deduplication = '1min'";
    let run = plain("'0s', '100ms'", &format!(", timeout = '300ms'{RETRY}"), how, "batch = 1");
    assert_eq!(times!(run, Fact::Queued { msg: Msg(2), .. }), [1_000.0]);
    assert_eq!(times!(run, Fact::Deduplicated { msg: Msg(2), .. }), [2_000.0]);
    run.expect(&[("failed", 1.0), ("completed", 1.0), ("effects", 2.0)]);
}

#[test]
fn a_full_queue_may_drop_the_oldest_that_is_not_in_flight() {
    let run = plain("'0s', '100ms', '200ms', '300ms'", "", "capacity = 2, full = 'drop-oldest'", "batch = 1");
    let lost = run.pick(|fact| if let Fact::Ended { msg, outcome: Outcome::Lost, .. } = fact { Some(msg.0) } else { None });
    assert_eq!(lost, [(200.0, 2), (300.0, 3)]);
    run.expect(&[("lost", 2.0), ("completed", 2.0), ("nodes/1/depth_now", 0.0)]);
    // Where all are in flight, the new one is refused.
    plain("'0s', '100ms'", "", "capacity = 1, full = 'drop-oldest'", "batch = 1").expect(&[("rejected", 1.0), ("lost", 0.0)]);
}

#[test]
fn at_the_limit_of_messages_in_flight_a_long_poll_waits_and_a_short_one_is_refused() {
    let long = plain("'50ms', '50ms'", "", "in_flight = 1", "concurrency = 2, time = '950ms'");
    assert_eq!(times!(long, Fact::Received { .. }), [50.0, 1_000.0]);
    assert_eq!(times!(long, Fact::Refused { .. }), [0.0; 0]);
    let short = plain("'50ms', '50ms'", "", "in_flight = 1", "concurrency = 2, time = '950ms', wait = '0s', interval = '300ms'");
    // Both slots ask at 0.3 s. The one that is refused asks again a second later, when the other has the second message.
    assert_eq!(times!(short, Fact::Received { .. }), [300.0, 1_250.0]);
    assert_eq!(times!(short, Fact::Refused { msg: None, word: Word::NoRoom, .. }), [300.0, 1_300.0]);
}

/// The receipt of the first attempt is lost, so it is sent again, and arrives at 0.7 s.
fn sent_twice(how: &str) -> Run {
    let toml = format!(
        "duration = '20s'\n[load]\ntimes = ['0s']\n[[lane]]\nname = 'queue'\nsender = {{ sends = 'q', timeout = '500ms'{RETRY} }}\n\
         queue.q = {{ latency = '100ms'{how} }}\nworker.w.polls = 'q'\n\
         [[fault]]\nat = '50ms'\nfor = '100ms'\nkind = 'partition'\non = 'q'"
    );
    run(&toml)
}

#[test]
fn a_queue_that_remembers_stores_a_message_once_within_the_window() {
    let run = sent_twice(", deduplication = '10s'");
    assert_eq!(times!(run, Fact::Queued { .. }), [100.0]);
    assert_eq!(times!(run, Fact::Deduplicated { .. }), [700.0]);
    run.expect(&[("completed", 1.0), ("effects", 1.0), ("ack/max_s", 0.8)]);
    for how in ["", ", deduplication = '500ms'"] {
        let run = sent_twice(how);
        assert_eq!(times!(run, Fact::Queued { .. }), [100.0, 700.0], "{how}");
        run.expect(&[("completed", 1.0), ("effects", 2.0), ("duplicates", 1.0)]);
    }
}

#[test]
fn a_message_that_was_refused_is_not_remembered() {
    let run = plain("'0s', '950ms'", RETRY, "capacity = 1, deduplication = '1min'", "batch = 1");
    assert_eq!(times!(run, Fact::Queued { msg: Msg(2), .. }), [1_050.0]);
    run.expect(&[("completed", 2.0), ("lost", 0.0), ("attempts", 2.0)]);
}

#[test]
fn a_queue_may_store_a_message_twice_and_an_idempotent_worker_does_it_once() {
    let run = plain("'0s'", "", "duplicates = 1", "batch = 1");
    run.expect(&[("completed", 1.0), ("effects", 2.0), ("duplicates", 1.0), ("attempts", 2.0), ("retries", 1.0)]);
    let run = plain("'0s'", "", "duplicates = 1", "idempotent = true");
    assert_eq!(times!(run, Fact::Recognised { .. }), [1_000.0]);
    run.expect(&[("completed", 1.0), ("effects", 1.0), ("nodes/1/depth_now", 0.0), ("in_system", 0.0)]);
}

#[test]
fn the_latest_receipt_deletes_also_after_the_visibility_timeout_if_nobody_received_the_message_since() {
    let run = plain("'0s'", "", "visibility_timeout = '600ms'", "batch = 1");
    assert_eq!(times!(run, Fact::Reappeared { .. }), [600.0]);
    assert_eq!(times!(run, Fact::Deleted { shelf: Shelf::Visible, .. }), [1_000.0]);
    run.expect(&[("completed", 1.0), ("attempts", 1.0), ("effects", 1.0), ("nodes/1/depth_now", 0.0), ("in_system", 0.0)]);
    // Where an order is kept it doesn't: the message is received again and again.
    let run = plain("'0s'", "", "visibility_timeout = '600ms', order = 'fifo'", "batch = 1");
    assert_eq!(times!(run, Fact::Received { .. })[..3], [0.0, 1_000.0, 2_000.0]);
}

#[test]
fn a_poll_that_is_answered_does_not_end_later_and_those_that_wait_end_in_turn() {
    let run = plain("'500ms'", "", "delay = '0s'", "concurrency = 3, wait = '2s'");
    // The first slot gets the message and polls again at 1.5 s; the others' first polls end at 2 s, the second ones at 4 s.
    assert_eq!(times!(run, Fact::EmptyReceive { .. })[..6], [2_000.0, 2_000.0, 3_500.0, 4_000.0, 4_000.0, 5_500.0]);
}

#[test]
fn messages_from_a_dead_letter_queue_can_be_worked_on_without_changing_how_they_ended() {
    let run = queue("'0s'", "", "visibility_timeout = '2s', max_receives = 1, dead_letter = 'd'", "errors = 1");
    assert_eq!(times!(run, Fact::Received { .. }), [0.0, 2_000.0]);
    // Set aside at 2 s and received there; it expires at 5 s all the same, and ended when it was set aside.
    assert_eq!(times!(run, Fact::Removed { shelf: Shelf::InFlight, .. }), [5_000.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::DeadLettered, .. }), [2_000.0]);
    run.expect(&[("dead_lettered", 1.0), ("expired", 0.0), ("completed", 0.0)]);
}
