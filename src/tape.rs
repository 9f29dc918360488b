//! A run that can be held: it stands at an instant and can be moved to any other, forwards and backwards.
//!
//! A filling pass runs ahead of the playhead and leaves checkpoints. Going anywhere takes the nearest checkpoint before and replays
//! from there, so the same instant is always the same state, however one comes to it.

mod cue;
mod journal;
mod moment;
mod story;
mod summary;
mod times;
mod told;

use std::sync::Arc;

pub use cue::{Cue, cues};
pub use journal::Journal;
pub use moment::Latest;
pub use story::Story;
pub use summary::{LaneSummary, Part, Row, Slot, Summary};
pub use times::Times;
pub use told::Told;

use crate::scenario::Scenario;
use crate::scene::Scene;
use crate::sim::Halt;
use crate::time::{Span, Time};
use moment::Moment;

/// How many events there are between two checkpoints, at first.
const EVERY: u64 = 20_000;
/// How many bytes checkpoints may take, about; beyond it every second one goes and the distance doubles.
const WEIGHT: usize = 64 << 20;

/// A run, at an instant.
#[derive(Clone, Debug)]
pub struct Tape {
    scenario: Arc<Scenario>,
    /// The playhead.
    moment: Moment,
    /// How far the run has been filled in.
    front: Moment,
    /// In order of time, none after the front; the first is the start.
    checkpoints: Vec<Moment>,
    weight: usize,
    every: u64,
    summary: Summary,
    /// Why the run can't be filled in any further.
    halted: Option<Halt>,
}

impl Tape {
    /// A run at its start, the facts of the first instant included.
    ///
    /// # Errors
    ///
    /// If the run can't go on there.
    pub fn new(scenario: &Arc<Scenario>) -> Result<Self, Halt> {
        let mut front = Moment::new(scenario);
        let mut summary = Summary::new(scenario);
        front.advance(Time::START, u64::MAX, &mut summary)?;
        Ok(Self {
            scenario: Arc::clone(scenario),
            moment: front.clone(),
            weight: front.weight(),
            checkpoints: vec![front.clone()],
            front,
            every: EVERY,
            summary,
            halted: None,
        })
    }

    /// What is run.
    #[must_use]
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
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

    /// What happened in the whole run, as far as it is filled in.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Up to which instant the run is filled in.
    #[must_use]
    pub fn filled(&self) -> Time {
        self.front.at
    }

    /// How many slots of time of the summary are known to their ends.
    #[must_use]
    pub fn known_slots(&self) -> usize {
        let end = self.scenario.end();
        let slots = if self.front.at == end { end.0.div_ceil(self.summary.width().0) } else { self.front.at.0 / self.summary.width().0 };
        usize::try_from(slots).unwrap_or(usize::MAX)
    }

    /// The most messages that are born in a lane, as far as the run is filled in.
    #[must_use]
    pub fn born(&self) -> u64 {
        self.front.scene.lanes().iter().map(|lane| lane.offered).max().unwrap_or(0)
    }

    /// A second playhead at a checkpoint; before the first there is the start, when nothing has happened yet.
    fn second(&self, checkpoint: usize) -> Moment {
        let mut moment = match self.checkpoints.get(checkpoint) {
            Some(there) if checkpoint > 0 => there.clone(),
            _ => return Moment::new(&self.scenario),
        };
        moment.adopt(&self.scenario);
        moment
    }

    /// Whether nothing is left to fill in.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.halted.is_some() || self.front.at == self.scenario.end()
    }

    /// Fills the run in, with about so many events. A run that can't go on is filled in as far as it goes.
    pub fn fill(&mut self, budget: u64) {
        self.fill_to(self.scenario.end(), budget);
    }

    fn fill_to(&mut self, to: Time, budget: u64) {
        let mut left = budget;
        while left > 0 && self.halted.is_none() {
            let last = self.checkpoints.last().map_or(0, |checkpoint| checkpoint.events);
            let before = self.front.events;
            let portion = (last + self.every).saturating_sub(before).max(1).min(left);
            match self.front.advance(to, portion, &mut self.summary) {
                Ok(true) => {
                    if to == self.scenario.end() {
                        self.summary.close(to, &self.front.scene);
                    }
                    return;
                }
                Ok(false) => {}
                Err(halt) => self.halted = Some(halt),
            }
            left -= (self.front.events - before).min(left);
            self.note_checkpoint();
        }
    }

    /// Moves towards an instant, at most to the end of the run, with about `budget` events; true once it is there.
    ///
    /// It never stops in the middle of an instant: all that happens there has happened, or nothing.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn seek(&mut self, to: Time, budget: u64) -> Result<bool, Halt> {
        let to = to.min(self.scenario.end());
        if to > self.front.at {
            self.fill_to(to, budget);
            if let Some(halt) = &self.halted {
                return Err(halt.clone());
            }
            self.moment.clone_from(&self.front);
            return Ok(self.moment.at == to);
        }
        // The first checkpoint is the start, and nothing lies before it.
        let after = self.checkpoints.partition_point(|checkpoint| checkpoint.at <= to).max(1);
        let checkpoint = &self.checkpoints[after - 1];
        if to < self.moment.at || checkpoint.at > self.moment.at {
            self.moment.clone_from(checkpoint);
            self.moment.adopt(&self.scenario);
        }
        self.moment.advance(to, budget, &mut ())
    }

    /// Moves to the next instant at which something happens, or to the end of the run.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn step_forward(&mut self) -> Result<(), Halt> {
        self.step_towards(self.scenario.end())
    }

    /// The same, but no further than to an instant.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn step_towards(&mut self, most: Time) -> Result<(), Halt> {
        let before = self.moment.latest.at;
        while let Some(next) = self.moment.next_at().filter(|next| *next <= most) {
            self.seek(next, u64::MAX)?;
            if self.moment.latest.at != before {
                return Ok(());
            }
        }
        self.seek(most, u64::MAX).map(|_| ())
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

    /// Goes on with another scenario, which says the same of all before `from`. What was filled in after that is filled in anew; if
    /// the playhead stood there, it stands earlier now, and has to seek.
    pub fn replace(&mut self, scenario: &Arc<Scenario>, from: Time) {
        self.scenario = Arc::clone(scenario);
        self.halted = None;
        // The start is never after what may be replaced.
        let kept = self.checkpoints.partition_point(|checkpoint| checkpoint.at < from).max(1);
        self.checkpoints.truncate(kept);
        self.weight = self.checkpoints.iter().map(Moment::weight).sum();
        // The summary is made anew from the beginning of a slot on.
        let cut = self.summary.slot_start(from.min(self.front.at));
        let before = self.checkpoints.partition_point(|checkpoint| checkpoint.at < cut);
        self.front = before.checked_sub(1).map_or_else(|| Moment::new(scenario), |last| self.checkpoints[last].clone());
        self.front.adopt(scenario);
        self.summary.cut(cut, self.front.at, &self.front.scene);
        if self.moment.at >= from {
            self.moment.clone_from(&self.checkpoints[kept - 1]);
        }
        self.moment.adopt(scenario);
    }

    fn note_checkpoint(&mut self) {
        let last = self.checkpoints.last().map_or(0, |checkpoint| checkpoint.events);
        if self.front.events < last + self.every {
            return;
        }
        self.weight += self.front.weight();
        self.checkpoints.push(self.front.clone());
        if self.weight > WEIGHT && self.checkpoints.len() > 2 {
            let mut place = 0;
            self.checkpoints.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            self.every *= 2;
            self.weight = self.checkpoints.iter().map(Moment::weight).sum();
        }
    }
}
