//! The presenter's notes: what is told of a run, what they make of it, and which keys they pass on.

use std::time::Duration;

use inflight::ui::Model;
use inflight::ui::key::{Code, Key};
use inflight::ui::keymap::{self, Command, NOTES};
use inflight::ui::notes::{self, Effect, Followed, Heard, Input, Notes, Pace};
use inflight::ui::reload::{Broken, News};
use inflight::ui::sign::Signs;
use inflight::ui::telling::{Plan, Press, Telling};
use inflight::ui::theme::{Depth, Palette, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::looks::{find, keep};
use crate::stage::{DARK, arrive, model, order, text};

pub const LESSON: &str = "
title = 'A queue in between'
duration = '40s'
seed = 7
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
notes = 'Point at the caller. Wait until somebody asks what it does while it stands still.'
plan = '2min'
pause = true
[[scene]]
at = '10s'
title = 'The receiver goes down'
say = 'Watch the callers.'
notes = 'Vote by hands, talk, vote again.'
plan = '3min'
pause = true
  [scene.ask]
  prompt = 'What will the caller be told?'
  options = ['Nothing', 'An error, at once', 'An answer from before']
  answer = 1
  why = 'Nobody listens there, and the network says so.'
[[scene]]
at = '20s'
title = 'And up again'
say = 'The queue has kept what was sent.'
";

pub const NEXT: Key = Key::plain(Code::PageDown);
pub const DOWN: Key = Key::plain(Code::Down);

/// The lesson, paused at its scene of this number, from 1.
pub fn at_scene(number: usize) -> Model {
    let mut model = model(LESSON);
    for _ in 1..number {
        order(&mut model, Command::NextScene);
        arrive(&mut model);
    }
    model
}

pub fn told(model: &Model) -> Heard {
    Heard::Run(Box::new(Telling::of(model)))
}

pub fn notes_of(model: &Model, theme: Theme, signs: &'static Signs) -> Notes {
    let mut notes = Notes::new(None, theme, signs);
    notes.update(Input::Resized { width: 80, height: 24 });
    notes.update(Input::Heard(told(model)));
    notes
}

pub fn notes_at(scene: usize) -> Notes {
    notes_of(&at_scene(scene), DARK, &Signs::UNICODE)
}

fn wait(notes: &mut Notes, seconds: u64) {
    notes.update(Input::Elapsed(Duration::from_secs(seconds)));
}

pub fn press(notes: &mut Notes, key: Key) -> Effect {
    notes.update(Input::Key(key))
}

pub fn picture(notes: &Notes, width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buf.area;
    notes::view(notes, area, &mut buf);
    buf
}

pub fn says(notes: &Notes) -> String {
    text(&picture(notes, 80, 24))
}

/// What the keys of the notes ask for over there, in words.
fn passed_on(notes: &Notes) -> Vec<(String, &'static str)> {
    let keys = NOTES.iter().flat_map(|binding| binding.keys);
    keys.filter_map(|key| match press(&mut notes.clone(), *key) {
        Effect::Press(press) => Some((key.to_string(), press.word)),
        _ => None,
    })
    .collect()
}

#[test]
fn the_keys_of_a_clicker_are_passed_on_and_to_a_presentation_those_of_a_class() {
    let mut notes = notes_at(1);
    let clicker = [
        ("PgDn", "next"),
        ("space", "next"),
        ("→", "next"),
        ("Enter", "next"),
        ("PgUp", "back"),
        ("←", "back"),
        (".", "blank"),
        ("b", "blank"),
        ("Home", "start"),
        ("F5", "start"),
    ];
    let of_a_class = [("Backspace", "less"), ("0", "0"), ("r", "again"), ("o", "bare"), ("L", "large")];
    let digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map(|digit| (digit, digit));
    let named = |keys: &[(&str, &'static str)]| keys.iter().map(|(key, word)| ((*key).to_owned(), *word)).collect::<Vec<_>>();
    assert_eq!(passed_on(&notes), named(&clicker));
    notes.update(Input::Heard(told(&at_scene(1).presented())));
    assert_eq!(passed_on(&notes), named(&[&clicker[..], &digits[..], &of_a_class[..]].concat()));
    notes.update(Input::Heard(Heard::Nobody));
    assert_eq!(passed_on(&notes), []);
    assert_eq!(press(&mut notes, Key::char('q')), Effect::Quit);
}

#[test]
fn what_is_asked_for_is_what_the_same_key_does_in_a_presentation() {
    for press in Press::ALL {
        assert_eq!(Press::of(press.word), Some(press));
        let step = keymap::step(press.key).unwrap();
        assert_eq!(Press::for_step(step, press.key), Some(press), "{}", press.word);
    }
    assert_eq!(["", "quit", "q", "next ", "NEXT", "f", "10"].map(Press::of), [None; 7]);
}

#[test]
fn hands_stand_apart_from_the_words_of_their_option() {
    let mut model = model(LESSON).presented();
    while !Telling::of(&model).beat.as_str().contains("first vote") {
        crate::stage::press(&mut model, NEXT);
        arrive(&mut model);
    }
    for (digit, shown) in [('1', "Nothing (1 hand)"), ('1', "Nothing (2 hands)"), ('2', "An error, at once = so it is (1 hand)")] {
        crate::stage::press(&mut model, Key::char(digit));
        let words = says(&notes_of(&model, DARK, &Signs::UNICODE));
        assert!(words.contains(shown), "{words}");
    }
    crate::stage::press(&mut model, NEXT);
    crate::stage::press(&mut model, Key::char('1'));
    assert!(says(&notes_of(&model, DARK, &Signs::UNICODE)).contains("Nothing (2, then 1)"));
}

#[test]
fn while_hands_are_counted_the_notes_say_how() {
    let mut model = model(LESSON).presented();
    let mut hinted = Vec::new();
    for _ in 0..10 {
        let telling = Telling::of(&model);
        let words = says(&notes_of(&model, DARK, &Signs::UNICODE));
        let votes = words.contains("A digit is a hand for its option");
        assert!(!votes || (words.find("Question") < words.find("Vote by hands") && !words.contains("On the screen:")), "{words}");
        hinted.push((telling.beat.as_str().to_owned(), votes));
        crate::stage::press(&mut model, NEXT);
        if model.is_moving() {
            // There at once.
            crate::stage::press(&mut model, NEXT);
            arrive(&mut model);
        }
    }
    let asks: Vec<_> = hinted.iter().filter(|(_, hint)| *hint).map(|(beat, _)| beat.as_str()).collect();
    assert_eq!(asks, ["the question: first vote", "the question: second vote"], "{hinted:?}");
}

#[test]
fn time_is_early_late_or_as_planned() {
    let plan = Plan { before_ms: 120_000, here_ms: 180_000, all_ms: 600_000 };
    let pace = |seconds| Pace::of(Duration::from_secs(seconds), plan);
    let secs = Duration::from_secs;
    assert_eq!(
        [0, 119, 120, 300, 301].map(pace),
        [Pace::Early(secs(120)), Pace::Early(secs(1)), Pace::OnTime, Pace::OnTime, Pace::Late(secs(1))]
    );
}

#[test]
fn the_clocks_go_on_whoever_comes_and_goes_and_z_sets_them_to_zero() {
    let mut notes = Notes::new(None, DARK, &Signs::UNICODE);
    wait(&mut notes, 60);
    assert!(says(&notes).contains("01:00 since the start") && !says(&notes).contains("first scene"));
    notes.update(Input::Heard(told(&at_scene(1))));
    wait(&mut notes, 30);
    let shown = says(&notes);
    assert!(shown.contains("01:30 since the start   00:30 since the first scene") && shown.contains("on time"), "{shown}");
    notes.update(Input::Heard(Heard::Nobody));
    wait(&mut notes, 30);
    notes.update(Input::Heard(told(&at_scene(2))));
    let shown = says(&notes);
    assert!(shown.contains("02:00 since the start   01:00 since the first scene") && shown.contains("01:00 early"), "{shown}");
    wait(&mut notes, 300);
    assert!(says(&notes).contains("01:00 late"), "{}", says(&notes));
    press(&mut notes, Key::char('z'));
    assert!(says(&notes).contains("00:00 since the start   00:00 since the first scene"));
}

#[test]
fn notes_that_were_begun_again_know_how_much_time_has_gone_by() {
    let mut notes = Notes::new(None, DARK, &Signs::UNICODE);
    let gone = |millis| Heard::Run(Box::new(Telling { gone_ms: Some(millis), ..Telling::of(&at_scene(1)) }));
    notes.update(Input::Heard(gone(90_000)));
    assert!(says(&notes).contains("01:30 since the start   01:30 since the first scene"), "{}", says(&notes));
    wait(&mut notes, 30);
    notes.update(Input::Heard(gone(u64::MAX)));
    assert!(says(&notes).contains("02:00 since the start   02:00 since the first scene"), "{}", says(&notes));
}

#[test]
fn another_program_has_a_clock_of_its_own_and_one_that_was_started_again_has_not() {
    let mut notes = notes_at(1);
    let follows = |notes: &mut Notes, pid, of| {
        notes.update(Input::Follows(Followed { pid, of }));
        notes.update(Input::Heard(told(&at_scene(1))));
    };
    follows(&mut notes, 7, 2);
    wait(&mut notes, 60);
    follows(&mut notes, 8, 2);
    assert!(says(&notes).contains("01:00 since the start   00:00 since the first scene"), "{}", says(&notes));
    assert!(says(&notes).contains("Of 2 programs, these notes follow process 8: it plays"), "{}", says(&notes));
    wait(&mut notes, 60);
    notes.update(Input::Heard(Heard::Nobody));
    assert!(!says(&notes).contains("programs"));
    follows(&mut notes, 9, 1);
    assert!(says(&notes).contains("02:00 since the start   01:00 since the first scene"), "{}", says(&notes));
    assert!(!says(&notes).contains("programs"));
}

#[test]
fn what_is_the_matter_with_the_file_is_told_to_the_presenter_and_not_to_the_class() {
    let saved = crate::reload::news;
    let mut model = model(LESSON).presented();
    model.large_type = true;
    crate::stage::press(&mut model, NEXT);
    let before = crate::stage::picture(&model, 120, 36);
    let none = says(&notes_of(&model, DARK, &Signs::UNICODE));
    for (news, trouble) in [
        (saved(&LESSON.replace("seed = 7", "sead = 7")), "mine.toml has an error in line 4; what played before plays on."),
        (
            saved(&LESSON.replace("seed = 7", "sead = 7").replace("4/s", "4/x")),
            "mine.toml has 2 errors, the first in line 4; what played before plays on.",
        ),
        (News::Broken(Broken::because("it is too large.")), "mine.toml can't be played (it is too large); what played before plays on."),
        (News::Gone, "mine.toml is gone; what played before plays on."),
    ] {
        crate::reload::tell(&mut model, news);
        assert_eq!(crate::stage::picture(&model, 120, 36), before, "{trouble}");
        let notes = notes_of(&model, DARK, &Signs::ASCII);
        assert!(says(&notes).contains(&format!("x {trouble}")), "{}", says(&notes));
    }
    crate::reload::tell(&mut model, saved(LESSON));
    assert_eq!(says(&notes_of(&model, DARK, &Signs::UNICODE)), none);
}

#[test]
fn long_notes_are_read_line_by_line_and_the_next_scene_begins_at_its_top() {
    let words: Vec<String> = (0..300).map(|word| format!("word{word}")).collect();
    let long = LESSON.replace("Point at the caller.", &words.join(" "));
    let mut notes = notes_of(&model(&long), DARK, &Signs::UNICODE);
    let first = says(&notes);
    assert!(first.contains("word0 ") && first.contains("more lines below"), "{first}");
    for _ in 0..500 {
        press(&mut notes, DOWN);
    }
    let last = says(&notes);
    assert!(!last.contains("word0 ") && last.contains("On the screen: Four messages") && !last.contains("more lines"), "{last}");
    // A line that is left has the place of what would be said of it.
    press(&mut notes, Key::plain(Code::Up));
    assert!(!says(&notes).contains("below") && says(&notes).contains("On the screen: Four messages"), "{}", says(&notes));
    press(&mut notes, Key::plain(Code::Up));
    assert!(says(&notes).contains("2 more lines below"), "{}", says(&notes));
    notes.update(Input::Heard(told(&at_scene(2))));
    assert!(says(&notes).contains("Vote by hands"));
}

#[test]
fn the_right_answer_is_marked_without_colour_too() {
    let notes = notes_of(&at_scene(2), Theme { palette: Palette::None, depth: Depth::True }, &Signs::ASCII);
    let picture = picture(&notes, 80, 24);
    let marked = find(&picture, "= so it is");
    assert_eq!(marked.len(), 1);
    assert!(text(&picture).lines().nth(usize::from(marked[0].y)).unwrap().contains("> 2  An error, at once"));
    let plain = |symbol: &str| symbol.is_ascii();
    assert!(picture.content().iter().all(|cell| plain(cell.symbol())), "{}", text(&picture));
    assert!(picture.content().iter().all(|cell| cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset));
}

#[test]
fn the_help_shows_all_keys_and_the_next_key_takes_it_away() {
    let mut notes = notes_at(1);
    press(&mut notes, Key::char('?'));
    let shown = says(&notes);
    for binding in NOTES {
        assert!(shown.contains(binding.words), "{}", binding.words);
    }
    assert_eq!(press(&mut notes, NEXT), Effect::None);
    assert_eq!(press(&mut notes, NEXT), Effect::Press(Press::of("next").unwrap()));
    // In the smallest window they have more pages than one.
    notes.update(Input::Resized { width: 60, height: 18 });
    let mut shown = String::new();
    for page in 1..=2 {
        press(&mut notes, Key::char('?'));
        shown += &text(&picture(&notes, 60, 18));
        assert!(shown.contains(&format!("Keys {page} / 2")), "{shown}");
    }
    for binding in NOTES {
        assert!(shown.contains(binding.words), "{}", binding.words);
    }
    press(&mut notes, Key::char('?'));
    assert!(!text(&picture(&notes, 60, 18)).contains("Keys"));
}

#[test]
fn the_notes_of_a_question() {
    let mut notes = notes_at(2);
    wait(&mut notes, 340);
    keep("notes-80x24", &picture(&notes, 80, 24));
}

#[test]
fn the_notes_of_a_question_in_the_smallest_window_in_plain_characters() {
    let mut notes = notes_of(&at_scene(2), DARK, &Signs::ASCII);
    notes.update(Input::Resized { width: 60, height: 18 });
    keep("notes-ascii-60x18", &picture(&notes, 60, 18));
}

#[test]
fn the_notes_without_a_run() {
    let mut notes = Notes::new(Some(42), DARK, &Signs::UNICODE);
    notes.update(Input::Resized { width: 80, height: 24 });
    keep("notes-alone-80x24", &picture(&notes, 80, 24));
}
