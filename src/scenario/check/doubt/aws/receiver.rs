//! Functions, pollers and workflows that AWS doesn't have.

use super::{Problem, Problems, Spot, is_fifo, rate, refuse, time};
use crate::id::NodeId;
use crate::scenario::{Part, Service, Worker};
use crate::time::{SECOND, Span};

/// How many requests a second there may be for each execution.
const RATE: f64 = 10.0;
/// How long a function may take by default.
const DEFAULT_TIMEOUT: Span = Span(3 * SECOND);

/// A function refuses what it has no execution for.
pub fn function(spot: Spot<'_>, service: &Service, problems: &mut Problems) {
    if service.backlog != Some(0) {
        let label = "a call without a free execution is refused (429)";
        let help = "remove `backlog`, and let whoever calls retry; or put a queue in front";
        refuse(spot.value("backlog"), "a function of AWS Lambda keeps no backlog", label, help, problems);
    }
    let given = |key: &str| spot.section().gives(key);
    let most = f64::from(service.concurrency) * RATE;
    let arrive = spot.look.born.map_or(0.0, |born| born / spot.look.rest().seconds());
    if given("concurrency") && !given("throttle") && arrive > most && !spot.turns(&["concurrency"]) {
        let title = "AWS Lambda takes ten requests a second for each execution that there may be";
        let label = format!("{} x 10/s are {}, and {} arrive", service.concurrency, rate(most), rate(arrive));
        let why = "with this `concurrency` AWS throttles the rest, however short the work is; the preset lets through what the default limit does";
        let help = format!("write throttle = \"{most:.0}/s\" beside it");
        problems.add(Problem::warning(spot.value("concurrency"), title, label, why).help(help));
    }
}

/// What Lambda checks when a function is to be fed from a queue.
pub fn mapping(spot: Spot<'_>, worker: &Worker, problems: &mut Problems) {
    let queue = spot.at(worker.polls);
    let ordered = is_fifo(&queue.node.part);
    let batch = spot.value("batch");
    if worker.batch > 10 && ordered {
        let label = format!("`{}` is a fifo queue", queue.name());
        refuse(batch, "a batch from a fifo queue has 10 messages at the most", label, "write batch = 10 or less", problems);
    } else if worker.batch > 10 && worker.window < Span(SECOND) {
        let label = "there is no `window`";
        refuse(
            batch,
            "a batch of more than 10 messages needs time to gather",
            label,
            "write a `window` of 1s or more, or batch = 10",
            problems,
        );
    } else if worker.window > Span::ZERO && ordered {
        let label = format!("`{}` is a fifo queue", queue.name());
        refuse(spot.value("window"), "there is no `window` for a fifo queue", label, "remove `window`", problems);
    }
    let hold = spot.look.mean(spot.lane_id).hold(spot.id);
    if worker.timeout.is_none() && hold > DEFAULT_TIMEOUT && !spot.turns(&["timeout", "time"]) {
        let label = format!("one message takes {} on average, and there is no `timeout`", time(hold));
        let why = "AWS ends a function after 3s unless told otherwise: its messages would come back, and end as dead letters";
        let help = "write the `timeout` that the function has, and a `visibility_timeout` of six times that at its queue";
        let title = format!("`{}` takes longer than a function may by default", spot.name());
        problems.add(Problem::warning(spot.value("time"), title, label, why).help(help));
    }
    if let (Part::Queue(plan), Some(timeout)) = (&queue.node.part, worker.timeout.filter(|_| spot.section().gives("timeout"))) {
        hidden(spot, queue, plan.visibility_timeout, timeout, worker.window, problems);
    }
}

/// A queue must hide a message for as long as the function may take.
fn hidden(spot: Spot<'_>, queue: Spot<'_>, hidden: Span, timeout: Span, window: Span, problems: &mut Problems) {
    if queue.turns(&["visibility_timeout"]) || spot.turns(&["timeout"]) {
        return;
    }
    let advised = timeout * 6 + window;
    let label = format!("`{}` hides a message for {}", queue.name(), time(hidden));
    let help = format!("write visibility_timeout = \"{}\" in [lane.queue.{}], or a shorter `timeout`", time(advised), queue.name());
    if hidden < timeout {
        let title = "AWS Lambda refuses a queue that hides a message for less time than the function may take";
        refuse(spot.value("timeout"), title, label, help, problems);
    } else if hidden < advised {
        let title = format!("`{}` hides a message for less than six times the function's timeout", queue.name());
        let label = format!("AWS advises {}, and it is {}", time(advised), time(hidden));
        let why = "a batch that waits for a throttled function comes back meanwhile, and is done twice";
        problems.add(Problem::warning(spot.value("timeout"), title, label, why).help(help));
    }
}

/// Nobody can call a Standard workflow and wait for its end.
pub fn waits_for_workflow(spot: Spot<'_>, problems: &mut Problems) {
    let calls = matches!(spot.node.part, Part::Sender(_) | Part::Service(_) | Part::Worker(_));
    let standard = |id: &NodeId| spot.lane.node(*id).preset == Some("aws.step-functions.standard");
    if let Some(id) = spot.lane.waits_for(spot.id).into_iter().find(standard).filter(|_| calls) {
        let title = format!("nobody can wait for `{}`: a Standard workflow is only started", spot.lane.node(id).id);
        let label = "StartSyncExecution is for Express workflows";
        let help = "write `sends` in place of `calls`, with a `poll` for who wants the result, or preset = \"aws.step-functions.express\"";
        refuse(spot.value("calls"), title, label, help, problems);
    }
}
