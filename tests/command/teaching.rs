//! The page for teachers names lessons and scenes that there are, and commands that are understood.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};

use inflight::scenario::shipped;

fn page() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/teaching.md")).unwrap()
}

/// The lines of the page that are to be typed, without what explains them.
fn commands(page: &str) -> Vec<Vec<String>> {
    let blocks = page.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let words = |line: &str| line.split(['#', '>']).next().unwrap().split_whitespace().skip(1).map(str::to_owned).collect();
    blocks.flat_map(|block| block.lines().map(words).collect::<Vec<_>>()).collect()
}

#[test]
fn the_lessons_that_are_presented_are_shipped() {
    let commands = commands(&page());
    let presented: Vec<_> = commands.iter().filter(|words| words[0] == "present").collect();
    assert!(presented.len() >= 8, "{presented:?}");
    for words in presented {
        assert!(shipped::find(&words[1]).is_some(), "{words:?}");
    }
}

#[test]
fn the_scenes_that_a_beat_names_are_those_of_its_lesson() {
    let page = page();
    let plan = page.split("\n## Forty-five minutes\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut named = 0;
    for beat in plan.split("\n```\n").filter(|beat| beat.contains("inflight present ")) {
        let (words, block) = beat.split_once("```sh\n").unwrap();
        let lesson = block.lines().next().unwrap().split_whitespace().nth(2).unwrap();
        let scenario = shipped::lessons().into_iter().find(|each| each.shipped.name == lesson).unwrap().scenario;
        let text = words.rsplit("**").next().unwrap();
        for title in text.split('*').skip(1).step_by(2) {
            assert!(scenario.scenes.iter().any(|scene| scene.title.as_str() == title), "{lesson} has no scene {title:?}");
            named += 1;
        }
    }
    assert!(named > 15, "{named}");
}

/// Those that write a file are tried in a folder of their own, in the order of the page.
#[test]
fn what_is_to_be_typed_works() {
    let folder = format!("{}/teaching", env!("CARGO_TARGET_TMPDIR"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    let mut tried = BTreeMap::new();
    for words in commands(&page()) {
        // Those need a terminal, or each other.
        if ["present", "notes", "quiz"].contains(&words[0].as_str()) {
            continue;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_inflight"));
        let output = command.current_dir(&folder).args(&words).stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        *tried.entry(words[0].clone()).or_insert(0) += 1;
    }
    assert!(["new", "run", "check", "worksheet"].iter().all(|name| tried.contains_key(*name)), "{tried:?}");
}
