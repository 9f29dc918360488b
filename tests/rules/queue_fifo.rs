//! The rules about the order that a fifo queue keeps, each by a small run whose facts are worked out by hand.

use std::collections::BTreeMap;

use crate::support::{Run, run};
use inflight::fact::{Fact, Outcome};

fn one_group(messages: &str, queue: &str, worker: &str) -> Run {
    let dead = if queue.contains("dead_letter") { "queue.d = {}" } else { "" };
    run(&format!(
        "duration = '20s'\n[load]\ntimes = ['0s', '0s', '0s']\n{messages}\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\n\
         sender = {{ sends = 'q', callers = 9 }}\nqueue.q = {{ order = 'fifo'{queue} }}\n{dead}\nworker.w = {{ polls = 'q', {worker} }}"
    ))
}

fn received(run: &Run) -> Vec<(f64, u32)> {
    run.pick(|fact| if let Fact::Received { msg, .. } = fact { Some(msg.0) } else { None })
}

fn started(run: &Run) -> Vec<(f64, u32)> {
    run.pick(|fact| if let Fact::Started { msg, .. } = fact { Some(msg.0) } else { None })
}

#[test]
fn a_group_with_a_message_in_flight_waits() {
    let run = one_group("", "", "concurrency = 3");
    assert_eq!(received(&run), [(0.0, 1), (1_000.0, 2), (2_000.0, 3)]);
    run.expect(&[("nodes/1/in_flight_max", 1.0), ("nodes/1/depth_max", 2.0)]);
}

#[test]
fn one_receive_brings_many_of_a_group_in_order() {
    let run = one_group("", "", "concurrency = 3, batch = 2, latency = '100ms'");
    assert_eq!(received(&run), [(100.0, 1), (100.0, 2), (2_300.0, 3)]);
    assert_eq!(started(&run), [(200.0, 1), (1_200.0, 2), (2_400.0, 3)]);
}

#[test]
fn what_failed_holds_its_group_until_it_is_visible_again() {
    let run = one_group("[message]\npoison = [1]", ", visibility_timeout = '5s'", "concurrency = 3");
    assert_eq!(received(&run), [(0.0, 1), (5_000.0, 1), (10_000.0, 1), (15_000.0, 1), (20_000.0, 1)]);
}

#[test]
fn what_is_set_aside_lets_its_group_go_on() {
    let how = ", visibility_timeout = '5s', max_receives = 1, dead_letter = 'd'";
    let run = one_group("[message]\npoison = [1]", how, "concurrency = 3");
    assert_eq!(times!(run, Fact::SetAside { .. }), [5_000.0]);
    assert_eq!(received(&run), [(0.0, 1), (5_000.0, 2), (6_000.0, 3)]);
    run.expect(&[("dead_lettered", 1.0), ("completed", 2.0)]);
}

#[test]
fn what_grew_too_old_in_flight_lets_its_group_go_on() {
    let run = one_group("[message]\npoison = [1]", ", visibility_timeout = '9s', retention = '3s'", "concurrency = 2");
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Expired, .. }), [3_000.0; 3]);
    assert_eq!(received(&run)[0], (0.0, 1));
    let run = one_group("[message]\npoison = [1]", ", visibility_timeout = '2s', retention = '3s'", "concurrency = 2, time = '10s'");
    assert_eq!(times!(run, Fact::Received { .. }), [0.0, 2_000.0]);
}

#[test]
fn of_a_batch_the_rest_of_a_failed_messages_group_is_given_up() {
    let run = one_group("[message]\npoison = [2]", ", visibility_timeout = '5s'", "batch = 3, latency = '100ms'");
    // The first is done at 1.2 s and deleted, the second fails at 2.2 s, the third is not begun. Both come back at 5.1 s.
    assert_eq!(times!(run, Fact::Unstarted { .. })[0], 2_200.0);
    assert_eq!(times!(run, Fact::Deleted { .. }), [1_300.0]);
    assert_eq!(started(&run)[..3], [(200.0, 1), (1_200.0, 2), (5_200.0, 2)]);
    assert_eq!(times!(run, Fact::Reappeared { .. })[..2], [5_100.0, 5_100.0]);
}

#[test]
fn a_group_that_stands_still_leaves_the_others_alone() {
    let run = run("duration = '9s'\n[load]\nrate = '10/s'\ncount = 20\n[message]\ngroups = 2\npoison = [1]\n[[lane]]\nname = 'queue'\n\
        sender.sends = 'q'\nqueue.q = { order = 'fifo' }\nworker.w = { polls = 'q', concurrency = 2 }");
    let mut done: BTreeMap<u32, u32> = BTreeMap::new();
    let mut stuck = None;
    for (_, fact) in &run.facts[0] {
        match fact {
            Fact::Finished { ok: true, group, .. } => *done.entry(*group).or_default() += 1,
            Fact::Finished { ok: false, group, .. } => stuck = Some(*group),
            _ => {}
        }
    }
    // The poisoned message hides its whole group for 30 s; all of the other group were done.
    assert_eq!(done.len(), 1);
    assert!(stuck.is_some_and(|group| !done.contains_key(&group)));
    run.expect(&[("in_system", 20.0 - f64::from(done.values().sum::<u32>()))]);
}

#[test]
fn a_group_never_overtakes_itself() {
    // Delays that differ, errors, batches, several slots and a fault: within a group, what is deleted first was stored first.
    for delay in ["'0s'", "{ exponential = '300ms' }"] {
        for seed in 1..20 {
            let run = run(&format!(
                "duration = '2min'\nseed = {seed}\n[load]\narrivals = 'poisson'\nrate = '5/s'\ncount = 200\n[message]\ngroups = 3\n\
                 [work]\ntime = {{ exponential = '100ms' }}\nerrors = '20%'\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
                 queue.q = {{ order = 'fifo', visibility_timeout = '10s', delay = {delay}, max_receives = 3, dead_letter = 'd' }}\nqueue.d = {{}}\n\
                 worker.w = {{ polls = 'q', concurrency = 4, batch = 3 }}\n\
                 [[fault]]\nat = '5s'\nfor = '2s'\nkind = 'outage'\non = 'w'"
            ));
            let mut groups: BTreeMap<u32, u32> = BTreeMap::new();
            let mut done = 0;
            for (at, fact) in &run.facts[0] {
                if let Fact::Finished { ok: true, group, msg, .. } = fact {
                    let last = groups.insert(*group, msg.0).unwrap_or(0);
                    assert!(last < msg.0, "message {} of group {group} is done at {at} after {last}, seed {seed}", msg.0);
                    done += 1;
                }
            }
            assert!(done > 50, "{done} done");
            run.expect(&[("nodes/3/out_of_order", 0.0)]);
        }
    }
}
