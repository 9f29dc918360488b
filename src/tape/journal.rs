//! The facts around the playhead: the last before it and the next after it, read by a second playhead.
//!
//! It begins one checkpoint before the nearest, so it goes back some ten thousand events at least, and reads on as the playhead does.
//! What it says of an instant does not depend on how one came to it.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Tape;
use super::moment::Moment;
use super::told::{Teller, Told};
use crate::scenario::Scenario;
use crate::time::Time;

/// How many facts are kept on either side of the playhead.
const KEPT: usize = 300;
/// How many events are read at once beyond the playhead, where only a few facts are wanted.
const PORTION: u64 = 200;
/// The most facts that are kept in all: at one instant there may be any number of them.
const MOST: usize = 20_000;

/// The facts around an instant.
#[derive(Clone, Debug)]
pub struct Journal {
    scenario: Arc<Scenario>,
    /// How far it is read.
    moment: Moment,
    /// The checkpoint after which it begins.
    begins: usize,
    /// The playhead.
    now: Time,
    /// In order of time.
    facts: VecDeque<Told>,
    halted: bool,
}

impl Journal {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(tape: &Tape) -> Self {
        let begins = first(tape);
        Self {
            scenario: Arc::clone(tape.scenario()),
            moment: tape.second(begins),
            begins,
            now: tape.now(),
            facts: VecDeque::new(),
            halted: false,
        }
    }

    /// The facts up to the playhead, and those after it; in order of time.
    pub fn halves(&self) -> (impl DoubleEndedIterator<Item = &Told>, impl Iterator<Item = &Told>) {
        let past = self.past();
        (self.facts.range(..past), self.facts.range(past..).take(KEPT))
    }

    /// How many facts there are up to the playhead, and after it.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let past = self.past();
        (past, (self.facts.len() - past).min(KEPT))
    }

    /// Whether the facts up to the playhead are not all read yet.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        !self.halted && (self.moment.events == 0 || self.moment.at < self.now)
    }

    /// From when on all that was wanted is in it.
    #[must_use]
    pub fn begins(&self, tape: &Tape) -> Time {
        if self.begins == 0 { Time::START } else { tape.checkpoints.get(self.begins).map_or(Time::START, |checkpoint| checkpoint.at) }
    }

    fn past(&self) -> usize {
        self.facts.partition_point(|told| told.at <= self.now)
    }

    /// Follows the playhead, with about `budget` events; true once all that is known is read. What is wanted must stay the same.
    pub fn follow(&mut self, tape: &Tape, budget: u64, wanted: impl Fn(&Told) -> bool) -> bool {
        let begins = first(tape);
        let is_far = begins > self.begins && tape.checkpoints[begins].at > self.moment.at;
        if !Arc::ptr_eq(&self.scenario, tape.scenario()) || tape.now() < self.now || begins < self.begins || is_far {
            *self = Self::new(tape);
        }
        self.begins = begins;
        self.now = tape.now();
        let from = self.begins(tape);
        while begins > 0 && self.facts.front().is_some_and(|told| told.at <= from) {
            self.facts.pop_front();
        }
        let mut left = budget;
        while left > 0 && !self.is_read(tape) {
            let before = self.moment.events;
            let is_behind = self.moment.at < self.now;
            let (to, portion) = if is_behind { (self.now, left) } else { (tape.filled(), left.min(PORTION)) };
            let facts = &mut self.facts;
            let mut teller = Teller(|told: Told| {
                if facts.len() < MOST && (begins == 0 || told.at > from) && wanted(&told) {
                    facts.push_back(told);
                    if is_behind && facts.len() > KEPT {
                        facts.pop_front();
                    }
                }
            });
            self.halted = self.moment.advance(to, portion, &mut teller).is_err();
            left = left.saturating_sub((self.moment.events - before).max(1));
        }
        while self.past() > KEPT {
            self.facts.pop_front();
        }
        self.is_read(tape)
    }

    fn is_read(&self, tape: &Tape) -> bool {
        self.halted || (!self.is_behind() && (self.counts().1 == KEPT || self.moment.at >= tape.filled()))
    }
}

/// The checkpoint after which the journal of an instant begins.
fn first(tape: &Tape) -> usize {
    tape.checkpoints.partition_point(|checkpoint| checkpoint.at <= tape.now()).saturating_sub(2)
}
