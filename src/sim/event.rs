//! The private future tense: what will happen, unless something comes between.

use crate::fact::Word;
use crate::id::NodeId;

/// What will happen. A stamp that has moved on meanwhile makes an event void.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Event {
    /// The run starts: workers poll, births are planned.
    Starts,
    /// A fault begins.
    FaultBegins { fault: u16 },
    /// A fault is over.
    FaultEnds { fault: u16 },
    /// A setting changes.
    Changes { change: u16 },
    /// The next message of an open load is born.
    Birth,
    /// A caller of a closed loop has thought and has the next message.
    Thought { caller: u32 },
    /// A call arrives at the node that it is for.
    Call { to: NodeId, call: u32 },
    /// The answer to a call, or the receipt for it, arrives at the node that made it.
    Answer { to: NodeId, word: Word, call: u32 },
    /// A message that a queue set aside, or a topic could not deliver, arrives at a dead-letter queue.
    Moved { to: NodeId, moved: u32 },
    /// Something that a place in a node waits for: its time has come.
    Timer { node: NodeId, timer: Timer, slot: u32, stamp: u32 },
    /// A worker's poll arrives at its queue; void if the worker's polls of that era have been closed. `holds` says how many messages
    /// of its batch the slot has already.
    Poll { to: NodeId, from: NodeId, slot: u32, stamp: u32, era: u16, holds: u16 },
    /// The time for which a poll may wait at the queue is over.
    PollEnds { queue: NodeId, number: u32 },
    /// The answer to a poll arrives at the worker.
    Delivery { to: NodeId, slot: u32, stamp: u32, batch: u32 },
    /// A worker's deletion arrives at the queue.
    Deletion { to: NodeId, entry: u32, receipt: u32 },
}

/// What a place in a node may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timer {
    /// Work is over.
    Done,
    /// Patience ends.
    TimesOut,
    /// A pause before the next try ends.
    TriesAgain,
    /// Work that was left behind is over.
    CaughtUp,
    /// A receiver may use another slot.
    Grows,
    /// A worker's slot polls.
    Polls,
    /// The queue refuses a poll.
    PollRefused,
    /// A poll, or the answer to it, is lost.
    PollLost,
    /// A message's visibility timeout ends, or its delay, or the pause before its next push.
    Appears,
    /// The oldest message of a queue may be too old.
    Expires,
    /// A sender asks whether a message is done.
    Asks,
    /// Its question arrives.
    Asked,
    /// What it is told arrives: it is not done.
    NotYet,
    /// It is done.
    Found,
    /// It ended otherwise.
    Ended,
}

impl Event {
    /// The node that it happens at.
    pub const fn node(self, sender: NodeId) -> NodeId {
        match self {
            Self::Starts | Self::FaultBegins { .. } | Self::FaultEnds { .. } | Self::Changes { .. } => sender,
            Self::Birth | Self::Thought { .. } => sender,
            Self::Call { to, .. } | Self::Answer { to, .. } | Self::Moved { to, .. } => to,
            Self::Poll { to, .. } | Self::Deletion { to, .. } | Self::Delivery { to, .. } => to,
            Self::Timer { node, .. } => node,
            Self::PollEnds { queue, .. } => queue,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_event_stays_small() {
        assert!(size_of::<super::Event>() <= 16);
    }
}
