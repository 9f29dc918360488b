//! Checks one node: what kind it is, and what nodes do that don't say otherwise.

use super::lead::Draft;
use super::{Problem, Problems, Section, Text, broker, particulars, receiver, sender};
use crate::dice::Dist;
use crate::scenario::preset;
use crate::scenario::{Kind, Link, Node, Part, Work};
use crate::time::Span;

/// What kind of node one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Sender,
    Service,
    Queue,
    Topic,
    Worker,
    Workflow,
}

impl Sort {
    /// All that have names of their own.
    pub const NAMED: [Self; 5] = [Self::Service, Self::Queue, Self::Topic, Self::Worker, Self::Workflow];
    /// Who can be called.
    pub const CALLED: [Self; 2] = [Self::Service, Self::Workflow];
    /// To whom one can hand messages.
    pub const SENT_TO: [Self; 4] = [Self::Queue, Self::Topic, Self::Workflow, Self::Service];

    /// Its word, which is its key too.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Service => "service",
            Self::Queue => "queue",
            Self::Topic => "topic",
            Self::Worker => "worker",
            Self::Workflow => "workflow",
        }
    }

    /// One of it, in a sentence.
    pub fn one(self) -> String {
        format!("a {}", self.word())
    }

    /// What a part is.
    pub const fn of(part: &Part) -> Self {
        match part {
            Part::Sender(_) => Self::Sender,
            Part::Service(_) => Self::Service,
            Part::Queue(_) => Self::Queue,
            Part::Topic(_) => Self::Topic,
            Part::Worker(_) => Self::Worker,
            Part::Workflow(_) => Self::Workflow,
        }
    }
}

/// What nodes do that don't say otherwise, and what kinds of messages they get.
pub struct Defaults {
    work: Work,
    link: Link,
    pub kinds: Vec<Kind>,
}

impl Defaults {
    /// Those of `[work]` and `[network]`.
    pub fn of(file: &Section, kinds: &[Kind]) -> Self {
        let plain = Self {
            work: Work { time: Dist::Constant(Span::from_millis(100)), errors: 0.0 },
            link: Link { latency: Dist::Constant(Span::ZERO), loss: 0.0 },
            kinds: kinds.to_vec(),
        };
        Self {
            work: file.table("work").map_or(plain.work, |section| plain.work(section)),
            link: file.table("network").map_or(plain.link, |section| plain.link(section)),
            kinds: plain.kinds,
        }
    }

    pub fn work(&self, section: &Section) -> Work {
        Work { time: section.spread("time").unwrap_or(self.work.time), errors: section.number("errors").unwrap_or(self.work.errors) }
    }

    fn link(&self, section: &Section) -> Link {
        Link { latency: section.spread("latency").unwrap_or(self.link.latency), loss: section.number("loss").unwrap_or(self.link.loss) }
    }
}

impl Draft<'_> {
    /// The node, without its hop.
    pub fn node(&self, lane: &[Self], defaults: &Defaults, problems: &mut Problems) -> Node {
        let part = match self.sort {
            Sort::Sender => Part::Sender(sender::sender(self.section, lane, problems)),
            Sort::Service => Part::Service(receiver::service(self.section, lane, defaults, problems)),
            Sort::Queue => Part::Queue(broker::queue(self, lane, problems)),
            Sort::Topic => Part::Topic(broker::topic(self.section, lane, defaults, problems)),
            Sort::Worker => Part::Worker(receiver::worker(self.section, lane, defaults, problems)),
            Sort::Workflow => Part::Workflow(receiver::workflow(self.section, lane, problems)),
        };
        // Nothing leads into a sender, so it has no keys for a link.
        let link = if self.sort == Sort::Sender { defaults.link } else { defaults.link(self.section) };
        let preset = self.section.text("preset").and_then(|quote| preset::find(&quote.text));
        let particulars = particulars::particulars(self.section, preset, problems);
        Node { id: Text::name(self.name), preset: preset.map(|preset| preset.name), particulars, hop: 0, link, part }
    }
}

/// Refuses a key that means nothing without another, which is shown by example.
pub fn needs(section: &Section, key: &str, other: &str, example: &str, problems: &mut Problems) {
    if section.has(key) && !section.has(other) {
        let problem = Problem::new(section.key_place(key), format!("`{key}` needs `{other}` beside it"), format!("`{other}` is missing"));
        problems.add(problem.help(format!("add, for example, {example}")));
    }
}
