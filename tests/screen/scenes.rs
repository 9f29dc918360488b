//! Scenes of a lesson on the screen: those that wait for something to happen, their questions, and what they look at.

use inflight::time::{SECOND, Time};
use inflight::ui::keymap::Command;

use inflight::scenario::Original;
use inflight::ui::key::Key;
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::{Input, Model, update};

use crate::looks::find;
use crate::reload::{news, tell};
use crate::stage::{arrive, model, order, picture, press, says, text, wait};

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
    assert!(shown.contains("What becomes of the rest?") && shown.contains("2  it waits"), "{shown}");
    assert!(!shown.contains("The queue keeps it."));
}

/// At the question, which an earlier scene doesn't explain.
fn at_the_question() -> Model {
    let mut model = model(&format!("{LESSON}[[scene]]\nat = '30s'\nsay = 'So it goes.'\n"));
    update(&mut model, Input::Resized { width: 100, height: 30 });
    order(&mut model, Command::NextScene);
    arrive(&mut model);
    model
}

/// Lets it play on for a while.
fn watch(model: &mut Model) {
    (0..20).for_each(|_| wait(model, 100));
}

fn play_on(model: &mut Model) {
    while model.is_moving() {
        wait(model, 100);
    }
}

#[test]
fn who_predicts_watches_first_and_then_reads_why() {
    for (digit, verdict) in [('1', "Not so. The queue keeps it."), ('2', "Right. The queue keeps it.")] {
        let mut model = at_the_question();
        press(&mut model, Key::char('9'));
        assert!(!model.is_moving(), "there is no ninth option");
        press(&mut model, Key::char(digit));
        assert!(model.is_moving(), "it plays on by itself");
        watch(&mut model);
        let shown = says(&model);
        let said = if digit == '1' { "it is lost" } else { "it waits" };
        assert!(shown.contains(&format!("What becomes of the rest? You said: {said}. Watch.")), "{shown}");
        assert!(!shown.contains("The queue keeps it."), "{shown}");
        play_on(&mut model);
        assert_eq!(model.now(), Time(30 * SECOND));
        let shown = says(&model);
        assert!(shown.contains(verdict) && shown.contains("2  it waits  = so it is"), "{shown}");
        assert_eq!(shown.contains("1  it is lost  = you said"), digit == '1', "{shown}");
        assert!(!shown.contains("So it goes."), "{shown}");
        order(&mut model, Command::PlayOrPause);
        let shown = says(&model);
        assert!(model.is_moving() && shown.contains("So it goes.") && !shown.contains("The queue keeps it."), "{shown}");
        order(&mut model, Command::PlayOrPause);
        order(&mut model, Command::PreviousScene);
        arrive(&mut model);
        let shown = says(&model);
        assert!(!shown.contains("The queue keeps it.") && shown.contains(&format!("{said}  = you said")), "asked anew: {shown}");
        press(&mut model, Key::char('1'));
        play_on(&mut model);
        assert!(says(&model).contains("1  it is lost  = you said"), "another prediction counts: {}", says(&model));
        order(&mut model, Command::Restart);
        order(&mut model, Command::PlayOrPause);
        order(&mut model, Command::NextScene);
        arrive(&mut model);
        assert!(!says(&model).contains("The queue keeps it."), "from the start, it is open again");
    }
}

#[test]
fn who_doesnt_predict_is_told_too() {
    let mut model = at_the_question();
    order(&mut model, Command::PlayOrPause);
    watch(&mut model);
    assert!(says(&model).contains("What becomes of the rest? Watch."), "{}", says(&model));
    order(&mut model, Command::NextScene);
    play_on(&mut model);
    let shown = says(&model);
    assert!(shown.contains("2  it waits  = so it is") && shown.contains("The queue keeps it. (Space goes on.)"), "{shown}");
    assert!(!shown.contains("you said") && !shown.contains("Right."), "{shown}");
    order(&mut model, Command::NextScene);
    assert!(says(&model).contains("So it goes."), "{}", says(&model));
}

#[test]
fn the_last_question_is_explained_at_the_end() {
    let mut model = model(LESSON);
    order(&mut model, Command::NextScene);
    arrive(&mut model);
    press(&mut model, Key::char('2'));
    order(&mut model, Command::ToEnd);
    arrive(&mut model);
    assert!(says(&model).contains("Right. The queue keeps it."), "{}", says(&model));
    order(&mut model, Command::PlayOrPause);
    assert!(model.now() == Time(60 * SECOND) && !model.is_moving(), "first it is read");
}

#[test]
fn a_click_on_an_option_answers_too() {
    let mut model = at_the_question();
    let at = find(&picture(&model, 100, 30), "it waits")[0];
    update(&mut model, Input::Mouse(Mouse { act: Act::Press, x: at.x, y: at.y }));
    assert!(model.is_moving());
    watch(&mut model);
    assert!(says(&model).contains("You said: it waits."), "{}", says(&model));
}

#[test]
fn what_is_done_while_a_question_stands_doesn_t_answer_it() {
    let mut model = model(LESSON).from(Original { path: "a.toml".to_owned(), source: LESSON.to_owned(), ..Original::default() });
    order(&mut model, Command::NextScene);
    arrive(&mut model);
    order(&mut model, Command::MoreLoad);
    arrive(&mut model);
    let shown = says(&model);
    assert!(shown.contains("2  it waits") && !shown.contains("The queue keeps it."), "{shown}");
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

#[test]
fn a_file_with_other_options_asks_anew() {
    let mut model = at_the_question();
    press(&mut model, Key::char('2'));
    watch(&mut model);
    tell(
        &mut model,
        news(&LESSON.replace("[\"it is lost\", \"it waits\"], answer = 1", "[\"it waits\", \"it goes\", \"it stays\"], answer = 0")),
    );
    arrive_within(&mut model);
    assert!(says(&model).contains("What becomes of the rest? Watch."), "{}", says(&model));
}

/// Lets what is on its way take its place.
fn arrive_within(model: &mut Model) {
    (0..20).for_each(|_| wait(model, 10));
}

fn two_scenes_on(model: &mut Model) {
    for _ in 0..2 {
        order(model, Command::NextScene);
        arrive(model);
    }
}

#[test]
fn what_is_done_at_an_explanation_skips_no_question() {
    let second =
        "[[scene]]\nat = '30s'\nsay = 'So it goes.'\nask = { prompt = 'And now?', options = ['so', 'so so'], answer = 0, why = 'So.' }\n";
    let source = format!("{LESSON}{second}");
    let mut model = model(&source).from(Original { path: "a.toml".to_owned(), source: source.clone(), ..Original::default() });
    two_scenes_on(&mut model);
    assert!(says(&model).contains("The queue keeps it."), "{}", says(&model));
    order(&mut model, Command::MoreLoad);
    arrive(&mut model);
    order(&mut model, Command::PlayOrPause);
    assert!(!model.is_moving() && says(&model).contains("And now?"), "{}", says(&model));
}

#[test]
fn a_question_is_explained_though_two_scenes_end_it() {
    let mut model = model(&format!("{LESSON}[[scene]]\nat = '30s'\nsay = 'One.'\n[[scene]]\nat = '30s'\nsay = 'Other.'\n"));
    two_scenes_on(&mut model);
    assert!(says(&model).contains("The queue keeps it."), "{}", says(&model));
}

#[test]
fn a_step_passes_over_no_scene() {
    let mut model =
        model(&LESSON.replace("[[scene]]\nat = \"0s\"", "[[scene]]\nat = \"30ms\"\nsay = 'Between two facts.'\n[[scene]]\nat = \"0s\""));
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::ToStart);
    arrive(&mut model);
    for _ in 0..9 {
        order(&mut model, Command::StepForward);
        if model.now() == Time(30_000_000) {
            return;
        }
    }
    panic!("never there: {}", says(&model));
}

#[test]
fn on_the_way_back_the_view_is_that_of_the_scene() {
    let mut model = model(&format!("{LESSON}[[scene]]\nat = '30s'\nview = 'compare'\nsay = 'The bill.'\n"));
    two_scenes_on(&mut model);
    assert!(says(&model).contains("communication"), "{}", says(&model));
    order(&mut model, Command::PreviousScene);
    arrive(&mut model);
    assert!(says(&model).contains("┏ sender"), "{}", says(&model));
}

#[test]
fn every_lesson_can_be_played_alone_to_its_end() {
    for lesson in inflight::scenario::shipped::ALL {
        let mut model = crate::stage::shipped(lesson.name);
        let scenario = inflight::scenario::parse(lesson.name, lesson.source).unwrap();
        let asks = scenario.scenes.iter().filter(|scene| scene.ask.is_some()).count();
        let (mut predicted, mut explained) = (0, 0);
        for _ in 0..20_000 {
            if model.is_moving() {
                wait(&mut model, 100);
                continue;
            }
            let shown = says(&model);
            explained += usize::from(shown.contains("= so it is"));
            if shown.contains("Press a digit") {
                predicted += 1;
                press(&mut model, Key::char('1'));
            } else if model.now() >= scenario.end() {
                break;
            } else {
                press(&mut model, Key::char(' '));
            }
        }
        assert_eq!((predicted, explained), (asks, asks), "{}: {}", lesson.name, says(&model));
        assert!(model.now() >= scenario.end(), "{} goes on for ever", lesson.name);
    }
}
