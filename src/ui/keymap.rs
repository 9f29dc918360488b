//! The one table of keys: dispatch, help, footer, `inflight keys` and the README are loops over it.

use super::key::{Code, Key};

/// What a key can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below says what each does")]
pub enum Command {
    PlayOrPause,
    StepForward,
    StepBack,
    NextScene,
    PreviousScene,
    JumpForward,
    JumpBack,
    Faster,
    Slower,
    ToStart,
    ToEnd,
    Restart,
    Arrange,
    NextTheme,
    Blank,
    Up,
    Down,
    Help,
    Close,
    Repaint,
    Suspend,
    Quit,
}

/// What belongs together in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Going on and standing still.
    Playing,
    /// Going to an instant.
    Time,
    /// What the screen looks like.
    Screen,
    /// The program itself.
    Program,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The keys, the best known first.
    pub keys: &'static [Key],
    /// What they do.
    pub command: Command,
    /// Where help lists them.
    pub group: Group,
    /// What they do, in words.
    pub words: &'static str,
    /// The same in a word for the footer, if it is shown there.
    pub footer: Option<&'static str>,
}

impl Group {
    /// All groups, as help shows them.
    pub const ALL: [Self; 4] = [Self::Playing, Self::Time, Self::Screen, Self::Program];

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Playing => "Playing",
            Self::Time => "Time",
            Self::Screen => "Screen",
            Self::Program => "Program",
        }
    }
}

const fn plain(code: Code) -> Key {
    Key::plain(code)
}

const fn row(keys: &'static [Key], command: Command, group: Group, words: &'static str, footer: Option<&'static str>) -> Binding {
    Binding { keys, command, group, words, footer }
}

/// All keys.
pub const KEYS: &[Binding] = &[
    row(&[Key::char(' ')], Command::PlayOrPause, Group::Playing, "play or pause", Some("play")),
    row(&[Key::char('['), Key::char('-')], Command::Slower, Group::Playing, "slower", Some("speed")),
    row(&[Key::char(']'), Key::char('+'), Key::char('=')], Command::Faster, Group::Playing, "faster", Some("speed")),
    row(&[plain(Code::Function(5))], Command::Restart, Group::Playing, "play from the start", None),
    row(&[plain(Code::Left), Key::char('h')], Command::StepBack, Group::Time, "back to the last fact", Some("step")),
    row(&[plain(Code::Right), Key::char('l')], Command::StepForward, Group::Time, "on to the next fact", Some("step")),
    row(&[plain(Code::PageDown), Key::char('n')], Command::NextScene, Group::Time, "next scene", Some("next scene")),
    row(&[plain(Code::PageUp), Key::char('p')], Command::PreviousScene, Group::Time, "this scene again, or the one before", None),
    row(&[Key::char('<')], Command::JumpBack, Group::Time, "back by a twentieth of the run", None),
    row(&[Key::char('>')], Command::JumpForward, Group::Time, "on by a twentieth of the run", None),
    row(&[plain(Code::Home)], Command::ToStart, Group::Time, "to the start", None),
    row(&[plain(Code::End)], Command::ToEnd, Group::Time, "to the end", None),
    row(&[Key::char('v')], Command::Arrange, Group::Screen, "lanes in rows or in columns", None),
    row(&[Key::char('t')], Command::NextTheme, Group::Screen, "next theme", None),
    row(&[Key::char('b'), Key::char('.')], Command::Blank, Group::Screen, "blank the screen; any key ends it", None),
    row(&[plain(Code::Up), Key::char('k')], Command::Up, Group::Screen, "up on what lies over the stage", None),
    row(&[plain(Code::Down), Key::char('j')], Command::Down, Group::Screen, "down on what lies over the stage", None),
    row(&[Key::ctrl('l')], Command::Repaint, Group::Screen, "paint the screen again", None),
    row(&[Key::char('?'), plain(Code::Function(1))], Command::Help, Group::Program, "these keys; again: the signs", Some("help")),
    row(&[plain(Code::Escape)], Command::Close, Group::Program, "close what is on top; never quits", None),
    row(&[Key::ctrl('z')], Command::Suspend, Group::Program, "back to the shell; fg comes here", None),
    row(&[Key::char('q'), Key::ctrl('c')], Command::Quit, Group::Program, "quit", Some("quit")),
];

/// What a key means.
#[must_use]
pub fn command(key: Key) -> Option<Command> {
    KEYS.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.command)
}

impl Binding {
    /// Its keys, as help shows them.
    #[must_use]
    pub fn keys_in_words(&self, ascii: bool) -> String {
        let named = |key: &Key| if ascii { format!("{key:#}") } else { key.to_string() };
        self.keys.iter().map(named).collect::<Vec<_>>().join("  ")
    }
}

/// The table as plain text, a line a row.
#[must_use]
pub fn as_text() -> String {
    let mut text = String::new();
    for group in Group::ALL {
        text += &format!("{}\n", group.title());
        for binding in KEYS.iter().filter(|binding| binding.group == group) {
            text += &format!("  {:<14}{}\n", binding.keys_in_words(false), binding.words);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_and_every_row_is_in_words() {
        let keys: Vec<_> = KEYS.iter().flat_map(|binding| binding.keys).collect();
        for (place, key) in keys.iter().enumerate() {
            assert!(!keys[..place].contains(key), "{key} is bound twice");
        }
        for binding in KEYS {
            assert!(!binding.keys.is_empty() && !binding.words.is_empty() && binding.words.len() <= 36, "{binding:?}");
            assert!(!binding.words.ends_with('.') && binding.words.starts_with(char::is_lowercase), "{binding:?}");
        }
    }
}
