//! The rules about workers and their tries, each by a small run whose facts are worked out by hand.

use crate::support::{Run, run};
use inflight::fact::{Fact, Outcome, Word};
use inflight::id::{Msg, NodeId};

/// A lane with the queue `q` and the worker `w`; work takes 100 ms.
fn lane(times: &[&str], queue: &str, worker: &str, rest: &str) -> Run {
    run(&format!(
        "duration = '20s'\n[load]\ntimes = {times:?}\n[work]\ntime = '100ms'\n[[lane]]\nname = 'queue'\nsender = {{ sends = 'q', callers = 9 }}\n\
         queue.q = {{ {queue} }}\nworker.w = {{ polls = 'q', {worker} }}\n{rest}"
    ))
}

fn fault(at: &str, lasts: &str, kind: &str) -> String {
    format!("[[fault]]\nat = '{at}'\nfor = '{lasts}'\non = 'w'\nkind = {kind}\n")
}

fn change(at: &str, set: &str, to: &str) -> String {
    format!("[[change]]\nat = '{at}'\nset = 'queue.w.{set}'\nto = {to}\n")
}

/// When work on which message began at the worker `w`.
fn started(run: &Run) -> Vec<(f64, u32)> {
    run.pick(|fact| if let Fact::Started { msg, node: NodeId(2), .. } = fact { Some(msg.0) } else { None })
}

fn received(run: &Run) -> Vec<(f64, u32)> {
    run.pick(|fact| if let Fact::Received { msg, .. } = fact { Some(msg.0) } else { None })
}

fn deleted(run: &Run) -> Vec<(f64, u32)> {
    run.pick(|fact| if let Fact::Deleted { msg, .. } = fact { Some(msg.0) } else { None })
}

#[test]
fn each_of_several_workers_counts_its_own_tries() {
    let run = run("duration = '10s'\n[load]\ntimes = ['0s']\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q = { visibility_timeout = '1s', max_receives = 4, dead_letter = 'd' }\nqueue.d = {}\n\
        worker.a = { polls = 'q', errors = 1 }\nworker.b = { polls = 'q', errors = 1 }");
    // The polls wait in turn, so the two workers take turns: the second receive of each is its second try.
    let tries = run.pick(|fact| if let Fact::Arrived { nth, .. } = fact { Some(*nth) } else { None });
    assert_eq!(tries, [(0.0, 1), (1_000.0, 1), (2_000.0, 2), (3_000.0, 2)]);
    run.expect(&[("attempts", 4.0), ("retries", 3.0), ("dead_lettered", 1.0)]);
}

#[test]
fn a_message_may_be_worked_on_more_often_than_a_small_number_can_count() {
    let run = run("duration = '70ms'\n[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q = { visibility_timeout = '1us' }\nworker.w = { polls = 'q', concurrency = 100000 }");
    assert_eq!(run.figure("attempts"), Some(70_001.0));
}

/// One batch of three, the second of which is poison: received at 100 ms, worked on from 200 ms to 500 ms.
fn batch(how: &str) -> Run {
    lane(&["0s", "0s", "0s"], "visibility_timeout = '5s'", &format!("batch = 10, latency = '100ms', {how}"), "[message]\npoison = [2]")
}

#[test]
fn one_failure_brings_a_whole_batch_back_where_batches_fail() {
    let run = batch("batch_fails = true");
    assert_eq!(received(&run)[..4], [(100.0, 1), (100.0, 2), (100.0, 3), (5_100.0, 1)]);
    // The poll that waits gets the first alone. Its batch has no failure, and is deleted at its end.
    assert_eq!(deleted(&run)[..1], [(5_400.0, 1)]);
    let again = run.pick(|fact| if let Fact::Arrived { msg, duplicate: true, .. } = fact { Some(msg.0) } else { None });
    assert_eq!(again[..2], [(5_200.0, 1), (5_500.0, 3)]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Completed, .. }), [300.0, 500.0]);
}

#[test]
fn a_worker_that_reports_failures_deletes_the_rest_at_the_end_of_the_batch() {
    for how in ["report_failures = true", "report_failures = true, batch_fails = true"] {
        let run = batch(how);
        assert_eq!(deleted(&run), [(600.0, 1), (600.0, 3)]);
        assert_eq!(received(&run)[3..5], [(5_100.0, 2), (10_100.0, 2)]);
        run.expect(&[("completed", 2.0), ("duplicates", 0.0), ("effects", 2.0)]);
    }
    let plain = batch("");
    assert_eq!(deleted(&plain), [(400.0, 1), (600.0, 3)]);
    assert_eq!(received(&plain)[3..4], [(5_100.0, 2)]);
}

#[test]
fn of_a_batch_in_order_what_stands_behind_a_failure_in_its_group_comes_back() {
    let run = lane(
        &["0s", "0s", "0s"],
        "visibility_timeout = '5s', order = 'fifo'",
        "batch = 10, latency = '100ms'",
        "[message]\npoison = [2]\ngroups = 1",
    );
    assert_eq!(started(&run)[..3], [(200.0, 1), (300.0, 2), (5_200.0, 2)]);
    assert_eq!(times!(run, Fact::Unstarted { msg: Msg(3), .. })[..1], [400.0]);
    run.expect(&[("completed", 1.0), ("nodes/2/out_of_order", 0.0)]);
}

#[test]
fn a_window_gathers_a_batch_and_no_more_than_that() {
    let run = lane(&["0s", "50ms", "130ms"], "", "batch = 10, window = '300ms', wait = '100ms'", "");
    // It looks when a poll is answered: the one from 230 ms on, with nothing.
    assert_eq!(started(&run), [(330.0, 1), (430.0, 2), (530.0, 3)]);
    run.expect(&[("nodes/2/wait/max_s", 0.4), ("completed", 3.0)]);
    // The slot has one of two when its second poll finds two more.
    let full = lane(&["0s", "110ms", "110ms"], "", "batch = 2, window = '9s', latency = '50ms'", "");
    assert_eq!(received(&full), [(50.0, 1), (150.0, 2), (450.0, 3)]);
    assert_eq!(started(&full)[..2], [(200.0, 1), (300.0, 2)]);
}

#[test]
fn a_slot_that_gathers_begins_with_what_it_has_when_it_gets_no_more() {
    // The queue lets one message out at a time, so that it refuses the second poll.
    let refused = lane(&["0s", "0s"], "in_flight = 1", "batch = 2, window = '300ms', wait = '0s', interval = '100ms'", "");
    assert_eq!(started(&refused)[..1], [(1_100.0, 1)]);
    let sent_away =
        lane(&["0s", "0s"], "", "concurrency = 2, batch = 2, window = '9s', wait = '1s'", &change("1500ms", "concurrency", "1"));
    assert_eq!(started(&sent_away), [(2_000.0, 2), (9_000.0, 1)]);
    refused.expect(&[("completed", 2.0)]);
}

#[test]
fn who_recognises_a_message_leaves_it_alone_or_deletes_it() {
    let run = lane(&["0s"], "visibility_timeout = '2s'", "concurrency = 2, time = '3s', idempotent = true", "");
    // At 2 s it is being worked on, so that it comes back; at 4 s it is done.
    assert_eq!(received(&run), [(0.0, 1), (2_000.0, 1), (4_000.0, 1)]);
    assert_eq!(times!(run, Fact::Recognised { .. }), [4_000.0]);
    assert_eq!(deleted(&run), [(4_000.0, 1)]);
    run.expect(&[
        ("completed", 1.0),
        ("effects", 1.0),
        ("duplicates", 2.0),
        ("nodes/2/utilisation", 3.0 / 40.0),
        ("nodes/2/depth_now", 0.0),
    ]);
}

#[test]
fn calls_are_part_of_the_work() {
    let run = lane(&["0s"], "", "calls = ['db']", "[lane.service.db]\ntime = '200ms'");
    assert_eq!(times!(run, Fact::Finished { node: NodeId(2), .. }), [300.0]);
    run.expect(&[("end_to_end/max_s", 0.3), ("effects", 1.0), ("nodes/2/utilisation", 0.3 / 20.0), ("nodes/3/utilisation", 0.2 / 20.0)]);
    let fails = lane(&["0s"], "visibility_timeout = '15s'", "calls = ['db']", "[lane.service.db]\nerrors = 1");
    assert_eq!(times!(fails, Fact::Finished { node: NodeId(2), ok: false, .. })[..1], [200.0]);
    assert_eq!(received(&fails), [(0.0, 1), (15_000.0, 1)]);
}

#[test]
fn what_a_worker_calls_is_wanted_whatever_became_of_the_message() {
    // The second delivery comes when the message is done; the worker waits for its call all the same.
    let run =
        lane(&["0s"], "visibility_timeout = '2s'", "concurrency = 2, calls = ['db']", "[lane.service.db]\nconcurrency = 2\ntime = '3s'");
    assert_eq!(times!(run, Fact::Ended { .. }), [3_100.0]);
    run.expect(&[("orphaned_work_s", 0.0)]);
}

#[test]
fn a_message_that_the_next_hop_refuses_comes_back() {
    let next = "[lane.queue.next]\ncapacity = 1\n[lane.worker.last]\npolls = 'next'\n[[fault]]\nat = '0s'\nfor = '3s'\nkind = 'outage'\non = 'last'";
    let run = lane(&["0s", "0s"], "visibility_timeout = '2s'", "sends = 'next'", next);
    // The second message is received at 100 ms and 2.1 s, and each time the next queue is full. It is not at 4.2 s.
    assert_eq!(times!(run, Fact::Refused { word: Word::NoRoom, .. }), [200.0, 2_200.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Completed, .. }), [3_100.0, 4_300.0]);
    run.expect(&[("completed", 2.0), ("effects", 2.0), ("end_to_end/max_s", 4.3), ("attempts", 4.0), ("retries", 2.0)]);
}

#[test]
fn a_worker_that_scales_adds_slots_while_all_are_busy() {
    let scale = "time = '5s', concurrency = 3, scale = { start = 1, add = 1, every = '1s' }";
    assert_eq!(started(&lane(&["0s"; 3], "", scale, "")), [(0.0, 1), (1_000.0, 2), (2_000.0, 3)]);
    // Slots that are sent away and called back, one by one, keep what they work on.
    let changes = change("2500ms", "concurrency", "1") + &change("3s", "concurrency", "3");
    let run = lane(&["0s"; 4], "", scale, &changes);
    assert_eq!(times!(run, Fact::Finished { .. }), [5_000.0, 6_000.0, 7_000.0, 10_000.0]);
}

#[test]
fn what_a_throttle_refuses_comes_back_after_its_visibility_timeout() {
    let run = lane(&["0s"; 3], "visibility_timeout = '2s'", "", &fault("0s", "9s", "'throttle'\namount = '1/s'"));
    assert_eq!(times!(run, Fact::Refused { word: Word::Throttled, .. }), [100.0, 100.0, 2_200.0]);
    assert_eq!(times!(run, Fact::Finished { .. }), [100.0, 2_200.0, 4_300.0]);
    run.expect(&[("completed", 3.0), ("effects", 3.0), ("attempts", 6.0), ("duplicates", 0.0)]);
}

#[test]
fn a_fault_takes_a_worker_its_batch_and_the_queue_shows_it_again() {
    for kind in ["outage", "crash", "hang"] {
        let run = lane(&["0s"; 2], "visibility_timeout = '5s'", "batch = 2, latency = '50ms'", &fault("150ms", "1s", &format!("'{kind}'")));
        // Received at 50 ms, in the worker's hand from 100 ms on.
        assert_eq!(times!(run, Fact::Dropped { msg: Msg(1), .. }), [150.0], "{kind}");
        assert_eq!(times!(run, Fact::Unstarted { msg: Msg(2), .. }), [150.0], "{kind}");
        assert_eq!(received(&run)[2..], [(5_050.0, 1), (5_250.0, 2)], "{kind}");
        run.expect(&[("completed", 2.0), ("lost", 0.0), ("duplicates", 0.0), ("effects", 2.0)]);
    }
}

#[test]
fn slots_that_are_fewer_or_more_come_and_go_with_what_they_have() {
    let starts = |times: &[&str], slots: u32, changes: &str| -> Vec<f64> {
        started(&lane(times, "", &format!("time = '1s', concurrency = {slots}"), changes)).iter().map(|(at, _)| *at).collect()
    };
    // The polls of slots that are gone bring nothing.
    assert_eq!(starts(&["2s"; 3], 3, &change("1s", "concurrency", "1")), [2_000.0, 3_000.0, 4_000.0]);
    assert_eq!(starts(&["2s"; 3], 1, &change("1s", "concurrency", "3")), [2_000.0; 3]);
    let busy = ["0s", "0s", "600ms", "600ms"];
    let fewer = change("500ms", "concurrency", "1");
    assert_eq!(starts(&busy, 2, &fewer), [0.0, 0.0, 1_000.0, 2_000.0]);
    assert_eq!(starts(&busy, 2, &(fewer + &change("700ms", "concurrency", "2"))), [0.0, 0.0, 1_000.0, 1_000.0]);
    let back = change("1s", "concurrency", "1") + &change("1500ms", "concurrency", "3");
    assert_eq!(starts(&["2s"; 3], 3, &back), [2_000.0; 3]);
}

#[test]
fn a_batch_that_is_larger_holds_for_polls_that_wait() {
    let run = lane(&["0s"; 5], "", "time = '1s'", &change("500ms", "batch", "3"));
    assert_eq!(received(&run), [(0.0, 1), (1_000.0, 2), (1_000.0, 3), (1_000.0, 4), (4_000.0, 5)]);
}

#[test]
fn short_polls_that_find_nothing_are_counted() {
    let run = lane(&["4500ms"], "", "wait = '0s', interval = '2s'", "");
    assert_eq!(times!(run, Fact::EmptyReceive { .. })[..4], [0.0, 2_000.0, 4_000.0, 6_100.0]);
    assert_eq!(received(&run), [(6_000.0, 1)]);
    // And at 8.1 s, 10.1 s and so on to 18.1 s.
    run.expect(&[("nodes/1/empty_receives", 10.0), ("nodes/1/received", 1.0), ("nodes/1/wait/max_s", 1.5)]);
}

#[test]
fn each_completion_before_an_earlier_message_of_the_group_is_out_of_order() {
    // The first is lost from the worker's hand at 50 ms and comes back when two others are done.
    let run = lane(&["0s"; 3], "visibility_timeout = '1s'", "", &fault("50ms", "10ms", "'outage'"));
    assert_eq!(started(&run), [(0.0, 1), (60.0, 2), (160.0, 3), (1_000.0, 1)]);
    run.expect(&[("nodes/2/out_of_order", 2.0), ("completed", 3.0), ("retries", 1.0)]);
}

#[test]
fn shares_of_time_follow_the_number_of_slots_and_callers() {
    let changes = "[[change]]\nat = '10s'\nset = 'queue.sender.callers'\nto = 19\n".to_owned() + &change("10s", "concurrency", "3");
    let run = lane(&["0s"], "latency = '100ms'", "time = '2s'", &changes);
    // A caller of 9, and then 19, stands still for 0.2 s; a slot of 1, and then 3, works for 2 s.
    run.expect(&[("blocked_share", 0.2 / (9.0 * 10.0 + 19.0 * 10.0)), ("nodes/2/utilisation", 2.0 / (10.0 + 30.0))]);
}

#[test]
fn work_that_takes_too_long_has_failed_and_what_it_called_goes_on_for_nobody() {
    let run = run("duration = '20s'\n[load]\ntimes = ['0s']\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q.visibility_timeout = '12s'\nworker.w = { polls = 'q', time = '1s', timeout = '3s', calls = 'db' }\nservice.db.time = '5s'\n");
    // The slot is free after 3 s, the call ends at 6 s, and the message is back at 12 s, with the same end.
    let ends = run.pick(|fact| if let Fact::Finished { node, ok, .. } = fact { Some((node.0, *ok)) } else { None });
    assert_eq!(ends, [(3_000.0, (2, false)), (6_000.0, (3, true)), (15_000.0, (2, false)), (18_000.0, (3, true))]);
    run.expect(&[("in_system", 1.0), ("orphaned_work_s", 6.0), ("effects", 2.0), ("attempts", 2.0)]);
}
