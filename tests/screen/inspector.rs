//! The inspector, and what a click selects.

use inflight::scenario::View;
use inflight::time::{Span, Time};
use inflight::ui::keymap::Command;
use inflight::ui::mouse::{Act, Mouse};
use inflight::ui::reload::News;
use inflight::ui::sign::Signs;
use inflight::ui::{Input, Model, update};
use ratatui::layout::Position;

use crate::looks::{find, keep};
use crate::reload::{news, tell};
use crate::stage::{model, order, picture, play_to, shipped, text, wait};

/// The outage two seconds after it began, paused, in a window of this size.
fn outage(width: u16, height: u16) -> Model {
    let mut model = shipped("receiver-outage");
    play_to(&mut model, Span::from_millis(22_000));
    order(&mut model, Command::PlayOrPause);
    resize(&mut model, width, height);
    model
}

fn resize(model: &mut Model, width: u16, height: u16) {
    update(model, Input::Resized { width, height });
}

fn says(model: &Model, width: u16, height: u16) -> String {
    text(&picture(model, width, height))
}

fn click(model: &mut Model, Position { x, y }: Position) {
    update(model, Input::Mouse(Mouse { act: Act::Press, x, y }));
    update(model, Input::Mouse(Mouse { act: Act::Release, x, y }));
}

/// Clicks on the first place on the screen that has these words.
fn click_on(model: &mut Model, words: &str) {
    let at = find(&picture(model, 120, 36), words);
    let at = at.first().unwrap_or_else(|| panic!("no {words:?} in\n{}", says(model, 120, 36)));
    click(model, *at);
}

#[test]
fn the_inspector_looks_like_this() {
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        let mut model = outage(width, height);
        order(&mut model, Command::Inspect);
        keep(&format!("inspector-sender-{width}x{height}"), &picture(&model, width, height));
        for _ in 0..4 {
            order(&mut model, Command::SelectNext);
        }
        keep(&format!("inspector-service-{width}x{height}"), &picture(&model, width, height));
    }
    let mut model = outage(80, 24);
    model.signs = &Signs::ASCII;
    order(&mut model, Command::SelectPrevious);
    order(&mut model, Command::SelectPrevious);
    order(&mut model, Command::Inspect);
    keep("inspector-queue-ascii-80x24", &picture(&model, 80, 24));
}

#[test]
fn the_panel_leaves_the_box_of_its_node_in_sight() {
    let mut model = outage(120, 36);
    let boxes = ["┏ sender ━━━━━━━━━━━━━━━ 4 callers ┓", "╭ orders ────── ✖ DOWN 2.0 s ╮", "╭ queue inbox ─────── 8 wait ╮"];
    let count = |model: &Model, words: &str| find(&picture(model, 120, 36), words).len();
    order(&mut model, Command::Inspect);
    for (kind, frame) in
        [("sender of", boxes[0]), ("service orders of", boxes[1]), ("queue inbox of", boxes[2]), ("worker orders of", boxes[1])]
    {
        while count(&model, kind) == 0 {
            order(&mut model, Command::SelectNext);
        }
        assert!(count(&model, frame) > 0, "{}", says(&model, 120, 36));
    }
}

#[test]
fn it_opens_and_closes_and_time_goes_on_behind_it() {
    let mut model = outage(120, 36);
    let before = says(&model, 120, 36);
    order(&mut model, Command::Inspect);
    let open = says(&model, 120, 36);
    assert!(open.contains("A sender makes messages") && open.contains("sender of Synchronous"), "{open}");
    let now = model.now();
    order(&mut model, Command::PlayOrPause);
    wait(&mut model, 200);
    assert!(model.now() > now);
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::Close);
    assert!(!says(&model, 120, 36).contains("A sender makes"));
    order(&mut model, Command::Inspect);
    order(&mut model, Command::Inspect);
    assert!(!says(&model, 120, 36).contains("A sender makes") && before.contains("Synchronous"));
}

#[test]
fn the_selection_goes_from_caller_to_caller_and_on_to_the_next_node() {
    let mut model = outage(120, 36);
    order(&mut model, Command::Inspect);
    for _ in 0..3 {
        order(&mut model, Command::SelectNext);
        assert!(says(&model, 120, 36).contains("sender of Synchronous"));
    }
    order(&mut model, Command::SelectNext);
    assert!(says(&model, 120, 36).contains("service orders of Synchronous"), "after the last caller");
    order(&mut model, Command::SelectPrevious);
    order(&mut model, Command::ShowView(View::Code));
    assert!(says(&model, 120, 36).contains("caller 4 of 4"), "backwards to the last");
    // Beyond the last node it begins again: there is always something to inspect.
    for _ in 0..8 {
        order(&mut model, Command::SelectNext);
        assert!(says(&model, 120, 36).contains("Esc closes"));
    }
}

#[test]
fn the_selected_caller_is_the_one_whose_message_is_followed() {
    let mut model = model(
        "title = 'Two'\nload.times = ['0s', '0s', '0s']\nwork.time = '20s'\n[[lane]]\nname = 'Calls'\nsender = { calls = 's', callers = 3 }\nservice.s.concurrency = 3",
    );
    play_to(&mut model, Span::from_millis(3_000));
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::Inspect);
    order(&mut model, Command::SelectNext);
    order(&mut model, Command::SelectNext);
    order(&mut model, Command::ShowView(View::Code));
    assert!(says(&model, 120, 36).contains("caller 3 of 3, message 3"), "{}", says(&model, 120, 36));
    order(&mut model, Command::ShowView(View::Message));
    assert!(says(&model, 120, 36).contains("Message 3 "), "{}", says(&model, 120, 36));
    order(&mut model, Command::SelectPrevious);
    assert!(says(&model, 120, 36).contains("Message 2 "), "{}", says(&model, 120, 36));
}

#[test]
fn what_differs_from_the_preset_is_marked_on_the_box_and_told() {
    let file = |timeout: &str| {
        format!(
            "title = 'Differs'\nload.rate = '1/s'\n[[lane]]\nname = 'Sends'\nsender.sends = 'inbox'\nworker.w.polls = 'inbox'
            [lane.queue.inbox]\npreset = 'aws.sqs.standard'\nvisibility_timeout = '{timeout}'"
        )
    };
    let inspect = |timeout: &str| {
        let mut model = model(&file(timeout));
        resize(&mut model, 120, 36);
        order(&mut model, Command::SelectNext);
        while !says(&model, 120, 36).contains("queue inbox of") {
            order(&mut model, Command::SelectNext);
            order(&mut model, Command::Inspect);
            assert!(model.now() == Time::START);
        }
        says(&model, 120, 36)
    };
    let (other, same) = (inspect("120s"), inspect("30s"));
    assert!(other.contains("≠ visibility timeout 120s, preset 30s") && other.contains("inbox ≠"), "{other}");
    assert!(same.contains("set: visibility timeout 30s") && !same.contains('≠'), "{same}");
}

#[test]
fn a_click_on_a_box_inspects_its_node_and_a_second_closes_it() {
    let mut model = outage(120, 36);
    let now = model.now();
    click_on(&mut model, "queue inbox");
    assert!(says(&model, 120, 36).contains("queue inbox of Asynchronous"), "{}", says(&model, 120, 36));
    // The same words stand in its head now: the box has them below.
    click_on(&mut model, "╰ oldest 2.0 s");
    assert!(!says(&model, 120, 36).contains("queue inbox of"), "{}", says(&model, 120, 36));
    assert_eq!(model.now(), now);
}

#[test]
fn a_click_on_a_caller_selects_it_and_one_on_the_panel_selects_nothing_behind() {
    let mut model = outage(120, 36);
    click_on(&mut model, "3 ● free ✖ refused");
    order(&mut model, Command::Inspect);
    order(&mut model, Command::ShowView(View::Code));
    order(&mut model, Command::Close);
    assert!(says(&model, 120, 36).contains("caller 3 of 4"), "{}", says(&model, 120, 36));
    order(&mut model, Command::ShowView(View::Stage));
    order(&mut model, Command::Inspect);
    let open = says(&model, 120, 36);
    click_on(&mut model, "so far");
    assert_eq!(says(&model, 120, 36), open);
    // A caller's row in the panel is a caller too.
    click_on(&mut model, " 2 ✖ has an error");
    order(&mut model, Command::Close);
    order(&mut model, Command::ShowView(View::Code));
    assert!(says(&model, 120, 36).contains("caller 2 of 4"), "{}", says(&model, 120, 36));
}

#[test]
fn a_click_on_a_message_follows_it() {
    // One that waits in the queue.
    let mut waits = outage(120, 36);
    click_on(&mut waits, "▪▪▪");
    wait(&mut waits, 0);
    assert!(says(&waits, 120, 36).contains("Message 8"), "{}", says(&waits, 120, 36));
    // One that is on its way.
    let mut moves =
        model("title = 'Slow'\nload.rate = '1/s'\nnetwork.latency = '4s'\n[[lane]]\nname = 'Calls'\nsender.calls = 's'\nservice.s = {}");
    resize(&mut moves, 120, 36);
    play_to(&mut moves, Span::from_millis(2_000));
    order(&mut moves, Command::PlayOrPause);
    click_on(&mut moves, "1▶");
    wait(&mut moves, 0);
    assert!(says(&moves, 120, 36).contains("Message 1 born"), "{}", says(&moves, 120, 36));
}

#[test]
fn what_a_reload_takes_away_is_selected_no_longer() {
    let lane = |name: &str| format!("[[lane]]\nname = '{name}'\nsender.calls = 's'\nservice.s = {{}}\n");
    let file = |lanes: &str| format!("title = 'Fewer'\nload.rate = '1/s'\n{lanes}");
    let mut model = model(&file(&(lane("One") + &lane("Two"))));
    resize(&mut model, 120, 36);
    order(&mut model, Command::SelectPrevious);
    order(&mut model, Command::Inspect);
    assert!(says(&model, 120, 36).contains("service s of Two"));
    let fresh: News = news(&file(&lane("One")));
    tell(&mut model, fresh);
    for command in [Command::Break, Command::ShowView(View::Code), Command::ShowView(View::Log), Command::SelectNext] {
        order(&mut model, command);
        says(&model, 120, 36);
    }
}
