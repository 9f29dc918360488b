//! The circuit breaker of a sender, one for each node that it calls.

use crate::scenario::Breaker as Plan;
use crate::time::Time;

/// A circuit breaker.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Breaker {
    state: State,
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
    /// Whether an attempt may be made now. The first one after the breaker was open long enough is its probe.
    pub fn lets_through(&mut self, now: Time) -> bool {
        match self.state {
            State::Closed(_) => true,
            State::Open(until) if until <= now => {
                self.state = State::HalfOpen;
                true
            }
            State::Open(_) | State::HalfOpen => false,
        }
    }

    /// An attempt that was let through has ended.
    pub fn note(&mut self, plan: Plan, ok: bool, now: Time) {
        self.state = match self.state {
            // What was sent before the breaker opened says nothing about now.
            State::Open(until) => State::Open(until),
            _ if ok => State::Closed(0),
            State::Closed(failures) if failures + 1 < plan.failures => State::Closed(failures + 1),
            State::Closed(_) | State::HalfOpen => State::Open(now + plan.open),
        };
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
            assert!(breaker.lets_through(Time(at)));
            breaker.note(plan, ok, Time(at));
        }
        assert!(!breaker.lets_through(Time(12)));
        assert!(breaker.lets_through(Time(13)) && !breaker.lets_through(Time(13)));
        breaker.note(plan, false, Time(14));
        assert!(!breaker.lets_through(Time(23)) && breaker.lets_through(Time(24)));
        breaker.note(plan, true, Time(25));
        assert!(breaker.lets_through(Time(25)) && breaker.lets_through(Time(25)));
    }
}
