//! Rules that the lessons showed to be broken once, each by a small run whose facts are worked out by hand.

use crate::support::run;
use inflight::fact::Fact;

#[test]
fn frozen_work_that_is_done_as_its_slot_answers_is_done_then() {
    // What the first request leaves behind takes 200 ms; the second and the third work for 100 ms each, up to 4.1 s.
    let run = run("duration = '10s'\n[load]\ntimes = ['0s', '2s', '4s', '6s']\n[[lane]]\nname = 'call'\nsender.calls = 's'\n\
        service.s = { after_answer = '200ms', frozen = true }");
    assert_eq!(times!(run, Fact::CaughtUp { .. }), [4_100.0, 6_100.0]);
    run.expect(&[("completed", 2.0), ("end_to_end/max_s", 4.1)]);
}

#[test]
fn the_latest_receipt_deletes_a_message_also_when_it_is_visible_again() {
    // The only worker is busy with the message when it turns visible, so that nobody receives it a second time.
    let run = run("duration = '10s'\n[load]\ntimes = ['0s']\n[work]\ntime = '3s'\n[[lane]]\nname = 'queue'\nsender.sends = 'q'\n\
        queue.q.visibility_timeout = '2s'\nworker.w.polls = 'q'");
    assert_eq!(times!(run, Fact::Reappeared { .. }), [2_000.0]);
    assert_eq!(times!(run, Fact::Deleted { .. }), [3_000.0]);
    run.expect(&[("completed", 1.0), ("attempts", 1.0), ("duplicates", 0.0), ("in_system", 0.0)]);
    run.expect(&[("nodes/1/depth_now", 0.0), ("nodes/1/depth_mean", 0.1), ("nodes/1/oldest_max_s", 3.0)]);
}

#[test]
fn every_group_has_as_many_messages_as_any_other() {
    let run = run("duration = '40s'\n[load]\nrate = '100/s'\n[message]\ngroups = 4\n[work]\ntime = '1ms'\n[[lane]]\nname = 'call'\n\
        sender.calls = 's'\nservice.s = {}");
    let mut groups = [0; 4];
    for (_, group) in run.pick(|fact| if let Fact::Finished { group, .. } = fact { Some(*group) } else { None }) {
        groups[group as usize] += 1;
    }
    // Four standard deviations.
    assert!(groups.iter().all(|count| (890..=1_110).contains(count)), "{groups:?}");
}
