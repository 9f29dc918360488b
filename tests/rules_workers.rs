//! The rules about workers and their tries, each by a small run whose facts are worked out by hand.

mod support;

use inflight::fact::Fact;
use support::run;

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
