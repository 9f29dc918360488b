//! In what a lane differs from those that do the same in the same way.

use crate::scenario::{Lane, Node, Scenario};

/// The most differences that are told.
const MOST: usize = 2;
/// Keys that say where messages go, which the picture shows.
const SHOWN: [&str; 5] = ["calls", "sends", "polls", "push", "subscribers"];

/// The settings of a lane that those which go the same way have otherwise: `inbox: visibility timeout 30s`. Empty if there are none.
#[must_use]
pub fn apart(scenario: &Scenario, lane: &Lane) -> String {
    let alike = |other: &&Lane| other.id != lane.id && other.hands_over() == lane.hands_over() && other.nodes.len() == lane.nodes.len();
    let others: Vec<&Lane> = scenario.lanes.iter().filter(alike).collect();
    let (mut told, mut count) = (Vec::new(), 0);
    for node in &lane.nodes {
        let mut settings = Vec::new();
        for particular in node.particulars.0.iter().filter(|each| !SHOWN.contains(&each.key.as_str())) {
            let mut twins = others.iter().filter_map(|other| other.nodes.iter().find(|other| is_twin(node, other)));
            if twins.any(|twin| value_of(twin, &particular.key) != Some(particular.value.as_str())) {
                settings.push(in_words(&particular.key, particular.value.as_str()));
            }
        }
        count += settings.len();
        if !settings.is_empty() {
            told.push(format!("{}: {}", node.id, settings.join(", ")));
        }
    }
    if count > MOST { String::new() } else { told.join("; ") }
}

/// A setting as people say it.
fn in_words(key: &str, value: &str) -> String {
    match value {
        "true" => key.to_owned(),
        "false" => format!("no {key}"),
        _ => format!("{key} {value}"),
    }
}

/// Whether two nodes of two lanes have the same name and are of the same kind.
fn is_twin(one: &Node, other: &Node) -> bool {
    one.id == other.id && std::mem::discriminant(&one.part) == std::mem::discriminant(&other.part)
}

fn value_of<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    node.particulars.0.iter().find(|each| each.key == key).map(|each| each.value.as_str())
}
