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
    ("hyperexponential", "{ hyperexponential = { mean = \"80ms\", cv = 3 } }", "often very short, sometimes very long: the standard deviation is cv times the mean"),
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
const TOKENS: Kind = Kind::Whole { least: 0, most: 1_000_000 };
const FACTOR: Kind = Kind::Factor { least: 1.0, most: 1_000.0 };
const JITTER: Kind = Kind::Word(&["none", "equal", "full", "decorrelated"]);

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
        may("arrivals", Kind::Word(&["constant", "poisson", "burst"]), "constant", "evenly, independently of each other, or many at once"),
        may("rate", Kind::Rate, "none", "how many messages arrive"),
        may("count", Kind::Whole { least: 1, most: limit::BOUND }, "no limit", "at most this many messages"),
        may("phases", Kind::List(&PHASE), "none", "how the rate changes; before the first it is `rate`, or 0/s"),
        may("burst", Kind::Table(&BURST), "none", "how many arrive at once, and how often, where `arrivals` is burst"),
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
        may("kinds", Kind::Kinds, "none", "kinds of messages with their shares, such as { order = 0.7, refund = 0.3 }"),
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
        must("sender", Kind::Table(&SENDER), "makes the messages"),
        may("service", Kind::Named(&SERVICE), "none", "takes requests and answers them"),
        may("queue", Kind::Named(&QUEUE), "none", "keeps messages until a worker deletes them, or pushes them"),
        may("topic", Kind::Named(&TOPIC), "none", "copies each message to its subscribers"),
        may("worker", Kind::Named(&WORKER), "none", "polls a queue"),
        may("workflow", Kind::Named(&WORKFLOW), "none", "calls services, step by step"),
    ],
};

const PRESET: Key = may("preset", Kind::Preset, "none", "fills in what is not given here; `inflight list --presets` lists them");
const LATENCY: Key = may("latency", Kind::Spread, "that of [network]", "how long one crossing of the link into it takes, one way");
const LOSS: Key = may("loss", Kind::Share, "that of [network]", "the share of what crosses the link into it that is lost");
const TIME: Key = may("time", Kind::Spread, "that of [work]", "how long one message takes here");
const ERRORS: Key = may("errors", Kind::Share, "that of [work]", "the share that fails here after its work");
const THROTTLE: Key = may("throttle", Kind::Rate, "none", "how many requests it takes in a second; beyond it they are refused");
const BURST_SIZE: Key =
    may("burst", Kind::Whole { least: 1, most: limit::BOUND }, "what `throttle` gives in a second", "how many requests may come at once");
const MAX_SIZE: Key = may("max_size", Kind::Bytes, "no limit", "the largest message that it takes; a larger one is refused");
const SCALE: Key = may("scale", Kind::Table(&SCALING), "all slots at once", "how fast it comes to use more slots");

/// `[lane.sender]`.
pub const SENDER: Table = Table {
    header: "[lane.sender]",
    keys: &[
        PRESET,
        may("calls", Kind::Calls, "then it sends", "the service or workflow that it calls and waits for; a list: one after the other"),
        may("sends", Kind::Node, "then it calls", "the queue, topic, workflow or service that it hands its messages to"),
        may("ack", Kind::Flag, "true", "whether it waits until what it sends has been accepted"),
        may("callers", Kind::Whole { least: 1, most: limit::CALLERS }, "1", "how many callers (threads) it has"),
        may("backlog", BOUND, "no limit", "how many messages may wait for a free caller; beyond it they are rejected"),
        may("timeout", SOME_TIME, "none: it waits for ever", "how long one attempt waits"),
        may("retry", Kind::Table(&RETRY), "no retry", "what it does after an attempt that failed"),
        may("budget", Kind::Table(&BUDGET), "no limit", "the retry quota of the whole sender, in tokens"),
        may("connections", Kind::Table(&CONNECTIONS), "no limit", "a pool of connections; waiting for one blocks the caller"),
        may("poll", Kind::Table(&POLL), "it doesn't ask", "how it asks for the result of a message that was accepted"),
        may("breaker", Kind::Table(&BREAKER), "none", "a circuit breaker"),
    ],
};

/// `retry` of a sender or of a step.
pub const RETRY: Table = Table {
    header: "retry",
    keys: &[
        may("attempts", ATTEMPTS, "3", "how many attempts there are, the first included"),
        may("backoff", ANY_TIME, "100ms", "the wait before the second attempt"),
        may("throttled", ANY_TIME, "that of `backoff`", "the wait before the second attempt where the first was throttled"),
        may("factor", FACTOR, "2", "how many times as long each further wait is"),
        may("cap", ANY_TIME, "20s", "the longest wait"),
        may("jitter", JITTER, "full", "how chance spreads the wait"),
    ],
};

/// `budget` of a sender.
pub const BUDGET: Table = Table {
    header: "budget",
    keys: &[
        may("size", TOKENS, "500", "how many tokens there are at first and at the most"),
        may("retry", TOKENS, "14", "what a retry after an error costs"),
        may("throttled", TOKENS, "5", "what a retry after a throttle costs"),
        may("timeout", TOKENS, "14", "what a retry after a timeout costs"),
        may("success", TOKENS, "1", "what a success gives back; one after retries gives back what the last of them cost"),
    ],
};

/// `connections` of a sender.
pub const CONNECTIONS: Table = Table {
    header: "connections",
    keys: &[
        must("limit", Kind::Whole { least: 1, most: limit::CALLERS }, "how many connections there are"),
        may("wait", ANY_TIME, "for ever", "how long a caller waits for one before its attempt fails"),
    ],
};

/// `poll` of a sender.
pub const POLL: Table = Table {
    header: "poll",
    keys: &[
        must("every", SOME_TIME, "the time from one question to the next"),
        may("limit", SOME_TIME, "to the end of the run", "how long it asks at the most"),
        may("blocks", Kind::Flag, "false", "whether the caller stands still until it has the result"),
    ],
};

/// `breaker` of a sender.
pub const BREAKER: Table = Table {
    header: "breaker",
    keys: &[
        may("failures", Kind::Whole { least: 1, most: 1_000_000 }, "5", "how many failures in a row open it"),
        may("open", SOME_TIME, "10s", "how long nothing is sent before one attempt tries again"),
    ],
};

/// `scale` of a service or a worker.
pub const SCALING: Table = Table {
    header: "scale",
    keys: &[
        must("start", SLOTS, "how many slots there are at first"),
        must("add", SLOTS, "how many more there may be"),
        must("every", SOME_TIME, "in how long; they come evenly"),
    ],
};

/// `[lane.service.NAME]`.
pub const SERVICE: Table = Table {
    header: "[lane.service.NAME]",
    keys: &[
        PRESET,
        may("concurrency", SLOTS, "1", "how many requests it works on at once"),
        SCALE,
        may("backlog", BOUND, "no limit", "how many requests may wait; 0 refuses at once"),
        may("calls", Kind::Calls, "none", "further services that it calls after its own work, while the slot is held; [[\"a\", \"b\"]] together"),
        may("sends", Kind::Node, "none", "where it hands the message to after that, before it answers"),
        may("timeout", SOME_TIME, "none", "its own limit: beyond it the caller gets an error, and what it called goes on"),
        THROTTLE,
        BURST_SIZE,
        may("cold_start", Kind::Spread, "none", "how much longer the first request of a slot takes"),
        may("keep_warm", SOME_TIME, "for ever", "after which rest a slot is cold again"),
        may("after_answer", Kind::Spread, "none", "how long work takes that goes on after the answer"),
        may("frozen", Kind::Flag, "false", "whether that work goes on only while the slot works on a later request"),
        MAX_SIZE,
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
        PRESET,
        may("order", Kind::Word(&["standard", "fifo"]), "standard", "whether the order within a group is kept; then a group with a message in flight waits"),
        may("visibility_timeout", SOME_TIME, "30s", "how long a received message stays invisible"),
        may("delay", Kind::Spread, "0s", "how long a new message stays invisible"),
        may("retention", SOME_TIME, "no limit", "how old a message may become; then it expires"),
        may("capacity", Kind::Whole { least: 1, most: limit::BOUND }, "no limit", "how many messages it holds at the most"),
        may("full", Kind::Word(&["reject", "block", "drop-oldest"]), "reject", "what becomes of a message that comes when it is full"),
        may("in_flight", Kind::Whole { least: 1, most: limit::BOUND }, "no limit", "how many messages may be in flight"),
        may("max_receives", ATTEMPTS, "no limit", "how often a message may be received before it goes to `dead_letter`"),
        may("dead_letter", Kind::Node, "none", "the queue for messages that were received too often, or could not be pushed"),
        may("deduplication", SOME_TIME, "none", "how long a message that was sent is remembered, and not taken in again"),
        may("duplicates", Kind::Share, "0%", "the share of messages that it stores twice"),
        may("push", Kind::Node, "none: workers poll", "the service or workflow that it pushes its messages to by itself"),
        may("timeout", SOME_TIME, "none: it waits for ever", "how long a push waits for its answer"),
        may("on_error", Kind::Table(&AGAIN), "no retry", "what it does after a push that failed"),
        may("on_throttle", Kind::Table(&AGAIN), "that of `on_error`", "what it does after a push that was refused for want of room"),
        may("max_age", SOME_TIME, "no limit", "how old a message may become that is pushed"),
        MAX_SIZE,
        LATENCY,
        LOSS,
    ],
};

/// `on_error` and `on_throttle` of a queue, and `retry` of a subscriber.
pub const AGAIN: Table = Table {
    header: "on_error",
    keys: &[
        may("waits", Kind::Times, "none", "the wait before each further try, one by one"),
        may("backoff", ANY_TIME, "none", "the wait before the second try, in place of `waits`"),
        may("factor", FACTOR, "2", "how many times as long each further wait is"),
        may("cap", ANY_TIME, "5min", "the longest wait"),
        may("jitter", JITTER, "none", "how chance spreads a wait"),
        may("retries", Kind::Whole { least: 1, most: limit::BOUND }, "no limit", "how many further tries there are"),
        may("phases", Kind::List(&AGAIN_PHASE), "none", "stages of tries one after the other, in place of all other keys"),
    ],
};

/// An entry of `phases` of a redelivery.
pub const AGAIN_PHASE: Table = Table {
    header: "a phase of retry",
    keys: &[
        must("times", Kind::Whole { least: 1, most: limit::BOUND }, "how many tries"),
        must("wait", ANY_TIME, "the wait before the first of them"),
        may("to", ANY_TIME, "that of `wait`", "the wait before the last of them; those between grow evenly by a factor"),
    ],
};

/// `[lane.topic.NAME]`.
pub const TOPIC: Table = Table {
    header: "[lane.topic.NAME]",
    keys: &[
        PRESET,
        must("subscribers", Kind::Named(&SUBSCRIBER), "who gets copies: queues, services or workflows"),
        may("retry", Kind::Table(&AGAIN), "no retry", "what it does after a delivery that failed, unless the subscriber says otherwise"),
        MAX_SIZE,
        LATENCY,
        LOSS,
    ],
};

/// An entry of `subscribers`.
pub const SUBSCRIBER: Table = Table {
    header: "a subscriber",
    keys: &[
        may("kinds", Kind::Texts, "all", "the kinds of messages that it gets"),
        may("timeout", SOME_TIME, "none: it waits for ever", "how long a delivery waits for its answer"),
        may("retry", Kind::Table(&AGAIN), "that of the topic", "what the topic does after a delivery that failed"),
        may("dead_letter", Kind::Node, "none", "the queue for what could not be delivered"),
    ],
};

/// `[lane.worker.NAME]`.
pub const WORKER: Table = Table {
    header: "[lane.worker.NAME]",
    keys: &[
        PRESET,
        must("polls", Kind::Node, "the queue that it takes messages from"),
        may("concurrency", SLOTS, "1", "how many slots poll and work, each on its own"),
        SCALE,
        may("batch", Kind::Whole { least: 1, most: limit::BATCH }, "1", "the most messages that one poll brings"),
        may("window", ANY_TIME, "0s", "how long a slot gathers messages for a batch before it begins with fewer"),
        may("wait", ANY_TIME, "20s", "how long a poll waits for a first message"),
        may("interval", ANY_TIME, "0s, but 1s where `wait` is 0s", "the pause after a poll that brought nothing"),
        may("idempotent", Kind::Flag, "false", "whether a message that was done already costs nothing"),
        may("calls", Kind::Calls, "none", "services that it calls as part of its work; [[\"a\", \"b\"]] together"),
        may("sends", Kind::Node, "none", "where it hands the message to when its work is done: the next hop"),
        may("report_failures", Kind::Flag, "false", "whether of a batch only what failed comes back"),
        may("batch_fails", Kind::Flag, "false", "whether one failure brings the whole batch back"),
        TIME,
        ERRORS,
        LATENCY,
        LOSS,
    ],
};

/// `[lane.workflow.NAME]`.
pub const WORKFLOW: Table = Table {
    header: "[lane.workflow.NAME]",
    keys: &[
        PRESET,
        must("steps", Kind::List(&STEP), "what it does, in order"),
        may("timeout", SOME_TIME, "none", "how long an execution may take"),
        may("idempotent", Kind::Flag, "false", "whether a message that runs already, or is done, starts no second execution"),
        may("retry", Kind::Table(&RETRY), "no retry", "what it does after a step that failed, unless the step says otherwise"),
        THROTTLE,
        BURST_SIZE,
        MAX_SIZE,
        LATENCY,
        LOSS,
    ],
};

/// An entry of `steps`.
pub const STEP: Table = Table {
    header: "a step",
    keys: &[
        must("call", Kind::Node, "the service that it calls"),
        may("timeout", SOME_TIME, "none: it waits for ever", "how long one attempt waits"),
        may("retry", Kind::Table(&RETRY), "that of the workflow", "what it does after an attempt that failed"),
        may("catch", Kind::Node, "none", "the service that is called when all attempts have failed; the execution has failed all the same"),
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
        may("amount", Kind::Amount, "none; some kinds need it", "slow: a factor; errors, loss, duplicate: a share; throttle: a rate; delay: a time"),
    ],
};

/// The kinds of faults.
pub const FAULTS: &[&str] =
    &["outage", "hang", "slow", "errors", "throttle", "loss", "delay", "duplicate", "crash", "partition"];

/// `[[change]]`.
pub const CHANGE: Table = Table {
    header: "[[change]]",
    keys: &[
        must("at", ANY_TIME, "when it changes"),
        must("set", Kind::Setting, "what changes: load.rate, or lane.node.key such as asynchronous.orders.concurrency"),
        must("to", Kind::Any, "the new value, as the key itself would have it"),
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
pub const TABLES: &[&Table] = &[
    &FILE, &LOAD, &PHASE, &BURST, &MESSAGE, &WORK, &NETWORK, &LANE, &SENDER, &RETRY, &BUDGET, &CONNECTIONS, &POLL, &BREAKER, &SCALING, &SERVICE,
    &QUEUE, &AGAIN, &AGAIN_PHASE, &TOPIC, &SUBSCRIBER, &WORKER, &WORKFLOW, &STEP, &FAULT, &CHANGE, &SCENE, &CLAIM,
];

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
            Self::Amount => "a factor such as \"10x\", a share such as \"20%\", a rate such as \"5/s\" or a time such as \"2s\"".to_owned(),
            Self::Calls => "the name of a node, or a list of names such as [\"stock\", \"mail\"]".to_owned(),
            Self::Preset => "the name of a preset, in quotes".to_owned(),
            Self::File => "the name of a file, in quotes".to_owned(),
            Self::Setting => "load.rate, or a lane, a node and a key with dots between, in quotes".to_owned(),
            Self::Any => "a value".to_owned(),
            Self::Kinds => "kinds with their shares such as { order = 0.7, refund = 0.3 }".to_owned(),
            Self::Bytes => "a size such as \"256KB\"".to_owned(),
            Self::Size => "a size such as \"2KB\" or { uniform = [\"1KB\", \"300KB\"] }".to_owned(),
            Self::Table(table) if table.header.starts_with('[') => format!("a table, {}", table.header),
            Self::Table(_) => "a table in braces".to_owned(),
            Self::List(table) if table.header.starts_with('[') => format!("one {} or more", table.header),
            Self::List(_) => "a list of tables in braces".to_owned(),
            Self::Named(table) => format!("a table with a name, {}", table.header),
        }
    }
}
