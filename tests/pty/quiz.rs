//! The quiz on a real pseudo-terminal: answered, shown by a lesson, finished, kept, and forgotten.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::ends;
use super::program::Program;

const ESCAPE: &str = "\x1b";
const ENTER: &str = "\r";
const PAGE_DOWN: &str = "\x1b[6~";

/// Questions whose right options are the same wherever they stand.
const QUESTIONS: &str = "
[[question]]\nid = 'first'\ntopic = 'one'\nkind = 'true-false'\nask = 'Is the first true?'\noptions = ['True', 'False']\ncorrect = [0]
why = 'So it is.'\nlesson = 'receiver-outage'\nscene = 'Errors here, a queue there'
[[question]]\nid = 'second'\ntopic = 'two'\nkind = 'true-false'\nask = 'Is the second true?'\noptions = ['True', 'False']\ncorrect = [1]
why = 'It is not.'
";

/// A folder for the user's data with nothing in it, and a file with questions beside it.
fn user(name: &str) -> (PathBuf, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    let questions = folder.join("mine.toml");
    fs::write(&questions, QUESTIONS).unwrap();
    (folder.join("data"), questions.to_str().unwrap().to_owned())
}

fn asked(data: &Path, arguments: &[&str]) -> Program {
    let program = Program::launch(&[&["quiz"], arguments].concat(), 80, 24, &[("XDG_DATA_HOME", data.to_str().unwrap())]);
    program.wait("the quiz", |p| p.text().contains("question 1 of "));
    program
}

fn shows(program: &Program, words: &str) {
    program.wait(words, |p| p.text().contains(words));
}

#[test]
fn questions_are_answered_shown_asked_again_kept_and_forgotten() {
    let (data, questions) = user("quiz");
    let mut program = asked(&data, &["--questions", &questions]);
    program.press("1");
    shows(&program, "Right.");
    program.press("s");
    program.wait("the lesson", |p| p.text().contains("Errors here, a queue there") && p.text().contains("Esc to the question"));
    program.press(ESCAPE);
    program.wait("the question", |p| p.text().contains("Is the first true?") && p.text().contains("Right."));
    program.press(PAGE_DOWN);
    shows(&program, "Is the second true?");
    program.press("1");
    shows(&program, "Not so: 2 is right.");
    program.press(ENTER);
    shows(&program, "This round: 1 of 2 right.");
    program.press("q");
    assert_eq!(ends(program, 0).text().trim(), "");

    let mut program = asked(&data, &["--questions", &questions]);
    program.wait("what is left", |p| p.text().contains("Right so far: 1 of 2.") && p.text().contains("Is the second true?"));
    program.press("2");
    shows(&program, "Right.");
    program.press(ENTER);
    shows(&program, "All are right.");
    program.press("q");
    ends(program, 0);
    let kept = fs::read_to_string(data.join("inflight/quiz.json")).unwrap();
    assert!(kept.contains("\"first\": true") && kept.contains("\"second\": true"), "{kept}");

    let forget = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inflight"));
        let output = command.args(["quiz", "--forget"]).env("XDG_DATA_HOME", &data).stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(forget().contains("is deleted"));
    assert!(!data.join("inflight/quiz.json").exists() && forget().contains("no progress to forget"));
    let mut program = asked(&data, &["--questions", &questions]);
    shows(&program, "0 of 2 right");
    program.press("q");
    ends(program, 0);
}

#[test]
fn a_lesson_of_ones_own_beside_the_questions_shows_the_answer() {
    let (data, questions) = user("quiz-own-lesson");
    let lesson = Path::new(&questions).with_file_name("lesson.toml");
    let source = "title = 'My lesson'\nduration = '9s'\nload.rate = '1/s'\n[[lane]]\nname = 'Call'\nsender.calls = 's'\nservice.s = {}\n\
                  [[scene]]\nat = '3s'\ntitle = 'Here'\nsay = 'Look at this.'\n";
    fs::write(&lesson, source).unwrap();
    fs::write(&questions, QUESTIONS.replace("receiver-outage", "lesson.toml").replace("Errors here, a queue there", "Here")).unwrap();
    let mut program = asked(&data, &["--questions", &questions]);
    program.press("1");
    shows(&program, "s shows it: the lesson lesson.toml, from \"Here\" on.");
    program.press("s");
    program.wait("the lesson", |p| p.text().contains("My lesson") && p.text().contains("Look at this."));
    program.press(ESCAPE);
    shows(&program, "Is the first true?");
    // It may be gone by now.
    fs::remove_file(&lesson).unwrap();
    program.press("s");
    shows(&program, "there is no file");
    program.press("q");
    ends(program, 0);
}

#[test]
fn a_broken_or_unwritable_file_is_said_and_the_quiz_goes_on() {
    let (data, questions) = user("quiz-broken");
    fs::create_dir_all(data.join("inflight")).unwrap();
    fs::write(data.join("inflight/quiz.json"), "{").unwrap();
    let mut program = asked(&data, &["--questions", &questions]);
    shows(&program, "Progress isn't kept: line 1 is broken; `inflight quiz --forget` deletes");
    program.press("1");
    shows(&program, "Right.");
    program.press("q");
    ends(program, 0);
    fs::remove_dir_all(&data).unwrap();
    // It leads nowhere: there is nothing to read, and no folder can be made.
    fs::create_dir_all(&data).unwrap();
    std::os::unix::fs::symlink("nowhere", data.join("inflight")).unwrap();
    let mut program = asked(&data, &["--questions", &questions]);
    program.press("1");
    program.wait("an answer", |p| p.text().contains("Right.") && p.text().contains("Progress isn't kept: "));
    program.press(PAGE_DOWN);
    program.press("1");
    program.wait("once", |p| p.text().contains("Not so") && !p.text().contains("Progress isn't kept: "));
    program.press("\x03");
    ends(program, 130);
}

#[test]
fn the_shipped_questions_are_asked_and_the_gallery_is_behind_them() {
    let (data, _) = user("quiz-shipped");
    let mut program = asked(&data, &["sqs", "--seed", "7", "--ascii"]);
    program.wait("the topic", |p| p.text().contains("Quiz: sqs") && p.text().is_ascii());
    program.press("g");
    shows(&program, "lessons");
    program.press("q");
    ends(program, 0);
    assert!(!data.exists(), "nothing was answered");
}
