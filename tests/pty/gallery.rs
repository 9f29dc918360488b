//! The gallery on a real pseudo-terminal: a lesson is found, played and left, and the terminal is given back.

use std::fs;
use std::path::Path;

use super::program::Program;
use super::{CTRL_C, F9, ends};

const ESCAPE: &str = "\x1b";
const ENTER: &str = "\r";
/// What stands below a run that plays, and nowhere in the gallery.
const RUN: &str = "space pause";

fn shows(program: &Program, words: &str) {
    program.wait(words, |p| p.text().contains(words));
}

/// The bare program, once the lengths of the lessons are known.
fn gallery() -> Program {
    let program = Program::launch_with(&[]);
    program.wait("the gallery", |p| p.text().contains("lessons") && p.text().contains("on the clock"));
    program
}

#[test]
fn a_lesson_is_searched_for_played_and_left() {
    let mut program = gallery();
    program.press("receiver-outage");
    shows(&program, "1 of ");
    program.press(ENTER);
    shows(&program, RUN);
    program.press("g");
    program.wait("the gallery again", |p| p.text().contains("Search: receiver-outage") && !p.text().contains(RUN));
    program.press(ENTER);
    shows(&program, RUN);
    program.press("g");
    shows(&program, "Search: ");
    program.press(ESCAPE);
    program.wait("all lessons", |p| !p.text().contains("Search: "));
    program.press("q");
    assert_eq!(ends(program, 0).text().trim(), "");
}

#[test]
fn in_a_search_q_is_a_letter_and_ctrl_c_still_an_interrupt() {
    let mut program = gallery();
    program.press("/q");
    shows(&program, "Search: q");
    program.press(CTRL_C);
    ends(program, 130);
}

#[test]
fn a_gallery_that_nobody_touches_writes_nothing() {
    let mut program = gallery();
    // The lengths of all others are worked out first.
    let mut frames = 0;
    program.wait("stillness", |p| {
        std::thread::sleep(std::time::Duration::from_millis(200));
        p.frames() == std::mem::replace(&mut frames, p.frames())
    });
    for _ in 0..5 {
        program.press(F9);
    }
    program.press(CTRL_C);
    assert_eq!(ends(program, 130).frames(), frames);
}

#[test]
fn a_file_of_the_users_is_left_for_the_gallery_and_opened_anew_as_it_is_now() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("mine.toml");
    let titled =
        |title: &str| format!("title = '{title}'\n[load]\nrate = '5/s'\n[[lane]]\nname = 'Calls'\nsender.calls = 's'\nservice.s = {{}}");
    fs::write(&file, titled("As it was")).unwrap();
    let mut program = Program::launch_with(&[file.to_str().unwrap(), "--seed", "42"]);
    shows(&program, RUN);
    program.press("g");
    program.wait("the gallery", |p| p.text().contains("Your own") && p.text().contains("As it was") && !p.text().contains(RUN));
    fs::write(&file, titled("Changed")).unwrap();
    shows(&program, "Changed");
    program.press(ENTER);
    program.wait("the run", |p| p.text().contains(RUN) && p.text().contains("Changed"));
    program.press("g");
    shows(&program, "Your own");
    fs::write(&file, "title = 7").unwrap();
    program.press(ENTER);
    shows(&program, "This can't be played");
    program.press("q");
    ends(program, 0);
}
