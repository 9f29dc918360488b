//! Finds when the scenes of a lesson begin, those too that wait for something to happen.

use crate::fact::{Fact, Outcome, Sink, Word};
use crate::id::LaneId;
use crate::scenario::{Begin, Moment, Scenario};
use crate::sim::Sim;
use crate::time::Time;

/// How many events of each lane are looked through; a moment that comes later has no scene.
const EVENTS: u64 = 5_000_000;

/// When a scene begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cue {
    /// The instant.
    pub at: Time,
    /// The scene, by its place in the scenario.
    pub scene: usize,
}

/// When each scene begins, in order of time; a scene whose moment doesn't come has none.
#[must_use]
pub fn cues(scenario: &std::sync::Arc<Scenario>) -> Vec<Cue> {
    let mut wanted: Vec<(Moment, Time)> = Vec::new();
    for scene in &scenario.scenes {
        if let Begin::First(moment) = scene.begins {
            wanted.push((moment, Time::NEVER));
        }
    }
    if !wanted.is_empty() {
        scenario.lane_ids().for_each(|(lane, _)| look(scenario, lane, &mut wanted));
    }
    let begins = |begin| match begin {
        Begin::At(at) => at,
        Begin::First(moment) => wanted.iter().find(|(each, _)| *each == moment).map_or(Time::NEVER, |(_, at)| *at),
    };
    let mut cues: Vec<Cue> = (0..).zip(&scenario.scenes).map(|(scene, each)| Cue { at: begins(each.begins), scene }).collect();
    cues.retain(|cue| cue.at <= scenario.end());
    cues.sort();
    cues
}

/// Looks through the run of a lane for what is wanted, as long as something earlier may be found there.
fn look(scenario: &std::sync::Arc<Scenario>, lane: LaneId, wanted: &mut [(Moment, Time)]) {
    let mut sim = Sim::new(scenario, lane);
    let mut seeker = Seeker { wanted };
    for _ in 0..EVENTS {
        let Some(next) = sim.next_at().filter(|next| *next <= scenario.end()) else { return };
        // Whoever halts a run is told so when it plays.
        if seeker.wanted.iter().all(|(_, at)| *at <= next) || sim.step(&mut (&mut seeker as &mut dyn Sink)).is_err() {
            return;
        }
    }
}

struct Seeker<'a> {
    wanted: &'a mut [(Moment, Time)],
}

impl Sink for Seeker<'_> {
    fn record(&mut self, now: Time, fact: Fact) {
        for (moment, at) in &mut *self.wanted {
            if now < *at && is(*moment, &fact) {
                *at = now;
            }
        }
    }
}

/// Whether a fact is such a moment.
pub(super) fn is(moment: Moment, fact: &Fact) -> bool {
    let ended = |outcome| matches!(fact, Fact::Ended { outcome: ended, .. } if *ended == outcome);
    let missed = |told: &dyn Fn(Word) -> bool| matches!(fact, Fact::Missed { word, .. } if told(*word));
    match moment {
        Moment::Completion => ended(Outcome::Completed),
        Moment::Error => missed(&|_| true),
        Moment::Timeout => missed(&|word| word == Word::TimedOut),
        Moment::Throttle => missed(&Word::is_throttle),
        Moment::Retry => matches!(fact, Fact::Tried { attempt: 2.., .. }),
        Moment::Return => matches!(fact, Fact::Reappeared { .. }),
        Moment::Duplicate => matches!(fact, Fact::Arrived { duplicate: true, .. }),
        Moment::DeadLetter => ended(Outcome::DeadLettered),
        Moment::Expiry => ended(Outcome::Expired),
        Moment::Loss => ended(Outcome::Lost),
    }
}
