//! Every default that the schema, and with it the reference, tells is what the program does: spelled out, it changes nothing.

use inflight::scenario::{self, Asked, Scenario};
use serde_json::Value;

use super::the_schema;

/// A file in which every table stands that has a default in it, and the keys that others need beside them.
const BASE: &str = r#"
    title = "t"
    load = { rate = "1/s", phases = [{ at = "1s", rate = "2/s" }] }
    [[lane]]
    name = "L"
    sender = { calls = "s", retry = {}, budget = {}, breaker = {}, poll = { every = "1s" } }
    service.s = { sends = "t", cold_start = "1s", after_answer = "1s", throttle = "9/s" }
    topic.t = { subscribers = { p = { retry = { backoff = "1s" } }, q = {} }, retry = { backoff = "1s" } }
    queue.p = { capacity = 9 }
    queue.q = { capacity = 9, push = "f", on_error = { backoff = "1s" }, on_throttle = { backoff = "1s" } }
    worker.w = { polls = "p" }
    workflow.f = { steps = [{ call = "z", retry = {} }], retry = {} }
    service.z = {}
    [[fault]]
    at = "1s"
    kind = "outage"
    on = "z"
    [[change]]
    at = "1s"
    set = "work.time"
    to = "1s"
    [[scene]]
    at = "1s"
    [[claim]]
    say = "s"
    that = "l.lost == 0"
"#;

/// The node of each kind that the defaults are tried on, and the subscriber.
const NAMES: [(&str, &str); 6] =
    [("service", "s"), ("topic", "t"), ("subscribers", "p"), ("queue", "q"), ("worker", "w"), ("workflow", "f")];

fn parse(sets: &[String]) -> Scenario {
    let asked = Asked { path: "f", source: BASE, sets, beside: &|_| Err(String::new()) };
    scenario::read(&asked).unwrap_or_else(|problems| panic!("{}", problems.render(false))).scenario
}

/// Every default below a schema, as `PATH=VALUE`; `path` leads to the schema, each word with a dot after it.
fn defaults(schema: &Value, path: &str, found: &mut Vec<String>) {
    if let Some(default) = schema.get("default") {
        found.push(format!("{}={default}", path.trim_end_matches('.')));
    }
    for (name, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        defaults(schema, &format!("{path}{name}."), found);
    }
    if let Some(items) = schema.get("items") {
        defaults(items, &format!("{path}0."), found);
    }
    let last = path.trim_end_matches('.').rsplit('.').next();
    let name = NAMES.iter().find(|(kind, _)| Some(*kind) == last);
    if let (Some(named), Some((_, name))) = (schema.get("additionalProperties"), name) {
        defaults(named, &format!("{path}{name}."), found);
    }
}

#[test]
fn a_default_that_is_spelled_out_changes_nothing() {
    let mut found = Vec::new();
    defaults(&the_schema(), "", &mut found);
    assert!(found.len() >= 60, "{found:?}");
    let base = parse(&[]);
    for set in found {
        assert!(parse(std::slice::from_ref(&set)) == base, "{set} is not what holds without it");
    }
}
