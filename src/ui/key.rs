//! A key as the screen knows it, whatever terminal it comes from.

use std::fmt;

/// A key press. Shift is part of a character (`?`, `S`), because terminals disagree on reporting it beside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum Code {
    Char(char),
    Function(u8),
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Tab,
    BackTab,
    Enter,
    Escape,
    Backspace,
    Delete,
}

impl Key {
    /// A key without Ctrl.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false }
    }

    /// A character without Ctrl.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// The digit that it is, if it is one.
    #[must_use]
    pub fn digit(self) -> Option<usize> {
        let Code::Char(c) = self.code else { return None };
        c.to_digit(10).filter(|_| !self.ctrl).and_then(|digit| usize::try_from(digit).ok())
    }

    /// A character with Ctrl.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true }
    }
}

/// As help shows it: `space`, `Ctrl-C`, `PgDn`, `F5`, `←`; in plain ASCII (`{:#}`) `Left` for the last.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("space"),
            Code::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            Code::Char(c) => write!(f, "{c}"),
            Code::Function(n) => write!(f, "F{n}"),
            Code::Left if f.alternate() => f.write_str("Left"),
            Code::Right if f.alternate() => f.write_str("Right"),
            Code::Up if f.alternate() => f.write_str("Up"),
            Code::Down if f.alternate() => f.write_str("Down"),
            Code::Left => f.write_str("←"),
            Code::Right => f.write_str("→"),
            Code::Up => f.write_str("↑"),
            Code::Down => f.write_str("↓"),
            Code::PageUp => f.write_str("PgUp"),
            Code::PageDown => f.write_str("PgDn"),
            Code::Home => f.write_str("Home"),
            Code::End => f.write_str("End"),
            Code::Tab => f.write_str("Tab"),
            Code::BackTab => f.write_str("Shift-Tab"),
            Code::Enter => f.write_str("Enter"),
            Code::Escape => f.write_str("Esc"),
            Code::Backspace => f.write_str("Backspace"),
            Code::Delete => f.write_str("Del"),
        }
    }
}
