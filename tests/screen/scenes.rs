//! Scenes of a lesson on the screen: those that wait for something to happen, their questions, and what they look at.

use inflight::time::{SECOND, Time};
use inflight::ui::keymap::Command;

use crate::stage::{arrive, model, order, picture, says, text};

/// A receiver that hangs from 3 s on, and callers that wait for a second.
const LESSON: &str = r#"
title = "Where does the time go?"
[load]
rate = "5/s"
[work]
time = "180ms"
[[lane]]
name = "Synchronous"
sender = { calls = "orders", callers = 2, timeout = "1s" }
service.orders = {}
[[lane]]
name = "Asynchronous"
sender = { sends = "inbox", callers = 2 }
queue.inbox = {}
worker.orders = { polls = "inbox" }
[[fault]]
at = "3s"
for = "5s"
kind = "hang"
on = "receiver"
[[scene]]
at = "0s"
say = "All is well."
[[scene]]
when = "first dead-letter"
say = "This never comes."
[[scene]]
when = "first timeout"
focus = "sender"
ask = { prompt = "What becomes of the rest?", options = ["it is lost", "it waits"], answer = 1, why = "The queue keeps it." }
"#;

#[test]
fn a_scene_begins_with_the_thing_that_it_waits_for() {
    let mut model = model(LESSON);
    order(&mut model, Command::NextScene);
    arrive(&mut model);
    // Message 16 was sent at 3 s.
    assert_eq!(model.now(), Time(4 * SECOND));
    let shown = says(&model);
    assert!(shown.contains("timed out") && shown.contains("What becomes of the rest? 1: it is lost. 2: it waits."), "{shown}");
    assert!(!shown.contains("The queue keeps it."));
}

#[test]
fn the_answer_comes_once_the_run_goes_on() {
    let mut model = model(LESSON);
    order(&mut model, Command::NextScene);
    arrive(&mut model);
    order(&mut model, Command::StepForward);
    let shown = says(&model);
    assert!(shown.contains("2: it waits. The queue keeps it."), "{shown}");
    order(&mut model, Command::PreviousScene);
    arrive(&mut model);
    assert!(!says(&model).contains("The queue keeps it."));
}

#[test]
fn what_a_scene_looks_at_has_a_thick_frame() {
    let mut model = model(LESSON);
    assert!(!says(&model).contains('┏'));
    order(&mut model, Command::NextScene);
    arrive(&mut model);
    assert_eq!(says(&model).matches("┏ sender").count(), 2);
    insta::assert_snapshot!("question", text(&picture(&model, 80, 24)));
}
