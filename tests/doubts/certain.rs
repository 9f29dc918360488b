//! What the doubts say of claims is so: what can't be false holds in every run, what can't be true in none, and what has no value has none.

use std::collections::BTreeMap;
use std::sync::Arc;

use inflight::measure::{Report, Verdict};
use inflight::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat, WAIT};
use inflight::scenario::{Lane, Scenario, limit, parse, shipped};

const OPS: [&str; 6] = ["<", "<=", "==", "!=", ">=", ">"];
/// So many at a time that each that is doubted is among the problems that are shown.
const AT_ONCE: usize = limit::PROBLEMS;

/// Every measure of a lane.
fn measures(lane: &Lane) -> Vec<String> {
    let id = &lane.id;
    let stats = |of: String| Stat::ALL.iter().map(move |stat| format!("{of}.{}", stat.word()));
    let mut all: Vec<String> = LaneKey::ALL.iter().map(|key| format!("{id}.{}", key.word())).collect();
    all.extend(LatencyKey::ALL.iter().flat_map(|key| stats(format!("{id}.{}", key.word()))));
    for node in &lane.nodes {
        all.extend(NodeKey::ALL.iter().map(|key| format!("{id}.{}.{}", node.id, key.word())));
        all.extend(stats(format!("{id}.{}.{WAIT}", node.id)));
    }
    all
}

/// Conditions about each measure of a scenario, and about pairs of those of its first lane.
fn conditions(scenario: &Scenario) -> Vec<String> {
    let seconds = scenario.duration.seconds();
    let numbers =
        ["0", "0.5", "1", "20"].map(str::to_owned).into_iter().chain([seconds, 2.0 * seconds, 1e7].map(|number| number.to_string()));
    let numbers: Vec<String> = numbers.collect();
    let mut all = Vec::new();
    for measure in scenario.lanes.iter().flat_map(measures) {
        all.extend(numbers.iter().flat_map(|number| OPS.map(|op| format!("{measure} {op} {number}"))));
    }
    let first = measures(&scenario.lanes[0]);
    for (left, right) in first.iter().take(37).flat_map(|left| first.iter().take(37).map(move |right| (left, right))) {
        all.extend(["<=", "<", "=="].map(|op| format!("{left} {op} {right}")));
    }
    all
}

/// What the doubts say of each condition that they doubt.
fn doubted(name: &str, source: &str, conditions: &[String]) -> BTreeMap<usize, String> {
    let lines = source.lines().count();
    let claims: String = conditions.iter().map(|that| format!("[[claim]]\nsay = 's'\nthat = '{that}'\n")).collect();
    let warnings = super::warnings(name, &format!("{}\n{claims}", source.trim_end()));
    let lines = lines - (lines - source.trim_end().lines().count());
    let said = warnings.list().iter().map(|problem| (warnings.location(problem.place).start.0, problem.title.as_str().to_owned()));
    said.filter(|(line, _)| *line > lines).map(|(line, title)| ((line - lines - 1) / 3, title)).collect()
}

fn is_so(name: &str, source: &str) {
    let scenario = parse(name, source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let report = Report::of(&Arc::new(scenario.clone())).expect("time goes on");
    for some in conditions(&scenario).chunks(AT_ONCE) {
        let claims: String = some.iter().map(|that| format!("[[claim]]\nsay = 's'\nthat = '{that}'\n")).collect();
        let claimed = parse(name, &format!("{source}\n{claims}")).unwrap();
        let claims = &claimed.claims[scenario.claims.len()..];
        for (place, title) in doubted(name, source, some) {
            let (that, verdict) = (&some[place], Verdict::of(&claims[place], &report.lanes));
            match title.as_str() {
                // A latency that nothing has, or no recovery, is no case of what was compared.
                "this is true however the run goes" => assert!(verdict.holds || verdict.left.is_none(), "{name}: {that}: {verdict:?}"),
                "this is false however the run goes" => assert!(!verdict.holds, "{name}: {that}: {verdict:?}"),
                _ if title.ends_with("has no value here") => {
                    assert!(verdict.left.is_none() || verdict.right.is_none(), "{name}: {that}: {verdict:?}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn what_is_certain_of_a_claim_is_so() {
    shipped::ALL.iter().step_by(4).for_each(|shipped| is_so(shipped.name, shipped.source));
}

/// All kinds of nodes in one lane.
const EVERY_NODE: &str = r#"
title = "t"
load.rate = "5/s"
[[lane]]
name = "l"
sender.sends = "t"
topic.t = { subscribers = { q = {}, f = {} } }
queue.q = {}
worker.w = { polls = "q" }
workflow.f = { steps = [{ call = "s" }] }
service.s = {}
"#;

#[test]
fn a_node_has_the_figures_that_are_not_doubted() {
    let scenario = parse("test", EVERY_NODE).unwrap();
    let report = Report::of(&Arc::new(scenario.clone())).unwrap();
    let nodes = scenario.lanes[0].nodes.iter().enumerate();
    let pairs = nodes.flat_map(|(place, node)| NodeKey::ALL.iter().map(move |key| (place, node, *key)));
    for (place, node, key) in pairs {
        let that = format!("l.{}.{} > 3", node.id, key.word());
        let missing = doubted("test", EVERY_NODE, std::slice::from_ref(&that)).values().any(|title| title.ends_with("has no value here"));
        assert_eq!(missing, report.lanes[0].nodes()[place].figure(key).is_none(), "{that}");
    }
}
