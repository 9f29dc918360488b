//! The gallery: what is shown of the lessons, how one is found and opened, and that one comes back to it.

use std::sync::Arc;
use std::time::Duration;

use inflight::scenario::problem::Problems;
use inflight::scenario::shipped::{self, Chapter, Lesson, Shipped};
use inflight::scenario::{self, Scenario};
use inflight::ui::key::{Code, Key};
use inflight::ui::keymap::{GALLERY, Group, rows};
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::reload::{Broken, Fresh, News, Reload};
use inflight::ui::sign::Signs;
use inflight::ui::theme::{Depth, Palette, Theme};
use inflight::ui::{App, Effect, Gallery, Input, Pick, Run};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::looks::{find, keep};
use crate::stage::{DARK, text};

/// The lessons of these tests: chapter, name, title, and the rest of its head.
const LESSONS: [(Chapter, &str, &str, &str); 14] = [
    (
        Chapter::Idea,
        "first-look",
        "Ten messages, two ways to hand them over",
        "summary = 'One caller waits for each answer, the other puts its messages in a queue and goes on. The work is the same.'
         tags = ['start', 'blocked', 'queue']\nlevel = 'start'\nmisconception = 'A queue makes the work itself faster.'",
    ),
    (Chapter::Idea, "when-to-call", "When to call", "summary = 'Nobody is busy.'\ntags = ['call']\nlevel = 'start'"),
    (
        Chapter::Idea,
        "outage",
        "The receiver is down for five seconds",
        "summary = 'Callers get errors at once. A queue keeps the messages, and the work is done later.'
         tags = ['failure', 'outage', 'queue', 'backlog', 'recovery', 'sqs', 'lambda', 'retry', 'dead-letter', 'dva-c02']
         level = 'core'\nmisconception = 'If the receiver is down, the message is lost, and nothing that a sender does can change that.'",
    ),
    (Chapter::Aws, "lambda-invoke", "One function, invoked in two ways", "tags = ['lambda', 'throttling']"),
    (Chapter::Aws, "lambda-promises", "What async means inside a function", "tags = ['lambda', 'await']"),
    (Chapter::Aws, "ec2", "Start a machine: wait, or go on", "level = 'deep'"),
    (Chapter::Aws, "rds", "Ten connections, a hundred callers", ""),
    (Chapter::Aws, "sqs-polling", "Ask again and again, or wait at the queue", ""),
    (Chapter::Aws, "fifo", "What order costs, and why nobody should ask for more of it than is needed, ever", ""),
    (Chapter::Aws, "s3", "A picture is uploaded", ""),
    (Chapter::Failure, "crash", "Told, lost or late", ""),
    (Chapter::Failure, "timeouts", "How long to wait", "tags = ['timeout']"),
    (Chapter::Failure, "storm", "Retries that outlive their cause", "summary = 'Für jeden Fehler drei neue Versuche.'\ntags = ['retry']"),
    (Chapter::Failure, "backpressure", "When the queue is full", ""),
];

const BODY: &str = "
duration = '40s'
[load]
rate = '4/s'
[[lane]]
name = 'Synchronous'
sender.calls = 'orders'
service.orders = {}
[[scene]]
at = '0s'
title = 'All is well'
say = 'Four messages a second, and all keep up.'
speed = '0.5x'
[[scene]]
at = '10s'
title = 'Look closely'
pause = true
speed = '2x'
";

const ESCAPE: Key = Key::plain(Code::Escape);
const ENTER: Key = Key::plain(Code::Enter);
const DOWN: Key = Key::plain(Code::Down);

fn parse(source: &str) -> Arc<Scenario> {
    Arc::new(scenario::parse("a test", source).unwrap_or_else(|problems| panic!("{}", problems.render(false))))
}

pub fn lessons() -> Vec<Lesson> {
    let made = LESSONS.map(|(chapter, name, title, head)| {
        let source: &'static str = Box::leak(format!("title = '{title}'\n{head}\n{BODY}").into_boxed_str());
        Lesson { shipped: Box::leak(Box::new(Shipped { chapter, name, source })), scenario: parse(source) }
    });
    made.into()
}

fn gallery() -> Gallery {
    Gallery::new(lessons(), DARK, &Signs::UNICODE)
}

/// The gallery on a screen of 80 by 24, with all that is worked out for it.
fn app() -> App {
    let mut app = App::new(gallery());
    app.update(Input::Resized { width: 80, height: 24 });
    settle(&mut app);
    app
}

fn settle(app: &mut App) {
    while app.is_busy() {
        app.update(Input::Elapsed(Duration::from_millis(20)));
    }
}

fn press(app: &mut App, key: Key) -> Effect {
    app.update(Input::Key(key))
}

fn type_in(app: &mut App, words: &str) {
    for c in words.chars() {
        assert_eq!(press(app, Key::char(c)), Effect::None, "{c} of {words}");
    }
}

fn picture(app: &App, width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    app.view(buf.area, &mut buf);
    buf
}

fn says(app: &App) -> String {
    text(&picture(app, 80, 24))
}

/// The title of the lesson that is chosen, which is in the frame of its details.
fn chosen(app: &App) -> String {
    let says = says(app);
    let head = says.lines().find(|line| line.starts_with(" ╭─ ")).unwrap_or_else(|| panic!("nothing is chosen:\n{says}"));
    head.trim_start_matches(" ╭─ ").split(" ─").next().unwrap().to_owned()
}

/// Does what the shell does when a lesson is to be opened.
fn open(app: &mut App) -> &'static Shipped {
    let Effect::Open(pick @ Pick::Shipped(lesson)) = press(app, ENTER) else { panic!("nothing is opened:\n{}", says(app)) };
    app.update(Input::Opened { pick, run: Box::new(Ok(Run::new(parse(lesson.source)).unwrap())) });
    lesson
}

#[test]
fn it_looks_good_in_windows_of_all_sizes() {
    let mut app = app();
    press(&mut app, DOWN);
    press(&mut app, DOWN);
    keep("gallery-80x24", &picture(&app, 80, 24));
    keep("gallery-120x36", &picture(&app, 120, 36));
    keep("gallery-200x60", &picture(&app, 200, 60));
    type_in(&mut app, "retry");
    keep("gallery-search-60x18", &picture(&app, 60, 18));
}

#[test]
fn it_looks_good_in_plain_characters() {
    let mut app = App::new(Gallery::new(lessons(), DARK, &Signs::ASCII));
    settle(&mut app);
    let buf = picture(&app, 80, 24);
    assert!(buf.content.iter().all(|cell| cell.symbol().is_ascii()));
    keep("gallery-ascii-80x24", &buf);
}

#[test]
fn below_the_smallest_size_it_says_so() {
    assert!(text(&picture(&app(), 59, 18)).contains("inflight needs 60 x 18 cells, here are 59 x 18."));
}

#[test]
fn keys_choose_and_stop_at_the_ends() {
    let mut app = app();
    let titles = LESSONS.map(|(_, _, title, _)| title);
    let mut after = |code| {
        press(&mut app, Key::plain(code));
        titles.iter().position(|title| title.starts_with(chosen(&app).trim_end_matches('…'))).unwrap()
    };
    assert_eq!([Code::Up, Code::Down, Code::Down, Code::Up].map(&mut after), [0, 1, 2, 1]);
    assert_eq!([Code::End, Code::Down, Code::Home].map(&mut after), [13, 13, 0]);
    let page = after(Code::PageDown);
    assert!(page > 3 && page < 13, "{page}");
    assert_eq!([Code::PageDown, Code::PageDown, Code::Up, Code::PageUp].map(&mut after), [13, 13, 12, 12 - page]);
}

#[test]
fn wherever_one_goes_the_chosen_lesson_is_in_view() {
    for (width, height, told) in [(60, 18, true), (80, 24, true), (120, 18, true), (120, 36, true), (80, 24, false), (60, 18, false)] {
        let mut app = App::new(gallery());
        if told {
            app.update(Input::Resized { width, height });
        }
        for code in [Code::Down, Code::Up] {
            for _ in 0..LESSONS.len() {
                let buf = picture(&app, width, height);
                assert_eq!(find(&buf, "▶").len(), 1, "{}", text(&buf));
                press(&mut app, Key::plain(code));
            }
        }
        let above = text(&picture(&app, width, height));
        assert!(above.contains("The idea") || !told, "the title above the first lesson, too:\n{above}");
    }
}

#[test]
fn what_is_typed_is_searched_for_at_once_and_escape_empties_it() {
    let mut app = app();
    let all = says(&app);
    type_in(&mut app, "RETRY");
    assert!(says(&app).contains("2 of 14 lessons") && says(&app).contains("Search: RETRY"), "{}", says(&app));
    assert_eq!(chosen(&app), "The receiver is down for five seconds", "the first that is found");
    type_in(&mut app, " für");
    assert!(says(&app).contains("1 of 14") && chosen(&app) == "Retries that outlive their cause", "{}", says(&app));
    type_in(&mut app, "z");
    assert!(says(&app).contains("No lesson has all of this: RETRY fürz") && says(&app).contains("0 of 14"), "{}", says(&app));
    for key in [ENTER, DOWN, Key::plain(Code::PageUp), Key::plain(Code::End)] {
        assert_eq!(press(&mut app, key), Effect::None);
    }
    press(&mut app, Key::plain(Code::Backspace));
    assert!(says(&app).contains("1 of 14"));
    assert_eq!(press(&mut app, ESCAPE), Effect::None);
    assert_eq!(chosen(&app), "Retries that outlive their cause", "it stays chosen");
    press(&mut app, Key::plain(Code::Home));
    assert_eq!(says(&app), all);
    assert_eq!(press(&mut app, ESCAPE), Effect::None, "it never quits");
}

#[test]
fn letters_that_are_commands_are_letters_once_a_search_goes_on() {
    let mut app = app();
    assert_eq!(press(&mut app, Key::char('q')), Effect::None);
    assert_eq!(app.update(Input::Elapsed(Duration::from_millis(500))), Effect::None);
    assert!(app.is_busy());
    assert_eq!(app.update(Input::Elapsed(Duration::from_millis(200))), Effect::Quit);
    type_in(&mut app, "queue");
    assert!(says(&app).contains("Search: queue"), "{}", says(&app));
    press(&mut app, ESCAPE);
    type_in(&mut app, "sq?t/");
    assert!(says(&app).contains("Search: sq?t/"), "{}", says(&app));
    press(&mut app, ESCAPE);
    type_in(&mut app, "/q?t");
    assert!(says(&app).contains("Search: q?t"), "{}", says(&app));
    assert!(says(&app).contains("Ctrl-C quit") && !says(&app).contains("q quit"), "{}", says(&app));
    assert_eq!(press(&mut app, Key::ctrl('c')), Effect::Quit);
    press(&mut app, ESCAPE);
    assert!(says(&app).contains("q quit"));
    assert_eq!(press(&mut app, Key::char('q')), Effect::None);
    assert_eq!(press(&mut app, Key::char('q')), Effect::Quit);
}

#[test]
fn help_shows_every_key_and_the_next_key_takes_it_away() {
    let mut app = app();
    let before = says(&app);
    press(&mut app, Key::char('?'));
    assert_eq!(rows(Group::Gallery).count(), GALLERY.len());
    for (_, words) in rows(Group::Gallery) {
        assert!(says(&app).contains(words), "{words} is missing in\n{}", says(&app));
    }
    app.update(Input::Mouse(Mouse { act: Act::WheelDown, x: 5, y: 5 }));
    assert_eq!(press(&mut app, ENTER), Effect::None);
    assert_eq!(says(&app), before);
    press(&mut app, Key::char('?'));
    press(&mut app, Key::char('x'));
    assert_eq!(says(&app), before, "nor is it typed");
}

#[test]
fn a_lesson_is_opened_left_and_opened_anew_and_the_look_stays() {
    let mut app = app();
    press(&mut app, DOWN);
    press(&mut app, Key::ctrl('t'));
    assert_eq!(open(&mut app).name, "when-to-call");
    assert!(says(&app).contains("00:00.0 / 00:40") && says(&app).contains("All is well"), "{}", says(&app));
    let light = |app: &App| picture(app, 80, 24)[(0, 0)].bg;
    let (paper, theme) = (light(&app), Theme { palette: Palette::Light, depth: Depth::True });
    assert_eq!(Some(paper), theme.ground().bg);
    press(&mut app, Key::char('t'));
    press(&mut app, Key::plain(Code::End));
    assert!(says(&app).contains("at the end") && says(&app).contains("g gallery"), "{}", says(&app));
    assert_eq!(press(&mut app, Key::char('g')), Effect::None);
    assert!(app.model().is_none() && chosen(&app) == "When to call" && !app.is_busy());
    assert_ne!(light(&app), paper);
    assert_eq!(open(&mut app).name, "when-to-call");
    assert!(says(&app).contains("00:00.0 / 00:40"));
    assert_ne!(light(&app), paper);
}

#[test]
fn what_cannot_be_opened_is_said_until_the_next_key() {
    let mut app = app();
    let Effect::Open(pick) = press(&mut app, ENTER) else { panic!("nothing is opened") };
    app.update(Input::Opened { pick, run: Box::new(Err(Broken::because("the disk is gone"))) });
    assert!(says(&app).contains("✖ the disk is gone") && app.model().is_none());
    press(&mut app, DOWN);
    assert!(!says(&app).contains("the disk is gone"));
    let problems = scenario::parse("mine.toml", "title = 7").unwrap_err();
    app.update(Input::Opened { pick, run: Box::new(Err(Broken::Problems(problems))) });
    assert!(says(&app).contains("✖ This can't be played: "), "{}", says(&app));
}

#[test]
fn a_press_chooses_another_press_plays_and_the_wheel_goes_on() {
    let mut app = app();
    let mut act = |act, title: &str| {
        let at = find(&picture(&app, 80, 24), title)[0];
        let effect = app.update(Input::Mouse(Mouse { act, x: at.x + 2, y: at.y }));
        (effect, chosen(&app))
    };
    for (_, _, title, _) in [LESSONS[2], LESSONS[4]] {
        assert_eq!(act(Act::Press, title), (Effect::None, title.to_owned()));
        assert_eq!(act(Act::Release, title), (Effect::None, title.to_owned()));
        assert!(matches!(act(Act::Press, title).0, Effect::Open(Pick::Shipped(_))));
    }
    assert_eq!(act(Act::WheelDown, "The idea").1, LESSONS[5].2);
    assert_eq!(act(Act::WheelUp, "Length").1, LESSONS[4].2);
    assert_eq!(act(Act::Press, "AWS, one"), (Effect::None, LESSONS[4].2.to_owned()));
}

#[test]
fn a_list_that_is_scrolled_stays_where_it_is_under_the_mouse() {
    let mut app = app();
    press(&mut app, Key::plain(Code::End));
    for _ in 0..8 {
        press(&mut app, Key::plain(Code::Up));
    }
    for row in 2..12 {
        let before = picture(&app, 80, 24);
        let mut pointed = app.clone();
        if pointed.update(Input::Mouse(Mouse { act: Act::Press, x: 6, y: row })) == Effect::None {
            let after = picture(&pointed, 80, 24);
            let titles = |buf: &Buffer| {
                text(buf)
                    .lines()
                    .skip(2)
                    .take(10)
                    .map(|line| line.replace('▶', " ").trim_end_matches(['│', '●']).to_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(titles(&before), titles(&after));
        }
    }
}

#[test]
fn the_users_own_scenario_is_on_top_and_is_what_its_file_says() {
    let own = |title: &str| Run::new(parse(&format!("title = '{title}'\n{BODY}"))).unwrap();
    let fresh = |title: &str| News::Fresh(Fresh { run: own(title), warnings: Problems::new("", "") });
    let reloaded = |app: &mut App, title: &str| {
        let file = scenario::text::Text::prose("mine.toml");
        app.update(Input::Reloaded(Box::new(Reload { file, news: fresh(title) })));
        settle(app);
    };
    let mut app = App::playing(gallery().with_own("mine.toml", &own("As it was")), Pick::Own, own("As it was"));
    app.update(Input::Resized { width: 80, height: 24 });
    reloaded(&mut app, "Changed");
    assert!(app.model().is_some() && says(&app).contains("Changed"), "{}", says(&app));
    press(&mut app, Key::char('g'));
    settle(&mut app);
    assert!(chosen(&app) == "Changed" && says(&app).contains("inflight mine.toml"), "{}", says(&app));
    reloaded(&mut app, "Changed again");
    assert_eq!(chosen(&app), "Changed again");
    assert_eq!(press(&mut app, ENTER), Effect::Open(Pick::Own));
    press(&mut app, DOWN);
    open(&mut app);
    reloaded(&mut app, "While a lesson plays");
    assert!(says(&app).contains("Ten messages, two ways") && !says(&app).contains("reload"), "{}", says(&app));
}

#[test]
fn the_shipped_lessons_are_all_there() {
    let mut app = App::new(Gallery::new(shipped::lessons(), DARK, &Signs::UNICODE));
    let all = text(&picture(&app, 200, 70));
    for Lesson { shipped, scenario } in shipped::lessons() {
        assert!(all.contains(shipped.chapter.title()) && all.contains(scenario.title.as_str()), "{} is missing in\n{all}", shipped.name);
    }
    assert_eq!(open(&mut app), &shipped::ALL[0]);
}

#[test]
fn once_all_is_worked_out_wall_time_changes_nothing() {
    let mut app = App::new(gallery());
    assert!(app.is_busy());
    settle(&mut app);
    let before = picture(&app, 120, 36);
    assert!(text(&before).contains("00:36"), "20 s at half the speed, 15 s at twice, and a second before: {}", text(&before));
    app.update(Input::Elapsed(Duration::from_millis(200)));
    assert_eq!(picture(&app, 120, 36), before);
}
