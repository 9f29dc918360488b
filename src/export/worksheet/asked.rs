//! What was measured about a question: when it is asked, and when it is answered.

use std::sync::Arc;

use crate::export::markdown::grid;
use crate::export::rows::cell;
use crate::measure::Report;
use crate::scenario::measure::Measure;
use crate::scenario::{Claim, Operand, Scenario};
use crate::tape::{Cue, cues};
use crate::time::Time;

/// A question that a lesson asks, with what is to be measured about it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The place of its scene.
    pub scene: usize,
    /// When it is asked, and when it is answered: at the next scene, or at the end.
    pub instants: [Time; 2],
    /// The figures on which the captions at both rest.
    measures: Vec<Measure>,
}

/// The questions of a lesson that something was measured about.
#[must_use]
pub fn asked(scenario: &Arc<Scenario>) -> Vec<Asked> {
    let cues = cues(scenario);
    let next = cues.iter().skip(1).map(Some).chain([None]);
    let about = |(cue, next): (&Cue, Option<&Cue>)| {
        let scene = &scenario.scenes[cue.scene];
        scene.ask.as_ref()?;
        let then = next.map(|next| &scenario.scenes[next.scene]);
        let mut measures = Vec::new();
        for measure in scene.shows.iter().chain(then.iter().flat_map(|then| &then.shows)).flat_map(compared) {
            if !measures.contains(&measure) {
                measures.push(measure);
            }
        }
        let instants = [cue.at, next.map_or(scenario.end(), |next| next.at)];
        (!measures.is_empty()).then_some(Asked { scene: cue.scene, instants, measures })
    };
    cues.iter().zip(next).filter_map(about).collect()
}

/// The figures that a claim compares.
fn compared(claim: &Claim) -> impl Iterator<Item = Measure> {
    let right = match claim.condition.right {
        Operand::Measure(measure) => Some(measure),
        Operand::Number(_) => None,
    };
    [claim.condition.left].into_iter().chain(right)
}

impl Asked {
    /// Its figures as a table, from the run up to both instants.
    pub(super) fn table(&self, reports: &[Report; 2]) -> String {
        let [asked, answered] = self.instants.map(|at| at.since(Time::START));
        let head = ["measured".to_owned(), format!("at {asked}, when it is asked"), format!("at {answered}, when it is answered")];
        let row = |measure: &Measure| {
            let value = |report: &Report| cell(measure.unit(), report.lanes[measure.lane.index()].figure(measure.figure));
            let [before, after] = [&reports[0], &reports[1]].map(value);
            [measure.name(&reports[0].scenario.lanes), before, after]
        };
        let rows: Vec<_> = self.measures.iter().map(row).collect();
        format!("\n{}", grid(&head.each_ref().map(String::as_str), &rows))
    }
}
