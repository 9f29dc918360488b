//! How many nodes a message comes to on its way through a lane.

use crate::scenario::{Lane, Node, Part};
use crate::time::Span;

/// What is expected of one message.
pub struct Visits {
    /// How many nodes it comes to, each as often as it does.
    pub visits: f64,
    /// How many seconds they take, all together.
    pub seconds: f64,
}

/// What is expected of one message of a lane: copies, nested calls and further hops included, failures and repeats left out.
/// Where messages go round in a circle they do so to the end of the run; infinite if that takes no time.
pub fn visits(lane: &Lane, duration: Span) -> Visits {
    let mut sum = Visits { visits: 0.0, seconds: 0.0 };
    let mut here = vec![0.0; lane.nodes.len()];
    here[lane.sender.index()] = 1.0;
    // The longest way without a circle comes to every node once; what is on its way after that is in a circle, and is watched for as
    // many steps again.
    for _ in 0..lane.nodes.len() {
        here = step(lane, &here, &mut sum);
    }
    if here.iter().all(|flow| *flow == 0.0) {
        return sum;
    }
    let mut round = Visits { visits: 0.0, seconds: 0.0 };
    for _ in 0..lane.nodes.len() {
        here = step(lane, &here, &mut round);
    }
    // A circle lasts as long as its nodes take: so it goes round so many times more before the end.
    let rounds = duration.seconds() * round.visits / round.seconds / lane.nodes.len() as f64;
    let circling = round.visits * rounds.max(1.0);
    Visits { visits: sum.visits + circling, seconds: sum.seconds + duration.seconds() }
}

/// Moves what is at each node on by one step, and counts where it comes to.
fn step(lane: &Lane, here: &[f64], sum: &mut Visits) -> Vec<f64> {
    let mut next = vec![0.0; here.len()];
    for ((id, node), flow) in lane.node_ids().zip(here).filter(|(_, flow)| **flow > 0.0) {
        let ways = lane.ways(id);
        // Of several workers at a queue only one gets the message.
        let share = if matches!(&node.part, Part::Queue(queue) if queue.push.is_none()) { flow / ways.len() as f64 } else { *flow };
        for to in ways {
            next[to.index()] += share;
            sum.visits += share;
            sum.seconds += share * seconds(lane.node(to));
        }
    }
    next
}

/// How many seconds a visit takes, the way there included.
fn seconds(node: &Node) -> f64 {
    let work = match &node.part {
        Part::Service(service) => service.work.time.mean().seconds(),
        Part::Worker(worker) => worker.work.time.mean().seconds(),
        Part::Queue(queue) => queue.delay.mean().seconds(),
        Part::Sender(_) | Part::Topic(_) | Part::Workflow(_) => 0.0,
    };
    work + node.link.latency.mean().seconds()
}
