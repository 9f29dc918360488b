//! Facts and states in plain words.

mod apart;
mod compared;
mod inspected;
mod path;
mod said;
mod standing;
mod step;
mod weight;

pub use apart::apart;
pub use compared::{Aspect, compared};
pub use inspected::{about, differences, figures, health, settings};
pub use path::path;
pub use said::said;
pub use standing::{Standing, standing};
pub use step::{Place, Step, steps};
pub use weight::{matters, role_of};

use crate::fact::{Cargo, Outcome, Word};
use crate::scenario::FaultKind;
use crate::time::{SECOND, Time};

/// What a caller was told, in a word.
#[must_use]
pub const fn told(word: Word) -> &'static str {
    match word {
        Word::Ok => "ok",
        Word::Error => "error",
        Word::NoRoom => "no room",
        Word::Throttled => "throttled",
        Word::TooLarge => "too large",
        Word::BreakerOpen => "breaker open",
        Word::NoConnection => "no connection",
        Word::Unheard => "sent",
        Word::Down => "refused",
        Word::TimedOut => "timed out",
    }
}

/// What a fault makes of a node, in a word.
#[must_use]
pub const fn troubled(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Outage => "DOWN",
        FaultKind::Hang => "HANGS",
        FaultKind::Slow(_) => "SLOW",
        FaultKind::Errors(_) => "ERRORS",
        FaultKind::Throttle(_) => "THROTTLES",
        FaultKind::Loss(_) => "LOSES",
        FaultKind::Delay(_) => "DELAYED",
        FaultKind::Duplicate(_) => "DOUBLES",
        FaultKind::Crash => "CRASHED",
        FaultKind::Partition => "CUT OFF",
    }
}

/// What something that crosses a link is, in words.
#[must_use]
pub const fn carried(cargo: Cargo) -> &'static str {
    match cargo {
        Cargo::Request => "request",
        Cargo::Answer => "answer",
        Cargo::Error => "error",
        Cargo::HandOff => "message",
        Cargo::Receipt => "receipt",
        Cargo::Poll => "poll",
        Cargo::Delivery => "message",
        Cargo::Nothing => "empty answer",
        Cargo::Deletion => "deletion",
        Cargo::Status => "question",
        Cargo::StatusAnswer => "status",
    }
}

/// How a message ended, in words.
#[must_use]
pub const fn ended(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => "completed",
        Outcome::Failed => "failed",
        Outcome::Rejected => "rejected",
        Outcome::DeadLettered => "dead-lettered",
        Outcome::Expired => "expired",
        Outcome::Lost => "lost",
    }
}

/// An instant as an axis has it whose marks are a step apart: `20 s`, or as on the clock if the run is long.
#[must_use]
pub fn instant(at: Time, step: Time) -> String {
    const MINUTE: u64 = 60 * SECOND;
    match step.0 {
        0..SECOND => at.since(Time::START).to_string(),
        SECOND..MINUTE => format!("{:.0} s", at.seconds()),
        _ => format!("{at:.0}"),
    }
}
