//! What may be read as a scenario, and what is said of the rest.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

use std::fs;
use std::path::{Path, PathBuf};

use inflight::scenario::limit;
use inflight::shell::disk;

/// A file of this name and content, in a folder of the build.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path
}

fn refusal(path: &Path) -> String {
    disk::read(path).unwrap_err()
}

#[test]
fn a_file_is_read_with_its_path() {
    let path = file("plain.toml", b"title = \"plain\"\n");
    let written = disk::read(&path).unwrap();
    assert_eq!(written.source, "title = \"plain\"\n");
    assert_eq!(written.path, path.to_str().unwrap());
}

#[test]
fn a_shipped_name_works_where_a_file_does() {
    assert_eq!(disk::read(Path::new("first-look")).unwrap().path, "first-look");
}

#[test]
fn what_is_nowhere_is_said_to_be_neither_a_file_nor_shipped() {
    let said = refusal(Path::new("no-such-thing"));
    assert!(said.contains("no file `no-such-thing`") && said.contains("inflight list"), "{said}");
}

#[test]
fn a_directory_is_refused() {
    let said = refusal(Path::new(env!("CARGO_TARGET_TMPDIR")));
    assert!(said.contains("directory"), "{said}");
}

#[test]
fn a_file_at_the_limit_is_read_and_one_byte_more_is_refused() {
    let most = usize::try_from(limit::FILE).unwrap();
    assert!(disk::read(&file("full.toml", &vec![b'#'; most])).is_ok());
    let said = refusal(&file("over.toml", &vec![b'#'; most + 1]));
    assert!(said.contains("1048576 bytes"), "{said}");
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_line() {
    let said = refusal(&file("latin1.toml", b"title = \"a\"\nsay = \"caf\xe9\"\n"));
    assert!(said.contains("line 2 is not UTF-8"), "{said}");
}

#[test]
fn a_huge_file_is_refused_without_reading_it() {
    let path = file("huge.toml", b"");
    fs::File::options().write(true).open(&path).unwrap().set_len(100 << 20).unwrap();
    assert!(refusal(&path).contains("it is larger than 1048576 bytes, the limit"));
}

#[test]
fn the_mark_that_some_editors_put_in_front_is_no_part_of_the_text() {
    assert_eq!(disk::read(&file("mark.toml", b"\xef\xbb\xbftitle = \"a\"\r\n")).unwrap().source, "title = \"a\"\r\n");
    file("mark.csv", b"\xef\xbb\xbf0.5\n");
    assert_eq!(disk::read(&file("mark.toml", b"")).unwrap().beside("mark.csv").unwrap(), "0.5\n");
}

#[test]
fn text_in_another_encoding_is_named_with_what_to_do() {
    let utf16 = |order: fn(u16) -> [u8; 2]| "\u{feff}title = 'a'\n".encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for bytes in [utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
        let said = refusal(&file("utf16.toml", &bytes));
        assert!(said.contains("it is UTF-16") && said.contains("save it as UTF-8"), "{said}");
        let without_a_mark = refusal(&file("unmarked.toml", &bytes[2..]));
        assert!(without_a_mark.contains("line 1 has a zero byte in it") && without_a_mark.contains("UTF-8"), "{without_a_mark}");
    }
    assert!(refusal(&file("zeros.toml", b"title = 'a'\nsay = 'b\0'\n")).contains("line 2 has a zero byte"));
}

#[test]
fn a_name_cannot_send_escapes_to_the_terminal() {
    let said = refusal(Path::new("\u{1b}]0;owned\u{7}\u{9b}2J"));
    assert!(!said.chars().any(char::is_control), "{said:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_without_a_writer_is_refused_instead_of_waited_for() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pipe.toml");
    fs::remove_file(&path).ok();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert!(refusal(&path).contains("not a regular file"));
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_refused_also_behind_a_link_and_beside_a_scenario() {
    assert!(refusal(Path::new("/dev/zero")).contains("not a regular file"));
    let link = Path::new(env!("CARGO_TARGET_TMPDIR")).join("zeros");
    fs::remove_file(&link).ok();
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
    assert!(refusal(&link).contains("not a regular file"));
    assert!(disk::read(&file("plain.toml", b"")).unwrap().beside("zeros").unwrap_err().contains("not a regular file"));
}
