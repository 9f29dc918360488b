//! Random arrivals are Poisson: the counts of seconds have the same mean and variance.

use inflight::fact::Fact;

use crate::support::run;

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
