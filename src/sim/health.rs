//! What faults do to a node or a link at the moment.

use super::bucket::Bucket;
use crate::scenario::FaultKind;
use crate::time::{Span, Time};

/// The faults on one place, combined.
#[derive(Clone, Debug, Default)]
pub(super) struct Health {
    faults: Vec<(u16, FaultKind)>,
    status: Status,
    slow: f64,
    errors: f64,
    twice: f64,
    delay: Span,
    throttle: Option<Bucket>,
}

/// Whether a place works at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Status {
    /// It works.
    #[default]
    Up,
    /// It is silent.
    Hung,
    /// It refuses.
    Down,
}

impl Health {
    /// Nothing is wrong.
    pub fn sound() -> Self {
        Self { slow: 1.0, ..Self::default() }
    }

    /// Whether nothing is wrong.
    #[inline(always)]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Puts a fault in or takes it out. An outage goes before a hang; slowness multiplies and delays add up; shares are
    /// independent chances; of several throttles the lowest counts.
    pub fn change(&mut self, fault: u16, kind: FaultKind, begins: bool, now: Time) {
        if begins {
            self.faults.push((fault, kind));
        } else {
            self.faults.retain(|(active, _)| *active != fault);
        }
        let (mut whole, mut once, mut rate) = (1.0, 1.0, f64::INFINITY);
        (self.status, self.slow, self.delay) = (Status::Up, 1.0, Span::ZERO);
        for (_, kind) in &self.faults {
            match *kind {
                FaultKind::Outage | FaultKind::Crash => self.status = Status::Down,
                FaultKind::Hang | FaultKind::Partition if self.status == Status::Up => self.status = Status::Hung,
                FaultKind::Hang | FaultKind::Partition => {}
                FaultKind::Slow(factor) => self.slow *= factor,
                FaultKind::Errors(share) | FaultKind::Loss(share) => whole *= 1.0 - share,
                FaultKind::Duplicate(share) => once *= 1.0 - share,
                FaultKind::Delay(span) => self.delay = self.delay + span,
                FaultKind::Throttle(limit) => rate = limit.min(rate),
            }
        }
        (self.errors, self.twice) = (1.0 - whole, 1.0 - once);
        // A fault of another kind that comes or goes leaves the bucket as it is.
        if matches!(kind, FaultKind::Throttle(_)) {
            self.throttle = rate.is_finite().then(|| Bucket::of_rate(rate, now));
        }
    }

    /// Whether the place works at all.
    #[inline(always)]
    pub fn status(&self) -> Status {
        self.status
    }

    /// How many times as long as usual things take.
    pub fn slow(&self) -> f64 {
        self.slow
    }

    /// How much longer than usual a crossing takes.
    pub fn delay(&self) -> Span {
        self.delay
    }

    /// The probability that something fails, or is lost on a link, because of the faults.
    pub fn errors(&self) -> f64 {
        self.errors
    }

    /// The probability that something arrives twice.
    pub fn twice(&self) -> f64 {
        self.twice
    }

    /// Whether a throttle lets something through; it counts as let through.
    pub fn lets_through(&mut self, now: Time) -> bool {
        self.throttle.as_mut().is_none_or(|bucket| bucket.take(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_faults_combine() {
        let mut health = Health::sound();
        let all = [FaultKind::Hang, FaultKind::Crash, FaultKind::Slow(2.0), FaultKind::Slow(5.0)];
        let more = [FaultKind::Errors(0.5), FaultKind::Loss(0.5), FaultKind::Delay(Span(3)), FaultKind::Delay(Span(4))];
        for (fault, kind) in (0..).zip(all.into_iter().chain(more)) {
            health.change(fault, kind, true, Time::START);
        }
        assert_eq!((health.status(), health.slow(), health.errors(), health.delay()), (Status::Down, 10.0, 0.75, Span(7)));
        health.change(1, FaultKind::Crash, false, Time::START);
        assert_eq!(health.status(), Status::Hung);
        for fault in [0, 2, 3, 4, 5, 6, 7] {
            health.change(fault, FaultKind::Outage, false, Time::START);
        }
        assert_eq!((health.status(), health.slow(), health.errors(), health.is_sound()), (Status::Up, 1.0, 0.0, true));
    }

    #[test]
    fn the_lowest_throttle_counts() {
        let mut health = Health::sound();
        health.change(0, FaultKind::Throttle(5.0), true, Time::START);
        health.change(1, FaultKind::Throttle(2.0), true, Time::START);
        let through = |health: &mut Health| (0..10).filter(|_| health.lets_through(Time::START)).count();
        assert_eq!(through(&mut health), 2);
        health.change(1, FaultKind::Throttle(2.0), false, Time::START);
        assert_eq!(through(&mut health), 5);
    }
}
