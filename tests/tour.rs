//! The page of all lessons and its pictures are those of the program.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

#[path = "../examples/picture/film.rs"]
mod film;

use std::fs;
use std::path::Path;

use inflight::export::tour::tour;
use inflight::measure::Report;
use inflight::scenario::shipped;

/// What is made, and the file that holds it.
fn is_fresh(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
    if std::env::var_os("UPDATE").is_some() {
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
