//! A run that can be held: it stands at an instant and can be moved to any other, forwards and backwards.
//!
//! Going back takes the nearest checkpoint before and replays from there, so the same instant is always the same state.

mod cue;

use std::sync::Arc;

pub use cue::{Cue, cues};

use crate::fact::{Fact, Sink};
use crate::id::LaneId;
use crate::scenario::{Scenario, limit};
use crate::scene::Scene;
use crate::sim::{Halt, Sim, Why};
use crate::time::{Span, Time};

/// How many events there are between two checkpoints, at first.
const EVERY: u64 = 20_000;
/// How many checkpoints are kept; beyond it every second one goes and the distance doubles.
const CHECKPOINTS: usize = 64;
/// How many facts of one instant are remembered.
const REMEMBERED: usize = 1_000;

/// A run, at an instant.
#[derive(Clone, Debug)]
pub struct Tape {
    end: Time,
    moment: Moment,
    /// In order of time; the first is the start.
    checkpoints: Vec<Moment>,
    every: u64,
}

/// A run at an instant, with all that went before it folded in.
#[derive(Clone, Debug)]
struct Moment {
    at: Time,
    sims: Vec<Sim>,
    scene: Scene,
    latest: Latest,
    events: u64,
}

/// The facts of the latest instant at which there were any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Latest {
    /// The instant; nothing if nothing has happened yet.
    pub at: Option<Time>,
    /// What happened, by lane and in order.
    pub facts: Vec<(LaneId, Fact)>,
}

impl Tape {
    /// A run at its start, the facts of the first instant included.
    ///
    /// # Errors
    ///
    /// If the run can't go on there.
    pub fn new(scenario: &Arc<Scenario>) -> Result<Self, Halt> {
        let mut moment = Moment {
            at: Time::START,
            sims: scenario.lane_ids().map(|(id, _)| Sim::new(scenario, id)).collect(),
            scene: Scene::new(scenario),
            latest: Latest::default(),
            events: 0,
        };
        moment.advance(Time::START, u64::MAX)?;
        Ok(Self { end: scenario.end(), checkpoints: vec![moment.clone()], moment, every: EVERY })
    }

    /// The instant.
    #[must_use]
    pub fn now(&self) -> Time {
        self.moment.at
    }

    /// What is visible.
    #[must_use]
    pub fn scene(&self) -> &Scene {
        &self.moment.scene
    }

    /// What happened last.
    #[must_use]
    pub fn latest(&self) -> &Latest {
        &self.moment.latest
    }

    /// Moves towards an instant, at most to the end of the run, with about `budget` events; true once it is there.
    ///
    /// It never stops in the middle of an instant: all that happens there has happened, or nothing.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn seek(&mut self, to: Time, budget: u64) -> Result<bool, Halt> {
        let to = to.min(self.end);
        if to < self.moment.at {
            // The first checkpoint is the start, and nothing lies before it.
            let after = self.checkpoints.partition_point(|checkpoint| checkpoint.at <= to).max(1);
            self.moment.clone_from(&self.checkpoints[after - 1]);
        }
        let mut left = budget;
        while left > 0 {
            let last = self.checkpoints.last().map_or(0, |checkpoint| checkpoint.events);
            let before = self.moment.events;
            // Stop where a checkpoint is due; from there on event by event, until an instant is whole.
            let portion = (last + self.every).saturating_sub(before).max(1).min(left);
            let there = self.moment.advance(to, portion)?;
            left -= (self.moment.events - before).min(left);
            if there {
                return Ok(true);
            }
            self.note_checkpoint();
        }
        let now = self.moment.at;
        self.moment.advance(now, u64::MAX)?;
        Ok(now == to)
    }

    /// Moves to the next instant at which something happens, or to the end of the run.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn step_forward(&mut self) -> Result<(), Halt> {
        let before = self.moment.latest.at;
        while let Some(next) = self.moment.next_at().filter(|next| *next <= self.end) {
            self.seek(next, u64::MAX)?;
            if self.moment.latest.at != before {
                return Ok(());
            }
        }
        self.seek(self.end, u64::MAX).map(|_| ())
    }

    /// Moves to the last instant before this one at which something happened, or to the start.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn step_back(&mut self) -> Result<(), Halt> {
        self.seek(self.moment.at - Span(1), u64::MAX)?;
        // Nothing happened between the latest facts and here, so the picture is that of their instant.
        self.moment.at = self.moment.latest.at.unwrap_or(Time::START);
        Ok(())
    }

    fn note_checkpoint(&mut self) {
        let last = self.checkpoints.last().map_or(0, |checkpoint| checkpoint.events);
        if self.moment.events < last + self.every || !self.moment.is_whole() {
            return;
        }
        self.checkpoints.push(self.moment.clone());
        if self.checkpoints.len() > CHECKPOINTS {
            let mut place = 0;
            self.checkpoints.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            self.every *= 2;
        }
    }
}

impl Moment {
    /// The lane in which something happens next, and when. Of one instant the first lane goes first.
    fn next(&self) -> Option<(Time, usize)> {
        let coming = self.sims.iter().enumerate().filter_map(|(place, sim)| Some((sim.next_at()?, place)));
        coming.min()
    }

    fn next_at(&self) -> Option<Time> {
        self.next().map(|(at, _)| at)
    }

    /// Whether all that happens at its instant has happened.
    fn is_whole(&self) -> bool {
        self.next_at().is_none_or(|next| next > self.at)
    }

    /// Lets at most `budget` events happen, none after `to`; true if no more are left up to there.
    fn advance(&mut self, to: Time, budget: u64) -> Result<bool, Halt> {
        for _ in 0..budget {
            let Some((at, place)) = self.next().filter(|(at, _)| *at <= to) else {
                self.at = to;
                return Ok(true);
            };
            self.at = at;
            self.events += 1;
            #[expect(clippy::cast_possible_truncation, reason = "a scenario has at most 16 lanes")]
            let lane = LaneId(place as u8);
            if self.events > limit::EVENTS_ON_SCREEN {
                let name = self.scene.lane_name(lane);
                return Err(Halt { lane: name, at, why: Why::Events { most: limit::EVENTS_ON_SCREEN } });
            }
            let mut fold = Fold { lane, scene: &mut self.scene, latest: &mut self.latest };
            self.sims[place].step(&mut fold)?;
        }
        Ok(false)
    }
}

/// Where the facts of one lane go.
struct Fold<'a> {
    lane: LaneId,
    scene: &'a mut Scene,
    latest: &'a mut Latest,
}

impl Sink for Fold<'_> {
    fn record(&mut self, at: Time, fact: Fact) {
        self.scene.apply(at, self.lane, fact);
        if self.latest.at != Some(at) {
            self.latest.at = Some(at);
            self.latest.facts.clear();
        }
        if self.latest.facts.len() < REMEMBERED {
            self.latest.facts.push((self.lane, fact));
        }
    }
}
