//! Checks one node: its settings, and the names of the nodes that it leads to.

use super::lane::node_id;
use super::{Place, Problem, Problems, Quote, Section, Text};
use crate::dice::Dist;
use crate::id::NodeId;
use crate::scenario::near::{listed, near};
use crate::scenario::{Jitter, Link, Node, Part, Queue, Redrive, Retry, Sender, Service, Style, Work, Worker};
use crate::time::{SECOND, Span};

/// What kind of node one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Sender,
    Service,
    Queue,
    Worker,
}

impl Sort {
    /// Its word, which is its key too.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Service => "service",
            Self::Queue => "queue",
            Self::Worker => "worker",
        }
    }

    /// One of it, in a sentence.
    pub fn one(self) -> String {
        format!("a {}", self.word())
    }
}

/// What nodes do that don't say otherwise.
pub struct Defaults {
    work: Work,
    link: Link,
}

impl Defaults {
    /// Those of `[work]` and `[network]`.
    pub fn of(file: &Section) -> Self {
        let plain = Self {
            work: Work { time: Dist::Constant(Span::from_millis(100)), errors: 0.0 },
            link: Link { latency: Dist::Constant(Span::ZERO), loss: 0.0 },
        };
        Self {
            work: file.table("work").map_or(plain.work, |section| plain.work(section)),
            link: file.table("network").map_or(plain.link, |section| plain.link(section)),
        }
    }

    fn work(&self, section: &Section) -> Work {
        Work { time: section.spread("time").unwrap_or(self.work.time), errors: section.number("errors").unwrap_or(self.work.errors) }
    }

    fn link(&self, section: &Section) -> Link {
        Link { latency: section.spread("latency").unwrap_or(self.link.latency), loss: section.number("loss").unwrap_or(self.link.loss) }
    }
}

/// A node as the file gives it.
pub struct Draft<'a> {
    pub sort: Sort,
    pub name: &'a str,
    /// Where its name stands.
    pub place: Place,
    pub section: &'a Section,
}

impl Draft<'_> {
    /// The node, without its hop.
    pub fn node(&self, lane: &[Self], defaults: &Defaults, problems: &mut Problems) -> Node {
        let section = self.section;
        let part = match self.sort {
            Sort::Sender => Part::Sender(sender(section, lane, problems)),
            Sort::Service => Part::Service(Service {
                concurrency: section.whole("concurrency").unwrap_or(1),
                backlog: section.whole("backlog"),
                work: defaults.work(section),
            }),
            Sort::Queue => Part::Queue(Queue {
                visibility_timeout: section.time("visibility_timeout").unwrap_or(Span(30 * SECOND)),
                redrive: redrive(self, lane, problems),
            }),
            Sort::Worker => Part::Worker(worker(section, lane, defaults, problems)),
        };
        // Nothing leads into a sender, so it has no keys for a link.
        let link = if self.sort == Sort::Sender { defaults.link } else { defaults.link(section) };
        Node { id: Text::name(self.name), hop: 0, link, part }
    }
}

fn sender(section: &Section, lane: &[Draft<'_>], problems: &mut Problems) -> Sender {
    let calls = section.text("calls").and_then(|quote| lead(quote, "calls", Sort::Service, lane, problems));
    let sends = section.text("sends").and_then(|quote| lead(quote, "sends", Sort::Queue, lane, problems));
    match (section.has("calls"), section.has("sends")) {
        (true, true) => {
            let problem = Problem::new(section.key_place("sends"), "this sender both calls and sends", "it can do only one of the two");
            problems.add(problem.help("remove `calls` or `sends`, or make two lanes of it"));
        }
        (false, false) => {
            let problem = Problem::new(section.place, "this sender has nowhere to send to", "`calls` or `sends` is needed");
            problems.add(problem.help("write calls = \"…\" with a service, or sends = \"…\" with a queue"));
        }
        _ => {}
    }
    Sender {
        to: calls.or(sends).unwrap_or(NodeId(0)),
        style: if section.has("calls") { Style::Calls } else { Style::Sends },
        callers: section.whole("callers").unwrap_or(1),
        backlog: section.whole("backlog"),
        timeout: section.time("timeout"),
        retry: section.table("retry").map_or(Retry::NONE, retry),
    }
}

fn retry(section: &Section) -> Retry {
    Retry {
        attempts: section.whole("attempts").unwrap_or(3),
        backoff: section.time("backoff").unwrap_or(Span::from_millis(100)),
        factor: section.number("factor").unwrap_or(2.0),
        cap: section.time("cap").unwrap_or(Span(20 * SECOND)),
        jitter: match section.word("jitter") {
            Some("none") => Jitter::None,
            Some("equal") => Jitter::Equal,
            Some("decorrelated") => Jitter::Decorrelated,
            _ => Jitter::Full,
        },
    }
}

fn redrive(queue: &Draft<'_>, lane: &[Draft<'_>], problems: &mut Problems) -> Option<Redrive> {
    let section = queue.section;
    for (one, other, example) in
        [("max_receives", "dead_letter", "dead_letter = \"inbox-dlq\""), ("dead_letter", "max_receives", "max_receives = 3")]
    {
        if section.has(one) && !section.has(other) {
            let problem =
                Problem::new(section.key_place(one), format!("`{one}` needs `{other}` beside it"), format!("`{other}` is missing"));
            problems.add(problem.help(format!("add, for example, {example}")));
        }
    }
    let quote = section.text("dead_letter");
    if let Some(quote) = quote.filter(|quote| quote.text == queue.name) {
        let problem = Problem::new(quote.place, "a queue can't be its own dead-letter queue", "this is the queue itself");
        problems.add(problem.help("name another queue, such as \"inbox-dlq\", and add [lane.queue.inbox-dlq]"));
    }
    let to = quote.and_then(|quote| lead(quote, "dead_letter", Sort::Queue, lane, problems))?;
    Some(Redrive { max_receives: section.whole("max_receives").unwrap_or(1), to })
}

fn worker(section: &Section, lane: &[Draft<'_>], defaults: &Defaults, problems: &mut Problems) -> Worker {
    let polls = section.text("polls").and_then(|quote| lead(quote, "polls", Sort::Queue, lane, problems));
    let wait = section.time("wait").unwrap_or(Span(20 * SECOND));
    let given = section.time("interval");
    if wait == Span::ZERO && given == Some(Span::ZERO) {
        let problem = Problem::new(section.place("interval"), "this worker would poll without end", "`wait` and `interval` are both 0s");
        problems.add(problem.help("write a `wait` (long polling) or an `interval` (short polling) above 0s"));
    }
    Worker {
        polls: polls.unwrap_or(NodeId(0)),
        concurrency: section.whole("concurrency").unwrap_or(1),
        batch: section.whole("batch").unwrap_or(1),
        wait,
        interval: given.unwrap_or(if wait == Span::ZERO { Span(SECOND) } else { Span::ZERO }),
        work: defaults.work(section),
    }
}

/// The node that a key names, which must be of the sort that the key leads to.
fn lead(quote: &Quote, key: &str, wanted: Sort, lane: &[Draft<'_>], problems: &mut Problems) -> Option<NodeId> {
    let shown = Text::name(&quote.text);
    let right: Vec<&str> = lane.iter().filter(|draft| draft.sort == wanted).map(|draft| draft.name).collect();
    let listed = listed(right.iter().map(|name| Text::name(name)).collect::<Vec<_>>().iter().map(Text::as_str));
    let found = lane.iter().position(|draft| draft.name == quote.text);
    let Some(place) = found else {
        let label = near(&quote.text, right.iter().copied()).map(|right| format!("did you mean \"{}\"?", Text::name(right)));
        let label = label.unwrap_or_else(|| format!("this lane has no {} of this name", wanted.word()));
        let problem = Problem::new(quote.place, format!("`{shown}` is nowhere in this lane"), label);
        let help = if right.is_empty() { String::new() } else { format!(", or name one that it has: {listed}") };
        problems.add(problem.help(format!("add [lane.{}.{shown}] to this lane{help}", wanted.word())));
        return None;
    };
    let sort = lane[place].sort;
    if sort != wanted {
        let label = format!("`{key}` needs {}", wanted.one());
        let problem = Problem::new(quote.place, format!("`{shown}` is {}, not {}", sort.one(), wanted.one()), label);
        problems.add(problem.help(match (key, sort) {
            ("calls", Sort::Queue) => format!("to hand messages to a queue, write sends = \"{shown}\""),
            ("sends", Sort::Service) => format!("to call a service and wait for it, write calls = \"{shown}\""),
            _ if right.is_empty() => format!("add a [lane.{}.NAME] to this lane", wanted.word()),
            _ => format!("name {} of this lane: {listed}", wanted.one()),
        }));
        return None;
    }
    Some(node_id(place))
}
