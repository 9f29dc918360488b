//! Fills what a lane has into the words in braces of its samples, so that code and lane can't disagree.

use super::{Script, Value};
use crate::id::NodeId;
use crate::scenario::{Jitter, Lane, Order, Part, Retry, Sender, limit};
use crate::time::{SECOND, Span};

/// The script with the values; nothing if it has a word in braces for which there is no value.
pub(super) fn script(script: &Script, values: &[Value]) -> Option<Script> {
    let lines = script.lines.iter().map(|line| {
        let mut filled = line.clone();
        for (word, value) in values.iter().filter(|(word, _)| line.contains(word)) {
            filled = filled.replace(word, value.as_deref()?);
        }
        Some(filled)
    });
    Some(Script { lines: lines.collect::<Option<_>>()?, at: script.at.clone(), in_turn: script.in_turn })
}

/// What the sender of a lane has, in Python or as commands.
pub(super) fn of_sender(lane: &Lane, in_python: bool) -> Vec<Value> {
    let sender = lane.sender();
    let first = sender.to.first().copied();
    let alone = first.filter(|_| sender.to.len() == 1);
    let names: Vec<String> = sender.to.iter().map(|id| name(lane, *id)).collect();
    let queue = first.and_then(|first| if let Part::Queue(queue) = &lane.node(first).part { Some(queue) } else { None });
    let pushed_to = queue.and_then(|queue| queue.push.as_ref()).map(|push| push.to);
    let none = if in_python { "None" } else { "0" };
    let mut values = vec![
        ("{timeout}", Some(sender.timeout.map_or(none.to_owned(), seconds))),
        ("{means}", Some(if sender.timeout.is_some() { "seconds" } else { "waits for ever" }.to_owned())),
        ("{whole_timeout}", sender.timeout.map_or(Some(none.to_owned()), whole_seconds)),
        ("{attempts}", Some(sender.retry.attempts.to_string())),
        ("{queue}", first.map(|first| name(lane, first))),
        ("{function}", alone.map(|alone| name(lane, pushed_to.unwrap_or(alone)))),
        ("{functions}", Some(names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "))),
        ("{function_words}", Some(names.join(" "))),
        ("{capacity}", queue.and_then(|queue| queue.capacity).map(|capacity| capacity.to_string())),
    ];
    values.extend(retries(sender));
    values.extend(waits(sender));
    values
}

/// How it tries again.
fn retries(sender: &Sender) -> [Value; 5] {
    // A quota that takes one thing for a timeout and another for an error has no sample.
    let budget = sender.budget.filter(|budget| budget.timeout == budget.retry);
    [
        ("{backoff}", Some(seconds(sender.retry.backoff))),
        ("{pause}", Some(pause(&sender.retry))),
        ("{quota}", budget.map(|budget| budget.size.to_string())),
        ("{cost}", budget.map(|budget| budget.retry.to_string())),
        ("{success}", budget.map(|budget| budget.success.to_string())),
    ]
}

/// How it waits for a connection, and asks for a result.
fn waits(sender: &Sender) -> [Value; 7] {
    let (pool, poll) = (sender.connections, sender.poll);
    let is_ever = pool.is_some_and(|pool| pool.wait == limit::TIME);
    let is_usual = poll.is_some_and(|poll| poll.every == Span(15 * SECOND) && poll.limit == Span(600 * SECOND));
    [
        ("{connections}", pool.map(|pool| pool.limit.to_string())),
        ("{connection_wait}", pool.map(|pool| seconds(pool.wait))),
        ("{connection_means}", pool.map(|_| if is_ever { "for ever" } else { "seconds, for a free one" }.to_owned())),
        ("{every}", poll.map(|poll| seconds(poll.every))),
        ("{asks}", poll.map(|poll| if poll.limit == limit::TIME { "float(\"inf\")".to_owned() } else { seconds(poll.limit) })),
        ("{questions}", poll.map(|poll| poll.limit.0.div_ceil(poll.every.0.max(1)).to_string())),
        ("{waiter}", is_usual.then(|| "every 15 s, 40 times".to_owned())),
    ]
}

/// What the receiver of a lane has.
pub(super) fn of_receiver(lane: &Lane, id: NodeId) -> Vec<Value> {
    let worker = if let Part::Worker(worker) = &lane.node(id).part { Some(worker) } else { None };
    vec![
        ("{queue}", worker.map(|worker| name(lane, worker.polls))),
        ("{poll}", worker.and_then(|worker| whole_seconds(worker.wait))),
        ("{interval}", worker.map(|worker| seconds(worker.interval))),
    ]
}

/// The name of a node; that of a FIFO queue has to end so.
fn name(lane: &Lane, id: NodeId) -> String {
    let node = lane.node(id);
    let end = if matches!(&node.part, Part::Queue(queue) if queue.order == Order::Fifo) { ".fifo" } else { "" };
    format!("{}{end}", node.id)
}

fn seconds(span: Span) -> String {
    span.seconds().to_string()
}

fn whole_seconds(span: Span) -> Option<String> {
    span.0.is_multiple_of(SECOND).then(|| seconds(span))
}

/// The pause after try `n`, counted from 0, in Python; `pause` is the one before.
fn pause(retry: &Retry) -> String {
    let (base, cap) = (seconds(retry.backoff), seconds(retry.cap));
    let whole = match retry.factor {
        _ if retry.backoff == Span::ZERO => return "0".to_owned(),
        1.0 => base.clone(),
        factor => format!("{base} * {factor} ** n"),
    };
    // The cap is told only if the pauses come to it.
    let last = retry.factor.powi(i32::from(retry.attempts.saturating_sub(2)));
    let whole = if retry.backoff.seconds() * last > retry.cap.seconds() { format!("min({cap}, {whole})") } else { whole };
    match retry.jitter {
        Jitter::None => whole,
        Jitter::Equal => format!("random.uniform(0.5, 1) * {whole}"),
        Jitter::Full => format!("random.uniform(0, {whole})"),
        Jitter::Decorrelated => format!("min({cap}, random.uniform({base}, 3 * pause))"),
    }
}

#[cfg(test)]
mod tests;
