//! The one table of keys, those of a run, a presentation, the gallery, the quiz and the notes: dispatch, help, footer, `inflight keys` and
//! the README are loops over it.

mod elsewhere;

pub use elsewhere::*;

use super::key::{Code, Key};
use crate::scenario::View;

/// What a key can mean while a run is shown.
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
    NextFault,
    PreviousFault,
    Backwards,
    Calm,
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
    ScrollDown,
    ScrollUp,
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
    Gallery,
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
    /// All that is done in the gallery.
    Gallery,
    /// All that is done in a presentation, beside what is done in a run.
    Talk,
    /// All that is done in the quiz.
    Quiz,
    /// All that is done in the presenter's notes.
    Notes,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding<C = Command> {
    /// The keys, the best known first.
    pub keys: &'static [Key],
    /// What they do.
    pub command: C,
    /// Where help lists them.
    pub group: Group,
    /// What they do, in words.
    pub words: &'static str,
    /// The same in a word for the footer, if it is shown there.
    pub footer: Option<&'static str>,
}

impl Group {
    /// The groups of a run, as help shows them.
    pub const OF_A_RUN: [Self; 6] = [Self::Playing, Self::Time, Self::Doing, Self::Views, Self::Screen, Self::Program];
    /// All groups.
    pub const ALL: [Self; 10] = [
        Self::Playing,
        Self::Time,
        Self::Doing,
        Self::Views,
        Self::Screen,
        Self::Program,
        Self::Gallery,
        Self::Talk,
        Self::Quiz,
        Self::Notes,
    ];
    /// The groups of a presentation, as help shows them.
    pub const OF_A_TALK: [Self; 5] = [Self::Talk, Self::Doing, Self::Views, Self::Screen, Self::Program];

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
            Self::Gallery => "In the gallery",
            Self::Talk => "In a presentation",
            Self::Quiz => "In the quiz",
            Self::Notes => "In the presenter's notes",
        }
    }
}

const fn plain(code: Code) -> Key {
    Key::plain(code)
}

const fn row<C: Copy>(keys: &'static [Key], command: C, group: Group, words: &'static str, footer: Option<&'static str>) -> Binding<C> {
    Binding { keys, command, group, words, footer }
}

/// All keys of a run.
pub const KEYS: &[Binding] = &[
    row(&[Key::char(' ')], Command::PlayOrPause, Group::Playing, "play or pause", Some("play")),
    row(&[Key::char('['), Key::char('-')], Command::Slower, Group::Playing, "slower", Some("speed")),
    row(&[Key::char(']'), Key::char('+'), Key::char('=')], Command::Faster, Group::Playing, "faster", Some("speed")),
    row(&[plain(Code::Function(5))], Command::Restart, Group::Playing, "play from the start", None),
    row(&[Key::char('r')], Command::Backwards, Group::Playing, "play backwards", None),
    row(&[plain(Code::Left), Key::char('h')], Command::StepBack, Group::Time, "back to the last fact", Some("step")),
    row(&[plain(Code::Right), Key::char('l')], Command::StepForward, Group::Time, "on to the next fact", Some("step")),
    row(&[plain(Code::PageDown), Key::char('n')], Command::NextScene, Group::Time, "next scene", Some("scene")),
    row(&[plain(Code::PageUp), Key::char('p')], Command::PreviousScene, Group::Time, "scene again, or before", None),
    row(&[Key::char('<')], Command::JumpBack, Group::Time, "back a twentieth", None),
    row(&[Key::char('>')], Command::JumpForward, Group::Time, "on a twentieth", None),
    row(&[plain(Code::Home)], Command::ToStart, Group::Time, "to the start", None),
    row(&[plain(Code::End)], Command::ToEnd, Group::Time, "to the end", None),
    row(&[Key::char('i')], Command::NextMoment, Group::Time, "next first of its kind", None),
    row(&[Key::char('x')], Command::NextFault, Group::Time, "fault's next begin or end", None),
    row(&[Key::char('X')], Command::PreviousFault, Group::Time, "fault's last begin or end", None),
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
    row(&[Key::char('j')], Command::ScrollDown, Group::Views, "down, or more charts", None),
    row(&[Key::char('k')], Command::ScrollUp, Group::Views, "up, or charts before", None),
    row(&[Key::char('w')], Command::Filter, Group::Views, "log: all or what matters", None),
    row(&[Key::char('v')], Command::Arrange, Group::Screen, "lanes in rows or columns", None),
    row(&[Key::char('c')], Command::Language, Group::Screen, "code: CLI, the receiver's", None),
    row(&[Key::char('t')], Command::NextTheme, Group::Screen, "next theme", None),
    row(&[Key::char('R')], Command::Calm, Group::Screen, "less motion, or more", None),
    row(&[Key::char('b'), Key::char('.')], Command::Blank, Group::Screen, "blank; any key ends it", None),
    row(&[Key::ctrl('l')], Command::Repaint, Group::Screen, "paint the screen again", None),
    row(&[Key::char('?'), plain(Code::Function(1))], Command::Help, Group::Program, "these keys, then signs", Some("help")),
    row(&[plain(Code::Escape)], Command::Close, Group::Program, "close; back to the quiz", None),
    row(&[Key::ctrl('z')], Command::Suspend, Group::Program, "to the shell; fg returns", None),
    row(&[Key::char('q'), Key::ctrl('c')], Command::Quit, Group::Program, "quit", Some("quit")),
    row(&[plain(Code::Tab)], Command::NextView, Group::Views, "next view", Some("views")),
    row(&[Key::char('g')], Command::Gallery, Group::Program, "to the gallery", Some("gallery")),
];

/// What a key means while a run is shown.
#[must_use]
pub fn command(key: Key) -> Option<Command> {
    meaning(KEYS, key)
}

fn meaning<C: Copy>(keys: &[Binding<C>], key: Key) -> Option<C> {
    keys.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.command)
}

/// The keys of a group, with what they do.
pub fn rows(group: Group) -> impl Iterator<Item = (&'static [Key], &'static str)> {
    fn of<C>(keys: &'static [Binding<C>], group: Group) -> impl Iterator<Item = (&'static [Key], &'static str)> {
        keys.iter().filter(move |binding| binding.group == group).map(|binding| (binding.keys, binding.words))
    }
    of(KEYS, group).chain(of(GALLERY, group)).chain(of(TALK, group)).chain(of(QUIZ, group)).chain(of(NOTES, group))
}

/// The same, as help shows them beside other groups: in a presentation some keys mean something else, and what can't be shown isn't done.
pub fn rows_among(groups: &[Group], group: Group) -> impl Iterator<Item = (&'static [Key], &'static str)> {
    let is_talk = groups.contains(&Group::Talk) && group != Group::Talk;
    let works = move |key: &Key| !TALK.iter().any(|binding| binding.keys.contains(key)) && command(*key) != Some(Command::Save);
    rows(group).filter(move |(keys, _)| !is_talk || keys.iter().any(works))
}

/// Keys, as help shows them.
#[must_use]
pub fn in_words(keys: &[Key], ascii: bool) -> String {
    // All digits would take the room of what they do.
    if let [first, .., last] = keys
        && keys.len() > 3
        && keys.iter().all(|key| key.digit().is_some())
    {
        return format!("{first} - {last}");
    }
    let named = |key: &Key| if ascii { format!("{key:#}") } else { key.to_string() };
    keys.iter().map(named).collect::<Vec<_>>().join("  ")
}

/// The table as plain text, a line a row.
#[must_use]
pub fn as_text() -> String {
    let mut text = String::new();
    for group in Group::ALL {
        text += &format!("{}\n", group.title());
        for (keys, words) in rows(group) {
            text += &format!("  {:<14}{words}\n", in_words(keys, false));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_and_every_row_is_in_words() {
        let of_a_run: Vec<_> = KEYS.iter().flat_map(|binding| binding.keys).collect();
        let of_the_gallery: Vec<_> = GALLERY.iter().flat_map(|binding| binding.keys).collect();
        let of_a_talk: Vec<_> = TALK.iter().flat_map(|binding| binding.keys).collect();
        let of_the_quiz: Vec<_> = QUIZ.iter().flat_map(|binding| binding.keys).collect();
        let of_the_notes: Vec<_> = NOTES.iter().flat_map(|binding| binding.keys).collect();
        for keys in [of_a_run, of_the_gallery, of_a_talk, of_the_quiz, of_the_notes] {
            for (place, key) in keys.iter().enumerate() {
                assert!(!keys[..place].contains(key), "{key} is bound twice");
            }
        }
        for (keys, words) in Group::ALL.into_iter().flat_map(rows) {
            assert!(!keys.is_empty() && !words.is_empty() && words.len() <= 26, "{words}");
            assert!(!words.ends_with('.') && words.starts_with(char::is_lowercase), "{words}");
        }
    }
}
