//! The circuit breaker of a sender, one for each node that it calls.

use crate::scenario::Breaker as Plan;
use crate::time::Time;

/// A circuit breaker.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Breaker {
    state: State,
    /// Moves on with every change of the state. What was let through in an earlier one says nothing about now.
    era: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// So many failures in a row.
    Closed(u32),
    /// Nothing is sent until then.
    Open(Time),
    /// One attempt is out, whose end decides.
    HalfOpen,
}

impl Default for State {
    fn default() -> Self {
        Self::Closed(0)
    }
}

impl Breaker {
    /// In which era an attempt may be made now, if one may. The first after the breaker was open long enough is its probe.
    pub fn lets_through(&mut self, now: Time) -> Option<u32> {
        match self.state {
            State::Closed(_) => {}
            State::Open(until) if until <= now => self.turn_to(State::HalfOpen),
            State::Open(_) | State::HalfOpen => return None,
        }
        Some(self.era)
    }

    /// An attempt that was let through in an era has ended.
    pub fn note(&mut self, plan: Plan, era: u32, ok: bool, now: Time) {
        if era != self.era {
            return;
        }
        match self.state {
            State::Closed(_) if ok => self.state = State::Closed(0),
            State::Closed(failures) if failures + 1 < plan.failures => self.state = State::Closed(failures + 1),
            State::HalfOpen if ok => self.turn_to(State::Closed(0)),
            State::Closed(_) | State::HalfOpen => self.turn_to(State::Open(now + plan.open)),
            // Nothing is let through while it is open.
            State::Open(_) => {}
        }
    }

    fn turn_to(&mut self, state: State) {
        self.state = state;
        self.era = self.era.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    #[test]
    fn it_opens_after_failures_in_a_row_and_one_probe_decides() {
        let plan = Plan { failures: 2, open: Span(10) };
        let mut breaker = Breaker::default();
        for (ok, at) in [(false, 0), (true, 1), (false, 2), (false, 3)] {
            let era = breaker.lets_through(Time(at)).unwrap();
            breaker.note(plan, era, ok, Time(at));
        }
        assert_eq!(breaker.lets_through(Time(12)), None);
        let probe = breaker.lets_through(Time(13)).unwrap();
        assert_eq!(breaker.lets_through(Time(13)), None);
        breaker.note(plan, probe, false, Time(14));
        assert_eq!(breaker.lets_through(Time(23)), None);
        let probe = breaker.lets_through(Time(24)).unwrap();
        // What was sent before the breaker opened comes back now, and says nothing.
        breaker.note(plan, 0, false, Time(25));
        assert_eq!(breaker.lets_through(Time(25)), None);
        breaker.note(plan, probe, true, Time(25));
        assert_eq!(breaker.lets_through(Time(25)), breaker.lets_through(Time(26)));
        assert!(breaker.lets_through(Time(26)).is_some());
    }
}
