//! What a keyed draw costs.

use divan::Bencher;
use divan::counter::ItemsCount;
use inflight::dice::{Dice, Dist, Key, Purpose};
use inflight::time::Span;

/// How many draws a turn makes; the clock is too coarse for one.
pub const DRAWS: u32 = 10_000;

/// The kinds of work that are compared.
pub const KINDS: [&str; 2] = ["exponential", "lognormal"];

/// Sums the work of many messages up.
pub fn draw(kind: &str) -> u64 {
    let dist = match kind {
        "exponential" => Dist::Exponential(Span::from_millis(1)),
        _ => Dist::lognormal(Span::from_millis(1), Span::from_millis(4)),
    };
    let (dice, dist) = divan::black_box((Dice::new(1), dist));
    let key = |message| Key { message, hop: 1, attempt: 0 };
    (0..u64::from(DRAWS)).fold(0, |sum, message| sum ^ dist.sample(dice, Purpose::Work, key(message)).0)
}

/// Work of a message, drawn by its key; items are draws.
#[divan::bench(args = KINDS)]
fn keyed(bencher: Bencher, kind: &str) {
    bencher.counter(ItemsCount::new(DRAWS)).bench_local(|| draw(kind));
}
