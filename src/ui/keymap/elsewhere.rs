//! The keys elsewhere than in a run: in the gallery, a presentation, the quiz and the notes.

use super::{Binding, Group, meaning, plain, row};
use crate::ui::key::{Code, Key};

/// What a key can mean in the gallery. While a search goes on, what is a letter is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below says what each does")]
pub enum Choice {
    Next,
    Previous,
    PageOn,
    PageBack,
    First,
    Last,
    Play,
    Present,
    Search,
    Erase,
    Empty,
    NextTheme,
    Repaint,
    Help,
    Suspend,
    Quit,
}

/// What a key can mean in the quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below says what each does")]
pub enum Reply {
    Choose,
    GoOn,
    Skip,
    Back,
    Show,
    Up,
    Down,
    Gallery,
    NextTheme,
    Repaint,
    Help,
    Close,
    Suspend,
    Quit,
}

/// What a key can mean in the presenter's notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below says what each does")]
pub enum Remark {
    /// What it means in the presentation over there.
    There(Step),
    Up,
    Down,
    Reset,
    NextTheme,
    Repaint,
    Help,
    Suspend,
    Quit,
}

/// What a key can mean in a presentation, before what it means in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below says what each does")]
pub enum Step {
    Next,
    Back,
    Restart,
    Again,
    Blank,
    Bare,
    Large,
    Hand,
    LessHand,
    NoHand,
}

const fn replies(keys: &'static [Key], reply: Reply, words: &'static str, footer: Option<&'static str>) -> Binding<Reply> {
    row(keys, reply, Group::Quiz, words, footer)
}

const fn chooses(keys: &'static [Key], choice: Choice, words: &'static str, footer: Option<&'static str>) -> Binding<Choice> {
    row(keys, choice, Group::Gallery, words, footer)
}

const fn remarks(keys: &'static [Key], remark: Remark, words: &'static str, footer: Option<&'static str>) -> Binding<Remark> {
    row(keys, remark, Group::Notes, words, footer)
}

/// All keys of the gallery.
pub const GALLERY: &[Binding<Choice>] = &[
    chooses(&[plain(Code::Up)], Choice::Previous, "lesson before", Some("choose")),
    chooses(&[plain(Code::Down)], Choice::Next, "next lesson", Some("choose")),
    chooses(&[plain(Code::PageUp)], Choice::PageBack, "a page back", None),
    chooses(&[plain(Code::PageDown)], Choice::PageOn, "a page on", None),
    chooses(&[plain(Code::Home)], Choice::First, "first lesson", None),
    chooses(&[plain(Code::End)], Choice::Last, "last lesson", None),
    chooses(&[plain(Code::Enter)], Choice::Play, "play what is chosen", Some("play")),
    chooses(&[Key::char('P')], Choice::Present, "present what is chosen", Some("present")),
    chooses(&[Key::char('/')], Choice::Search, "search, whatever is typed", Some("search")),
    chooses(&[plain(Code::Backspace)], Choice::Erase, "take a letter back", None),
    chooses(&[plain(Code::Escape)], Choice::Empty, "empty the search", Some("empty")),
    chooses(&[Key::ctrl('l')], Choice::Repaint, "paint the screen again", None),
    chooses(&[Key::char('?'), plain(Code::Function(1))], Choice::Help, "these keys", Some("help")),
    chooses(&[Key::ctrl('z')], Choice::Suspend, "to the shell; fg returns", None),
    chooses(&[Key::char('q'), Key::ctrl('c')], Choice::Quit, "quit", Some("quit")),
    chooses(&[Key::ctrl('t')], Choice::NextTheme, "next theme", Some("theme")),
];

const fn step_of(keys: &'static [Key], step: Step, words: &'static str) -> Binding<Step> {
    Binding { keys, command: step, group: Group::Talk, words, footer: None }
}

/// The keys of a presentation: what clickers send, and what a class needs. All others mean what they mean in a run.
pub const TALK: &[Binding<Step>] = &[
    step_of(&[plain(Code::PageDown), plain(Code::Right), plain(Code::Enter), Key::char(' '), Key::char('n')], Step::Next, "next beat"),
    step_of(&[plain(Code::PageUp), plain(Code::Left), Key::char('p')], Step::Back, "beat before"),
    step_of(&[plain(Code::Home), plain(Code::Function(5))], Step::Restart, "to the title card"),
    step_of(&[Key::char('r')], Step::Again, "the beat from its start"),
    step_of(&[Key::char('b'), Key::char('.')], Step::Blank, "blank; any key ends it"),
    step_of(&[Key::char('o')], Step::Bare, "only the stage, or all"),
    step_of(&[Key::char('L')], Step::Large, "large, or as it plays"),
    step_of(DIGITS, Step::Hand, "a hand for an option"),
    step_of(&[plain(Code::Backspace)], Step::LessHand, "a hand less"),
    step_of(&[Key::char('0')], Step::NoHand, "count the hands anew"),
];

/// What a key means in a presentation, beside what it means in a run.
#[must_use]
pub fn step(key: Key) -> Option<Step> {
    meaning(TALK, key)
}

/// The keys of the options.
const DIGITS: &[Key] = &[
    Key::char('1'),
    Key::char('2'),
    Key::char('3'),
    Key::char('4'),
    Key::char('5'),
    Key::char('6'),
    Key::char('7'),
    Key::char('8'),
    Key::char('9'),
];

/// All keys of the quiz.
pub const QUIZ: &[Binding<Reply>] = &[
    replies(DIGITS, Reply::Choose, "choose this option", None),
    replies(&[plain(Code::Enter), Key::char(' ')], Reply::GoOn, "answer; next; again", Some("answer")),
    replies(&[Key::char('s')], Reply::Show, "see it in a lesson", Some("see it")),
    replies(&[plain(Code::PageDown)], Reply::Skip, "next question", Some("skip")),
    replies(&[plain(Code::PageUp)], Reply::Back, "question before", Some("before")),
    replies(&[plain(Code::Up)], Reply::Up, "a line up, if need be", None),
    replies(&[plain(Code::Down)], Reply::Down, "a line down, if need be", None),
    replies(&[Key::char('?'), plain(Code::Function(1))], Reply::Help, "these keys", Some("help")),
    replies(&[plain(Code::Escape)], Reply::Close, "close these keys", None),
    replies(&[Key::ctrl('l')], Reply::Repaint, "paint the screen again", None),
    replies(&[Key::ctrl('z')], Reply::Suspend, "to the shell; fg returns", None),
    replies(&[Key::char('q'), Key::ctrl('c')], Reply::Quit, "quit", Some("quit")),
    replies(&[Key::char('g')], Reply::Gallery, "to the gallery", Some("gallery")),
    replies(&[Key::char('t')], Reply::NextTheme, "next theme", Some("theme")),
];

/// All keys of the presenter's notes.
pub const NOTES: &[Binding<Remark>] = &[
    remarks(
        &[plain(Code::PageDown), Key::char(' '), plain(Code::Right), plain(Code::Enter)],
        Remark::There(Step::Next),
        "there: next scene or beat",
        Some("next"),
    ),
    remarks(&[plain(Code::PageUp), plain(Code::Left)], Remark::There(Step::Back), "there: again, or before", Some("back")),
    remarks(&[Key::char('.'), Key::char('b')], Remark::There(Step::Blank), "there: blank, or not", Some("blank")),
    remarks(&[plain(Code::Home), plain(Code::Function(5))], Remark::There(Step::Restart), "there: from the start", None),
    remarks(DIGITS, Remark::There(Step::Hand), "a hand for an option", None),
    remarks(&[plain(Code::Backspace)], Remark::There(Step::LessHand), "a hand less", None),
    remarks(&[Key::char('0')], Remark::There(Step::NoHand), "count the hands anew", None),
    remarks(&[Key::char('r')], Remark::There(Step::Again), "there: beat from its start", None),
    remarks(&[Key::char('o')], Remark::There(Step::Bare), "there: only the stage", None),
    remarks(&[Key::char('L')], Remark::There(Step::Large), "there: large, or not", None),
    remarks(&[Key::char('z')], Remark::Reset, "elapsed time from zero", Some("reset time")),
    remarks(&[Key::char('q'), Key::ctrl('c')], Remark::Quit, "leave; the run goes on", Some("quit")),
    remarks(&[Key::char('?'), plain(Code::Function(1))], Remark::Help, "these keys", Some("help")),
    remarks(&[plain(Code::Up)], Remark::Up, "lines above", Some("lines")),
    remarks(&[plain(Code::Down)], Remark::Down, "lines below", Some("lines")),
    remarks(&[Key::char('t')], Remark::NextTheme, "next theme", None),
    remarks(&[Key::ctrl('l')], Remark::Repaint, "paint the screen again", None),
    remarks(&[Key::ctrl('z')], Remark::Suspend, "to the shell; fg returns", None),
];

/// What a key means in the gallery while nothing is searched for.
#[must_use]
pub fn choice(key: Key) -> Option<Choice> {
    meaning(GALLERY, key)
}

/// What a key means in the quiz.
#[must_use]
pub fn reply(key: Key) -> Option<Reply> {
    meaning(QUIZ, key)
}

/// What a key means in the presenter's notes.
#[must_use]
pub fn remark(key: Key) -> Option<Remark> {
    meaning(NOTES, key)
}
