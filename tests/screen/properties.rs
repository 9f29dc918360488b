//! What holds for every screen, whatever is on it: tried with scenarios, sizes, looks and keys made up by chance.

use std::time::Duration;

use inflight::scenario::View;
use inflight::scenario::problem::Problems;
use inflight::scenario::text::is_harmful;
use inflight::time::Time;
use inflight::ui::key::{Code, Key};
use inflight::ui::keymap::{Command, KEYS};
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::reload::{Fresh, News};
use inflight::ui::sign::Signs;
use inflight::ui::theme::{Depth, Palette, Theme};
use inflight::ui::{Input, Model, Run, update, view};
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::made::{Recipe, any_recipe, plain_recipe, small_recipe};
use crate::reload::{FILE, news, tell};
use crate::stage::{model_of, order, picture, wait};

/// What a cell is that nobody has written to.
const UNTOUCHED: &str = "?";

/// So many cases, times what `PROPTEST_CASES` asks for.
pub fn cases(number: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: (number * usual.cases).div_ceil(256), failure_persistence: None, ..usual }
}

pub fn theme() -> impl Strategy<Value = Theme> {
    let palette = select(&[Palette::Dark, Palette::Light, Palette::Contrast, Palette::None][..]);
    (palette, select(&[Depth::True, Depth::Indexed, Depth::Sixteen][..])).prop_map(|(palette, depth)| Theme { palette, depth })
}

fn inputs() -> impl Strategy<Value = Vec<Input>> {
    let bound = select(KEYS.iter().flat_map(|row| row.keys).copied().collect::<Vec<_>>());
    let key = prop_oneof![9 => bound, 1 => any::<char>().prop_map(Key::char), 1 => any::<u8>().prop_map(|n| Key::plain(Code::Function(n)))];
    let elapsed = (0..400u64).prop_map(|millis| Input::Elapsed(Duration::from_millis(millis)));
    let act = select(&[Act::Press, Act::Drag, Act::Release, Act::WheelUp, Act::WheelDown][..]);
    let mouse = (act, 0..110u16, 0..45u16).prop_map(|(act, x, y)| Input::Mouse(Mouse { act, x, y }));
    let resized = (0..110u16, 0..45u16).prop_map(|(width, height)| Input::Resized { width, height });
    prop::collection::vec(prop_oneof![8 => key.prop_map(Input::Key), 8 => elapsed, 3 => mouse, 1 => resized], 0..40)
}

/// One of the views, or whichever the keys led to.
fn view_of_its_own() -> impl Strategy<Value = Option<View>> {
    let shown = |command| if let Command::ShowView(view) = command { Some(view) } else { None };
    prop::option::weighted(0.8, select(KEYS.iter().filter_map(|row| shown(row.command)).collect::<Vec<_>>()))
}

fn driven(recipe: &Recipe, inputs: &[Input]) -> Model {
    let mut model = model_of(recipe.scenario());
    for input in inputs {
        update(&mut model, input.clone());
    }
    model
}

fn draw(model: &Model, area: Rect) -> Buffer {
    draw_by(&|area, buf| drop(view(model, area, buf)), area)
}

/// Draws into a part of a larger buffer, and demands that nothing else was touched and no wide sign is cut in two.
pub fn draw_by(view: &dyn Fn(Rect, &mut Buffer), area: Rect) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, area.right() + 3, area.bottom() + 3));
    for cell in &mut buf.content {
        cell.set_symbol(UNTOUCHED);
    }
    view(area, &mut buf);
    for position in buf.area.positions() {
        let symbol = buf[position].symbol();
        if !area.contains(position) {
            assert_eq!(symbol, UNTOUCHED, "outside, at {position}");
            continue;
        }
        let width = u16::try_from(symbol.width()).unwrap();
        assert!(width > 0 && position.x + width <= area.right(), "{symbol:?} has no room at {position}");
        for x in position.x + 1..position.x + width {
            assert_eq!(buf[(x, position.y)].symbol(), " ", "over the half of {symbol:?} at {position}");
        }
    }
    buf
}

/// Lets the future be filled in, and a notice go.
fn settle(model: &mut Model) {
    while model.is_busy() && !model.is_moving() {
        wait(model, 200);
    }
}

/// Steps from fact to fact to an instant at which there is one, back and then forth.
fn step_to(model: &mut Model, instant: Time) {
    // A small run has some thousand instants; a step that gets nowhere must not go on for ever.
    for _ in 0..20_000 {
        if model.now() == instant {
            return;
        }
        order(model, if model.now() > instant { Command::StepBack } else { Command::StepForward });
    }
    panic!("never at {instant:.9}, but at {:.9}", model.now());
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn nothing_that_an_audience_shouts_breaks_a_presentation(
        recipe in any_recipe(), inputs in inputs(), theme in theme(), ascii: bool, large_type: bool,
        size in prop_oneof![(60..=250u16, 18..=70u16), (1..=80u16, 1..=24u16)],
    ) {
        let mut model = model_of(recipe.scenario()).presented();
        model.large_type = large_type;
        model.theme = theme;
        model.signs = if ascii { &Signs::ASCII } else { &Signs::UNICODE };
        for input in &inputs {
            update(&mut model, input.clone());
        }
        let area = Rect::new(1, 1, size.0, size.1);
        let buf = draw(&model, area);
        prop_assert_eq!(&buf, &draw(&model, area));
        let row = |y: u16, to: u16| (area.left()..to).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        for upper in view(&model, area, &mut buf.clone()) {
            prop_assert!(area.top() <= upper && upper + 1 < area.bottom());
            prop_assert_eq!(row(upper, area.right()), row(upper + 1, area.right()));
            prop_assert_eq!(row(upper, area.right()), row(upper, area.left() + area.width / 2), "only the left half is seen");
        }
    }

    #[test]
    fn every_screen_stays_within_its_area_and_is_drawn_the_same_twice(
        recipe in any_recipe(), inputs in inputs(), theme in theme(), ascii: bool,
        view in view_of_its_own(), x in 0..5u16, y in 0..5u16, size in prop_oneof![(60..=250u16, 18..=70u16), (1..=80u16, 1..=24u16), (0..=2u16, 0..=2u16)],
    ) {
        let mut model = driven(&recipe, &inputs);
        if let Some(view) = view {
            // The first press may only close what lies over the stage.
            order(&mut model, Command::ShowView(view));
            order(&mut model, Command::ShowView(view));
        }
        model.theme = theme;
        model.signs = if ascii { &Signs::ASCII } else { &Signs::UNICODE };
        let area = Rect::new(x, y, size.0, size.1);
        prop_assert_eq!(draw(&model, area), draw(&model, area));
    }

    #[test]
    fn every_view_stays_within_its_area_at_any_instant(
        recipe in any_recipe(), twentieth in 0..=20u32, filled in 0..40u32, ascii: bool, theme in theme(), size in (60..=210u16, 18..=70u16),
    ) {
        let mut model = driven(&recipe, &[Input::Key(Key::char(' '))]);
        (model.theme, model.signs) = (theme, if ascii { &Signs::ASCII } else { &Signs::UNICODE });
        (0..twentieth).for_each(|_| { order(&mut model, Command::JumpForward); });
        (0..filled).for_each(|_| wait(&mut model, 20));
        for row in KEYS.iter().filter(|row| matches!(row.command, Command::ShowView(_))) {
            order(&mut model, row.command);
            draw(&model, Rect::new(1, 2, size.0, size.1));
        }
    }

    #[test]
    fn a_buffer_that_is_smaller_than_the_area_is_no_reason_to_panic(recipe in any_recipe(), inputs in inputs(), width in 0..90u16, height in 0..30u16) {
        let mut buf = Buffer::empty(Rect::new(2, 2, width, height));
        view(&driven(&recipe, &inputs), Rect::new(0, 0, 100, 30), &mut buf);
    }

    #[test]
    fn a_plain_screen_has_plain_characters_alone(recipe in plain_recipe(), inputs in inputs(), width in 60..=200u16, height in 18..=60u16) {
        let mut model = driven(&recipe, &inputs);
        model.signs = &Signs::ASCII;
        let strange: Vec<_> = picture(&model, width, height).content.iter().filter(|cell| !cell.symbol().is_ascii()).cloned().collect();
        prop_assert!(strange.is_empty(), "{:?}", strange);
    }

    #[test]
    fn what_does_not_move_does_not_change_and_what_moves_gets_on(recipe in any_recipe(), inputs in inputs()) {
        let mut model = driven(&recipe, &inputs);
        let (before, now) = (picture(&model, 100, 40), model.now());
        if model.is_busy() {
            // More than the lead-in, and enough for the slowest speed.
            for _ in 0..10 {
                wait(&mut model, 200);
            }
            prop_assert!(model.now() != now || !model.is_moving());
        } else {
            wait(&mut model, 200);
            prop_assert_eq!(before, picture(&model, 100, 40));
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_file_that_is_broken_by_chance_is_shown_within_the_screen_and_harms_nobody(
        junk in prop_oneof![any::<String>(), "[ -~]{0,20}", "[\u{0}-\u{1f}\u{7f}-\u{a0}\u{202e}]{0,9}"], place: prop::sample::Index,
        downs in 0..4u8, theme in theme(), ascii: bool, size in (60..=200u16, 18..=60u16),
    ) {
        let mut file = FILE.to_owned();
        let is_plain = junk.is_ascii();
        file.insert_str(place.index(FILE.len()), &junk);
        let mut model = crate::stage::model(FILE);
        model.theme = theme;
        model.signs = if ascii { &Signs::ASCII } else { &Signs::UNICODE };
        tell(&mut model, news(&file));
        for _ in 0..downs {
            order(&mut model, Command::SelectNext);
        }
        let area = Rect::new(1, 1, size.0, size.1);
        let buf = draw(&model, area);
        prop_assert_eq!(&buf, &draw(&model, area));
        for cell in area.positions().map(|at| buf[at].symbol()) {
            prop_assert!(!cell.chars().any(is_harmful), "{:?}", cell);
            prop_assert!(!(ascii && is_plain) || cell.is_ascii(), "{:?}", cell);
        }
    }

    #[test]
    fn a_file_that_says_the_same_again_changes_nothing(recipe in small_recipe(), inputs in inputs(), later in inputs()) {
        let mut model = driven(&recipe, &inputs);
        let mut reloaded = model.clone();
        let run = Run::new(recipe.scenario()).unwrap();
        tell(&mut reloaded, News::Fresh(Fresh { run, warnings: Problems::new("", "") }));
        prop_assert_eq!(reloaded.now(), model.now());
        // What comes is known of both.
        for model in [&mut model, &mut reloaded] {
            order(model, Command::Close);
            order(model, Command::Close);
            (0..50).for_each(|_| wait(model, 0));
        }
        for input in &later {
            update(&mut model, input.clone());
            update(&mut reloaded, input.clone());
        }
        // That it was taken up is no longer said.
        for _ in 0..10 {
            wait(&mut model, 200);
            wait(&mut reloaded, 200);
        }
        prop_assert_eq!(model.now(), reloaded.now());
        // How far the log was scrolled is no part of the run.
        for model in [&mut model, &mut reloaded] {
            // What lies over it is put away first.
            order(model, Command::Close);
            order(model, Command::Close);
            order(model, Command::ShowView(View::Stage));
        }
        prop_assert_eq!(picture(&model, 120, 40), picture(&reloaded, 120, 40));
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_same_instant_looks_the_same_however_one_came_to_it(
        recipe in small_recipe(), view in view_of_its_own(), twentieth in 0..=20u64, steps in prop::collection::vec(1..400u64, 1..8), there_and_back in 1..12usize,
    ) {
        let scenario = recipe.scenario();
        let start = || {
            let mut model = model_of(scenario.clone());
            order(&mut model, Command::PlayOrPause);
            order(&mut model, Command::ShowView(view.unwrap_or(View::Stage)));
            settle(&mut model);
            model
        };
        let at = Time(scenario.duration.0 / 20 * twentieth);
        let mut forwards = start();
        for _ in 0..twentieth {
            order(&mut forwards, Command::JumpForward);
        }
        let mut backwards = start();
        order(&mut backwards, Command::ToEnd);
        for _ in twentieth..20 {
            order(&mut backwards, Command::JumpBack);
        }
        settle(&mut forwards);
        settle(&mut backwards);
        prop_assert_eq!((forwards.now(), backwards.now()), (at, at));
        prop_assert_eq!(picture(&forwards, 120, 40), picture(&backwards, 120, 40));

        let mut played = start();
        order(&mut played, Command::PlayOrPause);
        steps.iter().for_each(|millis| wait(&mut played, *millis));
        // A fact is always at hand: the one that comes next.
        order(&mut played, Command::StepForward);
        settle(&mut played);
        let (here, instant) = (picture(&played, 120, 40), played.now());
        for _ in 0..there_and_back {
            order(&mut played, Command::StepForward);
        }
        step_to(&mut played, instant);
        settle(&mut played);
        prop_assert_eq!(&here, &picture(&played, 120, 40));
        step_to(&mut backwards, instant);
        settle(&mut backwards);
        prop_assert_eq!(&here, &picture(&backwards, 120, 40));
    }
}
