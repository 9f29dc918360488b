//! The JSON Schema of scenario files says what the program does: it takes what the program takes, and refuses what is malformed.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "schema/defaults.rs"]
mod defaults;
#[path = "schema/validator.rs"]
mod validator;

use std::fs;
use std::path::Path;

use inflight::export::schema::schema;
use inflight::scenario::{self, Asked, shipped, starter};
use serde_json::Value;
use validator::check;

/// The file that has every key.
const EVERY: &str = include_str!("scenario_files/every.toml");

fn the_schema() -> Value {
    serde_json::from_str(&schema().unwrap()).unwrap()
}

/// What the schema says of a file.
fn judged(schema: &Value, source: &str) -> Result<(), String> {
    check(schema, &toml::from_str::<Value>(source).map_err(|error| error.to_string())?)
}

/// The files of a folder with their names.
fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn the_file_is_that_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenario.schema.json");
    let made = schema().unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == made, "docs/scenario.schema.json is stale: run with UPDATE=1");
}

#[test]
fn whatever_runs_is_taken() {
    let schema = the_schema();
    let mut sources: Vec<(String, String)> = files("tests/doubtful");
    sources.extend(shipped::ALL.iter().map(|shipped| (shipped.name.to_owned(), shipped.source.to_owned())));
    sources.extend([("every", EVERY), ("full", starter::FULL), ("least", starter::LEAST)].map(|(name, it)| (name.into(), it.into())));
    assert!(sources.len() > 25);
    for (name, source) in sources {
        judged(&schema, &source).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

#[test]
fn what_is_malformed_is_refused() {
    let schema = the_schema();
    let broken = files("tests/broken");
    let malformed = [
        "bad-number",
        "bad-shape",
        "bad-spread",
        "bad-unit",
        "bad-word",
        "burst-table",
        "calls-together",
        "change-value",
        "fault-missing",
        "key-elsewhere",
        "misspelt-tables",
        "near-key",
        "no-lane",
        "no-sender",
        "no-title",
        "out-of-range",
        "phase-table",
        "preset",
        "sender-tables",
        "topic-subscribers",
        "unknown-key",
        "unnamed-node",
        "workflow-steps",
        "wrong-type",
    ];
    for name in malformed {
        let (_, source) = broken.iter().find(|(broken, _)| broken == name).unwrap();
        assert!(judged(&schema, source).is_err(), "{name} is taken");
    }
}

const LOAD: &str = "load.rate = \"1/s\"\n";
const LANE: &str = "lane = [{ name = \"L\", sender = { calls = \"s\" }, service = { s = {} } }]\n";

/// A place for a value, where nothing but the value itself can be wrong with it.
const PLACES: [(&str, &str); 16] = [
    ("a time above 0s", "duration = VALUE"),
    ("a time", "load.phases = [{ at = \"0s\", rate = \"1/s\", ramp = VALUE }]"),
    ("times", "load.times = VALUE"),
    ("a spread", "work.time = VALUE"),
    ("a rate", "load.rate = VALUE"),
    ("a share", "work.errors = VALUE"),
    ("a size", "message.size = VALUE"),
    ("a single size", "lane = [{ name = \"L\", sender = { calls = \"s\" }, service = { s = { max_size = VALUE } } }]"),
    ("poison", "message.poison = VALUE"),
    ("a factor", "lane = [{ name = \"L\", sender = { calls = \"s\", retry = { factor = VALUE } }, service = { s = {} } }]"),
    ("a whole number", "message.groups = VALUE"),
    ("yes or no", "lane = [{ name = \"L\", sender = { sends = \"s\", ack = VALUE }, service = { s = {} } }]"),
    ("a word", "lane = [{ name = \"L\", sender = { calls = \"s\", retry = { jitter = VALUE } }, service = { s = {} } }]"),
    ("texts", "tags = VALUE"),
    ("text", "summary = VALUE"),
    ("kinds", "message.kinds = VALUE"),
];

/// Values of every form, right in one place or other, or almost right.
const VALUES: &str = r#"
    "0s" "1ns" "0.1ns" "250ms" "1.5s" " 5 min " "00.50h" "1e3ms" "1_000ms" "-3s" "+3s" "1,5s" "1.s" ".5s" "1..2s" "5" "" "s" "5 µs" "3us" "5 m"
    "5S" "5 sec" "400d" "500d" "20/s" "90 /min" "2/sec" "0/h" "20" "20/ s" "5%" "100%" "100.0 %" "150%" "0.5%" "0.2" "1" "1.0" "1.5" "007%" "%"
    "2x" "2 x" "x" "0.5x" "2000x" "2KB" "1.5 KiB" "2kb" "3GB" "0B" 0 1 8 -1 1_000 0x10 99999999999 0.5 1.0 1.5 -0.5 inf nan true false
    1979-05-27 [] ["1s"] ["1s","2s"] ["1s",2] [1] [0] [-1] [1.5] ["t"] ["t","u"] [["t","u"]] [["t"],"u"] [[]] [[["t"]]] "t" "none" "full" "Full" {}
    {exponential="1s"} {exponential="0s"} {exponential=1} {exponentail="1s"} {exponential="1s",uniform=["1s","2s"]} {uniform=["1s","2s"]} {uniform=["1s"]}
    {uniform=["1s","2s","3s"]} {uniform="1s"} {uniform=["1KB","2KB"]} {uniform=["1KB"]} {lognormal={median="1s",p99="2s"}} {lognormal={median="0s",p99="2s"}}
    {lognormal={median="1s"}} {lognormal="1s"} {erlang={shape=3,mean="1s"}} {erlang={shape=0,mean="1s"}} {erlang={shape=1001,mean="1s"}} {erlang={shape=3}}
    {hyperexponential={mean="1s",cv=3}} {hyperexponential={mean="1s",cv="3x"}} {hyperexponential={mean="1s",cv=0.5}} {hyperexponential={mean="1s",cv=3,p=1}}
    {a=1} {a="50%",b=0.5} {a="50%",b="x"} {a=2}
"#;

/// What the program refuses and a pattern can't: what is too fine, too long, too large or too small; and forms of numbers that JSON doesn't know.
const LET_THROUGH: [(&str, &str); 10] = [
    ("a time above 0s", "\"0.1ns\""),
    ("a time above 0s", "\"400d\""),
    ("a time above 0s", "\"500d\""),
    ("a time", "\"500d\""),
    ("a spread", "\"500d\""),
    ("a factor", "\"0.2\""),
    ("a factor", "\"0.5x\""),
    ("a factor", "\"2000x\""),
    ("a factor", "0x10"),
    ("a whole number", "1.0"),
];

/// Cuts the values at blanks that stand in no quotes.
fn values() -> Vec<String> {
    let mut quoted = false;
    let mut values = vec![String::new()];
    for c in VALUES.chars() {
        quoted ^= c == '"';
        match values.last_mut() {
            Some(value) if quoted || !c.is_whitespace() => value.push(c),
            _ => values.push(String::new()),
        }
    }
    values.retain(|value| !value.is_empty());
    values
}

/// Whether the program finds nothing wrong with the value in a file.
fn takes(source: &str, at: usize, value: &str) -> bool {
    let beside = &|_: &str| Err(String::new());
    let problems = scenario::read(&Asked { path: "f", source, sets: &[], beside }).err();
    problems
        .is_none_or(|problems| !problems.list().iter().any(|problem| problem.place.start >= at && problem.place.end <= at + value.len()))
}

#[test]
fn patterns_and_ranges_are_those_of_the_program() {
    let schema = the_schema();
    let mut compared = [0, 0];
    for (what, place) in PLACES {
        let (before, after) = place.split_once("VALUE").unwrap();
        for value in values() {
            let lane = if place.starts_with("lane") { "" } else { LANE };
            let load = if place.starts_with("load") { "" } else { LOAD };
            let start = format!("title = \"t\"\n{lane}{load}{before}");
            let (source, at) = (format!("{start}{value}{after}"), start.len());
            let (takes, judged) = (takes(&source, at, &value), judged(&schema, &source));
            if takes {
                judged.unwrap_or_else(|why| panic!("the schema refuses {what}: {value}: {why}"));
            } else if !LET_THROUGH.contains(&(what, &value)) {
                assert!(judged.is_err(), "the schema takes {what}: {value}");
            }
            compared[usize::from(takes)] += 1;
        }
    }
    assert!(compared[0] > 1_000 && compared[1] > 150, "{compared:?}");
}

/// Which of its forms the amount of a fault must have depends on the kind: the schema takes them all.
#[test]
fn every_amount_of_a_fault_is_taken() {
    let schema = the_schema();
    let mut taken = 0;
    for kind in ["slow", "errors", "throttle", "loss", "delay", "duplicate"] {
        for value in values() {
            let start = format!("title = \"t\"\n{LOAD}{LANE}fault = [{{ at = \"1s\", on = \"s\", kind = \"{kind}\", amount = ");
            let source = format!("{start}{value} }}]");
            if takes(&source, start.len(), &value) {
                judged(&schema, &source).unwrap_or_else(|why| panic!("the schema refuses {value} for {kind}: {why}"));
                taken += 1;
            }
        }
    }
    assert!(taken > 60, "{taken}");
    for value in ["\"5 m\"", "\"x\"", "true", "-1", "\"150%\"", "{}"] {
        let source = format!("title = \"t\"\n{LOAD}{LANE}fault = [{{ at = \"1s\", on = \"s\", kind = \"slow\", amount = {value} }}]");
        assert!(judged(&schema, &source).is_err(), "the schema takes {value}");
    }
}
