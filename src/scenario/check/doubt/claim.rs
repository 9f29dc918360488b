//! Doubts about claims and turns whose condition can't be false, can't be true, or compares what can't be compared.

mod range;
mod unit;

use super::look::Look;
use super::words::{number, time};
use super::{Problem, Problems, Sort};
use crate::scenario::measure::{Figure, LaneKey, LatencyKey, Measure, NodeKey, WAIT};
use crate::scenario::written::Quote;
use crate::scenario::{Condition, Operand, Part, Style};
use crate::time::{Span, Time};
use unit::Unit;

pub fn claims(look: &Look<'_>, problems: &mut Problems) {
    let texts = look.file.list("claim").iter().filter_map(|section| section.text("that"));
    for (place, (claim, text)) in look.scenario.claims.iter().zip(texts).enumerate() {
        if look.scenario.claims[..place].iter().any(|other| other.condition == claim.condition) {
            let why = "one claim more seems to hold, and nothing more is known";
            let problem = Problem::warning(text.place, "this is claimed twice", "a claim above says the same", why);
            problems.add(problem.help("remove one of them, or claim what was meant here"));
        }
        condition(look, &claim.condition, text, problems);
        range::chance(look, &claim.condition, text, problems);
    }
    for (scene, section) in look.scenario.scenes.iter().zip(look.file.list("scene")) {
        if let (Some(turn), Some(text)) = (&scene.turn, section.table("turn").and_then(|turn| turn.text("that"))) {
            condition(look, &turn.condition, text, problems);
        }
    }
}

fn condition(look: &Look<'_>, condition: &Condition, text: &Quote, problems: &mut Problems) {
    let right = if let Operand::Measure(measure) = condition.right { Some(measure) } else { None };
    let sides = [Some(condition.left), right];
    if let Some((measure, why)) = sides.into_iter().flatten().find_map(|measure| Some((measure, missing(look, measure)?))) {
        let label = "a comparison with what doesn't exist is false";
        let title = format!("`{}` has no value here", word(measure.figure));
        problems.add(Problem::warning(text.place, title, label, why).help("compare another figure, or remove this condition"));
    } else if unit::fits(condition, text, problems) {
        range::certain(look, condition, text, problems);
    }
}

/// What a figure is called.
fn word(figure: Figure) -> &'static str {
    match figure {
        Figure::Lane(key) => key.word(),
        Figure::Latency(key, _) => key.word(),
        Figure::Node(_, key) => key.word(),
        Figure::Wait(..) => WAIT,
    }
}

/// Why a figure has no value, whatever happens.
fn missing(look: &Look<'_>, measure: Measure) -> Option<String> {
    let lane = look.scenario.lane(measure.lane);
    let sender = lane.sender();
    match measure.figure {
        Figure::Node(node, key) => {
            let part = &lane.node(node).part;
            let whose = match key {
                NodeKey::Utilisation if !matches!(part, Part::Service(_) | Part::Worker(_)) => "of services and workers",
                NodeKey::InFlightMax | NodeKey::OldestMax | NodeKey::EmptyReceives if !matches!(part, Part::Queue(_)) => "of queues",
                NodeKey::OutOfOrder if !matches!(part, Part::Worker(_)) => "of workers",
                NodeKey::Received if matches!(part, Part::Sender(_) | Part::Worker(_)) => "of whoever is asked: of a service or a queue",
                _ => return None,
            };
            Some(format!("`{}` is a figure {whose}, and `{}` is a {}", key.word(), lane.node(node).id, Sort::of(part).word()))
        }
        Figure::Latency(LatencyKey::Result, _) if sender.style == Style::Sends && sender.poll.is_none() => {
            Some("a sender that sends holds a result only if it asks for it with `poll`".to_owned())
        }
        Figure::Latency(LatencyKey::Ack, _) if !sender.ack => {
            Some("with ack = false nothing tells the sender that its message was accepted".to_owned())
        }
        Figure::Lane(LaneKey::Recovery) => recovery(look),
        _ => None,
    }
}

fn recovery(look: &Look<'_>) -> Option<String> {
    let ends = look.scenario.faults.iter().map(|fault| fault.until).max();
    match ends {
        None => Some("without a fault there is nothing to recover from".to_owned()),
        Some(ends) if ends >= look.scenario.end() => {
            let at = time(look.scenario.end().since(Time::START));
            Some(format!("the last fault lasts to the end of the run, at {at}: nothing can recover"))
        }
        Some(_) => None,
    }
}

/// A number in a unit, as a claim may have it.
fn in_unit(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => format!("{}%", number(value * 100.0)),
        Unit::Time => time(Span::from_seconds(value)),
        Unit::Messages | Unit::Rate => number(value),
    }
}
