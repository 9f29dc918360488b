//! A whole lesson on a real pseudo-terminal: it plays, obeys its keys, and gives the terminal back.

use rustix::process::Signal;

use super::ends;
use super::program::Program;

const ESCAPE: &str = "\x1b";
const LEFT: &str = "\x1b[D";
const RIGHT: &str = "\x1b[C";
const PAGE_UP: &str = "\x1b[5~";
const PAGE_DOWN: &str = "\x1b[6~";
const HOME: &str = "\x1b[H";
const END: &str = "\x1b[F";

fn lesson() -> Program {
    let program = Program::play("receiver-outage", &[]);
    program.wait("the stage", |p| p.text().contains("Asynchronous"));
    program
}

/// The lesson, paused at its start or shortly after.
fn paused() -> Program {
    let mut program = lesson();
    program.press(" ");
    shows(&program, "paused");
    program
}

fn shows(program: &Program, words: &str) {
    program.wait(words, |p| p.text().contains(words));
}

/// Waits until the clock of the run shows so many seconds, or more.
fn reaches(program: &Program, seconds: f32) {
    let clock = |p: &Program| p.text().lines().next()?.split(" / ").next()?.split(':').next_back()?.parse::<f32>().ok();
    program.wait("the clock goes on", |p| clock(p) >= Some(seconds));
}

/// Presses a key and gives the picture once the clock shows something else than before.
fn step(program: &mut Program, key: &str, not: &str) -> String {
    program.press(key);
    program.wait("a step", |p| p.text() != not && p.text().contains("paused"));
    program.text()
}

#[test]
fn it_plays_by_itself_and_space_holds_it() {
    let mut program = lesson();
    reaches(&program, 1.0);
    program.press(" ");
    shows(&program, "paused");
    let picture = program.text();
    // Time for the clock to go on, if it did.
    program.press("?");
    shows(&program, "play or pause");
    program.press(ESCAPE);
    program.wait("the same instant", |p| p.text() == picture);
    program.press(" ");
    program.wait("play", |p| !p.text().contains("paused"));
    reaches(&program, 2.0);
    program.press("q");
    ends(program, 0);
}

#[test]
fn a_clicker_goes_through_the_scenes() {
    let mut program = paused();
    for (key, clock, title) in [
        (PAGE_DOWN, "00:20.5", "Errors here, a queue there"),
        (PAGE_DOWN, "00:25.0", "When is the queue empty?"),
        (PAGE_DOWN, "00:34.2", "= so it is"),
        (PAGE_DOWN, "00:34.2", "Drained"),
        (PAGE_UP, "00:25.0", "When is the queue empty?"),
        (HOME, "00:00.0", "All is well"),
        (END, "01:15.0", "Your turn"),
        (PAGE_UP, "00:50.6", "Your turn"),
        (PAGE_UP, "00:49.5", "One comes late"),
    ] {
        program.press(key);
        program.wait(title, |p| p.text().contains(clock) && p.text().contains(title));
    }
    program.press("q");
    ends(program, 0);
}

#[test]
fn a_step_back_shows_the_very_picture_of_before() {
    let mut program = paused();
    program.press(PAGE_DOWN);
    shows(&program, "00:20.5");
    let start = program.text();
    let first = step(&mut program, RIGHT, &start);
    let second = step(&mut program, RIGHT, &first);
    assert_eq!(step(&mut program, LEFT, &second), first);
    assert_eq!(step(&mut program, RIGHT, &first), second);
    program.press("q");
    ends(program, 0);
}

#[test]
fn help_lies_on_top_and_escape_takes_it_away_and_nothing_more() {
    let mut program = paused();
    let picture = program.text();
    program.press("?");
    shows(&program, "play or pause");
    for _ in 0..2 {
        program.press(ESCAPE);
        program.wait("the stage", |p| p.text() == picture);
    }
    program.settle();
    assert!(program.is_playing());
    program.press("q");
    assert_eq!(ends(program, 0).text().trim(), "");
}

#[test]
fn a_signal_in_the_middle_of_it_gives_the_terminal_back() {
    let program = lesson();
    reaches(&program, 0.5);
    program.signal(Signal::TERM);
    assert_eq!(ends(program, 143).text().trim(), "");
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_while_the_stage_is_drawn_gives_the_terminal_back() {
    let program = Program::play("receiver-outage", &[("INFLIGHT_PANIC", "view")]);
    let program = ends(program, 101);
    program.wait("the message", |p| p.text().contains("a bug ended the program"));
    assert!(program.wrote("Asynchronous".as_bytes()) && !program.text().contains("Asynchronous"));
}
