//! The figures of a report as rows of cells for people: what the formats for people have in common.

use crate::measure::{LaneMeasures, Report};
use crate::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat, Unit};
use crate::time::Span;

/// What stands above the figures of the nodes; the first column are their names.
pub const NODE_HEAD: [&str; 5] = ["busy", "waiting, mean", "most", "at the end", "wait p99"];

/// What is to be known about times where messages are left in the system.
const CUT: &str = "in system: not finished when the run was cut. Only blocked counts them too, the other times don't.";

/// Which run it was.
#[must_use]
pub fn run(report: &Report) -> String {
    let scenario = &report.scenario;
    let warmup = if scenario.warmup > Span::ZERO { format!(", the first {} not counted", scenario.warmup) } else { String::new() };
    format!("seed {}, {} simulated{warmup}", scenario.seed, scenario.duration)
}

/// A row for each measure of the lanes: its name, and a cell for each lane.
#[must_use]
pub fn lanes(report: &Report) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = |name: String, unit: Unit, number: &dyn Fn(&LaneMeasures) -> Option<f64>| {
        let numbers: Vec<_> = report.lanes.iter().map(number).collect();
        // A row that is empty in every lane, or nowhere above nothing, says nothing.
        if numbers.iter().flatten().any(|number| *number != 0.0) {
            rows.push(std::iter::once(name).chain(numbers.into_iter().map(|number| cell(unit, number))).collect());
        }
    };
    for key in LaneKey::ALL {
        row(key.word().replace('_', " "), key.about().unit, &|lane| lane.number(*key));
    }
    for key in LatencyKey::ALL {
        for stat in [Stat::Mean, Stat::P50, Stat::P99, Stat::Max] {
            let name = format!("{} {}", key.word().replace('_', " "), stat.word());
            row(name, Unit::Seconds, &|lane| lane.latency(*key).seconds(stat));
        }
    }
    rows
}

/// A row for each node: its name, and its figures.
#[must_use]
pub fn nodes(report: &Report) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (lane, measures) in report.scenario.lanes.iter().zip(&report.lanes) {
        for (node, measures) in lane.nodes.iter().zip(measures.nodes()) {
            let figure = |key: NodeKey| cell(key.about().unit, measures.figure(key));
            rows.push(vec![
                format!("{}.{}", lane.id, node.id),
                figure(NodeKey::Utilisation),
                measures.figure(NodeKey::DepthMean).map_or("-".into(), |number| format!("{number:.2}")),
                figure(NodeKey::DepthMax),
                figure(NodeKey::DepthNow),
                cell(Unit::Seconds, measures.wait.seconds(Stat::P99)),
            ]);
        }
    }
    rows
}

/// What else is to be known about the figures.
#[must_use]
pub fn note(report: &Report) -> Option<&'static str> {
    report.lanes.iter().any(|lane| lane.number(LaneKey::InSystem) > Some(0.0)).then_some(CUT)
}

pub(super) fn cell(unit: Unit, number: Option<f64>) -> String {
    number.map_or("-".into(), |number| unit.show(number))
}
