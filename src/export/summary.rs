//! What became of several files: a line for each, and one for all.

use std::fmt;

use super::markdown::grid;
use crate::measure::Report;

/// A file that was to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What the user called it.
    pub file: String,
    /// What became of it.
    pub ran: Ran,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ran {
    /// It could not be read.
    Unread,
    /// It has problems.
    Wrong,
    /// Its run could not go on.
    Stuck,
    /// It ran to its end.
    Done {
        /// Where its chance came from.
        seed: u64,
        /// How many of its claims hold.
        hold: usize,
        /// How many claims it has.
        claims: usize,
    },
}

impl Ran {
    /// What became of a file with this report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let hold = report.verdicts.iter().filter(|verdict| verdict.holds).count();
        Self::Done { seed: report.scenario.seed, hold, claims: report.verdicts.len() }
    }

    fn seed(self) -> Option<u64> {
        match self {
            Self::Done { seed, .. } => Some(seed),
            Self::Unread | Self::Wrong | Self::Stuck => None,
        }
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Unread => f.write_str("could not be read"),
            Self::Wrong => f.write_str("has problems"),
            Self::Stuck => f.write_str("could not be run"),
            Self::Done { claims: 0, .. } => f.write_str("no claims"),
            Self::Done { hold, claims, .. } if hold == claims => write!(f, "{hold} of {claims} hold"),
            Self::Done { hold, claims, .. } => write!(f, "{hold} of {claims} hold, {} FALSE", claims - hold),
        }
    }
}

/// The lines as a table for people; names come last, as they may be long.
#[must_use]
pub fn table(lines: &[Line]) -> String {
    let rows = rows(lines);
    let head = HEAD.map(String::from);
    let width = |column: usize| rows.iter().chain([&head]).map(|row| row[column].len()).max().unwrap_or(0);
    let (claims, seed) = (width(2), width(1));
    let line = |row: &[String; 3]| format!("{:claims$}  {:>seed$}  {}\n", row[2], row[1], row[0]);
    let text: String = std::iter::once(&head).chain(&rows).map(line).collect();
    format!("{text}\n{}\n", total(lines))
}

/// The lines as GitHub's table.
#[must_use]
pub fn markdown(lines: &[Line]) -> String {
    format!("## All files\n\n{}\n{}\n", grid(&HEAD, &rows(lines)), total(lines))
}

/// What stands above the cells of [`rows`].
const HEAD: [&str; 3] = ["file", "seed", "claims"];

fn rows(lines: &[Line]) -> Vec<[String; 3]> {
    let seed = |ran: Ran| ran.seed().map_or("-".into(), |seed| seed.to_string());
    lines.iter().map(|line| [line.file.clone(), seed(line.ran), line.ran.to_string()]).collect()
}

/// All files in a line.
fn total(lines: &[Line]) -> String {
    let done = lines.iter().filter_map(|line| if let Ran::Done { hold, claims, .. } = line.ran { Some((hold, claims)) } else { None });
    let (ran, hold, claims) = done.fold((0, 0, 0), |sum, (hold, claims)| (sum.0 + 1, sum.1 + hold, sum.2 + claims));
    format!("{ran} of {} files run to the end, {hold} of {claims} claims hold", lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_a_line_and_all_have_one() {
        let line = |file: &str, ran| Line { file: file.to_owned(), ran };
        let lines = [
            line("first-look", Ran::Done { seed: 1, hold: 5, claims: 5 }),
            line("a/long/path.toml", Ran::Done { seed: 4321, hold: 1, claims: 3 }),
            line("mine.toml", Ran::Done { seed: 7, hold: 0, claims: 0 }),
            line("no-such", Ran::Unread),
            line("a|b.toml", Ran::Wrong),
            line("stuck.toml", Ran::Stuck),
        ];
        let expected = "claims                seed  file
5 of 5 hold              1  first-look
1 of 3 hold, 2 FALSE  4321  a/long/path.toml
no claims                7  mine.toml
could not be read        -  no-such
has problems             -  a|b.toml
could not be run         -  stuck.toml

3 of 6 files run to the end, 6 of 8 claims hold
";
        assert_eq!(table(&lines), expected);
        let markdown = markdown(&lines);
        assert!(markdown.contains("| file | seed | claims |\n|:--|--:|--:|\n| first-look | 1 | 5 of 5 hold |\n"), "{markdown}");
        assert!(markdown.contains("| a\\|b.toml | - | has problems |\n"), "{markdown}");
        assert!(markdown.ends_with("\n\n3 of 6 files run to the end, 6 of 8 claims hold\n"), "{markdown}");
    }
}
