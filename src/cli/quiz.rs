//! `inflight quiz`: questions that are asked in the terminal, or printed for other programs.

use std::io::{self, Write};
use std::path::{self, Path};

use super::args::{QuizArgs, QuizFormat};
use super::look::Look;
use super::{End, can_play, complain, play};
use crate::export;
use crate::scenario::near::listed;
use crate::scenario::quiz::{self, Question};
use crate::scenario::text::Text;
use crate::scenario::{parse, shipped};
use crate::shell::chance;
use crate::shell::disk::{self, harmless};
use crate::shell::progress::{self, Shelf};
use crate::ui::Quiz;

/// What the shipped questions are called where progress is kept. No file has this name, as those are absolute.
const SHIPPED: &str = "shipped";

/// Asks, prints, or forgets what was answered.
pub fn quiz(args: &QuizArgs, look: Look) -> io::Result<End> {
    if args.forget {
        return forget();
    }
    let questions = match questions(args) {
        Ok(questions) => questions,
        Err(problem) => {
            complain(&problem);
            return Ok(End::Refused);
        }
    };
    if let Some(QuizFormat::Json) = args.format {
        let text = export::quiz::json(&questions)?;
        return write!(io::stdout(), "{text}").map(|()| End::Done);
    }
    if !can_play() {
        complain("the quiz is asked in a terminal, and this is none; `inflight quiz --format json` prints the questions");
        return Ok(End::Refused);
    }
    let set = args
        .questions
        .as_ref()
        .map_or_else(|| SHIPPED.to_owned(), |file| path::absolute(file).unwrap_or_else(|_| file.clone()).to_string_lossy().into_owned());
    let title = match (&args.questions, &args.topic) {
        (_, Some(topic)) => format!("Quiz: {topic}"),
        (Some(file), None) => format!("Quiz: {}", harmless(file.file_name().map_or(file, Path::new))),
        (None, None) => "Quiz".to_owned(),
    };
    let (quiz, shelf) = with_progress(&title, questions, &set, args.seed.unwrap_or_else(chance::seed), look);
    play::quiz(quiz, shelf, look)
}

/// The quiz of the shipped questions, and where its progress is kept.
pub fn shipped_quiz(look: Look) -> (Quiz, Shelf) {
    // A test reads them, so that they can be read.
    let questions = quiz::read(quiz::SHIPPED).unwrap_or_default();
    with_progress("Quiz", questions, SHIPPED, chance::seed(), look)
}

fn with_progress(title: &str, questions: Vec<Question>, set: &str, seed: u64, look: Look) -> (Quiz, Shelf) {
    let (shelf, known, words) = Shelf::open(set);
    (Quiz::new(title, questions, &known, seed, look.theme(), look.signs()).telling(words.as_deref()), shelf)
}

fn forget() -> io::Result<End> {
    match progress::forget() {
        Ok(words) => writeln!(io::stdout(), "{words}").map(|()| End::Done),
        Err(problem) => {
            complain(&problem);
            Ok(End::Failed)
        }
    }
}

/// The questions that are asked for, or why there are none.
fn questions(args: &QuizArgs) -> Result<Vec<Question>, String> {
    let mut questions = match &args.questions {
        Some(file) => own(file)?,
        None => quiz::read(quiz::SHIPPED)?,
    };
    let Some(topic) = &args.topic else { return Ok(questions) };
    let mut topics: Vec<String> = questions.iter().map(|question| question.topic.to_string()).collect();
    topics.dedup();
    questions.retain(|question| question.topic.as_str().eq_ignore_ascii_case(topic));
    if questions.is_empty() {
        topics.sort();
        topics.dedup();
        return Err(format!("there is no topic `{}`; there are {}", Text::name(topic), listed(topics.iter().map(String::as_str))));
    }
    Ok(questions)
}

/// The questions of the user's own file.
fn own(file: &Path) -> Result<Vec<Question>, String> {
    let in_file = |problem: String| format!("`{}`, {problem}", harmless(file));
    let questions = quiz::read(&disk::text_of(file)?).map_err(in_file)?;
    for question in &questions {
        is_shown(question).map_err(|problem| in_file(format!("line {}, question {}: {problem}", question.line, question.id)))?;
    }
    Ok(questions)
}

/// Whether the lesson of a question is there, and has its scene.
fn is_shown(question: &Question) -> Result<(), String> {
    let Some(shown) = &question.shown else { return Ok(()) };
    let name = shown.lesson.as_str();
    let Some(lesson) = shipped::find(name) else {
        let nearest = shipped::nearest(name).map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default();
        return Err(format!("there is no lesson `{name}` (`inflight list` shows them){nearest}"));
    };
    let scenes = parse(name, lesson.source).map(|scenario| scenario.scenes).unwrap_or_default();
    if shown.scene.is_empty() || scenes.iter().any(|scene| scene.title == shown.scene) {
        return Ok(());
    }
    let titles = scenes.iter().map(|scene| scene.title.as_str()).filter(|title| !title.is_empty());
    Err(format!("`{name}` has no scene `{}`; it has {}", shown.scene, listed(titles)))
}
