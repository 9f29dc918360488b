//! Stations with little room or none: what they refuse, and who waits meanwhile.

use crate::batch::agrees;
use crate::formula::{birth_death, erlang_b, expected, lognormal};
use crate::station::{open, watch};

/// A station without a backlog, at which `mean` seconds of work are refused as Erlang B says, whatever the distribution.
fn without_room(name: &str, slots: u32, rate: u32, work: &str, mean: f64) {
    let seen = watch(&open(rate, 1_000_000, work, &format!("concurrency = {slots}, backlog = 0")));
    let erlangs = f64::from(rate) * mean;
    let blocked = erlang_b(slots, erlangs);
    agrees(&format!("{name}, share refused"), &seen.refused, blocked);
    agrees(&format!("{name}, busy slots"), &seen.busy.means, erlangs * (1.0 - blocked));
    assert!(seen.waits.iter().all(|wait| *wait == 0.0), "{name}: nobody waits where there is no room");
}

#[test]
fn without_a_backlog_erlang_b_is_refused() {
    without_room("M/M/1/1", 1, 10, "{ exponential = '100ms' }", 0.1);
    without_room("M/M/4/4", 4, 30, "{ exponential = '100ms' }", 0.1);
}

#[test]
fn what_is_refused_depends_on_the_mean_of_the_work_alone() {
    let (mean, _) = lognormal(0.08, 0.4);
    without_room("M/G/4/4, log-normal", 4, 30, "{ lognormal = { median = '80ms', p99 = '400ms' } }", mean);
    without_room("M/D/4/4", 4, 30, "'100ms'", 0.1);
}

#[test]
fn a_short_backlog_refuses_and_waits_as_theory_says() {
    for (slots, backlog, rate) in [(1, 4, 9), (2, 5, 18)] {
        let seen = watch(&open(rate, 1_500_000, "{ exponential = '100ms' }", &format!("concurrency = {slots}, backlog = {backlog}")));
        let states = birth_death(slots + backlog, |_| f64::from(rate), |busy| 10.0 * f64::from(busy.min(slots)));
        let name = format!("M/M/{slots}/{}", slots + backlog);
        let refused = states[states.len() - 1];
        let waiting = expected(&states, |there| f64::from(there.saturating_sub(slots)));
        agrees(&format!("{name}, share refused"), &seen.refused, refused);
        agrees(&format!("{name}, mean number waiting"), &seen.waiting.means, waiting);
        agrees(&format!("{name}, mean wait"), &seen.waits, waiting / (f64::from(rate) * (1.0 - refused)));
    }
}

#[test]
fn what_is_refused_does_not_depend_on_how_work_is_spread() {
    for work in ["{ erlang = { shape = 3, mean = '100ms' } }", "{ hyperexponential = { mean = '100ms', cv = 3 } }"] {
        let seen = watch(&open(30, 1_000_000, work, "concurrency = 4, backlog = 0"));
        agrees(&format!("M/G/4/4, {work}, share refused"), &seen.refused, erlang_b(4, 3.0));
    }
}
