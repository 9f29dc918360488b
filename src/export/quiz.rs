//! The questions of the quiz for other programs: an object a line.

use serde::Serialize;

use crate::scenario::quiz::Question;
use crate::scenario::text::Text;

#[derive(Serialize)]
struct Shape<'a> {
    id: &'a str,
    topic: &'a str,
    kind: &'a str,
    ask: &'a str,
    options: Vec<&'a str>,
    correct: &'a [usize],
    why: &'a str,
    source: Option<&'a str>,
    lesson: Option<&'a str>,
    scene: Option<&'a str>,
    explained_only: bool,
}

fn given(text: &Text) -> Option<&str> {
    Some(text.as_str()).filter(|text| !text.is_empty())
}

/// The questions in their order; what doesn't exist is null, and places count from 0.
///
/// # Errors
///
/// None that a question can bring about; the writer's own are passed on.
pub fn json(questions: &[Question]) -> serde_json::Result<String> {
    let line = |question: &Question| {
        let shown = question.shown.as_ref();
        serde_json::to_string(&Shape {
            id: question.id.as_str(),
            topic: question.topic.as_str(),
            kind: question.kind.word(),
            ask: question.ask.as_str(),
            options: question.options.iter().map(Text::as_str).collect(),
            correct: &question.correct,
            why: question.why.as_str(),
            source: given(&question.source),
            lesson: shown.and_then(|shown| given(&shown.lesson)),
            scene: shown.and_then(|shown| given(&shown.scene)),
            explained_only: question.explained_only,
        })
    };
    questions.iter().map(|question| line(question).map(|line| line + "\n")).collect()
}
