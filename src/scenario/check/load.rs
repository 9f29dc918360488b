//! Checks what arrives: rate and phases, bursts, recorded instants or a closed loop.

use super::recorded::recorded;
use super::{Place, Problem, Problems, Read, Section};
use crate::dice::Dist;
use crate::scenario::{Arrivals, Demand, Load, Messages, Phase, Poison};
use crate::time::{SECOND, Span, Time};

/// What a `[load]` may say at the least.
const EXAMPLE: &str = "write [load] and below it, for example, rate = \"5/s\"";

/// The ways to say when messages arrive that stand alone, the first of which wins.
const ALONE: [&str; 3] = ["think", "times", "file"];
/// What says so together.
const TOGETHER: [&str; 4] = ["arrivals", "rate", "phases", "burst"];

/// The load of the whole scenario.
pub fn load(file: &Section, read: Read<'_>, messages: &Messages, problems: &mut Problems) -> Load {
    let Some(load) = file.table("load") else {
        if !file.has("load") {
            problems.add(Problem::new(file.place, "nothing arrives", "the file has no [load]").help(EXAMPLE));
        }
        return Load { demand: Demand::Times(Vec::new()), count: None };
    };
    let demand = demand(load, read, problems);
    if let (Demand::Think(_), Poison::Numbers(_), Some(message)) = (&demand, &messages.poison, file.table("message")) {
        let label = "with `think` the numbers differ between the lanes";
        let problem = Problem::new(message.place("poison"), "poison by number doesn't go with `think`", label);
        problems.add(problem.help("write a share, such as poison = \"5%\""));
    }
    Load { demand, count: load.whole("count") }
}

fn demand(load: &Section, read: Read<'_>, problems: &mut Problems) -> Demand {
    let bursts = load.word("arrivals") == Some("burst");
    let winner = ALONE.into_iter().find(|key| load.has(key)).or(bursts.then_some("burst"));
    let losers = ALONE.into_iter().chain(TOGETHER).filter(|key| load.has(key));
    for loser in losers.filter(|key| Some(*key) != winner && !(winner == Some("burst") && *key == "arrivals")) {
        let Some(winner) = winner else { break };
        let title = format!("`{winner}` and `{loser}` don't go together");
        let label = format!("`{winner}` says already when messages arrive");
        problems.add(Problem::new(load.key_place(loser), title, label).help("remove one of the two"));
    }
    match winner {
        // A wrong value is noted already; any other will do until then.
        Some("think") => Demand::Think(load.spread("think").unwrap_or(Dist::Constant(Span(1)))),
        Some("times") => Demand::Times(instants(load, problems)),
        Some("file") => Demand::Times(load.text("file").map(|file| recorded(file, read, problems)).unwrap_or_default()),
        Some(_) => burst(load, problems),
        None => rate(load, problems),
    }
}

fn burst(load: &Section, problems: &mut Problems) -> Demand {
    if !load.has("burst") {
        let problem = Problem::new(load.place("arrivals"), "arrivals in bursts need `burst`", "`burst` is missing");
        problems.add(problem.help("add, for example, burst = { size = 50, every = \"10s\" }"));
    }
    let burst = load.table("burst");
    Demand::Bursts {
        size: burst.and_then(|burst| burst.whole("size")).unwrap_or(1),
        every: burst.and_then(|burst| burst.time("every")).unwrap_or(Span(SECOND)),
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
    if load.has("burst") {
        let problem = Problem::new(load.key_place("burst"), "this `burst` means nothing", "`arrivals` is not \"burst\"");
        problems.add(problem.help("write arrivals = \"burst\" in place of a rate, or remove `burst`"));
    } else if !load.has("rate") && !load.has("phases") {
        let problem = Problem::new(load.place, "nothing arrives", "[load] says neither `rate` nor `phases`, `times`, `file` or `think`");
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
