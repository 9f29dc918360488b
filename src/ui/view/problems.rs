//! What is wrong with the scenario's file: a sheet over the stage, behind which the old run goes on.

use ratatui::layout::Rect;

use super::sheet::sheet;
use crate::scenario::problem::Problem;
use crate::ui::layout::Panes;
use crate::ui::model::Model;
use crate::ui::notice::{Notice, Sheet};
use crate::ui::paint::{Paint, fit_end, width};
use crate::ui::reload::Broken;
use crate::ui::theme::Role;

/// The columns from which more make a line harder to read.
const WIDE: u16 = 100;

/// Draws the sheet, if the file is broken and the user has not put it away. Title, clock and keys stay in sight.
pub fn draw(model: &Model, panes: &Panes, paint: &mut Paint<'_>) {
    let Notice::Broken { file, why, sheet: Sheet::From(first) } = &model.notice else { return };
    let top = panes.latest.bottom();
    let area = Rect { y: top, height: panes.timeline.y.saturating_sub(top), ..panes.stage };
    let columns = area.width.saturating_sub(4).min(WIDE);
    let most = usize::from(area.height.saturating_sub(2));
    let mut lines = said(why, 0, most + 1, columns, paint);
    let all_fit = lines.len() <= most;
    if !all_fit && *first > 0 {
        lines = said(why, *first, most, columns, paint);
    }
    let rows = if all_fit { lines.len() } else { most };
    let (rows, total) = (u16::try_from(rows).unwrap_or(u16::MAX), why.total());
    let problems = if total == 1 { String::new() } else { format!(": {total} problems") };
    let title = format!(" {} is broken{problems}; the old run goes on ", fit_end(file.as_str(), columns / 3, paint.signs.more));
    let inside = sheet(area, &title, (columns, rows), Role::Error, paint);
    for (line, y) in lines.iter().zip(inside.y..inside.bottom()) {
        draw_line(line, Rect { y, height: 1, ..inside }, paint);
    }
    let hint = if all_fit { " Esc hides this ".to_owned() } else { foot(first + 1, total, paint.ascii()) };
    let foot = Rect { y: inside.bottom(), height: 1, ..inside };
    paint.words_right(foot, foot.y, &hint, Role::Error);
}

/// Which problem stands at the top, and the keys.
fn foot(first: usize, total: usize, ascii: bool) -> String {
    let (up, down) = if ascii { ("Up", "Down") } else { ("↑", "↓") };
    format!(" {first} of {total}   {up} {down} more   Esc hides this ")
}

/// A line of a problem.
struct Line {
    words: String,
    /// How many bytes of it are margin: the number of the line, and a bar.
    margin: usize,
    role: Role,
}

/// At most so many lines of the problems from one of them on, an empty one between each and the next. What keeps the file from being
/// run goes first.
fn said(why: &Broken, first: usize, most: usize, columns: u16, paint: &Paint<'_>) -> Vec<Line> {
    let problems = match why {
        Broken::Because(why) => return in_lines(&format!("error: {why}"), columns, paint),
        Broken::Problems(problems) => problems,
    };
    let mut order: Vec<&Problem> = problems.list().iter().collect();
    order.sort_by_key(|problem| problem.severity);
    let mut lines = Vec::new();
    for problem in order.into_iter().skip(first) {
        if !lines.is_empty() {
            lines.extend(in_lines("", columns, paint));
        }
        for line in problems.render_one(problem, usize::from(columns)).lines() {
            lines.extend(in_lines(line, columns, paint));
        }
        if lines.len() >= most {
            break;
        }
    }
    lines.truncate(most);
    lines
}

/// A line in as many as it needs. Those of the file itself are cut: they have been made to fit already.
fn in_lines(line: &str, columns: u16, paint: &Paint<'_>) -> Vec<Line> {
    let line = &if paint.ascii() { line.replace('…', "...") } else { line.to_owned() };
    if let Some((arrow, place)) = line.split_once("--> ").filter(|(before, _)| before.trim().is_empty()) {
        // Of a long path the end says most: the file, the line and the column.
        let room = columns.saturating_sub(width(arrow) + 4);
        let words = format!("{arrow}--> {}", fit_end(place, room, paint.signs.more));
        return vec![Line { words, margin: 0, role: Role::Faint }];
    }
    let is_margin = |before: &str| before.chars().all(|c| c == ' ' || c.is_ascii_digit());
    let margin = line.find(['|', '=']).filter(|at| is_margin(&line[..*at])).map_or(0, |at| at + 1);
    let (before, words) = line.split_at(margin);
    let is_of_file = before.contains(|c: char| c.is_ascii_digit());
    let role = match () {
        () if line.starts_with("error") || words.trim_start().starts_with('^') => Role::Error,
        () if line.starts_with("warning") => Role::Retry,
        () => Role::Text,
    };
    // What doesn't fit goes on below, behind the same bar, and under the mark if that leaves room.
    let mark = line.find('^').filter(|at| role == Role::Error && at * 2 <= usize::from(columns)).unwrap_or(margin + 2);
    let hang = format!("{:mark$}", if before.ends_with('|') { before } else { "" });
    let pieces = if is_of_file { vec![line.to_owned()] } else { broken_up(line, &hang, columns) };
    pieces.into_iter().map(|words| Line { margin: margin.min(words.len()), words, role }).collect()
}

/// Breaks a line between words into lines of at most so many cells; each but the first begins with `hang`.
fn broken_up(line: &str, hang: &str, columns: u16) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last = String::new();
    for (place, word) in line.split(' ').enumerate() {
        if width(&last) + 1 + width(word) > columns && !last.trim().is_empty() {
            lines.push(std::mem::replace(&mut last, hang.to_owned()));
        } else if place > 0 {
            last.push(' ');
        }
        last.push_str(word);
    }
    lines.push(last);
    lines
}

fn draw_line(line: &Line, row: Rect, paint: &mut Paint<'_>) {
    let (margin, words) = line.words.split_at(line.margin);
    let x = paint.words(row, row.x, row.y, margin, Role::Faint);
    paint.words(row, x, row.y, words, line.role);
}
