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

/// Something that is wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// What is underlined.
    pub place: Place,
    /// What is wrong.
    pub title: Text,
    /// What stands under the underlined words.
    pub label: Text,
    /// What to do about it.
    pub help: Option<Text>,
}

impl Problem {
    /// A problem without help.
    #[must_use]
    pub fn new(place: Place, title: impl AsRef<str>, label: impl AsRef<str>) -> Self {
        Self { place, title: Text::prose(title.as_ref()), label: Text::prose(label.as_ref()), help: None }
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

/// All that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    path: Text,
    source: String,
    list: Vec<Problem>,
    total: usize,
}

impl Problems {
    /// No problem yet, of the file at `path`.
    #[must_use]
    pub fn new(path: &str, source: &str) -> Self {
        Self { path: Text::prose(path), source: harmless(source), list: Vec::new(), total: 0 }
    }

    /// Notes one more problem; the same at the same place counts once.
    pub fn add(&mut self, problem: Problem) {
        let Err(place) = self.list.binary_search(&problem) else { return };
        self.total += 1;
        self.list.insert(place, problem);
        self.list.truncate(limit::PROBLEMS);
    }

    /// Whether nothing is wrong.
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

    /// All that is shown of them, for a terminal (`colour`) or for anything else.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
        let mut out = String::new();
        for problem in &self.list {
            out.push_str(&self.render_one(problem, &renderer));
            out.push_str("\n\n");
        }
        match self.total - self.list.len() {
            0 => {}
            1 => out.push_str("and 1 more problem\n\n"),
            more => out.push_str(&format!("and {more} more problems\n\n")),
        }
        out
    }

    fn render_one(&self, problem: &Problem, renderer: &Renderer) -> String {
        let line = Line::of(&self.source, problem.place);
        let mark = AnnotationKind::Primary.span(line.mark.start..line.mark.end).label(problem.label.as_str());
        let snippet = Snippet::source(line.text).path(self.path.as_str()).line_start(line.number).annotation(mark);
        let mut group = Level::ERROR.primary_title(problem.title.as_str()).element(snippet);
        let help = problem.help.as_ref().map(|help| wrapped(help.as_str()));
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }
}

/// The width of what is rendered, in columns.
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

/// The text in lines that fit [`WIDTH`] beside what stands in front of them.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        if column + word.width() > WIDTH - 12 && column > 0 {
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
