//! Paths of measures and settings, as people say them.

use crate::scenario::{Lane, Scenario};

/// A path with the lane's name and the words of the screen: `queue.inbox.oldest_max` is `Queue, inbox: oldest at most`.
#[must_use]
pub fn path(scenario: &Scenario, path: &str) -> String {
    let (lane, rest) = path.split_once('.').unwrap_or((path, ""));
    let Some(lane) = scenario.lanes.iter().find(|each| each.id == *lane) else { return path.replace(['.', '_'], " ") };
    let parts: Vec<&str> = rest.split('.').filter(|part| *part != "sender").collect();
    let words = match parts.as_slice() {
        [node, key] if lane.nodes.iter().any(|each| each.id == **node) => format!("{node}: {}", key_in_words(lane, key)),
        parts => parts.iter().map(|key| key_in_words(lane, key)).collect::<Vec<_>>().join(" "),
    };
    format!("{}, {words}", lane.name)
}

/// A key by the word that the stage has for it.
fn key_in_words(lane: &Lane, key: &str) -> String {
    match key {
        "completed" if lane.hands_over() => "done".to_owned(),
        "completed" => "answered".to_owned(),
        "ack" if lane.hands_over() => "receipt".to_owned(),
        "ack" => "answer".to_owned(),
        "concurrency" => "slots".to_owned(),
        "depth_max" => "most that wait".to_owned(),
        "oldest_max" => "oldest at most".to_owned(),
        "max" => "at most".to_owned(),
        "mean" => "on average".to_owned(),
        "p50" => "of half".to_owned(),
        _ => key.replace('_', " "),
    }
}
