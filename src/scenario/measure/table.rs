//! The one table of measures: parser, explanations and lists are loops over it.

use super::{About, Unit};

/// The word for the wait at a node.
pub const WAIT: &str = WAITING.word;

/// The wait at a node.
pub const WAITING: About = About {
    word: "wait",
    unit: Unit::Seconds,
    says: "from arriving at the node to being taken up",
    counted: "At a sender from birth to a free caller, in a backlog from the arrival to a free slot, in a queue from being visible to \
              being received, at a worker from the delivery to the start of the work, at a topic from the publish to the delivery.",
    example: "asynchronous.inbox.wait.p99 < 5",
};

/// Makes an enum of names; each has its row: word, unit, what it is, how it is counted, and a claim that uses it.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident {
        $($variant:ident $word:literal $unit:ident: $says:literal, $counted:literal, $example:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = concat!($says, ".")] $variant,)* }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// All there is to know about it.
            #[must_use]
            pub const fn about(self) -> &'static About {
                match self {
                    $(Self::$variant => &About {
                        word: $word,
                        unit: Unit::$unit,
                        says: $says,
                        counted: $counted,
                        example: $example,
                    }),*
                }
            }

            /// The word for it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                self.about().word
            }

            /// The one with this word.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.word() == word)
            }

            /// The one with this word, be it that of claims or that of the JSON.
            #[must_use]
            pub fn called(word: &str) -> Option<Self> {
                Self::of(word).or_else(|| Self::ALL.iter().copied().find(|each| each.about().json_key() == word))
            }
        }
    };
}

table! {
    /// The numbers of a lane.
    LaneKey {
        Offered "offered" Count: "messages born",
            "Counted at the sender, from the warm-up on, like all counts. All lanes face the same messages; only with `think` may \
             their number differ. It is the sum of `completed`, `failed`, `rejected`, `dead_lettered`, `expired`, `lost` and `in_system`.",
            "asynchronous.offered >= 100";
        Completed "completed" Count: "messages whose work was done",
            "Done at the last place of the message's way, and all its copies too. A message that no filter of a topic wants is \
             completed as well.",
            "asynchronous.completed == asynchronous.offered";
        Failed "failed" Count: "messages that ended in an error or a timeout",
            "The last try decides: while somebody may still try again, nothing has ended. A call whose caller gave up has failed, even \
             if its work is done afterwards. A refusal for want of room is `rejected`.",
            "synchronous.failed > 15";
        Rejected "rejected" Count: "messages refused: no room, or over a limit",
            "The last try met a full backlog or queue, a throttle, an open breaker, or a limit of size.",
            "synchronous.rejected == 0";
        DeadLettered "dead_lettered" Count: "messages set aside in a dead-letter queue",
            "By a queue, at the receive that would exceed `max_receives`; by a push or a subscription, after its last try. The message \
             has ended with that, whatever becomes of it in the other queue.",
            "asynchronous.dead_lettered < 3";
        Expired "expired" Count: "messages that grew too old",
            "Removed by a queue at the end of its `retention`, or given up by a push at its `max_age`.",
            "asynchronous.expired == 0";
        Lost "lost" Count: "messages that nobody has and nobody was told of",
            "A crash forgot it, it had to make room (`drop-oldest`), a push or a delivery was given up without a `dead_letter`, or it was \
             sent without a receipt (`ack = false`) and nobody took it in.",
            "asynchronous.lost == 0";
        InSystem "in_system" Count: "messages without an end when the run was cut",
            "They wait, are being worked on, or cross a link. A run whose load ends early, with a phase of rate \"0/s\", can drain.",
            "asynchronous.in_system == 0";
        Attempts "attempts" Count: "tries: requests made, or messages received",
            "In a calling lane the requests of the sender, refused ones included. In a sending lane the receives or pushes at the first \
             receivers; tries of the hand-off are not among them.",
            "synchronous.attempts > 2 * synchronous.offered";
        Retries "retries" Count: "attempts after a message's first",
            "Those of `attempts` that repeat one: a request that is made again, or a message that a receiver is given again.",
            "synchronous.retries == 0";
        Duplicates "duplicates" Count: "deliveries of what is done or being worked on",
            "The receiver has done this message before, or works on it now: after a visibility timeout that is too short, a caller that \
             was too impatient, a deletion that was lost. It counts too if an `idempotent` worker recognises it.",
            "asynchronous.duplicates == 0";
        Effects "effects" Count: "how often work was carried out",
            "Successes at receivers that neither call nor send on; each copy of a fan-out and each duplicate counts. An `idempotent` \
             worker does a message once.",
            "asynchronous.effects == asynchronous.offered";
        OrphanedWork "orphaned_work" Seconds: "work for callers that gave up",
            "Slot time after the caller stopped waiting: a service never learns of that and finishes its work. It is what keeps a \
             receiver busy in a retry storm. Work under way when the run is cut counts up to there.",
            "synchronous.orphaned_work < \"1min\"";
        BlockedShare "blocked_share" Share: "share of their time that callers stood still",
            "Blocked caller time over all caller time, from the warm-up to the end. A caller is blocked while it waits for an answer, a \
             receipt, a connection, or its next try.",
            "synchronous.blocked_share > 5 * asynchronous.blocked_share";
        Goodput "goodput" PerSecond: "messages completed per second",
            "`completed` over the time from the warm-up to the end. Failed tries, duplicates and orphaned work are not in it: that is \
             what sets it apart from throughput.",
            "asynchronous.goodput > synchronous.goodput";
        Recovery "recovery" Seconds: "from the last fault's end until all is made up",
            "Until no more messages are in the system than on average before the first fault. Nothing without a fault, without a time \
             before it, or if the run ends sooner.",
            "asynchronous.recovery < \"30s\"";
        FirstError "first_error" Seconds: "when the sender was first told of an error",
            "The instant, from the start of the run, at which an attempt of a caller first ended in an error, a refusal or a timeout, \
             whether or not it tried again. Nothing if none did.",
            "synchronous.first_error > \"20s\"";
    }
}

table! {
    /// The latencies of a lane.
    LatencyKey {
        Blocked "blocked" Seconds: "how long a caller stood still for a message",
            "For a call from the first request to the final word, pauses and retries included; for a hand-off until the receipt is back. \
             Successes and failures count. Who still stands there when the run is cut counts up to then.",
            "synchronous.blocked.p99 > 20 * asynchronous.blocked.p99";
        Ack "ack" Seconds: "from birth to the answer or the receipt",
            "When the sender knows: for a call the final word, for a hand-off the acceptance. Successes and failures count. The wait for a \
             free caller is in it, so callers that can't keep up show (no coordinated omission). Nothing with `ack = false`.",
            "asynchronous.ack.p99 < \"100ms\"";
        Result "result" Seconds: "from birth to the sender holding the result",
            "For a call its answer, unless that is an error; for a sender with `poll` the question that finds the result. Who sends and \
             doesn't ask never has one.",
            "synchronous.result.p99 < \"1s\"";
        EndToEnd "end_to_end" Seconds: "from birth to the work done",
            "Of completed messages alone, at the last place of their way. What failed, or is still under way, is not in it: look at \
             `completed` too.",
            "asynchronous.end_to_end.max > \"5s\"";
    }
}

table! {
    /// What is told of a latency.
    Stat {
        Mean "mean" Seconds: "the average",
            "The sum of all times over their number, exact. A few long times can carry it: compare `p50`.",
            "synchronous.blocked.mean < \"500ms\"";
        P50 "p50" Seconds: "half of all times are at or below it",
            "The median: what is usual. Percentiles have three digits.",
            "synchronous.blocked.p50 > 10 * asynchronous.blocked.p50";
        P90 "p90" Seconds: "nine of ten times are at or below it",
            "What one in ten exceeds. Percentiles have three digits.",
            "asynchronous.end_to_end.p90 < \"2s\"";
        P99 "p99" Seconds: "99 of 100 times are at or below it",
            "What the unlucky see. Percentiles have three digits; of fewer than a hundred times it is about the longest.",
            "synchronous.blocked.p99 > 20 * asynchronous.blocked.p99";
        Max "max" Seconds: "the longest of all times",
            "Exact. The longer a run, the more chances it has to be long.",
            "synchronous.ack.max < \"2500ms\"";
    }
}

table! {
    /// The numbers of a node.
    NodeKey {
        Utilisation "utilisation" Share: "share of its slots' time that was busy",
            "Busy slot time over all slot time, of services and workers, from the warm-up to the end. A slot that waits for what it \
             called is busy.",
            "synchronous.orders.utilisation < \"80%\"";
        DepthMean "depth_mean" Count: "messages that waited, on average over time",
            "What waits, and not what is in flight or being worked on: visible messages of a queue, requests in a backlog, messages \
             that have no caller yet at a sender.",
            "asynchronous.inbox.depth_mean < 5";
        DepthMax "depth_max" Count: "the most messages that waited at once",
            "What waits is what `depth_mean` counts. What lasts no time is no maximum: a message that is taken up as it arrives never \
             waited.",
            "asynchronous.inbox.depth_max > 15";
        DepthNow "depth_now" Count: "messages that wait when the run is cut",
            "What waits is what `depth_mean` counts; messages in flight or being worked on are not in it.",
            "asynchronous.inbox.depth_now == 0";
        InFlightMax "in_flight_max" Count: "the most messages in flight at once",
            "Of a queue: received, and neither deleted nor visible again.",
            "asynchronous.inbox.in_flight_max <= 4";
        OldestMax "oldest_max" Seconds: "the greatest age of a message that waited",
            "Of a queue: how long ago it was sent there, looked at when it is received, is removed, or still waits when the run is cut. A \
             message that comes back keeps its age.",
            "asynchronous.inbox.oldest_max < \"30s\"";
        Received "received" Count: "requests that came, or messages handed out",
            "At a service its requests, refused ones included; at a queue each receive and each push, a message that comes back anew; at a \
             topic the messages that it took in; at a workflow its executions.",
            "synchronous.orders.received == synchronous.attempts";
        EmptyReceives "empty_receives" Count: "polls that brought nothing",
            "Of a queue. Short polling (`wait = \"0s\"`) of a queue with little in it makes many of them.",
            "asynchronous.inbox.empty_receives < 100";
        OutOfOrder "out_of_order" Count: "completions that overtook an earlier message",
            "Of a worker: it completed a message before an earlier one of the same group, among the last 1,024 completions of that group.",
            "asynchronous.orders.out_of_order == 0";
    }
}
