//! Nanoseconds a message of a whole run and of the loop by hand, and how many times as long the run takes.

use std::io::{self, Write};
use std::time::Instant;

use crate::workload::{self, WORKLOADS};
use crate::{MESSAGES, dice, loops};

/// How often each side runs, in turn, so that a noisy neighbour meets both.
const RUNS: usize = 9;

/// Prints the comparison.
pub fn print() {
    // A reader who has gone needs no table.
    let _ = table(&mut io::stdout().lock());
}

fn table(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "ns a message, medians of {RUNS} runs of {MESSAGES} messages; mean waits show that both sides do the same work")?;
    writeln!(out, "{:30}{:>10}{:>10}{:>8}{:>16}{:>16}", "", "inflight", "by hand", "ratio", "wait, inflight", "wait, by hand")?;
    for workload in WORKLOADS {
        let source = workload.scenario(MESSAGES);
        let [(ours, wait), (hand, wait_by_hand)] = medians([&|| workload::run(&source), &|| (workload.by_hand)(MESSAGES)]);
        let ratio = ours / hand;
        let (wait, wait_by_hand) = (wait * 1e3, wait_by_hand * 1e3);
        writeln!(out, "{:30}{ours:10.1}{hand:10.1}{ratio:8.1}{wait:13.3} ms{wait_by_hand:13.3} ms", workload.name)?;
    }
    let [(lindley, wait)] = medians([&|| loops::lindley(MESSAGES)]);
    writeln!(out, "{:30}{:>10}{lindley:10.1}{:>8}{:>16}{:13.3} ms", "M/M/1 without events (Lindley)", "", "", "", wait * 1e3)?;
    for kind in dice::KINDS {
        let [(draws, _)] = medians([&|| dice::draw(kind)]);
        let ns = draws * f64::from(MESSAGES) / f64::from(dice::DRAWS);
        writeln!(out, "{:30}{ns:10.1}", format!("a keyed draw, {kind}"))?;
    }
    Ok(())
}

/// Runs some contestants in turn; for each the median nanoseconds a message, and what it gave.
fn medians<const N: usize>(contestants: [&dyn Fn() -> f64; N]) -> [(f64, f64); N] {
    let mut times: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    let mut given = [0.0; N];
    for _ in 0..RUNS {
        for (place, contestant) in contestants.iter().enumerate() {
            let started = Instant::now();
            given[place] = divan::black_box(contestant());
            times[place].push(started.elapsed().as_secs_f64() * 1e9 / f64::from(MESSAGES));
        }
    }
    std::array::from_fn(|place| {
        times[place].sort_by(f64::total_cmp);
        (times[place][RUNS / 2], given[place])
    })
}
