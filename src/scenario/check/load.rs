//! Checks what arrives: rate and phases, recorded instants or a closed loop, and poison.

use crate::scenario::problem::{Place, Problem, Problems};
use crate::scenario::written::Section;
use crate::scenario::{Arrivals, Demand, Load, Phase, Poison};
use crate::time::{Span, Time};

/// What a `[load]` may say at the least.
const EXAMPLE: &str = "write [load] and below it, for example, rate = \"5/s\"";

/// The load of the whole scenario.
pub fn load(file: &Section, problems: &mut Problems) -> (Load, Poison) {
    let message = file.table("message");
    let poison = message.and_then(|message| message.poison("poison")).cloned().unwrap_or(Poison::Share(0.0));
    let Some(load) = file.table("load") else {
        if !file.has("load") {
            problems.add(Problem::new(file.place, "nothing arrives", "the file has no [load]").help(EXAMPLE));
        }
        return (Load { demand: Demand::Times(Vec::new()), count: None }, poison);
    };
    let demand = demand(load, problems);
    if let (Demand::Think(_), Poison::Numbers(_), Some(message)) = (&demand, &poison, message) {
        let label = "with `think` the numbers differ between the lanes";
        let problem = Problem::new(message.place("poison"), "poison by number doesn't go with `think`", label);
        problems.add(problem.help("write a share, such as poison = \"5%\""));
    }
    (Load { demand, count: load.whole("count") }, poison)
}

fn demand(load: &Section, problems: &mut Problems) -> Demand {
    let open = ["arrivals", "rate", "phases"].into_iter().filter(|key| load.has(key));
    let (times, think) = (load.has("times"), load.has("think"));
    let (winner, losers): (&str, Vec<&str>) = match (think, times) {
        (true, true) => ("think", open.chain(["times"]).collect()),
        (true, false) => ("think", open.collect()),
        (false, true) => ("times", open.collect()),
        (false, false) => ("", Vec::new()),
    };
    for loser in losers {
        let title = format!("`{winner}` and `{loser}` don't go together");
        let label = format!("`{winner}` says already when messages arrive");
        problems.add(Problem::new(load.key_place(loser), title, label).help("remove one of the two"));
    }
    if think {
        // A wrong value is noted already; any other will do until then.
        Demand::Think(load.spread("think").unwrap_or(crate::dice::Dist::Constant(Span(1))))
    } else if times {
        Demand::Times(instants(load, problems))
    } else {
        rate(load, problems)
    }
}

fn instants(load: &Section, problems: &mut Problems) -> Vec<Time> {
    let times = load.times("times").unwrap_or_default();
    if times.windows(2).any(|pair| pair[0].0 > pair[1].0) {
        let late: Option<Place> = times.windows(2).find(|pair| pair[0].0 > pair[1].0).map(|pair| pair[1].1);
        let place = late.unwrap_or(load.place("times"));
        problems.add(
            Problem::new(place, "the times are out of order", "this lies before the one to its left").help("write the times in order"),
        );
    }
    times.iter().map(|(span, _)| Time::START + *span).collect()
}

fn rate(load: &Section, problems: &mut Problems) -> Demand {
    let arrivals = match load.word("arrivals") {
        Some("poisson") => Arrivals::Poisson,
        _ => Arrivals::Constant,
    };
    if !load.has("rate") && !load.has("phases") {
        let problem = Problem::new(load.place, "nothing arrives", "[load] says neither `rate` nor `phases`, `times` or `think`");
        problems.add(problem.help(EXAMPLE));
    }
    Demand::Rate { arrivals, phases: phases(load, problems) }
}

/// The rate over time. Before the first phase of the file it is `rate`, or none.
fn phases(load: &Section, problems: &mut Problems) -> Vec<Phase> {
    let rate = load.number("rate");
    let sections = load.list("phases");
    let mut phases: Vec<Phase> = Vec::new();
    let starts_at_once = |phase: &Section| phase.time("at") == Some(Span::ZERO) && phase.time("ramp").unwrap_or(Span::ZERO) == Span::ZERO;
    match sections.first() {
        Some(first) if starts_at_once(first) => {
            if rate.is_some() {
                let problem = Problem::new(first.place("at"), "the start has two rates", "`rate` holds from 0s already");
                problems.add(problem.help("remove `rate`, or begin this phase later"));
            }
        }
        _ => phases.push(Phase { at: Time::START, ramp: Span::ZERO, rate: rate.unwrap_or(0.0) }),
    }
    let mut begun = false;
    for section in sections {
        let at = Time::START + section.time("at").unwrap_or(Span::ZERO);
        let phase = Phase { at, ramp: section.time("ramp").unwrap_or(Span::ZERO), rate: section.number("rate").unwrap_or(0.0) };
        if let Some(before) = phases.last().filter(|_| begun) {
            let label = if at <= before.at { "not after the phase before" } else { "the rate is still changing in the phase before" };
            if at <= before.at || at < before.at + before.ramp {
                let problem = Problem::new(section.place("at"), "this phase begins too early", label);
                problems.add(problem.help("begin each phase after the one before it and its ramp"));
            }
        }
        begun = true;
        phases.push(phase);
    }
    phases
}
