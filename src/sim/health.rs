//! What faults do to a node or a link at the moment.

use crate::scenario::FaultKind;

/// The faults on one place, combined.
#[derive(Clone, Debug, Default)]
pub(super) struct Health {
    faults: Vec<(u16, FaultKind)>,
    status: Status,
    slow: f64,
    errors: f64,
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

    /// Puts a fault in or takes it out. An outage goes before a hang; slowness multiplies; shares are independent chances.
    pub fn change(&mut self, fault: u16, kind: FaultKind, begins: bool) {
        if begins {
            self.faults.push((fault, kind));
        } else {
            self.faults.retain(|(active, _)| *active != fault);
        }
        (self.status, self.slow) = (Status::Up, 1.0);
        let mut sound = 1.0;
        for (_, kind) in &self.faults {
            match kind {
                FaultKind::Outage => self.status = Status::Down,
                FaultKind::Hang if self.status == Status::Up => self.status = Status::Hung,
                FaultKind::Hang => {}
                FaultKind::Slow(factor) => self.slow *= factor,
                FaultKind::Errors(share) => sound *= 1.0 - share,
            }
        }
        self.errors = 1.0 - sound;
    }

    /// Whether the place works at all.
    pub fn status(&self) -> Status {
        self.status
    }

    /// How many times as long as usual things take.
    pub fn slow(&self) -> f64 {
        self.slow
    }

    /// The probability that something fails because of the faults.
    pub fn errors(&self) -> f64 {
        self.errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_faults_combine() {
        let mut health = Health::sound();
        for (fault, kind) in [FaultKind::Hang, FaultKind::Outage, FaultKind::Slow(2.0), FaultKind::Slow(5.0)].into_iter().enumerate() {
            health.change(u16::try_from(fault).unwrap(), kind, true);
        }
        health.change(4, FaultKind::Errors(0.5), true);
        health.change(5, FaultKind::Errors(0.5), true);
        assert_eq!((health.status(), health.slow(), health.errors()), (Status::Down, 10.0, 0.75));
        health.change(1, FaultKind::Outage, false);
        assert_eq!(health.status(), Status::Hung);
        for fault in [0, 2, 3, 4, 5] {
            health.change(fault, FaultKind::Outage, false);
        }
        assert_eq!((health.status(), health.slow(), health.errors()), (Status::Up, 1.0, 0.0));
    }
}
