//! The user breaks a run and mends it, and the saved file is what was seen.

use std::sync::Arc;

use inflight::scenario::{Original, parse};
use inflight::time::{SECOND, Time};
use inflight::ui::Model;
use inflight::ui::key::{Code, Key};
use inflight::ui::keymap::Command;

use crate::stage::{arrive, model_of, order, picture, press, says, shipped, wait};

const PLAIN: &str = r#"# a comment that stays
title = "Plain"
duration = "20s"
[load]
arrivals = "poisson"
rate = "5/s"
[work]
time = { exponential = "120ms" }
[network]
latency = "10ms"
[[lane]]
name = "Calls"
sender = { calls = "orders", callers = 2, timeout = "1s" }
service.orders = {}
[[lane]]
name = "Queue"
sender = { sends = "inbox", callers = 2 }
queue.inbox = {}
worker.orders = { polls = "inbox" }
"#;

/// The plain run, paused at 5 s, all of it filled in.
fn at_5s(seed: Option<u64>) -> Model {
    let original = Original { path: "plain.toml".to_owned(), source: PLAIN.to_owned(), seed, ..Original::default() };
    let mut model = model_of(Arc::new(original.with("").unwrap().scenario)).from(original);
    order(&mut model, Command::PlayOrPause);
    for _ in 0..5 {
        order(&mut model, Command::JumpForward);
    }
    settle(&mut model);
    assert_eq!(model.now(), Time(5 * SECOND));
    model
}

/// Arrives where it hurries to, fills the future in, and lets a notice go.
fn settle(model: &mut Model) {
    arrive(model);
    while model.is_busy() {
        wait(model, 200);
    }
}

fn put_in(model: &mut Model, digit: char) {
    order(model, Command::Break);
    press(model, Key::char(digit));
}

#[test]
fn a_fault_is_there_at_once_and_gone_with_the_same_key() {
    let mut model = at_5s(None);
    assert!(!says(&model).contains("DOWN"));
    put_in(&mut model, '1');
    assert!(says(&model).matches("DOWN").count() == 2 && says(&model).contains("outage on receiver"), "{}", says(&model));
    for _ in 0..3 {
        order(&mut model, Command::JumpForward);
    }
    order(&mut model, Command::Break);
    assert!(!says(&model).contains("DOWN") && says(&model).contains("the outage is over"), "{}", says(&model));
    order(&mut model, Command::JumpBack);
    assert_eq!(says(&model).matches("DOWN").count(), 2);
}

#[test]
fn what_is_undone_was_never_there_and_what_is_redone_is_there_again() {
    let mut model = at_5s(None);
    let plain = picture(&model, 120, 40);
    order(&mut model, Command::ToEnd);
    settle(&mut model);
    let plain_end = picture(&model, 120, 40);
    let mut model = at_5s(None);
    put_in(&mut model, '2');
    order(&mut model, Command::MoreLoad);
    order(&mut model, Command::More);
    let touched = says(&model);
    assert!(touched.contains("HANGS") && touched.contains("concurrency 2"), "{touched}");
    order(&mut model, Command::ToEnd);
    settle(&mut model);
    let touched_end = picture(&model, 120, 40);
    assert_ne!(touched_end, plain_end);
    for _ in 0..3 {
        order(&mut model, Command::Undo);
    }
    settle(&mut model);
    assert_eq!(picture(&model, 120, 40), plain_end);
    for _ in 0..3 {
        order(&mut model, Command::Redo);
    }
    settle(&mut model);
    assert_eq!(picture(&model, 120, 40), touched_end);
    for _ in 0..3 {
        order(&mut model, Command::Undo);
    }
    order(&mut model, Command::ToStart);
    for _ in 0..5 {
        order(&mut model, Command::JumpForward);
    }
    settle(&mut model);
    assert_eq!(picture(&model, 120, 40), plain);
}

#[test]
fn the_saved_file_is_what_was_seen() {
    for seed in [None, Some(7)] {
        let mut model = at_5s(seed);
        put_in(&mut model, '5');
        order(&mut model, Command::JumpForward);
        order(&mut model, Command::LessLoad);
        // The sender is the first node.
        order(&mut model, Command::SelectNext);
        order(&mut model, Command::More);
        order(&mut model, Command::JumpForward);
        order(&mut model, Command::Break);
        let (path, text) = model.as_file().unwrap();
        assert_eq!(path, "plain.toml");
        assert!(text.contains("# a comment that stays") && text.matches("[[change]]").count() == 3, "{text}");
        let saved = parse("saved", &text).unwrap_or_else(|problems| panic!("{}\n{text}", problems.render(false)));
        let mut again = model_of(Arc::new(saved));
        order(&mut again, Command::PlayOrPause);
        press(&mut model, Key::plain(Code::Escape));
        // It stays selected, which a file can't say.
        order(&mut model, Command::SelectPrevious);
        for model in [&mut model, &mut again] {
            order(model, Command::ToEnd);
            settle(model);
        }
        for _ in 0..20 {
            assert_eq!(picture(&model, 120, 40), picture(&again, 120, 40), "at {}", model.now());
            order(&mut model, Command::JumpBack);
            order(&mut again, Command::JumpBack);
            settle(&mut model);
            settle(&mut again);
        }
    }
}

#[test]
fn what_can_t_be_done_is_said() {
    let mut model = at_5s(None);
    order(&mut model, Command::Undo);
    assert!(says(&model).contains("nothing to undo"));
    // The queue is the fourth node.
    for _ in 0..4 {
        order(&mut model, Command::SelectNext);
    }
    order(&mut model, Command::More);
    assert!(says(&model).contains("select a sender or a receiver"), "{}", says(&model));
    order(&mut model, Command::ToEnd);
    settle(&mut model);
    put_in(&mut model, '1');
    assert!(says(&model).contains("the run is over"), "{}", says(&model));
}

#[test]
fn the_next_moment_is_the_next_thing_that_happens_for_the_first_time() {
    let mut model = at_5s(None);
    put_in(&mut model, '2');
    settle(&mut model);
    order(&mut model, Command::NextMoment);
    arrive(&mut model);
    // A timeout is an error, too, and says more.
    assert!(says(&model).contains("Calls: the first timeout"), "{}", says(&model));
    assert!(model.now() > Time(5 * SECOND) && model.now() <= Time(6 * SECOND + 1));
    order(&mut model, Command::ToStart);
    arrive(&mut model);
    assert!(!says(&model).contains("the first"), "what was told of another instant is gone: {}", says(&model));
}

#[test]
fn the_faults_look_like_this() {
    let mut model = at_5s(None);
    order(&mut model, Command::Break);
    insta::assert_snapshot!("faults", crate::stage::text(&picture(&model, 80, 24)));
}

#[test]
fn what_is_selected_breaks_alone_though_others_have_its_role() {
    let mut model = shipped("sns-fan-out");
    let titles: Vec<String> = (0..12)
        .map(|_| {
            order(&mut model, Command::SelectNext);
            order(&mut model, Command::Break);
            let said = says(&model);
            order(&mut model, Command::Close);
            said.lines().find_map(|line| line.split_once("Break the ")).map_or_else(String::new, |(_, name)| name.to_owned())
        })
        .collect();
    assert!(titles.iter().any(|title| title.starts_with("mail ")), "{titles:?}");
}
