//! The view of the code: the line at which each lane's caller stands.

use inflight::scenario::View;
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
    assert!(said.contains("handler slot 1, message 1") && said.contains("const order = await post"), "{said}");
    // Its own work is not done yet; then it waits for a.
    assert!(said.contains("◐ 12") && !said.contains("◐ 13"), "{said}");
    play_to(&mut model, Span::from_millis(1_350));
    let said = resize(&mut model, 80, 24);
    assert!(said.contains("▒ 13") && said.contains("waits for a") && !said.contains("◐ 12"), "{said}");
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
fn a_lane_shows_the_code_that_its_file_names() {
    let lane = |code: &str| {
        let source = format!("title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'Query'\n{code}\nsender.calls = 'db'\nservice.db = {{}}");
        let mut model = crate::stage::model(&source);
        order(&mut model, Command::ShowView(View::Code));
        says(&model)
    };
    let (named, guessed) = (lane("code = 'rds-query-pool'"), lane(""));
    assert!(named.contains("Query  Query a database through a connection pool"), "{named}");
    assert!(guessed.contains("Query  for example: Call a function"), "{guessed}");
}
