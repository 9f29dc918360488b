//! Text from a file, made harmless: whatever prints it can't be made to act on it.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

/// Text without control characters, direction overrides or invisible characters, and of bounded length.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(String);

impl Text {
    /// The most graphemes in a name or a title.
    pub const NAME: usize = 80;
    /// The most graphemes in a sentence or a paragraph.
    pub const PROSE: usize = 2_000;
    /// The most code points in one grapheme: a letter under a tower of accents would take the screen.
    const TOWER: usize = 5;

    /// One line of at most [`Text::NAME`] graphemes; white space runs become one blank.
    #[must_use]
    pub fn name(raw: &str) -> Self {
        Self::new(raw, Self::NAME)
    }

    /// One paragraph of at most [`Text::PROSE`] graphemes; white space runs become one blank.
    #[must_use]
    pub fn prose(raw: &str) -> Self {
        Self::new(raw, Self::PROSE)
    }

    fn new(raw: &str, most: usize) -> Self {
        // Nearly all text is plain already, and a file may have very much of it.
        if raw.len() <= most && raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !raw.contains("  ") && raw.trim() == raw {
            return Self(raw.to_owned());
        }
        // Cut first: the work below is then bounded however long the text is.
        let bytes = raw.floor_char_boundary(raw.len().min(most * 16));
        let one_line = raw[..bytes].split_whitespace().collect::<Vec<_>>().join(" ");
        let safe = harmless(&one_line);
        let mut kept = String::with_capacity(safe.len());
        for (place, grapheme) in safe.graphemes(true).enumerate() {
            if place == most {
                kept.push('…');
                break;
            }
            kept.extend(grapheme.chars().take(Self::TOWER));
        }
        Self(kept)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

/// The text with every harmful character replaced, a line's end too.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if is_harmful(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Whether a character could steer a terminal, turn the direction of writing or hide.
#[must_use]
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_survives() {
        let text = Text::name("a\u{1b}[31m\u{9b}2J\u{202e}b\u{200b}\u{7f}\n\tc");
        assert_eq!(text.as_str(), "a\u{fffd}[31m\u{fffd}2J\u{fffd}b\u{fffd}\u{fffd} c");
        assert!(!text.as_str().chars().any(is_harmful));
    }

    #[test]
    fn nobody_is_called_nothing_that_looks_like_a_name() {
        let fillers = ["\u{3164}", "\u{115f}\u{1160}", "\u{ffa0}", "\u{2063}", "\u{feff}"];
        assert!(fillers.iter().all(|filler| Text::name(filler).as_str().contains(char::REPLACEMENT_CHARACTER)));
    }

    #[test]
    fn plain_text_is_the_same_whichever_way_it_is_read() {
        for (raw, text) in [("plain text", "plain text"), ("two  blanks", "two blanks"), (" ends ", "ends"), ("", ""), (" ", "")] {
            assert_eq!((Text::name(raw).as_str(), Text::prose(raw).as_str()), (text, text));
        }
    }

    #[test]
    fn length_and_height_are_bounded() {
        assert_eq!(Text::name(&"x".repeat(10_000)).as_str().chars().count(), Text::NAME + 1);
        assert!(Text::name(&format!("e{}", "\u{301}".repeat(500))).as_str().chars().count() <= Text::TOWER);
    }
}
