//! What may be asked: a scenario that has been checked and is legal by construction.

mod check;
mod claim;
mod events;
mod file;
pub mod key;
pub mod knob;
mod lane;
mod lesson;
pub mod limit;
pub mod measure;
pub(crate) mod near;
mod parse;
mod places;
pub mod preset;
pub mod problem;
pub mod quiz;
pub mod sample;
pub mod shipped;
pub mod starter;
pub mod text;
mod tree;
pub mod value;
mod written;

use crate::dice::Dist;
use crate::id::{LaneId, NodeId};
use crate::time::{Span, Time};
pub use events::expected_events;
pub use lane::*;
pub use lesson::*;
pub use parse::{Asked, Checked, Original, parse, places, read};
pub use places::{Places, ScenePlaces};
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
    /// Whom it is for, if the file says so.
    pub level: Option<&'static str>,
    /// The wrong belief that the lesson is against; may be empty.
    pub misconception: Text,
    /// How long it runs, in simulated time.
    pub duration: Span,
    /// How much of the start the measures leave out.
    pub warmup: Span,
    /// Where all its chance comes from.
    pub seed: u64,
    /// What arrives, the same for all lanes.
    pub load: Load,
    /// What messages are like.
    pub messages: Messages,
    /// The patterns that run side by side, 1 to [`limit::LANES`].
    pub lanes: Vec<Lane>,
    /// The failures that are put in.
    pub faults: Vec<Fault>,
    /// The settings that change while the run goes on, in the order of the file.
    pub changes: Vec<Change>,
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
    /// So many at once, again and again, the first at the start.
    Bursts {
        /// How many at once.
        size: u32,
        /// From one burst to the next.
        every: Span,
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

/// What messages are like.
#[derive(Clone, Debug, PartialEq)]
pub struct Messages {
    /// How large they are.
    pub size: Size,
    /// Their kinds; none if there is nothing to tell apart.
    pub kinds: Vec<Kind>,
    /// How many groups (ordering keys) there are, at least 1; each message belongs to one of them, all equally likely.
    pub groups: u32,
    /// Which can never be processed.
    pub poison: Poison,
}

/// How large messages are, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// All the same.
    Constant(u64),
    /// Anything from the first to the second, equally likely.
    Uniform(u64, u64),
}

/// A kind of messages.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Its name.
    pub name: Text,
    /// The share of all messages that are of it; the shares of all kinds add up to 1.
    pub share: f64,
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

/// What a fault does to what it hits; `docs/model.md` has the table kind by node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// Refuses at once; work in hand is lost.
    Outage,
    /// Silence; what was accepted is never answered.
    Hang,
    /// What it does takes this many times as long.
    Slow(f64),
    /// This share fails after its work.
    Errors(f64),
    /// What comes faster than this many a second is refused.
    Throttle(f64),
    /// This share of what crosses the link is lost.
    Loss(f64),
    /// What crosses the link takes so much longer.
    Delay(Span),
    /// This share of what crosses the link arrives twice.
    Duplicate(f64),
    /// An outage that takes with it what is in memory.
    Crash,
    /// Nothing crosses the link.
    Partition,
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
            Self::Throttle(_) => "throttle",
            Self::Loss(_) => "loss",
            Self::Delay(_) => "delay",
            Self::Duplicate(_) => "duplicate",
            Self::Crash => "crash",
            Self::Partition => "partition",
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

/// A setting that changes while the run goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// When.
    pub at: Time,
    /// What is set, as the file says it.
    pub set: Text,
    /// What it is set to, as the file says it.
    pub to: Text,
    /// The nodes whose setting it is.
    pub targets: Vec<(LaneId, NodeId)>,
    /// The setting with its new value.
    pub setting: Setting,
}

/// A setting of a node that may change while the run goes on, with its new value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// How many callers a sender has.
    Callers(u32),
    /// How many slots a service or a worker has.
    Concurrency(u32),
    /// How many messages or requests may wait at a sender or a service.
    Backlog(u32),
    /// How many messages a queue holds.
    Capacity(u32),
    /// How long an attempt of a sender, or the work of a service, may take.
    Timeout(Span),
    /// How many attempts a sender makes, the first included.
    Attempts(u16),
    /// How long callers think.
    Think(Dist),
    /// How long work takes.
    Time(Dist),
    /// The share of work that fails.
    Errors(f64),
    /// How long a crossing of the link into the node takes.
    Latency(Dist),
    /// The share of what crosses it that is lost.
    Loss(f64),
    /// How long a received message stays invisible.
    VisibilityTimeout(Span),
    /// How long a new message stays invisible.
    Delay(Dist),
    /// How often a message may be received.
    MaxReceives(u16),
    /// The most messages that one poll of a worker brings.
    Batch(u16),
    /// How long a poll waits.
    Wait(Span),
    /// The pause after a poll that brought nothing.
    Interval(Span),
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
