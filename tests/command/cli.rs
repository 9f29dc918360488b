//! The command line as a script sees it: output, errors and exit codes of the real program, away from any terminal.

use std::fs;
use std::process::{Command, Stdio};

use super::told;

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
    assert_eq!(names, ["run", "present", "check", "new", "worksheet", "list", "explain", "quiz", "notes", "schema", "keys", "help"]);
}

#[test]
fn a_wrong_command_line_is_refused_with_2_and_prints_nothing() {
    let wrong: [&[&str]; 14] = [
        &["--no-such-option"],
        &["run"],
        &["check"],
        &["explain"],
        &["run", "first-look", "--format", "poem"],
        &["--seed", "-1", "first-look"],
        &["--seed", "1", "run", "first-look"],
        &["first-look", "list"],
        &["list", "--format", "csv"],
        &["list", "--presets", "--measures"],
        &["list", "--measures", "queue"],
        &["list", "--presets", "--format", "json"],
        &["notes"],
        &["notes", "--pid", "0"],
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
fn measures_are_listed_and_explained() {
    let (code, out, err) = told(&["list", "--measures"]);
    assert!(code == 0 && out.lines().any(|line| line.starts_with("lane.node.depth_max ")) && err.is_empty(), "{code}\n{out}{err}");
    let (code, out, err) = told(&["explain", "blocked.p99", "goodput_per_s", "asynchronous.inbox.depth_max"]);
    assert!(code == 0 && out.contains("JSON     lanes[].blocked.p99_s\n") && err.is_empty(), "{code}\n{out}{err}");
    assert!(out.contains("\ngoodput (measure of a lane)\n") && out.contains("\ndepth_max (measure of a node)\n"), "{out}");
}

#[test]
fn a_name_that_is_nowhere_is_refused_with_2_and_keeps_no_other_from_its_turn() {
    let (code, out, err) = told(&["explain", "aws.lamda", "blokked.p99", "zebra", "\u{1b}[31m", "aws.sqs.fifo"]);
    assert!(code == 2 && out.starts_with("aws.sqs.fifo"), "{code}\n{out}{err}");
    assert!(err.contains("there is no preset and no measure `aws.lamda`; did you mean `aws.lambda`?"), "{err}");
    assert!(err.contains("`blokked.p99`; did you mean `blocked.p99`?"), "{err}");
    assert!(
        err.contains("`zebra`; `inflight list --presets` and `inflight list --measures` show them") && !err.contains('\u{1b}'),
        "{err}"
    );
}

#[test]
fn lessons_are_listed_by_tag_and_by_the_words_of_their_titles() {
    let names = |line: &[&str]| -> Vec<String> {
        let (code, out, err) = told(line);
        assert!(code == 0 && err.is_empty(), "{line:?}: {code}\n{err}");
        let named = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["name"].as_str().unwrap().to_owned();
        out.lines().map(named).collect()
    };
    let list = ["list", "--format", "json"];
    let all = names(&list);
    for words in [&["outage"][..], &["RECEIVER"], &["receiver-out"], &["outage", "seconds"]] {
        let found = names(&[&list[..], words].concat());
        assert!(found.contains(&"receiver-outage".to_owned()) && found.len() < all.len(), "{words:?}: {found:?}");
    }
    for words in [&["zebra"][..], &["outage", "zebra"], &["eceiver"]] {
        let (code, out, err) = told(&[&["list"], words].concat());
        assert!(code == 2 && out.is_empty() && err.contains("no lesson is about"), "{words:?}: {code}\n{out}{err}");
    }
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
    let source = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/idea/receiver-outage.toml")).unwrap();
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

#[test]
fn several_files_have_a_summary_for_people_and_one_file_has_none() {
    let (doubtful, broken) =
        (changed("false-claim-of-many", "asynchronous.lost == 0", "asynchronous.lost > 0"), changed("broken-of-many", "polls ", "poll "));
    let (code, out, _) = told(&["run", "first-look", &doubtful, &broken, "no-such-file", "--seed", "7"]);
    let summary: Vec<&str> = out.lines().skip_while(|line| !line.starts_with("claims ")).collect();
    let fields = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let expected = [
        "claims seed file".to_owned(),
        "7 of 7 hold 7 first-look".to_owned(),
        format!("10 of 11 hold, 1 FALSE 7 {doubtful}"),
        format!("has problems - {broken}"),
        "could not be read - no-such-file".to_owned(),
        String::new(),
        "2 of 4 files run to the end, 17 of 18 claims hold".to_owned(),
    ];
    assert_eq!(summary.iter().map(|line| fields(line)).collect::<Vec<_>>(), expected.map(|line| fields(&line)), "{out}");
    assert_eq!(code, 2);
    let (code, out, _) = told(&["run", "first-look", &doubtful, "--format", "markdown"]);
    assert!(code == 1 && out.contains("| 10 of 11 hold, 1 FALSE |") && out.ends_with("17 of 18 claims hold\n"), "{code}\n{out}");
    for format in ["table", "markdown"] {
        let (_, out, _) = told(&["run", "first-look", "--format", format]);
        assert!(!out.contains("files run to the end") && !out.ends_with("\n\n"), "{out}");
    }
}

#[test]
fn csv_is_one_table_for_all_files_and_json_one_object_a_line() {
    let broken = changed("broken-of-csv", "polls ", "poll ");
    let (code, out, err) = told(&["run", "first-look", &broken, "receiver-outage", "--format", "csv"]);
    assert!(code == 2 && err.contains("`poll`"), "{code}\n{err}");
    assert!(out.starts_with("scenario,file,seed,lane,node,kind,measure,stat,unit,value,that,say\n"), "{out}");
    assert_eq!(out.matches("scenario,file").count(), 1);
    assert!(out.contains(",first-look,1,") && out.contains(",receiver-outage,1,") && !out.contains(&broken), "{out}");
    assert_eq!(out, told(&["run", "first-look", "receiver-outage", "--format", "csv"]).1, "the same run is the same bytes");
    let (code, out, _) = told(&["run", "first-look", "receiver-outage", "--format", "json"]);
    let objects: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(code == 0 && objects.len() == 2, "{code}\n{out}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for line in [
        &["list"][..],
        &["list", "--format", "json"],
        &["list", "--presets"],
        &["list", "--measures"],
        &["explain", "aws.lambda"],
        &["explain", "blocked"],
        &["keys"],
        &["worksheet", "first-look"],
        &["run", "receiver-outage", "first-look"],
        &["schema"],
        &["run", "--format", "json", "first-look"],
        &["run", "--format", "csv", "receiver-outage", "first-look"],
        &["run", "--format", "markdown", "receiver-outage", "first-look"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_inflight")).args(line).stdin(Stdio::null()).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{line:?}");
    }
}
