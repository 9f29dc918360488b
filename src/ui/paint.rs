//! Putting words and signs into a part of the buffer, clipped to it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::hit::Hit;
use super::sign::Signs;
use super::theme::{Role, Theme};

/// A buffer with the looks of everything that is put into it.
pub struct Paint<'a> {
    /// The buffer.
    pub buf: &'a mut Buffer,
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub signs: &'static Signs,
    /// Where what can be clicked is; what was put there last lies on top.
    pub hits: Vec<(Rect, Hit)>,
    /// The rows at which lines of double size begin. Such a line takes two rows, in both of which it stands, and of these the left
    /// half: the terminal makes it twice as wide.
    pub large: Vec<u16>,
}

impl<'a> Paint<'a> {
    /// A buffer in which nothing was put yet.
    pub fn new(buf: &'a mut Buffer, theme: Theme, signs: &'static Signs) -> Self {
        Self { buf, theme, signs, hits: Vec::new(), large: Vec::new() }
    }
}

impl Paint<'_> {
    /// Whether only plain characters may be used.
    pub fn ascii(&self) -> bool {
        *self.signs == Signs::ASCII
    }

    /// Writes words from a cell on, cut at the right edge of `area`; returns the column after them.
    pub fn words(&mut self, area: Rect, x: u16, y: u16, words: &str, role: Role) -> u16 {
        self.styled(area, x, y, words, self.theme.style(role))
    }

    /// As [`Paint::words`], with a style of its own.
    pub fn styled(&mut self, area: Rect, x: u16, y: u16, words: &str, style: Style) -> u16 {
        let inside = area.intersection(*self.buf.area());
        if y < inside.y || y >= inside.bottom() || x < inside.x || x >= inside.right() {
            return x;
        }
        // Where words begin upon the second half of a wide character, its first half may not stay.
        if x > self.buf.area().x && self.buf[(x - 1, y)].symbol().width() > 1 {
            self.buf[(x - 1, y)].set_symbol(" ");
        }
        let room = usize::from(inside.right() - x);
        self.buf.set_stringn(x, y, words, room, style).0
    }

    /// Writes words so that they end at the right edge of `area`, if they fit; returns the column where they begin.
    pub fn words_right(&mut self, area: Rect, y: u16, words: &str, role: Role) -> u16 {
        let width = width(words);
        if width > area.width {
            return area.right();
        }
        let x = area.right() - width;
        self.words(area, x, y, words, role);
        x
    }

    /// Draws into half the columns and rows of an area, and shows that in double size.
    pub fn enlarged(&mut self, area: Rect, draw: impl FnOnce(Rect, &mut Paint<'_>)) {
        let half = halved(area);
        let mut buf = Buffer::empty(half);
        buf.set_style(half, self.theme.ground());
        draw(half, &mut Paint::new(&mut buf, self.theme, self.signs));
        let blank = |y: u16| (half.left()..half.right()).all(|x| buf[(x, y)].symbol().trim().is_empty());
        for y in (half.top()..half.bottom()).filter(|y| !blank(*y)) {
            let upper = area.y + 2 * (y - half.y);
            for (x, row) in (half.left()..half.right()).flat_map(|x| [(x, upper), (x, upper + 1)]) {
                self.buf[(x, row)] = buf[(x, y)].clone();
            }
            self.large.push(upper);
        }
    }

    /// Here is something that can be clicked.
    pub fn hit(&mut self, place: Rect, hit: Hit) {
        self.hits.push((place, hit));
    }

    /// Writes a sign again and again.
    pub fn repeat(&mut self, area: Rect, x: u16, y: u16, sign: &str, times: u16, role: Role) -> u16 {
        let style = self.theme.style(role);
        (0..times).fold(x, |x, _| self.styled(area, x, y, sign, style))
    }
}

/// The cells that words of double size have in an area.
#[must_use]
pub fn halved(area: Rect) -> Rect {
    Rect { width: area.width / 2, height: area.height / 2, ..area }
}

/// How many cells words take.
#[must_use]
pub fn width(words: &str) -> u16 {
    u16::try_from(words.width()).unwrap_or(u16::MAX)
}

/// The longest beginning of `words` that fits in so many cells; cut words end in `more`.
#[must_use]
pub fn fit(words: &str, cells: u16, more: &str) -> String {
    if width(words) <= cells {
        return words.to_owned();
    }
    let room = cells.saturating_sub(width(more));
    let mut kept = String::new();
    for c in words.chars() {
        kept.push(c);
        if width(&kept) > room {
            kept.pop();
            break;
        }
    }
    if cells >= width(more) { kept + more } else { kept }
}

/// The longest end of `words` that fits in so many cells; cut words begin with `more`.
#[must_use]
pub fn fit_end(words: &str, cells: u16, more: &str) -> String {
    if width(words) <= cells {
        return words.to_owned();
    }
    let room = cells.saturating_sub(width(more));
    let begins = words.char_indices().map(|(at, _)| at).find(|at| width(&words[*at..]) <= room);
    let kept = begins.map_or("", |at| &words[at..]);
    if cells >= width(more) { format!("{more}{kept}") } else { kept.to_owned() }
}

/// What stands behind a number and belongs to it.
const UNITS: [&str; 7] = ["ms", "s", "min", "h", "d", "%", "/s"];

/// Breaks words into lines of at most so many cells, between words where it can: some languages have no blanks.
#[must_use]
pub fn wrap(words: &str, cells: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in measured(words).iter().flat_map(|word| pieces(word, cells)) {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= cells => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The words, a number and its unit as one.
fn measured(words: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let is_unit = UNITS.contains(&word.trim_end_matches(['.', ',', ';', ':', '?', ')']));
        match all.last_mut().filter(|last| is_unit && last.ends_with(|c: char| c.is_ascii_digit())) {
            Some(number) => *number = format!("{number} {word}"),
            None => all.push(word.to_owned()),
        }
    }
    all
}

/// A word that is wider than so many cells in pieces that are not.
fn pieces(word: &str, cells: u16) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while width(rest) > cells {
        let (piece, more) = rest.split_at(fit(rest, cells, "").len());
        if piece.is_empty() {
            break;
        }
        pieces.push(piece);
        rest = more;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Depth, Palette};

    #[test]
    fn no_half_of_a_wide_character_is_left_over() {
        let area = Rect::new(0, 0, 6, 1);
        let mut buf = Buffer::empty(area);
        let mut paint = Paint::new(&mut buf, Theme { palette: Palette::Dark, depth: Depth::True }, &Signs::UNICODE);
        paint.words(area, 0, 0, "日本語", Role::Text);
        paint.words(area, 3, 0, "a", Role::Text);
        let symbols: Vec<&str> = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(symbols, ["日", " ", " ", "a", "語", " "]);
    }

    #[test]
    fn words_are_cut_and_broken_by_the_cells_that_they_take() {
        assert_eq!(fit("abc", 3, "…"), "abc");
        assert_eq!(fit("abcd", 3, "…"), "ab…");
        assert_eq!(fit("日本語", 5, "…"), "日本…");
        assert_eq!(fit("abc", 0, "…"), "");
        assert_eq!(fit_end("abcd", 3, "…"), "…cd");
        assert_eq!(fit_end("日本語", 5, "…"), "…本語");
        assert_eq!(fit_end("abc", 0, "…"), "");
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("一二三四五 six", 4), ["一二", "三四", "五", "six"]);
        assert_eq!(wrap("一", 1), ["一"]);
        assert_eq!(wrap("after 10.0 s, or 7 %", 10), ["after", "10.0 s, or", "7 %"]);
    }
}
