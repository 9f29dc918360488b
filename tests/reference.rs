//! The reference of the scenario language is fresh, its links lead somewhere, and its examples are scenarios.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::fs;
use std::path::Path;

use inflight::export::reference::reference;
use inflight::scenario::{self, Asked, Checked, starter};

/// What is made from the tables of the program, and the file that holds it.
fn is_fresh(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, made).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == made, "{file} is stale: run with UPDATE=1 and look at what changed");
}

/// All blocks of code of one language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_page_is_that_of_the_program() {
    is_fresh("docs/scenarios.md", &reference());
}

/// An example with what it needs to be a whole file: a title, a load, and the lanes of the least file, or the lane that its nodes are in.
fn whole(example: &str) -> String {
    let (top, tables) = example.split_at(if example.starts_with('[') { 0 } else { example.find("\n[").unwrap_or(example.len()) });
    let title = if top.contains("title") { "" } else { "title = \"Example\"\n" };
    let load = if tables.contains("[load]") { "" } else { "[load]\nrate = \"5/s\"\n" };
    // An example of a load is not about who can bear it.
    let work = if tables.contains("[load]") && !tables.contains("[work]") { "[work]\ntime = \"5ms\"\n" } else { "" };
    let lanes = match tables {
        _ if tables.contains("[[lane]]") => String::new(),
        _ if tables.contains("[lane.") => format!("[[lane]]\nname = \"Example\"\n{}", nodes(tables)),
        _ => starter::LEAST[starter::LEAST.find("[[lane]]").unwrap()..].to_owned(),
    };
    // The nodes of an example come right after the lane that they are in.
    format!("{title}{top}\n{load}{work}{lanes}{tables}")
}

/// The nodes that an example names and doesn't have.
fn nodes(example: &str) -> String {
    let missing = |name: &str| example.contains(&format!("\"{name}\"")) && !example.contains(&format!(".{name}]"));
    let orders = if missing("orders") { "service.orders = {}\n" } else { "" };
    let inbox = if missing("inbox") { "queue.inbox = {}\nworker.orders = { polls = \"inbox\" }\n" } else { "" };
    format!("{orders}{inbox}")
}

#[test]
fn every_example_is_a_scenario_without_a_problem() {
    let page = reference();
    let examples = blocks(&page, "toml");
    assert!(examples.len() >= 35, "{} examples", examples.len());
    for example in examples {
        let source = whole(example);
        let beside = &|_: &str| Err(String::new());
        match scenario::read(&Asked { path: "example", source: &source, sets: &[], beside }) {
            Ok(Checked { warnings, .. }) => assert_eq!(warnings.total(), 0, "{source}\n{}", warnings.render(false)),
            Err(problems) => panic!("{source}\n{}", problems.render(false)),
        }
    }
}

#[test]
fn every_setting_for_one_run_can_be_set() {
    let page = reference();
    let lines: Vec<&str> = blocks(&page, "sh").into_iter().flat_map(str::lines).filter(|line| line.contains("--set")).collect();
    assert!(lines.len() >= 8);
    for line in lines {
        let sets: Vec<String> = line.split("--set ").skip(1).map(|set| set.trim().trim_matches('\'').to_owned()).collect();
        let asked = Asked { path: "mine.toml", source: starter::FULL, sets: &sets, beside: &|_| Err(String::new()) };
        let scenario = scenario::read(&asked).unwrap_or_else(|problems| panic!("{line}\n{}", problems.render(false))).scenario;
        assert_ne!(scenario, scenario::parse("mine.toml", starter::FULL).unwrap(), "{line} changes nothing");
    }
}

/// The address that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect::<String>();
    kept.trim().replace(' ', "-")
}

#[test]
fn every_link_leads_somewhere() {
    let page = reference();
    let anchors: Vec<String> =
        page.lines().filter_map(|line| line.strip_prefix("##")).map(|line| anchor(line.trim_start_matches('#'))).collect();
    let mut sorted = anchors.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), anchors.len(), "two headings have one address");
    for link in page.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        let there = match link.split_once('#') {
            Some(("", part)) => anchors.iter().any(|anchor| anchor == part),
            Some((file, part)) => fs::read_to_string(Path::new("docs").join(file))
                .unwrap()
                .lines()
                .any(|line| line.starts_with('#') && anchor(line.trim_start_matches('#')) == part),
            None => link.starts_with("https://") || Path::new("docs").join(link).exists(),
        };
        assert!(there, "{link}");
    }
}
