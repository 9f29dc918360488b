//! A report as a table for people: measures down, lanes across, then the claims.

use unicode_width::UnicodeWidthStr;

use crate::measure::{LaneMeasures, Report};
use crate::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat};
use crate::time::Span;

/// The widest that the name of a lane may be in the head of the table.
const NAME: usize = 24;

/// The table, with a line end after each line.
#[must_use]
pub fn table(report: &Report) -> String {
    let scenario = &report.scenario;
    let mut rows = vec![std::iter::once(String::new()).chain(scenario.lanes.iter().map(|lane| cut(lane.name.as_str()))).collect()];
    let mut row = |name: &str, cell: &dyn Fn(&LaneMeasures) -> Option<String>| {
        let cells: Vec<_> = report.lanes.iter().map(cell).collect();
        // A row that is empty in every lane, or nowhere above nothing, says nothing.
        if cells.iter().flatten().any(|cell| cell != "0" && cell != "0 s") {
            rows.push(std::iter::once(name.to_owned()).chain(cells.into_iter().map(|cell| cell.unwrap_or("-".into()))).collect());
        }
    };
    for key in LaneKey::ALL {
        row(&key.word().replace('_', " "), &|lane| lane.number(*key).map(|number| lane_number(*key, number)));
    }
    for key in LatencyKey::ALL {
        for stat in [Stat::Mean, Stat::P50, Stat::P99, Stat::Max] {
            let name = format!("{} {}", key.word().replace('_', " "), stat.word());
            row(&name, &|lane| lane.latency(*key).seconds(stat).map(span));
        }
    }
    let warmup = if scenario.warmup > Span::ZERO { format!(", the first {} not counted", scenario.warmup) } else { String::new() };
    let mut text = format!("{}\nseed {}, {} simulated{warmup}\n\n", scenario.title, scenario.seed, scenario.duration);
    text += &align(&rows);
    if report.lanes.iter().any(|lane| lane.number(LaneKey::InSystem) > Some(0.0)) {
        text += "in system: not finished when the run was cut. Only blocked counts them too, the other times don't.\n";
    }
    text += "\n";
    text += &align(&node_rows(report));
    text += &claims(report);
    text
}

/// A line for each node that works or keeps messages.
fn node_rows(report: &Report) -> Vec<Vec<String>> {
    let head = ["", "busy", "waiting, mean", "most", "at the end", "wait p99"];
    let mut rows = vec![head.map(String::from).to_vec()];
    for (lane, measures) in report.scenario.lanes.iter().zip(&report.lanes) {
        for (node, measures) in lane.nodes.iter().zip(measures.nodes()) {
            let count = |key| measures.figure(key).map_or("-".into(), |number| format!("{number:.0}"));
            rows.push(vec![
                format!("{}.{}", lane.id, node.id),
                measures.figure(NodeKey::Utilisation).map_or("-".into(), percent),
                measures.figure(NodeKey::DepthMean).map_or("-".into(), |number| format!("{number:.2}")),
                count(NodeKey::DepthMax),
                count(NodeKey::DepthNow),
                measures.wait.seconds(Stat::P99).map_or("-".into(), span),
            ]);
        }
    }
    rows
}

fn claims(report: &Report) -> String {
    let mut text = String::new();
    for (claim, verdict) in report.scenario.claims.iter().zip(&report.verdicts) {
        let value = |value: Option<f64>| value.map_or("nothing".into(), |number| format!("{}", (number * 1e6).round() / 1e6));
        let (sign, values) = match verdict.holds {
            true => ("holds", String::new()),
            false => ("FALSE", format!("\n        here: {} against {}", value(verdict.left), value(verdict.right))),
        };
        text += &format!("\n{sign}   {}\n        {}{values}", claim.say, claim.that);
    }
    if !text.is_empty() {
        text += "\n";
    }
    text
}

fn lane_number(key: LaneKey, number: f64) -> String {
    match key {
        LaneKey::OrphanedWork | LaneKey::Recovery | LaneKey::FirstError => span(number),
        LaneKey::BlockedShare => percent(number),
        LaneKey::Goodput => format!("{number:.2} /s"),
        _ => format!("{number:.0}"),
    }
}

fn span(seconds: f64) -> String {
    Span::from_seconds(seconds).to_string()
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn cut(name: &str) -> String {
    if name.width() <= NAME { name.to_owned() } else { name.chars().take(NAME / 2).chain(['…']).collect() }
}

/// The first column to the left, the others to the right, two blanks between.
fn align(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let blanks = " ".repeat(width - cell.width());
            line += &if column == 0 { format!("{cell}{blanks}") } else { format!("  {blanks}{cell}") };
        }
        text += line.trim_end();
        text += "\n";
    }
    text
}
