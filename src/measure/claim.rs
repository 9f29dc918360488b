//! What becomes of the lesson's claims when the run is over.

use super::lane::LaneMeasures;
use crate::scenario::measure::Measure;
use crate::scenario::{Claim, Op, Operand};

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// Whether it is true.
    pub holds: bool,
    /// The value of its left side; nothing if the run has no such figure.
    pub left: Option<f64>,
    /// The value of its right side, the factor included.
    pub right: Option<f64>,
}

impl Verdict {
    /// Checks a claim against the figures of a run. A comparison with a figure that does not exist is false.
    #[must_use]
    pub fn of(claim: &Claim, lanes: &[LaneMeasures]) -> Self {
        let value = |measure: Measure| lanes[measure.lane.index()].figure(measure.figure);
        let condition = claim.condition;
        let left = value(condition.left);
        let right = match condition.right {
            Operand::Measure(measure) => value(measure),
            Operand::Number(number) => Some(number),
        }
        .map(|right| condition.factor * right);
        let holds = left.zip(right).is_some_and(|(left, right)| match condition.op {
            Op::Less => left < right,
            Op::LessOrEqual => left <= right,
            Op::Equal => left == right,
            Op::NotEqual => left != right,
            Op::GreaterOrEqual => left >= right,
            Op::Greater => left > right,
        });
        Self { holds, left, right }
    }
}
