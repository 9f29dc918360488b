//! Whatever is done in the gallery and in the quiz, it stays within its area.

use std::time::Duration;

use inflight::ui::key::Key;
use inflight::ui::keymap::{GALLERY, QUIZ};
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::reload::Broken;
use inflight::ui::sign::Signs;
use inflight::ui::theme::{Depth, Palette, Theme};
use inflight::ui::{App, Effect, Gallery, Input, Progress};
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::layout::Rect;

use crate::gallery::lessons;
use crate::properties::{cases, draw_by, theme};
use crate::quiz::{SIGNS, asking, picture, press, questions};

/// Keys that mean something, letters, the mouse, other sizes, and time.
fn inputs(bound: Vec<Key>) -> impl Strategy<Value = Vec<Input>> {
    let letter = prop_oneof![4 => select(vec!['e', 'r', ' ', 'g', 'q']), 1 => any::<char>()];
    let key = prop_oneof![5 => select(bound), 2 => letter.prop_map(Key::char)].prop_map(Input::Key);
    let act = select(&[Act::Press, Act::Drag, Act::Release, Act::WheelUp, Act::WheelDown][..]);
    let mouse = (act, 0..130u16, 0..45u16).prop_map(|(act, x, y)| Input::Mouse(Mouse { act, x, y }));
    let resized = (0..130u16, 0..45u16).prop_map(|(width, height)| Input::Resized { width, height });
    let elapsed = Just(Input::Elapsed(Duration::from_millis(20)));
    prop::collection::vec(prop_oneof![8 => key, 3 => mouse, 1 => resized, 2 => elapsed], 0..40)
}

fn in_the_gallery() -> impl Strategy<Value = Vec<Input>> {
    inputs(GALLERY.iter().flat_map(|row| row.keys).copied().collect())
}

fn in_the_quiz() -> impl Strategy<Value = Vec<Input>> {
    inputs(QUIZ.iter().flat_map(|row| row.keys).copied().collect())
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![(1..=80u16, 1..=24u16), (60..=220u16, 18..=70u16)]
}

/// Does all this, where nothing can ever be opened, and draws what comes of it.
fn drive(mut app: App, inputs: Vec<Input>, area: Rect) {
    for input in inputs {
        if let Effect::Open(pick) = app.update(input) {
            let why = Broken::because("not now, and not before all is well again, which may take long");
            app.update(Input::Opened { pick, run: Box::new(Err(why)) });
        }
    }
    draw_by(&|area, buf| drop(app.view(area, buf)), area);
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_gallery_stays_within_any_area(
        inputs in in_the_gallery(), theme in theme(), signs in select(&SIGNS[..]), some in 0..=14usize, x in 0..4u16, y in 0..4u16, size in size(),
    ) {
        let some = lessons().into_iter().take(some).collect();
        drive(App::new(Gallery::new(some, theme, signs)), inputs, Rect::new(x, y, size.0, size.1));
    }

    #[test]
    fn the_quiz_stays_within_any_area(
        inputs in in_the_quiz(), theme in theme(), signs in select(&SIGNS[..]), seed: u64, x in 0..4u16, y in 0..4u16, size in size(),
    ) {
        drive(asking(questions(), &Progress::new(), seed, theme, signs), inputs, Rect::new(x, y, size.0, size.1));
    }

    #[test]
    fn without_colour_nothing_is_coloured(seed: u64) {
        let theme = Theme { palette: Palette::None, depth: Depth::True };
        let mut app = asking(questions(), &Progress::new(), seed, theme, &Signs::UNICODE);
        press(&mut app, Key::char('2'));
        let plain = theme.ground();
        for cell in &picture(&app, 80, 24).content {
            prop_assert_eq!((Some(cell.fg), Some(cell.bg)), (plain.fg, plain.bg));
        }
    }
}
