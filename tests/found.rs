//! What a fuzzer found, and what must hold of it and of every scenario at hand; `fuzz/README.md` says how it looks for more.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

#[path = "found/checks.rs"]
mod checks;
#[path = "found/dictionary.rs"]
mod dictionary;

use std::fs;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Every scenario of the repository.
fn scenarios() -> Vec<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let folders = ["tests", "scenarios"].into_iter().flat_map(|folder| entries(&path(folder))).filter(|folder| folder.is_dir());
    let files = folders.flat_map(|folder| entries(&folder));
    files.filter(|file| file.extension().is_some_and(|extension| extension == "toml")).collect()
}

#[test]
fn all_holds_of_what_was_found_and_of_every_scenario_at_hand() {
    for file in scenarios() {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        let legal = std::panic::catch_unwind(|| checks::hold(&text)).map_err(|_| &file).unwrap();
        // What is no longer legal would be held to much less.
        let may_be_refused = ["tests/broken", "tests/found"].iter().any(|folder| file.starts_with(path(folder)));
        assert!(legal || may_be_refused, "{}", file.display());
    }
}

#[test]
fn hostile_text_runs_and_hostile_names_do_not() {
    assert!(checks::hold(include_str!("found/hostile-text.toml")));
    assert!(!checks::hold(include_str!("found/hostile-names.toml")));
}

/// `UPDATE=1` writes it anew.
#[test]
fn the_dictionary_has_every_word_of_the_language() {
    let (file, wanted) = (path("fuzz/dictionary"), dictionary::dictionary());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap_or_default() == wanted, "run with UPDATE=1");
}
