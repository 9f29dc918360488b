//! Conditions that can't be false or can't be true because of what a figure can be at all, and those that only luck makes true.

use super::unit::Unit;
use super::{Look, Problem, Problems, in_unit, word};
use crate::scenario::measure::{Figure, LaneKey, Measure, Stat};
use crate::scenario::written::Quote;
use crate::scenario::{Condition, Op, Operand, Part, Poison, Style};

/// Warns if a condition is decided before the run.
pub fn certain(look: &Look<'_>, condition: &Condition, text: &Quote, problems: &mut Problems) {
    let (decided, label, help) = match condition.right {
        Operand::Measure(right) => {
            let Some(decided) = between(condition, right) else { return };
            let label = if condition.left == right {
                "both sides are the same figure".to_owned()
            } else {
                let [one, other] = [condition.left, right].map(|measure| name(measure.figure));
                let larger = never_larger(condition.left.figure, right.figure);
                let (small, large) = if larger { (one, other) } else { (other, one) };
                format!("`{small}` is never more than `{large}`")
            };
            (decided, label, "compare figures of which each may be the larger".to_owned())
        }
        Operand::Number(number) => {
            let Some(decided) = against(look, condition, number * condition.factor) else { return };
            let (label, help) = words(look, condition.left, number * condition.factor);
            (decided, label, help)
        }
    };
    let title = if decided { "this is true however the run goes" } else { "this is false however the run goes" };
    let why = if decided { "what can't be false says nothing about the run" } else { "what can't be true fails on every run" };
    problems.add(Problem::warning(text.place, title, label, why).help(help));
}

/// What a condition with two figures of the same lane comes to, if that is certain.
fn between(condition: &Condition, right: Measure) -> Option<bool> {
    let left = condition.left;
    if condition.factor != 1.0 || left.lane != right.lane {
        return None;
    }
    let exists = !matches!(left.figure, Figure::Latency(..) | Figure::Wait(..) | Figure::Lane(LaneKey::Recovery | LaneKey::FirstError));
    match condition.op {
        Op::Less | Op::Greater | Op::NotEqual if left == right => Some(false),
        Op::LessOrEqual | Op::Equal | Op::GreaterOrEqual if left == right => exists.then_some(true),
        Op::LessOrEqual if never_larger(left.figure, right.figure) => Some(true),
        Op::GreaterOrEqual if never_larger(right.figure, left.figure) => Some(true),
        Op::Less if never_larger(right.figure, left.figure) => Some(false),
        Op::Greater if never_larger(left.figure, right.figure) => Some(false),
        _ => None,
    }
}

/// Whether one figure can't be larger than the other.
fn never_larger(small: Figure, large: Figure) -> bool {
    let rank = |stat: Stat| Stat::ALL.iter().position(|each| *each == stat).filter(|_| stat != Stat::Mean);
    let below = |one: Stat, other: Stat| rank(one).zip(rank(other)).is_some_and(|(one, other)| one < other);
    match (small, large) {
        (Figure::Lane(key), Figure::Lane(LaneKey::Offered)) => is_part_of_offered(key),
        (Figure::Latency(key, one), Figure::Latency(other_key, other)) => key == other_key && below(one, other),
        (Figure::Wait(node, one), Figure::Wait(other_node, other)) => node == other_node && below(one, other),
        _ => false,
    }
}

/// A figure with its statistic.
fn name(figure: Figure) -> String {
    match figure {
        Figure::Latency(_, stat) | Figure::Wait(_, stat) => format!("{}.{}", word(figure), stat.word()),
        _ => word(figure).to_owned(),
    }
}

const fn is_part_of_offered(key: LaneKey) -> bool {
    matches!(
        key,
        LaneKey::Completed
            | LaneKey::Failed
            | LaneKey::Rejected
            | LaneKey::DeadLettered
            | LaneKey::Expired
            | LaneKey::Lost
            | LaneKey::InSystem
    )
}

/// The most that a figure can be, if there is such a limit.
fn most(look: &Look<'_>, figure: Figure) -> Option<f64> {
    match (Unit::of(figure), figure) {
        (Unit::Share, _) => Some(1.0),
        (Unit::Time, Figure::Lane(LaneKey::OrphanedWork)) => None,
        (Unit::Time, _) => Some(look.scenario.duration.seconds()),
        (_, Figure::Lane(key)) if (key == LaneKey::Offered || is_part_of_offered(key)) && look.is_even() && !look.rate_turns => look.born,
        _ => None,
    }
}

/// What a condition with a number comes to, if that is certain.
fn against(look: &Look<'_>, condition: &Condition, number: f64) -> Option<bool> {
    let figure = condition.left.figure;
    let most = most(look, figure);
    let beyond = most.is_some_and(|most| number > most);
    let at_top = most.is_some_and(|most| number >= most);
    let broken = Unit::of(figure) == Unit::Messages && number.fract() != 0.0 && !matches!(figure, Figure::Node(..));
    // To be nothing or more is to be there at all, which isn't certain of every figure.
    let there = matches!(Unit::of(figure), Unit::Messages | Unit::Share);
    match condition.op {
        Op::Less if beyond => Some(true),
        Op::Less if number <= 0.0 => Some(false),
        Op::LessOrEqual if at_top => Some(true),
        Op::Greater if at_top => Some(false),
        Op::GreaterOrEqual if beyond => Some(false),
        Op::GreaterOrEqual if number <= 0.0 && there => Some(true),
        Op::Equal if beyond || broken => Some(false),
        Op::NotEqual if beyond || broken => Some(true),
        _ => None,
    }
}

/// Why it is certain, and what was meant.
fn words(look: &Look<'_>, left: Measure, number: f64) -> (String, String) {
    let unit = Unit::of(left.figure);
    let word = word(left.figure);
    let Some(most) = most(look, left.figure).filter(|most| number >= *most) else {
        let label = if number <= 0.0 { format!("`{word}` is 0 or more") } else { format!("`{word}` is a whole number") };
        return (label, "write a number that it may lie on either side of".to_owned());
    };
    let label = match unit {
        Unit::Time => format!("nothing takes longer than the run, and that lasts {}", in_unit(most, unit)),
        _ => format!("`{word}` is {} at the most", in_unit(most, unit)),
    };
    let help = match unit {
        Unit::Share if number > 1.0 => format!("a share lies between 0 and 1: did you mean {number}%?"),
        Unit::Time => format!("a number without a unit is seconds: did you mean {number}ms?"),
        _ => "write a number that it may lie on either side of".to_owned(),
    };
    (label, help)
}

/// Warns if a claim needs more cases than chance is sure to bring.
pub fn chance(look: &Look<'_>, condition: &Condition, text: &Quote, problems: &mut Problems) {
    let (Figure::Lane(key), Operand::Number(number)) = (condition.left.figure, condition.right) else { return };
    let least = match condition.op {
        Op::Greater => number * condition.factor + 1.0,
        Op::GreaterOrEqual => number * condition.factor,
        _ => return,
    };
    let Some(expected) = cases(look, condition.left, key).filter(|expected| *expected > 0.0) else { return };
    // Of cases that come by chance, about this many come in 39 of 40 runs.
    if least < 1.0 || expected - 2.0 * expected.sqrt() >= least {
        return;
    }
    let label = format!("about {} of them expected, and it takes {least}", super::number(expected));
    let why = "with another seed there may be too few, and the claim is false by bad luck alone";
    let problem = Problem::warning(text.place, "this claim needs luck", label, why);
    problems.add(problem.help("make the run longer or the share larger, or claim less"));
}

/// How many messages are expected to end so, where poison and errors alone decide.
fn cases(look: &Look<'_>, measure: Measure, key: LaneKey) -> Option<f64> {
    let lane = look.scenario.lane(measure.lane);
    let sender = lane.sender();
    let lossy = lane.nodes.iter().any(|node| node.link.loss > 0.0);
    let [to] = sender.to[..] else { return None };
    if !look.scenario.faults.is_empty() || lossy || look.turns_any(measure.lane, &["errors", "attempts", "max_receives", "time"]) {
        return None;
    }
    // Numbers of poison are no chance.
    let chance = matches!(look.scenario.messages.poison, Poison::Share(_));
    let spot = look.spot(measure.lane, to);
    match (&spot.node.part, key) {
        (Part::Service(service), LaneKey::Failed) if sender.style == Style::Calls && chance => {
            let plain = service.calls.is_empty() && service.sends.is_none() && service.timeout.is_none() && sender.timeout.is_none();
            plain.then(|| spot.failures(sender.retry.attempts))
        }
        (Part::Queue(queue), LaneKey::DeadLettered) if chance => {
            let worker = lane.ways(to).into_iter().map(|id| look.spot(measure.lane, id)).next()?;
            let Part::Worker(plan) = &worker.node.part else { return None };
            let plain = plan.calls.is_empty() && plan.timeout.is_none() && !plan.batch_fails && lane.ways(to).len() == 1;
            let fits = queue.visibility_timeout > look.mean(measure.lane).hold(worker.id);
            let receives = queue.max_receives?;
            (plain && fits && queue.push.is_none()).then(|| worker.failures(receives))
        }
        _ => None,
    }
}
