//! What one node asks of another: a call that waits for an answer, or a hand-off that waits for a receipt, or for nothing.

use super::message::Ref;
use crate::dice::Way;
use crate::fact::Cargo;
use crate::id::NodeId;
use crate::time::Time;

/// One attempt at having another node do something. Whoever has it holds its message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    /// What it is about.
    pub msg: Ref,
    /// Who asks: the node, the place in it, and the stamp of that place. An answer to a stamp that has moved on means nothing.
    pub from: NodeId,
    pub slot: u32,
    pub stamp: u32,
    /// Which call of which round, of those that a slot makes.
    pub member: u8,
    pub round: u16,
    /// Who is asked.
    pub to: NodeId,
    /// What comes back.
    pub returns: Returns,
    /// What its chance is for.
    pub way: Way,
    /// Which try this is; it keys the chance of its crossings.
    pub attempt: u16,
    /// Until when anybody waits.
    pub wanted_until: Time,
    /// Whether it is the sender that waits in the end, so that nobody does once the message has ended.
    pub awaited: bool,
    /// When the work was done, once it is answered.
    pub done: Time,
    /// Whether what is accepted is a copy of the message, so that the asker keeps the message itself.
    pub copies: bool,
}

/// What comes back of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Returns {
    /// An answer when the work is done.
    Answer,
    /// A receipt when it has been accepted.
    Receipt,
    /// Nothing, not even bad news.
    Nothing,
}

impl Call {
    /// A first request about a message, made by a place of a node under its stamp, for whose answer it would wait for ever.
    #[inline(always)]
    pub const fn new(msg: Ref, (from, slot, stamp): (NodeId, u32, u32), to: NodeId) -> Self {
        Self {
            msg,
            from,
            slot,
            stamp,
            member: 0,
            round: 0,
            to,
            returns: Returns::Answer,
            way: Way::Request,
            attempt: 1,
            wanted_until: Time::NEVER,
            awaited: false,
            done: Time::START,
            copies: false,
        }
    }

    /// What it is called on its way.
    pub const fn cargo(self) -> Cargo {
        match self.returns {
            Returns::Answer => Cargo::Request,
            Returns::Receipt | Returns::Nothing => Cargo::HandOff,
        }
    }
}
