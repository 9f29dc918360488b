//! The measures in the reference, each with what it is.

use crate::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat};

/// The numbers of a lane.
pub fn of_lanes() -> impl Iterator<Item = String> {
    LaneKey::ALL.iter().map(|key| {
        let says = match key {
            LaneKey::Offered => "messages born",
            LaneKey::Completed => "messages whose work was done",
            LaneKey::Failed => "messages that ended in an error or a timeout",
            LaneKey::Rejected => "messages refused: no room, or over a limit",
            LaneKey::DeadLettered => "messages set aside in a dead-letter queue",
            LaneKey::Expired => "messages that grew too old",
            LaneKey::Lost => "messages that nobody has and nobody was told of",
            LaneKey::InSystem => "messages without an end when the run was cut",
            LaneKey::Attempts => "tries: requests made, or messages received",
            LaneKey::Retries => "attempts after a message's first",
            LaneKey::Duplicates => "deliveries of what is done or being worked on",
            LaneKey::Effects => "how often work was carried out",
            LaneKey::OrphanedWork => "work for callers that gave up, in seconds",
            LaneKey::BlockedShare => "share of their time that callers stood still",
            LaneKey::Goodput => "messages completed per second",
            LaneKey::Recovery => "seconds from the last fault's end until all is made up",
            LaneKey::FirstError => "second at which the sender was first told of an error",
        };
        format!("`{}`: {says}", key.word())
    })
}

/// The latencies of a lane.
pub fn latencies() -> impl Iterator<Item = String> {
    LatencyKey::ALL.iter().map(|key| {
        let says = match key {
            LatencyKey::Blocked => "how long a caller stood still for a message",
            LatencyKey::Ack => "from birth to the answer or the receipt",
            LatencyKey::Result => "from birth to the sender holding the result",
            LatencyKey::EndToEnd => "from birth to the work done",
        };
        format!("`{}`: {says}", key.word())
    })
}

/// What is told of a latency.
pub fn statistics() -> impl Iterator<Item = String> {
    Stat::ALL.iter().map(|stat| {
        let says = match stat {
            Stat::Mean => "the average",
            Stat::P50 => "half of all times are at or below it",
            Stat::P90 => "nine of ten times are at or below it",
            Stat::P99 => "99 of 100 times are at or below it",
            Stat::Max => "the longest of all times",
        };
        format!("`{}`: {says}", stat.word())
    })
}

/// The numbers of a node.
pub fn of_nodes() -> impl Iterator<Item = String> {
    NodeKey::ALL.iter().map(|key| {
        let says = match key {
            NodeKey::Utilisation => "share of its slots' time that was busy",
            NodeKey::DepthMean => "messages that waited, on average over time",
            NodeKey::DepthMax => "the most messages that waited at once",
            NodeKey::DepthNow => "messages that wait when the run is cut",
            NodeKey::InFlightMax => "the most messages in flight at once",
            NodeKey::OldestMax => "the greatest age of a message that waited, in seconds",
            NodeKey::Received => "requests that came, or messages handed out",
            NodeKey::EmptyReceives => "polls that brought nothing",
            NodeKey::OutOfOrder => "completions that overtook an earlier message",
        };
        format!("`{}`: {says}", key.word())
    })
}
