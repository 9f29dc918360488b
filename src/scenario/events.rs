//! How many events a run will have, as an estimate made before it starts.

mod births;
mod visits;

use super::{Demand, Lane, Part, Scenario, Setting, Style};
use crate::dice::Dist;
use crate::id::{LaneId, NodeId};
use crate::time::Span;
pub(super) use births::births;
use visits::{Visits, visits};

/// Events of a message at its sender: birth, sending, answer.
const PER_MESSAGE: f64 = 3.0;
/// Events of a message at each node that it comes to: arrival, being taken up, work, answer, and one to spare.
const PER_VISIT: f64 = 5.0;
/// Events of a poll or a question that brings nothing.
const PER_POLL: f64 = 4.0;

/// About how many events a run will have; infinite if callers or messages go round in no time.
#[must_use]
pub fn expected_events(scenario: &Scenario) -> f64 {
    scenario.lane_ids().map(|(id, lane)| of_lane(scenario, id, lane)).sum()
}

fn of_lane(scenario: &Scenario, id: LaneId, lane: &Lane) -> f64 {
    let sender = lane.sender();
    let messages = messages(scenario, id, lane);
    // Without messages a lane's polls are no reason to run it.
    if messages <= 0.0 {
        return 0.0;
    }
    let mut attempts = sender.retry.attempts;
    for setting in changed(scenario, id, lane.sender) {
        attempts = if let Setting::Attempts(to) = setting { attempts.max(to) } else { attempts };
    }
    let Visits { visits, seconds } = visits(lane, scenario.duration);
    let questions = sender.poll.map_or(0.0, |poll| (seconds.min(poll.limit.seconds()) / poll.every.seconds()).ceil());
    let of_message = PER_MESSAGE + visits * PER_VISIT + questions * PER_POLL;
    let polls: f64 = lane.node_ids().map(|(node, _)| polls(scenario, id, lane, node)).sum();
    messages * f64::from(attempts) * of_message + polls * PER_POLL
}

/// The new values that the changes give to the settings of a node by its name.
fn changed(scenario: &Scenario, id: LaneId, node: NodeId) -> impl Iterator<Item = Setting> {
    scenario.changes.iter().filter(move |change| change.targets == [(id, node)]).map(|change| change.setting)
}

/// How many times the slots of a worker poll in vain, at the most.
fn polls(scenario: &Scenario, id: LaneId, lane: &Lane, node_id: NodeId) -> f64 {
    let node = lane.node(node_id);
    let Part::Worker(worker) = &node.part else { return 0.0 };
    let (mut wait, mut interval, mut slots) = (worker.wait, worker.interval, worker.concurrency);
    for setting in changed(scenario, id, node_id) {
        match setting {
            Setting::Wait(to) => wait = wait.min(to),
            Setting::Interval(to) => interval = interval.min(to),
            Setting::Concurrency(to) => slots = slots.max(to),
            _ => {}
        }
    }
    // Changes that never hold at once may leave nothing between two polls here: then it is as good as nothing.
    let round = (wait + interval).max(Span(1)).seconds() + 2.0 * node.link.latency.mean().seconds();
    f64::from(slots) * (1.0 + scenario.duration.seconds() / round)
}

fn messages(scenario: &Scenario, id: LaneId, lane: &Lane) -> f64 {
    let load = &scenario.load;
    let most = load.count.map_or(f64::INFINITY, f64::from);
    let born = match &load.demand {
        Demand::Think(think) => rounds(scenario, id, lane, *think),
        open => births(open, scenario.duration),
    };
    born.min(most)
}

/// How many rounds the callers of a closed loop make when nobody is in their way.
fn rounds(scenario: &Scenario, id: LaneId, lane: &Lane, think: Dist) -> f64 {
    let sender = lane.sender();
    let (mut think, mut callers) = (think.mean(), sender.callers);
    for setting in changed(scenario, id, lane.sender) {
        match setting {
            Setting::Think(to) => think = think.min(to.mean()),
            Setting::Callers(to) => callers = callers.max(to),
            _ => {}
        }
    }
    let mut known = vec![None; lane.nodes.len()];
    let hand_over = |to: &NodeId| 2.0 * lane.node(*to).link.latency.mean().seconds();
    let busy: f64 = match sender.style {
        Style::Calls => sender.to.iter().map(|to| answer(lane, *to, &mut known)).sum(),
        Style::Sends if sender.ack => sender.to.iter().map(hand_over).sum(),
        Style::Sends => 0.0,
    };
    f64::from(callers) * (1.0 + scenario.duration.seconds() / (think.seconds() + busy))
}

/// How many seconds a call takes when nobody is in its way; `known` holds what was found already.
fn answer(lane: &Lane, to: NodeId, known: &mut Vec<Option<f64>>) -> f64 {
    if let Some(seconds) = known[to.index()] {
        return seconds;
    }
    let node = lane.node(to);
    let rounds = match &node.part {
        Part::Service(service) => service.calls.clone(),
        Part::Workflow(workflow) => workflow.steps.iter().map(|step| vec![step.call]).collect(),
        _ => Vec::new(),
    };
    let work = if let Part::Service(service) = &node.part { service.work.time.mean().seconds() } else { 0.0 };
    let mut longest = |round: &Vec<NodeId>| round.iter().map(|to| answer(lane, *to, known)).fold(0.0, f64::max);
    let seconds = 2.0 * node.link.latency.mean().seconds() + work + rounds.iter().map(&mut longest).sum::<f64>();
    known[to.index()] = Some(seconds);
    seconds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;

    /// The expected events of a lane that gets ten messages.
    fn events(lane: &str) -> f64 {
        let source = format!("title = 't'\nload = {{ rate = '1/s', count = 10 }}\n[[lane]]\nname = 'a'\n{lane}");
        expected_events(&parse("f", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false))))
    }

    #[test]
    fn every_node_on_the_way_counts() {
        let call = events("sender.calls = 'a'\nservice.a = {}");
        assert_eq!(call, 10.0 * (PER_MESSAGE + PER_VISIT));
        let chain = events("sender.calls = 'a'\nservice.a.calls = ['b', ['b', 'c']]\nservice.b.calls = 'c'\nservice.c = {}");
        assert_eq!(chain, 10.0 * (PER_MESSAGE + 6.0 * PER_VISIT));
        let steps =
            events("sender.calls = 'w'\nworkflow.w.steps = [{ call = 'a' }, { call = 'b', catch = 'a' }]\nservice.a = {}\nservice.b = {}");
        assert_eq!(steps, 10.0 * (PER_MESSAGE + 4.0 * PER_VISIT));
        let copies = events("sender.sends = 't'\ntopic.t.subscribers = { a = {}, b = {} }\nservice.a = {}\nservice.b = {}");
        assert_eq!(copies, 10.0 * (PER_MESSAGE + 3.0 * PER_VISIT));
        let tries = events("sender = { calls = 'a', retry = { attempts = 5 } }\nservice.a = {}");
        assert_eq!(tries, 5.0 * call);
    }

    #[test]
    fn a_circle_goes_round_to_the_end_of_the_run() {
        let circle = "sender.sends = 'q'\nqueue.q = {}\nworker.w = { polls = 'q', sends = 'q', time = '1s' }";
        let rounds = events(circle) / (10.0 * 2.0 * PER_VISIT);
        assert!((40.0..90.0).contains(&rounds), "{rounds}");
        let wide = "sender.calls = 's0'\n".to_owned()
            + &(0..62).map(|n| format!("service.s{n}.calls = [{}]\n", format!("'s{}',", n + 1).repeat(64))).collect::<String>()
            + "service.s62 = {}";
        let source = format!("title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'a'\n{wide}");
        let problems = parse("f", &source).expect_err("too many calls of calls");
        assert!(problems.render(false).contains("too many events"), "{}", problems.render(false));
    }
}
