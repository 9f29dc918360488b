//! The private future tense: what will happen, unless something comes between.

use super::message::Ref;
use crate::fact::Word;
use crate::id::NodeId;
use crate::time::Time;

/// What will happen. A stamp that has moved on meanwhile makes an event void.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Event {
    /// The run starts: workers poll, births are planned.
    Starts,
    /// A fault begins.
    FaultBegins { fault: u16 },
    /// A fault is over.
    FaultEnds { fault: u16 },
    /// The next message of an open load is born.
    Birth,
    /// A caller of a closed loop has thought and has the next message.
    Thought { caller: u32 },
    /// A caller's patience with an attempt ends.
    TimesOut { caller: u32, stamp: u32 },
    /// A caller's backoff ends.
    TriesAgain { caller: u32, stamp: u32 },
    /// A call's request arrives at a service.
    Request { to: NodeId, attempt: u16, msg: Ref, wanted_until: Time },
    /// A hand-off arrives at a queue; `receipt` is false for a message that its queue moves and nobody waits for.
    HandOff { to: NodeId, attempt: u16, msg: Ref, receipt: bool },
    /// The answer to a request or a hand-off arrives at the sender; `done` is when the work was.
    Answer { word: Word, attempt: u16, msg: Ref, done: Time },
    /// Work in a slot is over.
    Done { node: NodeId, slot: u32, stamp: u32 },
    /// A worker's poll arrives at its queue; void if the worker's polls of that era have been closed.
    Poll { to: NodeId, from: NodeId, slot: u32, stamp: u32, era: u32 },
    /// The time for which a poll may wait at the queue is over.
    PollEnds { queue: NodeId, worker: NodeId, slot: u32, stamp: u32 },
    /// The answer to a poll arrives at the worker.
    Delivery { to: NodeId, slot: u32, stamp: u32, batch: u32 },
    /// The queue refuses a poll.
    PollRefused { to: NodeId, slot: u32, stamp: u32 },
    /// A poll, or the answer to it, is lost.
    PollLost { to: NodeId, slot: u32, stamp: u32 },
    /// A worker's slot polls.
    Polls { node: NodeId, slot: u32, stamp: u32 },
    /// A worker's deletion arrives at the queue.
    Deletion { to: NodeId, entry: u32, receipt: u32 },
    /// A message's visibility timeout ends.
    Reappears { node: NodeId, entry: u32, receipt: u32 },
}

impl Event {
    /// The node that it happens at.
    pub const fn node(self, sender: NodeId) -> NodeId {
        match self {
            Self::Starts | Self::FaultBegins { .. } | Self::FaultEnds { .. } => sender,
            Self::Birth | Self::Thought { .. } | Self::TimesOut { .. } | Self::TriesAgain { .. } | Self::Answer { .. } => sender,
            Self::Request { to, .. } | Self::HandOff { to, .. } | Self::Poll { to, .. } | Self::Deletion { to, .. } => to,
            Self::Delivery { to, .. } | Self::PollRefused { to, .. } | Self::PollLost { to, .. } => to,
            Self::Done { node, .. } | Self::Polls { node, .. } | Self::Reappears { node, .. } => node,
            Self::PollEnds { queue, .. } => queue,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_event_stays_small() {
        assert_eq!(size_of::<super::Event>(), 16);
    }
}
