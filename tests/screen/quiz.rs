//! The quiz: questions are asked, answered and explained, shown by their lessons, and asked again until all are right.

use inflight::scenario::quiz::{self, Question};
use inflight::scenario::{parse, shipped};
use inflight::ui::key::{Code, Key};
use inflight::ui::keymap::{Group, QUIZ, rows};
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::sign::Signs;
use inflight::ui::theme::Theme;
use inflight::ui::{App, Effect, Gallery, Input, Pick, Progress, Quiz, Run};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::looks::{find, keep};
use crate::stage::{DARK, text};

/// The questions of these tests.
const QUESTIONS: &str = include_str!("quiz/questions.toml");

pub const ENTER: Key = Key::plain(Code::Enter);
pub const ESCAPE: Key = Key::plain(Code::Escape);
const PAGE_DOWN: Key = Key::plain(Code::PageDown);
const PAGE_UP: Key = Key::plain(Code::PageUp);
pub const SIGNS: [&Signs; 2] = [&Signs::UNICODE, &Signs::ASCII];

pub fn questions() -> Vec<Question> {
    quiz::read(QUESTIONS).unwrap()
}

pub fn progress(known: &[(&str, bool)]) -> Progress {
    known.iter().map(|(id, right)| ((*id).to_owned(), *right)).collect()
}

pub fn asking(questions: Vec<Question>, known: &Progress, seed: u64, theme: Theme, signs: &'static Signs) -> App {
    let quiz = Quiz::new("Quiz", questions, known, seed, theme, signs);
    let mut app = App::asking(Gallery::new(shipped::lessons(), theme, signs), quiz);
    app.update(Input::Resized { width: 80, height: 24 });
    app
}

/// The quiz on a screen of 80 by 24, by somebody who knows so much.
pub fn app(known: &[(&str, bool)]) -> App {
    asking(questions(), &progress(known), 4, DARK, &Signs::UNICODE)
}

pub fn press(app: &mut App, key: Key) -> Effect {
    app.update(Input::Key(key))
}

pub fn picture(app: &App, width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    app.view(buf.area, &mut buf);
    buf
}

pub fn says(app: &App) -> String {
    text(&picture(app, 80, 24))
}

/// The digit before an option.
fn digit(app: &App, option: &str) -> Key {
    let says = says(app);
    let line = says.lines().find(|line| line.contains(option)).unwrap_or_else(|| panic!("{option} is missing in\n{says}"));
    Key::char(line.split(option).next().unwrap().trim().chars().last().unwrap())
}

/// Chooses the option that says so.
pub fn choose(app: &mut App, option: &str) -> Effect {
    let key = digit(app, option);
    press(app, key)
}

/// Does what the shell does when the lesson is to be opened.
pub fn show(app: &mut App) {
    let Effect::Open(pick @ Pick::Shipped(lesson)) = press(app, Key::char('s')) else { panic!("nothing is shown:\n{}", says(app)) };
    let run = Run::new(std::sync::Arc::new(parse(lesson.name, lesson.source).unwrap())).unwrap();
    app.update(Input::Opened { pick, run: Box::new(Ok(run)) });
}

#[test]
fn it_looks_good_in_windows_of_all_sizes() {
    let mut app = app(&[]);
    choose(&mut app, "True");
    press(&mut app, PAGE_DOWN);
    keep("quiz-question-80x24", &picture(&app, 80, 24));
    choose(&mut app, "They are lost");
    keep("quiz-wrong-80x24", &picture(&app, 80, 24));
    keep("quiz-wrong-60x18", &picture(&app, 60, 18));
    keep("quiz-wrong-120x36", &picture(&app, 120, 36));
    press(&mut app, ENTER);
    choose(&mut app, "Who waits");
    keep("quiz-several-80x24", &picture(&app, 80, 24));
    press(&mut app, ENTER);
    press(&mut app, ENTER);
    keep("quiz-end-80x24", &picture(&app, 80, 24));
}

#[test]
fn it_looks_good_in_plain_characters() {
    let mut app = asking(questions(), &progress(&[("a", true)]), 4, DARK, &Signs::ASCII);
    let plain = |app: &App, name: &str| {
        let buf = picture(app, 80, 24);
        assert!(buf.content.iter().all(|cell| cell.symbol().is_ascii()), "{}", text(&buf));
        keep(name, &buf);
    };
    plain(&app, "quiz-question-ascii-80x24");
    press(&mut app, PAGE_DOWN);
    choose(&mut app, "Who waits");
    choose(&mut app, "When the sender");
    press(&mut app, ENTER);
    plain(&app, "quiz-right-ascii-80x24");
    press(&mut app, ENTER);
    plain(&app, "quiz-end-ascii-80x24");
}

#[test]
fn a_digit_answers_at_once_where_one_is_right_and_only_once() {
    let mut app = app(&[]);
    press(&mut app, PAGE_DOWN);
    assert_eq!(press(&mut app, Key::char('5')), Effect::None, "there are four");
    assert_eq!(press(&mut app, ENTER), Effect::None, "nothing is chosen");
    let (right, wrong) = (digit(&app, "They wait"), digit(&app, "They are set"));
    assert_eq!(press(&mut app, wrong), Effect::Keep);
    assert_eq!(app.progress(), progress(&[("b", false)]));
    let before = says(&app);
    assert!(before.contains("They wait in the queue  = right") && before.contains("They are set aside  = your answer"), "{before}");
    let Key { code: Code::Char(place), .. } = right else { panic!("a digit") };
    assert!(before.contains(&format!("Not so: {place} is right.")) && before.contains("A queue keeps what it has"), "{before}");
    assert_eq!(press(&mut app, right), Effect::None);
    assert_eq!(says(&app), before);
}

#[test]
fn where_several_are_right_digits_mark_and_enter_answers() {
    let mut app = app(&[]);
    press(&mut app, PAGE_DOWN);
    press(&mut app, PAGE_DOWN);
    for option in ["Who waits", "How fast", "When the sender", "How fast"] {
        assert_eq!(choose(&mut app, option), Effect::None);
    }
    assert!(says(&app).matches("[x]").count() == 2 && !says(&app).contains("= right"), "{}", says(&app));
    assert_eq!(press(&mut app, ENTER), Effect::Keep);
    assert!(says(&app).contains("Right.") && says(&app).contains("No run shows this. s shows what comes nearest"), "{}", says(&app));
    assert_eq!(app.progress(), progress(&[("c", true)]));
}

#[test]
fn a_part_of_what_is_right_is_not_so() {
    let mut app = app(&[("a", true), ("b", true)]);
    choose(&mut app, "Who waits");
    assert_eq!(press(&mut app, Key::char(' ')), Effect::Keep);
    assert!(says(&app).contains("Not so: ") && says(&app).contains(" are right."), "{}", says(&app));
    assert_eq!(app.progress().get("c"), Some(&false));
}

#[test]
fn a_press_of_the_mouse_answers_too() {
    let mut app = app(&[("a", true)]);
    let mut click = |words: &str| {
        let at = find(&picture(&app, 80, 24), words)[0];
        app.update(Input::Mouse(Mouse { act: Act::Press, x: at.x + 1, y: at.y }))
    };
    assert_eq!(click("The receiver is down"), Effect::None);
    assert_eq!(click("Press the digit"), Effect::None);
    assert_eq!(click("kept a copy of each"), Effect::Keep, "the second line of an option");
    assert!(says(&app).contains("kept a copy of each  = your answer"), "{}", says(&app));
}

#[test]
fn options_are_shuffled_by_the_seed_and_what_is_right_stays_right() {
    let order = |seed| {
        let mut app = asking(questions(), &progress(&[("a", true)]), seed, DARK, &Signs::UNICODE);
        let says = says(&app);
        assert_eq!(choose(&mut app, "They wait"), Effect::Keep);
        assert_eq!(app.progress().get("b"), Some(&true), "{says}");
        let options = ["They wait", "They are lost", "They come back", "They are set"];
        options.map(|option| says.find(option).unwrap_or_else(|| panic!("{option} is missing in\n{says}")))
    };
    let places: Vec<_> = (0..40).map(order).collect();
    assert_eq!(places, (0..40).map(order).collect::<Vec<_>>());
    for option in 0..4 {
        let firsts = places.iter().filter(|places| places.iter().min() == Some(&places[option])).count();
        assert!((3..25).contains(&firsts), "option {option} is first {firsts} times in 40");
    }
    assert!((0..20).all(|seed| {
        let says = says(&asking(questions(), &Progress::new(), seed, DARK, &Signs::UNICODE));
        says.contains("1  True") && says.contains("2  False")
    }));
}

#[test]
fn it_begins_with_what_is_not_right_yet_and_says_how_much_is_done() {
    let mut app = app(&[("a", true), ("c", false), ("gone", true)]);
    assert!(says(&app).contains("question 1 of 2, 1 of 3 right") && says(&app).contains("Right so far: 1 of 3."), "{}", says(&app));
    assert!(says(&app).contains("The receiver is down"));
    press(&mut app, PAGE_DOWN);
    assert!(!says(&app).contains("Done so far"), "until a key is pressed");
    assert!(says(&app).contains("Which of these does a queue change?"));
    let all = self::app(&[("a", true), ("b", true), ("c", true)]);
    assert!(says(&all).contains("question 1 of 3, 3 of 3 right") && says(&all).contains("asked once more"), "{}", says(&all));
}

#[test]
fn those_that_are_not_right_are_asked_again_until_none_is_left() {
    let mut app = app(&[]);
    choose(&mut app, "True");
    press(&mut app, ENTER);
    choose(&mut app, "They are set");
    press(&mut app, ENTER);
    press(&mut app, PAGE_DOWN);
    let end = says(&app);
    assert!(end.contains("This round: 1 of 3 right.") && end.contains("Enter asks the other 2 again."), "{end}");
    assert!(end.contains("idea     1 of 2") && end.contains("failure  0 of 1"), "{end}");
    assert_eq!(press(&mut app, PAGE_DOWN), Effect::None);
    assert_eq!(says(&app), end);
    press(&mut app, ENTER);
    assert!(says(&app).contains("question 1 of 2") && !says(&app).contains("= "), "{}", says(&app));
    choose(&mut app, "They wait");
    press(&mut app, ENTER);
    choose(&mut app, "How fast");
    press(&mut app, ENTER);
    press(&mut app, ENTER);
    assert!(says(&app).contains("Enter asks the other one again."), "{}", says(&app));
    press(&mut app, ENTER);
    choose(&mut app, "Who waits");
    choose(&mut app, "When the sender");
    press(&mut app, ENTER);
    press(&mut app, ENTER);
    assert!(says(&app).contains("All are right.") && says(&app).contains("3 of 3 right"), "{}", says(&app));
    press(&mut app, ENTER);
    assert!(says(&app).contains("question 1 of 3"), "{}", says(&app));
}

#[test]
fn one_comes_back_to_a_question_and_finds_its_answer() {
    let mut app = app(&[]);
    choose(&mut app, "False");
    let answered = says(&app);
    press(&mut app, PAGE_DOWN);
    press(&mut app, PAGE_UP);
    assert_eq!(says(&app), answered);
    press(&mut app, PAGE_UP);
    assert_eq!(says(&app), answered, "it is the first");
    for key in [PAGE_DOWN; 3] {
        press(&mut app, key);
    }
    press(&mut app, PAGE_UP);
    assert!(says(&app).contains("question 3 of 3"), "back from the end: {}", says(&app));
}

#[test]
fn help_shows_every_key_and_escape_never_quits() {
    let mut app = app(&[]);
    let before = says(&app);
    assert_eq!(press(&mut app, ESCAPE), Effect::None);
    press(&mut app, Key::char('?'));
    assert_eq!(rows(Group::Quiz).count(), QUIZ.len());
    for (_, words) in rows(Group::Quiz) {
        assert!(says(&app).contains(words), "{words} is missing in\n{}", says(&app));
    }
    assert_eq!(press(&mut app, Key::char('1')), Effect::None);
    assert_eq!(says(&app), before);
    assert_eq!(press(&mut app, Key::char('q')), Effect::Quit);
    assert_eq!(press(&mut app, Key::ctrl('c')), Effect::Quit);
}

#[test]
fn the_gallery_leads_to_the_quiz_and_the_quiz_to_the_gallery() {
    let quiz = || Quiz::new("Quiz", questions(), &Progress::new(), 4, DARK, &Signs::UNICODE);
    let mut app = App::new(Gallery::new(shipped::lessons(), DARK, &Signs::UNICODE)).with_quiz(quiz());
    app.update(Input::Resized { width: 80, height: 24 });
    let lessons = format!("{} lessons", shipped::ALL.len());
    assert!(says(&app).contains(&lessons), "{}", says(&app));
    press(&mut app, Key::plain(Code::End));
    assert!(says(&app).contains("▶ Quiz: 3 questions") && says(&app).contains("inflight quiz ─"), "{}", says(&app));
    assert_eq!(press(&mut app, ENTER), Effect::None);
    assert!(says(&app).contains("question 1 of 3"), "{}", says(&app));
    choose(&mut app, "True");
    press(&mut app, Key::char('g'));
    assert!(says(&app).contains("▶ Quiz: 3 questions"), "{}", says(&app));
    press(&mut app, Key::plain(Code::Up));
    press(&mut app, Key::char('Q'));
    for c in "UIZ".chars() {
        press(&mut app, Key::char(c));
    }
    assert!(says(&app).contains(&format!("0 of {lessons}")) && says(&app).contains("▶ Quiz: 3"), "{}", says(&app));
    press(&mut app, ENTER);
    assert!(says(&app).contains("Right."), "it is where it was: {}", says(&app));
    assert!(app.progress() == progress(&[("a", true)]));
}

#[test]
fn what_has_no_room_is_reached_by_scrolling() {
    let long = "why ".repeat(400);
    let source = QUESTIONS.replace("A queue keeps what it has until somebody takes it", &long);
    let mut app = asking(quiz::read(&source).unwrap(), &progress(&[("a", true)]), 4, DARK, &Signs::UNICODE);
    choose(&mut app, "They wait");
    assert!(says(&app).contains("s shows it") && !says(&app).contains("The receiver is down"), "{}", says(&app));
    for _ in 0..60 {
        press(&mut app, Key::plain(Code::Up));
    }
    assert!(says(&app).contains("The receiver is down") && !says(&app).contains("s shows it"), "{}", says(&app));
    for _ in 0..60 {
        app.update(Input::Mouse(Mouse { act: Act::WheelDown, x: 5, y: 5 }));
    }
    assert!(says(&app).contains("s shows it"), "{}", says(&app));
}

#[test]
fn no_size_is_too_small_and_a_quiz_without_questions_asks_nothing() {
    let mut app = app(&[]);
    let mut empty = asking(Vec::new(), &Progress::new(), 4, DARK, &Signs::UNICODE);
    for key in [PAGE_DOWN, Key::char('1'), ENTER, ENTER, Key::char('s'), PAGE_UP] {
        press(&mut empty, key);
    }
    for width in 1..=81 {
        for height in 1..=25 {
            for app in [&mut app, &mut empty] {
                app.update(Input::Resized { width, height });
                picture(app, width, height);
            }
        }
    }
    assert!(text(&picture(&app, 59, 18)).contains("inflight needs 60 x 18 cells"));
}

#[test]
fn every_shipped_question_fits_a_screen_of_80_by_24() {
    let all = quiz::read(quiz::SHIPPED).unwrap();
    let mut app = asking(all.clone(), &Progress::new(), 4, DARK, &Signs::UNICODE);
    for question in &all {
        press(&mut app, Key::char('1'));
        if question.kind == quiz::Kind::Multi {
            press(&mut app, ENTER);
        }
        let says = says(&app);
        assert!(says.contains(&format!("{}: ", question.topic)), "{} has no room:\n{says}", question.id);
        assert!(says.contains("Right.") || says.contains("Not so: "), "{} is not answered:\n{says}", question.id);
        press(&mut app, ENTER);
    }
}
