//! The rules about queues, each by a small run whose facts are worked out by hand.

use crate::support::{QUEUE, run};
use inflight::fact::{Cargo, Fact, Outcome, Word};
use inflight::id::Msg;

#[test]
fn a_message_that_is_not_deleted_comes_back_after_its_visibility_timeout() {
    let run = run("duration = '5s'\n[load]\ntimes = ['0s']\n[work]\nerrors = 1\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q.visibility_timeout = '2s'\nworker.w.polls = 'q'");
    let receives = run.pick(|fact| if let Fact::Received { receives, .. } = fact { Some(*receives) } else { None });
    assert_eq!(receives, [(0.0, 1), (2_000.0, 2), (4_000.0, 3)]);
    run.expect(&[("attempts", 3.0), ("retries", 2.0), ("duplicates", 0.0), ("effects", 0.0), ("in_system", 1.0)]);
    run.expect(&[("nodes/1/received", 3.0), ("nodes/1/oldest_max_s", 4.0), ("nodes/1/in_flight_max", 1.0)]);
}

#[test]
fn the_receive_that_would_be_too_many_moves_a_message_to_the_dead_letter_queue() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s']\n[work]\nerrors = 1\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q = { visibility_timeout = '2s', max_receives = 2, dead_letter = 'd' }\nqueue.d = {}\nworker.w.polls = 'q'");
    assert_eq!(times!(run, Fact::Received { .. }), [0.0, 2_000.0]);
    assert_eq!(times!(run, Fact::SetAside { .. }), [4_000.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::DeadLettered, .. }), [4_000.0]);
    run.expect(&[("dead_lettered", 1.0), ("in_system", 0.0), ("nodes/1/depth_now", 0.0), ("nodes/2/depth_now", 1.0)]);
}

#[test]
fn a_receipt_that_is_no_longer_the_latest_deletes_nothing() {
    let run = run("duration = '10s'\n[load]\ntimes = ['0s']\n[work]\ntime = '3s'\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q.visibility_timeout = '2s'\nworker.w = { polls = 'q', concurrency = 2 }");
    // Each receive is worked on for 3 s, but a new one comes after 2 s.
    assert_eq!(times!(run, Fact::Received { .. }), [0.0, 2_000.0, 4_000.0, 6_000.0, 8_000.0, 10_000.0]);
    assert_eq!(times!(run, Fact::Deleted { .. }), [0.0; 0]);
    assert_eq!(times!(run, Fact::Ended { .. }), [3_000.0]);
    run.expect(&[("completed", 1.0), ("effects", 4.0), ("duplicates", 5.0), ("end_to_end/max_s", 3.0)]);
}

#[test]
fn a_message_that_comes_back_takes_its_old_place() {
    let run = run("duration = '2s'\n[load]\ntimes = ['0s', '100ms', '200ms', '300ms']\n[message]\npoison = [1]\n[work]\n\
        time = '400ms'\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\nqueue.q.visibility_timeout = '1s'\nworker.w.polls = 'q'");
    let started = run.pick(|fact| if let Fact::Started { msg, .. } = fact { Some(msg.0) } else { None });
    assert_eq!(started, [(0.0, 1), (400.0, 2), (800.0, 3), (1_200.0, 1), (1_600.0, 4)]);
}

#[test]
fn a_batch_is_worked_on_in_order_and_each_message_deleted_as_it_is_done() {
    let run = run("duration = '3s'\n[load]\ntimes = ['0s', '0s', '0s']\n[[lane]]\nname = 'queue'\nsender = { sends = 'q', callers = 3 }\n\
        queue.q = {}\nworker.w = { polls = 'q', batch = 10, latency = '100ms' }");
    let started = run.pick(|fact| if let Fact::Started { msg, .. } = fact { Some(msg.0) } else { None });
    assert_eq!(started, [(200.0, 1), (300.0, 2), (400.0, 3)]);
    assert_eq!(times!(run, Fact::Deleted { .. }), [400.0, 500.0, 600.0]);
    // It polls again when the batch is done, and doesn't wait for the answer to a deletion.
    assert_eq!(times!(run, Fact::Departed { cargo: Cargo::Poll, .. }), [0.0, 500.0]);
    run.expect(&[("nodes/2/wait/max_s", 0.2), ("nodes/1/in_flight_max", 3.0)]);
}

#[test]
fn a_waiting_poll_gets_a_message_at_the_instant_at_which_it_is_visible() {
    let run = run(&format!("[load]\ntimes = ['5s', '25s']\n[work]\ntime = '1s'\n{QUEUE}"));
    assert_eq!(times!(run, Fact::Received { .. }), [5_000.0, 25_000.0]);
    // The second poll waits from 6 s on, the third from 26 s on, and then one after the other.
    assert_eq!(times!(run, Fact::EmptyReceive { .. }), [46_000.0]);
    run.expect(&[("nodes/1/wait/max_s", 0.0), ("nodes/1/depth_max", 0.0), ("nodes/1/empty_receives", 1.0)]);
}

#[test]
fn short_polling_asks_again_after_its_interval() {
    let polls = |how: &str| {
        let toml = format!(
            "duration = '3500ms'\n[load]\ntimes = ['3400ms']\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\nqueue.q = {{}}\n\
             worker.w = {{ polls = 'q', {how} }}"
        );
        times!(run(&toml), Fact::EmptyReceive { .. })
    };
    assert_eq!(polls("wait = '1s'"), [1_000.0, 2_000.0, 3_000.0]);
    assert_eq!(polls("wait = '0s'"), [0.0, 1_000.0, 2_000.0, 3_000.0]);
    assert_eq!(polls("wait = '1s', interval = '1s'"), [1_000.0, 3_000.0]);
}

#[test]
fn a_poll_that_is_lost_ends_after_its_wait_and_a_second() {
    let hang = "[[fault]]\nat = '0s'\nfor = '1ms'\nkind = 'hang'\non = 'network'";
    let run = run(&format!("duration = '22s'\n[load]\ntimes = ['1s']\n{QUEUE}{hang}"));
    assert_eq!(times!(run, Fact::Departed { cargo: Cargo::Poll, lost: true, .. }), [0.0]);
    assert_eq!(times!(run, Fact::Received { .. }), [21_000.0]);
}

#[test]
fn a_worker_that_goes_down_loses_its_batch_and_the_queue_shows_it_again() {
    let outage = "[[fault]]\nat = '150ms'\nfor = '1s'\nkind = 'outage'\non = 'w'";
    let run = run(&format!(
        "duration = '10s'\n[load]\ntimes = ['0s', '0s']\n[[lane]]\nname = 'queue'\nsender = {{ sends = 'q', callers = 2 }}\n\
         queue.q.visibility_timeout = '5s'\nworker.w = {{ polls = 'q', batch = 2, latency = '50ms' }}\n{outage}"
    ));
    assert_eq!(times!(run, Fact::Dropped { msg: Msg(1), .. }), [150.0]);
    assert_eq!(times!(run, Fact::Unstarted { msg: Msg(2), .. }), [150.0]);
    assert_eq!(times!(run, Fact::Received { .. }), [50.0, 50.0, 5_050.0, 5_250.0]);
    run.expect(&[("completed", 2.0), ("failed", 0.0), ("lost", 0.0)]);
}

#[test]
fn a_queue_that_is_down_refuses_and_keeps_what_it_has() {
    let outage = "[[fault]]\nat = '1s'\nfor = '1s'\nkind = 'outage'\non = 'q'";
    let run = run(&format!("duration = '6s'\n[load]\ntimes = ['0s', '100ms', '1500ms']\n[work]\ntime = '1s'\n{QUEUE}{outage}"));
    assert_eq!(times!(run, Fact::Refused { msg: Some(Msg(3)), word: Word::Down, .. }), [1_500.0]);
    // Its worker is refused at 1 s and asks again a second later, when the queue is back.
    assert_eq!(times!(run, Fact::Refused { msg: None, .. }), [1_000.0]);
    assert_eq!(times!(run, Fact::Received { .. }), [0.0, 2_000.0]);
    run.expect(&[("failed", 1.0), ("completed", 2.0), ("first_error_s", 1.5)]);
}

#[test]
fn after_a_fault_every_slot_polls_once() {
    // Whenever a fault strikes a worker that polls and works: long after it two messages come, and both slots take one at once.
    for on in ["w", "q", "network", "sender"] {
        for kind in ["outage", "hang"] {
            for at in (0..60).step_by(3) {
                for lasts in [1, 7, 45, 2_000] {
                    let run = run(&format!(
                        "duration = '62s'\n[load]\ntimes = ['0s', '1ms', '60s', '60s']\n[work]\ntime = '20ms'\n[network]\nlatency = '10ms'\n\
                         [[lane]]\nname = 'queue'\nsender = {{ sends = 'q', callers = 4, timeout = '1s' }}\nqueue.q = {{}}\n\
                         worker.w = {{ polls = 'q', concurrency = 2, wait = '1s' }}\n\
                         [[fault]]\nat = '{at}ms'\nfor = '{lasts}ms'\nkind = '{kind}'\non = '{on}'"
                    ));
                    let late = run.times(|fact| matches!(fact, Fact::Ended { msg: Msg(3 | 4), outcome: Outcome::Completed, .. }));
                    // At the worst both slots are between two polls: an answer and a poll, 10 ms each, then 10 ms to the worker.
                    let soon = late.len() == 2 && late.iter().all(|at| (60_040.0..=60_060.0).contains(at));
                    assert!(soon, "{kind} on {on} at {at} ms for {lasts} ms: {late:?}");
                }
            }
        }
    }
}
