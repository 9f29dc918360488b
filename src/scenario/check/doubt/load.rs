//! Doubts about what arrives: what comes too late, never comes, or is not counted.

use super::look::Look;
use super::words::{rate, several};
use super::{Problem, Problems, Section, written};
use crate::scenario::events::births;
use crate::scenario::{Poison, Scenario};
use crate::time::Span;

/// By how much chance may go beyond what is expected.
const LUCK: f64 = 1.5;

pub fn load(look: &Look<'_>, problems: &mut Problems) {
    let Some(section) = look.file.table("load") else { return };
    phases(look, section, problems);
    times(look.scenario, section, problems);
    count(look, section, problems);
    poison(look, problems);
    warmup(look, problems);
}

fn phases(look: &Look<'_>, section: &Section, problems: &mut Problems) {
    let end = look.scenario.duration;
    let label = format!("the run ends at {}", written(end));
    let changed = look.file.list("change").iter().any(|change| change.text("set").is_some_and(|set| set.text == "load.rate"));
    let mut before = section.number("rate");
    for phase in section.list("phases") {
        let (Some(at), Some(to)) = (phase.time("at"), phase.number("rate")) else { continue };
        let ramp = phase.time("ramp").unwrap_or(Span::ZERO);
        if at >= end {
            let problem = Problem::warning(phase.place("at"), "this phase begins after the end of the run", &label, "its rate never holds");
            problems.add(problem.help("let it begin earlier, or make `duration` longer"));
        } else if at + ramp > end {
            let why = format!("the rate never gets to {}", rate(to));
            let problem = Problem::warning(phase.place("ramp"), "this ramp goes on after the end of the run", &label, why);
            problems.add(problem.help("write a shorter `ramp`, let it begin earlier, or make `duration` longer"));
        } else if before == Some(to) && !changed {
            let label = format!("it is {} already", rate(to));
            let problem = Problem::warning(phase.place("rate"), "this phase changes nothing", label, "the rate stays as it was");
            problems.add(problem.help("write another `rate`, or remove this phase"));
        }
        before = Some(to);
    }
}

/// Instants after the end. A recording in a file may well be longer than the run.
fn times(scenario: &Scenario, section: &Section, problems: &mut Problems) {
    let times = section.times("times").unwrap_or_default();
    let late = times.iter().filter(|(at, _)| *at >= scenario.duration).count() as u64;
    if let Some((_, place)) = times.iter().find(|(at, _)| *at >= scenario.duration) {
        let title = format!("{} never born", if late == 1 { "a message is".to_owned() } else { format!("{late} messages are") });
        let label = format!("the run ends at {}", written(scenario.duration));
        let why = format!("only {} can be born before", several(times.len() as u64 - late, "message"));
        let problem = Problem::warning(*place, title, label, why);
        problems.add(problem.help("write earlier times, or make `duration` longer"));
    }
}

/// A number of messages that the run is too short for.
fn count(look: &Look<'_>, section: &Section, problems: &mut Problems) {
    let (Some(count), Some(_)) = (look.scenario.load.count, look.born) else { return };
    let come = births(&look.scenario.load.demand, look.scenario.duration).ceil();
    let most = if look.is_even() { come } else { come * LUCK };
    if f64::from(count) > most && !look.rate_turns {
        let label = format!("about {come:.0} arrive in {}", written(look.scenario.duration));
        let problem = Problem::warning(section.place("count"), "so many messages never arrive", label, "the run is over before");
        problems.add(problem.help("make `duration` longer or the load larger, or remove `count`"));
    }
}

/// Poison that is never born.
fn poison(look: &Look<'_>, problems: &mut Problems) {
    let (Poison::Numbers(numbers), Some(born), Some(section)) = (&look.scenario.messages.poison, look.born, look.file.table("message"))
    else {
        return;
    };
    let most = if look.is_even() { born } else { born * LUCK };
    if let Some(number) = numbers.iter().find(|number| f64::from(**number) > most) {
        let label = format!("about {born:.0} messages are born");
        let problem = Problem::warning(section.place("poison"), format!("there is no message number {number}"), label, "it does nothing");
        problems.add(problem.help("write smaller numbers, or make the run longer"));
    }
}

/// A warm-up after which nothing is born.
fn warmup(look: &Look<'_>, problems: &mut Problems) {
    let (Some(born), Some(before)) = (look.born, look.born_before(look.scenario.warmup)) else { return };
    if look.scenario.warmup > Span::ZERO && born - before < 1.0 {
        let label = "all of them are born before it is over";
        let why = "figures count messages that are born after the warm-up: all of them will be 0";
        let problem = Problem::warning(look.file.place("warmup"), "the warm-up leaves no message to count", label, why);
        problems.add(problem.help("write a shorter `warmup`"));
    }
}
