//! `inflight quiz`: questions that are asked in the terminal, or printed for other programs.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{self, Path, PathBuf};

use super::args::{QuizArgs, QuizFormat, WhatIf};
use super::look::Look;
use super::{End, can_play, complain, play, understand};
use crate::export;
use crate::scenario::near::listed;
use crate::scenario::quiz::{self, Question, Shown};
use crate::scenario::text::Text;
use crate::scenario::{Scene, parse, shipped};
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
        Err(problems) => {
            problems.iter().for_each(|problem| complain(problem));
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
    let files = args.questions.as_deref().map_or_else(BTreeMap::new, |file| files(file, &questions));
    let (quiz, shelf) = with_progress(&title, questions, &set, args.seed.unwrap_or_else(chance::seed), look);
    play::quiz(quiz, shelf, files, look)
}

/// The lessons of the user's own that questions of this file name, by the lines of the questions.
fn files(file: &Path, questions: &[Question]) -> BTreeMap<usize, PathBuf> {
    let lesson = |question: &Question| Some((question.line, beside(file, question.shown.as_ref().filter(|shown| shown.is_file())?)));
    questions.iter().filter_map(lesson).collect()
}

/// The lesson's file, which lies where the file of questions says.
fn beside(file: &Path, shown: &Shown) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(shown.lesson.as_str())
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
fn questions(args: &QuizArgs) -> Result<Vec<Question>, Vec<String>> {
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
        return Err(vec![format!("there is no topic `{}`; there are {}", Text::name(topic), listed(topics.iter().map(String::as_str)))]);
    }
    Ok(questions)
}

/// The questions of the user's own file, or all that is wrong with it.
fn own(file: &Path) -> Result<Vec<Question>, Vec<String>> {
    let in_file = |problem: String| format!("`{}`, {problem}", harmless(file));
    let source = disk::text_of(file).map_err(|problem| vec![problem])?;
    let questions = quiz::read(&source).map_err(|problems| problems.into_iter().map(in_file).collect::<Vec<_>>())?;
    let at = |question: &Question, problem| in_file(format!("line {}, question {}: {problem}", question.line, question.id));
    let unshown = questions.iter().filter_map(|question| Some(at(question, is_shown(file, question).err()?)));
    let problems: Vec<String> = unshown.collect();
    if problems.is_empty() { Ok(questions) } else { Err(problems) }
}

/// Whether the lesson of a question is there, and has its scene.
fn is_shown(file: &Path, question: &Question) -> Result<(), String> {
    let Some(shown) = &question.shown else { return Ok(()) };
    let (name, scenes) = match shown.is_file() {
        true => of_file(&beside(file, shown))?,
        false => of_shipped(shown.lesson.as_str())?,
    };
    if shown.scene.is_empty() || scenes.iter().any(|scene| scene.title == shown.scene) {
        return Ok(());
    }
    let titles: Vec<&str> = scenes.iter().map(|scene| scene.title.as_str()).filter(|title| !title.is_empty()).collect();
    let has = if titles.is_empty() { "no scene in it has a title".to_owned() } else { format!("it has {}", listed(titles)) };
    Err(format!("`{name}` has no scene `{}`; {has}", shown.scene))
}

/// The name of a shipped lesson, and its scenes.
fn of_shipped(name: &str) -> Result<(String, Vec<Scene>), String> {
    let Some(lesson) = shipped::find(name) else {
        let nearest = shipped::nearest(name).map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default();
        return Err(format!("there is no lesson `{name}` (`inflight list` shows them; a file of your own ends in .toml){nearest}"));
    };
    Ok((name.to_owned(), parse(name, lesson.source).map(|scenario| scenario.scenes).unwrap_or_default()))
}

/// The path of a lesson of the user's own, and its scenes.
fn of_file(lesson: &Path) -> Result<(String, Vec<Scene>), String> {
    let written = disk::read(lesson)?;
    let path = written.path.clone();
    match understand(&written, &WhatIf::default()) {
        Ok(checked) => Ok((path, checked.scenario.scenes)),
        Err(problems) => {
            let first = problems.list().first().map(|problem| problem.title.to_string()).unwrap_or_default();
            Err(format!("`{path}` can't be played: {first}; `inflight check {path}` shows where"))
        }
    }
}
