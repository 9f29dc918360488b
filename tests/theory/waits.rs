//! Waits at open stations: exponential work at one slot and several, any work at one slot.

use crate::batch::agrees;
use crate::formula::{erlang_c, lognormal, mean_wait, uniform};
use crate::station::{open, queue, watch};

/// An M/M/c station whose work takes 100 ms on average.
fn exponential(slots: u32, rate: u32, messages: u32) {
    let seen = watch(&open(rate, messages, "{ exponential = '100ms' }", &format!("concurrency = {slots}")));
    let (lambda, mu) = (f64::from(rate), 10.0);
    let (load, name) = (lambda / mu, format!("M/M/{slots} at {rate}/s"));
    let late = erlang_c(slots, load);
    agrees(&format!("{name}, mean wait"), &seen.waits, late / (f64::from(slots) * mu - lambda));
    // Poisson arrivals see what the average over time is.
    let waited: Vec<f64> = seen.waits.iter().map(|wait| f64::from(u8::from(*wait > 0.0))).collect();
    agrees(&format!("{name}, share that waits"), &waited, late);
    agrees(&format!("{name}, busy slots"), &seen.busy.means, load);
}

#[test]
fn one_slot_waits_as_theory_says() {
    exponential(1, 5, 1_000_000);
    exponential(1, 8, 3_000_000);
}

#[test]
fn several_slots_wait_as_theory_says() {
    exponential(2, 15, 2_000_000);
    exponential(8, 70, 3_000_000);
}

#[test]
fn a_queue_with_a_worker_waits_as_a_called_station_does() {
    for (slots, rate, messages) in [(1, 7, 1_500_000), (4, 32, 1_500_000)] {
        let seen = watch(&queue(rate, messages, "{ exponential = '100ms' }", slots));
        let (lambda, mu) = (f64::from(rate), 10.0);
        let theory = erlang_c(slots, lambda / mu) / (f64::from(slots) * mu - lambda);
        agrees(&format!("a queue and {slots} slots, mean wait"), &seen.waits, theory);
        agrees(&format!("a queue and {slots} slots, mean depth"), &seen.waiting.means, lambda * theory);
    }
}

/// An M/G/1 station.
fn general(name: &str, rate: u32, work: &str, (mean, cv): (f64, f64)) {
    let seen = watch(&open(rate, 2_000_000, work, "concurrency = 1"));
    agrees(&format!("{name}, mean wait"), &seen.waits, mean_wait(f64::from(rate), mean, cv));
    agrees(&format!("{name}, busy slots"), &seen.busy.means, f64::from(rate) * mean);
}

#[test]
fn constant_work_waits_half_as_long() {
    general("M/D/1", 8, "'100ms'", (0.1, 0.0));
}

#[test]
fn spread_work_waits_as_its_second_moment_says() {
    general("uniform work", 8, "{ uniform = ['20ms', '180ms'] }", uniform(0.02, 0.18));
    general("log-normal work", 7, "{ lognormal = { median = '80ms', p99 = '400ms' } }", lognormal(0.08, 0.4));
}

#[test]
fn erlang_work_waits_as_its_second_moment_says() {
    // The sum of three exponential times: the variance is a third of the squared mean.
    let seen = watch(&open(8, 2_000_000, "{ erlang = { shape = 3, mean = '100ms' } }", "concurrency = 1"));
    agrees("M/E3/1, mean wait", &seen.waits, mean_wait(8.0, 0.1, (1.0_f64 / 3.0).sqrt()));
    agrees("M/E3/1, busy slots", &seen.busy.means, 0.8);
}

#[test]
fn hyperexponential_work_waits_as_its_second_moment_says() {
    let seen = watch(&open(5, 4_000_000, "{ hyperexponential = { mean = '100ms', cv = 3 } }", "concurrency = 1"));
    agrees("M/H2/1, mean wait", &seen.waits, mean_wait(5.0, 0.1, 3.0));
    agrees("M/H2/1, busy slots", &seen.busy.means, 0.5);
}
