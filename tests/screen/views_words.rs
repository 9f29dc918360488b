//! The other views of an instant: the log, the comparison, one message.

use inflight::scenario::View;
use inflight::time::{SECOND, Span, Time};
use inflight::ui::key::{Code, Key};
use inflight::ui::keymap::Command;
use inflight::ui::sign::Signs;
use inflight::ui::{Input, Model, update};

use crate::looks::keep;
use crate::stage::{order, picture, play_to, press, says, shipped, text, wait};

/// The outage, two seconds after it began, in another view, all of it worked out.
fn outage(view: View) -> Model {
    let mut model = shipped("receiver-outage");
    play_to(&mut model, Span::from_millis(22_000));
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::ShowView(view));
    settle(&mut model);
    model
}

fn settle(model: &mut Model) {
    while model.is_busy() {
        wait(model, 200);
    }
}

/// What the log says, without the head and the foot of the screen.
fn log(model: &Model) -> String {
    says(model).lines().skip(3).take(20).collect::<Vec<_>>().join("\n")
}

/// The three sizes, and plain characters.
fn keep_all(name: &str, mut model: Model) {
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        keep(&format!("{name}-{width}x{height}"), &picture(&model, width, height));
    }
    model.signs = &Signs::ASCII;
    keep(&format!("{name}-ascii-80x24"), &picture(&model, 80, 24));
}

#[test]
fn the_log_looks_like_this() {
    keep_all("log", outage(View::Log));
}

#[test]
fn the_comparison_looks_like_this() {
    keep_all("compare", outage(View::Compare));
}

#[test]
fn a_message_looks_like_this() {
    keep_all("message", outage(View::Message));
}

#[test]
fn the_log_says_what_happened_before_now_above_the_line_and_what_comes_below() {
    let mut model = outage(View::Log);
    order(&mut model, Command::StepBack);
    let now = format!("{:.3}", model.now());
    let said = says(&model);
    let lines: Vec<&str> = said.lines().collect();
    let line = lines.iter().position(|line| line.contains(&format!("{now} now"))).unwrap();
    // Below the title and the latest facts is the head of the log.
    let clocks = |lines: &[&str]| {
        lines.iter().filter_map(|line| line.trim().get(..9).map(str::to_owned)).filter(|clock| clock.starts_with("00:")).collect::<Vec<_>>()
    };
    let (past, future) = (clocks(&lines[3..line]), clocks(&lines[line + 1..]));
    assert_eq!(past.last(), Some(&now));
    assert!(past.is_sorted() && past.len() > 5, "{said}");
    assert!(future.is_sorted() && future.first() > Some(&now), "{said}");
}

#[test]
fn only_what_matters_is_shown_when_asked_for() {
    let mut model = outage(View::Log);
    assert!(says(&model).contains("leaves for"));
    order(&mut model, Command::Filter);
    settle(&mut model);
    let said = log(&model);
    assert!(said.contains("refuses message") && !said.contains("leaves for") && !said.contains("is born"), "{said}");
    order(&mut model, Command::Filter);
    settle(&mut model);
    assert!(says(&model).contains("leaves for"));
}

#[test]
fn the_log_is_about_the_selected_node() {
    let mut model = outage(View::Stage);
    for _ in 0..4 {
        order(&mut model, Command::SelectNext);
    }
    order(&mut model, Command::ShowView(View::Log));
    settle(&mut model);
    let said = log(&model);
    assert!(said.contains("of Asynchronous, inbox") && said.contains("inbox stores message"), "{said}");
    // What callers do is not about the queue.
    assert!(!said.contains("stands still") && !said.contains("is free"), "{said}");
}

#[test]
fn the_log_scrolls_as_far_as_there_are_facts() {
    let mut model = outage(View::Log);
    order(&mut model, Command::ToStart);
    settle(&mut model);
    for _ in 0..50 {
        order(&mut model, Command::SelectPrevious);
    }
    let said = log(&model);
    assert!(said.contains("from the start") && said.contains("message 1 is born"), "{said}");
    let before = log(&model);
    for _ in 0..5 {
        order(&mut model, Command::SelectNext);
    }
    assert_ne!(log(&model), before);
    order(&mut model, Command::Close);
    assert!(log(&model).contains("00:00.000 now"));
}

#[test]
fn the_log_is_the_same_however_one_came_to_the_instant() {
    let mut forwards = outage(View::Log);
    let mut backwards = outage(View::Log);
    for _ in 0..15 {
        order(&mut forwards, Command::StepForward);
        order(&mut backwards, Command::StepForward);
    }
    let now = forwards.now();
    order(&mut backwards, Command::ToEnd);
    settle(&mut backwards);
    order(&mut backwards, Command::JumpBack);
    while backwards.now() > now {
        order(&mut backwards, Command::StepBack);
    }
    settle(&mut backwards);
    settle(&mut forwards);
    assert_eq!(log(&forwards), log(&backwards));
}

#[test]
fn the_comparison_has_the_figures_of_the_report() {
    let said = says(&outage(View::Compare));
    for words in ["Figures of the whole run", "16 times shorter", "completed             219", "21 more"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn the_comparison_says_how_far_it_is() {
    let mut model = crate::stage::model(
        "title = 'Much'\nduration = '300s'\nload.rate = '100/s'\nwork.time = '5ms'\n[[lane]]\nname = 'Calls'\nsender.calls = 's'\nservice.s = {}",
    );
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::ShowView(View::Compare));
    let said = says(&model);
    assert!(said.contains("still being worked out, ") && said.contains("not yet"), "{said}");
    settle(&mut model);
    let said = says(&model);
    assert!(said.contains("Figures of the whole run") && !said.contains("not yet"), "{said}");
}

#[test]
fn a_message_is_followed_from_birth_to_its_end_in_both_lanes() {
    let mut model = outage(View::Message);
    let first = says(&model);
    assert!(first.contains("Message 89") && first.contains("refuses it") && first.contains("completed"), "{first}");
    order(&mut model, Command::SelectNext);
    settle(&mut model);
    assert!(says(&model).contains("Message 90"));
    order(&mut model, Command::SelectPrevious);
    settle(&mut model);
    assert_eq!(says(&model), first);
    // Its story goes on to what comes, whatever the instant.
    order(&mut model, Command::ToEnd);
    settle(&mut model);
    let (end, start) = (says(&model), Time(75 * SECOND));
    assert!(model.now() == start && end.contains("Message 89") && end.contains("completed"), "{end}");
    for _ in 0..500 {
        order(&mut model, Command::SelectNext);
    }
    settle(&mut model);
    assert!(says(&model).contains("Message 240"), "the last that is born");
}

/// The story of a message of a shipped run, all of it worked out.
fn story(name: &str, millis: u64) -> Model {
    let mut model = shipped(name);
    update(&mut model, Input::Resized { width: 80, height: 24 });
    play_to(&mut model, Span::from_millis(millis));
    if model.is_moving() {
        order(&mut model, Command::PlayOrPause);
    }
    order(&mut model, Command::ShowView(View::Message));
    settle(&mut model);
    model
}

#[test]
fn a_story_that_is_too_long_says_so_and_can_be_scrolled_from_birth_to_end() {
    let mut model = story("sqs-visibility-timeout", 150_000);
    let small = |model: &Model| text(&picture(model, 80, 24));
    let here = small(&model);
    assert!(here.contains("rows above: k") && here.contains("rows below: j") && !here.contains("  born"), "{here}");
    for (down, gone, kept) in [(Command::ScrollUp, "above", "below"), (Command::ScrollDown, "below", "above")] {
        (0..200).for_each(|_| {
            order(&mut model, down);
        });
        let there = small(&model);
        // That of the other lane may be there as a whole.
        assert!(!there.contains(&format!("rows {gone}")) && there.contains(&format!("rows {kept}")), "{there}");
        assert_eq!(there.contains("  born"), down == Command::ScrollUp, "{there}");
        // No further than to the first and the last row: one press the other way is seen.
        order(&mut model, if down == Command::ScrollUp { Command::ScrollDown } else { Command::ScrollUp });
        assert_ne!(there, small(&model));
    }
    order(&mut model, Command::Close);
    assert_eq!(small(&model), here);
}

#[test]
fn a_deletion_with_an_old_receipt_says_that_it_deletes_nothing() {
    let mut model = story("sqs-visibility-timeout", 100_000);
    (0..5).for_each(|_| {
        order(&mut model, Command::SelectPrevious);
    });
    settle(&mut model);
    let said = text(&picture(&model, 160, 60));
    let lines: Vec<&str> = said.lines().map(|line| line.get(..80).unwrap_or(line)).collect();
    let deletions: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].contains("deletion")).collect();
    assert!(deletions.len() > 1, "{said}");
    for at in deletions {
        assert!(lines[at + 1].contains("not deleted: its receipt is old"), "{said}");
    }
}

#[test]
fn the_end_of_a_message_tells_the_instant_at_which_its_work_was_done() {
    let said = text(&picture(&story("first-look", 500), 160, 40));
    let line = |words: &str| said.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{said}"));
    assert!(line("completed: work done at +0.950").starts_with(" +1.000") && line("done in 0.90 s").starts_with(" +0.950"), "{said}");
}

#[test]
fn a_lane_with_many_nodes_has_the_room_for_whole_words() {
    for name in ["sns-fan-out", "step-functions"] {
        let said = text(&picture(&story(name, 30_000), 80, 24));
        assert!(said.contains("another lane: select it on the stage"), "{said}");
        let words = ["starts", "request, try 1", "done in"];
        assert!(words.iter().all(|words| said.contains(words)) && !said.contains('…'), "{said}");
    }
}

#[test]
fn who_follows_a_message_sees_the_one_that_a_caller_waits_for() {
    let mut model = shipped("first-look");
    play_to(&mut model, Span::from_millis(700));
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::Follow);
    settle(&mut model);
    let said = says(&model);
    assert!(said.contains("born at") && said.contains("now, for"), "{said}");
}

#[test]
fn while_a_question_is_open_no_view_shows_what_comes() {
    let mut model = shipped("sqs-visibility-timeout");
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::NextScene);
    settle(&mut model);
    let seen = |model: &mut Model, view| {
        turn_to(model, view);
        settle(model);
        text(&picture(model, 120, 50))
    };
    let hidden = [View::Log, View::Message, View::Compare].map(|view| seen(&mut model, view));
    assert!(hidden[0].contains("what comes is not shown yet") && !hidden[0].contains("00:30.0"), "{}", hidden[0]);
    assert!(!hidden[1].contains("handed out, receive 2") && hidden[2].contains("shown after the question"), "{}", hidden[1]);
    press(&mut model, Key::char('1'));
    order(&mut model, Command::PlayOrPause);
    assert!(seen(&mut model, View::Compare).contains("shown after the question"), "while it is watched, too");
    order(&mut model, Command::NextScene);
    settle(&mut model);
    let shown = [View::Log, View::Message, View::Compare].map(|view| seen(&mut model, view));
    assert!(!shown[0].contains("what comes is not shown yet") && shown[1].contains("receive 2"), "{}", shown[1]);
    assert!(!shown[2].contains("after the question"), "{}", shown[2]);
}

/// Turns to a view by the key that goes from one to the next: the digits are options.
fn turn_to(model: &mut Model, wanted: View) {
    let mark = |view| match view {
        View::Log => "all facts",
        View::Compare => "communication",
        _ => "Message 1 ",
    };
    for _ in 0..7 {
        if text(&picture(model, 120, 50)).contains(mark(wanted)) {
            return;
        }
        press(model, Key::plain(Code::Tab));
        settle(model);
    }
    panic!("never: {wanted:?}");
}
