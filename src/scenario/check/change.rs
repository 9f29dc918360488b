//! Checks the changes: when, which setting of which nodes, and its new value.

use std::collections::BTreeMap;

use super::setting::{Known, resolve, setting};
use super::{Place, Problem, Problems, Section, Text, written};
use crate::scenario::{Change, Demand, Lane, Load, Part, Phase, Setting};
use crate::time::{Span, Time};

/// All changes of nodes, in the order of the file; those of the rate become phases of the load.
pub fn changes(sections: &[Section], source: &str, known: &Known<'_>, load: &mut Load, end: Span, problems: &mut Problems) -> Vec<Change> {
    let mut rates = Vec::new();
    let mut changes = Vec::new();
    for section in sections {
        let at = section.time("at");
        let late = at.is_some_and(|at| at >= end);
        if late {
            let label = format!("the run ends at {}", written(end));
            let problem = Problem::warning(section.place("at"), "this change comes after the end of the run", label, "it does nothing");
            problems.add(problem.help("let it come earlier, or make `duration` longer"));
        }
        let at = Time::START + at.unwrap_or(Span::ZERO);
        let Some(set) = section.text("set") else { continue };
        if set.text == "load.rate" {
            rates.extend(section.number("to").map(|rate| (at, rate, section)));
            continue;
        }
        let Some(resolved) = resolve(set, known, problems) else { continue };
        let Some(setting) = setting(resolved.name, section) else { continue };
        let place = section.place("to");
        let to = source.get(place.start..place.end).unwrap_or_default().trim_matches(['"', '\'']);
        let change = Change { at, set: Text::name(&set.text), to: Text::name(to), targets: resolved.targets, setting };
        if !late {
            changes.push((change, place));
        }
    }
    rates.sort_by_key(|(at, _, _)| *at);
    rates.into_iter().for_each(|(at, rate, section)| change_rate(load, at, rate, section, problems));
    without_end(&changes, known.lanes, problems);
    changes.into_iter().map(|(change, _)| change).collect()
}

/// Makes a phase of a change of the rate.
fn change_rate(load: &mut Load, at: Time, rate: f64, section: &Section, problems: &mut Problems) {
    let Demand::Rate { phases, .. } = &mut load.demand else {
        let problem = Problem::new(section.place("set"), "there is no rate to change", "[load] says otherwise when messages arrive");
        return problems.add(problem.help("write a `rate` in [load], or remove this change"));
    };
    let next = phases.iter().position(|phase| phase.at > at).unwrap_or(phases.len());
    let phase = Phase { at, ramp: Span::ZERO, rate };
    match phases[..next].last_mut() {
        Some(before) if at < before.at + before.ramp => {
            let label = "a phase of [load] is still changing it";
            let problem = Problem::new(section.place("at"), "the rate is on its way to another at this instant", label);
            problems.add(problem.help("let this change come after the ramp of the phase, or remove the `ramp`"));
        }
        Some(before) if before.at == at => *before = phase,
        _ => phases.insert(next, phase),
    }
}

/// Refuses changes after which a worker would poll without end.
fn without_end(changes: &[(Change, Place)], lanes: &[Lane], problems: &mut Problems) {
    let mut pauses = BTreeMap::new();
    let mut in_time: Vec<_> = changes.iter().collect();
    in_time.sort_by_key(|(change, _)| change.at);
    for (change, place) in in_time {
        for target in &change.targets {
            let (lane, node) = (target.0.index(), target.1);
            let Part::Worker(worker) = &lanes[lane].node(node).part else { continue };
            let (wait, interval) = pauses.entry(*target).or_insert((worker.wait, worker.interval));
            match change.setting {
                Setting::Wait(span) => *wait = span,
                Setting::Interval(span) => *interval = span,
                _ => continue,
            }
            if *wait == Span::ZERO && *interval == Span::ZERO {
                let title = "this worker would poll without end from then on";
                let problem = Problem::new(*place, title, "`wait` and `interval` would both be 0s");
                problems.add(problem.help("write a time above 0s, or give the worker a `wait` or an `interval` above 0s"));
            }
        }
    }
}
