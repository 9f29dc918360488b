//! The lesson that shows the answer to a question of the quiz.

use std::time::Duration;

use inflight::scenario::quiz;
use inflight::ui::key::{Code, Key};
use inflight::ui::reload::Broken;
use inflight::ui::sign::Signs;
use inflight::ui::{Effect, Input, Model, Progress};

use crate::quiz::{ENTER, ESCAPE, app, asking, choose, picture, press, says, show};
use crate::stage::DARK;

#[test]
fn the_lesson_plays_from_the_scene_that_shows_it_and_escape_comes_back() {
    let mut app = app(&[("a", true)]);
    assert_eq!(press(&mut app, Key::char('s')), Effect::None, "not before it is answered");
    choose(&mut app, "They wait");
    press(&mut app, Key::char('t'));
    let question = picture(&app, 80, 24);
    show(&mut app);
    let played = says(&app);
    let model = app.model().unwrap();
    let (begins, scene) = model.scene().unwrap();
    assert!(begins == model.now() && scene.title.as_str() == "Errors here, a queue there", "{played}");
    assert!(played.contains("Esc to the question") && !played.contains("gallery"), "{played}");
    assert_eq!(press(&mut app, Key::char('g')), Effect::None);
    assert!(app.model().is_some());
    press(&mut app, Key::char('?'));
    press(&mut app, ESCAPE);
    assert!(app.model().is_some(), "the help was on top");
    assert_eq!(press(&mut app, ESCAPE), Effect::None);
    assert!(app.model().is_none() && !app.is_busy());
    assert_eq!(picture(&app, 80, 24), question);
    press(&mut app, ENTER);
    choose(&mut app, "Who waits");
    press(&mut app, ENTER);
    show(&mut app);
    assert!(says(&app).contains("00:00.0"), "the question names no scene: {}", says(&app));
    press(&mut app, Key::char('t'));
    let theme = picture(&app, 80, 24)[(0, 0)].bg;
    press(&mut app, ESCAPE);
    assert_eq!(picture(&app, 80, 24)[(0, 0)].bg, theme, "the look stays");
}

#[test]
fn every_shipped_question_is_shown_by_a_lesson_that_plays_and_asks_nothing() {
    for question in quiz::read(quiz::SHIPPED).unwrap() {
        let (id, is_multi) = (question.id.clone(), question.kind == quiz::Kind::Multi);
        let mut app = asking(vec![question], &Progress::new(), 4, DARK, &Signs::UNICODE);
        press(&mut app, Key::char('1'));
        if is_multi {
            press(&mut app, ENTER);
        }
        show(&mut app);
        // Frame by frame, until it is at the scene and on from there.
        let mut before = None;
        for _ in 0..100 {
            let unwanted = ["Press a digit", "paused", "The answer is"];
            assert!(!unwanted.iter().any(|words| says(&app).contains(words)), "{id}:\n{}", says(&app));
            before = app.model().map(Model::now);
            app.update(Input::Elapsed(Duration::from_millis(20)));
        }
        assert!(app.model().map(Model::now) > before, "{id}:\n{}", says(&app));
    }
}

#[test]
fn what_cannot_be_shown_is_not_offered_or_said() {
    let mut app = app(&[]);
    choose(&mut app, "True");
    assert!(!says(&app).contains("s see it") && press(&mut app, Key::char('s')) == Effect::None, "{}", says(&app));
    press(&mut app, ENTER);
    choose(&mut app, "They wait");
    let Effect::Open(pick) = press(&mut app, Key::char('s')) else { panic!("nothing is shown") };
    app.update(Input::Opened { pick, run: Box::new(Err(Broken::because("the disk is gone"))) });
    assert!(says(&app).contains("the disk is gone") && app.model().is_none());
    app.update(Input::Noted("it can't be kept".to_owned()));
    assert!(says(&app).contains("it can't be kept"));
    press(&mut app, Key::plain(Code::Home));
    assert!(!says(&app).contains("it can't be kept"));
}
