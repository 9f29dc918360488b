//! Why a run can't go on, in words that say what to do.

use crate::scenario::limit;
use crate::scenario::text::Text;
use crate::time::Time;

/// The run of a lane can't go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halt {
    /// The lane's name.
    pub lane: Text,
    /// The instant.
    pub at: Time,
    /// Why.
    pub why: Why,
}

/// Which limit a run has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// More than [`limit::EVENTS_AT_ONCE`] events fell on one instant.
    TimeStandsStill,
    /// More events have happened than a run may have.
    Events {
        /// How many that is: [`limit::EVENTS`] headless, for each lane; [`limit::EVENTS_ON_SCREEN`] on the screen.
        most: u64,
    },
    /// More messages than the lane's share of [`limit::IN_SYSTEM`] have not come to an end.
    Messages {
        /// The lane's share.
        most: u64,
    },
}

impl std::fmt::Display for Halt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { lane, at, why } = self;
        match why {
            Why::TimeStandsStill => write!(
                f,
                "time stands still at {at} in the lane `{lane}`: more than {} events fell on one instant; give the work, the network or \
                 the thinking some time",
                limit::EVENTS_AT_ONCE
            ),
            Why::Events { most } => write!(
                f,
                "{most} events have happened by {at}, the limit, the last of them in the lane `{lane}`; make the load smaller or \
                 `duration` shorter, or let messages that go round in a circle come to an end"
            ),
            Why::Messages { most } => write!(
                f,
                "more than {most} messages are in the lane `{lane}` at {at}, the limit; make the load smaller or the receivers faster, \
                 or give the queue a `capacity` or the sender a `backlog`"
            ),
        }
    }
}
