//! The README and the page of the lessons tell the truth: pictures, keys, figures and the first scenario are those of the program.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "../examples/picture/film.rs"]
mod film;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use inflight::export::tour::tour;
use inflight::measure::Report;
use inflight::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat};
use inflight::scenario::{self, shipped};
use inflight::ui::keymap::{Group, rows};

/// Rewrites what is stale instead of failing.
fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn file(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn readme() -> String {
    fs::read_to_string(file("README.md")).unwrap()
}

#[test]
fn the_pictures_are_those_of_the_program() {
    for picture in film::PICTURES {
        let path = file("docs").join(picture.file);
        let svg = picture.svg().unwrap();
        if update() {
            fs::write(&path, &svg).unwrap();
        }
        assert!(fs::read_to_string(&path).unwrap() == svg, "{} is stale: look at it, then run with UPDATE=1", path.display());
    }
}

#[test]
fn the_keys_are_those_of_the_key_table() {
    let mut table = "| keys | what they do |\n|---|---|\n".to_owned();
    for group in Group::ALL {
        if !Group::OF_A_RUN.contains(&group) {
            table += &format!("| **{}** | |\n", group.title());
        }
        for (keys, words) in rows(group) {
            let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
            table += &format!("| {} | {words} |\n", keys.join(" "));
        }
    }
    let readme = readme();
    let (head, rest) = readme.split_once("<!-- keys -->\n").unwrap();
    let (old, tail) = rest.split_once("<!-- /keys -->").unwrap();
    if update() {
        fs::write(file("README.md"), format!("{head}<!-- keys -->\n{table}<!-- /keys -->{tail}")).unwrap();
    } else {
        assert_eq!(old, table, "run with UPDATE=1");
    }
}

#[test]
fn every_measure_is_named() {
    let readme = readme();
    let words = LaneKey::ALL.iter().map(|key| key.word()).chain(LatencyKey::ALL.iter().map(|key| key.word()));
    for word in words.chain(NodeKey::ALL.iter().map(|key| key.word())).chain(Stat::ALL.iter().map(|stat| stat.word())) {
        assert!(readme.contains(&format!("`{word}`")), "{word}");
    }
}

#[test]
fn every_column_of_csv_is_named() {
    let readme = readme();
    for column in inflight::export::csv::HEAD.trim_end().split(',') {
        assert!(readme.contains(&format!("`{column}`")), "{column}");
    }
}

#[test]
fn the_first_scenario_runs_and_so_does_what_is_added_to_it() {
    let readme = readme();
    let blocks: Vec<_> = readme.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 2, "the least scenario, and what is added to it");
    for source in [blocks[0].to_owned(), blocks.join("\n")] {
        let scenario = scenario::parse("README.md", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        let report = Report::of(&Arc::new(scenario)).unwrap();
        assert!(report.holds(), "{:?}", report.verdicts);
    }
}

/// What is made, and the file that holds it.
fn is_fresh(file: &str, made: &str) {
    let path = self::file("docs").join(file);
    if update() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, made).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == made, "docs/{file} is stale: run with UPDATE=1 and look at what changed");
}

#[test]
fn the_page_is_made_from_the_lessons() {
    let with_report = |lesson: shipped::Lesson| {
        let report = Report::of(&lesson.scenario).unwrap();
        (lesson, report)
    };
    is_fresh("lessons.md", &tour(&shipped::lessons().into_iter().map(with_report).collect::<Vec<_>>()));
}

#[test]
fn the_pictures_are_those_of_the_lessons() {
    for lesson in shipped::lessons() {
        is_fresh(&format!("lessons/{}.svg", lesson.shipped.name), &film::of_lesson(&lesson).unwrap());
    }
}
