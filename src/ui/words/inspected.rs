//! What there is to say about one node: what it is, how it is, its figures at an instant, its settings.

use crate::fact::Outcome;
use crate::id::{LaneId, NodeId};
use crate::scenario::{Lane, Node, Order, Part, Scenario, Style, Whence};
use crate::scene::{LaneScene, NodeScene, QueueScene, ReceiverScene, SenderScene, TopicScene, WorkflowScene, trouble};
use crate::time::Time;
use crate::ui::theme::Role;

/// A sentence about a node, and what it means to the eye.
pub type Sentence = (String, Role);

/// What a kind of node does.
#[must_use]
pub fn about(part: &Part) -> &'static str {
    match part {
        Part::Sender(sender) if sender.style == Style::Calls => "A sender makes messages. Its callers stand still until they are answered.",
        Part::Sender(_) => "A sender makes messages. Its callers hand them over and go on.",
        Part::Service(_) => "A service takes requests and answers them.",
        Part::Queue(queue) if queue.push.is_some() => "A queue keeps messages, and this one pushes them to a receiver by itself.",
        Part::Queue(_) => "A queue keeps messages until a worker deletes them.",
        Part::Topic(_) => "A topic copies each message to its subscribers.",
        Part::Worker(_) => "A worker polls a queue, works on what it gets, and deletes what succeeded.",
        Part::Workflow(_) => "A workflow calls services, step by step.",
    }
}

/// What is wrong with a node and the link into it, and for how long; or for how long nothing has been.
#[must_use]
pub fn health(scenario: &Scenario, lane: LaneId, node: NodeId, now: Time) -> Vec<Sentence> {
    let wrong = |link: bool, what: &str| {
        let trouble = trouble(scenario, lane, node, link, now)?;
        Some((format!("{what}{} for {}", super::troubled(trouble.kind), now.since(trouble.since)), Role::Error))
    };
    let mut said: Vec<Sentence> = wrong(false, "").into_iter().chain(wrong(true, "the link into it: ")).collect();
    if said.is_empty() {
        let hits = |target: &crate::scenario::Target| target.lane == lane && target.node == node;
        let over = scenario.faults.iter().filter(|fault| fault.until <= now && fault.targets.iter().any(hits));
        let words = match over.map(|fault| fault.until).max() {
            Some(until) => format!("no fault for {} now", now.since(until)),
            None => "no fault so far".to_owned(),
        };
        said.push((words, Role::Text));
    }
    said
}

/// The figures of a node at an instant.
#[must_use]
pub fn figures(lane: &Lane, node: NodeId, scene: &LaneScene, now: Time) -> Vec<Sentence> {
    let plan = lane.node(node);
    let lines = match &scene.nodes[node.index()] {
        NodeScene::Sender(sender) => of_sender(lane, sender, scene, now),
        NodeScene::Receiver(receiver) => of_receiver(plan, receiver, now),
        NodeScene::Queue(queue) => of_queue(plan, queue, now),
        NodeScene::Topic(topic) => of_topic(topic),
        NodeScene::Workflow(workflow) => of_workflow(workflow),
    };
    lines.into_iter().map(|line| (line, Role::Text)).collect()
}

/// So many of something.
fn many(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// The parts that are not nothing, with commas between.
fn listed(parts: &[(u64, &str)]) -> String {
    let parts: Vec<String> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
    if parts.is_empty() { "nothing yet".to_owned() } else { parts.join(", ") }
}

fn of_sender(lane: &Lane, sender: &SenderScene, scene: &LaneScene, now: Time) -> Vec<String> {
    let free = sender.count.saturating_sub(sender.blocked);
    let blocked = sender.blocked.saturating_sub(sender.backing_off);
    let states = [(blocked, "blocked"), (sender.backing_off, "waiting to retry"), (free, "free")];
    let states = states.map(|(count, words)| (u64::from(count), words));
    let good = if lane.hands_over() { "handed over" } else { "answered" };
    let each = scene.stood_each(now).map(|each| format!(", {each} a message")).unwrap_or_default();
    let share = scene.blocked_share(lane.sender().callers, now) * 100.0;
    let ends = [(scene.acked, good), (scene.ended(Outcome::Failed), "failed"), (scene.ended(Outcome::Rejected), "rejected")];
    vec![
        format!("{}: {}", many(u64::from(sender.count), "caller"), listed(&states)),
        format!("so far: {}", listed(&ends)),
        match sender.unsent {
            0 => "no message waits for a caller".to_owned(),
            1 => "1 message waits for a caller".to_owned(),
            unsent => format!("{unsent} messages wait for a caller"),
        },
        format!("callers stood still {share:.0} % of the time{each}"),
    ]
}

fn of_receiver(plan: &Node, receiver: &ReceiverScene, now: Time) -> Vec<String> {
    let mean = receiver.working.mean(now).unwrap_or(0.0);
    let share = mean / f64::from(receiver.count.max(1)) * 100.0;
    let ends = [
        (receiver.done, "handled"),
        (receiver.failed, if receiver.failed == 1 { "error" } else { "errors" }),
        (receiver.refused, "refused"),
        (receiver.left, "left behind"),
    ];
    let mut lines = vec![
        format!("{} of {} busy, {} waiting", receiver.busy, many(u64::from(receiver.count), "slot"), many(receiver.waiting, "message")),
        format!("utilisation so far {share:.0} %: {mean:.1} slots busy on average"),
        format!("so far: {}", listed(&ends)),
    ];
    if let Part::Service(crate::scenario::Service { work, .. }) | Part::Worker(crate::scenario::Worker { work, .. }) = &plan.part {
        lines.push(format!("one message takes {} on average", work.time.mean()));
    }
    lines
}

fn of_queue(plan: &Node, queue: &QueueScene, now: Time) -> Vec<String> {
    let count = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
    let oldest = queue.visible.first_key_value().map(|(_, oldest)| format!(", the oldest for {}", now.since(oldest.sent)));
    let back = queue.in_flight.values().map(|each| each.until).min().filter(|back| *back != Time::NEVER);
    let back = back.map(|back| format!(", first back in {}", back.since(now)));
    let waits = if queue.visible.len() == 1 { "1 waits".to_owned() } else { format!("{} wait", queue.visible.len()) };
    let keeps_order = matches!(&plan.part, Part::Queue(queue) if queue.order == Order::Fifo);
    let held = if keeps_order { queue.held() } else { 0 };
    let mut lines = vec![format!("{waits}{}", oldest.unwrap_or_default())];
    lines.extend((held > 0).then(|| format!("{held} of them held: their group has one in flight")));
    lines.push(format!("{} in flight{}", queue.in_flight.len(), back.unwrap_or_default()));
    lines.push(format!("handed out so far: {}", many(queue.received, "message")));
    for (more, words) in [(count(queue.hidden.len()), "delayed, or waiting for the next push"), (queue.at_the_door, "waiting for room")] {
        lines.extend((more > 0).then(|| format!("{more} {words}")));
    }
    lines
}

fn of_topic(topic: &TopicScene) -> Vec<String> {
    let (under_way, waiting) =
        topic.copies.values().fold((0, 0), |(under_way, waiting), copies| (under_way + copies.under_way, waiting + copies.waiting));
    let copies =
        [(topic.delivered, "delivered"), (under_way, "under way"), (waiting, "waiting to retry"), (topic.undeliverable, "given up")];
    vec![format!("{} copied so far", many(topic.taken, "message")), format!("copies: {}", listed(&copies))]
}

fn of_workflow(workflow: &WorkflowScene) -> Vec<String> {
    let runs = u64::try_from(workflow.runs.len()).unwrap_or(u64::MAX);
    let ends = [(workflow.done, "done"), (workflow.failed, "failed"), (workflow.refused, "refused")];
    vec![format!("{} under way", many(runs, "execution")), format!("so far: {}", listed(&ends))]
}

/// The settings of a node that are not those of its preset, each with both values.
#[must_use]
pub fn differences(node: &Node) -> Vec<String> {
    let said = node.particulars.0.iter().filter_map(|each| match &each.whence {
        Whence::Instead(preset) => Some(format!("{} {}, preset {preset}", each.key, each.value)),
        Whence::File | Whence::Preset | Whence::Usual => None,
    });
    said.collect()
}

/// The other settings, by where they are from.
#[must_use]
pub fn settings(node: &Node) -> Vec<Sentence> {
    let of = |whence: &Whence| {
        let said = node.particulars.0.iter().filter(|each| each.whence == *whence);
        said.map(|each| format!("{} {}", each.key, each.value)).collect::<Vec<_>>().join(", ")
    };
    let preset = node.preset.map(|preset| format!("preset {preset}: ")).unwrap_or_default();
    let parts =
        [("set: ", &Whence::File, Role::Text), (&preset, &Whence::Preset, Role::Faint), ("as usual: ", &Whence::Usual, Role::Faint)];
    let said = parts.into_iter().map(|(title, whence, role)| (title, of(whence), role)).filter(|(_, said, _)| !said.is_empty());
    said.map(|(title, said, role)| (format!("{title}{said}"), role)).collect()
}
