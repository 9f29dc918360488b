//! The simulator agrees with queueing theory; how nearly it must is worked out from each run's own scatter.

mod support;

use inflight::fact::Fact;
use inflight::time::Time;
use support::{Run, run};

/// Batches of a run, and the 99.9th percentile of Student's t with one degree of freedom less: two sides at 0.2 %.
const BATCHES: usize = 30;
const T: f64 = 3.396;

/// A station of `slots` slots with exponential work of 100 ms, called at random `rate` times a second.
fn station(slots: u32, rate: u32, messages: u32) -> Run {
    let duration = messages / rate;
    run(&format!(
        "duration = '{duration}s'\nwarmup = '100s'\nseed = 7\n[load]\narrivals = 'poisson'\nrate = '{rate}/s'\n\
         [work]\ntime = {{ exponential = '100ms' }}\n[[lane]]\nname = 'call'\nsender = {{ calls = 's', callers = 100000 }}\n\
         service.s.concurrency = {slots}\n"
    ))
}

/// The probability that one has to wait at an M/M/c station with a load of `erlangs` (Erlang C, by the recursion of Erlang B).
fn erlang_c(slots: u32, erlangs: f64) -> f64 {
    let blocked = (1..=slots).fold(1.0, |blocked, slot| erlangs * blocked / (f64::from(slot) + erlangs * blocked));
    let rho = erlangs / f64::from(slots);
    blocked / (1.0 - rho * (1.0 - blocked))
}

/// The mean of a series and how far the true mean may be from it, by batch means.
fn batch_means(series: &[f64]) -> (f64, f64) {
    let size = series.len() / BATCHES;
    let means: Vec<f64> = series.chunks_exact(size).take(BATCHES).map(|batch| batch.iter().sum::<f64>() / size as f64).collect();
    let mean = means.iter().sum::<f64>() / BATCHES as f64;
    let variance = means.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (BATCHES - 1) as f64;
    (mean, T * (variance / BATCHES as f64).sqrt())
}

fn agrees(slots: u32, rate: u32) {
    let run = station(slots, rate, 200_000);
    let waits = run.facts[0].iter().filter(|(at, _)| *at > Time(100_000_000_000));
    let waits =
        waits.filter_map(|(at, fact)| if let Fact::Started { arrived, .. } = fact { Some(at.since(*arrived).seconds()) } else { None });
    let waits: Vec<f64> = waits.collect();
    let (mean, error) = batch_means(&waits);
    let (lambda, mu) = (f64::from(rate), 10.0);
    let theory = erlang_c(slots, lambda / mu) / (f64::from(slots) * mu - lambda);
    assert!((mean - theory).abs() <= error, "M/M/{slots} at {rate}/s: {mean} +- {error}, by theory {theory}");
    // A check that is too weak says nothing.
    assert!(error < theory * 0.2, "M/M/{slots}: +- {error} of {theory}");
    let rho = lambda / mu / f64::from(slots);
    let busy = run.figure("nodes/1/utilisation").unwrap_or(0.0);
    // Arrivals and work scatter by one part in the root of their number each; four times that.
    assert!((busy / rho - 1.0).abs() < 4.0 * (2.0 / waits.len() as f64).sqrt(), "utilisation {busy}, by theory {rho}");
}

#[test]
fn erlang_c_is_right_where_it_is_known() {
    // With one slot one waits with probability rho; two slots with one erlang: 1/3.
    assert!((erlang_c(1, 0.8) - 0.8).abs() < 1e-12);
    assert!((erlang_c(2, 1.0) - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn one_slot_waits_as_theory_says() {
    agrees(1, 5);
    agrees(1, 8);
}

#[test]
fn several_slots_wait_as_theory_says() {
    agrees(2, 15);
    agrees(8, 60);
}

#[test]
fn what_is_in_a_queue_is_arrival_rate_times_wait() {
    let run = run("duration = '1010s'\n[load]\narrivals = 'poisson'\nrate = '8/s'\nphases = [{ at = '1000s', rate = '0/s' }]\n\
        [work]\ntime = { exponential = '100ms' }\n[[lane]]\nname = 'queue'\nsender = { sends = 'q', callers = 1000 }\n\
        queue.q = {}\nworker.w.polls = 'q'");
    let figure = |path: &str| run.figure(path).unwrap_or(f64::NAN);
    assert_eq!(figure("in_system"), 0.0);
    // Little's law is exact for a run that begins and ends empty.
    let lambda = figure("nodes/1/received") / 1_010.0;
    let (depth, wait) = (figure("nodes/1/depth_mean"), figure("nodes/1/wait/mean_s"));
    assert!((depth - lambda * wait).abs() < 1e-9 * depth && depth > 1.0, "{depth} is not {lambda} * {wait}");
}

#[test]
fn random_arrivals_are_poisson() {
    let run = run("duration = '10000s'\n[load]\narrivals = 'poisson'\nrate = '5/s'\n[work]\ntime = '1ms'\n[[lane]]\nname = 'call'\n\
        sender = { calls = 's', callers = 100 }\nservice.s.concurrency = 100\n");
    let mut counts = vec![0.0; 10_000];
    for (at, fact) in &run.facts[0] {
        if let (Fact::Born { .. }, Some(count)) = (fact, counts.get_mut(usize::try_from(at.0 / 1_000_000_000).unwrap_or(usize::MAX))) {
            *count += 1.0;
        }
    }
    let mean = counts.iter().sum::<f64>() / 10_000.0;
    let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / 9_999.0;
    // Four standard deviations of each: the counts of a second have mean and variance 5.
    assert!((mean - 5.0).abs() < 4.0 * (5.0_f64 / 10_000.0).sqrt(), "{mean} a second");
    assert!((variance / mean - 1.0).abs() < 4.0 * (2.0_f64 / 10_000.0).sqrt(), "variance {variance}, mean {mean}");
}
