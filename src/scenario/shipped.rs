//! The scenarios inside the program.

use std::sync::Arc;

use super::near::near;
use super::{Scenario, parse};

/// A part of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chapter {
    /// What it means to call, and to hand over.
    Idea,
    /// How services of AWS do it.
    Aws,
    /// What goes wrong.
    Failure,
}

impl Chapter {
    /// All of them, in the order in which one should see them.
    pub const ALL: [Self; 3] = [Self::Idea, Self::Aws, Self::Failure];

    /// What it is called.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Idea => "The idea",
            Self::Aws => "AWS, one service at a time",
            Self::Failure => "Failure, and what to do about it",
        }
    }
}

/// A scenario inside the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// The part of the course that it belongs to.
    pub chapter: Chapter,
    /// What one calls it by.
    pub name: &'static str,
    /// Its file.
    pub source: &'static str,
}

/// The scenarios of each chapter, which are files of its folder.
macro_rules! shipped {
    ($($chapter:ident in $folder:literal: $($name:literal),*;)*) => {
        &[$($(Shipped {
            chapter: Chapter::$chapter,
            name: $name,
            source: include_str!(concat!("../../scenarios/", $folder, "/", $name, ".toml")),
        },)*)*]
    };
}

/// All of them, chapter by chapter, in the order in which one should see them.
pub const ALL: &[Shipped] = shipped! {
    Idea in "idea":
        "first-look", "when-to-call", "latency-sensitive", "receiver-outage", "bottleneck", "never-catches-up";
    Aws in "aws":
        "lambda-invoke", "lambda-promises", "ec2-run-instances", "rds-queries", "sqs-polling", "sqs-visibility-timeout",
        "sqs-dead-letter", "lambda-sqs-batch", "sqs-fifo-order", "sns-fan-out", "s3-events", "api-gateway", "step-functions";
    Failure in "failure":
        "lost-in-the-process", "at-least-once", "timeouts", "thundering-herd", "retry-storm", "cascading-failure", "backpressure";
};

/// A lesson that is shipped with the program.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Where it is from.
    pub shipped: &'static Shipped,
    /// What it says.
    pub scenario: Arc<Scenario>,
}

/// All lessons, in the same order.
#[must_use]
pub fn lessons() -> Vec<Lesson> {
    // A test runs every shipped scenario, so that each can be parsed.
    let read = |shipped: &'static Shipped| Some(Lesson { shipped, scenario: Arc::new(parse(shipped.name, shipped.source).ok()?) });
    ALL.iter().filter_map(read).collect()
}

/// The one with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Shipped> {
    ALL.iter().find(|shipped| shipped.name == name)
}

/// The name that an unknown one was most likely meant to be.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    near(name, ALL.iter().map(|shipped| shipped.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_or_guessed() {
        assert!(find("first-look").is_some() && find("first").is_none());
        assert_eq!(nearest("first_look"), Some("first-look"));
        assert_eq!(nearest("zebra"), None);
    }

    #[test]
    fn chapters_stand_in_their_order_and_each_lesson_once() {
        let places: Vec<_> = ALL.iter().map(|shipped| Chapter::ALL.iter().position(|chapter| *chapter == shipped.chapter)).collect();
        assert!(places.is_sorted());
        assert!(ALL.iter().all(|shipped| ALL.iter().filter(|other| other.name == shipped.name).count() == 1));
    }
}
