//! What each kind of fault does to each kind of node: a small run for each, whose story is told message by message.
//!
//! Of five messages the first is in hand when the fault begins at 1 s, the second waits behind it, two come while it lasts, and the
//! last comes when it has long been over.

use crate::support::{self, Run, run};
use inflight::fact::{Fact, Outcome};
use inflight::scenario::key::FAULTS;

mod away;
mod ill;

/// The kinds of faults, in the order of the table.
const KINDS: &[&str] = &["outage", "crash", "hang", "slow", "errors", "throttle", "loss", "delay", "duplicate", "partition"];

/// The nodes, in the order of the table; a pushing queue is a queue with `push`, and the network all links.
const NODES: &[&str] = &["sender", "service", "worker", "queue", "pushing queue", "topic", "workflow", "network"];

/// One fault on one node.
struct Row {
    /// What is done, with its amount.
    kind: &'static str,
    /// To which node.
    node: &'static str,
    /// What the table of the documentation says.
    says: &'static str,
    /// What becomes of the five messages, in seconds, and how often work was carried out.
    story: &'static str,
}

const fn row(kind: &'static str, node: &'static str, says: &'static str, story: &'static str) -> Row {
    Row { kind, node, says, story }
}

fn rows() -> impl Iterator<Item = &'static Row> {
    away::ROWS.iter().chain(ill::ROWS)
}

/// The lane of a node, and what the fault is put on.
fn lane(node: &str) -> (&'static str, &'static str) {
    match node {
        "sender" => (ONE, "sender"),
        "service" => (CALLS, "s"),
        "network" => (CALLS, "network"),
        "worker" => (SENDS, "w"),
        "queue" => (SENDS, "q"),
        "pushing queue" => (PUSHES, "q"),
        "topic" => (COPIES, "t"),
        "workflow" => (STEPS, "f"),
        _ => panic!("{node} is no column of the table"),
    }
}

const ONE: &str = "sender = { calls = 's', timeout = '3s' }\nservice.s = {}";
const CALLS: &str = "sender = { calls = 's', callers = 5, timeout = '3s' }\nservice.s = {}";
const SENDS: &str = "sender = { sends = 'q', callers = 5, timeout = '3s' }\nqueue.q.visibility_timeout = '4s'\n\
    worker.w = { polls = 'q', wait = '1s' }";
const PUSHES: &str = "sender = { sends = 'q', callers = 5, timeout = '3s' }\nservice.s = {}\n\
    queue.q = { push = 's', in_flight = 1, timeout = '3s', on_error.waits = ['4s'] }";
const COPIES: &str = "sender = { sends = 't', callers = 5, timeout = '3s' }\nservice.s = {}\n\
    topic.t = { subscribers.s = {}, retry.waits = ['4s'] }";
const STEPS: &str = "sender = { calls = 'f', callers = 5, timeout = '3s' }\nservice.s = {}\nworkflow.f.steps = [{ call = 's' }]";

/// How much of each kind; nothing for those without an amount.
fn amount(kind: &str) -> &'static str {
    match kind {
        "slow" => "5x",
        "throttle" => "1/s",
        "delay" => "500ms",
        "errors" | "loss" | "duplicate" => "100%",
        _ => "",
    }
}

fn run_of(kind: &str, node: &str) -> Run {
    let ((lane, on), amount) = (lane(node), amount(kind));
    let amount = if amount.is_empty() { String::new() } else { format!("amount = '{amount}'") };
    run(&format!(
        "duration = '20s'\n[load]\ntimes = ['900ms', '950ms', '1500ms', '1600ms', '10s']\n[work]\ntime = '200ms'\n[network]\nlatency = '10ms'\n\
         [[lane]]\nname = 'lane'\n{lane}\n[[fault]]\nat = '1s'\nfor = '2s'\nkind = '{kind}'\non = '{on}'\n{amount}"
    ))
}

/// How each message ended and when, and how often work was carried out: `completed 1.11, failed 1.5, ...; work 2`.
fn story(run: &Run) -> String {
    let ends = run.pick(|fact| if let Fact::Ended { msg, outcome, done, .. } = fact { Some((*msg, *outcome, *done)) } else { None });
    let end = |number: u32| match ends.iter().find(|(_, (msg, ..))| msg.0 == number) {
        Some((_, (_, outcome, done))) => format!("{} {}", word(*outcome), support::ms(*done) / 1e3),
        None => "under way".to_owned(),
    };
    format!("{}; work {}", [1, 2, 3, 4, 5].map(end).join(", "), run.figure("effects").unwrap_or_default())
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => "completed",
        Outcome::Rejected => "rejected",
        Outcome::Failed => "failed",
        Outcome::Expired => "expired",
        Outcome::DeadLettered => "dead-lettered",
        Outcome::Lost => "lost",
    }
}

#[test]
fn each_fault_does_to_each_node_what_its_row_says() {
    for Row { kind, node, says, story: wanted } in rows() {
        assert_eq!(story(&run_of(kind, node)), *wanted, "{kind} of a {node}: {says}");
    }
}

#[test]
fn the_page_about_faults_has_each_kind_and_each_node_with_the_words_of_a_row() {
    let says = |kind: &str, node: &str| {
        let row = rows().find(|row| row.kind == kind && row.node == node);
        row.unwrap_or_else(|| panic!("{kind} of a {node} has no row")).says
    };
    let line = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
    let head = [line([&["fault"], NODES].concat()), format!("|{}", "---|".repeat(NODES.len() + 1))];
    let body = KINDS.iter().map(|kind| line(std::iter::once(*kind).chain(NODES.iter().map(|node| says(kind, node))).collect()));
    let wanted: Vec<String> = head.into_iter().chain(body).collect();
    let page = include_str!("../../docs/model.md").split("<!-- faults -->").nth(1).and_then(|rest| rest.split("<!-- /faults -->").next());
    let table: Vec<&str> = page.unwrap_or_default().lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(table, wanted);
    assert_eq!(rows().count(), KINDS.len() * NODES.len());
    assert!(FAULTS.iter().all(|kind| KINDS.contains(kind)));
}
