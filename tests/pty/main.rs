//! The terminal is given back as it was found, whatever happens: the real program on a real pseudo-terminal.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod gallery;
mod lesson;
mod notes;
mod program;
mod quiz;
mod reload;
mod talk;

use program::Program;
use rustix::process::Signal;

const CTRL_C: &str = "\x03";
const CTRL_L: &str = "\x0c";
const CTRL_Z: &str = "\x1a";
const F9: &str = "\x1b[20~";

/// Waits for the end, and demands this exit code and the terminal as it was.
fn ends(mut program: Program, code: i32) -> Program {
    assert_eq!(program.wait_for_end(), code);
    program.wait("restored", Program::is_restored);
    program
}

#[test]
fn q_ends_it_and_leaves_nothing_on_the_screen() {
    let mut program = Program::start();
    program.press("q");
    assert_eq!(ends(program, 0).text().trim(), "");
}

#[test]
fn a_press_on_the_bar_goes_there_unless_the_mouse_is_left_to_the_terminal() {
    let mut program = Program::start();
    assert!(program.has_the_mouse());
    // The last cell of the bar, counted from 1.
    program.press("\x1b[<0;79;23M\x1b[<0;79;23m");
    program.wait("the end", |p| p.text().contains("at the end"));
    program.press("q");
    ends(program, 0);
    let mut program = Program::start_by(&["--no-mouse"]);
    assert!(!program.has_the_mouse());
    program.press("q");
    ends(program, 0);
}

#[test]
fn ctrl_c_ends_it_as_an_interrupt() {
    let mut program = Program::start();
    program.press(CTRL_C);
    ends(program, 130);
}

#[test]
fn escape_never_ends_it_and_neither_does_a_split_arrow_key() {
    let mut program = Program::start();
    program.press("\x1b");
    program.settle();
    program.press("[B");
    program.settle();
    assert!(program.is_playing());
    program.press("q");
    ends(program, 0);
}

#[test]
fn each_signal_that_ends_programs_ends_it_and_is_in_the_exit_code() {
    for (signal, code) in [(Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131), (Signal::TERM, 143)] {
        let program = Program::start();
        program.signal(signal);
        assert_eq!(ends(program, code).text().trim(), "", "{signal:?}");
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_any_thread_ends_it_and_can_be_read() {
    for place in ["view", "thread"] {
        let program = Program::start_with(80, 24, &[("INFLIGHT_PANIC", place)]);
        let program = ends(program, 101);
        program.wait("the message", |p| p.text().contains("a bug ended the program") && p.text().contains("rehearsed in"));
    }
}

#[test]
fn stopping_gives_the_terminal_back_and_continuing_paints_all_of_it() {
    let stops: [fn(&mut Program); 2] = [|p| p.press(CTRL_Z), |p| p.signal(Signal::TSTP)];
    for stop in stops {
        let mut program = Program::start();
        program.settle();
        let picture = program.text();
        stop(&mut program);
        program.wait_for_stop();
        program.wait("restored", Program::is_restored);
        assert_eq!(program.text().trim(), "");
        program.signal(Signal::CONT);
        program.wait("the picture", |p| p.is_playing() && p.text() == picture);
        program.press("q");
        ends(program, 0);
    }
}

#[test]
fn a_stop_that_it_could_not_see_is_followed_by_a_repaint_too() {
    let mut program = Program::start();
    program.settle();
    program.signal(Signal::STOP);
    program.wait_for_stop();
    let frames = program.frames();
    program.signal(Signal::CONT);
    program.wait("a frame", |p| p.frames() > frames && p.is_playing());
    program.press("q");
    ends(program, 0);
}

#[test]
fn a_storm_of_resizes_leaves_a_clean_screen() {
    let mut program = Program::start();
    program.settle();
    let picture = program.text();
    // Not a single row: that brings the emulator itself down when text wraps.
    for _ in 0..20 {
        for (width, height) in [(40, 10), (120, 50), (2, 2), (79, 24), (80, 24)] {
            program.resize(width, height);
        }
    }
    program.wait("the picture", |p| p.text() == picture);
    program.settle();
    let (left, frames) = (program.text(), program.frames());
    program.press(CTRL_L);
    program.wait("a repaint", |p| p.frames() > frames);
    program.settle();
    assert_eq!(left, program.text());
    program.press("q");
    ends(program, 0);
}

#[test]
fn a_tiny_terminal_is_no_reason_to_fail() {
    for (width, height) in [(1, 1), (2, 40), (200, 1)] {
        let mut program = Program::start_with(width, height, &[]);
        program.wait("a frame", |p| p.frames() > 0);
        program.press("q");
        ends(program, 0);
    }
}

#[test]
fn a_picture_that_stands_still_writes_nothing() {
    let mut program = Program::start();
    program.settle();
    let frames = program.frames();
    for _ in 0..5 {
        program.press(F9);
    }
    program.press("q");
    assert_eq!(ends(program, 0).frames(), frames);
}

#[test]
fn without_colours_bold_and_reverse_are_not_reset() {
    let mut program = Program::start_with(80, 24, &[("NO_COLOR", "1")]);
    program.wait("the first frame", Program::is_playing);
    program.press("q");
    assert!(!ends(program, 0).wrote(b"\x1b[;m"));
}

#[test]
fn a_closed_window_ends_it() {
    let code = Program::start().hang_up();
    assert!(code == 129 || code == 1, "{code}");
}
