//! The `inflight` program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    inflight::cli::main(std::env::args_os())
}
