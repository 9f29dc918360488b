//! What a long run needs: `cargo bench --bench memory -- 100000000` runs so many messages and prints time and peak memory.

use std::fs;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;

use inflight::measure::Report;
use inflight::scenario::parse;

/// How many messages there are when the command line doesn't say.
const MESSAGES: u32 = 10_000_000;
/// How many when the benchmark is only tried out, as `cargo test --benches` does.
const TRIED_OUT: u32 = 10_000;

/// One server at 0.8.
const SCENARIO: &str = "
    title = 'memory'
    work = { time = { exponential = '1ms' } }
    [[lane]]
    name = 'one'
    sender = { calls = 's', callers = 1000 }
    service.s = {}
";

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let default = if words.iter().any(|word| word == "--bench") { MESSAGES } else { TRIED_OUT };
    let messages = words.iter().find_map(|word| word.parse().ok()).unwrap_or(default);
    let before = peak();
    let ns = run(messages);
    let peak = |peak: Option<String>| peak.unwrap_or_else(|| "unknown".to_owned());
    let (before, after) = (peak(before), peak(self::peak()));
    writeln!(io::stdout(), "{messages} messages: {ns:.1} ns a message, peak memory {after} ({before} before the run)")
}

/// Runs so many messages; gives nanoseconds for each.
fn run(messages: u32) -> f64 {
    let duration = messages / 800 * 11 / 10 + 10;
    let load = format!("duration = '{duration}s'\nload = {{ arrivals = 'poisson', rate = '800/s', count = {messages} }}\n{SCENARIO}");
    let started = Instant::now();
    let scenario = parse("benchmark", &load).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let report = Report::of(&Arc::new(scenario)).unwrap_or_else(|stuck| panic!("{stuck}"));
    let ns = started.elapsed().as_secs_f64() * 1e9;
    divan::black_box(report);
    ns / f64::from(messages.max(1))
}

/// The most memory that this process has had resident so far, as Linux tells it.
fn peak() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}
