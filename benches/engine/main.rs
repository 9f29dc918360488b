//! How fast a run goes, beside loops written by hand for the same work: `cargo bench --bench engine`.

mod dice;
mod loops;
mod ratio;
mod workload;

use divan::Bencher;
use divan::counter::ItemsCount;
use workload::{WORKLOADS, Workload};

/// How many messages each run has.
const MESSAGES: u32 = 300_000;

fn main() {
    divan::main();
    // The ratios take all workloads, so they are left out where only some benchmarks are wanted, or a mere test of them.
    if std::env::args().skip(1).eq(["--bench"]) {
        ratio::print();
    }
}

/// The whole way, from the text of the scenario to the report; items are messages.
#[divan::bench(args = WORKLOADS, sample_count = 7, sample_size = 1)]
fn inflight(bencher: Bencher, workload: &Workload) {
    let source = workload.scenario(MESSAGES);
    bencher.counter(ItemsCount::new(MESSAGES)).bench_local(|| workload::run(&source));
}

/// The same work by a loop that does nothing else.
#[divan::bench(args = WORKLOADS, sample_count = 7, sample_size = 1)]
fn by_hand(bencher: Bencher, workload: &Workload) {
    bencher.counter(ItemsCount::new(MESSAGES)).bench_local(|| (workload.by_hand)(MESSAGES));
}

/// One server without events at all.
#[divan::bench(sample_count = 7, sample_size = 1)]
fn lindley(bencher: Bencher) {
    bencher.counter(ItemsCount::new(MESSAGES)).bench_local(|| loops::lindley(MESSAGES));
}
