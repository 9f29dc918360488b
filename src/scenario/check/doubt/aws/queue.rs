//! Queues that SQS, Lambda or `EventBridge` don't have.

use super::{BRIDGE, EVENTS, FIFO, LAMBDA, Problem, Problems, STANDARD, Spot, is_fifo, rate, refuse};
use crate::id::NodeId;
use crate::scenario::problem::Place;
use crate::scenario::{Part, Push, Queue, Redelivery};

pub fn queue(spot: Spot<'_>, preset: &str, queue: &Queue, problems: &mut Problems) {
    match preset {
        STANDARD | FIFO => sqs(spot, preset, queue, problems),
        EVENTS | BRIDGE => {
            if let Some(push) = &queue.push {
                pushes(spot, preset, push, problems);
            }
            if let Some(dead) = queue.dead_letter.filter(|dead| is_fifo(&spot.lane.node(*dead).part)) {
                let label = format!("`{}` is a fifo queue", spot.lane.node(dead).id);
                let title = "events that can't be delivered go to a standard queue only";
                refuse(spot.value("dead_letter"), title, label, "let the dead-letter queue be a standard queue", problems);
            }
        }
        _ => {}
    }
}

/// How many sends in a second a fifo queue takes, where high throughput is not switched on.
const SENDS: f64 = 300.0;

fn sqs(spot: Spot<'_>, preset: &str, queue: &Queue, problems: &mut Problems) {
    let section = spot.section();
    let peak = spot.look.peak() * spot.look.flow(spot.lane_id).visits(spot.id);
    if preset == FIFO && peak > SENDS {
        let title = format!("more comes to `{}` than a fifo queue of Amazon SQS takes", spot.name());
        let label = format!("300 sends a second, and here come up to {}", rate(peak));
        let why = "AWS throttles what comes beyond, and this queue takes all of it: senders look better off than they would be";
        let help =
            "let less arrive, write preset = \"aws.sqs.standard\", or, if you mean high throughput or sends in batches, remove `preset`";
        problems.add(Problem::warning(section.place("preset"), title, label, why).help(help));
    }
    if section.has("push") {
        let help = "let a [lane.worker.NAME] poll it, such as one with preset = \"aws.lambda.sqs-mapping\", or remove `preset`";
        refuse(section.key_place("push"), "Amazon SQS pushes nothing by itself", "whoever wants its messages polls them", help, problems);
    }
    let other = if preset == STANDARD { FIFO } else { STANDARD };
    if is_fifo(&spot.node.part) != (preset == FIFO) {
        let label = if preset == STANDARD { "a standard queue keeps no order" } else { "a fifo queue keeps the order" };
        refuse(
            section.place("order"),
            "this is the preset of the other kind of queue",
            label,
            format!("write preset = \"{other}\", and no `order`"),
            problems,
        );
    } else if preset == STANDARD && section.has("deduplication") {
        let label = "each send is a new message there";
        let help = format!("write preset = \"{FIFO}\", or remove `deduplication`");
        refuse(section.key_place("deduplication"), "a standard queue of Amazon SQS remembers nothing", label, help, problems);
    }
    if section.has("capacity") {
        let label = "there is no limit on what it stores";
        refuse(
            section.key_place("capacity"),
            "a queue of Amazon SQS is never full",
            label,
            "remove `capacity`, or remove `preset`",
            problems,
        );
    }
    if let Some(dead) = queue.dead_letter.map(|dead| spot.at(dead)).filter(|dead| is_fifo(&dead.node.part) != is_fifo(&spot.node.part)) {
        let (own, its) = if is_fifo(&spot.node.part) { ("fifo", "standard") } else { ("standard", "fifo") };
        let title = format!("the dead-letter queue of a {own} queue is a {own} queue too");
        let label = format!("`{}` is a {its} queue", dead.name());
        refuse(
            section.place("dead_letter"),
            title,
            label,
            format!("write preset = \"{preset}\" in [lane.queue.{}]", dead.name()),
            problems,
        );
    }
}

fn pushes(spot: Spot<'_>, preset: &str, push: &Push, problems: &mut Problems) {
    let to = spot.lane.node(push.to);
    let place = spot.section().place("push");
    let function = matches!(to.part, Part::Service(_)) && to.preset.is_none_or(|preset| preset == LAMBDA);
    if preset == EVENTS && !function {
        let label = format!("`{}` is no function", to.id);
        let help = format!("push to a [lane.service.NAME] with preset = \"{LAMBDA}\", or take another preset");
        refuse(place, "the event queue of AWS Lambda invokes functions only", label, help, problems);
    } else if preset == BRIDGE && to.preset == Some(LAMBDA) {
        needs_event_queue(spot, "Amazon EventBridge", push.to, place, problems);
    }
    let most = if preset == EVENTS { 2 } else { 185 };
    if let Some(section) = spot.section().table("on_error").filter(|_| tries(&push.on_error) > most) {
        let key = ["waits", "retries", "phases", "backoff"].into_iter().find(|key| section.has(key)).unwrap_or("waits");
        let service = if preset == EVENTS { "AWS Lambda" } else { "Amazon EventBridge" };
        let title = format!("{service} makes {most} further tries after an error at the most");
        let label = match tries(&push.on_error) {
            u32::MAX => "these go on without end".to_owned(),
            more => format!("these are {more}"),
        };
        refuse(section.place(key), title, label, format!("let there be {most} or fewer, or remove `preset`"), problems);
    }
}

fn tries(again: &Redelivery) -> u32 {
    again.0.iter().fold(0, |sum, stage| sum.saturating_add(stage.times))
}

/// A function that is invoked asynchronously has a queue of its own in front.
pub fn needs_event_queue(spot: Spot<'_>, service: &str, function: NodeId, place: Place, problems: &mut Problems) {
    let name = &spot.lane.node(function).id;
    let title = format!("{service} doesn't call `{name}`: it hands events to the function's own queue");
    let label = "here it waits for the function's answer";
    let help = format!("put a [lane.queue.NAME] with preset = \"{EVENTS}\" and push = \"{name}\" between them, and name that queue here");
    let why = "that queue, inside AWS Lambda, makes the two retries, after 1 and 2 minutes, and sets aside what fails";
    problems.add(Problem::warning(place, title, label, why).help(help));
}
