//! Which rows of the key table stand where: in columns, two of which make a page where there is room.

use crate::ui::key::Key;
use crate::ui::keymap::{self, Group, in_words};
use crate::ui::paint;

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

/// A column of a page.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its lines.
    pub lines: Vec<HelpLine>,
    /// The cells of its keys.
    pub keys: u16,
    /// The cells of all.
    pub width: u16,
}

/// The cells between a key and what it does, and between two columns.
pub const GAP: u16 = 2;
/// The rows of the sheet's frame.
const FRAME: u16 = 2;
/// The columns of the sheet's frame.
const SIDES: u16 = 4;

/// The pages of the help about these groups on a screen of this size, each of one column or two. A group stands whole where it can.
#[must_use]
pub fn help(groups: &[Group], width: u16, height: u16) -> Vec<Vec<Column>> {
    let mut pages: Vec<Vec<Column>> = Vec::new();
    for column in columns(groups, height).into_iter().map(Column::of) {
        match pages.last_mut() {
            Some(page) if page.len() == 1 && page[0].width + GAP + column.width + SIDES <= width => page.push(column),
            _ => pages.push(vec![column]),
        }
    }
    pages
}

impl Column {
    fn of(lines: Vec<HelpLine>) -> Self {
        let most = |cells: &dyn Fn(&HelpLine) -> u16| lines.iter().map(cells).max().unwrap_or(0);
        // Plain characters have longer names for some keys.
        let keys = most(&|line| if let HelpLine::Row(keys, _) = line { paint::width(&in_words(keys, true)) } else { 0 });
        let width = most(&|line| match line {
            HelpLine::Title(title) => paint::width(title),
            HelpLine::Row(_, words) => keys + GAP + paint::width(words),
            HelpLine::Blank => 0,
        });
        Self { lines, keys, width }
    }
}

fn columns(groups: &[Group], height: u16) -> Vec<Vec<HelpLine>> {
    let room = usize::from(height.saturating_sub(FRAME)).max(2);
    let mut columns: Vec<Vec<HelpLine>> = vec![Vec::new()];
    for group in groups {
        let rows: Vec<HelpLine> = keymap::rows_among(groups, *group).map(|(keys, words)| HelpLine::Row(keys, words)).collect();
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
    columns
}
