//! What each command of the key table does, seen on the screen and on the clock.

use inflight::time::{Span, Time};
use inflight::ui::key::{Code, Key};
use inflight::ui::keymap::{Command, KEYS};
use inflight::ui::{Effect, Input, Model, update};

use crate::stage::{arrive, model, order, picture, press, says, wait};

/// Three scenes, of which the second pauses and the third has a speed of its own.
const LESSON: &str = "
title = 'A lesson'
duration = '40s'
[load]
rate = '4/s'
[[lane]]
name = 'Calls'
[lane.sender]
calls = 'orders'
[lane.service.orders]
[[scene]]
at = '0s'
say = 'first'
speed = '0.5x'
[[scene]]
at = '10s'
say = 'second'
pause = true
[[scene]]
at = '20s'
say = 'third'
speed = '2x'
";

fn lesson() -> Model {
    model(LESSON)
}

/// The lesson, paused at its start.
fn paused() -> Model {
    let mut model = lesson();
    order(&mut model, Command::PlayOrPause);
    assert!(!model.is_moving());
    model
}

fn at(millis: u64) -> Time {
    Time::START + Span::from_millis(millis)
}

/// Lets wall time go by in frames.
fn watch(model: &mut Model, millis: u64) {
    for _ in 0..millis / 20 {
        wait(model, 20);
    }
}

#[test]
fn space_pauses_and_plays_and_at_the_end_plays_again() {
    let mut model = lesson();
    watch(&mut model, 2_000);
    // A second for the eye to take the picture in, and a second at half the speed.
    assert_eq!(model.now(), at(500));
    order(&mut model, Command::PlayOrPause);
    assert!(!model.is_moving() && says(&model).contains("paused"));
    watch(&mut model, 1_000);
    assert_eq!(model.now(), at(500));
    order(&mut model, Command::PlayOrPause);
    watch(&mut model, 1_000);
    assert_eq!(model.now(), at(1_000));
    order(&mut model, Command::ToEnd);
    assert!(!model.is_moving() && model.now() == at(40_000));
    order(&mut model, Command::PlayOrPause);
    assert!(model.is_moving() && model.now() == Time::START && says(&model).contains("1/2 x"));
}

#[test]
fn playing_stops_at_a_scene_that_pauses_and_takes_on_the_speed_of_one_that_has_one() {
    let mut model = lesson();
    for _ in 0..8 {
        order(&mut model, Command::Faster);
    }
    watch(&mut model, 10_000);
    assert!(model.now() == at(10_000) && !model.is_moving());
    order(&mut model, Command::PlayOrPause);
    watch(&mut model, 21_000);
    assert!(model.now() > at(20_000) && says(&model).contains("2 x"));
    watch(&mut model, 60_000);
    assert!(model.now() == at(40_000) && !model.is_moving());
}

#[test]
fn a_pause_holds_once_however_slowly_it_is_left() {
    let mut model = lesson();
    order(&mut model, Command::NextScene);
    assert!(!model.is_moving() && model.now() == at(10_000));
    order(&mut model, Command::PlayOrPause);
    wait(&mut model, 0);
    assert!(model.is_moving());
}

#[test]
fn the_speed_goes_up_and_down_a_ladder_with_two_ends() {
    let mut model = paused();
    order(&mut model, Command::Slower);
    assert!(says(&model).contains("1/5 x"));
    order(&mut model, Command::Faster);
    order(&mut model, Command::Faster);
    assert!(says(&model).contains(" 1 x"));
    for _ in 0..30 {
        order(&mut model, Command::Faster);
    }
    assert!(says(&model).contains(" 1000 x"));
    for _ in 0..30 {
        order(&mut model, Command::Slower);
    }
    assert!(says(&model).contains(" 1/1000 x"));
}

#[test]
fn scenes_are_gone_to_forwards_and_backwards_with_their_speed() {
    let mut model = paused();
    let mut next = |command| {
        order(&mut model, command);
        (model.now(), says(&model).lines().next().unwrap().split(" x").next().unwrap().split(' ').next_back().unwrap().to_owned())
    };
    assert_eq!(next(Command::NextScene), (at(10_000), "1/2".to_owned()));
    assert_eq!(next(Command::NextScene), (at(20_000), "2".to_owned()));
    assert_eq!(next(Command::NextScene), (at(20_000), "2".to_owned()), "there is none");
    assert_eq!(next(Command::JumpForward), (at(22_000), "2".to_owned()));
    assert_eq!(next(Command::PreviousScene), (at(20_000), "2".to_owned()), "this scene again");
    assert_eq!(next(Command::PreviousScene), (at(10_000), "1/2".to_owned()));
    assert_eq!(next(Command::PreviousScene), (at(0), "1/2".to_owned()));
    assert_eq!(next(Command::PreviousScene), (at(0), "1/2".to_owned()), "there is none");
    next(Command::ToEnd);
    assert_eq!(next(Command::ToStart), (at(0), "1/2".to_owned()));
}

#[test]
fn while_it_plays_two_quick_presses_get_past_the_beginning_of_a_scene() {
    let mut model = lesson();
    order(&mut model, Command::NextScene);
    order(&mut model, Command::NextScene);
    order(&mut model, Command::PlayOrPause);
    watch(&mut model, 3_000);
    order(&mut model, Command::PreviousScene);
    assert!(model.now() == at(20_000) && model.is_moving());
    wait(&mut model, 200);
    order(&mut model, Command::PreviousScene);
    assert_eq!(model.now(), at(10_000));
}

#[test]
fn a_scenario_without_scenes_has_one_place_to_go_back_to() {
    let mut model = model(LESSON.split("[[scene]]").next().unwrap());
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::JumpForward);
    order(&mut model, Command::NextScene);
    assert!(model.now() == at(2_000) && says(&model).contains(" 1 x"));
    order(&mut model, Command::PreviousScene);
    assert_eq!(model.now(), Time::START);
}

#[test]
fn a_way_that_takes_several_frames_ends_as_a_short_one() {
    let long = LESSON.replace("40s", "40000s").replace("4/s", "400/s").replace("10s", "1000s").replace("20s", "2000s");
    let mut model = model(&long);
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::NextScene);
    assert!(model.is_moving() && model.now() < at(1_000_000) && says(&model).contains("going there"));
    // The second press counts from where the first one leads.
    order(&mut model, Command::NextScene);
    arrive(&mut model);
    assert!(model.now() == at(2_000_000) && says(&model).contains(" 2 x"));
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::PreviousScene);
    arrive(&mut model);
    assert!(model.now() == at(1_000_000) && says(&model).contains(" 1/2 x"), "the pause holds, though it was playing");
}

#[test]
fn a_way_that_is_broken_off_ends_at_a_whole_instant() {
    let crowd = "title = 'All at once'\nduration = '600s'\n[load]\nthink = '1s'\n[[lane]]\nname = 'Calls'\n[lane.sender]\ncalls = 'orders'
        callers = 997\n[lane.service.orders]\nconcurrency = 997";
    let mut model = model(crowd);
    order(&mut model, Command::ToEnd);
    for _ in 0..3 {
        wait(&mut model, 20);
        assert!(says(&model).contains("going there"));
        let mut broken_off = model.clone();
        order(&mut broken_off, Command::PlayOrPause);
        order(&mut broken_off, Command::PlayOrPause);
        assert!(!broken_off.is_moving());
        while broken_off.is_busy() {
            wait(&mut broken_off, 200);
        }
        let picture_there = picture(&broken_off, 100, 30);
        order(&mut broken_off, Command::StepBack);
        order(&mut broken_off, Command::StepForward);
        assert_eq!(picture_there, picture(&broken_off, 100, 30));
    }
}

#[test]
fn a_jump_is_a_twentieth_and_stays_within_the_run() {
    let mut model = paused();
    order(&mut model, Command::JumpBack);
    assert_eq!(model.now(), Time::START);
    order(&mut model, Command::JumpForward);
    assert!(model.now() == at(2_000) && !model.is_moving());
    order(&mut model, Command::ToEnd);
    order(&mut model, Command::JumpForward);
    assert!(model.now() == at(40_000) && says(&model).contains("at the end"));
    order(&mut model, Command::JumpBack);
    assert_eq!(model.now(), at(38_000));
}

#[test]
fn steps_go_from_fact_to_fact_and_say_them() {
    let mut model = paused();
    order(&mut model, Command::JumpForward);
    order(&mut model, Command::StepForward);
    let (first, picture_of_first) = (model.now(), picture(&model, 100, 30));
    assert!(first > at(2_000) && says(&model).contains("Calls: "));
    order(&mut model, Command::StepForward);
    assert!(model.now() > first);
    order(&mut model, Command::StepBack);
    assert_eq!((model.now(), picture(&model, 100, 30)), (first, picture_of_first));
}

#[test]
fn a_step_pauses_and_ends_at_the_ends() {
    let mut model = lesson();
    order(&mut model, Command::StepBack);
    assert!(model.now() == Time::START && !model.is_moving());
    order(&mut model, Command::ToEnd);
    order(&mut model, Command::StepForward);
    assert_eq!(model.now(), at(40_000));
}

#[test]
fn restart_plays_from_the_start_with_the_pause_of_its_scene() {
    let mut model = lesson();
    order(&mut model, Command::ToEnd);
    order(&mut model, Command::Restart);
    assert!(model.is_moving() && model.now() == Time::START);
    let mut waits = crate::stage::model(&LESSON.replace("say = 'first'", "pause = true"));
    assert!(!waits.is_moving());
    order(&mut waits, Command::ToEnd);
    order(&mut waits, Command::Restart);
    assert!(!waits.is_moving() && waits.now() == Time::START);
}

#[test]
fn blank_is_dark_and_still_and_any_key_but_quit_ends_it() {
    let mut model = lesson();
    order(&mut model, Command::Blank);
    assert!(says(&model).trim().is_empty() && !model.is_moving());
    let now = model.now();
    watch(&mut model, 3_000);
    assert_eq!(model.now(), now);
    press(&mut model, Key::plain(Code::PageDown));
    assert!(model.now() == now && model.is_moving() && says(&model).contains("A lesson"));
    order(&mut model, Command::Blank);
    assert_eq!(press(&mut model, Key::ctrl('c')), Effect::Quit);
}

#[test]
fn help_shows_every_row_and_escape_closes_it_and_never_quits() {
    let mut model = paused();
    update(&mut model, Input::Resized { width: 80, height: 24 });
    let stage = picture(&model, 80, 24);
    let mut help = String::new();
    // In a low window the keys have two pages.
    for _ in 0..2 {
        order(&mut model, Command::Help);
        help += &crate::stage::text(&picture(&model, 80, 24));
    }
    for row in KEYS {
        assert!(help.contains(row.words), "{} is missing in\n{help}", row.words);
    }
    assert_eq!(order(&mut model, Command::Close), Effect::None);
    assert_eq!(picture(&model, 80, 24), stage);
    assert_eq!(order(&mut model, Command::Close), Effect::None);
    // After the keys: the signs. Once more: the stage.
    order(&mut model, Command::Help);
    order(&mut model, Command::Help);
    order(&mut model, Command::Help);
    let signs = crate::stage::text(&picture(&model, 80, 24));
    assert!(signs.contains("blocked: it stands still") && signs.contains("now, on the bar"), "{signs}");
    order(&mut model, Command::Help);
    assert_eq!(picture(&model, 80, 24), stage);
}

#[test]
fn behind_the_help_time_stands_still_and_a_key_only_takes_it_away() {
    let mut model = lesson();
    order(&mut model, Command::Help);
    assert!(!model.is_moving());
    let now = model.now();
    order(&mut model, Command::ToEnd);
    assert_eq!(model.now(), now);
    assert!(model.is_moving());
}

#[test]
fn arrangement_and_theme_come_round() {
    for (command, choices) in [(Command::Arrange, 2), (Command::NextTheme, 4)] {
        let mut model = paused();
        update(&mut model, Input::Resized { width: 170, height: 50 });
        let settle = |model: &mut Model| {
            while model.is_busy() {
                wait(model, 200);
            }
        };
        settle(&mut model);
        let mut seen = Vec::new();
        for _ in 0..choices {
            seen.push(picture(&model, 170, 50));
            order(&mut model, command);
            // What is said of it goes.
            settle(&mut model);
        }
        assert_eq!(picture(&model, 170, 50), seen[0]);
        assert!(seen[0] != seen[1] && seen[choices - 1] != seen[choices - 2]);
    }
}

#[test]
fn what_the_shell_must_do_is_told_to_it() {
    for key in KEYS.iter().flat_map(|row| row.keys.iter().map(|key| (row.command, *key))) {
        let expected = match key.0 {
            Command::Quit => Effect::Quit,
            Command::Suspend => Effect::Suspend,
            Command::Repaint => Effect::Repaint,
            Command::Save => Effect::Save,
            Command::Gallery => Effect::Leave,
            _ => Effect::None,
        };
        assert_eq!(press(&mut lesson(), key.1), expected, "{}", key.1);
    }
    assert_eq!(press(&mut lesson(), Key::char('€')), Effect::None);
}

#[test]
fn it_plays_backwards_to_the_start_and_past_scenes_that_pause() {
    let mut model = paused();
    order(&mut model, Command::ToEnd);
    arrive(&mut model);
    order(&mut model, Command::Backwards);
    for _ in 0..8 {
        let before = model.now();
        wait(&mut model, 100);
        assert_eq!(before.since(model.now()), Span::from_millis(200), "at the speed of the last scene");
    }
    watch(&mut model, 85_000);
    assert_eq!(model.now(), Time::START);
    assert!(!model.is_moving());
}

#[test]
fn the_same_key_ends_playing_backwards() {
    let mut model = paused();
    order(&mut model, Command::ToEnd);
    arrive(&mut model);
    order(&mut model, Command::Backwards);
    assert!(model.is_moving());
    order(&mut model, Command::Backwards);
    assert!(!model.is_moving());
}

#[test]
fn from_fault_to_fault() {
    let fault = |at: u32, on: &str| format!("[[fault]]\nat = '{at}s'\nfor = '3s'\nkind = 'outage'\non = '{on}'\n");
    let mut model = model(&format!("{LESSON}{}{}", fault(5, "orders"), fault(30, "receiver")));
    order(&mut model, Command::PlayOrPause);
    let mut went = |command| {
        order(&mut model, command);
        arrive(&mut model);
        model.now()
    };
    assert_eq!([5, 8, 30, 33, 33].map(|second| at(second * 1_000)), [(); 5].map(|()| went(Command::NextFault)));
    assert_eq!([30, 8, 5, 5].map(|second| at(second * 1_000)), [(); 4].map(|()| went(Command::PreviousFault)));
}
