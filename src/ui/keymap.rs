//! The one table of keys: dispatch, help, footer, `inflight keys` and the README are loops over it.

use super::key::{Code, Key};
use crate::scenario::View;

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
    NextMoment,
    Restart,
    Break,
    MoreLoad,
    LessLoad,
    More,
    Fewer,
    Undo,
    Redo,
    Save,
    SelectNext,
    SelectPrevious,
    Inspect,
    NextView,
    PreviousView,
    ShowView(View),
    Follow,
    Filter,
    Language,
    Arrange,
    NextTheme,
    Blank,
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
    /// Doing something to the run.
    Doing,
    /// Other views of the same instant.
    Views,
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
    pub const ALL: [Self; 6] = [Self::Playing, Self::Time, Self::Doing, Self::Views, Self::Screen, Self::Program];

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Playing => "Playing",
            Self::Time => "Time",
            Self::Doing => "What if",
            Self::Views => "Views",
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
    row(&[plain(Code::PageDown), Key::char('n')], Command::NextScene, Group::Time, "next scene", Some("scene")),
    row(&[plain(Code::PageUp), Key::char('p')], Command::PreviousScene, Group::Time, "scene again, or before", None),
    row(&[Key::char('<')], Command::JumpBack, Group::Time, "back a twentieth", None),
    row(&[Key::char('>')], Command::JumpForward, Group::Time, "on a twentieth", None),
    row(&[plain(Code::Home)], Command::ToStart, Group::Time, "to the start", None),
    row(&[plain(Code::End)], Command::ToEnd, Group::Time, "to the end", None),
    row(&[Key::char('i')], Command::NextMoment, Group::Time, "next first of its kind", None),
    row(&[plain(Code::Down)], Command::SelectNext, Group::Doing, "next node, message, line", None),
    row(&[plain(Code::Up)], Command::SelectPrevious, Group::Doing, "node, message, line before", None),
    row(&[plain(Code::Enter)], Command::Inspect, Group::Doing, "inspect it; again: close", None),
    row(&[Key::char('f')], Command::Break, Group::Doing, "put a fault in, end it", Some("break")),
    row(&[Key::char('}')], Command::MoreLoad, Group::Doing, "twice the load", None),
    row(&[Key::char('{')], Command::LessLoad, Group::Doing, "half the load", None),
    row(&[Key::char(')')], Command::More, Group::Doing, "one caller or slot more", None),
    row(&[Key::char('(')], Command::Fewer, Group::Doing, "one caller or slot less", None),
    row(&[Key::char('u')], Command::Undo, Group::Doing, "undo", None),
    row(&[Key::char('U')], Command::Redo, Group::Doing, "redo", None),
    row(&[Key::char('s')], Command::Save, Group::Doing, "save as a scenario file", None),
    row(&[plain(Code::BackTab)], Command::PreviousView, Group::Views, "view before", None),
    row(&[Key::char('1')], Command::ShowView(View::Stage), Group::Views, "the stage", None),
    row(&[Key::char('2')], Command::ShowView(View::Timeline), Group::Views, "the timeline", None),
    row(&[Key::char('3')], Command::ShowView(View::Message), Group::Views, "one message, in all lanes", None),
    row(&[Key::char('4')], Command::ShowView(View::Charts), Group::Views, "charts over time", None),
    row(&[Key::char('5')], Command::ShowView(View::Compare), Group::Views, "the lanes compared", None),
    row(&[Key::char('6')], Command::ShowView(View::Code), Group::Views, "the sender's code", None),
    row(&[Key::char('7')], Command::ShowView(View::Log), Group::Views, "the log of facts", None),
    row(&[Key::char('m')], Command::Follow, Group::Views, "follow a message of now", None),
    row(&[Key::char('w')], Command::Filter, Group::Views, "log: all or what matters", None),
    row(&[Key::char('v')], Command::Arrange, Group::Screen, "lanes in rows or columns", None),
    row(&[Key::char('c')], Command::Language, Group::Screen, "code: Python or commands", None),
    row(&[Key::char('t')], Command::NextTheme, Group::Screen, "next theme", None),
    row(&[Key::char('b'), Key::char('.')], Command::Blank, Group::Screen, "blank; any key ends it", None),
    row(&[Key::ctrl('l')], Command::Repaint, Group::Screen, "paint the screen again", None),
    row(&[Key::char('?'), plain(Code::Function(1))], Command::Help, Group::Program, "these keys, then signs", Some("help")),
    row(&[plain(Code::Escape)], Command::Close, Group::Program, "close what is on top", None),
    row(&[Key::ctrl('z')], Command::Suspend, Group::Program, "to the shell; fg returns", None),
    row(&[Key::char('q'), Key::ctrl('c')], Command::Quit, Group::Program, "quit", Some("quit")),
    row(&[plain(Code::Tab)], Command::NextView, Group::Views, "next view", Some("views")),
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
            assert!(!binding.keys.is_empty() && !binding.words.is_empty() && binding.words.len() <= 26, "{binding:?}");
            assert!(!binding.words.ends_with('.') && binding.words.starts_with(char::is_lowercase), "{binding:?}");
        }
    }
}
