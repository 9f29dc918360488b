//! A run at an instant, with all that went before it folded in.

use std::sync::Arc;

use crate::fact::{Fact, Sink};
use crate::id::LaneId;
use crate::scenario::{Scenario, limit};
use crate::scene::{LaneScene, Scene};
use crate::sim::{Halt, Sim, Why};
use crate::time::Time;

/// How many facts of one instant are remembered.
const REMEMBERED: usize = 1_000;

/// A run at an instant.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The instant.
    pub at: Time,
    sims: Vec<Sim>,
    /// What is visible.
    pub scene: Scene,
    /// What happened last.
    pub latest: Latest,
    /// How many events there were.
    pub events: u64,
}

/// The facts of the latest instant at which there were any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Latest {
    /// The instant; nothing if nothing has happened yet.
    pub at: Option<Time>,
    /// What happened, by lane and in order.
    pub facts: Vec<(LaneId, Fact)>,
}

/// Who is told the facts of all lanes, besides the scene.
pub trait Listener {
    /// Something is about to happen; the scene of its lane shows what there was up to now.
    fn expect(&mut self, at: Time, lane: LaneId, scene: &LaneScene);
    /// Something happened, and is in the scene of its lane.
    fn hear(&mut self, at: Time, lane: LaneId, fact: Fact, scene: &LaneScene);
}

/// Nobody listens.
impl Listener for () {
    fn expect(&mut self, _: Time, _: LaneId, _: &LaneScene) {}
    fn hear(&mut self, _: Time, _: LaneId, _: Fact, _: &LaneScene) {}
}

impl Moment {
    /// The start, before anything has happened.
    pub fn new(scenario: &Arc<Scenario>) -> Self {
        let sims = scenario.lane_ids().map(|(id, _)| Sim::new(scenario, id)).collect();
        Self { at: Time::START, sims, scene: Scene::new(scenario), latest: Latest::default(), events: 0 }
    }

    /// Goes on with another scenario, which says the same of all that has happened.
    pub fn adopt(&mut self, scenario: &Arc<Scenario>) {
        self.sims.iter_mut().for_each(|sim| sim.adopt(scenario, self.at));
        self.scene.adopt(scenario);
    }

    /// About how many bytes it takes.
    pub fn weight(&self) -> usize {
        self.sims.iter().map(Sim::weight).sum::<usize>() + self.scene.weight()
    }

    /// The lane in which something happens next, and when. Of one instant the first lane goes first.
    fn next(&self) -> Option<(Time, usize)> {
        let coming = self.sims.iter().enumerate().filter_map(|(place, sim)| Some((sim.next_at()?, place)));
        coming.min()
    }

    /// When something happens next, if ever.
    pub fn next_at(&self) -> Option<Time> {
        self.next().map(|(at, _)| at)
    }

    /// Lets at most `budget` events happen, none after `to`, but no instant by halves; true if no more are left up to there.
    pub fn advance(&mut self, to: Time, budget: u64, listener: &mut dyn Listener) -> Result<bool, Halt> {
        let mut left = budget;
        loop {
            let Some((at, place)) = self.next().filter(|(at, _)| *at <= to) else {
                self.at = to;
                return Ok(true);
            };
            if left == 0 && at > self.at {
                return Ok(false);
            }
            left = left.saturating_sub(1);
            self.at = at;
            self.events += 1;
            #[expect(clippy::cast_possible_truncation, reason = "a scenario has at most 16 lanes")]
            let lane = LaneId(place as u8);
            if self.events > limit::EVENTS_ON_SCREEN {
                let name = self.scene.lane_name(lane);
                return Err(Halt { lane: name, at, why: Why::Events { most: limit::EVENTS_ON_SCREEN } });
            }
            let mut fold = Fold { lane, scene: &mut self.scene, latest: &mut self.latest, listener };
            let mut fold: &mut dyn Sink = &mut fold;
            self.sims[place].step(&mut fold)?;
        }
    }
}

/// Where the facts of one lane go.
struct Fold<'a> {
    lane: LaneId,
    scene: &'a mut Scene,
    latest: &'a mut Latest,
    listener: &'a mut dyn Listener,
}

impl Sink for Fold<'_> {
    fn record(&mut self, at: Time, fact: Fact) {
        self.listener.expect(at, self.lane, &self.scene.lanes()[self.lane.index()]);
        self.scene.apply(at, self.lane, fact);
        self.listener.hear(at, self.lane, fact, &self.scene.lanes()[self.lane.index()]);
        if self.latest.at != Some(at) {
            self.latest.at = Some(at);
            self.latest.facts.clear();
        }
        if self.latest.facts.len() < REMEMBERED {
            self.latest.facts.push((self.lane, fact));
        }
    }
}
