//! How fast simulated time goes by, as a true ratio to the clock on the wall.

use std::fmt;
use std::time::Duration;

use crate::time::Span;

/// Simulated seconds for each second of the wall clock, from 1/1000 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Speed(f64);

/// The speeds that the keys go through.
const LADDER: [f64; 19] =
    [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];

impl Speed {
    /// As fast as life.
    pub const LIFE: Self = Self(1.0);

    /// A speed between the slowest and the fastest.
    #[must_use]
    pub fn new(ratio: f64) -> Self {
        Self(ratio.clamp(LADDER[0], LADDER[LADDER.len() - 1]))
    }

    /// The next slower speed.
    #[must_use]
    pub fn slower(self) -> Self {
        Self(LADDER.iter().rev().copied().find(|ratio| *ratio < self.0).unwrap_or(LADDER[0]))
    }

    /// The next faster speed.
    #[must_use]
    pub fn faster(self) -> Self {
        Self(LADDER.iter().copied().find(|ratio| *ratio > self.0).unwrap_or(LADDER[LADDER.len() - 1]))
    }

    /// How much simulated time goes by during `wall`.
    #[must_use]
    pub fn simulated(self, wall: Duration) -> Span {
        Span::from_seconds(wall.as_secs_f64() * self.0)
    }

    /// How much wall time goes by during `simulated`.
    #[must_use]
    pub fn wall(self, simulated: Span) -> Duration {
        Duration::from_secs_f64(simulated.seconds() / self.0)
    }
}

/// `2 x`, `1/4 x`.
impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inverse = 1.0 / self.0;
        if self.0 < 1.0 && (inverse - inverse.round()).abs() < 1e-6 {
            write!(f, "1/{inverse:.0} x")
        } else {
            write!(f, "{} x", (self.0 * 1000.0).round() / 1000.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_is_climbed_from_any_speed_and_said_as_a_ratio() {
        assert_eq!(
            [0.001, 0.25, 1.0, 2.5, 1000.0].map(|ratio| Speed::new(ratio).to_string()),
            ["1/1000 x", "1/4 x", "1 x", "2.5 x", "1000 x"]
        );
        assert_eq!(Speed::new(0.25).slower(), Speed(0.2));
        assert_eq!(Speed::new(0.25).faster(), Speed(0.5));
        assert_eq!(Speed::new(0.0).slower(), Speed(0.001));
        assert_eq!(Speed::new(1e9).faster(), Speed(1000.0));
    }
}
