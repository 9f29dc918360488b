//! What is counted: folds over the facts of a run, and the report that they give.

mod claim;
mod fold;
mod lane;
mod latency;
mod node;
mod recovery;

use std::sync::Arc;

pub use claim::Verdict;
pub use lane::{LaneMeasures, Outcomes};
pub use latency::Latency;
pub use node::NodeMeasures;

use crate::scenario::Scenario;
use crate::sim::{Sim, Stuck};

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

impl Report {
    /// Runs a scenario to its end, as fast as it goes.
    ///
    /// # Errors
    ///
    /// If simulated time stands still.
    pub fn of(scenario: &Arc<Scenario>) -> Result<Self, Stuck> {
        let end = scenario.end();
        let (mut events, mut lanes) = (0, Vec::new());
        for (id, _) in scenario.lane_ids() {
            let mut sim = Sim::new(scenario, id);
            let mut measures = LaneMeasures::new(scenario, id);
            sim.run_until(end, &mut measures)?;
            sim.close(end, &mut measures);
            measures.close(end);
            events += sim.events();
            lanes.push(measures);
        }
        let verdicts = scenario.claims.iter().map(|claim| Verdict::of(claim, &lanes)).collect();
        Ok(Self { scenario: Arc::clone(scenario), events, lanes, verdicts })
    }

    /// Whether every claim holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.holds)
    }
}
