//! The workloads written out by hand, each for itself: the least that has to be done for the mean wait and for nothing else.

use std::cmp::Reverse;
use std::collections::binary_heap::PeekMut;
use std::collections::{BinaryHeap, VecDeque};

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Exp1, LogNormal};

/// Later than anything.
const NEVER: u64 = u64::MAX;
/// The most that wait for one of the eight servers: in the pool of a hundred, and with retries.
const BACKLOG: usize = 92;
const SHORT_BACKLOG: usize = 8;
/// How many servers the pools have.
const SERVERS: usize = 8;

fn chance() -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(1)
}

/// A span in nanoseconds, exponential with this mean.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no draw is negative or lasts for centuries")]
fn exponential(chance: &mut impl Rng, mean: f64) -> u64 {
    (mean * chance.sample::<f64, _>(Exp1)) as u64
}

/// The mean of `count` waits in seconds.
fn mean(total: u64, count: u64) -> f64 {
    total as f64 / count as f64 / 1e9
}

/// One server at 0.8 without events: what a message waits follows from what the one before it did (Lindley 1952).
pub fn lindley(messages: u32) -> f64 {
    let mut chance = chance();
    let (mut wait, mut total) = (0.0_f64, 0.0);
    for _ in 0..messages {
        total += wait;
        let work = 1e-3 * chance.sample::<f64, _>(Exp1);
        let gap = 1.25e-3 * chance.sample::<f64, _>(Exp1);
        wait = (wait + work - gap).max(0.0);
    }
    total / f64::from(messages)
}

/// One server at 0.8: only two events are ever ahead, so there is no heap.
pub fn one_server(messages: u32) -> f64 {
    let mut chance = chance();
    let mut waiting: VecDeque<u64> = VecDeque::new();
    let (mut arrival, mut departure) = (exponential(&mut chance, 1.25e6), NEVER);
    let (mut born, mut total) = (0, 0);
    while arrival.min(departure) != NEVER {
        if arrival < departure {
            let now = arrival;
            born += 1;
            arrival = if born < messages { now + exponential(&mut chance, 1.25e6) } else { NEVER };
            if departure == NEVER {
                departure = now + exponential(&mut chance, 1e6);
            } else {
                waiting.push_back(now);
            }
        } else if let Some(since) = waiting.pop_front() {
            total += departure - since;
            departure += exponential(&mut chance, 1e6);
        } else {
            departure = NEVER;
        }
    }
    mean(total, u64::from(messages))
}

/// Eight servers at 0.95, and room for a hundred.
pub fn pool(messages: u32) -> f64 {
    let mut chance = chance();
    let mut waiting: VecDeque<u64> = VecDeque::with_capacity(BACKLOG);
    let mut departures: BinaryHeap<Reverse<u64>> = BinaryHeap::with_capacity(SERVERS);
    let mut arrival = exponential(&mut chance, 1e9 / 7_600.0);
    let (mut born, mut refused, mut total) = (0_u32, 0_u32, 0);
    while arrival != NEVER || !departures.is_empty() {
        if let Some(mut departure) = departures.peek_mut().filter(|departure| departure.0 <= arrival) {
            if let Some(since) = waiting.pop_front() {
                total += departure.0 - since;
                departure.0 += exponential(&mut chance, 1e6);
            } else {
                PeekMut::pop(departure);
            }
        } else {
            let now = arrival;
            born += 1;
            arrival = if born < messages { now + exponential(&mut chance, 1e9 / 7_600.0) } else { NEVER };
            if departures.len() < SERVERS {
                departures.push(Reverse(now + exponential(&mut chance, 1e6)));
            } else if waiting.len() < BACKLOG {
                waiting.push_back(now);
            } else {
                refused += 1;
            }
        }
    }
    mean(total, u64::from(messages - refused))
}

/// Eight servers at 0.7 with log-normal work; a caller that has waited three times the mean tries again, at most twice.
pub fn retries(messages: u32) -> f64 {
    let mut calls = Calls::new(messages);
    loop {
        let (arrival, due) = (calls.arrival, calls.due.peek().map_or(NEVER, |due| due.0.0));
        let timeout = calls.timeouts.front().map_or(NEVER, |timeout| timeout.0);
        let now = arrival.min(due).min(timeout);
        if now == NEVER {
            return mean(calls.total, calls.started);
        }
        if now == due {
            let Some(Reverse((_, message, what))) = calls.due.pop() else { continue };
            if what == AGAIN { calls.attempt(now, message) } else { calls.done(now, message, what) }
        } else if now == timeout {
            let Some((_, message, attempt)) = calls.timeouts.pop_front() else { continue };
            if calls.state[message as usize].1 == attempt {
                calls.missed(now, message);
            }
        } else {
            calls.born(now);
        }
    }
}

/// What is due is another attempt; else it is the number of the attempt whose work is done.
const AGAIN: u32 = 0;
/// No attempt waits for an answer: between two, or after the last.
const RESTING: u32 = 1 << 31;

struct Calls {
    chance: Xoshiro256PlusPlus,
    work: LogNormal<f64>,
    messages: u32,
    arrival: u64,
    /// Ends of work and of backoffs: when, the message, what.
    due: BinaryHeap<Reverse<(u64, u32, u32)>>,
    /// All lie the same span ahead, so they are in order.
    timeouts: VecDeque<(u64, u32, u32)>,
    waiting: VecDeque<(u64, u32, u32)>,
    busy: usize,
    /// Of each message its work, which is the same in each attempt, and its attempt.
    state: Vec<(u64, u32)>,
    total: u64,
    started: u64,
}

impl Calls {
    fn new(messages: u32) -> Self {
        // The median is a millisecond and the 99th percentile four; both figures are finite.
        let work = LogNormal::new(13.815510557964, 0.595910171728).expect("both are finite");
        Self {
            chance: chance(),
            work,
            messages,
            arrival: 0,
            due: BinaryHeap::new(),
            timeouts: VecDeque::new(),
            waiting: VecDeque::new(),
            busy: 0,
            state: Vec::with_capacity(messages as usize),
            total: 0,
            started: 0,
        }
    }

    fn born(&mut self, now: u64) {
        let message = u32::try_from(self.state.len()).unwrap_or(u32::MAX);
        self.arrival = if message + 1 < self.messages { now + exponential(&mut self.chance, 1e9 / 4_690.0) } else { NEVER };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no draw is negative or lasts for centuries")]
        let work = self.chance.sample(self.work) as u64;
        self.state.push((work, RESTING));
        self.attempt(now, message);
    }

    fn attempt(&mut self, now: u64, message: u32) {
        let (_, attempt) = &mut self.state[message as usize];
        *attempt = (*attempt & !RESTING) + 1;
        let attempt = *attempt;
        if self.busy < SERVERS {
            self.busy += 1;
            self.start(now, now, message, attempt);
        } else if self.waiting.len() < SHORT_BACKLOG {
            self.waiting.push_back((now, message, attempt));
        } else {
            return self.missed(now, message);
        }
        self.timeouts.push_back((now + 3_583_000, message, attempt));
    }

    fn start(&mut self, now: u64, since: u64, message: u32, attempt: u32) {
        self.total += now - since;
        self.started += 1;
        self.due.push(Reverse((now + self.state[message as usize].0, message, attempt)));
    }

    fn done(&mut self, now: u64, message: u32, attempt: u32) {
        let (_, current) = &mut self.state[message as usize];
        if *current == attempt {
            *current |= RESTING;
        }
        match self.waiting.pop_front() {
            Some((since, message, attempt)) => self.start(now, since, message, attempt),
            None => self.busy -= 1,
        }
    }

    /// An attempt came to nothing: perhaps another one, after a wait of full jitter.
    fn missed(&mut self, now: u64, message: u32) {
        let (_, attempt) = &mut self.state[message as usize];
        let missed = *attempt;
        *attempt |= RESTING;
        if missed < 3 {
            let most: u64 = 10_000_000 << (missed - 1);
            self.due.push(Reverse((now + self.chance.random_range(0..most), message, AGAIN)));
        }
    }
}
