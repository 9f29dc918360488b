//! The rules about what is counted and about chance, each by a small run whose figures are worked out by hand.

use std::collections::BTreeMap;

use crate::support::{CALL, Facts, QUEUE, run};
use inflight::fact::Fact;
use inflight::time::{Span, Time};

#[test]
fn a_calls_latencies() {
    let run = run(&format!("[load]\ntimes = ['0s', '0s']\n[work]\ntime = '900ms'\n[network]\nlatency = '50ms'\n{CALL}"));
    run.expect(&[("blocked/mean_s", 1.0), ("blocked/max_s", 1.0), ("ack/mean_s", 1.5), ("ack/max_s", 2.0)]);
    run.expect(&[("result/max_s", 2.0), ("end_to_end/mean_s", 1.45), ("end_to_end/max_s", 1.95)]);
    run.expect(&[("blocked_share", 2.0 / 60.0), ("goodput_per_s", 2.0 / 60.0), ("nodes/0/wait/max_s", 1.0)]);
}

#[test]
fn a_sends_latencies() {
    let run = run(&format!("[load]\ntimes = ['0s', '0s']\n[work]\ntime = '900ms'\n[network]\nlatency = '50ms'\n{QUEUE}"));
    // Each caller stands still for two crossings. The worker polls, gets and does one message a second.
    run.expect(&[("blocked/mean_s", 0.1), ("ack/mean_s", 0.15), ("ack/max_s", 0.2), ("result/count", 0.0)]);
    run.expect(&[("end_to_end/mean_s", 1.5), ("end_to_end/max_s", 2.0), ("attempts", 2.0), ("retries", 0.0)]);
}

#[test]
fn what_waits_in_a_queue() {
    let run = run("[load]\ntimes = ['0s', '0s', '0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'queue'\n\
        sender = { sends = 'q', callers = 3 }\nqueue.q = {}\nworker.w.polls = 'q'");
    run.expect(&[("nodes/1/depth_mean", 3.0 / 60.0), ("nodes/1/depth_max", 2.0), ("nodes/1/depth_now", 0.0)]);
    run.expect(&[("nodes/1/oldest_max_s", 2.0), ("nodes/1/wait/mean_s", 1.0), ("nodes/2/utilisation", 3.0 / 60.0)]);
}

#[test]
fn a_warm_up_is_left_out() {
    let run = run("duration = '10s'\nwarmup = '2s'\n[load]\ntimes = ['0s', '1s', '2s', '3s']\n[work]\ntime = '1500ms'\n\
        [[lane]]\nname = 'call'\nsender = { calls = 's', callers = 2 }\nservice.s = {}\n");
    // Worked on from 0 s, 1.5 s, 3 s and 4.5 s on. The callers stand still from 2 s to 3 s, 2 s to 4.5 s and 3 s to 6 s.
    run.expect(&[("offered", 2.0), ("completed", 2.0), ("attempts", 2.0), ("effects", 2.0), ("goodput_per_s", 2.0 / 8.0)]);
    run.expect(&[("blocked_share", (1.0 + 2.5 + 3.0) / 16.0), ("blocked/count", 2.0), ("nodes/1/utilisation", 4.0 / 8.0)]);
    run.expect(&[("nodes/1/received", 2.0), ("nodes/1/wait/count", 2.0), ("nodes/1/depth_mean", (1.0 + 1.5) / 8.0)]);
}

#[test]
fn waits_that_are_open_at_the_end_count_up_to_it() {
    let run = run("duration = '2s'\n[load]\ntimes = ['0s', '1s']\n[work]\ntime = '5s'\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', callers = 2, timeout = '1500ms' }\nservice.s.concurrency = 2\n");
    run.expect(&[("in_system", 1.0), ("failed", 1.0), ("blocked/count", 2.0), ("blocked/max_s", 1.5), ("blocked/mean_s", 1.25)]);
    run.expect(&[("ack/count", 1.0), ("blocked_share", 2.5 / 4.0), ("orphaned_work_s", 0.5), ("nodes/1/utilisation", 3.0 / 4.0)]);
}

#[test]
fn a_queue_recovers_when_no_more_is_in_the_system_than_before_the_fault() {
    let outage = |at: u32, lasts: u32| format!("[[fault]]\nat = '{at}s'\nfor = '{lasts}s'\nkind = 'outage'\non = 'w'");
    let recovery = |fault: &str| run(&format!("[load]\nrate = '1/s'\n{QUEUE}{fault}")).figure("recovery_s");
    // Of the messages of 10 s, 11 s and 12 s the last is done 0.3 s after the outage.
    assert_eq!(recovery(&outage(10, 2)), Some(0.3));
    assert_eq!(recovery(&outage(50, 60)), None);
    assert_eq!(recovery(&outage(0, 2)), None);
    assert_eq!(recovery(""), None);
}

#[test]
fn what_is_poison_fails_wherever_it_is_worked_on() {
    let run = run(&format!("[load]\nrate = '1/s'\n[message]\npoison = [2, 5]\n{CALL}{QUEUE}"));
    let failed = run.pick(|fact| if let Fact::Finished { msg, ok: false, .. } = fact { Some(msg.0) } else { None });
    assert_eq!(failed.iter().map(|(_, msg)| *msg).collect::<Vec<_>>(), [2, 5]);
    let there = |fact: &&(Time, Fact)| matches!(fact.1, Fact::Finished { msg, ok, .. } if ok == [2, 5].contains(&msg.0));
    assert_eq!(run.facts[1].iter().find(there), None);
}

/// How long each message was worked on, by its number.
fn work(facts: &Facts) -> BTreeMap<u32, Span> {
    let of = |(at, fact): &(Time, Fact)| if let Fact::Started { msg, ends, .. } = fact { Some((msg.0, ends.since(*at))) } else { None };
    facts.iter().filter_map(of).collect()
}

#[test]
fn a_message_is_the_same_work_at_the_first_receiver_of_every_lane() {
    let run = run(&format!("[load]\nrate = '5/s'\n[work]\ntime = {{ exponential = '50ms' }}\n{CALL}{QUEUE}"));
    let (called, polled) = (work(&run.facts[0]), work(&run.facts[1]));
    assert!(polled.len() > 290 && polled.iter().all(|(msg, time)| called[msg] == *time));
    assert_ne!(called[&1], called[&2]);
}

#[test]
fn with_think_each_caller_has_the_same_messages_in_every_lane() {
    let lane = |name: &str, slots: u32| {
        format!("[[lane]]\nname = '{name}'\nsender = {{ calls = 's', callers = 3 }}\nservice.s.concurrency = {slots}\n")
    };
    let run = run(&format!(
        "[load]\nthink = {{ exponential = '1s' }}\n[work]\ntime = {{ exponential = '900ms' }}\n{}{}",
        lane("wide", 3),
        lane("narrow", 1)
    ));
    // The work of each caller's messages, in the caller's order.
    let by_caller = |facts: &Facts| -> BTreeMap<u32, Vec<Span>> {
        let work = work(facts);
        let mut callers: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        for (_, fact) in facts {
            if let Fact::Freed { caller, msg, .. } = fact {
                callers.entry(*caller).or_default().push(work[&msg.0]);
            }
        }
        callers
    };
    let (wide, narrow) = (by_caller(&run.facts[0]), by_caller(&run.facts[1]));
    for (caller, few) in narrow {
        let many = &wide[&caller];
        assert!(few.len() > 10 && many.len() >= few.len() && many.starts_with(&few), "caller {caller}: {few:?} and {many:?}");
    }
}

#[test]
fn a_count_bounds_the_messages_of_an_open_and_of_a_closed_load() {
    for load in ["rate = '10/s'", "think = '100ms'"] {
        let run = run(&format!("[load]\n{load}\ncount = 7\n[work]\ntime = '10ms'\n{CALL}"));
        run.expect(&[("offered", 7.0), ("completed", 7.0)]);
    }
}
