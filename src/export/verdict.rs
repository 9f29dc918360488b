//! What stood on the two sides of a claim, in words.

use crate::measure::{Report, Verdict};
use crate::scenario::measure::Unit;
use crate::scenario::{Condition, Operand};

/// What is said where the run has no such figure.
const NOTHING: &str = "nothing";

/// Why a claim is false that compares with it.
pub const WHY_NOTHING: &str = "a comparison with nothing is false";

/// The units of the two sides; a bare number has that of what it is compared with.
#[must_use]
pub fn units(condition: Condition) -> [Unit; 2] {
    let left = condition.left.unit();
    match condition.right {
        Operand::Measure(measure) => [left, measure.unit()],
        Operand::Number(_) => [left, left],
    }
}

/// The values of the two sides, each with its unit.
#[must_use]
pub fn values(condition: Condition, verdict: Verdict) -> [String; 2] {
    let [left, right] = units(condition);
    let said = [say(left, verdict.left), say(right, verdict.right)];
    // Rounded they may look the same and not be: then to the last digit.
    if said[0] == said[1] && verdict.left != verdict.right { [exact(left, verdict.left), exact(right, verdict.right)] } else { said }
}

/// The sentence for a claim that is false, in parts: what each side was, and what a side without a value means.
#[must_use]
pub fn here(report: &Report, condition: Condition, verdict: Verdict) -> Vec<String> {
    let [left, right] = values(condition, verdict);
    let lanes = &report.scenario.lanes;
    let factor = if condition.factor == 1.0 { String::new() } else { format!("{} * ", condition.factor) };
    let other = match condition.right {
        Operand::Measure(measure) => format!("and {factor}{} is {right}", measure.name(lanes)),
        Operand::Number(_) => format!("against {right}"),
    };
    let mut parts = vec![format!("here: {} is {left},", condition.left.name(lanes)), other];
    if is_about_nothing(verdict) {
        parts[1] += ";";
        parts.push(WHY_NOTHING.to_owned());
    }
    parts
}

/// Whether a side is a figure that the run doesn't have.
#[must_use]
pub fn is_about_nothing(verdict: Verdict) -> bool {
    verdict.left.is_none() || verdict.right.is_none()
}

fn say(unit: Unit, value: Option<f64>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| unit.show(value))
}

fn exact(unit: Unit, value: Option<f64>) -> String {
    let unit = match unit {
        Unit::Seconds => " s",
        Unit::PerSecond => " /s",
        Unit::Count | Unit::Share => "",
    };
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{value}{unit}"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::parse;

    /// What is said of a claim about a call of 0.25 s and a queue.
    fn said(that: &str) -> (bool, String) {
        let source = format!(
            "title = 'f'\nduration = '10s'\nload.times = ['0s']\nwork.time = '250ms'\n[[lane]]\nname = 'Call'\nsender.calls = 's'\n\
             service.s = {{}}\n[[lane]]\nname = 'Queue'\nsender.sends = 'q'\nqueue.q = {{}}\nworker.w.polls = 'q'\n\
             [[claim]]\nsay = 'So it is.'\nthat = '{that}'\n"
        );
        let scenario = parse("f", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        let report = Report::of(&Arc::new(scenario)).unwrap();
        let (condition, verdict) = (report.scenario.claims[0].condition, report.verdicts[0]);
        (verdict.holds, here(&report, condition, verdict).join(" ").replace("here: ", ""))
    }

    #[test]
    fn each_side_is_named_and_has_its_value_with_its_unit() {
        for (that, words) in [
            ("call.ack.max < \"100ms\"", "call.ack.max is 0.25 s, against 0.10 s"),
            ("call.blocked.p99 > 20 * queue.end_to_end.p99", "call.blocked.p99 is 0.25 s, and 20 * queue.end_to_end.p99 is 5.0 s"),
            ("call.blocked_share > \"20%\"", "call.blocked_share is 2.5 %, against 20 %"),
            ("call.offered != queue.offered", "call.offered is 1, and queue.offered is 1"),
            ("call.goodput > queue.goodput", "call.goodput is 0.10 /s, and queue.goodput is 0.10 /s"),
            ("queue.q.depth_max > 2 * 3", "queue.q.depth_max is 0, against 6"),
        ] {
            let (holds, here) = said(that);
            assert!(here == words && !holds, "{that}: {here}");
        }
    }

    #[test]
    fn a_comparison_with_nothing_is_false_and_says_so() {
        for that in ["queue.result.p99 < 1", "queue.result.p99 >= 1", "queue.result.p99 != 1"] {
            assert_eq!(said(that), (false, "queue.result.p99 is nothing, against 1.0 s; a comparison with nothing is false".to_owned()));
        }
        let both = "queue.recovery is nothing, and 2 * call.recovery is nothing; a comparison with nothing is false";
        assert_eq!(said("queue.recovery == 2 * call.recovery"), (false, both.to_owned()));
    }

    #[test]
    fn what_only_looks_the_same_is_told_to_the_last_digit() {
        assert_eq!(said("call.ack.max == 0.2501").1, "call.ack.max is 0.25 s, against 0.2501 s");
        assert_eq!(said("call.blocked_share == 0.0249999").1, "call.blocked_share is 0.025, against 0.0249999");
    }
}
