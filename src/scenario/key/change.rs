//! What a `[[change]]` may set, and what kind of value each such setting has.

use super::{Kind, LOAD, QUEUE, RETRY, SENDER, SERVICE, WORKER};

/// The settings that may change while the run goes on: of the whole file by table, and of nodes by what they are.
pub const CHANGING: &[(&str, &[&str])] = &[
    ("load", &["rate"]),
    ("work", &["time", "errors"]),
    ("network", &["latency", "loss"]),
    ("sender", &["callers", "backlog", "timeout", "attempts", "think"]),
    ("service", &["concurrency", "backlog", "timeout", "time", "errors", "latency", "loss"]),
    ("queue", &["capacity", "visibility_timeout", "delay", "max_receives", "latency", "loss"]),
    ("topic", &["latency", "loss"]),
    ("worker", &["concurrency", "batch", "timeout", "wait", "interval", "time", "errors", "latency", "loss"]),
    ("workflow", &["latency", "loss"]),
];

/// The settings of a table or a kind of node that may change; none for other words.
#[must_use]
pub fn changing(of: &str) -> &'static [&'static str] {
    CHANGING.iter().find(|(word, _)| *word == of).map_or(&[], |(_, settings)| settings)
}

/// What the value of a setting that may change is; settings of one name have one kind, whoever has them.
#[must_use]
pub fn kind_of_setting(name: &str) -> Option<Kind> {
    let may_change = CHANGING.iter().any(|(_, settings)| settings.contains(&name));
    let tables = [&LOAD, &RETRY, &SENDER, &SERVICE, &QUEUE, &WORKER];
    tables.iter().find_map(|table| table.key(name)).filter(|_| may_change).map(|key| key.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_that_may_change_has_a_kind() {
        for (of, settings) in CHANGING {
            assert!(settings.iter().all(|setting| kind_of_setting(setting).is_some()), "{of}");
        }
        assert!(kind_of_setting("preset").is_none());
    }
}
