//! Presets in scenarios, from outside: each can be used, fills in what the file leaves open, and gives way to what the file says.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::fs;

use inflight::dice::Dist;
use inflight::scenario::preset::{self, Preset};
use inflight::scenario::{self, Jitter, Node, Part, Retry, Scenario, Service};
use inflight::time::{SECOND, Span};

fn parse(lane: &str) -> Scenario {
    let source = format!("title = \"t\"\nload.rate = \"1/s\"\nwork = {{ time = \"1s\" }}\n[[lane]]\nname = \"n\"\n{lane}");
    scenario::parse("f", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

/// The node `x` of a lane, or its sender if there is none.
fn node(lane: &str) -> Node {
    let lane = &parse(lane).lanes[0];
    lane.nodes.iter().find(|node| node.id.as_str() == "x").unwrap_or_else(|| lane.node(lane.sender)).clone()
}

fn service(keys: &str) -> Service {
    match node(&format!("sender.calls = \"x\"\nservice.x = {{ {keys} }}")).part {
        Part::Service(service) => service,
        other => panic!("{other:?}"),
    }
}

fn retry(keys: &str) -> Retry {
    match node(&format!("sender = {{ calls = \"s\", {keys} }}\nservice.s = {{}}")).part {
        Part::Sender(sender) => sender.retry,
        other => panic!("{other:?}"),
    }
}

/// A lane with a node that has this preset and what no preset says.
fn lane(Preset { name, node, figures, .. }: &Preset) -> String {
    let pushes = figures.iter().any(|figure| figure.key.as_deref() == Some("max_age"));
    let (queue, worker) = ("queue.q = {}", "worker.w.polls = \"q\"");
    match node.as_str() {
        "sender" => format!("sender = {{ calls = \"s\", preset = \"{name}\" }}\nservice.s = {{}}"),
        "service" => format!("sender.calls = \"x\"\nservice.x.preset = \"{name}\""),
        "queue" if pushes => format!("sender.sends = \"x\"\nqueue.x = {{ preset = \"{name}\", push = \"s\" }}\nservice.s = {{}}"),
        "queue" => format!("sender.sends = \"x\"\nqueue.x.preset = \"{name}\"\nworker.w.polls = \"x\""),
        "topic" => format!("sender.sends = \"x\"\ntopic.x = {{ preset = \"{name}\", subscribers = {{ q = {{}} }} }}\n{queue}\n{worker}"),
        "worker" => format!("sender.sends = \"q\"\n{queue}\nworker.x = {{ polls = \"q\", preset = \"{name}\" }}"),
        "workflow" => {
            format!("sender.calls = \"x\"\nworkflow.x = {{ preset = \"{name}\", steps = [{{ call = \"s\" }}] }}\nservice.s = {{}}")
        }
        other => panic!("{name} is for `{other}`"),
    }
}

#[test]
fn every_file_of_the_folder_is_in_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/presets");
    let mut there: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut known: Vec<_> = preset::ALL.iter().map(|preset| format!("{}.toml", preset.name)).collect();
    there.sort();
    known.sort();
    assert_eq!(there, known);
}

#[test]
fn every_preset_can_be_used_and_its_node_knows_its_name() {
    for preset in preset::ALL.iter() {
        assert_eq!(node(&lane(preset)).preset, Some(preset.name));
    }
    assert_eq!(node("sender.calls = \"x\"\nservice.x = {}").preset, None);
}

#[test]
fn a_retry_is_merged_key_by_key() {
    let preset = retry("preset = \"aws.sdk.standard\"");
    assert_eq!((preset.attempts, preset.backoff, preset.throttled), (3, Span::from_millis(50), Span(SECOND)));
    let own = retry("preset = \"aws.sdk.standard\", retry = { attempts = 5, jitter = \"none\" }");
    assert_eq!(own, Retry { attempts: 5, jitter: Jitter::None, ..preset });
}

#[test]
fn the_node_comes_before_its_preset_and_that_before_the_work_of_all() {
    let time = |keys: &str| service(keys).work.time;
    let gateway = "preset = \"aws.api-gateway.http\"";
    assert_eq!(time(""), Dist::Constant(Span(SECOND)));
    assert_eq!(time(gateway), Dist::Constant(Span::from_millis(5)));
    assert_eq!(time(&format!("{gateway}, time = \"7ms\"")), Dist::Constant(Span::from_millis(7)));
}

#[test]
fn fewer_slots_than_a_preset_starts_with_are_no_mistake() {
    let lambda = service("preset = \"aws.lambda\", concurrency = 5");
    assert_eq!((lambda.concurrency, lambda.backlog), (5, Some(0)));
    assert!(lambda.scale.is_none_or(|scale| scale.start <= 5));
}
