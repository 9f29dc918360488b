//! What a class reads: words of double size, long options with their hands, the help, and hands that no key takes away.

use inflight::ui::key::{Code, Key};
use inflight::ui::keymap::{Group, rows_among};
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::{Input, Model, update, view};
use ratatui::layout::Rect;

use crate::looks::{find, keep};
use crate::stage::{picture, press, text};
use crate::talk::{hands, next, seen, talk};

#[test]
fn words_are_of_double_size_where_the_terminal_has_such_lines() {
    let mut model = talk("first-look");
    model.large_type = true;
    update(&mut model, Input::Resized { width: 120, height: 36 });
    let large = |model: &Model| view(model, Rect::new(0, 0, 120, 36), &mut picture(model, 120, 36));
    keep("talk-large-type-title-120x36", &picture(&model, 120, 36));
    assert!(!large(&model).is_empty());
    while !seen(&model).contains("Show hands.") {
        next(&mut model);
    }
    keep("talk-large-type-120x36", &picture(&model, 120, 36));
    // A line of such words takes two rows, and a cell of them two columns.
    let at = find(&picture(&model, 120, 36), "2  At about").pop().unwrap();
    assert!(large(&model).contains(&(at.y - 1)), "{:?}", large(&model));
    for (x, y, counted) in [(2 * at.x, at.y, "1 hand"), (2 * at.x + 1, at.y - 1, "2 hands"), (110, at.y, "2 hands")] {
        update(&mut model, Input::Mouse(Mouse { act: Act::Press, x, y }));
        assert!(text(&picture(&model, 120, 36)).contains(&format!("both lanes   {counted}")), "{}", text(&picture(&model, 120, 36)));
    }
    for key in [Key::char('?'), Key::plain(Code::Escape), Key::char('L')] {
        press(&mut model, key);
        assert_eq!(large(&model).is_empty(), key != Key::plain(Code::Escape), "after {key:?}");
    }
}

#[test]
fn no_mark_and_no_hand_is_cut_off_from_a_long_option() {
    let (first, long) = ("yes", "a long option that takes more than a line of the smallest window that a class is shown, and goes on");
    let ask = format!("ask = {{ prompt = 'Which?', options = ['{first}', '{long}'], answer = 1, why = 'So.' }}");
    let source = format!(
        "title = 't'\nduration = '10s'\nload.rate = '1/s'\n[[lane]]\nname = 'a'\nsender.calls = 's'\nservice.s = {{}}\n\
         [[scene]]\nat = '2s'\ntitle = 'q'\nsay = 'One.'\n{ask}\n[[scene]]\nat = '4s'\ntitle = 'r'\nsay = 'Two.'\n"
    );
    let mut model = crate::stage::model_of(std::sync::Arc::new(inflight::scenario::parse("t", &source).unwrap())).presented();
    update(&mut model, Input::Resized { width: 80, height: 24 });
    while !seen(&model).contains("Show hands.") {
        next(&mut model);
    }
    hands(&mut model, "2222222222222");
    next(&mut model);
    hands(&mut model, "222222222222");
    while !seen(&model).contains("so it is") {
        next(&mut model);
    }
    let words = seen(&model).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&format!("{long} 13, then 12 = so it is")), "{}", seen(&model));
}

#[test]
fn the_help_of_a_presentation_says_in_whole_words_what_its_keys_do() {
    let mut model = talk("first-look");
    next(&mut model);
    let mut pages = String::new();
    for _ in 0..4 {
        press(&mut model, Key::char('?'));
        pages += &seen(&model);
    }
    for (_, words) in Group::OF_A_TALK.into_iter().flat_map(|group| rows_among(&Group::OF_A_TALK, group)) {
        assert!(pages.contains(words), "{words} is not in\n{pages}");
    }
    for not_here in ["save as a scenario file", "the timeline", "inspect it"] {
        assert!(!pages.contains(not_here), "{not_here}");
    }
}

#[test]
fn a_key_that_clickers_have_takes_no_hands_away_and_the_dark_takes_none() {
    for (key, kept) in [(Code::Function(5), true), (Code::Home, false)] {
        let mut model = talk("first-look");
        while !seen(&model).contains("Show hands.") {
            next(&mut model);
        }
        hands(&mut model, "1.1");
        assert!(seen(&model).contains("2 hands"), "{}", seen(&model));
        press(&mut model, Key::plain(key));
        while !seen(&model).contains("Show hands.") {
            next(&mut model);
        }
        assert_eq!(seen(&model).contains("2 hands"), kept, "{}", seen(&model));
    }
}
