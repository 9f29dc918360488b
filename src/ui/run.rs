//! A scenario made ready to be shown.

use std::sync::Arc;

use crate::scenario::{Original, Scenario};
use crate::sim::Halt;
use crate::tape::{Cue, Tape, cues};

/// A scenario with its run, which stands at the start.
#[derive(Clone, Debug)]
pub struct Run {
    pub(super) scenario: Arc<Scenario>,
    pub(super) tape: Tape,
    /// When the scenes of the lesson begin.
    pub(super) cues: Vec<Cue>,
    /// What the scenario was made of; without it nothing can be done to the run.
    pub(super) original: Option<Original>,
}

impl Run {
    /// Makes a scenario ready. To find when its scenes begin may take a second, if they wait for something to happen.
    ///
    /// # Errors
    ///
    /// If simulated time stands still at the start.
    pub fn new(scenario: Arc<Scenario>) -> Result<Self, Halt> {
        Ok(Self { tape: Tape::new(&scenario)?, cues: cues(&scenario), scenario, original: None })
    }

    /// The same, of a scenario that can be changed while it plays.
    #[must_use]
    pub fn from(self, original: Original) -> Self {
        Self { original: Some(original), ..self }
    }

    /// What runs.
    #[must_use]
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }
}
