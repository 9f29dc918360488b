//! The tables of keys of the parts of a lane.

use super::{ANY_TIME, Key, Kind, SOME_TIME, Table, may, must};
use crate::scenario::limit;

const BOUND: Kind = Kind::Whole { least: 0, most: limit::BOUND };
const SLOTS: Kind = Kind::Whole { least: 1, most: limit::SLOTS };
const ATTEMPTS: Kind = Kind::Whole { least: 1, most: limit::ATTEMPTS };
const TOKENS: Kind = Kind::Whole { least: 0, most: 1_000_000 };
const FACTOR: Kind = Kind::Factor { least: 1.0, most: 1_000.0 };
const JITTER: Kind = Kind::Word(&["none", "equal", "full", "decorrelated"]);

const PRESET: Key = may("preset", Kind::Preset, "none", "fills in what is not given here; `inflight list --presets` lists them");
const LATENCY: Key = may("latency", Kind::Spread, "that of `[network]`", "how long one crossing of the link into it takes, one way");
const LOSS: Key = may("loss", Kind::Share, "that of `[network]`", "the share of what crosses the link into it that is lost");
const TIME: Key = may("time", Kind::Spread, "that of `[work]`", "how long one message takes here");
const ERRORS: Key = may("errors", Kind::Share, "that of `[work]`", "the share that fails here after its work");
const THROTTLE: Key = may("throttle", Kind::Rate, "none", "how fast requests may come; beyond it they are refused");
const BURST_SIZE: Key =
    may("burst", Kind::Whole { least: 1, most: limit::BOUND }, "what `throttle` gives in a second", "how many requests may come at once");
const MAX_SIZE: Key = may("max_size", Kind::Bytes, "no limit", "the largest message that it takes; a larger one is refused");
const SCALE: Key = may("scale", Kind::Table(&SCALING), "all slots at once", "how fast it comes to use more slots");

/// `[lane.sender]`.
pub const SENDER: Table = Table {
    header: "[lane.sender]",
    keys: &[
        PRESET,
        may(
            "calls",
            Kind::Calls,
            "needed, unless `sends` is given",
            "the service or workflow that it calls and waits for; a list: one after the other",
        ),
        may("sends", Kind::Node, "needed, unless `calls` is given", "the queue, topic, workflow or service that it hands its messages to"),
        may("ack", Kind::Flag, "true", "whether it waits until what it sends has been accepted"),
        may("callers", Kind::Whole { least: 1, most: limit::CALLERS }, "1", "how many callers (threads) it has"),
        may("backlog", BOUND, "no limit", "how many messages may wait for a free caller; beyond it they are rejected"),
        may("timeout", SOME_TIME, "for ever", "how long one attempt waits"),
        may("retry", Kind::Table(&RETRY), "no retry", "what it does after an attempt that failed"),
        may("budget", Kind::Table(&BUDGET), "no limit", "the retry quota of the whole sender, in tokens"),
        may("connections", Kind::Table(&CONNECTIONS), "no limit", "a pool of connections; waiting for one blocks the caller"),
        may(
            "poll",
            Kind::Table(&POLL),
            "it doesn't ask",
            "how it asks for the result of a message that was accepted, or answered while work goes on",
        ),
        may("breaker", Kind::Table(&BREAKER), "none", "a circuit breaker: after failures in a row nothing is sent for a while"),
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
        must("add", SLOTS, "how many more come in each `every`"),
        must("every", SOME_TIME, "the time in which so many more come, evenly"),
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
        may(
            "calls",
            Kind::Calls,
            "none",
            "further services that it calls after its own work, while the slot is held; `[[\"a\", \"b\"]]` together",
        ),
        may("sends", Kind::Node, "none", "where it hands the message to after that, before it answers"),
        may(
            "timeout",
            SOME_TIME,
            "none",
            "its own limit, from a request's arrival on: beyond it the caller gets an error, and what it called goes on",
        ),
        THROTTLE,
        BURST_SIZE,
        may("cold_start", Kind::Spread, "none", "how much longer the first request of a slot takes"),
        may("keep_warm", SOME_TIME, "never", "after how long a rest a slot is cold again"),
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
        may(
            "order",
            Kind::Word(&["standard", "fifo"]),
            "standard",
            "whether the order within a group is kept; then a group with a message in flight waits",
        ),
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
        may(
            "push",
            Kind::Node,
            "none: workers poll",
            "whom it pushes its messages to by itself: a service, a workflow, a queue or a topic",
        ),
        may("timeout", SOME_TIME, "for ever", "how long a push waits for its answer"),
        may("on_error", Kind::Table(&ON_ERROR), "no retry", "what it does after a push that failed"),
        may("on_throttle", Kind::Table(&ON_THROTTLE), "that of `on_error`", "what it does after a push that was refused for want of room"),
        may("max_age", SOME_TIME, "no limit", "how old a message may become that is pushed"),
        MAX_SIZE,
        LATENCY,
        LOSS,
    ],
};

/// `on_error` of a queue.
pub const ON_ERROR: Table = Table { header: "on_error", keys: AGAIN };
/// `on_throttle` of a queue.
pub const ON_THROTTLE: Table = Table { header: "on_throttle", keys: AGAIN };
/// `retry` of a topic or a subscriber.
pub const DELIVER_AGAIN: Table = Table { header: "retry of a topic", keys: AGAIN };

const AGAIN: &[Key] = &[
    may("waits", Kind::Times, "needed, unless `backoff` or `phases` is given", "the wait before each further try, one by one"),
    may("backoff", ANY_TIME, "needed, unless `waits` or `phases` is given", "the wait before the second try, in place of `waits`"),
    may("factor", FACTOR, "2", "how many times as long each further wait is"),
    may("cap", ANY_TIME, "5min", "the longest wait"),
    may("jitter", JITTER, "none", "how chance spreads a wait"),
    may("retries", Kind::Whole { least: 1, most: limit::BOUND }, "no limit", "how many further tries there are"),
    may(
        "phases",
        Kind::List(&AGAIN_PHASE),
        "needed, unless `waits` or `backoff` is given",
        "stages of tries one after the other, in place of all other keys",
    ),
];

/// An entry of `phases` of a redelivery.
pub const AGAIN_PHASE: Table = Table {
    header: "a phase of tries",
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
        may(
            "retry",
            Kind::Table(&DELIVER_AGAIN),
            "no retry",
            "what it does after a delivery that failed, unless the subscriber says otherwise",
        ),
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
        may("timeout", SOME_TIME, "for ever", "how long a delivery waits for its answer"),
        may("retry", Kind::Table(&DELIVER_AGAIN), "that of the topic", "what the topic does after a delivery that failed"),
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
        may("timeout", SOME_TIME, "none", "its own limit for the work on one message, calls included; beyond it the work has failed"),
        may("idempotent", Kind::Flag, "false", "whether a message that was done already costs nothing"),
        may("calls", Kind::Calls, "none", "services that it calls as part of its work; `[[\"a\", \"b\"]]` together"),
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
        may("timeout", SOME_TIME, "for ever", "how long one attempt waits"),
        may("retry", Kind::Table(&RETRY), "that of the workflow", "what it does after an attempt that failed"),
        may("catch", Kind::Node, "none", "the service that is called when all attempts have failed; the execution has failed all the same"),
    ],
};
