//! The rules about faults, each by a small run whose facts are worked out by hand.

use crate::support::{CALL, QUEUE, run};
use inflight::fact::{Cargo, Fact, Outcome};
use inflight::id::Msg;
use inflight::scene::NodeScene;

#[test]
fn a_birth_at_the_foot_of_a_ramp_is_born_there() {
    let run = run(&format!(
        "duration = '30s'\n[load]\nrate = '1/s'\nphases = [{{ at = '2s', rate = '0/s' }}, {{ at = '20s', ramp = '10s', rate = '1/s' }}]\n{CALL}"
    ));
    // The area below the ramp is x * x / 20, which is 0, 1, 2, 3 and 4 at these instants, and 5 at the end, where nothing is born.
    let born: Vec<f64> = times!(run, Fact::Born { .. }).iter().map(|ms| ms.round()).collect();
    assert_eq!(born, [0.0, 1_000.0, 20_000.0, 24_472.0, 26_325.0, 27_746.0, 28_944.0]);
}

#[test]
fn a_fault_that_follows_another_at_once_leaves_no_gap() {
    // The second request waits in the backlog. If the service were up between the two outages it would start and be lost.
    let faults = "[[fault]]\nat = '1s'\nfor = '1s'\nkind = 'outage'\non = 's'\n[[fault]]\nat = '2s'\nfor = '1s'\nkind = 'outage'\non = 's'";
    let run = run(&format!(
        "[load]\ntimes = ['500ms', '600ms']\n[work]\ntime = '1s'\n[[lane]]\nname = 'call'\nsender = {{ calls = 's', callers = 2 }}\nservice.s = {{}}\n{faults}"
    ));
    assert_eq!(times!(run, Fact::Started { .. }), [500.0, 3_000.0]);
    run.expect(&[("failed", 1.0), ("completed", 1.0)]);
}

const RETRIES: &str = "[[lane]]\nname = 'call'\nservice.s = { backlog = 0 }\n[lane.sender]\ncalls = 's'\ncallers = 2\nretry = { attempts = 5, backoff = '100ms', factor = 1, jitter = 'none' }\n";

#[test]
fn a_sender_that_hangs_makes_no_attempt_until_it_is_back() {
    let hang = "[[fault]]\nat = '1050ms'\nfor = '400ms'\nkind = 'hang'\non = 'sender'";
    let run = run(&format!("[load]\ntimes = ['0s', '1s']\n[work]\ntime = '1010ms'\n{RETRIES}{hang}"));
    // The second message is refused at 1 s and would be tried again at 1.1 s.
    assert_eq!(times!(run, Fact::Tried { msg: Msg(2), .. }), [1_000.0, 1_450.0]);
    run.expect(&[("completed", 2.0), ("attempts", 3.0)]);
}

#[test]
fn a_sender_that_is_down_fails_what_its_callers_hold_and_what_is_born_meanwhile() {
    let outage = "[[fault]]\nat = '1s'\nfor = '1s'\nkind = 'outage'\non = 'sender'";
    let run = run(&format!("[load]\ntimes = ['0s', '1500ms', '2s']\n[work]\ntime = '3s'\n{CALL}{outage}"));
    assert_eq!(times!(run, Fact::Ended { outcome: Outcome::Failed, .. }), [1_000.0, 1_500.0]);
    // The service goes on with the first until 3 s, two seconds of it for nobody, and then works on the third until 6 s.
    run.expect(&[("failed", 2.0), ("completed", 1.0), ("rejected", 0.0), ("orphaned_work_s", 2.0), ("ack/max_s", 4.0)]);
}

#[test]
fn a_sender_that_goes_down_in_a_backoff_leaves_no_caller_waiting_to_retry() {
    let outage = "[[fault]]\nat = '1050ms'\nfor = '400ms'\nkind = 'outage'\non = 'sender'";
    let run = run(&format!("duration = '3s'\n[load]\ntimes = ['0s', '1s']\n[work]\ntime = '2s'\n{RETRIES}{outage}"));
    let scene = run.scene();
    let sender = scene.lanes()[0].nodes.iter().find_map(|node| if let NodeScene::Sender(sender) = node { Some(sender) } else { None });
    assert_eq!(sender.map(|sender| (sender.blocked, sender.backing_off)), Some((0, 0)));
}

#[test]
fn a_delivery_that_the_network_refuses_does_not_depart() {
    let run = run(
        "duration = '10s'\n[load]\ntimes = ['0s', '0s']\n[[lane]]\nname = 'queue'\nsender = { sends = 'q', callers = 2 }\nqueue.q = {}\nworker.w = { polls = 'q', batch = 2, latency = '200ms' }\n[[fault]]\nat = '100ms'\nfor = '200ms'\nkind = 'outage'\non = 'network'",
    );
    assert_eq!(times!(run, Fact::Received { .. }), [200.0, 200.0]);
    assert_eq!(times!(run, Fact::Departed { cargo: Cargo::Delivery, .. }), [0.0; 0]);
}

#[test]
fn a_poll_that_was_under_way_when_its_worker_went_down_takes_nothing() {
    let run = run(
        "[load]\ntimes = ['100ms']\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\nqueue.q = {}\nworker.w = { polls = 'q', latency = '10ms' }\n[[fault]]\nat = '5ms'\nfor = '1ms'\nkind = 'outage'\non = 'w'",
    );
    assert_eq!(times!(run, Fact::Received { .. }), [100.0]);
    assert_eq!(times!(run, Fact::Started { .. }), [110.0]);
}

#[test]
fn errors_of_broker_and_receiver_are_independent() {
    // Were they one draw, no message that the queue took in could fail at the worker.
    let faults =
        "[[fault]]\nat = '0s'\nkind = 'errors'\namount = 0.5\non = 'q'\n[[fault]]\nat = '0s'\nkind = 'errors'\namount = 0.5\non = 'w'";
    let run = run(&format!("[load]\nrate = '10/s'\n[work]\ntime = '1ms'\n{QUEUE}{faults}"));
    let (failed, all) = (times!(run, Fact::Finished { ok: false, .. }).len(), times!(run, Fact::Finished { .. }).len());
    assert!((all / 4..all * 3 / 4).contains(&failed), "{failed} of {all} failed");
}

#[test]
fn a_fault_that_lasts_to_the_end_is_not_over_when_the_run_is_cut() {
    let run = run(&format!("[load]\ntimes = ['20s']\n{QUEUE}[[fault]]\nat = '10s'\nkind = 'outage'\non = 'w'"));
    run.expect(&[("attempts", 0.0), ("nodes/1/depth_now", 1.0)]);
}
