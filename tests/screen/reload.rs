//! What the screen does when the scenario's file changes while it plays.

use std::sync::Arc;

use inflight::dice::Dist;
use inflight::scenario::problem::{Place, Problem, Problems};
use inflight::scenario::text::Text;
use inflight::scenario::{self, Asked, Checked, Part};
use inflight::time::{Span, Time};
use inflight::ui::keymap::Command;
use inflight::ui::reload::{Broken, Fresh, News, Reload};
use inflight::ui::sign::Signs;
use inflight::ui::theme::Role;
use inflight::ui::{Input, Model, Run, update};
use ratatui::buffer::Buffer;

use crate::looks::{find, keep};
use crate::stage::{DARK, arrive, model, order, picture, says, text, wait};

/// Two lanes, and a lesson that pauses.
pub const FILE: &str = "
title = 'A file'
duration = '40s'

[load]
rate = '4/s'

[[lane]]
name = 'Calls'
  [lane.sender]
  calls = 'orders'
  [lane.service.orders]

[[lane]]
name = 'Hands over'
  [lane.sender]
  sends = 'inbox'
  [lane.queue.inbox]
  [lane.worker.orders]
  polls = 'inbox'

[[scene]]
at = '10s'
title = 'The pause'
speed = '0.5x'
pause = true
";

/// The same with three mistakes.
fn broken() -> String {
    FILE.replace("4/s", "4/x").replace("'inbox'\n  [lane.queue", "'outbox'\n  [lane.queue").replace("polls", "poll")
}

/// What is found where this stands in a file.
pub fn news(source: &str) -> News {
    let beside = &|_: &str| Err("there is no such file beside the scenario".to_owned());
    match scenario::read(&Asked { path: "mine.toml", source, sets: &[], beside }) {
        Ok(Checked { scenario, warnings }) => News::Fresh(Fresh { run: Run::new(Arc::new(scenario)).unwrap(), warnings }),
        Err(problems) => News::Broken(Broken::Problems(problems)),
    }
}

/// This is found in the file now.
pub fn tell(model: &mut Model, news: News) {
    update(model, Input::Reloaded(Box::new(Reload { file: Text::prose("mine.toml"), news })));
}

/// The file says this now.
fn save(model: &mut Model, source: &str) {
    tell(model, news(source));
}

/// The file, paused at its pause.
fn paused() -> Model {
    let mut model = model(FILE);
    order(&mut model, Command::NextScene);
    assert!(!model.is_moving() && model.now() == at(10_000));
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
fn a_change_keeps_the_instant_the_speed_and_the_pause() {
    let mut model = paused();
    order(&mut model, Command::Faster);
    save(&mut model, &FILE.replace("'Calls'", "'Asks'"));
    assert!(says(&model).contains("Asks") && says(&model).contains("paused") && says(&model).contains(" 1 x"), "{}", says(&model));
    watch(&mut model, 3_000);
    assert!(!model.is_moving() && model.now() == at(10_000));
}

#[test]
fn what_plays_plays_on_and_no_scene_begins_again() {
    let mut model = paused();
    order(&mut model, Command::Faster);
    order(&mut model, Command::PlayOrPause);
    // A second for the eye to take the picture in.
    watch(&mut model, 1_000);
    save(&mut model, &FILE.replace("'Calls'", "'Asks'"));
    assert!(model.is_moving() && model.now() == at(10_000));
    watch(&mut model, 1_000);
    assert_eq!(model.now(), at(11_000));
    assert!(says(&model).contains("Asks") && says(&model).contains("The pause"));
}

#[test]
fn a_scene_that_comes_is_that_of_the_new_file() {
    let mut model = paused();
    order(&mut model, Command::PlayOrPause);
    save(&mut model, &FILE.replace("at = '10s'", "at = '11s'"));
    watch(&mut model, 6_000);
    assert!(!model.is_moving() && model.now() == at(11_000));
}

#[test]
fn the_seed_is_that_of_the_file() {
    let file = FILE.replace("duration", "seed = 7\nduration");
    let mut model = model(&file);
    save(&mut model, &file.replace("4/s", "5/s"));
    assert!(text(&picture(&model, 120, 36)).contains("seed 7"));
}

#[test]
fn a_shorter_run_stands_at_its_end() {
    let mut model = paused();
    order(&mut model, Command::PlayOrPause);
    watch(&mut model, 10_000);
    assert!(model.now() > at(14_000));
    save(&mut model, &FILE.replace("'40s'", "'12s'"));
    assert_eq!(model.now(), at(12_000));
    watch(&mut model, 3_000);
    assert!(!model.is_moving() && says(&model).contains("at the end"));
}

#[test]
fn that_it_was_taken_up_is_said_for_two_seconds() {
    let mut model = paused();
    save(&mut model, &FILE.replace("4/s", "5/s"));
    watch(&mut model, 1_900);
    assert!(says(&model).contains("reloaded") && model.is_moving());
    watch(&mut model, 200);
    assert!(!says(&model).contains("reloaded") && !model.is_moving());
}

#[test]
fn a_long_way_takes_several_frames_and_the_old_picture_stays_meanwhile() {
    let long = FILE.replace("40s", "4000s").replace("4/s", "100/s");
    let mut model = model(&long);
    watch(&mut model, 1_500);
    order(&mut model, Command::PlayOrPause);
    for _ in 0..2 {
        order(&mut model, Command::JumpForward);
        arrive(&mut model);
    }
    order(&mut model, Command::PlayOrPause);
    let before = model.now();
    save(&mut model, &long.replace("'Calls'", "'Asks'"));
    wait(&mut model, 20);
    assert!(says(&model).contains("reloading") && says(&model).contains("Calls") && model.now() == before);
    // The way leads to wherever the user goes, but no further.
    order(&mut model, Command::StepForward);
    order(&mut model, Command::PlayOrPause);
    let stepped = model.now();
    while says(&model).contains("reloading") {
        assert_eq!(model.now(), stepped);
        wait(&mut model, 20);
    }
    assert!(says(&model).contains("Asks") && stepped > before);
}

#[test]
fn what_is_broken_is_shown_and_the_old_run_goes_on_until_it_is_mended() {
    let mut model = model(FILE);
    watch(&mut model, 2_000);
    save(&mut model, &broken());
    assert!(says(&model).contains("3 problems") && says(&model).contains("this rate has an unknown unit"), "{}", says(&model));
    watch(&mut model, 1_000);
    assert!(model.now() == at(2_000) && says(&model).contains("00:02.0"));
    order(&mut model, Command::PlayOrPause);
    assert!(!model.is_moving() && says(&model).contains("paused"));
    order(&mut model, Command::PlayOrPause);
    save(&mut model, &FILE.replace("'Calls'", "'Asks'"));
    assert!(model.is_moving() && model.now() == at(2_000));
    assert!(says(&model).contains("Asks") && says(&model).contains("reloaded") && !says(&model).contains("error"));
}

#[test]
fn escape_puts_the_problems_away_until_the_next_change() {
    let mut model = paused();
    save(&mut model, &broken());
    order(&mut model, Command::Close);
    assert!(!says(&model).contains("error") && says(&model).contains("mine.toml is broken; the old run goes on"));
    order(&mut model, Command::SelectNext);
    assert!(!says(&model).contains("error"));
    save(&mut model, &broken().replace("A file", "Still"));
    assert!(says(&model).contains("3 problems"));
    order(&mut model, Command::Close);
    save(&mut model, FILE);
    watch(&mut model, 3_000);
    assert!(!says(&model).contains("broken"));
}

#[test]
fn nothing_moves_behind_the_problems_of_a_paused_run() {
    let mut model = paused();
    save(&mut model, &broken());
    assert!(!model.is_moving());
    tell(&mut model, News::Gone);
    assert!(!model.is_moving());
}

#[test]
fn problems_that_have_no_room_are_scrolled_through() {
    let mut model = paused();
    save(&mut model, &broken());
    let shows = |model: &Model| text(&picture(model, 80, 24));
    assert!(shows(&model).contains("1 of 3") && shows(&model).contains("this rate has an unknown unit"), "{}", shows(&model));
    order(&mut model, Command::SelectNext);
    order(&mut model, Command::SelectNext);
    order(&mut model, Command::SelectNext);
    assert!(shows(&model).contains("3 of 3") && shows(&model).contains("unknown key `poll`"), "{}", shows(&model));
    for _ in 0..3 {
        order(&mut model, Command::SelectPrevious);
    }
    assert!(shows(&model).contains("1 of 3"));
    // Where all have room, they stay.
    let large = text(&picture(&model, 120, 50));
    order(&mut model, Command::SelectNext);
    assert_eq!(text(&picture(&model, 120, 50)), large);
}

#[test]
fn what_the_user_chose_stays_and_help_and_darkness_lie_above_the_problems() {
    let mut model = paused();
    order(&mut model, Command::NextTheme);
    order(&mut model, Command::Help);
    save(&mut model, &broken());
    assert!(says(&model).contains("play or pause") && !says(&model).contains("3 problems"));
    order(&mut model, Command::Close);
    assert!(says(&model).contains("3 problems"));
    order(&mut model, Command::Blank);
    save(&mut model, FILE);
    watch(&mut model, 3_000);
    assert!(says(&model).trim().is_empty());
    order(&mut model, Command::Blank);
    assert!(says(&model).contains("Calls") && model.theme != DARK);
}

#[test]
fn a_file_that_is_gone_is_no_reason_to_stop() {
    let mut model = model(FILE);
    tell(&mut model, News::Gone);
    watch(&mut model, 3_000);
    assert!(model.now() == at(2_000) && says(&model).contains("mine.toml is gone; the run goes on"));
    save(&mut model, FILE);
    watch(&mut model, 3_000);
    assert!(!says(&model).contains("gone"));
}

/// A run in which time stands still at its eleventh second, as no file can say it.
fn stuck() -> News {
    let circle = "title = 'A circle'\nduration = '40s'\n[load]\ntimes = ['11s']\n[[lane]]\nname = 'circle'\nsender.sends = 'q'\n\
        queue.q = {}\nworker.w = { polls = 'q', sends = 'q', time = '1s' }\n";
    let mut scenario = scenario::parse("mine.toml", circle).unwrap();
    for node in &mut scenario.lanes[0].nodes {
        if let Part::Worker(worker) = &mut node.part {
            worker.work.time = Dist::Constant(Span::ZERO);
        }
    }
    News::Fresh(Fresh { run: Run::new(Arc::new(scenario)).unwrap(), warnings: Problems::new("", "") })
}

#[test]
fn a_run_that_does_not_get_to_the_instant_is_a_problem_and_the_old_one_stays() {
    let mut model = paused();
    order(&mut model, Command::JumpForward);
    let before = model.now();
    tell(&mut model, stuck());
    arrive(&mut model);
    assert!(says(&model).contains("error: time stands still at 00:11.0") && says(&model).contains("A file"), "{}", says(&model));
    order(&mut model, Command::Close);
    assert!(model.now() == before && says(&model).contains("Hands over"));
    save(&mut model, FILE);
    assert!(says(&model).contains("reloaded"));
}

#[test]
fn warnings_are_counted_in_the_head_and_cover_nothing() {
    let mut model = paused();
    let News::Fresh(Fresh { run, .. }) = news(FILE) else { unreachable!() };
    let mut warnings = Problems::new("mine.toml", FILE);
    warnings.add(Problem::warning(Place::default(), "a", "b", "c"));
    tell(&mut model, News::Fresh(Fresh { run: run.clone(), warnings: warnings.clone() }));
    assert!(says(&model).contains("reloaded; 1 warning: inflight check mine.toml"));
    warnings.add(Problem::warning(Place::from(1..2), "a", "b", "c"));
    tell(&mut model, News::Fresh(Fresh { run, warnings }));
    watch(&mut model, 7_900);
    assert!(says(&model).contains("reloaded; 2 warnings: inflight check mine.toml"));
    keep("reload-warnings-80x24", &picture(&model, 80, 24));
    watch(&mut model, 200);
    assert!(!says(&model).contains("warning"));
}

#[test]
fn a_file_that_cannot_be_read_is_shown_with_the_reason() {
    let mut model = paused();
    tell(&mut model, News::Broken(Broken::because("cannot read `mine.toml`: it is a directory")));
    assert!(says(&model).contains("error: cannot read `mine.toml`: it is a directory"), "{}", says(&model));
}

#[test]
fn the_end_of_a_long_path_is_kept() {
    let long = "a/folder/".repeat(20) + "mine.toml";
    let beside = &|_: &str| Err(String::new());
    let problems = scenario::read(&Asked { path: &long, source: &broken(), sets: &[], beside }).unwrap_err();
    let mut model = paused();
    let news = News::Broken(Broken::Problems(problems));
    update(&mut model, Input::Reloaded(Box::new(Reload { file: Text::prose(&long), news })));
    let screen = text(&picture(&model, 80, 24));
    assert!(screen.contains("mine.toml is broken") && screen.contains("/mine.toml:6:10"), "{screen}");
}

#[test]
fn what_is_set_from_outside_and_no_longer_fits_is_a_problem_of_its_own() {
    let sets = ["calls.orders.concurrency=3".to_owned()];
    let source = FILE.replace("orders", "stock");
    let beside = &|_: &str| Err(String::new());
    let problems = scenario::read(&Asked { path: "mine.toml", source: &source, sets: &sets, beside }).unwrap_err();
    let mut model = paused();
    tell(&mut model, News::Broken(Broken::Problems(problems)));
    assert!(says(&model).contains("--> --set:1:7"), "{}", says(&model));
}

/// The picture of the broken file.
fn sheet(width: u16, height: u16, signs: &'static Signs) -> Buffer {
    let mut model = paused();
    model.signs = signs;
    save(&mut model, &broken());
    picture(&model, width, height)
}

#[test]
fn the_problems_in_a_small_window() {
    keep("reload-broken-80x24", &sheet(80, 24, &Signs::UNICODE));
}

#[test]
fn the_problems_in_a_usual_window() {
    keep("reload-broken-120x36", &sheet(120, 36, &Signs::UNICODE));
}

#[test]
fn the_problems_in_a_wide_window() {
    keep("reload-broken-200x60", &sheet(200, 60, &Signs::UNICODE));
}

#[test]
fn the_problems_in_plain_characters_in_the_smallest_window() {
    keep("reload-broken-ascii-60x18", &sheet(60, 18, &Signs::ASCII));
}

#[test]
fn what_is_wrong_has_the_colour_of_errors_and_what_the_file_says_has_not() {
    let buf = sheet(80, 24, &Signs::UNICODE);
    let colour = |words: &str| buf[find(&buf, words)[0]].fg;
    let of = |role| DARK.style(role).fg.unwrap();
    assert_eq!((colour("error: this"), colour("^^^"), colour("mine.toml is")), (of(Role::Error), of(Role::Error), of(Role::Error)));
    assert_eq!(
        (colour("rate = "), colour("help: "), colour("6 | "), colour("--> ")),
        (of(Role::Text), of(Role::Text), of(Role::Faint), of(Role::Faint))
    );
}
