//! The command line as a script sees it: output, errors and exit codes of the real program, away from any terminal.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::fs;
use std::process::{Command, Output, Stdio};

fn inflight(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_inflight")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// The exit code, what was printed, and what was complained about.
fn told(arguments: &[&str]) -> (i32, String, String) {
    let output = inflight(arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn help_and_version_are_answers_and_not_errors() {
    for question in ["--help", "--version", "-h", "-V"] {
        let (code, out, err) = told(&[question]);
        assert!(code == 0 && !out.is_empty() && err.is_empty(), "{question}: {code}\n{out}{err}");
    }
}

#[test]
fn help_lists_only_commands_that_exist() {
    let (_, help, _) = told(&["-h"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> = commands.map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(names, ["run", "check", "new", "list", "explain", "schema", "keys", "help"]);
}

#[test]
fn a_wrong_command_line_is_refused_with_2_and_prints_nothing() {
    let wrong: [&[&str]; 8] = [
        &["--no-such-option"],
        &["run"],
        &["check"],
        &["explain"],
        &["run", "first-look", "--format", "poem"],
        &["--seed", "-1", "first-look"],
        &["--seed", "1", "run", "first-look"],
        &["first-look", "list"],
    ];
    for line in wrong {
        let (code, out, err) = told(line);
        assert!(code == 2 && out.is_empty() && !err.is_empty(), "{line:?}: {code}\n{out}{err}");
    }
}

#[test]
fn a_scenario_that_is_nowhere_is_refused_with_2() {
    for line in [&["no-such-scenario"][..], &["run", "no-such-scenario"], &["check", "no-such-scenario"]] {
        let (code, _, err) = told(line);
        assert!(code == 2 && err.contains("no file `no-such-scenario`"), "{line:?}: {code}\n{err}");
    }
}

#[test]
fn presets_are_listed_and_explained() {
    let (code, out, err) = told(&["list", "--presets"]);
    assert!(code == 0 && out.lines().any(|line| line.starts_with("aws.sqs.standard ")) && err.is_empty(), "{code}\n{out}{err}");
    let (code, out, err) = told(&["explain", "aws.sqs.standard", "aws.lambda"]);
    assert!(
        code == 0 && out.contains("visibility_timeout = \"30s\"") && out.contains("concurrency = 1000") && err.is_empty(),
        "{code}\n{out}{err}"
    );
}

#[test]
fn a_preset_that_is_nowhere_is_refused_with_2_and_keeps_no_other_from_its_turn() {
    let (code, out, err) = told(&["explain", "aws.lamda", "aws.sqs.fifo"]);
    assert!(code == 2 && out.starts_with("aws.sqs.fifo"), "{code}\n{out}{err}");
    assert!(err.contains("there is no preset `aws.lamda`") && err.contains("did you mean `aws.lambda`?"), "{err}");
}

#[test]
fn how_it_looks_may_be_said_before_and_after_every_command() {
    for line in [&["--ascii", "list"][..], &["list", "--ascii", "--theme", "light"], &["--theme", "none", "keys"]] {
        assert_eq!(told(line).0, 0, "{line:?}");
    }
}

#[test]
fn without_a_terminal_the_bare_program_lists() {
    let bare = told(&[]);
    assert_eq!(bare, told(&["list"]));
    assert!(bare.1.contains("first-look"));
}

#[test]
fn without_a_terminal_a_scenario_is_run_and_no_escape_is_written() {
    let (_, out, err) = told(&["first-look"]);
    assert!(!out.is_empty() && !out.contains('\x1b') && !err.contains('\x1b'), "{out}{err}");
}

/// A scenario file of this name for the time of a test: a shipped one, with something else in the place of something.
fn changed(name: &str, from: &str, to: &str) -> String {
    let source = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/receiver-outage.toml")).unwrap();
    assert!(source.contains(from));
    let path = format!("{}/{name}.toml", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, source.replace(from, to)).unwrap();
    path
}

#[test]
fn a_run_ends_with_0_if_all_claims_hold_and_with_1_if_one_is_false() {
    let (code, out, err) = told(&["run", "receiver-outage"]);
    assert!(code == 0 && out.contains("Synchronous") && err.is_empty(), "{code}\n{out}{err}");
    let doubtful = changed("false-claim", "asynchronous.lost == 0", "asynchronous.lost > 0");
    for line in [&["run", &doubtful][..], &["run", "first-look", &doubtful], &[doubtful.as_str()]] {
        let (code, out, err) = told(line);
        assert!(code == 1 && out.contains("asynchronous.lost > 0") && err.is_empty(), "{line:?}: {code}\n{out}{err}");
    }
}

#[test]
fn a_broken_file_is_refused_with_2_and_its_problem_outweighs_a_false_claim() {
    let broken = changed("broken", "polls ", "poll ");
    let doubtful = changed("false-claim-too", "asynchronous.lost == 0", "asynchronous.lost > 0");
    for line in [&["run", &broken][..], &["run", &doubtful, &broken], &["run", "--format", "json", &broken], &[broken.as_str()]] {
        let (code, _, err) = told(line);
        assert!(code == 2 && err.contains("`poll`") && err.contains("broken.toml:"), "{line:?}: {code}\n{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for line in [
        &["list"][..],
        &["list", "--presets"],
        &["explain", "aws.lambda"],
        &["keys"],
        &["schema"],
        &["run", "receiver-outage"],
        &["run", "--format", "json", "first-look"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_inflight")).args(line).stdin(Stdio::null()).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{line:?}");
    }
}
