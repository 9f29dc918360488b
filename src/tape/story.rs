//! What happens to one message, in all lanes: a second pass from before its birth that keeps the facts about it alone.

use std::sync::Arc;

use super::Tape;
use super::moment::Moment;
use super::told::{Teller, Told};
use crate::id::Msg;
use crate::scenario::Scenario;
use crate::time::{Span, Time};

/// How many facts are kept.
const KEPT: usize = 500;

/// The story of a message.
#[derive(Clone, Debug)]
pub struct Story {
    scenario: Arc<Scenario>,
    msg: Msg,
    /// How far it is read.
    moment: Moment,
    facts: Vec<Told>,
    halted: bool,
}

impl Story {
    /// The story of a message, of which nothing is read yet.
    #[must_use]
    pub fn of(tape: &Tape, msg: Msg) -> Self {
        let is_before = |moment: &Moment| moment.scene.lanes().iter().all(|lane| lane.offered < u64::from(msg.0));
        let before = tape.checkpoints.partition_point(is_before).saturating_sub(1);
        Self { scenario: Arc::clone(tape.scenario()), msg, moment: tape.second(before), facts: Vec::new(), halted: false }
    }

    /// Whose story it is.
    #[must_use]
    pub fn msg(&self) -> Msg {
        self.msg
    }

    /// Whether it is one of this run, as the run is now.
    #[must_use]
    pub fn is_of(&self, tape: &Tape) -> bool {
        Arc::ptr_eq(&self.scenario, tape.scenario())
    }

    /// What is read of it, in order of time.
    #[must_use]
    pub fn facts(&self) -> &[Told] {
        &self.facts
    }

    /// Up to when all that happened to it is read and kept.
    #[must_use]
    pub fn known(&self) -> Time {
        let last = self.facts.last().filter(|_| self.is_cut());
        last.map_or(self.moment.at, |last| last.at - Span(1))
    }

    /// Whether there is more than is kept.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.facts.len() >= KEPT
    }

    /// Reads on, with about `budget` events; true once all that is known of the run is read.
    pub fn read(&mut self, tape: &Tape, budget: u64) -> bool {
        let is_read = |story: &Self| story.halted || story.is_cut() || (story.moment.events > 0 && story.moment.at >= tape.filled());
        if !is_read(self) {
            let (msg, facts) = (self.msg, &mut self.facts);
            let mut teller = Teller(|told: Told| {
                if told.fact.msg() == Some(msg) && facts.len() < KEPT {
                    facts.push(told);
                }
            });
            self.halted = self.moment.advance(tape.filled(), budget, &mut teller).is_err();
        }
        is_read(self)
    }
}
