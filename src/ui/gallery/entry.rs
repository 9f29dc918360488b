//! A lesson of the gallery, or the user's own scenario in it.

use std::sync::Arc;

use super::length::{self, Length};
use crate::scenario::Scenario;
use crate::scenario::shipped::{Lesson, Shipped};
use crate::scenario::text::Text;
use crate::tape::Cue;

/// What can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A lesson.
    Shipped(&'static Shipped),
    /// The file that the user named.
    Own,
    /// The file that a question of the user's own names; by the line of that question.
    Asked(usize),
}

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub pick: Pick,
    /// What one calls it by on the command line.
    pub name: Text,
    /// What it says.
    pub scenario: Arc<Scenario>,
    /// How long it plays, once that is known.
    pub length: Option<Length>,
}

impl Entry {
    /// A lesson.
    #[must_use]
    pub fn shipped(Lesson { shipped, scenario }: Lesson) -> Self {
        Self { pick: Pick::Shipped(shipped), name: Text::name(shipped.name), scenario, length: None }
    }

    /// The scenario in the user's file, and when its scenes begin.
    #[must_use]
    pub fn own(path: &str, scenario: &Arc<Scenario>, cues: &[Cue]) -> Self {
        let length = Some(length::of(scenario, cues));
        Self { pick: Pick::Own, name: Text::prose(path), scenario: Arc::clone(scenario), length }
    }

    /// The title above it in the list.
    #[must_use]
    pub const fn chapter(&self) -> &'static str {
        match self.pick {
            Pick::Shipped(shipped) => shipped.chapter.title(),
            Pick::Own | Pick::Asked(_) => "Your own",
        }
    }

    /// What to watch for: whether a common belief is true or, without one, what the lesson says first. Nothing if it says nothing.
    #[must_use]
    pub fn watch(&self) -> Option<String> {
        if !self.scenario.misconception.is_empty() {
            return Some(format!("Is this so? \"{}\"", self.scenario.misconception));
        }
        let first = self.scenario.scenes.iter().map(|scene| &scene.say).find(|say| !say.is_empty())?;
        Some(format!("Watch: {first}"))
    }
}
