//! The questions of the quiz: each can be read, each is shown by a scene that exists, and no lesson is without one.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use inflight::scenario::quiz::{self, Kind, Question};
use inflight::scenario::{parse, shipped};

fn questions() -> Vec<Question> {
    quiz::read(quiz::SHIPPED).unwrap_or_else(|problems| panic!("quiz/questions.toml: {problems:?}"))
}

#[test]
fn every_question_is_shown_by_a_scene_that_exists() {
    for question in questions() {
        let shown = question.shown.as_ref().unwrap_or_else(|| panic!("{} is bound to no lesson", question.id));
        let lesson = shipped::find(shown.lesson.as_str()).unwrap_or_else(|| panic!("{}: there is no lesson {}", question.id, shown.lesson));
        let scenario = parse(lesson.name, lesson.source).unwrap();
        assert!(
            scenario.scenes.iter().any(|scene| scene.title == shown.scene),
            "{}: {} has no scene \"{}\"",
            question.id,
            lesson.name,
            shown.scene
        );
    }
}

#[test]
fn every_lesson_answers_a_question() {
    let questions = questions();
    for lesson in shipped::ALL {
        let uses = |question: &Question| question.shown.as_ref().is_some_and(|shown| shown.lesson.as_str() == lesson.name);
        assert!(questions.iter().any(uses), "no question is about {}", lesson.name);
    }
}

#[test]
fn every_question_has_a_source_and_fits_a_small_screen() {
    for question in questions() {
        assert!(question.source.as_str().starts_with("https://"), "{} has no source", question.id);
        assert!(question.ask.as_str().chars().count() <= 220, "{}: the question is too long", question.id);
        assert!(question.why.as_str().chars().count() <= 330, "{}: the explanation is too long", question.id);
        assert!(question.options.iter().all(|option| option.as_str().chars().count() <= 90), "{}: an option is too long", question.id);
    }
}

/// Else one could answer without reading.
#[test]
fn the_longest_option_is_right_no_more_often_than_chance_has_it() {
    let single: Vec<Question> = questions().into_iter().filter(|question| question.kind == Kind::Single).collect();
    let length = |question: &Question, place: usize| question.options[place].as_str().chars().count();
    let longest = |question: &&Question| {
        let right = question.correct[0];
        (0..question.options.len()).all(|place| place == right || length(question, place) < length(question, right))
    };
    let share = single.iter().filter(longest).count() as f64 / single.len() as f64;
    assert!(share < 0.4, "in {:.0} % of the questions the longest option is the right one", share * 100.0);
}
