//! The lesson: its scenes, and its claims.

use super::measure::Measure;
use super::text::Text;
use crate::id::{LaneId, NodeId};
use crate::time::{Span, Time};

/// A step of the lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// When it begins.
    pub begins: Begin,
    /// Its name on the timeline.
    pub title: Text,
    /// Its caption.
    pub say: Text,
    /// What its caption rests on: true of the run up to its instant.
    pub shows: Vec<Claim>,
    /// What only the presenter is to see.
    pub notes: Text,
    /// How long a class is to spend on it, by the wall clock.
    pub plan: Option<Span>,
    /// The speed from here on, in simulated seconds for each second of the wall clock.
    pub speed: Option<f64>,
    /// Whether the run waits here for the user.
    pub pause: bool,
    /// What to look at; nothing if it is everything.
    pub focus: Vec<Focus>,
    /// How the run is shown from here on.
    pub view: Option<View>,
    /// What to predict before the run goes on.
    pub ask: Option<Ask>,
    /// What the student is to reach.
    pub turn: Option<Turn>,
}

/// When a scene begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// At this instant.
    At(Time),
    /// When something happens for the first time, in whatever lane; never, if it doesn't.
    First(Moment),
}

/// A thing that may happen in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A message is completed.
    Completion,
    /// A caller is told that an attempt came to nothing, for whatever reason.
    Error,
    /// A caller loses patience with an attempt.
    Timeout,
    /// A caller is told that it asks for too much.
    Throttle,
    /// A caller makes a further attempt.
    Retry,
    /// A message that was not deleted in time is visible again.
    Return,
    /// A receiver is given a message that is done already, or being worked on.
    Duplicate,
    /// A message goes to a dead-letter queue.
    DeadLetter,
    /// A message grows too old.
    Expiry,
    /// A message is lost.
    Loss,
}

impl Moment {
    /// Its word in the scenario language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Completion => "first completion",
            Self::Error => "first error",
            Self::Timeout => "first timeout",
            Self::Throttle => "first throttle",
            Self::Retry => "first retry",
            Self::Return => "first return",
            Self::Duplicate => "first duplicate",
            Self::DeadLetter => "first dead-letter",
            Self::Expiry => "first expiry",
            Self::Loss => "first loss",
        }
    }

    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Completion,
        Self::Error,
        Self::Timeout,
        Self::Throttle,
        Self::Retry,
        Self::Return,
        Self::Duplicate,
        Self::DeadLetter,
        Self::Expiry,
        Self::Loss,
    ];
}

/// A place of the stage to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The lane.
    pub lane: LaneId,
    /// A node of it; nothing if it is the whole lane.
    pub node: Option<NodeId>,
}

/// How the run is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum View {
    Stage,
    Timeline,
    Message,
    Charts,
    Compare,
    Code,
    Log,
}

impl View {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 7] = [Self::Stage, Self::Timeline, Self::Message, Self::Charts, Self::Compare, Self::Code, Self::Log];

    /// Its word in the scenario language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Timeline => "timeline",
            Self::Message => "message",
            Self::Charts => "charts",
            Self::Compare => "compare",
            Self::Code => "code",
            Self::Log => "log",
        }
    }
}

/// A question of the lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The question.
    pub prompt: Text,
    /// The answers to choose from, 2 to 9 of them.
    pub options: Vec<Text>,
    /// The place of the right one, from 0.
    pub answer: usize,
    /// Why it is right; may be empty.
    pub why: Text,
}

/// A goal for the student, and how to reach it.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// What to reach.
    pub goal: Text,
    /// The condition as the file gives it.
    pub that: Text,
    /// When it is reached.
    pub condition: Condition,
    /// The setting to turn, as the file names it.
    pub with: Text,
    /// What must be true as well, lest it be reached at the cost of something else.
    pub keeps: Vec<Claim>,
    /// What to learn from it, told once it is reached.
    pub why: Text,
}

/// A sentence of the lesson with the condition that makes it true.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub say: Text,
    /// The condition as the file gives it.
    pub that: Text,
    /// The condition.
    pub condition: Condition,
}

/// Two sides and how they must compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// Its left side.
    pub left: Measure,
    /// How the sides compare.
    pub op: Op,
    /// What the right side is multiplied with.
    pub factor: f64,
    /// The right side.
    pub right: Operand,
}

/// How two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Op {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

impl Op {
    /// All of them, each with its sign; a sign that another begins with comes after that.
    pub const SIGNS: [(&str, Self); 6] = [
        ("<=", Self::LessOrEqual),
        ("<", Self::Less),
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        (">=", Self::GreaterOrEqual),
        (">", Self::Greater),
    ];

    /// Its words: `must be at least 3`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Less => "under",
            Self::LessOrEqual => "at most",
            Self::Equal => "exactly",
            Self::NotEqual => "other than",
            Self::GreaterOrEqual => "at least",
            Self::Greater => "over",
        }
    }
}

/// The right side of a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// Another figure of the run.
    Measure(Measure),
    /// A number; times in seconds, shares from 0 to 1.
    Number(f64),
}
