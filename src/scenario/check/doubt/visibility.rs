//! Doubts about queues that hide a message for less time than their workers need for it.

use super::look::{Spot, TWICE};
use super::words::time;
use super::{Problem, Problems};
use crate::scenario::{Order, Part, Queue, Worker};
use crate::time::Span;

pub fn visibility(spot: Spot<'_>, queue: &Queue, problems: &mut Problems) {
    if queue.push.is_some() || spot.turns(&["visibility_timeout"]) || spot.look.shows(spot.lane_id, TWICE) {
        return;
    }
    let workers: Vec<_> = spot.lane.ways(spot.id).into_iter().map(|id| spot.at(id)).collect();
    let slots: u32 = workers.iter().map(|worker| if let Part::Worker(plan) = &worker.node.part { plan.concurrency } else { 0 }).sum();
    // While the only slot of all is at work nobody polls, and a standard queue takes its deletion however late it comes.
    if slots == 1 && queue.order == Order::Standard {
        return;
    }
    for worker in workers.into_iter().filter(|worker| !worker.turns(&["time", "batch", "concurrency", "timeout"])) {
        if let Part::Worker(plan) = &worker.node.part {
            of_worker(spot, queue, worker, plan, problems);
        }
    }
}

fn of_worker(spot: Spot<'_>, queue: &Queue, worker: Spot<'_>, plan: &Worker, problems: &mut Problems) {
    let hidden = queue.visibility_timeout;
    let hold = spot.look.mean(spot.lane_id).hold(worker.id);
    let work = plan.timeout.map_or(hold, |timeout| hold.min(timeout));
    let batch = u64::from(plan.batch);
    let whole = if batch > 1 { plan.window + work * batch } else { work };
    let (name, place) = (spot.name(), spot.value("visibility_timeout"));
    if work > hidden {
        slow_work(spot, queue, worker, work, problems);
    } else if whole > hidden && fills(worker, plan, work) {
        let title = format!("a full batch of `{}` takes longer than `{name}` hides its messages", worker.name());
        let window = if plan.window == Span::ZERO { String::new() } else { format!("a `window` of {} and ", time(plan.window)) };
        let label = format!("hidden for {}, and {window}{batch} x {} are {}", time(hidden), time(work), time(whole));
        let why = "the last messages of a batch are handed out again while they wait their turn, and are done twice";
        let claim = format!("`{0}.effects > {0}.completed`", spot.lane.id);
        let help = format!(
            "write a `visibility_timeout` above {}, or a smaller `batch`; if it is meant, say so with a claim such as {claim}",
            time(whole)
        );
        problems.add(Problem::warning(place, title, label, why).help(help));
    } else if let Some(timeout) = plan.timeout.filter(|timeout| *timeout > hidden && worker.node.preset != Some(super::aws::MAPPING)) {
        let title = format!("`{}` may work longer on a message than `{name}` hides it", worker.name());
        let label = format!("up to {}, and `{name}` hides a message for {}", time(timeout), time(hidden));
        let why = "long before a slot gives a message up, it is handed out to another: both work on it";
        let help = format!("write a `timeout` below {}, or a longer `visibility_timeout` in [lane.queue.{name}]", time(hidden));
        problems.add(Problem::warning(worker.value("timeout"), title, label, why).help(help));
    }
}

/// Whether there are times at which a poll brings a full batch, or a slot waits for one to fill.
fn fills(worker: Spot<'_>, plan: &Worker, work: Span) -> bool {
    let visits = worker.look.flow(worker.lane_id).visits(worker.id);
    let slots = f64::from(plan.concurrency);
    let at_once = worker.look.at_once() * visits >= slots * f64::from(plan.batch);
    plan.window > Span::ZERO || at_once || worker.look.peak() * visits * work.seconds() > slots
}

/// The work on a single message takes longer.
fn slow_work(spot: Spot<'_>, queue: &Queue, worker: Spot<'_>, work: Span, problems: &mut Problems) {
    let advice = if worker.node.preset == Some(super::aws::MAPPING) { " (AWS advises six times the function's timeout)" } else { "" };
    let title = format!("`{}` works longer on a message than `{}` hides it", worker.name(), spot.name());
    let label = format!("hidden for {}, and the work takes {}", time(queue.visibility_timeout), time(work));
    let why = match queue.order {
        Order::Standard => "a message that is still being worked on is handed out again, and done twice",
        Order::Fifo => "after its timeout a fifo queue takes no deletion: the message is handed out again and again, and never gone",
    };
    let help = format!(
        "write a `visibility_timeout` well above {}{advice}, or let the work be shorter; if it is meant, \
         say so with a claim such as {}",
        time(work),
        spot.claim("duplicates")
    );
    problems.add(Problem::warning(spot.value("visibility_timeout"), title, label, why).help(help));
}
