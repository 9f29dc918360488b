//! Doubts about faults that do nothing where they are put in.

use super::look::{Look, Spot};
use super::words::{number, rate, time};
use super::{Problem, Problems, Section, silence};
use crate::dice::Dist;
use crate::scenario::{Demand, Fault, FaultKind, Part, Target};
use crate::time::{Span, Time};

/// Of more faults nobody looks which hides which: each would be compared with each.
const FEW: usize = 100;

pub fn faults(look: &Look<'_>, problems: &mut Problems) {
    let end = look.scenario.duration;
    // Those that begin after the end are none of the scenario's.
    let few = look.scenario.faults.len() <= FEW;
    let sections = look.file.list("fault").iter().filter(|section| section.time("at").is_some_and(|at| at < end));
    for (place, (fault, section)) in look.scenario.faults.iter().zip(sections).enumerate() {
        let others = look.scenario.faults.iter().enumerate();
        let before = others.clone().find(|(other, one)| *other < place && *one == fault);
        let covers = others.filter(|(other, _)| *other != place).map(|(_, one)| one).find(|one| few && covers(one, fault));
        if before.is_some() {
            let why = "both hold at once: their amounts come together, and of an outage or a hang the second does nothing";
            let problem = Problem::warning(section.place("kind"), "this fault is put in twice", "the same stands above", why);
            problems.add(problem.help("remove one of them, or make of both a single one with another `amount`"));
        } else if let Some(outage) = covers {
            let label = format!("the {} from {} to {} hits the same", outage.kind.word(), seconds(outage.at), seconds(outage.until));
            let why = "what is down is neither slow nor silent: an outage goes before all others";
            let problem = Problem::warning(section.place("kind"), "nobody will notice this fault", label, why);
            problems.add(problem.help("let it come before the outage or after it, or let it hit something else"));
        } else {
            amount(look, fault, section, problems);
        }
        too_early(look, fault, section, problems);
        silence::of_fault(look, fault, section.place("kind"), problems);
    }
}

fn seconds(at: Time) -> String {
    time(at.since(Time::START))
}

/// Whether a fault lies wholly within an outage of all that it hits.
fn covers(outage: &Fault, fault: &Fault) -> bool {
    let down = matches!(outage.kind, FaultKind::Outage | FaultKind::Crash);
    let hidden = match fault.kind {
        FaultKind::Hang | FaultKind::Slow(_) | FaultKind::Errors(_) | FaultKind::Throttle(_) => true,
        FaultKind::Outage => outage.kind == FaultKind::Crash || (outage.at, outage.until) != (fault.at, fault.until),
        _ => false,
    };
    let within = outage.at <= fault.at && fault.until <= outage.until;
    down && hidden && within && fault.targets.iter().all(|target| outage.targets.contains(target))
}

/// A fault that is over before anything arrives, or before anything counts.
fn too_early(look: &Look<'_>, fault: &Fault, section: &Section, problems: &mut Problems) {
    let first = look.scenario.end() - look.rest();
    let (title, label, why) = if fault.until <= first && !look.scenario.lanes.is_empty() && look.born.is_some() {
        let label = format!("the first message is born at {}, and this fault is over at {}", seconds(first), seconds(fault.until));
        ("this fault is over before anything arrives", label, "there is nothing that it could go wrong for")
    } else if fault.until <= Time::START + look.scenario.warmup {
        let label = format!("the warm-up lasts {}, and this fault is over at {}", time(look.scenario.warmup), seconds(fault.until));
        let why = "figures count messages that are born after the warm-up: of this fault they show nothing";
        ("this fault is over before anything is counted", label, why)
    } else {
        return;
    };
    let problem = Problem::warning(section.place("at"), title, label, why);
    problems.add(problem.help("let it begin later, or let it last longer"));
}

/// An amount that is no fault at all, or for which there is nothing.
fn amount(look: &Look<'_>, fault: &Fault, section: &Section, problems: &mut Problems) {
    let place = section.place("amount");
    let hit = |target: &Target| look.spot(target.lane, target.node);
    let nothing = "everything goes on as without it";
    match fault.kind {
        FaultKind::Errors(share) | FaultKind::Loss(share) | FaultKind::Duplicate(share) if share <= 0.0 => {
            let problem = Problem::warning(place, "this fault does nothing", "a share of nothing", nothing);
            problems.add(problem.help("write a share above 0, such as \"20%\", or remove this fault"));
        }
        FaultKind::Slow(factor) if factor <= 1.0 => {
            let title = if factor < 1.0 { "this fault makes things faster" } else { "this fault does nothing" };
            let label = format!("everything takes {} times as long", number(factor));
            let why = if factor < 1.0 { "a fault that helps hides what it should show" } else { nothing };
            let problem = Problem::warning(place, title, label, why);
            problems.add(problem.help("write how many times as long it takes: \"10x\""));
        }
        FaultKind::Slow(_) if fault.targets.iter().all(|target| !can_slow_down(hit(target), target.link)) => {
            let title = format!("`{}` has nothing that could take longer", fault.on);
            let label = "what it hits takes no time, and so many times nothing is nothing";
            let help =
                "write a `latency` or a work `time` above 0s; or a fault of the kind \"delay\" with amount = \"2s\", which adds time";
            problems.add(Problem::warning(section.place("kind"), title, label, nothing).help(help));
        }
        FaultKind::Throttle(limit) => throttle(look, fault, limit, section, problems),
        _ => {}
    }
}

/// Whether a factor makes any difference to a node or, where it is one's link that is hit, to the way there.
fn can_slow_down(spot: Spot<'_>, link: bool) -> bool {
    let takes = |dist: Dist, key: &str| dist.mean() > Span::ZERO || spot.turns(&[key]);
    match &spot.node.part {
        _ if link => takes(spot.node.link.latency, "latency"),
        Part::Sender(sender) => {
            let thinks = matches!(spot.look.scenario.load.demand, Demand::Think(think) if takes(think, "think"));
            thinks || sender.retry.attempts > 1 || spot.turns(&["attempts"])
        }
        Part::Service(service) => takes(service.work.time, "time"),
        Part::Worker(worker) => takes(worker.work.time, "time"),
        Part::Queue(_) | Part::Topic(_) | Part::Workflow(_) => takes(spot.node.link.latency, "latency"),
    }
}

/// How many times what comes a throttle may let through before it surely lets everything through.
const FAR: f64 = 10.0;

fn throttle(look: &Look<'_>, fault: &Fault, limit: f64, section: &Section, problems: &mut Problems) {
    let peak = look.peak();
    if !matches!(look.scenario.load.demand, Demand::Rate { .. }) {
        return;
    }
    let comes = |target: &Target| {
        let spot = look.spot(target.lane, target.node);
        // The polls of a queue come as often as its workers are free.
        let polled = matches!(&spot.node.part, Part::Queue(queue) if queue.push.is_none());
        let visits = if spot.id == spot.lane.sender { 1.0 } else { look.flow(target.lane).visits(target.node) };
        let tries = f64::from(spot.lane.sender().retry.attempts);
        if polled || target.link { f64::INFINITY } else { peak * visits.max(1.0) * tries }
    };
    let most = fault.targets.iter().map(comes).fold(0.0, f64::max);
    if limit >= FAR * most && !look.rate_turns {
        let label = format!("no more than {} come", rate(most));
        let why = "it refuses nothing: everything goes on as without it";
        let problem = Problem::warning(section.place("amount"), "this throttle lets everything through", label, why);
        problems.add(problem.help(format!("write a rate below {}", rate(peak))));
    }
}
