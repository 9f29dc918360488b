//! The words of facts: what crosses a link, what a caller is told, how a message ends.

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
    /// A sender's question whether a message is done.
    Status,
    /// What it is told.
    StatusAnswer,
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
    /// It came faster than is allowed.
    Throttled,
    /// It is larger than is allowed.
    TooLarge,
    /// The circuit breaker is open: nothing was sent.
    BreakerOpen,
    /// No connection came free in time: nothing was sent.
    NoConnection,
    /// Nobody was there: an outage.
    Down,
    /// Nothing came in time.
    TimedOut,
    /// Nothing will ever come: it was sent without asking for a receipt.
    Unheard,
}

impl Word {
    /// Whether it says that too much was asked for, not that something broke.
    #[must_use]
    pub const fn is_throttle(self) -> bool {
        matches!(self, Self::NoRoom | Self::Throttled)
    }

    /// How a message ends whose last attempt was told this.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Ok | Self::Unheard => Outcome::Completed,
            Self::NoRoom | Self::Throttled | Self::TooLarge | Self::BreakerOpen => Outcome::Rejected,
            Self::Error | Self::Down | Self::NoConnection | Self::TimedOut => Outcome::Failed,
        }
    }
}

/// How a message ends; of several deliveries the worst counts, and the later stands for the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Its work was done.
    Completed,
    /// There was no room for it, or too much was asked for.
    Rejected,
    /// It ended with an error, an outage or a timeout.
    Failed,
    /// It grew too old.
    Expired,
    /// It was received or tried too often and set aside.
    DeadLettered,
    /// Nobody has it any more, and nobody was told.
    Lost,
}

impl Outcome {
    /// How many there are.
    pub const COUNT: usize = 6;
}

/// Where in a queue a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// It can be received.
    Visible,
    /// It is delayed, or waits for its next push.
    Hidden,
    /// It has been handed out.
    InFlight,
}
