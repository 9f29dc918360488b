//! A scenario's file is saved while it plays on a real pseudo-terminal.

use std::fs;
use std::path::{Path, PathBuf};

use super::ends;
use super::program::Program;

const ESCAPE: &str = "\x1b";
const PAGE_DOWN: &str = "\x1b[6~";

/// A scenario of this title, with a scene at its fifth second.
fn titled(title: &str) -> String {
    format!(
        "title = '{title}'\n[load]\nrate = '5/s'\n[[lane]]\nname = 'Calls'\nsender.calls = 'orders'\nservice.orders = {{}}\n\
         [[scene]]\nat = '5s'\ntitle = 'Here'\n"
    )
}

/// A file of this name that says this, in a folder of its own.
fn file(name: &str, source: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("played").join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("mine.toml");
    fs::write(&file, source).unwrap();
    file
}

fn shows(program: &Program, words: &str) {
    program.wait(words, |p| p.text().contains(words));
}

/// The file, paused at its scene.
fn paused(file: &Path, arguments: &[&str]) -> Program {
    let mut program = Program::launch_with(&[arguments, &[file.to_str().unwrap()]].concat());
    shows(&program, "Calls");
    program.press(" ");
    shows(&program, "paused");
    program.press(PAGE_DOWN);
    shows(&program, "00:05.0");
    program
}

#[test]
fn every_way_to_save_a_file_is_seen_and_the_run_stays_where_it_is() {
    let file = file("saved", &titled("As it was"));
    let mut program = paused(&file, &[]);
    for title in ["Written", "Replaced", "Deleted first"] {
        let beside = file.with_extension("new");
        if title == "Deleted first" {
            fs::remove_file(&file).unwrap();
        }
        fs::write(if title == "Replaced" { &beside } else { &file }, titled(title)).unwrap();
        if title == "Replaced" {
            fs::rename(&beside, &file).unwrap();
        }
        program.wait(title, |p| p.text().contains(title) && p.text().contains("reloaded"));
        assert!(program.text().contains("paused") && program.text().contains("00:05.0"), "{}", program.text());
        // It says so for two seconds, and is still then.
        program.settle();
        program.wait("nothing but the run", |p| !p.text().contains("reloaded"));
    }
    program.press("q");
    ends(program, 0);
}

#[test]
fn what_is_broken_lies_over_the_run_until_it_is_mended() {
    let file = file("broken", &titled("As it was"));
    let mut program = paused(&file, &[]);
    program.press(" ");
    fs::write(&file, titled("Broken").replace("rate", "rat\x1b]0;e")).unwrap();
    shows(&program, "is broken");
    assert!(program.text().contains("As it was") && !program.wrote(b"\x1b]0;e"));
    // It goes on behind the sheet.
    shows(&program, "00:06");
    program.press(ESCAPE);
    program.wait("the stage", |p| p.text().contains("is broken") && p.text().contains("Calls"));
    fs::write(&file, titled("Mended")).unwrap();
    program.wait("the mended file", |p| p.text().contains("Mended") && !p.text().contains("is broken"));
    fs::write(&file, "title = 7").unwrap();
    shows(&program, "is broken");
    program.press("q");
    assert_eq!(ends(program, 0).text().trim(), "");
}

#[test]
fn what_was_asked_on_the_command_line_stays_in_force() {
    let file = file("asked", &titled("As it was"));
    let asked = ["--seed", "42", "--set", "calls.orders.concurrency=3"];
    let mut program = paused(&file, &asked);
    program.resize(120, 36);
    program.wait("what was asked", |p| p.text().contains("seed 42") && p.text().contains(" of 3 busy"));
    fs::write(&file, titled("Changed")).unwrap();
    program.wait("the same", |p| p.text().contains("Changed") && p.text().contains("seed 42") && p.text().contains(" of 3 busy"));
    fs::write(&file, titled("Renamed").replace("orders", "stock")).unwrap();
    program.wait("what no longer fits", |p| p.text().contains("is broken") && p.text().contains("--> --set:1:7"));
    program.press("q");
    ends(program, 0);
}

#[test]
fn a_file_that_is_gone_is_missed_calmly() {
    let file = file("gone", &titled("As it was"));
    let mut program = paused(&file, &[]);
    fs::remove_file(&file).unwrap();
    shows(&program, "is gone; the run goes on");
    program.press("q");
    ends(program, 0);
}
