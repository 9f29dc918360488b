//! What is wrong with a file: each problem with its place, in words that say what to do, in the look of rustc.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use unicode_width::UnicodeWidthStr;

use super::limit;
use super::text::{Text, is_harmful};
use super::value::Wrong;

/// A stretch of the file, in bytes from its start; the end is not part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl From<std::ops::Range<usize>> for Place {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file can't be run.
    Error,
    /// It runs, and surely doesn't do what was meant.
    Warning,
}

/// Something that is wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// What is underlined.
    pub place: Place,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub title: Text,
    /// What stands under the underlined words.
    pub label: Text,
    /// Why it matters; an error says so by itself.
    pub why: Option<Text>,
    /// What to do about it.
    pub help: Option<Text>,
}

impl Problem {
    /// An error without help.
    #[must_use]
    pub fn new(place: Place, title: impl AsRef<str>, label: impl AsRef<str>) -> Self {
        let (title, label) = (Text::prose(title.as_ref()), Text::prose(label.as_ref()));
        Self { place, severity: Severity::Error, title, label, why: None, help: None }
    }

    /// A warning, with why it matters.
    #[must_use]
    pub fn warning(place: Place, title: impl AsRef<str>, label: impl AsRef<str>, why: impl AsRef<str>) -> Self {
        Self { severity: Severity::Warning, why: Some(Text::prose(why.as_ref())), ..Self::new(place, title, label) }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn help(self, help: impl AsRef<str>) -> Self {
        Self { help: Some(Text::prose(help.as_ref())), ..self }
    }

    /// What is wrong with a part of a text, with the place of that part.
    #[must_use]
    pub(super) fn from_wrong(wrong: &Wrong, place: Place) -> Self {
        Self { help: wrong.help.as_deref().map(Text::prose), ..Self::new(place, &wrong.title, &wrong.label) }
    }
}

/// All that is wrong with a scenario: its file, and what the command line sets in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    sources: Vec<Source>,
    list: Vec<Problem>,
    total: usize,
    errors: usize,
}

/// A text that problems are about. Places count on from one text to the next, with a byte between.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Source {
    path: Text,
    start: usize,
    text: String,
}

/// Where a problem is, as editors count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'a> {
    /// The file, or the argument.
    pub path: &'a Text,
    /// The line and the column of the first character, from 1; a column is a character.
    pub start: (usize, usize),
    /// The line and the column after the last character.
    pub end: (usize, usize),
}

impl Problems {
    /// No problem yet, of the file at `path`.
    #[must_use]
    pub fn new(path: &str, source: &str) -> Self {
        Self { sources: vec![Source { path: Text::prose(path), start: 0, text: harmless(source) }], list: Vec::new(), total: 0, errors: 0 }
    }

    /// Takes in another text that problems may be about; its places begin where this says.
    pub fn also_of(&mut self, path: &str, source: &str) -> usize {
        let start = self.sources.last().map_or(0, |last| last.start + last.text.len() + 1);
        self.sources.push(Source { path: Text::prose(path), start, text: harmless(source) });
        start
    }

    /// Notes one more problem; the same at the same place counts once.
    pub fn add(&mut self, problem: Problem) {
        let Err(place) = self.list.binary_search(&problem) else { return };
        self.total += 1;
        self.errors += usize::from(problem.severity == Severity::Error);
        self.list.insert(place, problem);
        self.list.truncate(limit::PROBLEMS);
    }

    /// Whether nothing is wrong, not even a little.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The first problems by their place, at most [`limit::PROBLEMS`].
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// How many there are, also those beyond [`Problems::list`].
    #[must_use]
    pub const fn total(&self) -> usize {
        self.total
    }

    /// How many of them keep the scenario from running.
    #[must_use]
    pub const fn errors(&self) -> usize {
        self.errors
    }

    /// Where a problem is.
    #[must_use]
    pub fn location(&self, place: Place) -> Location<'_> {
        let (source, place) = self.source(place);
        let position = |at: usize| {
            let before = &source.text[..source.text.floor_char_boundary(at)];
            let first = before.rfind('\n').map_or(0, |at| at + 1);
            (1 + before.bytes().filter(|&byte| byte == b'\n').count(), 1 + before[first..].chars().count())
        };
        Location { path: &source.path, start: position(place.start), end: position(place.end) }
    }

    /// The words that stand at a place, made harmless.
    #[must_use]
    pub fn words(&self, place: Place) -> &str {
        let (source, place) = self.source(place);
        source.text.get(place.start..place.end).unwrap_or_default()
    }

    /// The text that a place is in, and the place there.
    fn source(&self, place: Place) -> (&Source, Place) {
        // The first text starts at 0, and there always is one.
        let at = self.sources.partition_point(|source| source.start <= place.start).saturating_sub(1);
        let source = &self.sources[at];
        (source, Place { start: place.start - source.start, end: place.end.saturating_sub(source.start) })
    }

    /// All that is shown of them, for a terminal (`colour`) or for anything else.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        self.render_in(colour, WIDTH)
    }

    /// The same in so many columns, as far as the file's own lines allow.
    #[must_use]
    pub fn render_in(&self, colour: bool, width: usize) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut out = String::new();
        for problem in &self.list {
            out.push_str(&self.render_with(&renderer, problem, width));
            out.push_str("\n\n");
        }
        match self.total - self.list.len() {
            0 => {}
            1 => out.push_str("and 1 more problem\n\n"),
            more => out.push_str(&format!("and {more} more problems\n\n")),
        }
        out
    }

    /// One of them in so many columns, without colour.
    #[must_use]
    pub fn render_one(&self, problem: &Problem, width: usize) -> String {
        self.render_with(&Renderer::plain(), problem, width)
    }

    fn render_with(&self, renderer: &Renderer, problem: &Problem, width: usize) -> String {
        let renderer = renderer.clone().term_width(width);
        let (source, place) = self.source(problem.place);
        let line = Line::of(&source.text, place);
        let mark = AnnotationKind::Primary.span(line.mark.start..line.mark.end).label(problem.label.as_str());
        let snippet = Snippet::source(line.text).path(source.path.as_str()).line_start(line.number).annotation(mark);
        let level = if problem.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
        let mut group = level.primary_title(problem.title.as_str()).element(snippet);
        let [why, help] = [&problem.why, &problem.help].map(|words| words.as_ref().map(|words| wrapped(words.as_str(), width)));
        if let Some(why) = &why {
            group = group.element(Level::NOTE.message(why.as_str()));
        }
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }
}

/// The width of what is rendered where nobody says otherwise, in columns.
const WIDTH: usize = 140;

/// The line that a problem is shown in: only it is rendered, and of a place of several lines only the first.
struct Line<'a> {
    text: &'a str,
    number: usize,
    mark: Place,
}

impl<'a> Line<'a> {
    fn of(source: &'a str, place: Place) -> Self {
        // Places come from the parser of this very source; should one ever be off, it is moved and not a panic.
        let start = source.floor_char_boundary(place.start);
        let first = source[..start].rfind('\n').map_or(0, |at| at + 1);
        let length = source[first..].find('\n').unwrap_or(source.len() - first);
        let text = source[first..first + length].trim_end_matches('\r');
        let mark_start = (start - first).min(text.len());
        let mark_end = text.ceil_char_boundary(place.end.saturating_sub(first)).clamp(mark_start, text.len());
        let number = 1 + source[..first].bytes().filter(|&byte| byte == b'\n').count();
        Self { text, number, mark: Place { start: mark_start, end: mark_end } }
    }
}

/// The text in lines that fit `width` beside what stands in front of them.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        if column + word.width() + 12 > width && column > 0 {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.width();
    }
    out
}

/// The source with every harmful character replaced by as many bytes, so that all places stay right.
fn harmless(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for (at, c) in source.char_indices() {
        let line_end = c == '\n' || (c == '\r' && source[at + 1..].starts_with('\n'));
        match c.len_utf8() {
            _ if c == '\t' || line_end || !is_harmful(c) => out.push(c),
            1 => out.push('?'),
            2 => out.push('¿'),
            3 => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push_str("\u{fffd}?"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_harmful_is_rendered_and_places_stay() {
        let source = "a = \"\u{1b}[31m\u{9b}\u{202e}\u{e0041}\"\r\nb = 1";
        let safe = harmless(source);
        assert_eq!(safe.len(), source.len());
        assert!(!safe.chars().any(|c| is_harmful(c) && c != '\n' && c != '\r'), "{safe:?}");
        let mut problems = Problems::new("\u{1b}]0;x", source);
        problems.add(Problem::new(Place::from(source.len() - 1..source.len()), "bad \u{7}", "here"));
        let shown = problems.render(false);
        assert!(shown.contains(":2:5") && !shown.contains(['\u{1b}', '\u{7}']), "{shown}");
    }

    #[test]
    fn a_long_line_is_cut_and_a_place_of_many_lines_shows_the_first() {
        let source = format!("a = \"{}\"\nb = 2", "x".repeat(100_000));
        let mut problems = Problems::new("f", &source);
        problems.add(Problem::new(Place::from(50_000..50_004), "middle", "here"));
        problems.add(Problem::new(Place::from(0..source.len()), "all", "here"));
        let shown = problems.render(false);
        assert!(shown.len() < 3_000, "{} bytes", shown.len());
        assert!(shown.contains(":1:50001"), "{shown}");
    }

    #[test]
    fn the_list_is_sorted_free_of_repeats_and_bounded() {
        let mut problems = Problems::new("f", "");
        for at in (0..60).rev().chain(0..60) {
            problems.add(Problem::new(Place::from(at..at), "t", "l"));
        }
        assert_eq!(problems.list().len(), limit::PROBLEMS);
        assert!(problems.list().is_sorted());
        assert!(problems.render(false).ends_with("more problems\n\n"));
    }
}
