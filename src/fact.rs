//! What did happen: the only thing about a run that anyone outside the engine sees.

use crate::id::{Msg, NodeId};
use crate::time::Time;

/// A thing that happened in one lane. Whatever takes time is told with both of its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact {
    /// A message came into the world at the sender.
    Born {
        /// The message.
        msg: Msg,
    },
    /// A caller took a message up and stands still from now on.
    Taken {
        /// The caller, from 0.
        caller: u32,
        /// The message.
        msg: Msg,
        /// When the message was born.
        born: Time,
    },
    /// A caller makes an attempt.
    Tried {
        /// The caller.
        caller: u32,
        /// The message.
        msg: Msg,
        /// Which attempt, from 1.
        attempt: u16,
    },
    /// An attempt came to nothing, and the caller was told or lost patience.
    Missed {
        /// The caller.
        caller: u32,
        /// The message.
        msg: Msg,
        /// Which attempt.
        attempt: u16,
        /// What it was told.
        word: Word,
    },
    /// A caller waits before its next attempt, still blocked.
    BackedOff {
        /// The caller.
        caller: u32,
        /// The message.
        msg: Msg,
        /// The attempt to come.
        attempt: u16,
        /// When it comes.
        until: Time,
    },
    /// A caller has the final word about its message and is free for other work.
    Freed {
        /// The caller.
        caller: u32,
        /// The message.
        msg: Msg,
        /// When the message was born.
        born: Time,
        /// Since when the caller stood still.
        since: Time,
        /// The final word.
        word: Word,
    },
    /// Something left for another node.
    Departed {
        /// What it is.
        cargo: Cargo,
        /// Whom it is about; nobody if it is a poll or an empty answer to one.
        msg: Option<Msg>,
        /// Where it left.
        from: NodeId,
        /// Where it goes.
        to: NodeId,
        /// When it arrives there, or would.
        arrives: Time,
        /// Whether it is lost on the way.
        lost: bool,
    },
    /// A service or a worker accepted a message; it is not worked on yet.
    Arrived {
        /// The receiver.
        node: NodeId,
        /// The message.
        msg: Msg,
        /// How often this receiver has been given the message, this time included.
        nth: u16,
        /// Whether the message is done already or being worked on.
        duplicate: bool,
    },
    /// A node did not take something in.
    Refused {
        /// The node.
        node: NodeId,
        /// The message; nobody if a poll was refused.
        msg: Option<Msg>,
        /// Why.
        word: Word,
    },
    /// A node that hangs took a message in, or kept one, and will never speak of it again.
    Swallowed {
        /// The node.
        node: NodeId,
        /// The message.
        msg: Msg,
        /// Whether it had been accepted before and waited there.
        waited: bool,
    },
    /// Work on a message began.
    Started {
        /// The receiver.
        node: NodeId,
        /// Its slot, from 0.
        slot: u32,
        /// The message.
        msg: Msg,
        /// When it arrived at the receiver.
        arrived: Time,
        /// When the work will be over, if nothing comes between.
        ends: Time,
        /// Until when anybody waits for it.
        wanted_until: Time,
    },
    /// Work on a message is over.
    Finished {
        /// The receiver.
        node: NodeId,
        /// Its slot.
        slot: u32,
        /// The message.
        msg: Msg,
        /// When it began.
        started: Time,
        /// Until when anybody waited for it.
        wanted_until: Time,
        /// Whether it succeeded.
        ok: bool,
    },
    /// A fault took work out of a receiver's hand.
    Dropped {
        /// The receiver.
        node: NodeId,
        /// Its slot.
        slot: u32,
        /// The message.
        msg: Msg,
        /// When it began.
        started: Time,
        /// Until when anybody waited for it.
        wanted_until: Time,
    },
    /// A message that a worker holds was given up before work on it began.
    Unstarted {
        /// The worker.
        node: NodeId,
        /// The message.
        msg: Msg,
    },
    /// A queue stored a message; it is visible.
    Queued {
        /// The queue.
        node: NodeId,
        /// The message.
        msg: Msg,
        /// Its place in the queue's order, from 1.
        seq: u32,
    },
    /// A queue handed a message out; it is in flight.
    Received {
        /// The queue.
        node: NodeId,
        /// The message.
        msg: Msg,
        /// Its place in the queue's order.
        seq: u32,
        /// When it was stored.
        sent: Time,
        /// Since when it had been visible.
        visible: Time,
        /// When it will be visible again unless it is deleted.
        until: Time,
        /// How often this entry has been received, this time included.
        receives: u16,
        /// How often the message has been handed to any worker, this time included.
        nth: u16,
    },
    /// A message was not deleted in time and is visible again.
    Reappeared {
        /// The queue.
        node: NodeId,
        /// The message.
        msg: Msg,
        /// Its place in the queue's order.
        seq: u32,
    },
    /// A message that was in flight is deleted.
    Deleted {
        /// The queue.
        node: NodeId,
        /// The message.
        msg: Msg,
        /// Its place in the queue's order.
        seq: u32,
    },
    /// A visible message was received too often and leaves for the dead-letter queue.
    SetAside {
        /// The queue.
        node: NodeId,
        /// The message.
        msg: Msg,
        /// Its place in the queue's order.
        seq: u32,
        /// When it was stored.
        sent: Time,
    },
    /// A poll was answered with nothing.
    EmptyReceive {
        /// The queue.
        node: NodeId,
    },
    /// A message came to its end.
    Ended {
        /// The message.
        msg: Msg,
        /// When it was born.
        born: Time,
        /// When its work was done, if it is completed; else now.
        done: Time,
        /// How it ended.
        outcome: Outcome,
    },
    /// A fault began.
    FaultBegan {
        /// Its place in the scenario.
        fault: u16,
    },
    /// A fault is over.
    FaultEnded {
        /// Its place in the scenario.
        fault: u16,
    },
    /// The run is cut while a caller stands still.
    StillBlocked {
        /// The message.
        msg: Msg,
        /// Since when.
        since: Time,
    },
    /// The run is cut while a receiver works.
    StillWorking {
        /// The message.
        msg: Msg,
        /// Since when.
        started: Time,
        /// Until when anybody waits for it.
        wanted_until: Time,
    },
    /// The run is cut while a message is visible in a queue.
    StillVisible {
        /// The queue.
        node: NodeId,
        /// The message.
        msg: Msg,
        /// When it was stored.
        sent: Time,
    },
}

/// What crosses a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cargo {
    /// A call's request.
    Request,
    /// A call's answer.
    Answer,
    /// Bad news: an error or a refusal.
    Error,
    /// A message on its way into a queue.
    HandOff,
    /// A queue's word that it has the message.
    Receipt,
    /// A worker's question for messages.
    Poll,
    /// A message on its way from a queue to a worker.
    Delivery,
    /// An answer to a poll without a message.
    Nothing,
    /// A worker's word that a message is done.
    Deletion,
}

/// What a caller is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// It worked: answered, or accepted.
    Ok,
    /// The work failed.
    Error,
    /// There was no room.
    NoRoom,
    /// Nobody was there: an outage.
    Down,
    /// Nothing came in time.
    TimedOut,
}

/// How a message ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its work was done.
    Completed,
    /// It ended with an error, an outage or a timeout.
    Failed,
    /// There was no room for it.
    Rejected,
    /// It was received too often and set aside.
    DeadLettered,
    /// Nobody has it any more, and nobody was told.
    Lost,
}

/// Where facts go.
pub trait Sink {
    /// Takes a fact in; facts come in order of time.
    fn record(&mut self, at: Time, fact: Fact);
}

/// Nobody listens.
impl Sink for () {
    fn record(&mut self, _: Time, _: Fact) {}
}

impl Sink for Vec<(Time, Fact)> {
    fn record(&mut self, at: Time, fact: Fact) {
        self.push((at, fact));
    }
}
