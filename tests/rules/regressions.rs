//! Rules at their edges, where several keys of the language meet; each by a small run whose facts are worked out by hand.

use crate::support::{self, run};
use inflight::fact::{Fact, Outcome, Word};
use inflight::measure::LaneRun;
use inflight::scene::NodeScene;

#[test]
fn a_queue_remembers_only_what_it_took_in() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s', '0s']\n[[lane]]\nname = 'queue'\n\
        sender = { sends = 'q', callers = 2, retry = { attempts = 3, backoff = '1s', jitter = 'none' } }\n\
        queue.q = { capacity = 1, deduplication = '5min' }\nworker.w.polls = 'q'");
    // The second message was refused once, and is not one that was sent before.
    assert_eq!(times!(run, Fact::Queued { .. }), [0.0, 1_000.0]);
    assert_eq!(times!(run, Fact::Deduplicated { .. }), [0.0; 0]);
    run.expect(&[("completed", 2.0), ("lost", 0.0)]);
}

#[test]
fn what_waited_for_room_and_was_sent_again_meanwhile_is_stored_once() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s', '0s']\n[work]\ntime = '2s'\n[[lane]]\nname = 'queue'\n\
        sender = { sends = 'q', callers = 2, timeout = '500ms', retry = { attempts = 2, backoff = '0s' } }\n\
        queue.q = { capacity = 1, full = 'block', deduplication = '5min' }\nworker.w.polls = 'q'");
    assert_eq!(times!(run, Fact::WaitsForRoom { .. }), [0.0, 500.0]);
    assert_eq!(times!(run, Fact::Queued { .. }), [0.0, 2_000.0]);
    assert_eq!(times!(run, Fact::Deduplicated { .. }), [4_000.0]);
}

#[test]
fn a_queue_never_holds_more_than_its_capacity() {
    let twins = run("duration = '1s'\n[load]\ntimes = ['0s', '1ms']\n[work]\ntime = '5s'\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q = { capacity = 3, duplicates = 1 }\nworker.w.polls = 'q'");
    assert_eq!(times!(twins, Fact::Queued { .. }), [0.0, 0.0, 1.0], "there is no room for a second of the second");
    let dead = run("duration = '9s'\n[load]\ntimes = ['0s', '0s']\n[work]\nerrors = 1\n[[lane]]\nname = 'queue'\n\
        sender = { sends = 'q', callers = 2 }\nqueue.q = { visibility_timeout = '1s', max_receives = 1, dead_letter = 'd' }\n\
        queue.d.capacity = 1\nworker.w = { polls = 'q', batch = 2 }");
    dead.expect(&[("dead_lettered", 2.0), ("nodes/2/depth_now", 1.0)]);
    assert_eq!(times!(dead, Fact::Refused { word: Word::NoRoom, .. }), [1_100.0]);
}

#[test]
fn a_second_answer_to_one_call_is_not_taken_for_that_to_the_next() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s']\n[work]\ntime = '0s'\n[[lane]]\nname = 'call'\nsender.calls = 's'\n\
        service.s.calls = ['a', 'b']\nservice.a = { time = '100ms', concurrency = 1 }\nservice.b.time = '5s'\n\
        [[fault]]\nat = '0s'\nkind = 'duplicate'\namount = 1\non = 'a'");
    // `a` answers at 100 ms and, its twin, at 200 ms; `b` does at 5.1 s.
    assert_eq!(run.pick(|fact| if let Fact::Freed { word, .. } = fact { Some(*word) } else { None }), [(5_100.0, Word::Ok)]);
}

#[test]
fn a_limit_that_gets_shorter_holds_for_what_waits_already() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s', '0s', '3s']\n[work]\ntime = '8s'\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', callers = 3 }\nservice.s = {}\n[[change]]\nat = '2s'\nset = 'call.s.timeout'\nto = '1s'");
    let missed = run.pick(|fact| if let Fact::Missed { msg, .. } = fact { Some(msg.0) } else { None });
    assert_eq!(missed, [(2_000.0, 2), (4_000.0, 3)]);
}

#[test]
fn a_service_that_scales_waits_without_looking_all_the_time() {
    let scenario = support::scenario(
        "duration = '60s'\n[load]\ntimes = ['0s', '10s', '10s', '10s', '10s', '10s', '10s', '10s', '30s', '30s', '30s', '30s']\n[work]\ntime = '5s'\n[[lane]]\nname = 'call'\n\
         sender = { calls = 's', callers = 9 }\nservice.s = { concurrency = 3, scale = { start = 2, add = 1, every = '1s' } }\n\
         [[fault]]\nat = '31s'\nfor = '5s'\nkind = 'outage'\non = 's'",
    );
    let (lane, _) = scenario.lane_ids().next().expect("there is a lane");
    assert!(LaneRun::of(&scenario, lane).expect("time goes on").events < 100);
}

#[test]
fn a_service_that_scales_takes_what_waits_as_soon_as_it_may_use_a_slot() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s', '0s', '0s']\n[work]\ntime = '5s'\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', callers = 3 }\nservice.s = { concurrency = 3, scale = { start = 1, add = 1, every = '1s' } }");
    assert_eq!(times!(run, Fact::Started { .. }), [0.0, 1_000.0, 2_000.0]);
}

#[test]
fn a_sender_that_goes_down_sends_nothing_more() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s', '0s', '0s']\n[work]\ntime = '5s'\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', callers = 3, connections = { limit = 1 } }\nservice.s.concurrency = 9\n\
        [[fault]]\nat = '1s'\nfor = '1s'\nkind = 'outage'\non = 'sender'");
    assert_eq!(times!(run, Fact::Tried { .. }), [0.0]);
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Failed, .. }), [1_000.0; 3]);
}

#[test]
fn a_sender_that_hangs_begins_no_further_call() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s']\n[work]\ntime = '2s'\n[[lane]]\nname = 'call'\nsender.calls = ['a', 'b']\n\
        service.a = {}\nservice.b = {}\n[[fault]]\nat = '1s'\nfor = '3s'\nkind = 'hang'\non = 'sender'");
    assert_eq!(times!(run, Fact::Tried { .. }), [0.0, 4_000.0]);
    run.expect(&[("completed", 1.0), ("end_to_end/max_s", 6.0)]);
}

#[test]
fn a_breaker_of_a_sender_that_hears_nothing_closes_again() {
    let run = run("duration = '9s'\n[load]\nrate = '1/s'\n[[lane]]\nname = 'queue'\n\
        sender = { sends = 'q', ack = false, breaker = { failures = 1, open = '500ms' } }\nqueue.q = {}\nworker.w.polls = 'q'\n\
        [[fault]]\nat = '1500ms'\nfor = '1s'\nkind = 'errors'\namount = 1\non = 'sender'");
    // Only the message at 2 s stumbles; those from 3 s on go out.
    assert_eq!(times!(run, Fact::Missed { .. }), [2_000.0]);
}

#[test]
fn what_changes_at_the_start_is_there_once() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s', '0s', '0s']\n[work]\ntime = '5s'\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', callers = 1 }\nservice.s.concurrency = 9\n[[change]]\nat = '0s'\nset = 'call.sender.callers'\nto = 2");
    assert_eq!(times!(run, Fact::Taken { .. }), [0.0, 0.0, 5_000.0]);
    run.expect(&[("completed", 2.0)]);
}

#[test]
fn a_copy_of_what_has_ended_is_a_copy_of_its_own() {
    let run = run("duration = '9s'\n[load]\ntimes = ['0s', '500ms', '600ms']\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', callers = 3, timeout = '20ms', retry = { attempts = 2, backoff = '0s' } }\n\
        service.s = { sends = 'q', concurrency = 9 }\nqueue.q = {}\nworker.w = { polls = 'q', time = '10ms' }");
    assert_eq!(times!(run, Fact::Queued { .. }).len(), 6);
    run.expect(&[("failed", 3.0), ("in_system", 0.0), ("effects", 6.0)]);
}

#[test]
fn a_slot_that_joins_again_goes_on_with_what_it_has() {
    let run = run("duration = '8s'\n[load]\ntimes = ['0s', '0s', '0s', '0s']\n[work]\ntime = '3s'\n[[lane]]\nname = 'queue'\n\
        sender = { sends = 'q', callers = 4 }\nqueue.q = {}\n\
        worker.w = { polls = 'q', concurrency = 2, scale = { start = 1, add = 1, every = '1s' } }\n\
        [[fault]]\nat = '500ms'\nfor = '2s'\nkind = 'slow'\namount = 2\non = 'w'\n\
        [[change]]\nat = '1500ms'\nset = 'queue.w.concurrency'\nto = 1\n[[change]]\nat = '2s'\nset = 'queue.w.concurrency'\nto = 2");
    // The second slot begins at 1 s, is to go, and joins again at 4 s, before it is done.
    assert_eq!(times!(run, Fact::Finished { .. }), [3_000.0, 6_000.0, 7_000.0]);
}

#[test]
fn the_scene_follows_slots_that_are_to_go_and_have_something_to_do_yet() {
    let run = run("duration = '3s'\n[load]\ntimes = ['0s', '0s', '0s', '0s']\n[work]\ntime = '2s'\n[[lane]]\nname = 'queue'\n\
        sender = { sends = 'q', callers = 4 }\nqueue.q = {}\nworker.w = { polls = 'q', concurrency = 2, batch = 2, latency = '100ms' }\n\
        [[change]]\nat = '1s'\nset = 'queue.w.concurrency'\nto = 1");
    // The second slot goes on to the other message of its batch at 2.2 s.
    assert_eq!(times!(run, Fact::Started { slot: 1, .. }), [200.0, 2_200.0]);
    let scene = run.scene();
    let NodeScene::Receiver(worker) = &scene.lanes()[0].nodes[2] else { panic!("not a worker") };
    assert_eq!((worker.busy, worker.slots.iter().flatten().count()), (2, 2));
}

#[test]
fn a_worker_that_scales_goes_on_while_messages_wait() {
    let text = "duration = '30s'\n[load]\ntimes = [TIMES]\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\nsender = { sends = 'q', callers = 600 }\n\
        queue.q = {}\nworker.w = { polls = 'q', concurrency = 100, scale = { start = 1, add = 1, every = '1s' } }";
    let run = run(&text.replace("TIMES", &["'0s'"; 600].join(", ")));
    // Slot n joins after n - 1 seconds, so that of 30 s the first works all, the second 29, and so on: 30 + 29 + ... + 1.
    // What ends with the run counts as well.
    run.expect(&[("completed", 465.0)]);
}
