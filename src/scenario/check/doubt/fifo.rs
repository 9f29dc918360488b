//! Doubts about fifo queues that have too few groups for their workers.

use super::look::Spot;
use super::words::several;
use super::{Problem, Problems};
use crate::scenario::{Order, Part, Queue};

pub fn fifo(spot: Spot<'_>, queue: &Queue, problems: &mut Problems) {
    let groups = spot.look.scenario.messages.groups;
    if queue.order == Order::Standard || queue.push.is_some() {
        return;
    }
    for worker in spot.lane.ways(spot.id).into_iter().map(|id| spot.at(id)) {
        let Part::Worker(plan) = &worker.node.part else { continue };
        let given = worker.section().gives("concurrency") && !worker.turns(&["concurrency"]);
        if plan.concurrency <= groups || !given || compares(worker, plan.concurrency) {
            continue;
        }
        let title = format!("{} of `{}` never work", several(u64::from(plan.concurrency - groups), "slot"), worker.name());
        let label = format!(
            "`{}` is a fifo queue, and there {} of messages",
            spot.name(),
            if groups == 1 { "is 1 group".to_owned() } else { format!("are {groups} groups") }
        );
        let why = "a group with a message in flight waits, so that its order is kept: at any time one slot works for each group";
        let help = format!("write groups = {} or more below [message], or fewer slots", plan.concurrency);
        problems.add(Problem::warning(worker.value("concurrency"), title, label, why).help(help));
    }
}

/// Whether another lane has a worker with as many slots at a standard queue: then what order costs is the lesson.
fn compares(worker: Spot<'_>, slots: u32) -> bool {
    worker.look.spots().filter(|other| other.lane_id != worker.lane_id).any(|other| {
        let Part::Worker(plan) = &other.node.part else { return false };
        let standard = matches!(&other.lane.node(plan.polls).part, Part::Queue(queue) if queue.order == Order::Standard);
        standard && plan.concurrency == slots
    })
}
