//! Checks a sender: where its messages go, and how often it tries.

use super::lead::{Draft, one, rounds};
use super::node::{Sort, needs};
use super::{Problem, Problems, Section, limit};
use crate::id::NodeId;
use crate::scenario::{Breaker, Budget, Connections, Jitter, Poll, Retry, Sender, Style};
use crate::time::{SECOND, Span};

/// A sender, whose messages go to nodes of its lane.
pub fn sender(section: &Section, lane: &[Draft<'_>], problems: &mut Problems) -> Sender {
    let calls = rounds(section, &Sort::CALLED, lane, problems).concat();
    let sends = one(section, "sends", &Sort::SENT_TO, lane, problems);
    let style = if section.has("calls") { Style::Calls } else { Style::Sends };
    one_way(section, problems);
    in_turn(section, problems);
    handed_over(section, problems);
    needs(section, "budget", "retry", "retry = { attempts = 3 }", problems);
    let to = if style == Style::Calls { calls } else { sends.into_iter().collect() };
    Sender {
        // While a name is wrong, any node will do: the problem is noted.
        to: if to.is_empty() { vec![NodeId(0)] } else { to },
        style,
        ack: section.flag("ack").unwrap_or(true),
        callers: section.whole("callers").unwrap_or(1),
        backlog: section.whole("backlog"),
        timeout: section.time("timeout"),
        retry: section.table("retry").map_or(Retry::NONE, retry),
        budget: section.table("budget").map(budget),
        connections: section
            .table("connections")
            .map(|section| Connections { limit: section.whole("limit").unwrap_or(1), wait: section.time("wait").unwrap_or(limit::TIME) }),
        poll: section.table("poll").map(|section| Poll {
            every: section.time("every").unwrap_or(Span(SECOND)),
            limit: section.time("limit").unwrap_or(limit::TIME),
            blocks: section.flag("blocks").unwrap_or(false),
        }),
        breaker: section.table("breaker").map(|section| Breaker {
            failures: section.whole("failures").unwrap_or(5),
            open: section.time("open").unwrap_or(Span(10 * SECOND)),
        }),
    }
}

/// A sender either calls or sends.
fn one_way(section: &Section, problems: &mut Problems) {
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
}

/// A sender makes one call after the other.
fn in_turn(section: &Section, problems: &mut Problems) {
    let rounds = section.calls("calls").unwrap_or_default();
    let Some(list) = rounds.iter().find_map(|round| round.list) else { return };
    let problem = Problem::new(list, "a sender calls one after the other", "a list in the list would be called together");
    problems.add(problem.help("write all names in one list, such as calls = [\"stock\", \"mail\"], or let a service call them together"));
}

/// What only a sender that sends can do.
fn handed_over(section: &Section, problems: &mut Problems) {
    if section.has("calls") && section.flag("ack") == Some(false) {
        let problem = Problem::new(section.key_place("ack"), "a sender that calls always waits", "`ack` is for a sender that sends");
        problems.add(problem.help("remove `ack`, or write `sends` in place of `calls`"));
    }
    if section.has("poll") && !section.has("calls") && section.flag("ack") == Some(false) {
        let label = "it asks for what was accepted, and never hears that it was";
        problems.add(Problem::new(section.key_place("poll"), "`poll` doesn't go with ack = false", label).help("remove one of the two"));
    }
}

/// `retry` of a sender, a workflow or a step.
pub fn retry(section: &Section) -> Retry {
    let backoff = section.time("backoff").unwrap_or(Span::from_millis(100));
    Retry {
        attempts: section.whole("attempts").unwrap_or(3),
        backoff,
        throttled: section.time("throttled").unwrap_or(backoff),
        factor: section.number("factor").unwrap_or(2.0),
        cap: section.time("cap").unwrap_or(Span(20 * SECOND)),
        jitter: jitter(section).unwrap_or(Jitter::Full),
    }
}

/// How chance spreads a wait.
pub fn jitter(section: &Section) -> Option<Jitter> {
    section.word("jitter").map(|word| match word {
        "equal" => Jitter::Equal,
        "full" => Jitter::Full,
        "decorrelated" => Jitter::Decorrelated,
        _ => Jitter::None,
    })
}

fn budget(section: &Section) -> Budget {
    Budget {
        size: section.whole("size").unwrap_or(500),
        retry: section.whole("retry").unwrap_or(14),
        throttled: section.whole("throttled").unwrap_or(5),
        timeout: section.whole("timeout").unwrap_or(14),
        success: section.whole("success").unwrap_or(1),
    }
}
