//! The measures of a whole run, counted a little at a time beside what is shown.

use std::sync::Arc;

use super::LaneMeasures;
use crate::id::LaneId;
use crate::scenario::Scenario;
use crate::sim::{Halt, Sim};

/// A run without a screen that is under way, one lane after the other.
#[derive(Clone, Debug)]
pub struct Counting {
    scenario: Arc<Scenario>,
    /// The lane that runs, with what is counted of it; nothing once all are done.
    current: Option<(Sim, LaneMeasures)>,
    /// The measures of the lanes that are done.
    done: Vec<LaneMeasures>,
    halted: Option<Halt>,
}

impl Counting {
    /// A run at its start.
    #[must_use]
    pub fn new(scenario: &Arc<Scenario>) -> Self {
        let mut counting = Self { scenario: Arc::clone(scenario), current: None, done: Vec::new(), halted: None };
        counting.next_lane();
        counting
    }

    fn next_lane(&mut self) {
        let next = self.scenario.lane_ids().map(|(lane, _)| lane).nth(self.done.len());
        let start = |lane: LaneId| (Sim::new(&self.scenario, lane), LaneMeasures::new(&self.scenario, lane));
        self.current = next.map(start);
    }

    /// Whether this scenario is the one that is counted.
    #[must_use]
    pub fn is_of(&self, scenario: &Arc<Scenario>) -> bool {
        Arc::ptr_eq(&self.scenario, scenario)
    }

    /// Goes on for so many events at the most.
    pub fn go_on(&mut self, budget: u64) {
        let end = self.scenario.end();
        let mut left = budget;
        while left > 0 && self.halted.is_none() {
            let Some((sim, measures)) = &mut self.current else { return };
            if sim.next_at().is_some_and(|next| next <= end) {
                self.halted = sim.step(measures).err();
                left -= 1;
                continue;
            }
            sim.close(end, measures);
            measures.close(end);
            self.done.extend(self.current.take().map(|(_, measures)| measures));
            self.next_lane();
        }
    }

    /// The measures of all lanes; nothing until the run is over.
    #[must_use]
    pub fn measures(&self) -> Option<&[LaneMeasures]> {
        (self.current.is_none() && self.halted.is_none()).then_some(&self.done)
    }

    /// Why the run could not go on, if it could not.
    #[must_use]
    pub fn halted(&self) -> Option<&Halt> {
        self.halted.as_ref()
    }

    /// The share of the run that is counted, of lanes and of their time.
    #[must_use]
    pub fn share(&self) -> f64 {
        let whole = self.scenario.end().seconds();
        let at = self.current.as_ref().and_then(|(sim, _)| sim.next_at()).map_or(0.0, |at| (at.seconds() / whole).min(1.0));
        (self.done.len() as f64 + at) / self.scenario.lanes.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Report;
    use crate::scenario::measure::{LaneKey, LatencyKey, Stat};
    use crate::scenario::{parse, shipped};

    #[test]
    fn what_is_counted_a_little_at_a_time_is_what_a_run_without_a_screen_counts() {
        let scenario = Arc::new(parse("shipped", shipped::find("receiver-outage").unwrap().source).unwrap());
        let report = Report::of(&scenario).unwrap();
        let mut counting = Counting::new(&scenario);
        let mut share = 0.0;
        while counting.measures().is_none() {
            assert!(counting.share() >= share && counting.share() < 1.0);
            share = counting.share();
            counting.go_on(500);
        }
        for (one, other) in counting.measures().unwrap().iter().zip(&report.lanes) {
            assert!(LaneKey::ALL.iter().all(|key| one.number(*key) == other.number(*key)));
            let p99 = |lane: &LaneMeasures, key: LatencyKey| lane.latency(key).seconds(Stat::P99);
            assert!(LatencyKey::ALL.iter().all(|key| p99(one, *key) == p99(other, *key)));
        }
        assert_eq!(counting.measures().unwrap().len(), report.lanes.len());
    }
}
