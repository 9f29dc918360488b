//! The commands as a script sees them: output, errors and exit codes of the real program, away from any terminal.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod check_present;
mod cli;
mod hostile;
mod new;
mod quiz;
mod teaching;
mod worksheet;

use std::path::Path;
use std::process::{Command, Stdio};

/// The exit code, what was printed, and what was complained about.
fn told(arguments: &[&str]) -> (i32, String, String) {
    told_in(Path::new("."), arguments)
}

/// The same in a folder of its own.
fn told_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inflight"));
    let output = command.current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
