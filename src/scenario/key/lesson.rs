//! The tables of keys of the lesson: scenes and claims.

use super::{ANY_TIME, Kind, Table, may, must};

/// `[[scene]]`.
pub const SCENE: Table = Table {
    header: "[[scene]]",
    keys: &[
        may("at", ANY_TIME, "needed, unless `when` is given", "when it begins"),
        may("when", Kind::Word(MOMENTS), "none", "what it begins with, in place of `at`; if that never happens there is no such scene"),
        may("title", Kind::Text, "empty", "its name on the timeline"),
        may("say", Kind::Text, "empty", "its caption, a few plain sentences"),
        may("shows", Kind::Texts, "nothing", "conditions on which its caption rests, true of the run up to here"),
        may("notes", Kind::Text, "empty", "for the presenter alone, in `inflight notes`"),
        may("plan", ANY_TIME, "none", "how long a class is to spend on it, by the wall clock"),
        may("speed", Kind::Factor { least: 0.001, most: 1_000.0 }, "as before", "simulated seconds for each second of the wall clock"),
        may("pause", Kind::Flag, "false; true with `ask` or `turn`", "whether the run waits here for you"),
        may("focus", Kind::Target, "nothing", "what to look at: a lane's id, or what a fault may hit"),
        may("view", Kind::Word(VIEWS), "as before", "how the run is shown"),
        may("ask", Kind::Table(&ASK), "no question", "what to predict before the run goes on"),
        may("turn", Kind::Table(&TURN), "none", "your turn: a goal, and the setting that reaches it"),
    ],
};

/// Whom a lesson is for.
pub const LEVELS: &[&str] = &["start", "core", "deep"];

/// What a scene may begin with.
pub const MOMENTS: &[&str] = &[
    "first completion",
    "first error",
    "first timeout",
    "first throttle",
    "first retry",
    "first return",
    "first duplicate",
    "first dead-letter",
    "first expiry",
    "first loss",
];

/// How a run may be shown.
pub const VIEWS: &[&str] = &["stage", "timeline", "message", "charts", "compare", "code", "log"];

/// `ask` of a scene.
pub const ASK: Table = Table {
    header: "ask",
    keys: &[
        must("prompt", Kind::Text, "the question"),
        must("options", Kind::Texts, "the answers to choose from, 2 to 9 of them"),
        must("answer", Kind::Whole { least: 0, most: 8 }, "the place of the right one, from 0"),
        may("why", Kind::Text, "empty", "why it is right"),
    ],
};

/// `turn` of a scene.
pub const TURN: Table = Table {
    header: "turn",
    keys: &[
        must("goal", Kind::Text, "what to reach, in words"),
        must("that", Kind::Condition, "the condition that says that it is reached; false until the setting is turned"),
        must("with", Kind::Setting, "the setting to turn, such as asynchronous.orders.concurrency"),
        may("keeps", Kind::Texts, "nothing", "conditions that must be true as well, such as asynchronous.in_system == 0"),
        may("why", Kind::Text, "nothing", "what to learn from it, told once it is reached"),
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
