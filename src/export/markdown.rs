//! A report as GitHub's tables, to be pasted into a handout: the lanes side by side, the nodes, the claims.

use super::{rows, verdict};
use crate::measure::Report;

/// The tables under a heading, with a line end after each line.
#[must_use]
pub fn markdown(report: &Report, file: &str) -> String {
    let scenario = &report.scenario;
    let mut text = format!("## {}\n\n{}, {}\n\n", escape(scenario.title.as_str()), code(file), rows::run(report));
    let head: Vec<&str> = std::iter::once("").chain(scenario.lanes.iter().map(|lane| lane.name.as_str())).collect();
    text += &grid(&head, &rows::lanes(report));
    if let Some(note) = rows::note(report) {
        text += &format!("\n{note}\n");
    }
    let head: Vec<&str> = std::iter::once("").chain(rows::NODE_HEAD).collect();
    text += &format!("\n{}", grid(&head, &rows::nodes(report)));
    text += &claims(report);
    text
}

fn claims(report: &Report) -> String {
    if report.verdicts.is_empty() {
        return String::new();
    }
    let mut text = "\n| | claim | condition | left side | right side |\n|:-:|:--|:--|--:|--:|\n".to_owned();
    for (claim, verdict) in report.scenario.claims.iter().zip(&report.verdicts) {
        let sign = if verdict.holds { "✓" } else { "✗" };
        let [left, right] = verdict::values(claim.condition, *verdict);
        text += &format!("| {sign} | {} | {} | {left} | {right} |\n", escape(claim.say.as_str()), code(claim.that.as_str()));
    }
    if report.verdicts.iter().any(|verdict| verdict::is_about_nothing(*verdict)) {
        text += &format!("\nnothing: the run has no such figure; {}.\n", verdict::WHY_NOTHING);
    }
    text
}

/// A table, its first column to the left and the others to the right.
pub(super) fn grid(head: &[&str], rows: &[impl AsRef<[String]>]) -> String {
    let cell = |cell: &str| format!("| {} ", escape(cell)).replace("|  ", "| ");
    let mut text = head.iter().map(|head| cell(head)).collect::<String>() + "|\n";
    text += &format!("|:--{}|\n", "|--:".repeat(head.len().saturating_sub(1)));
    for row in rows {
        text += &(row.as_ref().iter().map(|text| cell(text)).collect::<String>() + "|\n");
    }
    text
}

/// The figures with these names, in this order, where a lane has them; a column for each lane.
pub(super) fn figures(report: &Report, names: &[&str]) -> String {
    let lanes = report.scenario.lanes.iter().map(|lane| lane.name.as_str());
    let head: Vec<&str> = std::iter::once("measured").chain(lanes).collect();
    let measured = rows::lanes(report);
    let row = |name: &&str| measured.iter().find(|row| row.first().is_some_and(|first| first == name)).cloned();
    grid(&head, &names.iter().filter_map(row).collect::<Vec<_>>())
}

/// Text that stays text: whatever could be markup, a tag or a cell's end has a backslash before it.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>|~&#$".contains(c) {
            safe.push('\\');
        }
        safe.push(if c == '\n' || c == '\r' { ' ' } else { c });
    }
    safe
}

/// Text as code, or as text where it would end the code or the cell.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() || text.contains(['`', '|', '\n', '\r']) { escape(text) } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("a | b"), "a \\| b");
        assert_eq!(escape("<img src=x> & `code`"), "\\<img src=x\\> \\& \\`code\\`");
        assert_eq!(
            escape("[a](http://b) ![c] *d* _e_ ~~f~~ #1 $x$ \\"),
            "\\[a\\](http://b) !\\[c\\] \\*d\\* \\_e\\_ \\~\\~f\\~\\~ \\#1 \\$x\\$ \\\\"
        );
        assert_eq!(escape("a\r\nb"), "a  b");
        assert_eq!(code("a.lost == 0"), "`a.lost == 0`");
        assert_eq!([code("a`b"), code("a|b")], ["a\\`b", "a\\|b"]);
    }

    #[test]
    fn a_table_has_as_many_cells_in_every_line() {
        let rows = [vec!["offered".to_owned(), "10".to_owned(), "-".to_owned()]];
        assert_eq!(grid(&["", "A|B", "C"], &rows), "| | A\\|B | C |\n|:--|--:|--:|\n| offered | 10 | - |\n");
    }
}
