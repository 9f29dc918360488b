//! A caller (thread) of a sender, and what it does at the moment.

use crate::fact::Word;
use crate::sim::message::Ref;
use crate::time::{Span, Time};

/// A caller.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    /// Moves on whenever what was scheduled for the caller, or is under way to it, is void.
    pub stamp: u32,
    /// How many messages it has had, in a closed loop, and when it will have the next.
    pub turn: u32,
    pub wakes: Time,
    pub state: State,
}

/// What a caller does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum State {
    /// Anything else; no message needs it.
    Free,
    /// It stands still for a message.
    Blocked(Job),
}

/// What a caller stands still for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Job {
    pub msg: Ref,
    pub since: Time,
    /// The wait before the attempt at hand.
    pub backoff: Span,
    /// What the last retry cost.
    pub cost: u32,
    /// In which era of its breaker the attempt at hand was let through.
    pub era: u32,
    /// Which attempt of the call at hand.
    pub attempt: u16,
    /// Which call, of those that it makes in turn.
    pub place: u8,
    pub phase: Phase,
}

/// How far a caller is with an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It waits before the next attempt, or the sender hangs.
    Pauses,
    /// Its own side keeps it from making an attempt; it is about to be told so.
    Stumbles(Word),
    /// It waits for a connection.
    Connects,
    /// It waits for the word about an attempt.
    Waits,
    /// It waits for the result of what was accepted then.
    Asks(Time),
}

impl Phase {
    /// Whether an attempt is under way that the breaker let through.
    pub const fn is_attempt(self) -> bool {
        matches!(self, Self::Connects | Self::Waits | Self::Stumbles(Word::Error | Word::Throttled))
    }
}

impl Caller {
    pub const IDLE: Self = Self { stamp: 0, turn: 0, wakes: Time::NEVER, state: State::Free };

    /// What it stands still for.
    #[inline(always)]
    pub fn job(&self) -> Option<Job> {
        if let State::Blocked(job) = self.state { Some(job) } else { None }
    }

    /// What was scheduled for it, or is under way to it, is void from now on.
    #[inline(always)]
    pub fn turn_over(&mut self) -> u32 {
        self.stamp = self.stamp.wrapping_add(1);
        self.stamp
    }
}
