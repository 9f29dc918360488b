//! The rules about senders that call and about services, each by a small run whose facts are worked out by hand.

use crate::support::{CALL, run};
use inflight::fact::{Fact, Outcome, Word};
use inflight::id::Msg;

const TWO_CALLERS: &str = "[[lane]]\nname = 'call'\nsender = { calls = 's', callers = 2, timeout = '3s' }\nservice.s = {}\n";

fn fault(at: &str, lasts: &str, kind: &str) -> String {
    format!("[[fault]]\nat = '{at}'\nfor = '{lasts}'\non = 's'\n{kind}\n")
}

#[test]
fn a_service_that_is_down_refuses_at_once() {
    let outage = fault("1s", "1s", "kind = 'outage'");
    let run = run(&format!("[load]\ntimes = ['1500ms']\n[network]\nlatency = '100ms'\n{CALL}{outage}"));
    assert_eq!(times!(run, Fact::Refused { word: Word::Down, .. }), [1_600.0]);
    assert_eq!(times!(run, Fact::Missed { word: Word::Down, .. }), [1_700.0]);
    run.expect(&[("failed", 1.0), ("blocked/max_s", 0.2), ("first_error_s", 1.7), ("effects", 0.0)]);
}

#[test]
fn an_outage_takes_the_work_in_hand_and_tells_its_caller() {
    let outage = fault("500ms", "1s", "kind = 'outage'");
    let run = run(&format!("[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n[network]\nlatency = '100ms'\n{CALL}{outage}"));
    assert_eq!(times!(run, Fact::Dropped { .. }), [500.0]);
    assert_eq!(times!(run, Fact::Missed { word: Word::Error, .. }), [600.0]);
    run.expect(&[("failed", 1.0), ("effects", 0.0), ("nodes/1/utilisation", 0.4 / 60.0)]);
}

#[test]
fn a_service_that_hangs_never_answers_also_afterwards() {
    let hang = fault("500ms", "500ms", "kind = 'hang'");
    let run = run(&format!("[load]\ntimes = ['0s', '700ms', '4s']\n[work]\ntime = '1s'\n{TWO_CALLERS}{hang}"));
    assert_eq!(times!(run, Fact::Swallowed { waited: false, .. }), [700.0]);
    assert_eq!(times!(run, Fact::Missed { word: Word::TimedOut, .. }), [3_000.0, 3_700.0]);
    assert_eq!(times!(run, Fact::Finished { .. }), [5_000.0]);
}

#[test]
fn a_backlog_is_kept_through_an_outage_and_lost_in_a_hang() {
    let load = "[load]\ntimes = ['0s', '100ms']\n[work]\ntime = '1s'\n";
    let outage = run(&format!("{load}{TWO_CALLERS}{}", fault("500ms", "500ms", "kind = 'outage'")));
    assert_eq!(times!(outage, Fact::Started { msg: Msg(2), .. }), [1_000.0]);
    let hang = run(&format!("{load}{TWO_CALLERS}{}", fault("500ms", "500ms", "kind = 'hang'")));
    assert_eq!(times!(hang, Fact::Swallowed { msg: Msg(2), waited: true, .. }), [500.0]);
    hang.expect(&[("failed", 2.0), ("nodes/1/received", 2.0), ("nodes/1/depth_max", 1.0)]);
}

#[test]
fn slowness_multiplies_and_overlaps_multiply() {
    let faults = fault("0s", "10s", "kind = 'slow'\namount = 2") + &fault("5s", "5s", "kind = 'slow'\namount = 5");
    let run = run(&format!("[load]\ntimes = ['0s', '6s', '12s']\n[work]\ntime = '100ms'\n{CALL}{faults}"));
    assert_eq!(times!(run, Fact::Finished { .. }), [200.0, 7_000.0, 12_100.0]);
}

#[test]
fn a_share_fails_after_its_work_and_shares_are_independent_chances() {
    let half = fault("0s", "60s", "kind = 'errors'\namount = 0.5");
    let both = run(&format!("[load]\nrate = '50/s'\n[work]\ntime = '1ms'\n{CALL}{half}{half}"));
    // A share of 3/4 of 3,000; four standard deviations are 95.
    let failed = both.figure("failed").unwrap_or(0.0);
    assert!((failed - 2_250.0).abs() < 95.0, "{failed} of 3000 failed");
    let all = run(&format!("[load]\ntimes = ['0s']\n[work]\ntime = '1s'\n{CALL}{}", fault("0s", "9s", "kind = 'errors'\namount = 1")));
    assert_eq!(times!(all, Fact::Finished { ok: false, .. }), [1_000.0]);
    all.expect(&[("failed", 1.0), ("effects", 0.0)]);
}

#[test]
fn without_room_a_request_is_refused_and_its_message_rejected() {
    let run = run("[load]\ntimes = ['0s', '0s', '0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', callers = 3 }\nservice.s.backlog = 1");
    assert_eq!(times!(run, Fact::Refused { word: Word::NoRoom, .. }), [0.0]);
    run.expect(&[("completed", 2.0), ("rejected", 1.0), ("failed", 0.0), ("ack/max_s", 2.0), ("nodes/1/wait/max_s", 1.0)]);
}

#[test]
fn a_senders_backlog_bounds_what_waits_for_a_caller() {
    let run = run("[load]\ntimes = ['0s', '0s', '0s']\n[work]\ntime = '1s'\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', backlog = 1 }\nservice.s = {}");
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Rejected, .. }), [0.0]);
    run.expect(&[("completed", 2.0), ("blocked/count", 2.0), ("nodes/0/depth_max", 1.0), ("nodes/0/wait/max_s", 1.0)]);
}

/// The instants of the attempts at a service that is down all the time.
fn attempts(retry: &str) -> Vec<f64> {
    let run = run(&format!(
        "[load]\ntimes = ['0s']\n[[lane]]\nname = 'call'\nservice.s = {{}}\n[lane.sender]\ncalls = 's'\n\
         retry = {{ attempts = 5, backoff = '100ms', factor = 3, cap = '500ms'{retry} }}\n{}",
        fault("0s", "60s", "kind = 'outage'")
    ));
    run.expect(&[("attempts", 5.0), ("retries", 4.0), ("failed", 1.0)]);
    times!(run, Fact::Tried { .. })
}

#[test]
fn backoffs_grow_to_their_cap_and_jitter_spreads_them() {
    assert_eq!(attempts(", jitter = 'none'"), [0.0, 100.0, 400.0, 900.0, 1_400.0]);
    let waits = |jitter: &str| -> Vec<f64> { attempts(jitter).windows(2).map(|pair| pair[1] - pair[0]).collect() };
    let whole = [100.0, 300.0, 500.0, 500.0];
    let equal = waits(", jitter = 'equal'");
    assert!(equal.iter().zip(whole).all(|(wait, most)| (most / 2.0..=most).contains(wait)), "{equal:?}");
    let full = waits(", jitter = 'full'");
    assert!(full.iter().zip(whole).all(|(wait, most)| (0.0..=most).contains(wait)), "{full:?}");
    // Both halve the same draw, and the default is full.
    assert!(equal.iter().zip(&full).zip(whole).all(|((equal, full), most)| (equal - most / 2.0 - full / 2.0).abs() < 1e-4));
    assert_eq!(full, waits("").as_slice());
    let decorrelated = waits(", jitter = 'decorrelated'");
    let mut before = 100.0;
    for wait in decorrelated {
        assert!((100.0..=f64::min(3.0 * before, 500.0)).contains(&wait), "{wait} after {before}");
        before = wait;
    }
}

#[test]
fn work_for_a_caller_that_gave_up_is_orphaned_from_then_on() {
    let run = run("[load]\ntimes = ['0s']\n[work]\ntime = '3s'\n[network]\nlatency = '100ms'\n[[lane]]\nname = 'call'\n\
        service.s.concurrency = 2\n[lane.sender]\ncalls = 's'\ntimeout = '1s'\n\
        retry = { attempts = 2, backoff = '500ms', jitter = 'none' }");
    assert_eq!(times!(run, Fact::Missed { word: Word::TimedOut, .. }), [1_000.0, 2_500.0]);
    // The attempts are worked on from 0.1 s to 3.1 s and from 1.6 s to 4.6 s.
    run.expect(&[("orphaned_work_s", 2.1 + 2.1), ("effects", 2.0), ("duplicates", 1.0), ("attempts", 2.0), ("failed", 1.0)]);
    run.expect(&[("blocked/max_s", 2.5), ("completed", 0.0), ("nodes/0/received", 2.0)]);
}

#[test]
fn an_answer_to_an_attempt_that_was_given_up_does_not_count() {
    let run = run("[load]\ntimes = ['0s']\n[work]\ntime = '1200ms'\n[[lane]]\nname = 'call'\n[lane.service.s]\nconcurrency = 2\n\
        [lane.sender]\ncalls = 's'\ntimeout = '1s'\nretry = { attempts = 2, backoff = '0s' }");
    // The first answer comes at 1.2 s, when the second attempt is out.
    run.expect(&[("failed", 1.0), ("completed", 0.0), ("effects", 2.0), ("ack/max_s", 2.0), ("in_system", 0.0)]);
}
