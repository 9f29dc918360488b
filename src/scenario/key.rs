//! The table of all keys of a scenario file: what the walker takes, and what its messages and the reference say.

mod change;
mod lesson;
mod node;
mod words;

pub use change::*;
pub use lesson::*;
pub use node::*;

use super::{limit, sample};
use crate::time::Span;

/// The keys that belong together, under one header or in one pair of braces.
#[derive(Debug)]
pub struct Table {
    /// Where it stands in a file, as one writes it there.
    pub header: &'static str,
    /// All its keys.
    pub keys: &'static [Key],
}

/// One key.
#[derive(Debug)]
pub struct Key {
    /// What one writes.
    pub name: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What holds if it is left out, in words, which may begin with `needed`; if absent, the key must be given whatever else is.
    pub default: Option<&'static str>,
    /// What it means, in one line.
    pub says: &'static str,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A line or a paragraph.
    Text,
    /// Several of them.
    Texts,
    /// The name of a node of the same lane.
    Node,
    /// The name of a node, or a list of names, in turn; a list in the list is called together where that makes sense.
    Calls,
    /// The name of a preset for this kind of node.
    Preset,
    /// The name of a file beside the scenario.
    File,
    /// What a change sets: `load.rate`, or `lane.node.key`.
    Setting,
    /// Any value: what it must be depends on another key.
    Any,
    /// The words for kinds of messages, with their shares.
    Kinds,
    /// A size in bytes.
    Bytes,
    /// A size in bytes, or how chance spreads it.
    Size,
    /// What a fault hits: a role in every lane, a node's name, or a lane's id, a dot and a node's name.
    Target,
    /// The condition of a claim.
    Condition,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// A whole number.
    Whole {
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
    /// A time.
    Time {
        /// The least.
        least: Span,
        /// The most.
        most: Span,
    },
    /// Several times.
    Times,
    /// A time, or how chance spreads it: see [`SPREADS`].
    Spread,
    /// A rate, up to [`limit::RATE`].
    Rate,
    /// A share from 0 to 1.
    Share,
    /// How many times as much.
    Factor {
        /// The least.
        least: f64,
        /// The most.
        most: f64,
    },
    /// A share, or message numbers.
    Poison,
    /// How much of a fault: a factor or a share, as its kind wants it.
    Amount,
    /// A table of its own.
    Table(&'static Table),
    /// Several tables, in order.
    List(&'static Table),
    /// Several tables, each with a name.
    Named(&'static Table),
}

/// How chance may spread a time: a word, its value by example, and what it means.
pub const SPREADS: &[(&str, &str, &str)] = &[
    ("exponential", "{ exponential = \"80ms\" }", "mostly short, sometimes long, with this mean"),
    ("uniform", "{ uniform = [\"50ms\", \"90ms\"] }", "anything between two times, equally likely"),
    ("lognormal", "{ lognormal = { median = \"80ms\", p99 = \"400ms\" } }", "half below the median, one in 100 above p99"),
    ("erlang", "{ erlang = { shape = 3, mean = \"80ms\" } }", "the sum of so many exponential times: less spread than one of them"),
    (
        "hyperexponential",
        "{ hyperexponential = { mean = \"80ms\", cv = 3 } }",
        "often very short, sometimes very long: the standard deviation is cv times the mean",
    ),
];

const fn must(name: &'static str, kind: Kind, says: &'static str) -> Key {
    Key { name, kind, default: None, says }
}

const fn may(name: &'static str, kind: Kind, default: &'static str, says: &'static str) -> Key {
    Key { name, kind, default: Some(default), says }
}

const ANY_TIME: Kind = Kind::Time { least: Span::ZERO, most: limit::TIME };
const SOME_TIME: Kind = Kind::Time { least: Span(1), most: limit::TIME };

/// The whole file.
pub const FILE: Table = Table {
    header: "the top of the file",
    keys: &[
        must("title", Kind::Text, "what the scenario is called"),
        may("summary", Kind::Text, "empty", "what it shows, in a sentence or two"),
        may("duration", Kind::Time { least: Span(1), most: limit::DURATION }, "60s", "how long it runs, in simulated time"),
        may("warmup", Kind::Time { least: Span::ZERO, most: limit::DURATION }, "0s", "how much of the start the figures leave out"),
        may("seed", Kind::Whole { least: 0, most: u64::MAX }, "1", "where all chance comes from; the same seed gives the same run"),
        may("tags", Kind::Texts, "none", "words to find it by"),
        may("level", Kind::Word(LEVELS), "none", "whom it is for"),
        may("misconception", Kind::Text, "none", "the wrong belief that the lesson is against, as a student would say it"),
        may("load", Kind::Table(&LOAD), "needed: without it nothing arrives", "what arrives, the same for all lanes"),
        may("message", Kind::Table(&MESSAGE), "all alike", "what messages are like"),
        may("work", Kind::Table(&WORK), "100ms for each message", "the work for one message, unless the node says otherwise"),
        may("network", Kind::Table(&NETWORK), "no latency, no loss", "every link, unless the node says otherwise"),
        must("lane", Kind::List(&LANE), "the patterns that run side by side"),
        may("fault", Kind::List(&FAULT), "none", "failures that are put in"),
        may("change", Kind::List(&CHANGE), "none", "settings that change while the run goes on"),
        may("scene", Kind::List(&SCENE), "none", "the steps of the lesson, in order of time"),
        may("claim", Kind::List(&CLAIM), "none", "what the lesson says, checked on every run"),
    ],
};

/// `[load]`.
pub const LOAD: Table = Table {
    header: "[load]",
    keys: &[
        may(
            "arrivals",
            Kind::Word(&["constant", "poisson", "burst"]),
            "constant",
            "how arrivals are spread: evenly, each by chance, or many at once",
        ),
        may("rate", Kind::Rate, "needed, unless another key says when messages arrive", "how many messages arrive"),
        may("count", Kind::Whole { least: 1, most: limit::BOUND }, "no limit", "at most this many messages"),
        may("phases", Kind::List(&PHASE), "none", "how the rate changes; before the first it is `rate`, or 0/s"),
        may("burst", Kind::Table(&BURST), "needed where `arrivals` is \"burst\"", "how many arrive at once, and how often"),
        may("times", Kind::Times, "none", "the instants at which messages arrive, in place of a rate"),
        may("file", Kind::File, "none", "a CSV file beside the scenario: its first column has the instants, in seconds or with a unit"),
        may("think", Kind::Spread, "none", "each caller sends, waits, thinks so long and sends again, in place of a rate"),
    ],
};

/// An entry of `phases`.
pub const PHASE: Table = Table {
    header: "a phase of [load]",
    keys: &[
        must("at", ANY_TIME, "when it begins"),
        must("rate", Kind::Rate, "how many messages arrive from then on"),
        may("ramp", ANY_TIME, "0s", "how long the rate takes to change"),
    ],
};

/// `burst` of `[load]`.
pub const BURST: Table = Table {
    header: "burst",
    keys: &[
        must("size", Kind::Whole { least: 1, most: 1_000_000 }, "how many messages arrive at once"),
        must("every", SOME_TIME, "the time from one burst to the next; the first is at 0s"),
    ],
};

/// `[message]`.
pub const MESSAGE: Table = Table {
    header: "[message]",
    keys: &[
        may("size", Kind::Size, "1KB", "how large a message is; see `max_size`"),
        may("kinds", Kind::Kinds, "none", "kinds of messages with their shares, such as `{ order = 0.7, refund = 0.3 }`"),
        may("groups", Kind::Whole { least: 1, most: 1_000_000 }, "1", "how many groups (ordering keys) there are"),
        may("poison", Kind::Poison, "0%", "the share, or the numbers from 1, of messages that can never be processed"),
    ],
};

/// `[work]`.
pub const WORK: Table = Table {
    header: "[work]",
    keys: &[
        may("time", Kind::Spread, "100ms", "how long one message takes"),
        may("errors", Kind::Share, "0%", "the share that fails after its work"),
    ],
};

/// `[network]`.
pub const NETWORK: Table = Table {
    header: "[network]",
    keys: &[
        may("latency", Kind::Spread, "0s", "how long one crossing takes, one way"),
        may("loss", Kind::Share, "0%", "the share of what crosses that is lost"),
    ],
};

/// `[[lane]]`.
pub const LANE: Table = Table {
    header: "[[lane]]",
    keys: &[
        must("name", Kind::Text, "what it is called; its id is the name in lower case with dashes"),
        may("services", Kind::Text, "those that usually do it so", "for the comparison: the services that the lane stands for"),
        may("use", Kind::Text, "what holds for its style", "for the comparison: when to use it"),
        may(
            "code",
            Kind::Word(sample::IDS),
            "one that fits what the sender does, if there is one",
            "the sample of its sender's code that the view of the code shows, filled with the figures and names of the lane",
        ),
        may("handler", Kind::Word(sample::handler::HANDLERS), "none", "the same for the code of the receiver"),
        must("sender", Kind::Table(&SENDER), "makes the messages"),
        may("service", Kind::Named(&SERVICE), "none", "takes requests and answers them"),
        may("queue", Kind::Named(&QUEUE), "none", "keeps messages until a worker deletes them, or pushes them"),
        may("topic", Kind::Named(&TOPIC), "none", "copies each message to its subscribers"),
        may("worker", Kind::Named(&WORKER), "none", "polls a queue"),
        may("workflow", Kind::Named(&WORKFLOW), "none", "calls services, step by step"),
    ],
};

/// `[[fault]]`.
pub const FAULT: Table = Table {
    header: "[[fault]]",
    keys: &[
        must("at", ANY_TIME, "when it begins"),
        may("for", SOME_TIME, "to the end of the run", "how long it lasts"),
        must("kind", Kind::Word(FAULTS), "what it does"),
        must("on", Kind::Target, "a role in every lane (sender, receiver, broker, network), a node's name, or lane.node"),
        may(
            "amount",
            Kind::Amount,
            "needed by these kinds; the others have none",
            "how much: of slow a factor, of errors, loss and duplicate a share, of throttle a rate, of delay a time",
        ),
    ],
};

/// The kinds of faults.
pub const FAULTS: &[&str] = &["outage", "hang", "slow", "errors", "throttle", "loss", "delay", "duplicate", "crash", "partition"];

/// `[[change]]`.
pub const CHANGE: Table = Table {
    header: "[[change]]",
    keys: &[
        must("at", ANY_TIME, "when it changes"),
        must("set", Kind::Setting, "what changes: load.rate, or lane.node.key such as asynchronous.orders.concurrency"),
        must("to", Kind::Any, "the new value, as the key itself would have it"),
    ],
};

/// Every table, in the order of a file.
pub const TABLES: &[&Table] = &[
    &FILE,
    &LOAD,
    &PHASE,
    &BURST,
    &MESSAGE,
    &WORK,
    &NETWORK,
    &LANE,
    &SENDER,
    &RETRY,
    &BUDGET,
    &CONNECTIONS,
    &POLL,
    &BREAKER,
    &SCALING,
    &SERVICE,
    &QUEUE,
    &ON_ERROR,
    &ON_THROTTLE,
    &AGAIN_PHASE,
    &TOPIC,
    &DELIVER_AGAIN,
    &SUBSCRIBER,
    &WORKER,
    &WORKFLOW,
    &STEP,
    &FAULT,
    &CHANGE,
    &SCENE,
    &ASK,
    &TURN,
    &CLAIM,
];

impl Table {
    /// The key with this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}
