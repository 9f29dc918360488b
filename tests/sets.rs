//! `--set PATH=VALUE`: what it sets is as if it stood in the file.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use inflight::scenario::{self, Asked, Original, Scenario};
use toml::{Table, Value};

/// A file in which every key stands.
const EVERY: &str = include_str!("scenario_files/every.toml");

const LEAST: &str = r#"title = "Least"
[load]
rate = "5/s"
[[lane]]
name = "Far Call (1)"
  [lane.sender]
  calls = "orders"
  [lane.service.orders]
[[lane]]
name = "Queue"
  [lane.sender]
  sends = "inbox"
  [lane.queue.inbox]
  [lane.worker.orders]
  polls = "inbox"
"#;

fn set(source: &str, sets: &[String]) -> Scenario {
    let beside = &|_: &str| Err(String::new());
    let checked = scenario::read(&Asked { path: "f", source, sets, beside });
    let scenario = checked.unwrap_or_else(|problems| panic!("{sets:?}\n{}", problems.render(false))).scenario;
    let saved = saved(source, sets);
    let again = scenario::read(&Asked { path: "f", source: &saved, sets: &[], beside });
    assert_eq!(again.unwrap_or_else(|problems| panic!("{}\n{saved}", problems.render(false))).scenario, scenario, "{sets:?}\n{saved}");
    scenario
}

/// What is saved of a file in which something is set.
fn saved(source: &str, sets: &[String]) -> String {
    Original { source: source.to_owned(), sets: sets.to_vec(), ..Original::default() }.saved("").unwrap()
}

#[test]
fn what_is_saved_differs_in_what_is_set_alone() {
    let source = "# Mine\n".to_owned() + LEAST + "  concurrency = 2 # two\n";
    let sets = ["queue.worker.orders.concurrency=8", "far-call-1.orders.concurrency=3", "network.latency=5ms", "seed=7"];
    let saved = saved(&source, &sets.map(str::to_owned));
    let wanted = source
        .replace("concurrency = 2 # two", "concurrency = 8 # two")
        .replace("[lane.service.orders]\n", "[lane.service.orders]\nconcurrency = 3\n")
        .replace("\"Least\"\n", "\"Least\"\nseed = 7\n");
    assert_eq!(saved, wanted + "\n[network]\nlatency = \"5ms\"\n");
}

#[test]
fn a_whole_table_that_is_set_leaves_nothing_of_the_old_one() {
    let source = LEAST.replacen("[[lane]]", "[work]\ntime = { exponential = \"80ms\" }\n[[lane]]", 1);
    let source = source.replacen("calls = \"orders\"", "calls = \"orders\"\nretry = { attempts = 5, backoff = \"2s\" }", 1);
    let sets =
        ["work.time={ uniform = [\"50ms\", \"90ms\"] }", "far-call-1.sender.retry={ attempts = 2 }", "far-call-1.sender.retry.factor=3"];
    for count in 1..=sets.len() {
        // It compares what is saved with what is run.
        set(&source, &sets[..count].iter().map(|&set| set.to_owned()).collect::<Vec<_>>());
    }
}

/// A value as one writes it in a file.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Array(list) => format!("[{}]", list.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => {
            let entries = table.iter().map(|(key, value)| format!("{key:?} = {}", written(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Boolean(flag) => flag.to_string(),
        Value::Datetime(_) => panic!("no key has a date"),
    }
}

/// Every field with its path, those inside others after them.
fn fields(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Table(table) => table.iter().for_each(|(name, value)| fields(&inside(name), value, found)),
        Value::Array(list) if path == "lane" => {
            for lane in list {
                let id = lane["name"].as_str().unwrap().to_lowercase();
                fields(&id, lane, found);
            }
        }
        Value::Array(list) if list.iter().all(Value::is_table) && !list.is_empty() => {
            list.iter().enumerate().for_each(|(place, value)| fields(&inside(&place.to_string()), value, found));
        }
        _ => found.push((path.to_owned(), written(value))),
    }
}

#[test]
fn a_field_set_to_what_it_is_changes_nothing() {
    let tree: Table = EVERY.parse().unwrap();
    let mut found = Vec::new();
    fields("", &Value::Table(tree), &mut found);
    assert!(found.len() > 150, "{}", found.len());
    let as_it_is = set(EVERY, &[]);
    for (path, value) in &found {
        // `preset` moves what it fills in, and nothing else.
        assert_eq!(set(EVERY, &[format!("{path}={value}")]), as_it_is, "{path}={value}");
    }
    let all: Vec<String> = found.iter().map(|(path, value)| format!("{path} = {value}")).collect();
    assert_eq!(set(EVERY, &all), as_it_is);
}

#[test]
fn a_field_that_the_file_lacks_is_as_if_it_stood_there() {
    let cases = [
        ("load.count=7", "rate = \"5/s\"", "rate = \"5/s\"\ncount = 7"),
        ("load.rate=20/s", "rate = \"5/s\"", "rate = \"20/s\""),
        ("work.time={ exponential = \"80ms\" }", "[load]", "[work]\ntime = { exponential = \"80ms\" }\n[load]"),
        ("work.time.exponential=80ms", "[load]", "[work]\ntime = { exponential = \"80ms\" }\n[load]"),
        ("title=8", "\"Least\"", "\"8\""),
        ("duration=90s", "[load]", "duration = \"90s\"\n[load]"),
        ("far-call-1.sender.retry.attempts=5", "calls = \"orders\"", "calls = \"orders\"\nretry = { attempts = 5 }"),
        ("far-call-1.orders.concurrency=8", "[lane.service.orders]", "[lane.service.orders]\nconcurrency = 8"),
        ("far-call-1.service.orders.concurrency=8", "[lane.service.orders]", "[lane.service.orders]\nconcurrency = 8"),
        ("queue.worker.orders.concurrency=0x8", "[lane.worker.orders]", "[lane.worker.orders]\nconcurrency = 8"),
        ("queue.inbox.preset=aws.sqs.fifo", "[lane.queue.inbox]", "[lane.queue.inbox]\npreset = \"aws.sqs.fifo\""),
        (" queue . inbox . order = 'fifo' ", "[lane.queue.inbox]", "[lane.queue.inbox]\norder = \"fifo\""),
        ("message.kinds.order=1", "[load]", "[message]\nkinds = { order = 1 }\n[load]"),
    ];
    for (what, old, new) in cases {
        assert!(LEAST.contains(old));
        assert_eq!(set(LEAST, &[what.to_owned()]), set(&LEAST.replacen(old, new, 1), &[]), "{what}");
    }
}

#[test]
fn the_last_of_two_wins() {
    let twice = set(LEAST, &["load.rate=1/s".to_owned(), "load.rate=2/s".to_owned()]);
    assert_eq!(twice, set(LEAST, &["load.rate=2/s".to_owned()]));
}
