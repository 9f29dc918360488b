//! `inflight quiz` as a script sees it, away from any terminal: questions as JSON, and what is refused.

use std::fs;

use inflight::scenario::quiz;
use serde_json::Value;

fn told(arguments: &[&str]) -> (i32, String, String) {
    super::told(&[&["quiz"], arguments].concat())
}

fn json(arguments: &[&str]) -> Vec<Value> {
    let (code, out, err) = told(&[arguments, &["--format", "json"]].concat());
    assert!(code == 0 && err.is_empty(), "{code}\n{err}");
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A file of the user's own.
fn file(name: &str, source: &str) -> String {
    let path = format!("{}/{name}.toml", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, source).unwrap();
    path
}

const OWN: &str = "[[question]]\nid = 'x'\ntopic = 'mine'\nkind = 'multi'\nask = \"Which?\\u001b[2J\"\noptions = ['a', 'b', 'c']
correct = [2, 0]\nwhy = 'So.'\n";

#[test]
fn every_question_is_an_object_on_a_line() {
    let (all, questions) = (json(&[]), quiz::read(quiz::SHIPPED).unwrap());
    assert_eq!(all.len(), questions.len());
    for (value, question) in all.iter().zip(&questions) {
        for key in ["id", "topic", "kind", "ask", "why", "source", "lesson"] {
            assert!(value[key].as_str().is_some_and(|text| !text.is_empty()), "{key} of {}", question.id);
        }
        assert_eq!(value["options"].as_array().unwrap().len(), question.options.len());
        assert_eq!(value["correct"], serde_json::json!(question.correct));
        assert!(value.get("scene").is_some() && value["explained_only"].is_boolean(), "{}", question.id);
    }
}

#[test]
fn a_topic_limits_them_and_an_unknown_one_is_refused_with_the_list() {
    let some = json(&["SQS"]);
    assert!(!some.is_empty() && some.iter().all(|value| value["topic"] == "sqs"));
    let (code, out, err) = told(&["kafka", "--format", "json"]);
    assert!(code == 2 && out.is_empty() && err.contains("no topic `kafka`; there are ") && err.contains("`sqs`"), "{code}\n{err}");
}

#[test]
fn questions_of_ones_own_are_taken_and_no_escape_is() {
    let own = json(&["--questions", &file("own", OWN)]);
    assert_eq!((own.len(), &own[0]["correct"]), (1, &serde_json::json!([0, 2])));
    assert_eq!(own[0]["ask"], "Which?\u{fffd}[2J");
    assert!(["source", "lesson", "scene"].iter().all(|key| own[0][key].is_null()));
}

#[test]
fn a_question_may_be_shown_by_a_lesson_of_ones_own_beside_it() {
    let scene = |title: &str| format!("[[scene]]\nat = '1s'\nsay = 'Look.'\n{title}");
    let lesson = |scene: &str| {
        format!("title = 'L'\nduration = '9s'\nload.rate = '1/s'\n[[lane]]\nname = 'Call'\nsender.calls = 's'\nservice.s = {{}}\n{scene}")
    };
    let path = file("own-lesson", &lesson(&scene("title = 'Here'")));
    file("broken-lesson", &lesson("").replace("rate", "rat"));
    file("untitled-lesson", &lesson(&scene("")));
    let asked = |more: &str| file("shown", &format!("{OWN}{more}"));
    // From elsewhere than its folder, too.
    let own = json(&["--questions", &asked("lesson = 'own-lesson.toml'\nscene = 'Here'")]);
    assert!(own[0]["lesson"] == "own-lesson.toml" && own[0]["scene"] == "Here");
    json(&["--questions", &asked(&format!("lesson = '{path}'"))]);
    for (more, complaint) in [
        ("lesson = 'no-lesson.toml'", "line 1, question x: there is no file `"),
        ("lesson = 'own-lesson.toml'\nscene = 'There'", "own-lesson.toml` has no scene `There`; it has `Here`"),
        ("lesson = 'untitled-lesson.toml'\nscene = 'There'", "has no scene `There`; no scene in it has a title"),
        ("lesson = 'broken-lesson.toml'", "broken-lesson.toml` can't be played: unknown key `rat` in [load]; `inflight check "),
    ] {
        let (code, out, err) = told(&["--questions", &asked(more), "--format", "json"]);
        assert!(code == 2 && out.is_empty() && err.contains(complaint), "{more}: {code}\n{err}");
    }
}

#[test]
fn all_that_is_wrong_with_a_file_is_said() {
    let one = |id: &str, more: &str| OWN.replace("'x'", &format!("'{id}'")) + more + "\n";
    let source = one("x", "lesson = 'nothing'") + &one("y", "lesson = 'no.toml'") + &one("z", "");
    let (code, _, err) = told(&["--questions", &file("all-wrong", &source), "--format", "json"]);
    assert!(code == 2 && err.matches("error: ").count() == 2 && err.contains("question x") && err.contains("question y"), "{err}");
    let (code, _, err) = told(&["--questions", &file("all-bad", &source.replace("'multi'", "'many'")), "--format", "json"]);
    assert!(code == 2 && err.matches("`kind` is true-false").count() == 3, "{err}");
}

#[test]
fn a_mistake_in_a_file_is_refused_with_file_and_line_and_what_is_expected() {
    let with = |more: &str| format!("# Mine\n{OWN}{more}");
    let mistakes = [
        (with("explained_only = 3"), "line 2, question x: `explained_only` is true or false"),
        (
            with("lesson = 'first-lok'"),
            "line 2, question x: there is no lesson `first-lok` (`inflight list` shows them; a file of your own ends in .toml); did you mean `first-look`?",
        ),
        (with("lesson = 'receiver-outage'\nscene = 'Nowhere'"), "has no scene `Nowhere`; it has `All is well`"),
        (with("\"\\u001b[2J\" = 1"), "unknown key `\u{fffd}[2J`"),
        (with("id = "), "line 10: "),
        (String::new(), "line 1: there is no [[question]]"),
    ];
    for (place, (source, complaint)) in mistakes.iter().enumerate() {
        let path = file(&format!("mistake-{place}"), source);
        let (code, out, err) = told(&["--questions", &path, "--format", "json"]);
        assert!(code == 2 && out.is_empty() && err.contains(&path) && err.contains(complaint), "{code}\n{err}");
        assert!(!err.contains('\u{1b}'));
    }
    let (code, _, err) = told(&["--questions", "nowhere.toml"]);
    assert!(code == 2 && err.contains("there is no file `nowhere.toml`"), "{err}");
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let (code, out, err) = told(&[]);
    assert!(code == 2 && out.is_empty() && err.contains("`inflight quiz --format json`"), "{code}\n{err}");
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    for line in [&["--forget", "sqs"][..], &["--forget", "--format", "json"], &["--seed", "1", "--format", "json"], &["--format", "csv"]] {
        let (code, out, err) = told(line);
        assert!(code == 2 && out.is_empty() && !err.is_empty(), "{line:?}: {code}\n{err}");
    }
}
