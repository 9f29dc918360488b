//! The table of all keys of a scenario file: what the walker takes, and what its messages and the reference say.

use super::limit;
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
    /// What it means to leave it out, in words; such a key must be given if absent.
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
];

const fn must(name: &'static str, kind: Kind, says: &'static str) -> Key {
    Key { name, kind, default: None, says }
}

const fn may(name: &'static str, kind: Kind, default: &'static str, says: &'static str) -> Key {
    Key { name, kind, default: Some(default), says }
}

const ANY_TIME: Kind = Kind::Time { least: Span::ZERO, most: limit::TIME };
const SOME_TIME: Kind = Kind::Time { least: Span(1), most: limit::TIME };
const BOUND: Kind = Kind::Whole { least: 0, most: limit::BOUND };
const SLOTS: Kind = Kind::Whole { least: 1, most: limit::SLOTS };
const ATTEMPTS: Kind = Kind::Whole { least: 1, most: limit::ATTEMPTS };

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
        may("load", Kind::Table(&LOAD), "but something must arrive", "what arrives, the same for all lanes"),
        may("message", Kind::Table(&MESSAGE), "no poison", "what messages are like"),
        may("work", Kind::Table(&WORK), "100ms for each message", "the work for one message, unless the node says otherwise"),
        may("network", Kind::Table(&NETWORK), "no latency, no loss", "every link, unless the node says otherwise"),
        must("lane", Kind::List(&LANE), "the patterns that run side by side"),
        may("fault", Kind::List(&FAULT), "none", "failures that are put in"),
        may("scene", Kind::List(&SCENE), "none", "the steps of the lesson, in order of time"),
        may("claim", Kind::List(&CLAIM), "none", "what the lesson says, checked on every run"),
    ],
};

/// `[load]`.
pub const LOAD: Table = Table {
    header: "[load]",
    keys: &[
        may("arrivals", Kind::Word(&["constant", "poisson"]), "constant", "evenly, or independently of each other"),
        may("rate", Kind::Rate, "none", "how many messages arrive"),
        may("count", Kind::Whole { least: 1, most: limit::BOUND }, "no limit", "at most this many messages"),
        may("phases", Kind::List(&PHASE), "none", "how the rate changes; before the first it is `rate`, or 0/s"),
        may("times", Kind::Times, "none", "the instants at which messages arrive, in place of a rate"),
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

/// `[message]`.
pub const MESSAGE: Table = Table {
    header: "[message]",
    keys: &[may("poison", Kind::Poison, "0%", "the share, or the numbers from 1, of messages that can never be processed")],
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
        must("sender", Kind::Table(&SENDER), "makes the messages"),
        may("service", Kind::Named(&SERVICE), "none", "takes requests and answers them"),
        may("queue", Kind::Named(&QUEUE), "none", "keeps messages until a worker deletes them"),
        may("worker", Kind::Named(&WORKER), "none", "polls a queue"),
    ],
};

/// `[lane.sender]`.
pub const SENDER: Table = Table {
    header: "[lane.sender]",
    keys: &[
        may("calls", Kind::Node, "then it sends", "the service that it calls and waits for"),
        may("sends", Kind::Node, "then it calls", "the queue that it hands its messages to"),
        may("callers", Kind::Whole { least: 1, most: limit::CALLERS }, "1", "how many callers (threads) it has"),
        may("backlog", BOUND, "no limit", "how many messages may wait for a free caller; beyond it they are rejected"),
        may("timeout", SOME_TIME, "none: it waits for ever", "how long one attempt waits"),
        may("retry", Kind::Table(&RETRY), "no retry", "what it does after an attempt that failed"),
    ],
};

/// `retry` of a sender.
pub const RETRY: Table = Table {
    header: "retry",
    keys: &[
        may("attempts", ATTEMPTS, "3", "how many attempts there are, the first included"),
        may("backoff", ANY_TIME, "100ms", "the wait before the second attempt"),
        may("factor", Kind::Factor { least: 1.0, most: 1_000.0 }, "2", "how many times as long each further wait is"),
        may("cap", ANY_TIME, "20s", "the longest wait"),
        may("jitter", Kind::Word(&["none", "equal", "full", "decorrelated"]), "full", "how chance spreads the wait"),
    ],
};

const LATENCY: Key = may("latency", Kind::Spread, "that of [network]", "how long one crossing of the link into it takes, one way");
const LOSS: Key = may("loss", Kind::Share, "that of [network]", "the share of what crosses the link into it that is lost");
const TIME: Key = may("time", Kind::Spread, "that of [work]", "how long one message takes here");
const ERRORS: Key = may("errors", Kind::Share, "that of [work]", "the share that fails here after its work");

/// `[lane.service.NAME]`.
pub const SERVICE: Table = Table {
    header: "[lane.service.NAME]",
    keys: &[
        may("concurrency", SLOTS, "1", "how many requests it works on at once"),
        may("backlog", BOUND, "no limit", "how many requests may wait; 0 refuses at once"),
        TIME,
        ERRORS,
        LATENCY,
        LOSS,
    ],
};

/// `[lane.queue.NAME]`.
pub const QUEUE: Table = Table {
    header: "[lane.queue.NAME]",
    keys: &[
        may("visibility_timeout", SOME_TIME, "30s", "how long a received message stays invisible"),
        may("max_receives", ATTEMPTS, "no limit", "how often a message may be received before it goes to `dead_letter`"),
        may("dead_letter", Kind::Node, "none", "the queue for messages that were received too often"),
        LATENCY,
        LOSS,
    ],
};

/// `[lane.worker.NAME]`.
pub const WORKER: Table = Table {
    header: "[lane.worker.NAME]",
    keys: &[
        must("polls", Kind::Node, "the queue that it takes messages from"),
        may("concurrency", SLOTS, "1", "how many slots poll and work, each on its own"),
        may("batch", Kind::Whole { least: 1, most: limit::BATCH }, "1", "the most messages that one poll brings"),
        may("wait", ANY_TIME, "20s", "how long a poll waits for a first message"),
        may("interval", ANY_TIME, "0s, but 1s where `wait` is 0s", "the pause after a poll that brought nothing"),
        TIME,
        ERRORS,
        LATENCY,
        LOSS,
    ],
};

/// `[[fault]]`.
pub const FAULT: Table = Table {
    header: "[[fault]]",
    keys: &[
        must("at", ANY_TIME, "when it begins"),
        may("for", SOME_TIME, "to the end of the run", "how long it lasts"),
        must("kind", Kind::Word(&["outage", "hang", "slow", "errors"]), "what it does"),
        must("on", Kind::Target, "a role in every lane (sender, receiver, broker, network), a node's name, or lane.node"),
        may("amount", Kind::Amount, "none; slow and errors need it", "slow: how many times as long; errors: the share that fails"),
    ],
};

/// `[[scene]]`.
pub const SCENE: Table = Table {
    header: "[[scene]]",
    keys: &[
        must("at", ANY_TIME, "when it begins"),
        may("title", Kind::Text, "empty", "its name on the timeline"),
        may("say", Kind::Text, "empty", "its caption, a few plain sentences"),
        may("speed", Kind::Factor { least: 0.001, most: 1_000.0 }, "as before", "simulated seconds for each second of the wall clock"),
        may("pause", Kind::Flag, "false", "whether the run waits here for you"),
    ],
};

/// `[[claim]]`.
pub const CLAIM: Table = Table {
    header: "[[claim]]",
    keys: &[
        must("say", Kind::Text, "the sentence"),
        must("that", Kind::Condition, "the condition that makes it true, such as `asynchronous.lost == 0`"),
    ],
};

/// Every table, in the order of a file.
pub const TABLES: &[&Table] =
    &[&FILE, &LOAD, &PHASE, &MESSAGE, &WORK, &NETWORK, &LANE, &SENDER, &RETRY, &SERVICE, &QUEUE, &WORKER, &FAULT, &SCENE, &CLAIM];

impl Table {
    /// The key with this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Kind {
    /// What a value should be, by example.
    #[must_use]
    pub fn expected(&self) -> String {
        match self {
            Self::Text => "text in quotes".to_owned(),
            Self::Texts => "a list of words such as [\"retries\", \"lambda\"]".to_owned(),
            Self::Node => "the name of a node, in quotes".to_owned(),
            Self::Target => "the name of a role or a node, in quotes".to_owned(),
            Self::Condition => "a condition in quotes, such as \"synchronous.lost == 0\"".to_owned(),
            Self::Word(words) => format!("one of {}", words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")),
            Self::Flag => "true or false".to_owned(),
            Self::Whole { .. } => "a whole number such as 8".to_owned(),
            Self::Time { .. } => "a time such as \"250ms\"".to_owned(),
            Self::Times => "a list of times such as [\"0s\", \"1.2s\"]".to_owned(),
            Self::Spread => "a time such as \"250ms\" or { exponential = \"250ms\" }".to_owned(),
            Self::Rate => "a rate such as \"20/s\"".to_owned(),
            Self::Share => "a share such as \"5%\" or 0.05".to_owned(),
            Self::Factor { .. } => "a factor such as \"2x\" or 2".to_owned(),
            Self::Poison => "a share such as \"5%\", or a list of message numbers such as [3, 7]".to_owned(),
            Self::Amount => "a factor such as \"10x\" or a share such as \"20%\"".to_owned(),
            Self::Table(table) if table.header.starts_with('[') => format!("a table, {}", table.header),
            Self::Table(_) => "a table in braces".to_owned(),
            Self::List(table) if table.header.starts_with('[') => format!("one {} or more", table.header),
            Self::List(_) => "a list of tables in braces".to_owned(),
            Self::Named(table) => format!("a table with a name, {}", table.header),
        }
    }
}
