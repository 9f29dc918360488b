//! The rules about topics and their copies, each by a small run whose facts are worked out by hand.

use crate::support::{self, Run, run};
use inflight::fact::{Fact, Outcome, Word};

/// A sender that publishes, and the rest of its lane.
fn topic(times: &str, nodes: &str) -> Run {
    run(&format!(
        "duration = '20s'\n[load]\ntimes = [{times}]\n[work]\ntime = '1s'\n[[lane]]\nname = 'topic'\nsender = {{ sends = 't', callers = 9 }}\n{nodes}"
    ))
}

fn ends(run: &Run) -> Vec<(f64, Outcome)> {
    run.pick(|fact| if let Fact::Ended { outcome, .. } = fact { Some(*outcome) } else { None })
}

#[test]
fn each_subscriber_gets_a_copy_and_the_message_ends_with_the_last_of_them() {
    let run = topic("'0s'", "topic.t.subscribers = { a = {}, q = {} }\nservice.a = {}\nqueue.q.delay = '3s'\nworker.w.polls = 'q'");
    assert_eq!(times!(run, Fact::Copied { copies: 2, .. }), [0.0]);
    // The service answers after its work, the queue takes its copy in at once and has it done a second after its delay.
    assert_eq!(times!(run, Fact::Delivered { .. }), [0.0, 1_000.0]);
    assert_eq!(ends(&run), [(4_000.0, Outcome::Completed)]);
    run.expect(&[
        ("offered", 1.0),
        ("completed", 1.0),
        ("effects", 2.0),
        ("end_to_end/max_s", 4.0),
        ("ack/max_s", 0.0),
        ("duplicates", 0.0),
    ]);
}

#[test]
fn the_worst_end_of_all_copies_counts() {
    for (retry, dead, outcome) in
        [("", "", Outcome::Lost), ("", "dead_letter = 'd'", Outcome::DeadLettered), ("retry.waits = ['2s']", "", Outcome::Lost)]
    {
        let more = if dead.is_empty() { "" } else { "queue.d = {}" };
        let run = topic(
            "'0s'",
            &format!(
                "topic.t = {{ subscribers = {{ a = {{}}, b = {{ {retry}{dead} }} }} }}\nservice.a = {{}}\nservice.b.errors = 1\n{more}"
            ),
        );
        let at = if retry.is_empty() { 1_000.0 } else { 4_000.0 };
        assert_eq!(ends(&run), [(at, outcome)]);
        assert_eq!(times!(run, Fact::Undeliverable { .. }), [at]);
        run.expect(&[("completed", 0.0), ("in_system", 0.0)]);
    }
}

#[test]
fn a_copy_that_a_queue_sets_aside_or_lets_expire_counts_too() {
    let aside = "queue.q = { visibility_timeout = '2s', max_receives = 1, dead_letter = 'd' }\nqueue.d = {}\nworker.w = { polls = 'q', errors = 1 }";
    let old = "queue.q = { retention = '5s', delay = '9s' }\nworker.w.polls = 'q'";
    for (queue, outcome, at) in [(aside, Outcome::DeadLettered, 2_000.0), (old, Outcome::Expired, 5_000.0)] {
        let run = topic("'0s'", &format!("topic.t.subscribers = {{ a = {{}}, q = {{}} }}\nservice.a = {{}}\n{queue}"));
        assert_eq!(ends(&run), [(at, outcome)]);
    }
}

#[test]
fn a_filter_lets_its_kinds_through_and_what_nobody_wants_is_completed() {
    let run = topic(
        "'0s', '0s', '0s', '0s', '0s', '0s', '0s', '0s', '0s'",
        "topic.t.subscribers = { a = { kinds = ['order'] }, b = { kinds = ['order', 'refund'] } }\nservice.a.concurrency = 99\n\
         service.b.concurrency = 99\n[message]\nkinds = { order = 0.4, refund = 0.3, gossip = 0.3 }",
    );
    let copies = run.pick(|fact| if let Fact::Copied { copies, .. } = fact { Some(*copies) } else { None });
    let count = |wanted: u16| copies.iter().filter(|(_, copies)| *copies == wanted).count() as f64;
    assert!(count(0) > 0.0 && count(1) > 0.0 && count(2) > 0.0, "{copies:?}");
    let at_once = ends(&run).iter().filter(|(at, outcome)| (*at, *outcome) == (0.0, Outcome::Completed)).count() as f64;
    assert_eq!(at_once, count(0));
    run.expect(&[("completed", 9.0), ("effects", count(1) + 2.0 * count(2))]);
}

#[test]
fn sns_tries_at_once_then_every_second_then_further_and_further_apart_then_every_20_s() {
    let run = run("duration = '10min'\n[load]\ntimes = ['0s']\n[[lane]]\nname = 'topic'\nsender.sends = 't'\n\
        topic.t = { preset = 'aws.sns.standard', subscribers.a = {} }\nservice.a = {}\n[[fault]]\nat = '0s'\nkind = 'outage'\non = 'a'");
    let refused = times!(run, Fact::Refused { word: Word::Down, .. });
    let gaps: Vec<f64> = refused.windows(2).map(|pair| (pair[1] - pair[0]) / 1e3).collect();
    assert_eq!(gaps[..6], [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    // Each of the ten is longer than the last by the same factor, up to 20 s.
    let growth: Vec<f64> = gaps[5..15].windows(2).map(|pair| pair[1] / pair[0]).collect();
    assert!(growth.iter().all(|factor| (factor - growth[0]).abs() < 1e-6) && (gaps[14] - 20.0).abs() < 1e-6, "{gaps:?}");
    assert!(gaps[15..].iter().all(|gap| (gap - 20.0).abs() < 1e-6) && gaps.len() > 40);
    run.expect(&[("in_system", 1.0)]);
}

#[test]
fn only_the_deliveries_of_the_subscriber_that_fails_wait() {
    let run = topic(
        "'0s', '1s', '4s'",
        "topic.t = { subscribers = { a = {}, b = {} }, retry.waits = ['5s'] }\nservice.a.time = '100ms'\nservice.b = { time = '100ms' }\n\
         [[fault]]\nat = '0s'\nfor = '2s'\nkind = 'outage'\non = 'b'",
    );
    assert_eq!(times!(run, Fact::DeliveryWaits { .. }), [0.0, 1_000.0]);
    assert_eq!(times!(run, Fact::Delivered { .. }), [100.0, 1_100.0, 4_100.0, 4_100.0, 5_100.0, 6_100.0]);
    assert_eq!(times!(run, Fact::Ended { .. }), [4_100.0, 5_100.0, 6_100.0]);
}

#[test]
fn a_subscriber_that_is_silent_is_tried_again_after_the_timeout() {
    let run = topic(
        "'0s'",
        "topic.t = { subscribers.a = { timeout = '2s' }, retry.waits = ['3s'] }\nservice.a = { concurrency = 2 }\n\
         [[fault]]\nat = '500ms'\nfor = '1s'\nkind = 'hang'\non = 'a'",
    );
    assert_eq!(times!(run, Fact::DeliveryWaits { .. }), [2_000.0]);
    assert_eq!(ends(&run), [(6_000.0, Outcome::Completed)]);
}

#[test]
fn a_topic_may_stand_behind_a_worker_and_a_copy_may_be_copied_again() {
    let run = run(
        "duration = '20s'\n[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'topic'\nsender.sends = 'q'\nqueue.q = {}\n\
        worker.w = { polls = 'q', sends = 't' }\ntopic.t.subscribers = { a = {}, r = {} }\nqueue.r = {}\nworker.v = { polls = 'r', sends = 'u' }\n\
        topic.u.subscribers = { b = {}, c = {} }\nservice.a = {}\nservice.b.time = '2s'\nservice.c.errors = 1",
    );
    assert_eq!(times!(run, Fact::Copied { copies: 2, .. }), [1_000.0, 2_000.0]);
    assert_eq!(times!(run, Fact::Undeliverable { .. }), [3_000.0]);
    // The last delivery is done at 4 s; the worst of all counts.
    assert_eq!(ends(&run), [(4_000.0, Outcome::Lost)]);
    run.expect(&[("offered", 1.0), ("lost", 1.0), ("effects", 2.0), ("in_system", 0.0)]);
}

#[test]
fn a_message_that_is_published_twice_is_delivered_twice_and_ends_once() {
    // The receipt of the first publish is lost.
    let run = run("duration = '20s'\n[load]\ntimes = ['0s']\n[work]\ntime = '100ms'\n[[lane]]\nname = 'topic'\n\
        sender = { sends = 't', timeout = '500ms', retry = { attempts = 2, backoff = '100ms', jitter = 'none' } }\n\
        topic.t = { latency = '100ms', subscribers = { a = {}, b = {} } }\nservice.a = {}\nservice.b = {}\n\
        [[fault]]\nat = '50ms'\nfor = '100ms'\nkind = 'partition'\non = 't'");
    assert_eq!(times!(run, Fact::Copied { .. }), [100.0, 700.0]);
    assert_eq!(ends(&run), [(200.0, Outcome::Completed)]);
    run.expect(&[("completed", 1.0), ("effects", 4.0), ("duplicates", 0.0), ("in_system", 0.0)]);
}

#[test]
fn a_publisher_that_gave_up_has_failed_whatever_the_copies_do() {
    let run = run("duration = '20s'\n[load]\ntimes = ['0s']\n[work]\ntime = '2s'\n[[lane]]\nname = 'topic'\n\
        sender = { sends = 't', timeout = '150ms' }\ntopic.t = { latency = '100ms', subscribers.a = {} }\nservice.a = {}");
    assert_eq!(ends(&run), [(150.0, Outcome::Failed)]);
    run.expect(&[("failed", 1.0), ("completed", 0.0), ("effects", 1.0), ("in_system", 0.0)]);
}

#[test]
fn a_topic_that_is_away_takes_nothing_in_and_its_further_tries_wait() {
    for (kind, failed) in [("outage", 1.0), ("hang", 0.0)] {
        let run = topic(
            "'0s', '2s'",
            &format!(
                "topic.t = {{ subscribers = {{ a = {{}}, b = {{}} }}, retry.waits = ['1s', '1s'] }}\nservice.a = {{}}\nservice.b.errors = 1\n\
                 [[fault]]\nat = '500ms'\nfor = '5s'\nkind = '{kind}'\non = 't'"
            ),
        );
        // The deliveries under way are answered at 1 s; the second try at `b` would be at 2 s, and is made when the topic is back.
        assert_eq!(times!(run, Fact::Delivered { .. }), [1_000.0], "{kind}");
        assert_eq!(times!(run, Fact::Finished { ok: false, .. }), [1_000.0, 6_500.0, 8_500.0], "{kind}");
        run.expect(&[("failed", failed), ("lost", 1.0), ("in_system", 1.0 - failed)]);
    }
}

#[test]
fn copies_that_go_round_in_a_circle_take_bounded_memory() {
    // Each copy is copied twice again and again. A lane of 16 may keep a sixteenth of ten million; then the run is halted.
    let circle = |place: u32| {
        format!(
            "[[lane]]\nname = 'circle {place}'\nsender.sends = 't'\ntopic.t.subscribers = {{ q = {{}}, r = {{}} }}\nqueue.q = {{}}\nqueue.r = {{}}\n\
             worker.v = {{ polls = 'q', sends = 't', concurrency = 1000 }}\nworker.w = {{ polls = 'r', sends = 't', concurrency = 100000 }}\n"
        )
    };
    let lanes: String = (0..16).map(circle).collect();
    let scenario = support::scenario(&format!("duration = '1min'\n[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n{lanes}"));
    let mut sim = inflight::sim::Sim::new(&scenario, inflight::id::LaneId(0));
    assert!(sim.run_until(scenario.end(), &mut ()).is_err_and(|halt| halt.why == inflight::sim::Why::Messages { most: 625_000 }));
}

#[test]
fn a_copy_of_a_copy_a_hundred_thousand_times_over_ends_as_any_other() {
    let run = run("duration = '2min'\n[load]\ntimes = ['0s']\n[work]\ntime = '1ms'\n[[lane]]\nname = 'circle'\nsender.sends = 't'\n\
        topic.t.subscribers.q = {}\nqueue.q = { visibility_timeout = '1s', max_receives = 1, dead_letter = 'd' }\nqueue.d = {}\n\
        worker.w = { polls = 'q', sends = 't' }\n[[fault]]\nat = '100s'\nkind = 'outage'\non = 't'");
    assert_eq!(times!(run, Fact::Copied { .. }).len(), 100_000);
    run.expect(&[("dead_lettered", 1.0), ("in_system", 0.0)]);
}
