//! What it costs to hold a long run: `cargo bench --bench holding` opens an hour at 200 messages a second in two lanes, fills it in,
//! jumps about in it, and prints times beside those of a plain run of the same, and the memory.

use std::fs;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use inflight::measure::Report;
use inflight::scenario::parse;
use inflight::tape::Tape;
use inflight::time::{SECOND, Time};

/// How long the run is when the command line doesn't say, in seconds.
const SECONDS: u64 = 3_600;
/// How long when the benchmark is only tried out, as `cargo test --benches` does.
const TRIED_OUT: u64 = 10;

const SCENARIO: &str = "
    title = 'holding'
    load = { arrivals = 'poisson', rate = '200/s' }
    network = { latency = '5ms' }
    work = { time = { exponential = '30ms' } }
    [[lane]]
    name = 'call'
    sender = { calls = 's', callers = 40, timeout = '1s' }
    service.s = { concurrency = 8 }
    [[lane]]
    name = 'queue'
    sender = { sends = 'q', callers = 40 }
    queue.q = {}
    worker.w = { polls = 'q', concurrency = 8 }
    [[fault]]
    at = '5s'
    for = '2s'
    kind = 'hang'
    on = 'receiver'
";

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let default = if words.iter().any(|word| word == "--bench") { SECONDS } else { TRIED_OUT };
    let seconds = words.iter().find_map(|word| word.parse().ok()).unwrap_or(default);
    let source = format!("duration = '{seconds}s'\n{SCENARIO}");
    let scenario = Arc::new(parse("holding", &source).map_err(|problems| io::Error::other(problems.render(false)))?);
    let halt = |halt: inflight::sim::Halt| io::Error::other(halt.to_string());
    let mut out = io::stdout();

    let start = Instant::now();
    let report = Report::of(&scenario).map_err(halt)?;
    let plain = start.elapsed();
    writeln!(out, "plain run of {} events, measures and all: {plain:.2?}", report.events)?;

    let before = peak();
    let start = Instant::now();
    let mut tape = Tape::new(&scenario).map_err(halt)?;
    tape.seek(Time(SECOND / 10), u64::MAX).map_err(halt)?;
    writeln!(out, "opened, with the first tenth of a second: {:.2?}", start.elapsed())?;
    let start = Instant::now();
    tape.fill(u64::MAX);
    let filled = start.elapsed();
    writeln!(out, "filled in: {filled:.2?}, {:.2} times the plain run", filled.as_secs_f64() / plain.as_secs_f64())?;

    // Places that look like chance and are the same each time.
    let mut seeks: Vec<Duration> = Vec::new();
    for step in 0..500_u64 {
        let to = Time(step.wrapping_mul(0x9e37_79b9_7f4a_7c15) % (seconds * SECOND));
        let start = Instant::now();
        tape.seek(to, u64::MAX).map_err(halt)?;
        seeks.push(start.elapsed());
    }
    seeks.sort();
    let at = |share: usize| seeks[seeks.len() * share / 100];
    writeln!(out, "a seek anywhere: median {:.2?}, p99 {:.2?}, longest {:.2?}", at(50), at(99), at(100 - 1).max(seeks[seeks.len() - 1]))?;

    let start = Instant::now();
    let changed = source.clone() + "[[fault]]\nat = '1800001ms'\nkind = 'outage'\non = 'receiver'\n";
    if let Ok(changed) = parse("changed", &changed) {
        tape.replace(&Arc::new(changed), Time(1_800_001_000_000.min(seconds * SECOND / 2)));
    }
    writeln!(out, "another future from the middle on: {:.2?} until the screen can go on", start.elapsed())?;
    if let (Some(before), Some(after)) = (before, peak()) {
        writeln!(out, "peak memory: {} MB, {} MB more than the plain run", after / 1_000, (after - before) / 1_000)?;
    }
    Ok(())
}

/// The most memory that this process has had, in kB, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}
