//! Which facts matter most to somebody who looks for what went wrong, and what they mean to the eye.

use crate::fact::{Fact, Outcome, Word};
use crate::ui::theme::Role;

/// Whether something went wrong, or somebody did something about it: errors, timeouts, retries, duplicates, dead letters, faults.
#[must_use]
pub const fn matters(fact: &Fact) -> bool {
    match fact {
        Fact::Tried { attempt, .. } | Fact::StepTried { attempt, .. } => *attempt > 1,
        Fact::Finished { ok, .. } | Fact::ExecutionEnded { ok, .. } | Fact::CaughtUp { ok, .. } => !*ok,
        Fact::Arrived { duplicate, .. } => *duplicate,
        Fact::Departed { lost, .. } => *lost,
        Fact::Ended { outcome, .. } => !matches!(outcome, Outcome::Completed),
        Fact::Freed { word, .. } => !matches!(word, Word::Ok | Word::Unheard),
        Fact::Missed { .. }
        | Fact::BackedOff { .. }
        | Fact::Refused { .. }
        | Fact::Swallowed { .. }
        | Fact::Recognised { .. }
        | Fact::StepWaits { .. }
        | Fact::DeliveryWaits { .. }
        | Fact::Undeliverable { .. }
        | Fact::Dropped { .. }
        | Fact::Unstarted { .. }
        | Fact::WaitsForRoom { .. }
        | Fact::Deduplicated { .. }
        | Fact::PutBack { .. }
        | Fact::Reappeared { .. }
        | Fact::SetAside { .. }
        | Fact::Removed { .. }
        | Fact::FaultBegan { .. }
        | Fact::FaultEnded { .. }
        | Fact::Changed { .. } => true,
        _ => false,
    }
}

/// What a fact means to the eye.
#[must_use]
pub const fn role_of(fact: &Fact) -> Role {
    match fact {
        Fact::Tried { attempt: 2.., .. } | Fact::StepTried { attempt: 2.., .. } => Role::Retry,
        Fact::BackedOff { .. }
        | Fact::StepWaits { .. }
        | Fact::DeliveryWaits { .. }
        | Fact::PutBack { .. }
        | Fact::Reappeared { .. }
        | Fact::WaitsForRoom { .. } => Role::Retry,
        Fact::Arrived { duplicate: true, .. } | Fact::Recognised { .. } | Fact::Deduplicated { .. } => Role::Duplicate,
        Fact::Ended { outcome: Outcome::Completed, .. } => Role::Answer,
        Fact::Changed { .. } | Fact::FaultEnded { .. } => Role::Heading,
        other if matters(other) => Role::Error,
        Fact::EmptyReceive { .. } | Fact::Departed { .. } => Role::Faint,
        _ => Role::Text,
    }
}
