//! The mouse goes where the eye sees something, and does what a key could do.

use inflight::time::{SECOND, Time};
use inflight::ui::keymap::Command;
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::{Input, Model, update};

use crate::stage::{arrive, order, picture, shipped, text};

/// The row of the bar in a window of 80 by 24.
const BAR: u16 = 22;

fn paused() -> Model {
    let mut model = shipped("receiver-outage");
    update(&mut model, Input::Resized { width: 80, height: 24 });
    order(&mut model, Command::PlayOrPause);
    model
}

fn act(model: &mut Model, act: Act, x: u16, y: u16) {
    update(model, Input::Mouse(Mouse { act, x, y }));
    arrive(model);
}

/// Where a sign is in a row of the picture.
fn column(model: &Model, sign: &str, y: u16) -> u16 {
    let buf = picture(model, 80, 24);
    (0..80).find(|x| buf[(*x, y)].symbol() == sign).unwrap_or_else(|| panic!("no {sign} in\n{}", text(&buf)))
}

#[test]
fn a_press_on_the_bar_goes_there_and_dragging_goes_on_until_the_button_comes_up() {
    let mut model = paused();
    act(&mut model, Act::Press, 1, BAR);
    assert_eq!(model.now(), Time::START);
    act(&mut model, Act::Drag, 40, BAR);
    assert!(model.now().0.abs_diff(75 * SECOND / 2) < SECOND, "{}", model.now());
    assert_eq!(column(&model, model.signs.playhead, BAR), 40);
    // The hand is not that steady: the row may be left.
    act(&mut model, Act::Drag, 500, 3);
    assert_eq!(model.now(), Time(75 * SECOND));
    act(&mut model, Act::Drag, 30, 0);
    act(&mut model, Act::Release, 30, 0);
    let there = model.now();
    act(&mut model, Act::Drag, 50, BAR);
    assert_eq!(model.now(), there);
}

#[test]
fn the_mark_of_a_scene_is_its_own_instant() {
    let mut model = paused();
    let second = (2..80).find(|x| picture(&model, 80, 24)[(*x, BAR)].symbol() == model.signs.scene).unwrap();
    act(&mut model, Act::Press, second, BAR);
    assert_eq!(model.now(), Time(20 * SECOND + SECOND / 2));
}

#[test]
fn elsewhere_a_press_does_nothing_and_on_the_timeline_it_goes_there() {
    let mut model = paused();
    act(&mut model, Act::Press, 50, 8);
    assert_eq!(model.now(), Time::START);
    order(&mut model, Command::ShowView(inflight::scenario::View::Timeline));
    act(&mut model, Act::Press, 50, 8);
    assert!(model.now() > Time(30 * SECOND));
    assert_eq!(column(&model, "│", 8), 50);
    // A label is no time.
    act(&mut model, Act::Release, 50, 8);
    let there = model.now();
    act(&mut model, Act::Press, 3, 8);
    assert_eq!(model.now(), there);
}

#[test]
fn the_wheel_steps_from_fact_to_fact() {
    let (mut model, mut other) = (paused(), paused());
    for (turn, command) in
        [(Act::WheelDown, Command::StepForward), (Act::WheelDown, Command::StepForward), (Act::WheelUp, Command::StepBack)]
    {
        let before = model.now();
        act(&mut model, turn, 40, 10);
        order(&mut other, command);
        assert!(model.now() != before && model.now() == other.now());
    }
}

#[test]
fn what_lies_on_top_keeps_the_mouse_off_and_a_press_lights_a_blank_screen() {
    let mut model = paused();
    order(&mut model, Command::Help);
    act(&mut model, Act::Press, 40, BAR);
    act(&mut model, Act::WheelDown, 40, 10);
    assert_eq!(model.now(), Time::START);
    order(&mut model, Command::Close);
    order(&mut model, Command::Blank);
    assert_eq!(text(&picture(&model, 80, 24)).trim(), "");
    act(&mut model, Act::Press, 40, BAR);
    assert_eq!(model.now(), Time::START);
    assert_ne!(text(&picture(&model, 80, 24)).trim(), "");
}
