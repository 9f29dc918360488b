//! Runs a scenario as fast as the machine allows: the lanes beside each other, one thread for each core.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::measure::{LaneRun, Report};
use crate::scenario::{Claim, Scenario};
use crate::sim::Halt;
use crate::time::{Span, Time};

/// Runs all lanes to the end. What comes out does not depend on the number of threads: lanes know nothing of each other.
///
/// # Errors
///
/// If a lane can't go on; of several, the first of the file.
pub fn run(scenario: &Arc<Scenario>) -> Result<Report, Halt> {
    let lanes: Vec<_> = scenario.lane_ids().map(|(lane, _)| lane).collect();
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(lanes.len());
    if threads < 2 {
        return Report::of(scenario);
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(lane) = lanes.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((*lane, LaneRun::of(scenario, *lane)));
        }
        done
    };
    let mut runs = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut runs = work();
        for other in others {
            match other.join() {
                Ok(more) => runs.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        runs
    });
    runs.sort_by_key(|(lane, _)| *lane);
    let runs: Result<Vec<LaneRun>, Halt> = runs.into_iter().map(|(_, run)| run).collect();
    Ok(Report::from_runs(scenario, runs?))
}

/// Runs all lanes up to an instant, and checks these claims there.
///
/// # Errors
///
/// If a lane can't go on.
pub fn run_to(scenario: &Scenario, at: Time, claims: Vec<Claim>) -> Result<Report, Halt> {
    // A run has to last a little.
    let duration = at.since(Time::START).max(Span(1));
    run(&Arc::new(Scenario { duration, claims, ..scenario.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{parse, shipped};

    #[test]
    fn lanes_beside_each_other_give_what_they_give_one_by_one() {
        for shipped in shipped::ALL {
            let scenario = Arc::new(parse(shipped.name, shipped.source).unwrap_or_else(|problems| panic!("{}", problems.render(false))));
            let (beside, one_by_one) = (run(&scenario).unwrap(), Report::of(&scenario).unwrap());
            let figures = |report: &Report| crate::export::json::json(report, std::time::Duration::ZERO).unwrap();
            assert_eq!(figures(&beside), figures(&one_by_one));
        }
    }
}
