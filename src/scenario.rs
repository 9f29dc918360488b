//! What may be asked: a scenario that has been checked and is legal by construction.

mod check;
mod claim;
mod events;
mod file;
pub mod key;
mod lane;
pub mod limit;
pub mod measure;
mod near;
mod parse;
pub mod problem;
pub mod shipped;
pub mod text;
mod value;
mod written;

use crate::dice::Dist;
use crate::id::{LaneId, NodeId};
use crate::time::{Span, Time};
pub use events::expected_events;
pub use lane::{Jitter, Lane, Link, Node, Part, Queue, Redrive, Retry, Sender, Service, Style, Work, Worker};
use measure::Measure;
pub use parse::parse;
use text::Text;

/// A whole scenario: load, lanes, failures and lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What the scenario is called.
    pub title: Text,
    /// What it shows, in a sentence or two; may be empty.
    pub summary: Text,
    /// Words to find it by.
    pub tags: Vec<Text>,
    /// How long it runs, in simulated time.
    pub duration: Span,
    /// How much of the start the measures leave out.
    pub warmup: Span,
    /// Where all its chance comes from.
    pub seed: u64,
    /// What arrives, the same for all lanes.
    pub load: Load,
    /// Which messages can never be processed.
    pub poison: Poison,
    /// The patterns that run side by side, 1 to [`limit::LANES`].
    pub lanes: Vec<Lane>,
    /// The failures that are put in.
    pub faults: Vec<Fault>,
    /// The steps of the lesson, in order of time.
    pub scenes: Vec<Scene>,
    /// What the lesson says, to be checked by running it.
    pub claims: Vec<Claim>,
}

/// What arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// When messages are born.
    pub demand: Demand,
    /// At most this many messages.
    pub count: Option<u32>,
}

/// When messages are born.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    /// An open load, by its rate over time.
    Rate {
        /// How births are spread.
        arrivals: Arrivals,
        /// The rate over time: in order, the first at the start of the run.
        phases: Vec<Phase>,
    },
    /// Recorded instants, in order of time.
    Times(Vec<Time>),
    /// A closed loop: each caller sends, waits, thinks so long, and sends again.
    Think(Dist),
}

/// How births are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrivals {
    /// Evenly, the first at the first instant with a rate.
    Constant,
    /// Independently of each other.
    Poisson,
}

/// A stretch of time with a rate of its own, up to the next phase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phase {
    /// When it begins.
    pub at: Time,
    /// How long the rate takes to change from that of the phase before.
    pub ramp: Span,
    /// Messages per second.
    pub rate: f64,
}

/// Which messages can never be processed.
#[derive(Clone, Debug, PartialEq)]
pub enum Poison {
    /// Each with this probability.
    Share(f64),
    /// These, by number from 1, in order.
    Numbers(Vec<u32>),
}

/// A failure that is put in.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// When it begins.
    pub at: Time,
    /// When it is over.
    pub until: Time,
    /// What it does.
    pub kind: FaultKind,
    /// What it hits, as the file says it.
    pub on: Text,
    /// What it hits, in every lane.
    pub targets: Vec<Target>,
}

/// What a fault does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// Refuses at once; work in hand is lost.
    Outage,
    /// Silence; what was accepted is never answered.
    Hang,
    /// Work takes this many times as long.
    Slow(f64),
    /// This share fails after its work.
    Errors(f64),
}

impl FaultKind {
    /// The word of the scenario language for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outage => "outage",
            Self::Hang => "hang",
            Self::Slow(_) => "slow",
            Self::Errors(_) => "errors",
        }
    }
}

/// A place that a fault hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The lane.
    pub lane: LaneId,
    /// The node, or the node that the link leads into.
    pub node: NodeId,
    /// Whether it is the link that is hit.
    pub link: bool,
}

/// A step of the lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// When it begins.
    pub at: Time,
    /// Its name on the timeline.
    pub title: Text,
    /// Its caption.
    pub say: Text,
    /// The speed from here on, in simulated seconds for each second of the wall clock.
    pub speed: Option<f64>,
    /// Whether the run waits here for the user.
    pub pause: bool,
}

/// A sentence of the lesson with the condition that makes it true.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub say: Text,
    /// The condition as the file gives it.
    pub that: Text,
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

/// The right side of a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// Another figure of the run.
    Measure(Measure),
    /// A number; times in seconds, shares from 0 to 1.
    Number(f64),
}

impl Scenario {
    /// The lane with this id.
    #[must_use]
    pub fn lane(&self, id: LaneId) -> &Lane {
        &self.lanes[id.index()]
    }

    /// The instant at which the run is cut.
    #[must_use]
    pub fn end(&self) -> Time {
        Time::START + self.duration
    }

    /// All lanes with their ids.
    pub fn lane_ids(&self) -> impl Iterator<Item = (LaneId, &Lane)> {
        (0..).map(LaneId).zip(&self.lanes)
    }
}
