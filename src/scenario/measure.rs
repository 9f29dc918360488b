//! The names of all measures: what a claim may compare and what the JSON's keys are called.

use crate::id::{LaneId, NodeId};

/// A figure of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The lane it is taken in.
    pub lane: LaneId,
    /// What it is.
    pub figure: Figure,
}

/// What a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number of the whole lane.
    Lane(LaneKey),
    /// A latency of the whole lane.
    Latency(LatencyKey, Stat),
    /// A number of one node.
    Node(NodeId, NodeKey),
    /// The wait at one node.
    Wait(NodeId, Stat),
}

/// Makes an enum of names, each with the word that claims use for it.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word for it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The one with this word.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.word() == word)
            }
        }
    };
}

words! {
    /// The numbers of a lane.
    LaneKey {
        /// Messages born.
        Offered = "offered",
        /// Messages whose work was done.
        Completed = "completed",
        /// Messages that ended with an error or a timeout.
        Failed = "failed",
        /// Messages that were refused for want of room.
        Rejected = "rejected",
        /// Messages that were set aside in a dead-letter queue.
        DeadLettered = "dead_lettered",
        /// Messages that grew too old.
        Expired = "expired",
        /// Messages that nobody will ever hear of again.
        Lost = "lost",
        /// Messages without an end at the end of the run.
        InSystem = "in_system",
        /// Tries: requests of a calling sender, receives in a sending lane.
        Attempts = "attempts",
        /// Attempts after a message's first.
        Retries = "retries",
        /// Deliveries of a message that is done or being worked on.
        Duplicates = "duplicates",
        /// How often work was carried out, copies included.
        Effects = "effects",
        /// Work for a caller that gave up, in seconds.
        OrphanedWork = "orphaned_work",
        /// The share of their time that callers stood still.
        BlockedShare = "blocked_share",
        /// Messages completed per second.
        Goodput = "goodput",
        /// The time from the last fault's end until as much is in the system as before the first, in seconds.
        Recovery = "recovery",
        /// The instant at which a sender was first told of an error, in seconds.
        FirstError = "first_error",
    }
}

words! {
    /// The latencies of a lane.
    LatencyKey {
        /// How long a message's caller stood still for it.
        Blocked = "blocked",
        /// From birth to the sender knowing that it was accepted or answered.
        Ack = "ack",
        /// From birth to the sender holding the result.
        Result = "result",
        /// From birth to the work being done.
        EndToEnd = "end_to_end",
    }
}

words! {
    /// What is told of a latency.
    Stat {
        /// The mean.
        Mean = "mean",
        /// The median.
        P50 = "p50",
        /// Nine of ten lie at or below.
        P90 = "p90",
        /// 99 of 100 lie at or below.
        P99 = "p99",
        /// The longest.
        Max = "max",
    }
}

words! {
    /// The numbers of a node.
    NodeKey {
        /// The share of its slots' (or callers') time that was busy.
        Utilisation = "utilisation",
        /// How many messages waited, on average over time.
        DepthMean = "depth_mean",
        /// The most messages that waited.
        DepthMax = "depth_max",
        /// How many messages wait at the end.
        DepthNow = "depth_now",
        /// The most messages that were in flight.
        InFlightMax = "in_flight_max",
        /// The greatest age of a waiting message, in seconds.
        OldestMax = "oldest_max",
        /// Requests taken in, or messages handed out.
        Received = "received",
        /// Polls that brought nothing.
        EmptyReceives = "empty_receives",
        /// Completions before an earlier message of the same group.
        OutOfOrder = "out_of_order",
    }
}

/// The word for the wait at a node.
pub const WAIT: &str = "wait";
