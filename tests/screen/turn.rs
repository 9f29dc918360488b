//! The student's turn: a goal, a knob, and whether it is reached.

use inflight::scenario::{Original, parse, shipped};
use inflight::ui::keymap::Command;
use inflight::ui::{Input, Model, update};

use crate::looks::keep;
use crate::stage::{model, order, picture, text, wait};

/// A lesson at its turn; nothing if it has none.
fn at_its_turn(name: &str) -> Option<Model> {
    at_the_turn_of(shipped::find(name).unwrap().source)
}

fn at_the_turn_of(source: &str) -> Option<Model> {
    let scenario = parse("lesson", source).unwrap();
    let place = scenario.scenes.iter().position(|scene| scene.turn.is_some())?;
    let original = Original { path: "lesson.toml".to_owned(), source: source.to_owned(), ..Original::default() };
    let mut model = model(source).from(original);
    update(&mut model, Input::Resized { width: 80, height: 24 });
    order(&mut model, Command::PlayOrPause);
    // Where a question is explained, it takes a step more to what the next scene says.
    for _ in 0..2 * place {
        if !says(&mut model).contains("Goal: ") {
            order(&mut model, Command::NextScene);
        }
    }
    Some(model)
}

fn settle(model: &mut Model) {
    while model.is_busy() {
        wait(model, 100);
    }
}

fn says(model: &mut Model) -> String {
    settle(model);
    text(&picture(model, 80, 24))
}

#[test]
fn every_turn_of_a_lesson_is_not_solved_at_first_and_its_knob_solves_it() {
    let mut turns = 0;
    for lesson in shipped::ALL {
        let Some(mut model) = at_its_turn(lesson.name) else { continue };
        turns += 1;
        let first = says(&mut model);
        assert!(first.contains("Not yet"), "{}:\n{first}", lesson.name);
        let mut solved = false;
        // One way, then back and the other way.
        'ways: for (command, steps) in [(Command::More, 25), (Command::Fewer, 60)] {
            for _ in 0..steps {
                order(&mut model, command);
                solved = says(&mut model).contains("Solved");
                if solved {
                    break 'ways;
                }
            }
        }
        assert!(solved, "{}:\n{}", lesson.name, says(&mut model));
    }
    assert!(turns >= 8, "only {turns} lessons have a turn");
}

#[test]
fn turning_back_gives_the_run_of_before() {
    let mut model = at_its_turn("bottleneck").unwrap();
    let first = says(&mut model);
    order(&mut model, Command::More);
    let second = says(&mut model);
    assert_ne!(second, first);
    let (_, saved) = model.as_file().unwrap();
    assert_eq!(says(&mut at_the_turn_of(&saved).unwrap()), second, "{saved}");
    order(&mut model, Command::Fewer);
    assert_eq!(says(&mut model), first);
    order(&mut model, Command::More);
    order(&mut model, Command::More);
    order(&mut model, Command::Undo);
    assert_ne!(says(&mut model), first);
    order(&mut model, Command::Undo);
    assert_eq!(says(&mut model), first);
}

#[test]
fn what_is_reached_at_the_cost_of_something_else_is_not_solved() {
    let mut model = at_its_turn("receiver-outage").unwrap();
    // Half a minute and more: the late message isn't done at all.
    for _ in 0..8 {
        order(&mut model, Command::More);
    }
    let shown = says(&mut model);
    assert!(shown.contains("Not yet") && shown.contains("and must be exactly 240"), "{shown}");
    for _ in 0..20 {
        order(&mut model, Command::Fewer);
    }
    let shown = says(&mut model);
    assert!(shown.contains("Solved") && shown.contains("when the receiver is back"), "{shown}");
}

#[test]
fn a_turn_looks_like_this() {
    let mut model = at_its_turn("bottleneck").unwrap();
    settle(&mut model);
    keep("turn-80x24", &picture(&model, 80, 24));
}
