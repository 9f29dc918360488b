//! How long a lane needs, after the last fault is over, to have no more in the system than before the first.

use crate::level::Level;
use crate::scenario::Scenario;
use crate::time::{Span, Time};

/// Watches the number of messages in the system.
#[derive(Clone, Debug)]
pub struct Recovery {
    in_system: Level,
    first_begins: Time,
    last_ends: Time,
    before: Option<f64>,
    after: Option<Span>,
}

impl Recovery {
    /// For the faults of a scenario; without faults there is nothing to recover from.
    pub fn new(scenario: &Scenario) -> Self {
        let first_begins = scenario.faults.iter().map(|fault| fault.at).min().unwrap_or(Time::NEVER);
        let last_ends = scenario.faults.iter().map(|fault| fault.until).max().unwrap_or(Time::NEVER);
        let in_system = Level::new(Time::START + scenario.warmup);
        Self { in_system, first_begins, last_ends, before: None, after: None }
    }

    /// One message more or less is in the system.
    pub fn change(&mut self, now: Time, more: bool) {
        self.observe(now);
        if more { self.in_system.up(now) } else { self.in_system.down(now) }
    }

    /// Looks at the time since the last change.
    pub fn observe(&mut self, now: Time) {
        if self.before.is_none() && now >= self.first_begins {
            self.before = self.in_system.mean(self.first_begins);
        }
        if let Some(before) = self.before
            && self.after.is_none()
            && now > self.last_ends
            && self.in_system.value() as f64 <= before
        {
            self.after = Some(self.in_system.since().max(self.last_ends).since(self.last_ends));
        }
    }

    /// How long it took, if it has come to pass.
    pub fn span(&self) -> Option<Span> {
        self.after
    }
}
