//! The view of the code: the line at which each lane's caller stands.

use inflight::scenario::{View, shipped as lessons};
use inflight::time::Span;
use inflight::ui::keymap::Command;
use inflight::ui::sign::Signs;
use inflight::ui::{Input, Model, update};

use crate::looks::keep;
use crate::stage::{order, picture, play_to, says, shipped, text};

/// The first look just before its question: the caller above stands still.
fn first_look() -> Model {
    let mut model = shipped("first-look");
    play_to(&mut model, Span::from_millis(1_390));
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::ShowView(View::Code));
    model
}

/// So large is the window.
fn resize(model: &mut Model, width: u16, height: u16) -> String {
    update(model, Input::Resized { width, height });
    text(&picture(model, width, height))
}

#[test]
fn the_code_looks_like_this() {
    let mut model = first_look();
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        keep(&format!("code-{width}x{height}"), &picture(&model, width, height));
    }
    model.signs = &Signs::ASCII;
    keep("code-ascii-80x24", &picture(&model, 80, 24));
    order(&mut model, Command::Language);
    keep("code-ascii-commands-80x24", &picture(&model, 80, 24));
}

#[test]
fn the_code_of_a_receiver_has_the_lines_at_which_a_slot_stands() {
    let mut model = shipped("lambda-promises");
    play_to(&mut model, Span::from_millis(1_240));
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::ShowView(View::Code));
    for _ in 0..2 {
        order(&mut model, Command::Language);
    }
    keep("code-receiver-200x60", &picture(&model, 200, 60));
    let said = resize(&mut model, 80, 24);
    assert!(said.contains("handler slot 1, message 1") && said.contains("const a = await post"), "{said}");
    // Its own work is not done yet; then it waits for a.
    assert!(said.contains("◐ 13") && !said.contains("◐ 14"), "{said}");
    play_to(&mut model, Span::from_millis(1_350));
    let said = resize(&mut model, 80, 24);
    assert!(said.contains("▒ 14") && said.contains("waits for a") && !said.contains("◐ 13"), "{said}");
    order(&mut model, Command::SelectNext);
    let said = resize(&mut model, 80, 24);
    assert!(said.contains("Promise.all") && said.contains("waits for a and b"), "{said}");
}

#[test]
fn the_lines_of_the_call_are_marked_while_the_caller_stands_still() {
    let said = says(&first_look());
    assert!(said.contains("▒  9 reply = client.invoke(") && said.contains("waits for orders"), "{said}");
    assert!(!said.contains("▒ 15"), "{said}");
}

#[test]
fn a_key_shows_the_same_as_commands_and_back() {
    let mut model = first_look();
    let python = says(&model);
    assert!(python.contains("import boto3") && python.contains("c as commands"), "{python}");
    order(&mut model, Command::Language);
    let commands = says(&model);
    assert!(commands.contains("aws lambda invoke") && !commands.contains("boto3"), "{commands}");
    order(&mut model, Command::Language);
    assert!(says(&model).contains("receiver"), "{}", says(&model));
    order(&mut model, Command::Language);
    assert_eq!(says(&model), python);
    // From another view it leads here and changes nothing.
    order(&mut model, Command::ShowView(View::Stage));
    order(&mut model, Command::Language);
    assert_eq!(says(&model), python);
}

#[test]
fn the_other_lane_is_a_key_away_where_there_is_room_for_one() {
    let mut model = first_look();
    let first = resize(&mut model, 80, 24);
    assert!(first.contains("client.invoke") && !first.contains("send_message"), "{first}");
    order(&mut model, Command::SelectNext);
    let second = resize(&mut model, 80, 24);
    assert!(!second.contains("client.invoke") && second.contains("send_message"), "{second}");
    order(&mut model, Command::SelectPrevious);
    assert_eq!(resize(&mut model, 80, 24), first);
}

#[test]
fn where_all_lanes_are_in_sight_the_key_goes_to_the_next_caller_of_all() {
    let mut model = shipped("receiver-outage");
    play_to(&mut model, Span::from_millis(10_000));
    order(&mut model, Command::PlayOrPause);
    order(&mut model, Command::ShowView(View::Code));
    assert_eq!(resize(&mut model, 120, 36).matches("caller 1 of 4").count(), 2);
    order(&mut model, Command::SelectNext);
    assert_eq!(resize(&mut model, 120, 36).matches("caller 2 of 4").count(), 2);
    for _ in 0..9 {
        order(&mut model, Command::SelectNext);
    }
    assert_eq!(resize(&mut model, 120, 36).matches("caller 4 of 4").count(), 2);
}

#[test]
fn no_line_of_a_lessons_code_is_cut() {
    for lesson in lessons::ALL {
        let mut model = shipped(lesson.name);
        play_to(&mut model, Span::from_millis(1_000));
        order(&mut model, Command::PlayOrPause);
        order(&mut model, Command::ShowView(View::Code));
        for (width, height) in [(80, 24), (120, 36), (200, 60)] {
            // All languages, and no lesson has more than four lanes.
            for step in 0..12 {
                let said = resize(&mut model, width, height);
                // Below the hint stands the caption.
                let code = said.lines().skip(1).take_while(|line| !line.starts_with(" c "));
                assert!(!code.clone().any(|line| line.contains('…')), "{} at {width}: {said}", lesson.name);
                assert!(code.count() > 10, "{said}");
                order(&mut model, if step % 4 == 3 { Command::Language } else { Command::SelectNext });
            }
        }
    }
}

#[test]
fn lanes_whose_code_is_too_wide_to_stand_beside_each_other_are_shown_one_by_one() {
    let shown = |queue: &str| {
        let lane =
            |name: &str| format!("[[lane]]\nname = '{name}'\nsender.sends = '{queue}'\nqueue.{queue} = {{}}\nworker.w.polls = '{queue}'\n");
        let mut model = crate::stage::model(&format!("title = 't'\nload.rate = '1/s'\n{}{}", lane("One"), lane("Two")));
        order(&mut model, Command::ShowView(View::Code));
        resize(&mut model, 120, 36)
    };
    let (beside, alone) = (shown("q"), shown(&"q".repeat(30)));
    assert!(beside.contains("Two  for example"), "{beside}");
    assert!(!alone.contains("Two  for example") && alone.contains("the other lanes"), "{alone}");
    assert!(alone.contains(&format!("QueueName=\"{}\"", "q".repeat(30))), "{alone}");
}

#[test]
fn of_two_calls_in_turn_the_one_that_is_made_is_marked() {
    let mut model = shipped("s3-events");
    let mut said = |millis: u64| {
        play_to(&mut model, Span::from_millis(millis));
        order(&mut model, Command::ShowView(View::Code));
        resize(&mut model, 80, 24)
    };
    let marked = |said: &str, code: &str| said.lines().any(|line| line.contains('▒') && line.contains(code));
    let texts: Vec<String> = (0..200).map(|step| said(step * 50)).collect();
    assert!(texts.iter().any(|said| marked(said, "put_object(")) && texts.iter().any(|said| marked(said, "invoke(")));
    assert!(!texts.iter().any(|said| marked(said, "put_object(") && marked(said, "invoke(")));
}

#[test]
fn the_code_has_the_patience_of_the_lane_in_sight_wherever_the_caller_stands() {
    let mut model = shipped("timeouts");
    order(&mut model, Command::ShowView(View::Code));
    for millis in (0..20).map(|step| step * 40) {
        play_to(&mut model, Span::from_millis(millis));
        for patience in ["=None,  # waits for ever", "=0.1,  # seconds", "=1,  # seconds"] {
            let said = resize(&mut model, 80, 24);
            assert!(said.contains(&format!("read_timeout{patience}")), "{said}");
            order(&mut model, Command::SelectNext);
        }
        for _ in 0..3 {
            order(&mut model, Command::SelectPrevious);
        }
    }
}

#[test]
fn the_pause_between_two_tries_is_in_sight_beside_that_of_the_other_lane() {
    let mut model = shipped("thundering-herd");
    order(&mut model, Command::ShowView(View::Code));
    let mut backs_off = false;
    for millis in [0, 1_005, 1_300] {
        play_to(&mut model, Span::from_millis(millis));
        for _ in 0..20 {
            let said = resize(&mut model, 120, 36);
            assert!(said.contains("pause = 0.5 * 2 ** n ") && said.contains("pause = random.uniform(0, 0.5 * 2 ** n)"), "{said}");
            backs_off |= said.contains("↻ 22         pause = 0.5") && said.contains("try 2 of 6");
            order(&mut model, Command::SelectNext);
        }
    }
    assert!(backs_off, "nobody stands at the pause");
}

#[test]
fn the_receivers_code_is_that_of_the_receiver_and_not_of_what_hands_on_to_it() {
    let mut model = shipped("s3-events");
    order(&mut model, Command::ShowView(View::Code));
    order(&mut model, Command::Language);
    order(&mut model, Command::Language);
    let said = resize(&mut model, 200, 60);
    assert!(said.contains("resize slot 1") && !said.contains("upload slot"), "{said}");
}

#[test]
fn a_lane_shows_the_code_that_its_file_names_or_says_that_there_is_none() {
    let lane = |code: &str| {
        let source = format!("title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'Query'\n{code}\nsender.calls = 'db'\nservice.db = {{}}");
        let mut model = crate::stage::model(&source);
        order(&mut model, Command::ShowView(View::Code));
        says(&model)
    };
    let (named, guessed, unfit) = (lane("code = 'rds-data-query'"), lane(""), lane("code = 'rds-query-pool'"));
    assert!(named.contains("Query  Write over the Data API"), "{named}");
    assert!(guessed.contains("Query  for example: Call a function"), "{guessed}");
    assert!(unfit.contains("There is no sample of code for this lane."), "{unfit}");
}
