//! What figures are measured in, and conditions that compare different things.

use super::{Problem, Problems, word};
use crate::scenario::measure::{Figure, LaneKey, Measure, NodeKey};
use crate::scenario::problem::Place;
use crate::scenario::written::Quote;
use crate::scenario::{Condition, Operand};

/// What a figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of messages, or of things done with them.
    Messages,
    /// Seconds.
    Time,
    /// A share from 0 to 1.
    Share,
    /// Messages a second.
    Rate,
}

impl Unit {
    pub const fn of(figure: Figure) -> Self {
        match figure {
            Figure::Latency(..) | Figure::Wait(..) => Self::Time,
            Figure::Lane(LaneKey::OrphanedWork | LaneKey::Recovery | LaneKey::FirstError) | Figure::Node(_, NodeKey::OldestMax) => {
                Self::Time
            }
            Figure::Lane(LaneKey::BlockedShare) | Figure::Node(_, NodeKey::Utilisation) => Self::Share,
            Figure::Lane(LaneKey::Goodput) => Self::Rate,
            Figure::Lane(_) | Figure::Node(..) => Self::Messages,
        }
    }

    const fn is(self) -> &'static str {
        match self {
            Self::Messages => "a number",
            Self::Time => "a time",
            Self::Share => "a share",
            Self::Rate => "a number each second",
        }
    }
}

/// Warns if the sides are of different units. Tells whether they fit.
pub fn fits(condition: &Condition, text: &Quote, problems: &mut Problems) -> bool {
    let left = Unit::of(condition.left.figure);
    let (place, right) = match condition.right {
        Operand::Measure(measure) => (text.place, Some((Unit::of(measure.figure), word(measure.figure).to_owned()))),
        Operand::Number(_) => written(text),
    };
    let Some((right, shown)) = right.filter(|(right, _)| *right != left) else { return true };
    let Measure { figure, .. } = condition.left;
    let title = format!("this compares {} with {}", left.is(), right.is());
    let label = format!("`{}` is {}, `{shown}` is {}", word(figure), left.is(), right.is());
    let why = "both sides are just numbers to the comparison: it tells nothing";
    let help = match (left, right) {
        (Unit::Messages, Unit::Share) => format!("for a share of all messages write a factor: {}", of_all(text)),
        (Unit::Messages | Unit::Rate, _) => "write a number without a unit, or a figure of the same kind".to_owned(),
        (Unit::Time, _) => "write a time such as 3s or 200ms, or a latency".to_owned(),
        (Unit::Share, _) => "write a share such as 20%, or a figure that is a share".to_owned(),
    };
    problems.add(Problem::warning(place, title, label, why).help(help));
    false
}

/// The condition with its percentage as a factor of what was offered.
fn of_all(text: &Quote) -> String {
    let (left, number) = text.text.rsplit_once(char::is_whitespace).unwrap_or((&text.text, ""));
    let lane = left.split('.').next().unwrap_or_default();
    let share: f64 = number.trim_matches(['"', '\'', '%']).parse().unwrap_or(90.0);
    format!("`{} {} * {lane}.offered`", left.trim_end(), share / 100.0)
}

/// The unit that the number at the end of a condition is written with, if it has one, with its place.
fn written(text: &Quote) -> (Place, Option<(Unit, String)>) {
    let end = text.text.trim_end_matches([' ', '"', '\'']);
    let start = end.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '%'))).map_or(0, |at| at + 1);
    let number = end.get(start..).unwrap_or_default();
    let unit = match number.chars().last() {
        Some('%') => Some(Unit::Share),
        Some(c) if c.is_alphabetic() => Some(Unit::Time),
        _ => None,
    };
    (text.part(start..end.len()), unit.map(|unit| (unit, number.to_owned())))
}
