//! The quiz: one question at a time is answered and explained; at the end, those that are not right are asked again.

mod item;
mod page;

use std::collections::BTreeMap;

use ratatui::layout::{Position, Rect};

pub use self::item::Item;
pub use self::page::{page, places};
use super::gallery::Overlay;
use super::key::Key;
use super::keymap::{self, Reply};
use super::mouse::{Act, Mouse};
use super::reload::Broken;
use super::sign::Signs;
use super::theme::Theme;
pub use super::view::quiz as view;
use super::{Effect, Input};
use crate::dice::Dice;
use crate::scenario::quiz::{Kind, Question};
use crate::scenario::text::Text;

/// Whether each question, by its id, was last answered right.
pub type Progress = BTreeMap<String, bool>;

/// The state of the quiz.
#[derive(Clone, Debug)]
pub struct Quiz {
    /// What it is about.
    pub(super) title: Text,
    items: Vec<Item>,
    /// The questions of this round, by their places.
    pub(super) round: Vec<usize>,
    /// The one that stands, by its place in the round; at the end, none.
    pub(super) at: usize,
    /// How many rounds there were.
    rounds: u16,
    dice: Dice,
    /// How many lines further down than usual the page begins, or more.
    top: usize,
    pub(super) overlay: Overlay,
    /// Something to tell; stands until the next key.
    pub(super) said: Option<Text>,
    /// The columns and rows of the screen, as far as they are known.
    size: (u16, u16),
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub signs: &'static Signs,
}

impl Quiz {
    /// A quiz of these questions, which begins with those that are not right yet. The seed says in which order their options stand.
    #[must_use]
    pub fn new(title: &str, questions: Vec<Question>, known: &Progress, seed: u64, theme: Theme, signs: &'static Signs) -> Self {
        let items = questions.into_iter().map(|question| Item::new(question, known)).collect();
        let mut quiz = Self {
            title: Text::prose(title),
            items,
            round: Vec::new(),
            at: 0,
            rounds: 0,
            dice: Dice::new(seed),
            top: 0,
            overlay: Overlay::None,
            said: None,
            size: (0, 0),
            theme,
            signs,
        };
        quiz.begin();
        let (done, all) = (quiz.done(), quiz.count());
        quiz.said = match done {
            0 => None,
            _ if done == all => Some(Text::prose(&format!("All {all} are right. They are asked once more."))),
            _ => Some(Text::prose(&format!("Right so far: {done} of {all}. What is left is asked."))),
        };
        quiz
    }

    /// The same with something to tell.
    #[must_use]
    pub fn telling(mut self, words: Option<&str>) -> Self {
        self.said = words.map(Text::prose).or(self.said);
        self
    }

    /// How many questions there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// How many of them were last answered right.
    #[must_use]
    pub fn done(&self) -> usize {
        self.items.iter().filter(|item| item.is_done()).count()
    }

    /// Whether each question that was ever answered was right the last time.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.items.iter().filter_map(|item| Some((item.question.id.to_string(), item.known?))).collect()
    }

    /// The question that stands; none at the end of a round.
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        self.round.get(self.at).map(|place| &self.items[*place])
    }

    fn item_mut(&mut self) -> Option<&mut Item> {
        self.round.get(self.at).map(|place| &mut self.items[*place])
    }

    /// How many questions of this round were answered right.
    pub(super) fn right(&self) -> usize {
        self.round.iter().map(|place| &self.items[*place]).filter(|item| item.answered && item.is_done()).count()
    }

    /// Each topic in the order of the questions, with how many of it are done, and of how many.
    pub(super) fn topics(&self) -> Vec<(&Text, usize, usize)> {
        let mut topics: Vec<(&Text, usize, usize)> = Vec::new();
        for item in &self.items {
            let place = topics.iter().position(|(topic, ..)| **topic == item.question.topic).unwrap_or_else(|| {
                topics.push((&item.question.topic, 0, 0));
                topics.len() - 1
            });
            topics[place].1 += usize::from(item.is_done());
            topics[place].2 += 1;
        }
        topics
    }

    /// Says why a lesson could not be opened.
    pub(super) fn refuse(&mut self, why: &Broken) {
        self.said = Some(why.in_a_sentence());
    }

    /// The row of the page that is at its top on a screen like this: no room is wasted.
    pub(super) fn first(&self, area: Rect) -> usize {
        let lines = page(self, area).len();
        self.top.min(lines.saturating_sub(usize::from(places(area).body.height)))
    }

    /// Begins a round: with those that are not right yet or, if there are none, with all.
    fn begin(&mut self) {
        let left: Vec<usize> = (0..self.items.len()).filter(|place| !self.items[*place].is_done()).collect();
        self.round = if left.is_empty() { (0..self.items.len()).collect() } else { left };
        for place in &self.round {
            self.items[*place].put(self.dice, *place, self.rounds);
        }
        self.rounds = self.rounds.saturating_add(1);
        self.turn(0);
    }

    /// Shows the question at this place of the round.
    fn turn(&mut self, at: usize) {
        self.at = at.min(self.round.len());
        self.top = 0;
    }

    fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.0, self.size.1)
    }
}

/// Takes an input in.
pub fn update(quiz: &mut Quiz, input: Input) -> Effect {
    match input {
        Input::Key(key) => return press(quiz, key),
        Input::Mouse(mouse) => return handle(quiz, mouse),
        Input::Noted(words) => quiz.said = Some(Text::prose(&words)),
        Input::Resized { width, height } => quiz.size = (width, height),
        Input::Elapsed(_) | Input::Reloaded(_) | Input::Opened { .. } => {}
    }
    Effect::None
}

fn press(quiz: &mut Quiz, key: Key) -> Effect {
    quiz.said = None;
    let Some(reply) = keymap::reply(key) else {
        quiz.overlay = Overlay::None;
        return Effect::None;
    };
    // A key that is not about the help takes it away, and nothing else.
    let about_help = matches!(reply, Reply::Help | Reply::NextTheme | Reply::Repaint | Reply::Suspend | Reply::Quit);
    if quiz.overlay == Overlay::Help && !about_help {
        quiz.overlay = Overlay::None;
        return Effect::None;
    }
    match reply {
        Reply::Choose => return key.digit().and_then(|digit| digit.checked_sub(1)).map_or(Effect::None, |option| choose(quiz, option)),
        Reply::GoOn => return go_on(quiz),
        Reply::Skip => quiz.turn(quiz.at + 1),
        Reply::Back => quiz.turn(quiz.at.saturating_sub(1)),
        Reply::Show => return show(quiz),
        Reply::Up => scroll(quiz, false),
        Reply::Down => scroll(quiz, true),
        Reply::Close => {}
        Reply::Gallery => return Effect::Leave,
        Reply::NextTheme => quiz.theme.palette = quiz.theme.palette.next(),
        Reply::Help => quiz.overlay = if quiz.overlay == Overlay::Help { Overlay::None } else { Overlay::Help },
        Reply::Repaint => return Effect::Repaint,
        Reply::Suspend => return Effect::Suspend,
        Reply::Quit => return Effect::Quit,
    }
    Effect::None
}

/// Takes an option as it stands on the screen, from 0: where one is right it is the answer; where several are, it is marked or not.
fn choose(quiz: &mut Quiz, option: usize) -> Effect {
    let Some(item) = quiz.item_mut().filter(|item| !item.answered && option < item.order.len()) else { return Effect::None };
    item.mark(option);
    if item.question.kind == Kind::Multi { Effect::None } else { answer(quiz) }
}

/// Answers with what is marked, if anything is.
fn answer(quiz: &mut Quiz) -> Effect {
    let Some(item) = quiz.item_mut().filter(|item| !item.chosen.is_empty()) else { return Effect::None };
    item.answer();
    // Where there is no room for all, what is new is at the end.
    quiz.top = usize::MAX;
    Effect::Keep
}

/// Answers, goes on to the next question or, at the end, asks again.
fn go_on(quiz: &mut Quiz) -> Effect {
    match quiz.item() {
        Some(item) if !item.answered => return answer(quiz),
        Some(_) => quiz.turn(quiz.at + 1),
        None => quiz.begin(),
    }
    Effect::None
}

/// Plays the lesson that shows the answer, once there is one.
fn show(quiz: &Quiz) -> Effect {
    let lesson = quiz.item().filter(|item| item.answered).and_then(|item| item.lesson);
    lesson.map_or(Effect::None, Effect::Open)
}

fn scroll(quiz: &mut Quiz, down: bool) {
    let first = quiz.first(quiz.area());
    quiz.top = if down { first + 1 } else { first.saturating_sub(1) };
}

/// A press takes the option that it is on; the wheel goes through what has no room.
fn handle(quiz: &mut Quiz, mouse: Mouse) -> Effect {
    if quiz.overlay == Overlay::Help {
        return Effect::None;
    }
    match mouse.act {
        Act::WheelUp => scroll(quiz, false),
        Act::WheelDown => scroll(quiz, true),
        Act::Press => {
            let (area, body) = (quiz.area(), places(quiz.area()).body);
            if body.contains(Position::new(mouse.x, mouse.y)) {
                let line = quiz.first(area) + usize::from(mouse.y - body.y);
                let option = page(quiz, area).get(line).and_then(|line| line.first()?.option);
                return option.map_or(Effect::None, |option| choose(quiz, option));
            }
        }
        Act::Drag | Act::Release => {}
    }
    Effect::None
}
