//! How long a lesson plays on the wall clock if nobody touches it.

use std::time::Duration;

use crate::scenario::Scenario;
use crate::tape::Cue;
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

/// Worked out from the speeds of the scenes, and when they begin.
#[must_use]
pub fn of(scenario: &Scenario, cues: &[Cue]) -> Length {
    let (mut wall, mut speed, mut from) = (LEAD_IN, Speed::LIFE, Time::START);
    for cue in cues {
        wall += speed.wall(cue.at.since(from));
        from = cue.at;
        speed = scenario.scenes[cue.scene].speed.map_or(speed, Speed::new);
    }
    wall += speed.wall(scenario.end().since(from));
    Length { wall, pauses: cues.iter().filter(|cue| scenario.scenes[cue.scene].pause).count() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::parse;
    use crate::tape::cues;
    use crate::ui::key::Key;
    use crate::ui::sign::Signs;
    use crate::ui::theme::{Depth, Palette, Theme};
    use crate::ui::{Input, Model, update};

    #[test]
    fn a_lesson_that_is_played_takes_as_long() {
        let source =
            "title = 'A lesson'\nduration = '40s'\n[load]\nrate = '4/s'\n[[lane]]\nname = 'Calls'\nsender.calls = 's'\nservice.s = {}
            [[fault]]\nat = '12s'\nkind = 'outage'\non = 's'
            [[scene]]\nat = '0s'\nspeed = '2x'\n[[scene]]\nat = '10s'\npause = true
            [[scene]]\nwhen = 'first error'\nspeed = '0.5x'\n[[scene]]\nat = '20s'\npause = true\nspeed = '10x'";
        let scenario = Arc::new(parse("a test", source).unwrap());
        let length = of(&scenario, &cues(&scenario));
        assert_eq!(length.pauses, 2);
        let theme = Theme { palette: Palette::None, depth: Depth::Indexed };
        let mut model = Model::new(Arc::clone(&scenario), theme, &Signs::ASCII).unwrap();
        let (step, mut wall) = (Duration::from_millis(1), Duration::ZERO);
        while model.now() < scenario.end() {
            if model.is_moving() {
                update(&mut model, Input::Elapsed(step));
                wall += step;
            } else {
                update(&mut model, Input::Key(Key::char(' ')));
            }
        }
        assert!(length.wall.abs_diff(wall) < step * 10, "{:?}, and played in {wall:?}", length.wall);
    }
}
