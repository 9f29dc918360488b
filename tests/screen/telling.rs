//! What a run tells the notes, and what comes over.

use inflight::time::{Span, Time};
use inflight::ui::key::Key;
use inflight::ui::keymap::Command;
use inflight::ui::notes::{Heard, Input};
use inflight::ui::sign::Signs;
use inflight::ui::telling::{Plan, State, Telling};
use inflight::ui::{App, Gallery, Pick};

use crate::notes::{DOWN, LESSON, at_scene, notes_at, picture, press};
use crate::stage::{DARK, arrive, model, order, play_to};

#[test]
fn a_run_tells_its_scene_its_question_and_what_comes() {
    let told = Telling::of(&at_scene(2));
    assert_eq!((told.lesson.as_str(), told.seed, told.scenes), ("A queue in between", 7, 3));
    assert_eq!((told.state, told.blank, told.clock_ms, told.end_ms), (State::Paused, false, 10_000, 40_000));
    assert_eq!(told.plan, Some(Plan { before_ms: 120_000, here_ms: 180_000, all_ms: 300_000 }));
    let next = told.next.unwrap();
    assert_eq!((next.title.as_str(), next.say.as_str()), ("And up again", "The queue has kept what was sent."));
    let here = told.scene.unwrap();
    assert_eq!((here.number, here.title.as_str(), here.say.as_str()), (2, "The receiver goes down", "Watch the callers."));
    assert_eq!(here.notes.as_str(), "Vote by hands, talk, vote again.");
    let asked = here.question.unwrap();
    assert_eq!((asked.options.len(), asked.answer, asked.stands, asked.given), (3, 1, true, None));
}

#[test]
fn a_question_is_told_as_long_as_its_scene_lasts_with_what_was_answered() {
    let mut model = at_scene(2);
    crate::stage::press(&mut model, Key::char('1'));
    play_to(&mut model, Span::from_millis(12_000));
    let asked = Telling::of(&model).scene.unwrap().question.unwrap();
    assert_eq!((asked.stands, asked.given), (false, Some(0)));
    assert!(model.now() < Time::START + Span::from_millis(20_000));
}

#[test]
fn a_run_without_scenes_and_one_before_its_first_tell_so() {
    let without = LESSON.split("[[scene]]").next().unwrap();
    let told = Telling::of(&model(without));
    assert_eq!((told.scenes, told.scene, told.next, told.plan), (0, None, None, None));
    let told = Telling::of(&model(&format!("{without}[[scene]]\nat = '5s'\ntitle = 'Later'\nplan = '1min'")));
    assert_eq!((told.scenes, told.scene), (1, None));
    assert_eq!(told.next.unwrap().title.as_str(), "Later");
    assert_eq!(told.plan, Some(Plan { before_ms: 0, here_ms: 0, all_ms: 60_000 }));
}

#[test]
fn what_the_screen_does_is_told() {
    let mut model = at_scene(3);
    assert_eq!((Telling::of(&model).next, Telling::of(&model).state), (None, State::Paused));
    order(&mut model, Command::Blank);
    assert!(Telling::of(&model).blank);
    order(&mut model, Command::Blank);
    order(&mut model, Command::PlayOrPause);
    assert_eq!((Telling::of(&model).blank, Telling::of(&model).state), (false, State::Playing));
    order(&mut model, Command::ToEnd);
    arrive(&mut model);
    assert_eq!(Telling::of(&model).state, State::Ended);
}

#[test]
fn nothing_new_is_told_while_a_run_stands_still() {
    let mut model = at_scene(2);
    let before = Telling::of(&model);
    for _ in 0..20 {
        crate::stage::wait(&mut model, 50);
    }
    assert_eq!(Telling::of(&model), before);
}

#[test]
fn only_a_run_is_told_of() {
    assert_eq!(App::new(Gallery::new(Vec::new(), DARK, &Signs::UNICODE)).telling(), None);
    let scenario = inflight::scenario::parse("a test", LESSON).ok().unwrap();
    let run = inflight::ui::Run::new(std::sync::Arc::new(scenario)).unwrap();
    let app = App::playing(Gallery::new(Vec::new(), DARK, &Signs::UNICODE), Pick::Own, run);
    assert_eq!(app.telling().unwrap().lesson.as_str(), "A queue in between");
}

#[test]
fn a_telling_comes_over_as_it_was_and_what_is_none_is_noise() {
    for scene in 1..=3 {
        let telling = Telling::of(&at_scene(scene));
        let line = serde_json::to_string(&Some(&telling)).unwrap();
        assert!(!line.contains('\n'));
        assert_eq!(Heard::of(&line), Heard::Run(Box::new(telling)));
    }
    assert_eq!(Heard::of("null"), Heard::Gallery);
    for noise in ["", "7", "{}", "[]", "\"next\"", "{\"lesson\": 7}", "{\"lesson\":"] {
        assert_eq!(Heard::of(noise), Heard::Noise, "{noise}");
    }
}

#[test]
fn words_from_outside_are_made_harmless() {
    let line = serde_json::to_string(&Telling::of(&at_scene(1))).unwrap().replace("All is well", "\\u001b[2J\\u202eevil");
    let Heard::Run(telling) = Heard::of(&line) else { panic!("noise: {line}") };
    assert_eq!(telling.scene.unwrap().title.as_str(), "\u{fffd}[2J\u{fffd}evil");
}

#[test]
fn numbers_from_outside_are_no_danger() {
    let mut telling = Telling::of(&at_scene(2));
    (telling.clock_ms, telling.end_ms, telling.scenes) = (u64::MAX, u64::MAX, 0);
    telling.plan = Some(Plan { before_ms: u64::MAX, here_ms: u64::MAX, all_ms: u64::MAX });
    telling.scene.as_mut().unwrap().question.as_mut().unwrap().answer = usize::MAX;
    telling.scene.as_mut().unwrap().number = usize::MAX;
    let mut notes = notes_at(1);
    notes.update(Input::Heard(Heard::Run(Box::new(telling))));
    for (width, height) in [(0, 0), (1, 1), (60, 18), (80, 24), (300, 5), (20, 100)] {
        notes.update(Input::Resized { width, height });
        press(&mut notes, DOWN);
        picture(&notes, width, height);
    }
}
