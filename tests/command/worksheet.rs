//! The worksheet: what a class is handed out, from shipped lessons and from files of one's own.

use std::fs;

fn told(arguments: &[&str]) -> (i32, String, String) {
    super::told(&[&["worksheet"], arguments].concat())
}

fn printed(arguments: &[&str]) -> String {
    let (code, out, err) = told(arguments);
    assert!(code == 0 && err.is_empty(), "{arguments:?}: {code}\n{err}");
    out
}

/// A file of this name for the time of a test.
fn file(name: &str, source: &str) -> String {
    let path = format!("{}/{name}.toml", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, source).unwrap();
    path
}

/// A lesson of one's own, with a question and a turn whose texts try to be more than text.
const OWN: &str = r##"
title = "Mine | *all* <b>of it</b>"
duration = "10s"
load.rate = "1/s"
work.time = "250ms"
[[lane]]
name = "A | `b`"
sender.calls = "s"
service.s = {}
[[scene]]
at = "1s"
say = "- no list\n# no heading"
ask = { prompt = "# Is [this](http://x) it?", options = ["1. *one*", "- [x] two\n- [x] three"], answer = 1, why = "<script>" }
[[scene]]
at = "5s"
turn = { goal = "- [x] **Less** of it", that = "a-b.blocked.p50 < 0.1", with = "a-b.s.time" }
"##;

#[test]
fn the_worksheet_of_the_first_lesson_is_as_it_was_looked_at() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worksheet/first-look.md");
    let sheet = printed(&["first-look"]);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, &sheet).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == sheet, "the worksheet has changed: run with UPDATE=1 and look at it\n{sheet}");
}

#[test]
fn a_file_of_ones_own_has_its_questions_then_its_answers_with_what_was_measured() {
    let sheet = printed(&[&file("own-worksheet", OWN)]);
    let (questions, key) = sheet.split_once("\n<div style=\"page-break-after: always\"></div>\n").unwrap();
    for said in [
        "\n- [ ] **1** 1. \\*one\\*\n- [ ] **2** ",
        "\nBecause: ____",
        "\nYour turn: **- \\[x\\] \\*\\*Less\\*\\* of it**\n",
        "\n## Exit card\n",
    ] {
        assert!(questions.contains(said), "{said}\n{questions}");
    }
    assert!(!questions.contains("script") && !questions.contains("blocked"), "{questions}");
    for said in [
        "\n- [x] **2** ",
        "\nWhy: \\<script\\>\n",
        "\n| blocked p50 | 0.25 s |\n",
        "\n- Reached when `a-b.blocked.p50 < 0.1`\n- The setting to turn: `a-b.s.time`\n- As the file is, a-b.blocked.p50 is 0.25 s, against 0.10 s\n",
        "\n## Exit card\n",
    ] {
        assert!(key.contains(said), "{said}\n{key}");
    }
    assert!(!key.contains("**1** 1. \\*one"), "a wrong option stands in the key\n{key}");
}

#[test]
fn below_an_answer_stands_what_was_measured_when_it_was_asked_and_when_it_was_answered() {
    let scenes = OWN
        .replace("ask =", "shows = ['a-b.completed == 1']\nask =")
        .replace("turn =", "shows = ['a-b.ack.max < 2 * a-b.blocked.max']\nturn =");
    let sheet = printed(&[&file("measured-worksheet", &scenes)]);
    let table = "\n| measured | at 1.0 s, when it is asked | at 5.0 s, when it is answered |\n|:--|--:|--:|\n\
                 | a-b.completed | 1 | 5 |\n| a-b.ack.max | 0.25 s | 0.25 s |\n| a-b.blocked.max | 0.25 s | 0.25 s |\n";
    assert!(sheet.contains(table), "{sheet}");
    assert!(!printed(&[&file("nothing-measured", OWN)]).contains("s, when it is asked"), "nothing is shown");
    // Without a scene after it, it is answered at the end.
    let last = scenes.split("[[scene]]\nat = \"5s\"").next().unwrap();
    assert!(
        printed(&[&file("last-worksheet", last)])
            .contains("| at 10.0 s, when it is answered |\n|:--|--:|--:|\n| a-b.completed | 1 | 10 |\n")
    );
}

#[test]
fn markup_in_the_texts_of_a_file_stays_text() {
    let sheet = printed(&[&file("hostile-worksheet", OWN)]);
    let begins = |line: &&str| line.starts_with("# ") || line.starts_with("- [x]");
    assert_eq!(sheet.lines().filter(begins).collect::<Vec<_>>(), ["# Worksheet", "# Key", "- [x] **2** - \\[x\\] two - \\[x\\] three"]);
    for markup in ["<b>", "<script>", "[this]", " *one*", "| *all*", "\n- no list", "\n# no heading", "`b`"] {
        assert!(!sheet.contains(markup), "{markup}\n{sheet}");
    }
}

#[test]
fn without_the_key_no_answer_is_printed_and_nothing_else_changes() {
    let path = file("sheet-without-key", OWN);
    let (whole, alone) = (printed(&["first-look", &path]), printed(&["first-look", &path, "--without-key"]));
    assert!(whole.starts_with(&alone) && whole.len() > alone.len() && !alone.contains("# Key"), "{alone}");
    assert!(alone.contains("\n## 1. ") && alone.contains("\n## 2. Mine") && alone.ends_with("____\n"), "{alone}");
}

#[test]
fn a_lesson_without_questions_says_so() {
    let without = OWN.lines().filter(|line| !line.starts_with("ask =")).collect::<Vec<_>>().join("\n");
    let sheet = printed(&[&file("no-questions", &without)]);
    assert_eq!(sheet.matches("\nThis lesson asks no questions.").count(), 2, "{sheet}");
}

#[test]
fn a_sheet_with_a_gap_is_not_printed() {
    let broken = file("broken-worksheet", &OWN.replace("calls", "call"));
    for line in [&["first-look", broken.as_str()][..], &["no-such-lesson", "first-look"], &[]] {
        let (code, out, err) = told(line);
        assert!(code == 2 && out.is_empty() && !err.is_empty(), "{line:?}: {code}\n{out}");
    }
}
