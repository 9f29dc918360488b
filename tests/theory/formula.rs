//! What queueing theory says, in closed form or by exact recursion; each is checked where its value is known by hand.

/// Erlang B: the probability that all of `slots` are taken when `erlangs` are offered and nobody waits.
pub fn erlang_b(slots: u32, erlangs: f64) -> f64 {
    (1..=slots).fold(1.0, |blocked, slot| erlangs * blocked / (f64::from(slot) + erlangs * blocked))
}

/// Erlang C: the probability that one has to wait at an M/M/c station.
pub fn erlang_c(slots: u32, erlangs: f64) -> f64 {
    let blocked = erlang_b(slots, erlangs);
    let rho = erlangs / f64::from(slots);
    blocked / (1.0 - rho * (1.0 - blocked))
}

/// Pollaczek and Khinchine: the mean wait at one slot with work of any distribution, by its mean and its coefficient of variation.
pub fn mean_wait(rate: f64, mean: f64, cv: f64) -> f64 {
    rate * mean * mean * (1.0 + cv * cv) / (2.0 * (1.0 - rate * mean))
}

/// The probabilities of the states 0, 1, 2… of a birth-death process: `up(k)` is the rate from k to k + 1, `down(k)` from k to k - 1.
pub fn birth_death(most: u32, up: impl Fn(u32) -> f64, down: impl Fn(u32) -> f64) -> Vec<f64> {
    let mut weights = vec![1.0];
    for state in 1..=most {
        weights.push(weights[state as usize - 1] * up(state - 1) / down(state));
    }
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// What a function of the state is on average.
pub fn expected(probabilities: &[f64], figure: impl Fn(u32) -> f64) -> f64 {
    (0..).zip(probabilities).map(|(state, probability)| probability * figure(state)).sum()
}

/// What one gets from a closed network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closed {
    /// Messages a second.
    pub throughput: f64,
    /// Seconds from asking to having the answer.
    pub response: f64,
}

/// Mean value analysis: `callers` think for `think` seconds and then visit stations of one slot each in turn, all exponential.
pub fn mva(callers: u32, think: f64, work: &[f64]) -> Closed {
    let mut waiting = vec![0.0; work.len()];
    let mut closed = Closed { throughput: 0.0, response: 0.0 };
    for population in 1..=callers {
        // One that arrives sees the network as it would be without it.
        let times: Vec<f64> = work.iter().zip(&waiting).map(|(work, before)| work * (1.0 + before)).collect();
        let response = times.iter().sum();
        let throughput = f64::from(population) / (think + response);
        waiting = times.iter().map(|time| throughput * time).collect();
        closed = Closed { throughput, response };
    }
    closed
}

/// The machine repairman: `callers` think and then call one station of `slots` slots, all exponential.
pub fn repairman(callers: u32, think: f64, work: f64, slots: u32) -> Closed {
    let states = birth_death(callers, |busy| f64::from(callers - busy) / think, |busy| f64::from(busy.min(slots)) / work);
    let throughput = expected(&states, |busy| f64::from(busy.min(slots)) / work);
    Closed { throughput, response: f64::from(callers) / throughput - think }
}

/// The mean and the coefficient of variation of a log-normal distribution by its median and its 99th percentile.
pub fn lognormal(median: f64, p99: f64) -> (f64, f64) {
    // 2.326… is the 99th percentile of the standard normal distribution.
    let sigma = libm::log(p99 / median) / 2.326_347_874_040_841;
    let square = sigma * sigma;
    (median * libm::exp(square / 2.0), libm::expm1(square).sqrt())
}

/// The mean and the coefficient of variation of a uniform distribution.
pub fn uniform(low: f64, high: f64) -> (f64, f64) {
    let mean = low.midpoint(high);
    (mean, (high - low) / 12.0_f64.sqrt() / mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(value: f64, known: f64) {
        assert!((value - known).abs() < 1e-12, "{value} instead of {known}");
    }

    #[test]
    fn erlangs_formulas() {
        // One slot and one erlang: half; two slots: (1/2) / (1 + 1 + 1/2).
        is(erlang_b(1, 1.0), 0.5);
        is(erlang_b(2, 1.0), 0.2);
        // With one slot one waits with probability rho; two slots with one erlang: 1/3.
        is(erlang_c(1, 0.8), 0.8);
        is(erlang_c(2, 1.0), 1.0 / 3.0);
    }

    #[test]
    fn pollaczek_and_khinchine() {
        // At rho 1/2 and a work of 1: exponential 1, constant half of it.
        is(mean_wait(0.5, 1.0, 1.0), 1.0);
        is(mean_wait(0.5, 1.0, 0.0), 0.5);
    }

    #[test]
    fn birth_and_death() {
        // An M/M/1/2 station at rho 1/2: 4/7, 2/7, 1/7.
        let states = birth_death(2, |_| 0.5, |_| 1.0);
        states.iter().zip([4.0, 2.0, 1.0]).for_each(|(state, sevenths)| is(*state, sevenths / 7.0));
        is(expected(&states, f64::from), 4.0 / 7.0);
        // Without room to wait it is Erlang's loss station.
        is(birth_death(4, |_| 3.0, f64::from)[4], erlang_b(4, 3.0));
    }

    #[test]
    fn closed_networks() {
        // One caller never waits; two without thinking keep one slot busy, and each waits for the other.
        assert_eq!(mva(1, 1.0, &[0.5, 0.5]), Closed { throughput: 0.5, response: 1.0 });
        assert_eq!(mva(2, 0.0, &[1.0]), Closed { throughput: 1.0, response: 2.0 });
        // Two callers and two equal stations: each is busy in two states of three.
        is(mva(2, 0.0, &[1.0, 1.0]).throughput, 2.0 / 3.0);
        let (one, other) = (mva(20, 1.0, &[0.1]), repairman(20, 1.0, 0.1, 1));
        is(one.throughput, other.throughput);
        is(one.response, other.response);
        // With a slot for each caller nobody waits.
        is(repairman(3, 1.0, 0.5, 3).response, 0.5);
    }

    #[test]
    fn moments() {
        let (mean, cv) = lognormal(1.0, libm::exp(2.326_347_874_040_841));
        is(mean, libm::exp(0.5));
        is(cv * cv, libm::exp(1.0) - 1.0);
        let (mean, cv) = uniform(0.0, 2.0);
        is(mean, 1.0);
        is(cv * cv, 1.0 / 3.0);
    }
}
