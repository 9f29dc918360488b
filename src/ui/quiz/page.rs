//! What the quiz says, line by line: a question with its answer, or the score. For drawing, and for what is pointed at.

use ratatui::layout::Rect;

use super::{Item, Quiz};
use crate::scenario::quiz::Kind;
use crate::ui::layout::SMALLEST;
use crate::ui::paint::{fit, width, wrap};
use crate::ui::question::{Lines, Piece, paragraph};
use crate::ui::theme::Role;

/// The most columns of the words: longer lines are hard to read.
const WIDE: u16 = 96;
/// The column where options and the rows of the score begin.
const INDENT: u16 = 2;
/// The cells between an option and whether it is right.
const GAP: u16 = 2;
/// The most columns of a topic in the score.
const TOPIC: u16 = 24;
/// The columns of the bar beside a score.
const BAR: usize = 20;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// What this is, and how far one is.
    pub header: Rect,
    /// Something to tell.
    pub said: Rect,
    /// The question, or the score.
    pub body: Rect,
    /// The keys.
    pub footer: Rect,
}

/// The parts of a screen of this size; all empty if it is too small.
#[must_use]
pub fn places(area: Rect) -> Places {
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return Places::default();
    }
    let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
    let row = |y: u16| Rect { y: area.y + y, height: 1, ..inner };
    let top = if area.height >= 30 { 3 } else { 2 };
    // A blank row stands above the keys.
    let body = Rect { y: area.y + top, height: area.height - top - 2, width: inner.width.min(WIDE), ..inner };
    Places { header: row(0), said: row(1), body, footer: row(area.height - 1) }
}

/// The lines of the page on a screen of this size; where not all fit, without the blank ones.
#[must_use]
pub fn page(quiz: &Quiz, area: Rect) -> Lines {
    let body = places(area).body;
    let mut lines = match quiz.item() {
        Some(item) => question(item, body.width),
        None => score(quiz, body.width),
    };
    if lines.len() > usize::from(body.height) {
        lines.retain(|line| !line.is_empty());
    }
    lines
}

fn question(item: &Item, cells: u16) -> Lines {
    let question = &item.question;
    let mut lines = paragraph(&format!("{}: {}", question.topic, kind(item)), cells, Role::Faint);
    lines.extend(paragraph(question.ask.as_str(), cells, Role::Heading));
    lines.push(Vec::new());
    for option in 0..item.order.len() {
        lines.extend(self::option(item, option, cells));
    }
    lines.push(Vec::new());
    if item.answered {
        lines.extend(explained(item, cells));
    } else {
        let words = match question.kind {
            Kind::Multi => "Press the digits of all that are right, then Enter.",
            Kind::TrueFalse | Kind::Single => "Press the digit of your answer.",
        };
        lines.extend(paragraph(words, cells, Role::Faint));
    }
    lines
}

/// How many options are right, in words.
fn kind(item: &Item) -> &'static str {
    match item.question.kind {
        Kind::TrueFalse => "true or false?",
        Kind::Single => "one is right",
        Kind::Multi if item.question.correct.len() == 1 => "one or several are right",
        Kind::Multi => "several are right",
    }
}

/// An option with its digit and, once the question is answered, whether it is right.
fn option(item: &Item, option: usize, cells: u16) -> Lines {
    let mark = match item.question.kind {
        Kind::Multi if item.is_chosen(option) => "[x] ",
        Kind::Multi => "[ ] ",
        Kind::TrueFalse | Kind::Single => "",
    };
    let head = format!("{mark}{}  ", option + 1);
    let (verdict, role) = match (item.answered, item.is_right(option), item.is_chosen(option)) {
        (false, _, false) => ("", Role::Text),
        (false, _, true) => ("", Role::Heading),
        (true, true, true) => ("= right, your answer", Role::Answer),
        (true, true, false) => ("= right", Role::Answer),
        (true, false, true) => ("= your answer", Role::Error),
        (true, false, false) => ("", Role::Faint),
    };
    let words = item.question.options[item.order[option]].as_str();
    let indent = INDENT + width(&head);
    let piece = |x: u16, words: String| Piece { x, words, option: Some(option), role };
    let rows = wrap(words, cells.saturating_sub(indent)).into_iter();
    let mut lines: Lines = rows.map(|words| vec![piece(indent, words)]).collect();
    if let Some(first) = lines.first_mut() {
        first.insert(0, piece(INDENT, head));
    }
    let used = lines.last().and_then(|line| line.last()).map_or(cells, |piece| piece.x + width(&piece.words));
    match lines.last_mut() {
        _ if verdict.is_empty() => {}
        Some(last) if used + GAP + width(verdict) <= cells => last.push(piece(used + GAP, verdict.to_owned())),
        _ => lines.push(vec![piece(indent, verdict.to_owned())]),
    }
    lines
}

/// Whether the answer is right, which would have been, why, and where to see it.
fn explained(item: &Item, cells: u16) -> Lines {
    let right: Vec<String> = (0..item.order.len()).filter(|option| item.is_right(*option)).map(|option| (option + 1).to_string()).collect();
    let mut lines = match right.split_last() {
        _ if item.is_done() => paragraph("Right.", cells, Role::Answer),
        Some((last, [])) => paragraph(&format!("Not so: {last} is right."), cells, Role::Error),
        Some((last, rest)) => paragraph(&format!("Not so: {} and {last} are right.", rest.join(", ")), cells, Role::Error),
        None => Lines::new(),
    };
    lines.extend(paragraph(item.question.why.as_str(), cells, Role::Text));
    if !item.question.source.is_empty() {
        lines.extend(paragraph(&format!("Source: {}", item.question.source), cells, Role::Faint));
    }
    if let (Some(_), Some(shown)) = (item.lesson, &item.question.shown) {
        let from = if shown.scene.is_empty() { String::new() } else { format!(", from \"{}\" on", shown.scene) };
        let what = if item.question.explained_only { "No run shows this. s shows what comes nearest" } else { "s shows it" };
        lines.push(Vec::new());
        lines.extend(paragraph(&format!("{what}: the lesson {}{from}.", shown.lesson), cells, Role::Request));
    }
    lines
}

/// What is right, by topic, and what comes next.
fn score(quiz: &Quiz, cells: u16) -> Lines {
    let (done, all) = (quiz.done(), quiz.count());
    let mut lines = paragraph(&format!("This round: {} of {} right.", quiz.right(), quiz.round.len()), cells, Role::Heading);
    lines.push(Vec::new());
    let topics = quiz.topics();
    let name = |topic: &str| fit(topic, TOPIC, quiz.signs.more);
    let widest = topics.iter().map(|(topic, ..)| width(&name(topic.as_str()))).max().unwrap_or(0);
    let digits = all.to_string().len();
    for (topic, done, of) in &topics {
        let topic = name(topic.as_str());
        let blanks = usize::from(widest - width(&topic));
        // Full only if all are right.
        let full = done * BAR / of;
        let bar = quiz.signs.done.repeat(full) + &quiz.signs.to_do.repeat(BAR - full);
        let words = format!("{topic}{:blanks$}  {done:>digits$} of {of:>digits$}  {bar}", "");
        lines.push(vec![Piece { x: INDENT, words, option: None, role: if done == of { Role::Answer } else { Role::Text } }]);
    }
    lines.push(Vec::new());
    let next = match all - done {
        0 => "All are right. Enter asks them all once more.".to_owned(),
        1 => format!("Right: {done} of {all}. Enter asks the other one again."),
        left => format!("Right: {done} of {all}. Enter asks the other {left} again."),
    };
    lines.extend(paragraph(&next, cells, Role::Text));
    lines
}
