//! Presentations: beat by beat, with the keys that clickers send.

use inflight::scenario::{Original, shipped as lessons};
use inflight::ui::key::{Code, Key};
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::{Effect, Input, Model, update};

use crate::looks::{find, keep};
use crate::reload::{news, tell};
use crate::stage::{picture, press, shipped, text, wait};

const NEXT: Key = Key::plain(Code::PageDown);
const BACK: Key = Key::plain(Code::PageUp);

pub fn talk(name: &str) -> Model {
    let mut model = shipped(name).presented();
    update(&mut model, Input::Resized { width: 80, height: 24 });
    model
}

pub fn seen(model: &Model) -> String {
    text(&picture(model, 80, 24))
}

/// Lets the run arrive, and the future be filled in.
fn settle(model: &mut Model) {
    while model.is_busy() {
        wait(model, 100);
    }
}

/// On to the next beat, and what stands there.
pub fn next(model: &mut Model) -> String {
    press(model, NEXT);
    if model.is_moving() {
        press(model, NEXT);
    }
    settle(model);
    seen(model)
}

/// Presses digits, one for each hand.
pub fn hands(model: &mut Model, digits: &str) {
    for digit in digits.chars() {
        press(model, Key::char(digit));
    }
}

fn back(model: &mut Model) -> String {
    press(model, BACK);
    settle(model);
    seen(model)
}

#[test]
fn what_stood_there_stands_there_again_on_the_way_back() {
    for name in ["first-look", "receiver-outage", "lambda-invoke"] {
        let mut model = talk(name);
        let mut pictures = vec![seen(&model)];
        loop {
            let before = model.now();
            let picture = next(&mut model);
            if pictures.last() == Some(&picture) && model.now() == before {
                break;
            }
            pictures.push(picture);
        }
        assert!(pictures.len() > 8, "{name} has {} beats", pictures.len());
        for wanted in pictures.iter().rev().skip(1) {
            assert_eq!(&back(&mut model), wanted, "{name}");
        }
        assert_eq!(back(&mut model), pictures[0], "before the title card there is nothing");
    }
}

#[test]
fn it_plays_to_the_next_beat_and_stops_there_by_itself() {
    let mut skipped = talk("receiver-outage");
    let mut played = talk("receiver-outage");
    for beat in 0..9 {
        let wanted = next(&mut skipped);
        press(&mut played, NEXT);
        for _ in 0..10_000 {
            wait(&mut played, 100);
        }
        assert_eq!(seen(&played), wanted, "beat {beat}");
    }
}

#[test]
fn a_class_sees_no_keys_and_a_clock_on_the_stage_alone() {
    let mut model = talk("first-look");
    assert!(!seen(&model).contains("00:"), "{}", seen(&model));
    for _ in 0..8 {
        let shown = seen(&model);
        assert!(!shown.contains(" / 00:") && !shown.contains("space") && !shown.contains("seed"), "{shown}");
        next(&mut model);
        assert!(seen(&model).contains("00:"), "{}", seen(&model));
    }
}

#[test]
fn no_view_shows_what_a_class_is_to_predict() {
    let mut model = talk("first-look");
    next(&mut model);
    // The digits are hands.
    let tab = |model: &mut Model| {
        press(model, Key::plain(Code::Tab));
        seen(model)
    };
    let timeline = tab(&mut model);
    let row = timeline.lines().find(|line| line.contains("orders slot 1")).unwrap();
    assert!(!row.contains('█') && !row.contains('▇'), "{timeline}");
    let is_hidden = |shown: &str| shown.contains("shown after the question");
    assert!((0..6).any(|_| is_hidden(&tab(&mut model))));
    while !seen(&model).contains("so it is") {
        next(&mut model);
    }
    assert!(!(0..7).any(|_| is_hidden(&tab(&mut model))));
}

#[test]
fn hands_are_counted_twice_and_stay_in_view_beside_the_answer() {
    let mut model = talk("first-look");
    while !seen(&model).contains("Show hands.") {
        next(&mut model);
    }
    keep("talk-question-80x24", &picture(&model, 80, 24));
    let option = |model: &Model, place: usize| {
        seen(model).lines().rfind(|line| line.trim_start().starts_with(&format!("{place}  "))).unwrap().to_owned()
    };
    hands(&mut model, "1112");
    assert!(option(&model, 1).ends_with("3 hands"), "{}", seen(&model));
    press(&mut model, Key::char('0'));
    assert!(!seen(&model).contains("3 hands"));
    hands(&mut model, "11");
    next(&mut model);
    let at = find(&picture(&model, 80, 24), "2  ").pop().unwrap();
    hands(&mut model, "222");
    update(&mut model, Input::Mouse(Mouse { act: Act::Press, x: at.x, y: at.y }));
    assert!(option(&model, 2).ends_with("0, then 4"), "{}", seen(&model));
    assert!(!seen(&model).contains("= so it is"));
    let told = next(&mut model);
    assert!(told.contains("then 4  = so it is") || told.contains("then 0  = so it is"), "{told}");
    keep("talk-answer-80x24", &picture(&model, 80, 24));
}

#[test]
fn panic_keys_bring_the_beat_back() {
    let mut model = talk("receiver-outage");
    (0..5).for_each(|_| drop(next(&mut model)));
    let wanted = seen(&model);
    press(&mut model, NEXT);
    (0..5).for_each(|_| wait(&mut model, 100));
    for key in ["o", "f", "4"] {
        press(&mut model, Key::char(key.chars().next().unwrap()));
    }
    press(&mut model, Key::plain(Code::Escape));
    press(&mut model, Key::char('r'));
    settle(&mut model);
    assert_eq!(seen(&model), wanted);
}

#[test]
fn a_blank_screen_comes_back_with_any_key_and_escape_does_no_harm() {
    let mut model = talk("first-look");
    next(&mut model);
    let wanted = seen(&model);
    for (blank, key) in [('.', NEXT), ('b', BACK), ('.', Key::plain(Code::Escape))] {
        press(&mut model, Key::char(blank));
        assert_eq!(seen(&model).trim(), "");
        assert_eq!(press(&mut model, key), Effect::None);
        assert_eq!(seen(&model), wanted);
    }
    assert_eq!(press(&mut model, Key::plain(Code::Escape)), Effect::None);
    assert_eq!(seen(&model), wanted);
}

#[test]
fn only_the_stage_is_left_when_all_else_is_hidden() {
    let mut model = talk("first-look");
    next(&mut model);
    let all = seen(&model);
    press(&mut model, Key::char('o'));
    let stage = seen(&model);
    assert!(!stage.contains("Ten messages") && stage.contains("sender"), "{stage}");
    press(&mut model, Key::char('o'));
    assert_eq!(seen(&model), all);
}

#[test]
fn home_and_f5_lead_to_the_title_card() {
    for key in [Key::plain(Code::Home), Key::plain(Code::Function(5))] {
        let mut model = talk("first-look");
        let card = seen(&model);
        (0..4).for_each(|_| drop(next(&mut model)));
        press(&mut model, key);
        settle(&mut model);
        assert_eq!(seen(&model), card);
    }
}

#[test]
fn the_title_card_looks_like_this() {
    keep("talk-title-80x24", &picture(&talk("first-look"), 80, 24));
}

#[test]
fn every_lesson_can_be_presented_to_its_end() {
    for lesson in lessons::ALL {
        let mut model = talk(lesson.name);
        for _ in 0..60 {
            next(&mut model);
        }
        assert!(model.now().0 > 0, "{}", lesson.name);
    }
}

#[test]
fn the_title_card_asks_and_the_last_card_tells() {
    let mut model = talk("when-to-call");
    assert!(seen(&model).contains("Is this so?") && !seen(&model).contains("adds a hop"), "{}", seen(&model));
    for _ in 0..40 {
        next(&mut model);
    }
    assert!(seen(&model).contains("That was it."), "{}", seen(&model));
}

#[test]
fn what_was_changed_and_counted_is_forgotten_at_the_title_card() {
    let lesson = lessons::find("bottleneck").unwrap();
    let original = Original { path: "b.toml".to_owned(), source: lesson.source.to_owned(), ..Original::default() };
    let mut model = shipped("bottleneck").from(original).presented();
    update(&mut model, Input::Resized { width: 80, height: 24 });
    let mut pictures = vec![seen(&model)];
    (0..12).for_each(|_| pictures.push(next(&mut model)));
    // A hand, a stray key, more load, and a turned knob.
    for key in ['1', 'o', '}', ')'] {
        press(&mut model, Key::char(key));
        settle(&mut model);
    }
    (0..2).for_each(|_| drop(back(&mut model)));
    hands(&mut model, "123");
    press(&mut model, Key::plain(Code::Home));
    settle(&mut model);
    assert_eq!(seen(&model), pictures[0]);
    for wanted in &pictures[1..] {
        assert_eq!(&next(&mut model), wanted);
    }
}

#[test]
fn no_key_shows_the_answer_before_the_vote_is_over() {
    let mut model = talk("retry-storm");
    while !seen(&model).contains("Show hands.") {
        next(&mut model);
    }
    let wanted = seen(&model);
    for key in
        [Key::plain(Code::Tab), Key::plain(Code::End), Key::char('>'), Key::char('i'), Key::char('m'), Key::char('g'), Key::char('x')]
    {
        press(&mut model, key);
        settle(&mut model);
        assert_eq!(seen(&model), wanted, "{key}");
    }
}

#[test]
fn counts_are_large_for_the_back_row_and_a_key_makes_them_small() {
    let mut model = talk("first-look");
    (0..2).for_each(|_| drop(next(&mut model)));
    let large = seen(&model);
    assert!(large.contains("█▀█") && large.contains('■'), "{large}");
    keep("talk-large-80x24", &picture(&model, 80, 24));
    keep("talk-large-120x36", &picture(&model, 120, 36));
    press(&mut model, Key::char('L'));
    assert!(!seen(&model).contains("█▀█") && seen(&model).contains('▪'), "{}", seen(&model));
    press(&mut model, Key::char('L'));
    assert_eq!(seen(&model), large);
}

#[test]
fn the_space_bar_holds_the_run_between_two_beats() {
    let mut model = talk("receiver-outage");
    next(&mut model);
    let start = model.now();
    press(&mut model, Key::char(' '));
    wait(&mut model, 100);
    let held = model.now();
    assert!(held > start);
    press(&mut model, Key::char(' '));
    settle(&mut model);
    assert_eq!(model.now(), held);
    press(&mut model, Key::char(' '));
    wait(&mut model, 100);
    assert!(model.now() > held && model.is_moving(), "it plays on, and doesn't jump");
}

#[test]
fn a_lesson_that_becomes_another_while_it_is_presented_goes_on() {
    let mut model = talk("receiver-outage");
    for _ in 0..30 {
        next(&mut model);
        // Fewer scenes, and none.
        for source in [
            lessons::find("first-look").unwrap().source,
            "title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'l'\nsender.calls = 's'\nservice.s = {}",
        ] {
            let mut other = model.clone();
            tell(&mut other, news(source));
            settle(&mut other);
            (0..3).for_each(|_| drop(next(&mut other)));
            (0..9).for_each(|_| drop(back(&mut other)));
            assert!(seen(&other).contains("the same bad luck"), "{}", seen(&other));
        }
    }
}

#[test]
fn the_wheel_takes_nothing_from_its_beat() {
    let mut model = talk("first-look");
    next(&mut model);
    let wanted = seen(&model);
    for act in [Act::WheelDown, Act::WheelUp] {
        update(&mut model, Input::Mouse(Mouse { act, x: 9, y: 9 }));
        assert_eq!(seen(&model), wanted);
    }
}
