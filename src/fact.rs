//! What did happen: the only thing about a run that anyone outside the engine sees.

mod about;
mod word;

pub use word::{Cargo, Outcome, Shelf, Word};

use crate::id::{Msg, NodeId};
use crate::time::Time;

/// A thing that happened in one lane. Whatever takes time is told with both of its ends.
///
/// In all of them `node` is where it happened, `msg` whom it is about, `born` when that was born, `caller`, `slot` and `run` (an
/// execution) are places from 0, `seq` the place in a queue's order from 1, `sent` when that queue stored the message, `started` when
/// the work began, `attempt` which try it is, from 1; `fault` and `change` are places in the scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "fields that mean the same everywhere are described above")]
pub enum Fact {
    /// A message came into the world at the sender.
    Born { msg: Msg },
    /// A caller took a message up and stands still from now on.
    Taken { caller: u32, msg: Msg, born: Time },
    /// A caller makes an attempt.
    Tried { caller: u32, to: NodeId, msg: Msg, attempt: u16 },
    /// An attempt came to nothing, and the caller was told or lost patience; one for which nothing was sent was not told before.
    Missed {
        caller: u32,
        msg: Msg,
        attempt: u16,
        /// What it was told.
        word: Word,
    },
    /// A caller waits before its next attempt, still blocked.
    BackedOff {
        caller: u32,
        msg: Msg,
        attempt: u16,
        /// When it comes.
        until: Time,
    },
    /// A caller has the final word about its message and is free for other work.
    Freed {
        caller: u32,
        msg: Msg,
        born: Time,
        /// Since when the caller stood still.
        since: Time,
        /// When it knew whether the message was answered or accepted; never, if it didn't ask.
        acked: Time,
        /// The final word.
        word: Word,
    },
    /// A caller waits for a connection.
    WaitsForConnection { caller: u32, msg: Msg },
    /// A sender that asks for results has found one.
    ResultFound { msg: Msg, born: Time },
    /// Something left for another node.
    Departed {
        /// What it is.
        cargo: Cargo,
        /// Whom it is about; nobody if it is a poll or an empty answer to one.
        msg: Option<Msg>,
        /// Where it left.
        from: NodeId,
        to: NodeId,
        /// When it arrives there, or would.
        arrives: Time,
        /// Whether it is lost on the way.
        lost: bool,
    },
    /// A service or a worker accepted a message; it is not worked on yet.
    Arrived {
        node: NodeId,
        msg: Msg,
        /// How often this receiver has been given the message, this time included.
        nth: u16,
        /// Whether the message is done already or being worked on.
        duplicate: bool,
    },
    /// A node did not take something in.
    Refused {
        node: NodeId,
        /// The message; nobody if a poll was refused.
        msg: Option<Msg>,
        /// Why.
        word: Word,
    },
    /// A node that hangs took a message in, or kept one, and will never speak of it again.
    Swallowed {
        node: NodeId,
        msg: Msg,
        /// Whether it had been accepted before and waited there.
        waited: bool,
    },
    /// Work on a message began.
    Started {
        node: NodeId,
        slot: u32,
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
        node: NodeId,
        slot: u32,
        msg: Msg,
        started: Time,
        /// The message's group.
        group: u32,
        /// Until when anybody waited for it.
        wanted_until: Time,
        ok: bool,
    },
    /// A slot is used for the first time, or again after a rest; its work begins then.
    ColdStarted {
        node: NodeId,
        slot: u32,
        /// When it is warm.
        until: Time,
    },
    /// A slot has done its own work and calls another node, for whose answer it waits.
    SlotCalled { node: NodeId, slot: u32, msg: Msg, to: NodeId },
    /// A receiver recognised a message whose work was done already.
    Recognised { node: NodeId, msg: Msg },
    /// Work is left behind at an answer.
    LeftBehind {
        node: NodeId,
        slot: u32,
        msg: Msg,
        /// How long it takes yet.
        left: crate::time::Span,
    },
    /// Work that was left behind is done, or gone.
    CaughtUp { node: NodeId, slot: u32, msg: Msg, ok: bool },
    /// An execution of a workflow began.
    ExecutionStarted { node: NodeId, run: u32, msg: Msg },
    /// An execution makes an attempt at a step.
    StepTried {
        node: NodeId,
        run: u32,
        msg: Msg,
        /// The step, from 0.
        step: u8,
        attempt: u16,
        /// Whether it is what the step does when it has failed.
        catch: bool,
    },
    /// An execution waits before its next attempt.
    StepWaits {
        node: NodeId,
        run: u32,
        msg: Msg,
        /// Until when.
        until: Time,
    },
    /// An execution is over.
    ExecutionEnded { node: NodeId, run: u32, msg: Msg, started: Time, ok: bool },
    /// A topic took a message in and makes copies of it.
    Copied {
        node: NodeId,
        msg: Msg,
        /// How many.
        copies: u16,
    },
    /// A copy was delivered.
    Delivered {
        node: NodeId,
        msg: Msg,
        to: NodeId,
        /// When the topic took the message in.
        since: Time,
    },
    /// A delivery failed; there is another one after a while.
    DeliveryWaits {
        node: NodeId,
        msg: Msg,
        to: NodeId,
        /// Until when.
        until: Time,
    },
    /// A copy could not be delivered.
    Undeliverable { node: NodeId, msg: Msg, to: NodeId },
    /// A fault took work out of a receiver's hand.
    Dropped {
        node: NodeId,
        slot: u32,
        msg: Msg,
        started: Time,
        /// Until when anybody waited for it.
        wanted_until: Time,
    },
    /// A message that a worker holds was given up before work on it began.
    Unstarted { node: NodeId, msg: Msg },
    /// A hand-off waits at a queue that is full.
    WaitsForRoom { node: NodeId, msg: Msg },
    /// A hand-off that waited at a full queue waits no longer: it was taken in, or a fault took it.
    WaitedForRoom { node: NodeId, msg: Msg },
    /// A queue was sent a message that it remembers, and does not store it again.
    Deduplicated { node: NodeId, msg: Msg },
    /// A queue stored a message.
    Queued {
        node: NodeId,
        msg: Msg,
        seq: u32,
        /// The message's group.
        group: u32,
        /// When it can be received: now, or later.
        visible: Time,
    },
    /// A message that was hidden can be received.
    Appeared { node: NodeId, msg: Msg, seq: u32 },
    /// A push failed, and the message is hidden until the next one.
    PutBack {
        node: NodeId,
        msg: Msg,
        seq: u32,
        /// When it is pushed again.
        until: Time,
    },
    /// A queue handed a message out; it is in flight.
    Received {
        node: NodeId,
        msg: Msg,
        seq: u32,
        sent: Time,
        /// Since when it had been visible.
        visible: Time,
        /// When it will be visible again unless it is deleted.
        until: Time,
        /// How often this entry has been received, this time included.
        receives: u16,
        /// How often the message has been handed to any receiver, this time included.
        nth: u16,
    },
    /// A message was not deleted in time and is visible again.
    Reappeared { node: NodeId, msg: Msg, seq: u32 },
    /// A message that was received is deleted, in flight or visible again, or was pushed with success.
    Deleted { node: NodeId, msg: Msg, seq: u32, sent: Time, shelf: Shelf },
    /// A message was received, or pushed, too often and leaves for the dead-letter queue.
    SetAside { node: NodeId, msg: Msg, seq: u32, sent: Time, shelf: Shelf },
    /// A queue has a message no more that nobody deleted; `outcome` says why: it grew too old, had to make room or could not be pushed.
    Removed { node: NodeId, msg: Msg, seq: u32, sent: Time, shelf: Shelf, outcome: Outcome },
    /// A poll was answered with nothing.
    EmptyReceive { node: NodeId },
    /// A message came to its end.
    Ended {
        msg: Msg,
        born: Time,
        /// When its work was done, if it is completed; else now.
        done: Time,
        outcome: Outcome,
    },
    /// A fault began.
    FaultBegan { fault: u16 },
    /// A fault is over.
    FaultEnded { fault: u16 },
    /// A setting changed.
    Changed { change: u16 },
    /// The run is cut while a caller stands still.
    StillBlocked {
        msg: Msg,
        /// Since when.
        since: Time,
    },
    /// The run is cut while a receiver works.
    StillWorking {
        msg: Msg,
        started: Time,
        /// Until when anybody waits for it.
        wanted_until: Time,
    },
    /// The run is cut while a message is visible in a queue.
    StillVisible { node: NodeId, msg: Msg, sent: Time },
}

/// Where facts go.
pub trait Sink {
    /// Takes a fact in; facts come in order of time.
    fn record(&mut self, at: Time, fact: Fact);
}

/// Whoever is listening: the engine is compiled anew for each kind of sink, half a megabyte each, which only a fast run needs.
impl<'a> Sink for &'a mut (dyn Sink + 'a) {
    fn record(&mut self, at: Time, fact: Fact) {
        (**self).record(at, fact);
    }
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
