//! What a keyed draw costs.

use divan::Bencher;
use divan::counter::ItemsCount;
use inflight::dice::{Dice, Dist, Key, Purpose};
use inflight::time::Span;

/// How many draws a turn makes; the clock is too coarse for one.
pub const DRAWS: u32 = 10_000;

/// The kinds of work that are compared.
pub const KINDS: [&str; 2] = ["exponential", "lognormal"];

/// Draws the work of many messages; gives their mean in nanoseconds.
pub fn draw(kind: &str) -> f64 {
    let dist = match kind {
        "exponential" => Dist::Exponential(Span::from_millis(1)),
        _ => Dist::lognormal(Span::from_millis(1), Span::from_millis(4)),
    };
    let (dice, dist) = divan::black_box((Dice::new(1), dist));
    let key = |message| Key { message, hop: 1, attempt: 0 };
    let total: u64 = (0..u64::from(DRAWS)).map(|message| dist.sample(dice, Purpose::Work, key(message)).0).sum();
    total as f64 / f64::from(DRAWS)
}

/// Work of a message, drawn by its key; items are draws.
#[divan::bench(args = KINDS)]
fn keyed(bencher: Bencher, kind: &str) {
    bencher.counter(ItemsCount::new(DRAWS)).bench_local(|| draw(kind));
}
