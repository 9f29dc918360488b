//! How long a lesson plays on the wall clock if nobody touches it.

use std::sync::Arc;
use std::time::Duration;

use crate::scenario::Scenario;
use crate::tape::cues;
use crate::time::{Span, Time};
use crate::ui::model::LEAD_IN;
use crate::ui::speed::Speed;

/// How long a lesson plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The time on the wall clock, without what the user takes at pauses.
    wall: Duration,
    /// How often it waits for the user.
    pub pauses: usize,
}

impl Length {
    /// The same as a span.
    #[must_use]
    pub fn wall(self) -> Span {
        Span::from_seconds(self.wall.as_secs_f64())
    }
}

/// Worked out from the speeds of the scenes. To find when they begin takes a while if they wait for something to happen.
#[must_use]
pub fn of(scenario: &Arc<Scenario>) -> Length {
    let cues = cues(scenario);
    let (mut wall, mut speed, mut from) = (LEAD_IN, Speed::LIFE, Time::START);
    for cue in &cues {
        wall += speed.wall(cue.at.since(from));
        from = cue.at;
        speed = scenario.scenes[cue.scene].speed.map_or(speed, Speed::new);
    }
    wall += speed.wall(scenario.end().since(from));
    Length { wall, pauses: cues.iter().filter(|cue| scenario.scenes[cue.scene].pause).count() }
}
