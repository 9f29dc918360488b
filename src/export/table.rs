//! A report as a table for people: measures down, lanes across, then the nodes, then the claims.

use unicode_width::UnicodeWidthStr;

use super::{rows, verdict};
use crate::measure::Report;
use crate::ui::wrap;

/// The widest that the name of a lane may be in the head of the table.
const NAME: usize = 24;

/// How wide sentences may be, in columns; what stands below a claim is further in by [`IN`].
const WIDTH: u16 = 80;
const IN: u16 = 8;

/// The table, with a line end after each line.
#[must_use]
pub fn table(report: &Report) -> String {
    let scenario = &report.scenario;
    let mut text = format!("{}\n{}\n\n", scenario.title, rows::run(report));
    let head = std::iter::once(String::new()).chain(scenario.lanes.iter().map(|lane| cut(lane.name.as_str()))).collect();
    text += &align(&[vec![head], rows::lanes(report)].concat());
    for line in rows::note(report).iter().flat_map(|note| wrap(note, WIDTH)) {
        text += &format!("{line}\n");
    }
    let head = std::iter::once("").chain(rows::NODE_HEAD).map(String::from).collect();
    text += &format!("\n{}", align(&[vec![head], rows::nodes(report)].concat()));
    text += &claims(report);
    text
}

fn claims(report: &Report) -> String {
    let mut text = String::new();
    for (claim, verdict) in report.scenario.claims.iter().zip(&report.verdicts) {
        let sign = if verdict.holds { "holds" } else { "FALSE" };
        let mut lines = wrap(claim.say.as_str(), WIDTH - IN);
        lines.push(claim.that.to_string());
        if !verdict.holds {
            let parts = verdict::here(report, claim.condition, *verdict);
            let whole = wrap(&parts.join(" "), WIDTH - IN);
            // Where one line is not enough, each part has its own.
            lines.extend(if whole.len() == 1 { whole } else { parts.iter().flat_map(|part| wrap(part, WIDTH - IN)).collect() });
        }
        for (at, line) in lines.iter().enumerate() {
            text += &format!("{:width$}{line}\n", if at == 0 { sign } else { "" }, width = usize::from(IN));
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
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
