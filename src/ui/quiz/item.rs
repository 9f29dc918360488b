//! A question of the quiz, as it is asked and answered.

use super::Progress;
use crate::dice::{Dice, Key, Purpose};
use crate::scenario::quiz::{Kind, Question};
use crate::scenario::shipped;
use crate::ui::gallery::Pick;

/// A question with its answer.
#[derive(Clone, Debug)]
pub struct Item {
    /// The question.
    pub question: Question,
    /// The lesson that shows it, if it is there.
    pub lesson: Option<Pick>,
    /// The options in the order in which they stand: their places in the question.
    pub order: Vec<usize>,
    /// Those that are chosen, by their places in the question.
    pub chosen: Vec<usize>,
    /// Whether that is the answer.
    pub answered: bool,
    /// Whether the last answer of all, also of another day, was right.
    pub known: Option<bool>,
}

impl Item {
    /// A question that is not asked yet.
    pub fn new(question: Question, known: &Progress) -> Self {
        let lesson = question.shown.as_ref().and_then(|shown| match shown.is_file() {
            true => Some(Pick::Asked(question.line)),
            false => shipped::find(shown.lesson.as_str()).map(Pick::Shipped),
        });
        let (order, known) = ((0..question.options.len()).collect(), known.get(question.id.as_str()).copied());
        Self { question, lesson, order, chosen: Vec::new(), answered: false, known }
    }

    /// Puts it anew, its options shuffled by its place among the questions and by the round; true stands before false.
    pub fn put(&mut self, dice: Dice, place: usize, round: u16) {
        self.chosen.clear();
        self.answered = false;
        self.order = (0..self.question.options.len()).collect();
        if self.question.kind == Kind::TrueFalse {
            return;
        }
        let mut draw = dice.draw(Purpose::Options, Key { message: place as u64, hop: 0, attempt: round });
        for last in (1..self.order.len()).rev() {
            let other = usize::try_from(draw.below(last as u64 + 1)).unwrap_or(last);
            self.order.swap(last, other);
        }
    }

    /// Whether it was last answered right.
    pub fn is_done(&self) -> bool {
        self.known == Some(true)
    }

    /// Marks the option that stands here, or takes its mark away.
    pub fn mark(&mut self, option: usize) {
        let Some(place) = self.order.get(option) else { return };
        match self.chosen.iter().position(|chosen| chosen == place) {
            Some(marked) => drop(self.chosen.remove(marked)),
            None => self.chosen.push(*place),
        }
    }

    /// Takes what is chosen for the answer.
    pub fn answer(&mut self) {
        self.answered = true;
        self.known = Some(self.question.is_right(&self.chosen));
    }

    /// Whether the option that stands here is right.
    pub fn is_right(&self, option: usize) -> bool {
        self.order.get(option).is_some_and(|place| self.question.correct.contains(place))
    }

    /// Whether the option that stands here is chosen.
    pub fn is_chosen(&self, option: usize) -> bool {
        self.order.get(option).is_some_and(|place| self.chosen.contains(place))
    }
}
