//! What is counted: folds over the facts of a run, and the report that they give.

mod claim;
mod counting;
mod fold;
mod lane;
mod latency;
mod node;
mod order;
mod places;
mod recovery;
mod theory;

use std::sync::Arc;

pub use claim::Verdict;
pub use counting::Counting;
pub use lane::{LaneMeasures, Outcomes};
pub use latency::Latency;
pub use node::NodeMeasures;
pub use theory::{Theory, theory};

use crate::id::LaneId;
use crate::scenario::Scenario;
use crate::sim::{Halt, Sim};

/// What a whole run gave.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was run.
    pub scenario: Arc<Scenario>,
    /// How many events there were, in all lanes.
    pub events: u64,
    /// The measures of each lane, at the end of the run.
    pub lanes: Vec<LaneMeasures>,
    /// What became of each claim.
    pub verdicts: Vec<Verdict>,
}

/// What the run of one lane gave.
#[derive(Clone, Debug)]
pub struct LaneRun {
    /// How many events there were.
    pub events: u64,
    /// The measures at the end of the run.
    pub measures: LaneMeasures,
}

impl LaneRun {
    /// Runs one lane of a scenario to its end, as fast as it goes.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn of(scenario: &Arc<Scenario>, lane: LaneId) -> Result<Self, Halt> {
        let end = scenario.end();
        let mut sim = Sim::new(scenario, lane);
        let mut measures = LaneMeasures::new(scenario, lane);
        sim.run_until(end, &mut measures)?;
        sim.close(end, &mut measures);
        measures.close(end);
        Ok(Self { events: sim.events(), measures })
    }
}

impl Report {
    /// Runs a scenario to its end, one lane after the other.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn of(scenario: &Arc<Scenario>) -> Result<Self, Halt> {
        let runs: Result<Vec<LaneRun>, Halt> = scenario.lane_ids().map(|(lane, _)| LaneRun::of(scenario, lane)).collect();
        Ok(Self::from_runs(scenario, runs?))
    }

    /// Puts the runs of all lanes together, in the order of the file.
    #[must_use]
    pub fn from_runs(scenario: &Arc<Scenario>, runs: Vec<LaneRun>) -> Self {
        let events = runs.iter().map(|run| run.events).sum();
        let lanes: Vec<LaneMeasures> = runs.into_iter().map(|run| run.measures).collect();
        let verdicts = scenario.claims.iter().map(|claim| Verdict::of(claim, &lanes)).collect();
        Self { scenario: Arc::clone(scenario), events, lanes, verdicts }
    }

    /// Whether every claim holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.holds)
    }
}
