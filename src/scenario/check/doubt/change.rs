//! Doubts about changes that change nothing.

use std::collections::BTreeMap;

use super::look::Look;
use super::words;
use super::{Problem, Problems, Section, written};
use crate::id::{LaneId, NodeId};
use crate::scenario::{Demand, Node, Part, Setting};
use crate::time::Time;

pub fn changes(look: &Look<'_>, problems: &mut Problems) {
    let end = look.scenario.duration;
    let sections = look.file.list("change").iter().filter(|section| section.time("at").is_some_and(|at| at < end));
    let of_rate = |section: &&&Section| section.text("set").is_some_and(|set| set.text == "load.rate");
    let (rates, mut others): (Vec<_>, Vec<_>) = sections.partition(|section| of_rate(&section));
    // As the changes of the scenario are.
    others.sort_by_key(|section| section.time("at"));
    rates.into_iter().for_each(|section| of_the_rate(look, section, problems));
    let mut last: BTreeMap<&str, Time> = BTreeMap::new();
    let mut values: BTreeMap<(LaneId, NodeId, &str), Setting> = BTreeMap::new();
    for (change, section) in look.scenario.changes.iter().zip(others) {
        let set = change.set.as_str();
        let name = set.rsplit('.').next().unwrap_or_default();
        let mut same = true;
        for (lane, node) in &change.targets {
            let thinks = if let Demand::Think(think) = look.scenario.load.demand { Some(Setting::Think(think)) } else { None };
            let before = values.insert((*lane, *node, name), change.setting);
            let before = before.or_else(|| as_written(look.scenario.lane(*lane).node(*node), change.setting).or(thinks));
            same &= before == Some(change.setting);
        }
        if last.insert(set, change.at) == Some(change.at) {
            let label = "a change above sets it at this instant too";
            let problem =
                Problem::warning(section.place("at"), format!("`{set}` is set twice at once"), label, "only the last of them counts");
            problems.add(problem.help("remove one of them, or let it come at another time"));
        } else if same {
            nothing(section, set, change.to.as_str(), problems);
        }
    }
}

fn nothing(section: &Section, set: &str, to: &str, problems: &mut Problems) {
    let label = format!("it is {to} already");
    let problem = Problem::warning(section.place("to"), "this change changes nothing", label, format!("`{set}` stays as it was"));
    problems.add(problem.help("write another value, or remove this change"));
}

/// A change of the rate, which became a phase of the load.
fn of_the_rate(look: &Look<'_>, section: &Section, problems: &mut Problems) {
    let (Demand::Rate { phases, .. }, Some(at), Some(rate)) = (&look.scenario.load.demand, section.time("at"), section.number("to")) else {
        return;
    };
    let Some(place) = phases.iter().position(|phase| phase.at == Time::START + at).filter(|place| *place > 0) else { return };
    let before = phases[place - 1];
    if before.rate == rate && before.at + before.ramp <= phases[place].at {
        let label = format!("it is {} at {} already", words::rate(rate), written(at));
        let problem = Problem::warning(section.place("to"), "this change changes nothing", label, "the rate stays as it was");
        problems.add(problem.help("write another rate, or remove this change"));
    }
}

/// The value that the file gives to a setting of a node, in the same kind; nothing if it has none.
fn as_written(node: &Node, like: Setting) -> Option<Setting> {
    Some(match (like, &node.part) {
        (Setting::Latency(_), _) => Setting::Latency(node.link.latency),
        (Setting::Loss(_), _) => Setting::Loss(node.link.loss),
        (Setting::Callers(_), Part::Sender(sender)) => Setting::Callers(sender.callers),
        (Setting::Attempts(_), Part::Sender(sender)) => Setting::Attempts(sender.retry.attempts),
        (Setting::Backlog(_), Part::Sender(sender)) => Setting::Backlog(sender.backlog?),
        (Setting::Timeout(_), Part::Sender(sender)) => Setting::Timeout(sender.timeout?),
        (Setting::Concurrency(_), Part::Service(service)) => Setting::Concurrency(service.concurrency),
        (Setting::Backlog(_), Part::Service(service)) => Setting::Backlog(service.backlog?),
        (Setting::Timeout(_), Part::Service(service)) => Setting::Timeout(service.timeout?),
        (Setting::Time(_), Part::Service(service)) => Setting::Time(service.work.time),
        (Setting::Errors(_), Part::Service(service)) => Setting::Errors(service.work.errors),
        (Setting::Concurrency(_), Part::Worker(worker)) => Setting::Concurrency(worker.concurrency),
        (Setting::Timeout(_), Part::Worker(worker)) => Setting::Timeout(worker.timeout?),
        (Setting::Time(_), Part::Worker(worker)) => Setting::Time(worker.work.time),
        (Setting::Errors(_), Part::Worker(worker)) => Setting::Errors(worker.work.errors),
        (Setting::Batch(_), Part::Worker(worker)) => Setting::Batch(worker.batch),
        (Setting::Wait(_), Part::Worker(worker)) => Setting::Wait(worker.wait),
        (Setting::Interval(_), Part::Worker(worker)) => Setting::Interval(worker.interval),
        (Setting::Capacity(_), Part::Queue(queue)) => Setting::Capacity(queue.capacity?),
        (Setting::VisibilityTimeout(_), Part::Queue(queue)) => Setting::VisibilityTimeout(queue.visibility_timeout),
        (Setting::Delay(_), Part::Queue(queue)) => Setting::Delay(queue.delay),
        (Setting::MaxReceives(_), Part::Queue(queue)) => Setting::MaxReceives(queue.max_receives?),
        _ => return None,
    })
}
