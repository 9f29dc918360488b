//! `check --present`: each warning of what a class can't read or see, in its exact words.

use std::fs;
use std::path::{Path, PathBuf};

use inflight::scenario::shipped;

use super::told_in;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/present")
}

fn told(arguments: &[&str]) -> (i32, String, String) {
    told_in(&folder(), &[&["check"], arguments].concat())
}

/// The names of the files, one for each warning.
fn files() -> Vec<String> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let tomls = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    tomls.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn each_warning_has_its_place_and_its_words() {
    let files = files();
    assert!(files.len() >= 20, "{files:?}");
    for file in files {
        let (code, out, err) = told(&["--present", &file]);
        assert!(code == 0 && out.contains(": 1 warning;"), "{file}: {code}\n{out}{err}");
        let words = folder().join(&file).with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&words, &err).unwrap();
        }
        assert_eq!(err, fs::read_to_string(&words).unwrap_or_default(), "{file}: run with UPDATE=1 and look at it");
    }
}

#[test]
fn a_usual_check_says_nothing_of_it() {
    for file in files() {
        let (code, out, err) = told(&[&file]);
        assert!(code == 0 && out.contains(": no problems;") && err.is_empty(), "{file}: {code}\n{out}{err}");
    }
}

#[test]
fn editors_are_told_too_and_a_setting_may_mend_it() {
    let (code, out, _) = told(&["--present", "shows-is-false.toml", "--format", "json"]);
    assert!(code == 0 && out.contains("\"title\":\"this is not so when its scene begins\""), "{out}");
    let (code, out, err) = told(&["--present", "shows-is-false.toml", "--set", "work.time=50ms"]);
    assert!(code == 0 && out.contains(": no problems;"), "{out}{err}");
}

#[test]
fn what_a_usual_check_says_is_not_said_twice() {
    let source = fs::read_to_string(folder().join("nothing-to-read.toml")).unwrap();
    let path = format!("{}/said-once.toml", env!("CARGO_TARGET_TMPDIR"));
    for (from, to, title) in [
        ("title = \"Later\"", "", "this scene shows nothing"),
        ("at = \"5s\"\ntitle = \"Later\"", "at = \"0.5s\"\nsay = \"Before.\"", "the scenes are out of order"),
    ] {
        assert!(source.contains(from));
        fs::write(&path, source.replace(from, to)).unwrap();
        let (code, out, err) = told(&["--present", &path]);
        assert!(code == 0 && out.contains(": 1 warning;") && err.contains(title), "{out}{err}");
    }
}

#[test]
fn what_is_wrong_is_refused_as_ever() {
    let (code, out, err) = told(&["--present", "no-such-file.toml"]);
    assert!(code == 2 && out.is_empty() && err.contains("no file"), "{out}{err}");
}

#[test]
fn the_lessons_are_fit_for_a_class() {
    for shipped in shipped::ALL {
        let (code, out, err) = told(&["--present", shipped.name]);
        assert!(code == 0 && out.contains(": no problems;"), "{out}{err}");
    }
}
