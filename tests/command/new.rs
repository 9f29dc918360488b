//! `inflight new`: the scenarios to start from run as they are and with any of their settings turned on, and nothing is ever overwritten.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use inflight::export::schema::schema;
use inflight::measure::Report;
use inflight::scenario::{self, Asked, Scenario, starter};

use super::told_in;

/// The scenario, in which there is not even a warning.
fn parse(source: &str) -> Scenario {
    let asked = Asked { path: "starter", source, sets: &[], beside: &|_| Err(String::new()) };
    let checked = scenario::read(&asked).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    assert_eq!(checked.warnings.total(), 0, "{}", checked.warnings.render(false));
    checked.scenario
}

#[test]
fn what_one_starts_from_runs_and_its_claims_hold() {
    for source in [starter::FULL, starter::LEAST] {
        for seed in std::iter::once(1).chain(1_000..1_010) {
            let report = Report::of(&Arc::new(Scenario { seed, ..parse(source) })).unwrap();
            assert!(report.holds(), "seed {seed}: {:?}", report.verdicts);
        }
    }
    let full = parse(starter::FULL);
    assert_eq!((full.lanes.len(), full.faults.len(), full.changes.len(), full.scenes.len(), full.claims.len()), (2, 1, 1, 3, 2));
    assert!(full.scenes[1].ask.is_some());
}

/// The settings of the full starter that stand behind a `#` as examples; all others are at their defaults.
const EXAMPLES: [&str; 23] = [
    "misconception",
    "count",
    "kinds",
    "backlog",
    "retry",
    "breaker",
    "connections",
    "preset",
    "timeout",
    "throttle",
    "cold_start",
    "time",
    "errors",
    "latency",
    "retention",
    "capacity",
    "notes",
    "focus",
    "speed",
    "view",
    "plan",
    "shows",
    "turn",
];

#[test]
fn each_setting_behind_a_comment_sign_may_be_turned_on() {
    let as_it_is = parse(starter::FULL);
    let lines: Vec<&str> = starter::FULL.lines().collect();
    let mut examples = Vec::new();
    let mut turned_on = 0;
    for (place, line) in lines.iter().enumerate() {
        let Some(setting) = line.trim_start().strip_prefix("# ") else { continue };
        let key = setting.split(' ').next().unwrap();
        if !setting[key.len()..].starts_with(" = ") {
            continue;
        }
        let mut lines = lines.clone();
        lines[place] = setting;
        if parse(&lines.join("\n")) != as_it_is {
            assert!(EXAMPLES.contains(&key), "this is no default: {line}");
            examples.push(key);
        }
        turned_on += 1;
    }
    assert!(turned_on >= 35, "{turned_on} settings");
    let idle: Vec<_> = EXAMPLES.iter().filter(|example| !examples.contains(example)).collect();
    assert!(idle.is_empty(), "these are defaults: {idle:?}");
}

/// A new folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("new-{name}"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_file_leads_an_editor_to_the_schema_beside_it_and_runs() {
    let folder = folder("plain");
    let (code, out, err) = told_in(&folder, &["new", "mine"]);
    assert!(code == 0 && err.is_empty() && out.contains("inflight run mine.toml"), "{code}\n{out}{err}");
    assert_eq!(names(&folder), ["mine.toml", "scenario.schema.json"]);
    let written = fs::read_to_string(folder.join("mine.toml")).unwrap();
    assert_eq!(written, format!("#:schema ./scenario.schema.json\n\n{}", starter::FULL));
    assert_eq!(fs::read_to_string(folder.join("scenario.schema.json")).unwrap(), schema().unwrap());
    let (code, out, err) = told_in(&folder, &["run", "mine.toml"]);
    assert!(code == 0 && err.is_empty() && !out.contains("FALSE"), "{code}\n{out}{err}");
    assert_eq!(told_in(&folder, &["schema"]).1, schema().unwrap());
}

#[test]
fn one_may_start_from_the_least_from_a_lesson_or_from_a_file() {
    let folder = folder("from");
    assert_eq!(told_in(&folder, &["new", "least.toml", "--minimal"]).0, 0);
    assert_eq!(told_in(&folder, &["new", "--from", "first-look", "lesson.toml"]).0, 0);
    assert_eq!(told_in(&folder, &["new", "copy.toml", "--from", "lesson.toml"]).0, 0);
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert!(read("least.toml").ends_with(starter::LEAST));
    let lesson = scenario::shipped::find("first-look").unwrap().source;
    assert_eq!(read("lesson.toml"), format!("#:schema ./scenario.schema.json\n\n{lesson}"));
    assert_eq!(read("copy.toml"), read("lesson.toml"));
    let (code, out, err) = told_in(&folder, &["new", "x.toml", "--from", "frist-look"]);
    assert!(code == 2 && out.is_empty() && err.contains("did you mean `first-look`?"), "{code}\n{out}{err}");
    assert_eq!(told_in(&folder, &["new", "x.toml", "--minimal", "--from", "first-look"]).0, 2);
    assert!(!folder.join("x.toml").exists());
}

#[test]
fn nothing_is_overwritten() {
    let folder = folder("twice");
    fs::write(folder.join("mine.toml"), "mine").unwrap();
    fs::write(folder.join("scenario.schema.json"), "an older one").unwrap();
    for name in ["mine", "mine.toml"] {
        let (code, out, err) = told_in(&folder, &["new", name]);
        assert!(
            code == 2 && out.is_empty() && err.contains("`mine.toml` exists already") && err.contains("another name"),
            "{code}\n{out}{err}"
        );
    }
    let (code, out, err) = told_in(&folder, &["new", "other"]);
    assert!(code == 0 && err.is_empty() && out.contains("scenario.schema.json is not of this version"), "{code}\n{out}{err}");
    assert_eq!(fs::read_to_string(folder.join("mine.toml")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(folder.join("scenario.schema.json")).unwrap(), "an older one");
}

#[test]
fn where_no_file_can_be_the_answer_says_why() {
    let folder = folder("nowhere");
    fs::write(folder.join("file"), "").unwrap();
    fs::create_dir(folder.join("lessons")).unwrap();
    let cases = [
        ("-", "no name for a file"),
        (".", "is a folder"),
        ("..", "is a folder"),
        ("lessons", "is a folder; name a file in it, such as "),
        ("new/", "is a folder"),
        ("nowhere/mine.toml", "there is no folder `nowhere`"),
        ("file/mine.toml", "to write `file/mine.toml` into"),
    ];
    for (name, why) in cases {
        let (code, out, err) = told_in(&folder, &["new", name]);
        assert!(code == 2 && out.is_empty() && err.contains(why), "{name}: {code}\n{out}{err}");
    }
    assert_eq!(told_in(&folder, &["new"]).0, 2);
    assert_eq!(names(&folder), ["file", "lessons"]);
}

/// A limit on the size of files stands for a full disk.
#[cfg(unix)]
#[test]
fn a_file_that_could_not_be_written_to_its_end_is_not_left_behind() {
    let folder = folder("full");
    let limited = "trap '' XFSZ; ulimit -f 0; exec \"$0\" new mine";
    let shell = Command::new("sh").args(["-c", limited, env!("CARGO_BIN_EXE_inflight")]).current_dir(&folder).stdin(Stdio::null()).output();
    let output = shell.unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && err.contains("cannot write `mine.toml`"), "{:?}\n{err}", output.status);
    assert!(output.stdout.is_empty() && names(&folder).is_empty());
}
