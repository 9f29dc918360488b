//! Keyed randomness: what a draw gives depends on its key alone, never on who asked first.
//!
//! So message 17 has the same work in every lane, a further lane changes nothing in the others, and a changed
//! parameter changes only what it touches (common random numbers).

mod ziggurat;

use std::convert::Infallible;

use rand::{RngExt, TryRng};

use crate::time::Span;

/// What a draw is for. Each purpose has draws of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The gap before a message's birth.
    Arrival,
    /// Whether a message can never be processed.
    Poison,
    /// Which kind a message is of.
    Kind,
    /// Which group a message belongs to.
    Group,
    /// How large a message is.
    Size,
    /// How long a message is worked on.
    Work,
    /// Whether work fails by the receiver's own share of errors.
    Error,
    /// Whether work fails by a fault.
    Fault,
    /// Whether a broker refuses by a fault; a queue shares its hop with its worker, so this is a purpose of its own.
    Refusal,
    /// The jitter of a backoff.
    Backoff,
    /// How long a caller thinks.
    Think,
    /// How much longer the first request of a slot takes.
    ColdStart,
    /// How long a queue hides a new message.
    Delay,
    /// Whether a queue stores a message twice.
    Twin,
    /// How long the work takes that is left behind at an answer.
    AfterAnswer,
    /// The jitter of a broker's next try.
    Redelivery,
    /// The order in which the options of a question are put.
    Options,
    /// Whether what crosses a link arrives twice.
    Twice(Way),
    /// How long a crossing of a link takes.
    Latency(Way),
    /// Whether a crossing of a link comes to nothing.
    Loss(Way),
}

/// What crosses a link, as far as chance tells it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Way {
    /// A request or a hand-off.
    Request,
    /// An answer or a receipt.
    Answer,
    /// A message from a queue to a worker.
    Delivery,
    /// A worker's deletion.
    Deletion,
    /// A worker's poll, and the answer that has no message.
    Poll,
    /// A message that its queue pushes.
    Push,
    /// A copy from a topic to a subscriber.
    Copy,
    /// A message that a receiver hands on: the next hop.
    Forward,
    /// A sender's question whether a message is done, and what it is told.
    Status,
}

impl Purpose {
    const fn code(self) -> u64 {
        match self {
            Self::Arrival => 1,
            Self::Poison => 2,
            Self::Work => 3,
            Self::Error => 4,
            Self::Fault => 5,
            Self::Backoff => 6,
            Self::Think => 7,
            Self::Refusal => 8,
            Self::Kind => 9,
            Self::Group => 10,
            Self::Size => 11,
            Self::ColdStart => 12,
            Self::Delay => 13,
            Self::Twin => 14,
            Self::AfterAnswer => 15,
            Self::Latency(way) => 16 + way as u64,
            Self::Loss(way) => 32 + way as u64,
            Self::Twice(way) => 48 + way as u64,
            Self::Redelivery => 64,
            Self::Options => 65,
        }
    }
}

/// The dice of a run: all its chance comes from one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dice {
    seed: u64,
}

/// The key of a draw, beside seed and purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The message's own key; it is the same in every lane.
    pub message: u64,
    /// The receiver's place on the message's way, from 1.
    pub hop: u8,
    /// Which try this is, from 1.
    pub attempt: u16,
}

impl Dice {
    /// The dice of `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed: mix(seed, 0x9e37_79b9_7f4a_7c15) }
    }

    /// The draw for a key: a short stream of random words.
    #[must_use]
    pub const fn draw(self, purpose: Purpose, key: Key) -> Draw {
        let place = purpose.code() << 32 | (key.hop as u64) << 16 | key.attempt as u64;
        Draw { state: mix(mix(self.seed, key.message ^ 0xa076_1d64_78bd_642f), place ^ 0xe703_7ed1_a0b4_28db) }
    }

    /// Whether something of probability `share` happens.
    #[must_use]
    pub fn happens(self, share: f64, purpose: Purpose, key: Key) -> bool {
        share > 0.0 && self.draw(purpose, key).unit() < share
    }
}

/// Folds two words into one by a 64 x 64 -> 128 bit product (the step of wyhash by Wang Yi).
#[expect(clippy::cast_possible_truncation, reason = "both halves of the product are used")]
const fn mix(a: u64, b: u64) -> u64 {
    let product = (a as u128 ^ 0x2d35_8dcc_aa6c_78a5) * (b as u128 ^ 0x8bb8_4b93_962e_acc9);
    (product >> 64) as u64 ^ product as u64
}

/// A stream of random words that belongs to one key: SplitMix64 (Steele, Lea and Flood 2014) from the key's hash.
#[derive(Clone, Debug)]
pub struct Draw {
    state: u64,
}

impl TryRng for Draw {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|word| (word >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Ok(word ^ (word >> 31))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

impl Draw {
    /// A number from 0 (included) to 1 (excluded).
    pub fn unit(&mut self) -> f64 {
        self.random()
    }

    /// A whole number from 0 to `most` (excluded, and at least 1), each equally likely.
    pub fn below(&mut self, most: u64) -> u64 {
        self.random_range(0..most.max(1))
    }

    /// An exponential number of mean 1.
    #[inline(always)]
    pub fn exponential(&mut self) -> f64 {
        ziggurat::exponential(self)
    }

    /// A normal number of mean 0 and variance 1.
    #[inline(always)]
    pub fn normal(&mut self) -> f64 {
        ziggurat::normal(self)
    }

    /// 64 random bits.
    #[inline(always)]
    fn word(&mut self) -> u64 {
        self.random()
    }
}

/// The factor that, taken `times` times, makes `whole` of 1: its root. `times` of 0 count as 1.
#[must_use]
pub fn root(whole: f64, times: u32) -> f64 {
    libm::pow(whole, 1.0 / f64::from(times.max(1)))
}

/// How a time is spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dist {
    /// Always the same.
    Constant(Span),
    /// Exponential, with this mean.
    Exponential(Span),
    /// Any value from the first to the second, equally likely.
    Uniform(Span, Span),
    /// Log-normal: `median * exp(sigma * z)`.
    Lognormal {
        /// Half of all values lie below it.
        median: Span,
        /// The standard deviation of the logarithm.
        sigma: f64,
    },
    /// The sum of `shape` exponential values.
    Erlang {
        /// How many.
        shape: u32,
        /// The mean of the sum.
        mean: Span,
    },
    /// Exponential with one of two means.
    Hyperexponential {
        /// The probability of the shorter mean.
        share: f64,
        /// One mean.
        short: Span,
        /// The other.
        long: Span,
    },
}

impl Dist {
    /// The 99th percentile of the standard normal distribution.
    const Z99: f64 = 2.326_347_874_040_841;

    /// The log-normal distribution with this median and 99th percentile.
    #[must_use]
    pub fn lognormal(median: Span, p99: Span) -> Self {
        let sigma = libm::log(p99.seconds() / median.seconds()) / Self::Z99;
        Self::Lognormal { median, sigma }
    }

    /// The hyperexponential distribution with this mean and coefficient of variation (above 1), both of whose parts bear half of
    /// the mean ("balanced means": Allen 1990, Probability, Statistics, and Queueing Theory, 3.2.9).
    #[must_use]
    pub fn hyperexponential(mean: Span, cv: f64) -> Self {
        let square = cv * cv;
        let share = (1.0 + ((square - 1.0) / (square + 1.0)).max(0.0).sqrt()) / 2.0;
        Self::Hyperexponential { share, short: mean.scale(0.5 / share), long: mean.scale(0.5 / (1.0 - share)) }
    }

    /// The value for a key.
    #[must_use]
    #[inline(always)]
    pub fn sample(self, dice: Dice, purpose: Purpose, key: Key) -> Span {
        match self {
            Self::Constant(span) => span,
            Self::Exponential(mean) => mean.scale(dice.draw(purpose, key).exponential()),
            Self::Uniform(low, high) => low + Span(high.0.saturating_sub(low.0)).scale(dice.draw(purpose, key).unit()),
            Self::Lognormal { median, sigma } => median.scale(libm::exp(sigma * dice.draw(purpose, key).normal())),
            Self::Erlang { shape, mean } => {
                let mut draw = dice.draw(purpose, key);
                let sum: f64 = (0..shape).map(|_| draw.exponential()).sum();
                mean.scale(sum / f64::from(shape))
            }
            Self::Hyperexponential { share, short, long } => {
                let mut draw = dice.draw(purpose, key);
                let mean = if draw.unit() < share { short } else { long };
                mean.scale(draw.exponential())
            }
        }
    }

    /// The mean.
    #[must_use]
    pub fn mean(self) -> Span {
        match self {
            Self::Constant(span) | Self::Exponential(span) => span,
            Self::Erlang { mean, .. } => mean,
            Self::Hyperexponential { share, short, long } => short.scale(share) + long.scale(1.0 - share),
            Self::Uniform(low, high) => Span(low.0.midpoint(high.0)),
            Self::Lognormal { median, sigma } => median.scale(libm::exp(sigma * sigma / 2.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key { message: 17, hop: 1, attempt: 1 };

    #[test]
    fn golden_words_stay_the_same_on_every_machine() {
        let mut draw = Dice::new(1).draw(Purpose::Work, KEY);
        let words: Vec<u64> = (0..3).map(|_| draw.random()).collect();
        assert_eq!(words, GOLDEN);
        assert_eq!(Dist::Exponential(Span(1_000_000)).sample(Dice::new(1), Purpose::Work, KEY), Span(GOLDEN_EXPONENTIAL));
    }
    const GOLDEN: [u64; 3] = [6_058_179_550_966_324_365, 8_682_107_888_688_267_054, 15_586_057_389_649_001_251];
    const GOLDEN_EXPONENTIAL: u64 = 496_718;

    #[test]
    fn every_part_of_the_key_matters() {
        let base = Dice::new(1).draw(Purpose::Work, KEY).unit();
        let others = [
            Dice::new(2).draw(Purpose::Work, KEY).unit(),
            Dice::new(1).draw(Purpose::Error, KEY).unit(),
            Dice::new(1).draw(Purpose::Work, Key { message: 18, ..KEY }).unit(),
            Dice::new(1).draw(Purpose::Work, Key { hop: 2, ..KEY }).unit(),
            Dice::new(1).draw(Purpose::Work, Key { attempt: 2, ..KEY }).unit(),
        ];
        assert!(others.iter().all(|other| (other - base).abs() > 1e-9), "{base} {others:?}");
    }

    #[test]
    fn samples_have_the_mean_that_they_say() {
        let second = Span::from_seconds(1.0);
        let dists = [
            Dist::Constant(second),
            Dist::Exponential(second),
            Dist::Uniform(Span::from_millis(500), second),
            Dist::lognormal(second, Span::from_seconds(3.0)),
            Dist::Erlang { shape: 3, mean: second },
            Dist::hyperexponential(second, 2.0),
        ];
        for dist in dists {
            let n = 200_000;
            let total: f64 = (0..n).map(|message| dist.sample(Dice::new(7), Purpose::Work, Key { message, ..KEY }).seconds()).sum();
            let (mean, wanted) = (total / n as f64, dist.mean().seconds());
            assert!((mean / wanted - 1.0).abs() < 0.015, "{dist:?}: {mean} instead of {wanted}");
        }
    }
}
