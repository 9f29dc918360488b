//! What the screen looks like at a few instants that matter: kept as text, to be looked at when it changes.

use inflight::time::Span;
use inflight::ui::Model;
use inflight::ui::keymap::Command;
use inflight::ui::sign::Signs;
use inflight::ui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::stage::{DARK, order, picture, play_to, says, shipped, text};

/// The outage, two seconds after it began.
fn outage() -> Model {
    let mut model = shipped("receiver-outage");
    play_to(&mut model, Span::from_millis(22_000));
    order(&mut model, Command::PlayOrPause);
    model
}

/// The first look, at its pause.
fn first_look() -> Model {
    let mut model = shipped("first-look");
    play_to(&mut model, Span::from_millis(1_050));
    assert!(!model.is_moving());
    model
}

/// Keeps the picture as text, under this name.
pub fn keep(name: &str, buf: &Buffer) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text(buf));
    });
}

/// Where words begin on a picture.
pub fn find(buf: &Buffer, words: &str) -> Vec<Position> {
    let signs: Vec<String> = words.chars().map(String::from).collect();
    let here = |at: &Position| (at.x..).zip(&signs).all(|(x, sign)| buf.cell((x, at.y)).is_some_and(|cell| cell.symbol() == sign));
    buf.area.positions().filter(here).collect()
}

#[test]
fn an_outage_in_a_small_window() {
    keep("outage-80x24", &picture(&outage(), 80, 24));
}

#[test]
fn an_outage_in_a_usual_window() {
    keep("outage-120x36", &picture(&outage(), 120, 36));
}

#[test]
fn an_outage_in_a_wide_window() {
    keep("outage-200x60", &picture(&outage(), 200, 60));
}

#[test]
fn an_outage_in_plain_characters() {
    let mut model = outage();
    model.signs = &Signs::ASCII;
    keep("outage-ascii-80x24", &picture(&model, 80, 24));
}

#[test]
fn the_first_look_after_a_second() {
    keep("first-look-100x30", &picture(&first_look(), 100, 30));
}

/// A scenario of this folder after nine seconds, while its faults last.
fn after_nine_seconds(source: &str) -> Model {
    let mut model = crate::stage::model(source);
    play_to(&mut model, Span::from_millis(9_000));
    order(&mut model, Command::PlayOrPause);
    model
}

#[test]
fn six_lanes_in_a_small_window() {
    let mut model = crate::stage::model(include_str!("six.toml"));
    play_to(&mut model, Span::from_millis(5_000));
    order(&mut model, Command::PlayOrPause);
    keep("six-80x24", &picture(&model, 80, 24));
}

#[test]
fn calls_and_queues_in_a_chain() {
    let model = after_nine_seconds(include_str!("chain.toml"));
    keep("chain-120x36", &picture(&model, 120, 36));
    keep("chain-80x24", &picture(&model, 80, 24));
}

#[test]
fn a_topic_with_a_filter_and_three_queues() {
    let model = after_nine_seconds(include_str!("fan-out.toml"));
    keep("fan-out-80x24", &picture(&model, 80, 24));
    keep("fan-out-200x60", &picture(&model, 200, 60));
}

#[test]
fn a_queue_that_pushes() {
    keep("push-120x36", &picture(&after_nine_seconds(include_str!("push.toml")), 120, 36));
}

#[test]
fn a_workflow_in_plain_characters() {
    let mut model = after_nine_seconds(include_str!("workflow.toml"));
    model.signs = &Signs::ASCII;
    keep("workflow-ascii-120x36", &picture(&model, 120, 36));
}

#[test]
fn a_crash_and_order_within_groups() {
    let mut model = crate::stage::model(include_str!("fifo.toml"));
    play_to(&mut model, Span::from_millis(6_000));
    keep("fifo-80x24", &picture(&model, 80, 24));
}

/// Faults of all kinds on a receiver and on the network, one after the other.
#[test]
fn every_fault_has_a_sign_and_a_word() {
    let amounts =
        [("slow", "3.0"), ("errors", "'50%'"), ("loss", "'50%'"), ("duplicate", "'50%'"), ("throttle", "'3/s'"), ("delay", "'1s'")];
    let words = [
        ("outage", "✖ DOWN", "X DOWN"),
        ("hang", "‖ HANGS", "H HANGS"),
        ("slow", "◔ SLOW", "S SLOW"),
        ("errors", "! ERRORS", "E ERRORS"),
        ("throttle", "⊘ THROTTLES", "T THROTTLES"),
        ("loss", "∅ LOSES", "L LOSES"),
        ("delay", "◷ DELAYED", "W DELAYED"),
        ("duplicate", "⇉ DOUBLES", "& DOUBLES"),
        ("crash", "✗ CRASHED", "C CRASHED"),
        ("partition", "/ CUT OFF", "/ CUT OFF"),
    ];
    for (kind, sign, plain) in words {
        let amount = amounts.iter().find(|(name, _)| *name == kind).map(|(_, amount)| format!("amount = {amount}")).unwrap_or_default();
        let mut model = crate::stage::model(&format!(
            "title = 'Faults'\n[load]\nrate = '1/s'\n[[lane]]\nname = 'Calls'\nsender.calls = 's'\nservice.s = {{}}
            [[fault]]\nat = '1s'\nkind = '{kind}'\non = 's'\n{amount}"
        ));
        assert!(!says(&model).contains(sign), "not before");
        play_to(&mut model, Span::from_millis(2_000));
        assert!(says(&model).contains(sign), "{}", says(&model));
        model.signs = &Signs::ASCII;
        assert!(says(&model).contains(plain), "{}", says(&model));
    }
}

#[test]
fn the_help() {
    let mut model = first_look();
    order(&mut model, Command::Help);
    keep("help-80x24", &picture(&model, 80, 24));
}

#[test]
fn a_window_that_is_too_small() {
    keep("too-small-50x10", &picture(&first_look(), 50, 10));
}

#[test]
fn who_is_blocked_and_what_is_down_have_the_strongest_colours() {
    let buf = picture(&first_look(), 100, 30);
    let blocked = find(&buf, "blocked  50 ms");
    assert!(!blocked.is_empty());
    let (yellow, orange) = (DARK.style(Role::Blocked), DARK.style(Role::Error));
    assert!(blocked.iter().all(|at| Some(buf[*at].fg) == yellow.fg && buf[*at].modifier == yellow.add_modifier), "{blocked:?}");
    let mut model = shipped("receiver-outage");
    play_to(&mut model, Span::from_millis(21_900));
    let buf = picture(&model, 100, 30);
    let down = find(&buf, "DOWN");
    assert_eq!(down.len(), 2, "in both lanes");
    assert!(down.iter().all(|at| Some(buf[*at].fg) == orange.fg));
    // Nobody stands still between two calls that were refused at once: the callers are free, with an error in hand.
    assert!(!find(&buf, "refused").is_empty() && find(&buf, "blocked").is_empty());
}
