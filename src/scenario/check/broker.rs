//! Checks the parts that keep messages and hand them out: queues and topics.

use super::again::again;
use super::lead::{Draft, lead, one};
use super::node::{Defaults, Sort, needs};
use super::{Problem, Problems, Section, Text, limit};
use crate::dice::Dist;
use crate::id::NodeId;
use crate::scenario::near::{listed, near};
use crate::scenario::{Full, Order, Push, Queue, Redelivery, Subscriber, Topic};
use crate::time::{SECOND, Span};

/// To whom a broker can deliver by itself, queues aside.
const PUSHED_TO: [Sort; 4] = [Sort::Service, Sort::Workflow, Sort::Queue, Sort::Topic];

/// A queue, which workers poll or which pushes.
pub fn queue(draft: &Draft<'_>, lane: &[Draft<'_>], problems: &mut Problems) -> Queue {
    let section = draft.section;
    needs(section, "full", "capacity", "capacity = 1000", problems);
    for key in ["timeout", "on_error", "on_throttle", "max_age"] {
        needs(section, key, "push", "push = \"orders\" with a service", problems);
    }
    let order = if section.word("order") == Some("fifo") { Order::Fifo } else { Order::Standard };
    let duplicates = section.number("duplicates").unwrap_or(0.0);
    if order == Order::Fifo && duplicates > 0.0 {
        let problem = Problem::new(section.key_place("duplicates"), "a fifo queue has no duplicates", "it stores each message once");
        problems.add(problem.help("remove `duplicates`, or write order = \"standard\""));
    }
    let push = push(section, lane, problems);
    let dead_letter = dead_letter(draft, lane, problems);
    Queue {
        order,
        visibility_timeout: section.time("visibility_timeout").unwrap_or(Span(30 * SECOND)),
        delay: section.spread("delay").unwrap_or(Dist::Constant(Span::ZERO)),
        retention: section.time("retention"),
        capacity: section.whole("capacity"),
        full: match section.word("full") {
            Some("block") => Full::Block,
            Some("drop-oldest") => Full::DropOldest,
            _ => Full::Reject,
        },
        in_flight: section.whole("in_flight"),
        max_receives: section.whole("max_receives"),
        dead_letter,
        deduplication: section.time("deduplication"),
        duplicates,
        push,
        max_size: section.whole("max_size"),
    }
}

fn push(section: &Section, lane: &[Draft<'_>], problems: &mut Problems) -> Option<Push> {
    let on_error = section.table("on_error").map(|section| again(section, problems));
    let on_throttle = section.table("on_throttle").map(|section| again(section, problems));
    let (timeout, max_age) = (section.time("timeout"), section.time("max_age"));
    let to = one(section, "push", &PUSHED_TO, lane, problems)?;
    let on_error = on_error.unwrap_or_default();
    Some(Push { to, timeout, on_throttle: on_throttle.unwrap_or_else(|| on_error.clone()), on_error, max_age })
}

/// The dead-letter queue: for what was received too often where workers poll, for what could not be delivered where it pushes.
fn dead_letter(queue: &Draft<'_>, lane: &[Draft<'_>], problems: &mut Problems) -> Option<NodeId> {
    let section = queue.section;
    if section.has("push") && section.has("max_receives") {
        let problem =
            Problem::new(section.key_place("max_receives"), "nobody receives from a queue that pushes", "it has no receives to count");
        problems.add(
            problem
                .help("remove `max_receives`; how often it tries is in `on_error`, such as on_error = { backoff = \"1s\", retries = 3 }"),
        );
    } else if !section.has("push") {
        needs(section, "max_receives", "dead_letter", "dead_letter = \"inbox-dlq\"", problems);
        needs(section, "dead_letter", "max_receives", "max_receives = 3", problems);
    }
    let quote = section.text("dead_letter");
    if let Some(quote) = quote.filter(|quote| quote.text == queue.name) {
        let problem = Problem::new(quote.place, "a queue can't be its own dead-letter queue", "this is the queue itself");
        problems.add(problem.help("name another queue, such as \"inbox-dlq\", and add [lane.queue.inbox-dlq]"));
    }
    one(section, "dead_letter", &[Sort::Queue], lane, problems)
}

/// A topic, which needs subscribers.
pub fn topic(section: &Section, lane: &[Draft<'_>], defaults: &Defaults, problems: &mut Problems) -> Topic {
    let subscribers = section.named("subscribers").unwrap_or_default();
    if section.has("subscribers") && !section.is_wrong("subscribers") && subscribers.is_empty() {
        let problem = Problem::new(section.place("subscribers"), "nobody gets a copy", "at least one subscriber is needed");
        problems.add(problem.help("write, for example, subscribers = { inbox = {} } with a queue of this lane"));
    }
    if let Some((extra, _)) = subscribers.get(limit::MEMBERS) {
        let label = format!("the limit is {} subscribers", limit::MEMBERS);
        problems.add(Problem::new(extra.place, format!("there are {} subscribers", subscribers.len()), label));
    }
    let retry = section.table("retry").map(|section| again(section, problems)).unwrap_or_default();
    let mut copies = Vec::new();
    for (name, section) in subscribers.iter().take(limit::MEMBERS) {
        let to = lead(name, "subscribers", &[Sort::Queue, Sort::Service, Sort::Workflow], lane, problems);
        let copy = subscriber(section, &retry, lane, defaults, problems);
        copies.extend(to.map(|to| Subscriber { to, ..copy }));
    }
    Topic { subscribers: copies, max_size: section.whole("max_size") }
}

/// A subscriber whose name is not looked at yet.
fn subscriber(section: &Section, retry: &Redelivery, lane: &[Draft<'_>], defaults: &Defaults, problems: &mut Problems) -> Subscriber {
    let own = section.table("retry").map(|section| again(section, problems));
    Subscriber {
        to: NodeId(0),
        kinds: kinds(section, defaults, problems),
        timeout: section.time("timeout"),
        retry: own.unwrap_or_else(|| retry.clone()),
        dead_letter: one(section, "dead_letter", &[Sort::Queue], lane, problems),
    }
}

/// The places of the kinds that a subscriber gets.
fn kinds(section: &Section, defaults: &Defaults, problems: &mut Problems) -> Option<Vec<u8>> {
    let wanted = section.texts("kinds")?;
    let known = || defaults.kinds.iter().map(|kind| kind.name.as_str());
    if wanted.is_empty() {
        let problem = Problem::new(section.place("kinds"), "this subscriber gets nothing", "the list is empty");
        problems.add(problem.help("remove `kinds`, and it gets all messages"));
    }
    let mut places = Vec::new();
    for quote in wanted {
        if let Some((place, _)) = (0..).zip(known()).find(|(_, name)| *name == quote.text) {
            places.push(place);
            continue;
        }
        let title = format!("no message is of the kind `{}`", Text::name(&quote.text));
        let label = near(&quote.text, known()).map(|right| format!("did you mean \"{right}\"?"));
        let problem = Problem::new(quote.place, title, label.unwrap_or_else(|| "[message] has no such kind".to_owned()));
        problems.add(problem.help(match known().next() {
            Some(_) => format!("the kinds of [message] are {}", listed(known())),
            None => "write the kinds with their shares below [message], such as kinds = { order = 0.7, refund = 0.3 }".to_owned(),
        }));
    }
    places.sort_unstable();
    places.dedup();
    Some(places)
}
