//! Hostile files, names and arguments, given to the real program: it refuses them in few words that steer no terminal, and never hangs.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use inflight::scenario::text::is_harmful;

/// The ways to give a file to the program; the last is bare play, which runs away from a terminal.
const WAYS: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "json"],
    &["run"],
    &["run", "--format", "json"],
    &["run", "--format", "csv"],
    &["run", "--format", "markdown"],
    &["run", "first-look"],
    &[],
];

/// The exit code and all that was printed, of which nothing steers a terminal.
fn told(arguments: &[impl AsRef<OsStr>]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_inflight")).args(arguments).stdin(Stdio::null()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(!text.chars().any(|c| c != '\n' && is_harmful(c)), "{text:?}");
    (output.status.code().unwrap(), text)
}

/// A path in the folder of these tests.
fn path(name: impl AsRef<OsStr>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name.as_ref())
}

fn file(name: impl AsRef<OsStr>, content: impl AsRef<[u8]>) -> PathBuf {
    let path = path(name);
    fs::write(&path, content).unwrap();
    path
}

/// Refused with 2 in every way, with these words among not too many.
fn is_refused(path: &Path, words: &str) {
    for way in WAYS {
        let line: Vec<OsString> = way.iter().map(OsString::from).chain([path.into()]).collect();
        let (code, text) = told(&line);
        assert!(code == 2 && text.contains(words) && text.len() < 100_000, "{line:?}: {code}\n{text:.2000}");
    }
}

const LEAST: &str = "title = 't'\nload.rate = '5/s'\nduration = '3s'\n[[lane]]\nname = 'L'\nsender.calls = 's'\nservice.s = {}\n";

#[test]
fn what_is_no_file_is_refused() {
    is_refused(Path::new(env!("CARGO_TARGET_TMPDIR")), "it is a directory");
    is_refused(Path::new("no\u{1b}[31m\u{202e}\nwhere"), "there is no file `no\u{fffd}[31m\u{fffd} where`");
}

#[cfg(unix)]
#[test]
fn what_never_ends_or_never_begins_is_refused() {
    is_refused(Path::new("/dev/zero"), "it is not a regular file");
    is_refused(Path::new("/dev/full"), "it is not a regular file");
    let pipe = path("pipe.toml");
    fs::remove_file(&pipe).ok();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    is_refused(&pipe, "it is not a regular file");
}

#[test]
fn what_is_too_large_or_no_text_is_refused() {
    let huge = file("huge.toml", "");
    fs::File::options().write(true).open(&huge).unwrap().set_len(100 << 20).unwrap();
    is_refused(&huge, "it is larger than 1048576 bytes, the limit");
    is_refused(&file("utf16.toml", b"\xff\xfet\0i\0"), "it is UTF-16");
    is_refused(&file("binary.toml", [0x7f, b'E', b'L', b'F', 0, 0xff]), "has a zero byte in it");
    is_refused(&file("latin1.toml", b"title = 'caf\xe9'"), "is not UTF-8");
}

#[test]
fn what_windows_writes_is_read() {
    let path = file("windows.toml", format!("\u{feff}{}", LEAST.replace('\n', "\r\n")));
    for way in WAYS {
        let line: Vec<OsString> = way.iter().map(OsString::from).chain([path.clone().into()]).collect();
        assert_eq!(told(&line).0, 0, "{line:?}");
    }
    let (_, text) = told(&["check".as_ref(), file("mark.toml", format!("\u{feff}titel = 't'\n{LEAST}")).as_os_str()]);
    assert!(text.contains("mark.toml:1:1\n"), "{text}");
}

#[test]
fn ten_thousand_of_anything_are_refused_in_few_words() {
    let many = |name: &str, head: &str, each: &dyn Fn(usize) -> String, tail: &str| {
        let all: String = (0..10_000).map(each).collect();
        file(name, format!("{head}{all}{tail}"))
    };
    let load = "title = 't'\nload.rate = '5/s'\n";
    let lane = |n| format!("[[lane]]\nname = 'L{n}'\nsender.calls = 's'\nservice.s = {{}}\n");
    is_refused(&many("lanes.toml", load, &lane, ""), "the limit is 16 lanes");
    let head = format!("{load}[[lane]]\nname = 'L'\nsender.calls = 's0'\n");
    let node = |n| format!("service.s{n}.calls = 's{}'\n", n + 1);
    is_refused(&many("nodes.toml", &head, &node, "service.s10000 = {}\n"), "the limit is 64 nodes");
    is_refused(
        &many("faults.toml", LEAST, &|_| "[[fault]]\nat = '1s'\nkind = 'hang'\non = 's'\n".to_owned(), ""),
        "the limit is 1000 faults",
    );
    is_refused(&many("arrays.toml", "a = ", &|_| "[".to_owned(), ""), "this is not TOML");
    is_refused(&many("tables.toml", "a = ", &|_| "{ a = ".to_owned(), ""), "this is not TOML");
    is_refused(&many("dots.toml", "a", &|_| ".a".to_owned(), " = 1"), "this is not TOML");
    is_refused(&many("header.toml", "[a", &|_| ".a".to_owned(), "]"), "this is not TOML");
}

#[cfg(unix)]
#[test]
fn names_of_files_steer_no_terminal() {
    use std::os::unix::ffi::OsStrExt;
    let names: [&[u8]; 4] = [b"\x1b]0;owned\x07.toml", b"\xc2\x9b31m\xe2\x80\xae\n.toml", b"\xff\xfe\x80.toml", b"--\x1b[31m.toml"];
    for name in names {
        let name = OsStr::from_bytes(name);
        is_refused(&file(name, "titel = 't'"), "did you mean `title`?");
        let good = file(name, LEAST);
        for way in WAYS {
            let line: Vec<OsString> = way.iter().map(OsString::from).chain([good.clone().into()]).collect();
            assert_eq!(told(&line).0, 0, "{line:?}");
        }
    }
}

/// A pattern of the shell may turn the name of a file into an option.
#[test]
fn usage_errors_repeat_arguments_without_their_escapes() {
    let hostile = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}\nx";
    for line in [
        vec!["check".to_owned(), format!("--{hostile}.toml")],
        vec!["run".to_owned(), "--format".to_owned(), hostile.to_owned(), "first-look".to_owned()],
        vec!["run".to_owned(), "--seed".to_owned(), hostile.to_owned(), "first-look".to_owned()],
        vec![format!("--theme={hostile}")],
        vec!["run".to_owned(), "--set".to_owned(), hostile.to_owned(), "first-look".to_owned()],
        vec!["run".to_owned(), "--set".to_owned(), format!("load.{hostile}=1"), "first-look".to_owned()],
        vec!["explain".to_owned(), hostile.to_owned()],
        vec!["list".to_owned(), hostile.to_owned()],
    ] {
        let (code, text) = told(&line);
        assert!(code == 2 && text.contains("owned"), "{line:?}: {code}\n{text}");
    }
}

#[test]
fn recorded_instants_that_are_none_are_refused() {
    let scenario = file("recorded.toml", LEAST.replace("load.rate = '5/s'", "load.file = 'recorded.csv'"));
    for (content, words) in [
        (&b"0\ninf\n"[..], "line 2 of `recorded.csv` doesn't begin with a time"),
        (b"0\n-1\n", "line 2 of `recorded.csv` doesn't begin with a time"),
        (b"0\n1e400\n", "line 2 of `recorded.csv` doesn't begin with a time"),
        (b"5\n1\n", "line 2 of `recorded.csv` lies before the line above it"),
        (b"1\n99999999999999999999999\n", "the time in line 2 of `recorded.csv` is out of range"),
        (b"0\n\x1b[31m\xe2\x80\xae\n", "it begins with `\u{fffd}[31m\u{fffd}`"),
        (b"0\n\x00\n", "line 2 has a zero byte"),
        (b"\xff\xfe0\0", "it is UTF-16"),
        (b"\x89PNG\r\n", "line 1 is not UTF-8"),
    ] {
        file("recorded.csv", content);
        is_refused(&scenario, words);
    }
    let huge = file("recorded.csv", "");
    fs::File::options().write(true).open(&huge).unwrap().set_len((64 << 20) + 1).unwrap();
    is_refused(&scenario, "it is larger than 67108864 bytes, the limit");
}

#[test]
fn no_number_is_too_strange_to_be_refused_in_words() {
    let scenario = file("numbers.toml", LEAST);
    let numbers = [
        "1e400",
        "-0",
        "nan",
        "inf",
        "-inf",
        "0x7fffffff",
        "18446744073709551616",
        "-9223372036854775809",
        "'1e30s'",
        "'-1s'",
        "'NaNs'",
        "'999999999999999999999999999999h'",
        "'9999999999999999999999d'",
        "'1e400/s'",
        "'nan/s'",
        "'99999999999999999999/s'",
    ];
    for key in
        ["duration", "load.rate", "load.count", "load.burst.size", "work.time", "l.sender.callers", "l.s.concurrency", "l.s.throttle"]
    {
        for number in numbers {
            let set = format!("{key}={number}");
            let (code, text) = told(&["run".as_ref(), "--set".as_ref(), OsStr::new(&set), scenario.as_os_str()]);
            assert!(code == 2 && text.contains("--set:1:"), "{set}: {code}\n{text}");
        }
    }
}
