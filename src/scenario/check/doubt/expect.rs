//! How many messages there will be: as they are born, and as they come to a node or fail there.

use super::look::{Look, Spot};
use crate::scenario::events::births;
use crate::scenario::{Arrivals, Demand, Part, Poison};
use crate::time::{Span, Time};

/// Fewer than so many expected cases may never come.
pub const SURE: f64 = 3.0;

impl Look<'_> {
    /// How many messages an open load bears before `until`; nothing for a closed loop, whose load follows from what happens.
    pub fn born_before(&self, until: Span) -> Option<f64> {
        let load = &self.scenario.load;
        let most = load.count.map_or(f64::INFINITY, f64::from);
        let open = !matches!(load.demand, Demand::Think(_));
        open.then(|| births(&load.demand, until.min(self.scenario.duration)).ceil().min(most))
    }

    /// The highest rate of the load; nothing if it has none.
    pub fn peak(&self) -> f64 {
        match &self.scenario.load.demand {
            Demand::Rate { phases, .. } => phases.iter().map(|phase| phase.rate).fold(0.0, f64::max),
            _ => 0.0,
        }
    }

    /// How many messages are born at one instant, at the most.
    pub fn at_once(&self) -> f64 {
        match &self.scenario.load.demand {
            Demand::Bursts { size, .. } => f64::from(*size),
            Demand::Times(times) => times.chunk_by(|one, other| one == other).map(<[Time]>::len).max().unwrap_or(0) as f64,
            Demand::Rate { .. } | Demand::Think(_) => 1.0,
        }
    }

    /// Whether it is sure how many.
    pub fn is_even(&self) -> bool {
        !matches!(self.scenario.load.demand, Demand::Think(_) | Demand::Rate { arrivals: Arrivals::Poisson, .. })
    }

    /// How long the run lasts from the first birth.
    pub fn rest(&self) -> Span {
        let first = match &self.scenario.load.demand {
            Demand::Rate { phases, .. } => phases.iter().find(|phase| phase.rate > 0.0).map(|phase| phase.at),
            Demand::Times(times) => times.first().copied(),
            Demand::Bursts { .. } | Demand::Think(_) => None,
        };
        self.scenario.end().since(first.unwrap_or(Time::START))
    }
}

impl Spot<'_> {
    /// How many messages come here if all goes well; nothing in a closed loop.
    pub fn visits(&self) -> Option<f64> {
        self.look.born.map(|born| born * self.look.flow(self.lane_id).visits(self.id))
    }

    /// The share of messages that no try gets done here, of so many tries.
    pub fn fails(&self, tries: u16) -> f64 {
        let errors = match &self.node.part {
            Part::Service(service) => service.work.errors,
            Part::Worker(worker) => worker.work.errors,
            _ => 0.0,
        };
        let poison = match &self.look.scenario.messages.poison {
            Poison::Share(share) => *share,
            Poison::Numbers(numbers) => self.look.born.map_or(0.0, |born| numbers.len() as f64 / born.max(1.0)).min(1.0),
        };
        poison + (1.0 - poison) * (0..tries).fold(1.0, |all, _| all * errors)
    }

    /// How many messages fail here that often in a row.
    pub fn failures(&self, tries: u16) -> f64 {
        self.visits().unwrap_or(0.0) * self.fails(tries)
    }
}
