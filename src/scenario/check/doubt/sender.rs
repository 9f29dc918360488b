//! Doubts about keys of a sender that do nothing as the rest is.

use super::look::Spot;
use super::words::{several, time};
use super::{Problem, Problems};
use crate::scenario::{Demand, Fault, FaultKind, Part, Sender, Style};

pub fn sender(spot: Spot<'_>, sender: &Sender, problems: &mut Problems) {
    connections(spot, sender, problems);
    poll(spot, sender, problems);
    breaker(spot, sender, problems);
    if !sender.ack {
        unheard(spot, problems);
    }
    if matches!(spot.look.scenario.load.demand, Demand::Think(_)) && spot.section().has("backlog") && !spot.turns(&["backlog"]) {
        let why = "a caller that thinks makes its next message when it is free: none ever waits for a caller";
        let problem = Problem::warning(spot.section().key_place("backlog"), "this backlog is always empty", "[load] has a `think`", why);
        problems.add(problem.help("remove `backlog`, or write a `rate` in place of `think`"));
    }
}

/// More connections than callers.
fn connections(spot: Spot<'_>, sender: &Sender, problems: &mut Problems) {
    let Some(limit) = sender.connections.map(|connections| connections.limit).filter(|limit| *limit > sender.callers) else { return };
    // Beside a lane whose pool is small, one that is large enough shows the difference.
    let others = spot.look.scenario.lane_ids().filter(|(id, _)| *id != spot.lane_id).map(|(_, lane)| lane.sender());
    let compares = others.into_iter().any(|other| other.connections.is_some_and(|pool| pool.limit <= other.callers));
    let Some(section) = spot.section().table("connections").filter(|_| !compares && !spot.turns(&["callers"])) else { return };
    let label = format!(
        "there {} for {}",
        if limit == 1 { "is 1".to_owned() } else { format!("are {limit}") },
        several(u64::from(sender.callers), "caller")
    );
    let why = "each caller has one connection at a time: nobody ever waits for one";
    let problem = Problem::warning(section.place("limit"), "this pool of connections is never empty", label, why);
    problems.add(problem.help("write a smaller `limit`, or more `callers`"));
}

/// Questions that are never asked.
fn poll(spot: Spot<'_>, sender: &Sender, problems: &mut Problems) {
    let (Some(poll), Some(section)) = (sender.poll, spot.section().table("poll")) else { return };
    let every = section.place("every");
    if poll.limit < poll.every {
        let label = format!("the first question would come after {}", time(poll.every));
        let why = "the sender never learns that its messages are done: `result` counts nothing";
        let problem = Problem::warning(section.place("limit"), "this sender never asks for a result", label, why);
        problems.add(problem.help(format!("write a `limit` of {} or more, or a shorter `every`", time(poll.every))));
    } else if poll.every >= spot.look.rest() {
        let label = format!("the run lasts {}", time(spot.look.scenario.duration));
        let why = "the first question would come after the end: `result` counts nothing";
        let problem = Problem::warning(every, "this sender never asks for a result", label, why);
        problems.add(problem.help("write a shorter `every`, or make `duration` longer"));
    }
    if sender.style == Style::Calls && !goes_on(spot) {
        let label = "an answer brings the result already";
        let why =
            "work that goes on after an answer is what one asks for, and there is none: no service here has `sends` or `after_answer`";
        let problem = Problem::warning(spot.section().key_place("poll"), "this sender never has to ask", label, why);
        problems.add(problem.help("remove `poll`, or write `sends` in place of `calls`"));
    }
}

/// Whether work goes on after the answer of a node that is called, there or at one that it calls in its turn.
fn goes_on(spot: Spot<'_>) -> bool {
    let mut seen = vec![false; spot.lane.nodes.len()];
    let mut open = spot.lane.waits_for(spot.id);
    let mut found = false;
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut seen[id.index()], true) {
            open.extend(spot.lane.waits_for(id));
        }
        found |= matches!(&spot.lane.node(id).part, Part::Service(service) if service.sends.is_some() || service.after_answer.is_some());
    }
    found
}

/// A breaker that never opens, or never closes again.
fn breaker(spot: Spot<'_>, sender: &Sender, problems: &mut Problems) {
    let (Some(breaker), Some(section)) = (sender.breaker, spot.section().table("breaker")) else { return };
    // Chance may bring more than is expected.
    let luck = if spot.look.is_even() { 1.0 } else { 2.0 };
    let attempts = spot.look.born.map(|born| born * luck * f64::from(sender.retry.attempts));
    if let Some(attempts) = attempts.filter(|attempts| *attempts < f64::from(breaker.failures) && !spot.turns(&["attempts"])) {
        let label = format!("the whole run has {attempts:.0} attempts at the most");
        let problem =
            Problem::warning(section.place("failures"), "this breaker can never open", label, "it needs so many failures in a row");
        problems.add(problem.help("write fewer `failures`, or more load"));
    }
    if breaker.open >= spot.look.rest() {
        let label = format!("the run lasts {}", time(spot.look.scenario.duration));
        let why = "nothing more is sent to the end, however well the other side is by then";
        let problem = Problem::warning(section.place("open"), "once open, this breaker never closes again", label, why);
        problems.add(problem.help("write a shorter `open`, such as \"5s\", or make `duration` longer"));
    }
}

/// What means nothing to a sender that hears nothing.
fn unheard(spot: Spot<'_>, problems: &mut Problems) {
    // A fault of the sender itself is something that it does hear of.
    let stumbles = |kind: FaultKind| matches!(kind, FaultKind::Errors(_) | FaultKind::Throttle(_));
    let own = |fault: &Fault| fault.targets.iter().any(|target| (target.lane, target.node) == (spot.lane_id, spot.id));
    let tries_again = spot.look.scenario.faults.iter().any(|fault| stumbles(fault.kind) && own(fault));
    for key in ["timeout", "retry", "connections", "breaker"] {
        let heard = matches!(key, "retry" | "breaker") && tries_again;
        if spot.section().gives(key) && !heard {
            let why = "without a receipt the sender never learns that something failed, or took too long";
            let title = format!("this `{key}` does nothing");
            let problem = Problem::warning(spot.section().key_place(key), title, "ack = false: nothing comes back", why);
            problems.add(problem.help(format!("remove `{key}`, or write ack = true")));
        }
    }
}
