//! The workloads: each as a scenario, and with the loop that does the same by hand.

use std::fmt;
use std::sync::Arc;

use inflight::measure::Report;
use inflight::scenario::measure::Stat;
use inflight::scenario::parse;

use crate::loops;

/// One lane under one load.
pub struct Workload {
    /// What queueing theory calls it.
    pub name: &'static str,
    /// Messages a second; the work is about a millisecond.
    rate: u32,
    /// The rest of the scenario.
    rest: &'static str,
    /// The loop by hand: from the number of messages to the mean wait in seconds.
    pub by_hand: fn(u32) -> f64,
}

/// More callers than are ever busy at once.
const ONE_SERVER: &str = "
    work = { time = { exponential = '1ms' } }
    [[lane]]
    name = 'one'
    sender = { calls = 's', callers = 1000 }
    service.s = {}
";

const POOL: &str = "
    work = { time = { exponential = '1ms' } }
    [[lane]]
    name = 'pool'
    sender = { calls = 's', callers = 1000 }
    service.s = { concurrency = 8, backlog = 92 }
";

/// The mean work is 1.194 ms. The short backlog keeps waits below the timeout, so that retries stay few: with a long one they would
/// feed themselves, and the lane would collapse.
const RETRIES: &str = "
    work = { time = { lognormal = { median = '1ms', p99 = '4ms' } } }
    [[lane]]
    name = 'retries'
    sender = { calls = 's', callers = 1000, timeout = '3583us', retry = { attempts = 3, backoff = '10ms', jitter = 'full' } }
    service.s = { concurrency = 8, backlog = 8 }
";

/// All of them.
pub const WORKLOADS: [&Workload; 3] = [
    &Workload { name: "M/M/1, rho 0.8", rate: 800, rest: ONE_SERVER, by_hand: loops::one_server },
    &Workload { name: "M/M/8/100, rho 0.95", rate: 7_600, rest: POOL, by_hand: loops::pool },
    &Workload { name: "retries, 8 servers, rho 0.7", rate: 4_690, rest: RETRIES, by_hand: loops::retries },
];

impl fmt::Display for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Workload {
    /// The scenario with so many messages. It lasts longer than they need, so that all of them arrive.
    pub fn scenario(&self, messages: u32) -> String {
        let Self { name, rate, rest, .. } = self;
        let duration = messages / rate * 11 / 10 + 10;
        format!(
            "title = '{name}'\nduration = '{duration}s'\nload = {{ arrivals = 'poisson', rate = '{rate}/s', count = {messages} }}\n{rest}"
        )
    }
}

/// Runs a scenario from its text to its report; gives the mean wait at its service in seconds.
pub fn run(source: &str) -> f64 {
    let scenario = parse("benchmark", source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let report = Report::of(&Arc::new(scenario)).unwrap_or_else(|stuck| panic!("{stuck}"));
    let report = divan::black_box(report);
    report.lanes[0].nodes()[1].wait.seconds(Stat::Mean).unwrap_or(0.0)
}
