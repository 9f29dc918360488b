//! Which rows of the key table stand where: in columns, two of which make a page.

use crate::ui::key::Key;
use crate::ui::keymap::{self, Group};

/// A line of the help.
#[derive(Clone, Copy, Debug)]
pub enum HelpLine {
    /// The title of a group.
    Title(&'static str),
    /// A row of the table: keys, and what they do.
    Row(&'static [Key], &'static str),
    /// Nothing, between two groups.
    Blank,
}

/// How many columns a page has.
const COLUMNS: usize = 2;
/// The rows of the sheet's frame.
const FRAME: u16 = 2;

/// The pages of the help about these groups on a screen of so many rows, each of its columns. A group stands whole where it can.
#[must_use]
pub fn help(groups: &[Group], height: u16) -> Vec<Vec<Vec<HelpLine>>> {
    let room = usize::from(height.saturating_sub(FRAME)).max(2);
    let mut columns: Vec<Vec<HelpLine>> = vec![Vec::new()];
    for group in groups {
        let rows: Vec<HelpLine> = keymap::rows(*group).map(|(keys, words)| HelpLine::Row(keys, words)).collect();
        let used = columns.last().map_or(0, Vec::len);
        if used > 0 && used + 2 + rows.len() > room {
            columns.push(Vec::new());
        }
        let last = columns.len() - 1;
        if !columns[last].is_empty() {
            columns[last].push(HelpLine::Blank);
        }
        for line in std::iter::once(HelpLine::Title(group.title())).chain(rows) {
            if columns.last().is_some_and(|column| column.len() >= room) {
                columns.push(Vec::new());
            }
            if let Some(column) = columns.last_mut() {
                column.push(line);
            }
        }
    }
    columns.chunks(COLUMNS).map(<[Vec<HelpLine>]>::to_vec).collect()
}
