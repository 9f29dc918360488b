//! A presentation on a real pseudo-terminal: three lessons, a clicker's keys forwards and backwards, and the same state at the end.

use super::ends;
use super::program::Program;

const NEXT: &str = "\x1b[6~";
const BACK: &str = "\x1b[5~";
const ESCAPE: &str = "\x1b";
const F5: &str = "\x1b[15~";

/// Presses a key that leads to another picture, and gives that once it stands.
fn on(program: &mut Program, key: &str) -> String {
    let before = program.text();
    program.press(key);
    program.wait("another picture", |p| p.text() != before);
    program.be_still();
    program.text()
}

#[test]
fn a_clicker_goes_forwards_and_backwards_through_three_lessons_and_ends_where_it_began() {
    for lesson in ["first-look", "sqs-polling", "timeouts"] {
        let mut program = Program::launch_with(&["present", lesson]);
        program.wait("the title card", |p| p.text().contains("The same messages, the same work, the same bad luck."));
        let card = program.text();
        let scene = on(&mut program, NEXT);
        // To the next beat at once: the key that plays, and again before it is there.
        for _ in 0..4 {
            program.press(&format!("{NEXT}{NEXT}"));
            program.be_still();
        }
        // Should it be on its way, back to where that began.
        program.press("r");
        program.be_still();
        program.press(ESCAPE);
        // What follows at once would make one key of the two.
        program.be_still();
        for blank in [".", "b"] {
            let picture = program.text();
            program.press(blank);
            program.wait("darkness", |p| p.text().trim().is_empty());
            program.press(ESCAPE);
            program.wait("the picture again", |p| p.text() == picture);
        }
        let mut picture = program.text();
        while picture != scene {
            picture = on(&mut program, BACK);
            assert_ne!(picture, card, "the first scene is passed on the way back");
        }
        assert_eq!(on(&mut program, BACK), card);
        on(&mut program, NEXT);
        assert_eq!(on(&mut program, F5), card);
        program.press("q");
        ends(program, 0);
    }
}

#[test]
fn lines_of_double_size_are_asked_for_and_given_back() {
    let (upper, lower, usual) = (b"\x1b#3", b"\x1b#4", b"\x1b#5");
    let mut program = Program::launch(&["present", "first-look"], 120, 36, &[("INFLIGHT_LARGE_TYPE", "always")]);
    program.wait("the title card", |p| p.text().contains("the same bad luck."));
    assert!(program.wrote(upper) && program.wrote(lower) && !program.wrote(usual));
    // Of such a line the right half is off the screen: what is written there would come out at its end.
    let row = program.text().lines().position(|line| line.contains("bad luck.")).unwrap().try_into().unwrap();
    assert_ne!(program.ground(row, 30), vt100::Color::Default);
    assert_eq!(program.ground(row, 90), vt100::Color::Default);
    on(&mut program, NEXT);
    program.press("L");
    program.wait("lines of the usual size", |p| p.wrote(usual));
    program.press("q");
    ends(program, 0);
    let mut program = Program::launch_with(&["present", "first-look"]);
    program.wait("the title card", |p| p.text().contains("the same bad luck."));
    program.press("q");
    assert!(!program.wrote(upper));
    ends(program, 0);
}
