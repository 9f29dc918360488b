//! The command line: what was asked for, who does it, and the exit code.

mod args;

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::{Args, Command, Format};
pub use args::{Look, Theme};

use crate::shell::disk::{self, Written};
use crate::shell::play::{Outcome, play};
use crate::ui::Model;

/// The lesson that plays when nothing is asked for.
const FIRST: &str = "first-look";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// It did what was asked.
    Done,
    /// A claim is false, or the run failed.
    Failed,
    /// The command line or a scenario is wrong.
    Refused,
    /// A signal with this number ended it.
    Signal(i32),
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::Failed => 1,
            End::Refused => 2,
            // As shells count it. No signal has a number that would not fit.
            End::Signal(number) => u8::try_from(128 + number).unwrap_or(u8::MAX),
        })
    }
}

/// Does what the command line asks for.
pub fn main(line: impl IntoIterator<Item = OsString>) -> ExitCode {
    let end = match args::parse(line) {
        Ok(args) => obey(args),
        Err(error) => {
            // Help and version come this way too. Nobody is left to tell if they can't be printed.
            error.print().ok();
            Ok(if error.use_stderr() { End::Refused } else { End::Done })
        }
    };
    match end {
        Ok(end) => end.into(),
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => End::Done.into(),
        Err(error) => {
            complain(&error.to_string());
            End::Failed.into()
        }
    }
}

fn obey(args: Args) -> io::Result<End> {
    match args.command {
        None => start(args.scenario, args.seed, args.look),
        Some(Command::Run { scenarios, seed, format }) => run(&scenarios, seed, format),
        Some(Command::Check { scenarios }) => check(&scenarios),
        Some(Command::List) => list(&mut io::stdout().lock()),
        Some(Command::Keys) => keys(&mut io::stdout().lock()),
    }
}

/// Without a command: plays on a terminal; elsewhere does what leaves something to read.
fn start(scenario: Option<PathBuf>, seed: Option<u64>, look: Look) -> io::Result<End> {
    match (scenario, can_play()) {
        (Some(scenario), true) => play_scenario(&scenario, seed, look),
        (Some(scenario), false) => run(&[scenario], seed, Format::Table),
        (None, true) => play_scenario(Path::new(FIRST), seed, look),
        (None, false) => list(&mut io::stdout().lock()),
    }
}

/// Whether there is a terminal that can show a picture and give keys.
fn can_play() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !dumb
}

fn play_scenario(named: &Path, seed: Option<u64>, look: Look) -> io::Result<End> {
    let model = match disk::read(named).and_then(|written| model(&written, seed, look)) {
        Ok(model) => model,
        Err(problem) => {
            complain(&problem);
            return Ok(End::Refused);
        }
    };
    Ok(match play(model)? {
        Outcome::Quit => End::Done,
        Outcome::Signal(number) => End::Signal(number),
    })
}

/// What plays: the scenario that was written, with the seed if one was given.
fn model(_written: &Written, _seed: Option<u64>, _look: Look) -> Result<Model, String> {
    Ok(Model::new()) // PLACEHOLDER: scenario::parse, its seed replaced, Model::new(scenario, look)
}

/// Runs each scenario to its end and prints what was measured; fails if a claim is false.
fn run(scenarios: &[PathBuf], _seed: Option<u64>, _format: Format) -> io::Result<End> {
    each(scenarios, |written| {
        writeln!(io::stdout(), "{}: run comes with the engine", written.path).map(|()| End::Done) // PLACEHOLDER: scenario::parse, measure, export
    })
}

/// Prints the problems of each file.
fn check(scenarios: &[PathBuf]) -> io::Result<End> {
    each(scenarios, |written| {
        writeln!(io::stdout(), "{}: check comes with the parser", written.path).map(|()| End::Done) // PLACEHOLDER: scenario::parse
    })
}

/// Prints the name and the title of each shipped scenario.
fn list(out: &mut impl Write) -> io::Result<End> {
    writeln!(out, "{FIRST}").map(|()| End::Done) // PLACEHOLDER: a line for each of scenario::shipped::ALL
}

/// Prints the key table.
fn keys(out: &mut impl Write) -> io::Result<End> {
    writeln!(out, "q  quit").map(|()| End::Done) // PLACEHOLDER: a line for each row of ui::keymap
}

/// Reads each scenario and does the same with it; the worst end counts, and one that can't be read doesn't keep the next from its turn.
fn each(scenarios: &[PathBuf], mut act: impl FnMut(&Written) -> io::Result<End>) -> io::Result<End> {
    let mut worst = End::Done;
    for scenario in scenarios {
        let end = match disk::read(scenario) {
            Ok(written) => act(&written)?,
            Err(problem) => {
                complain(&problem);
                End::Refused
            }
        };
        worst = worse(worst, end);
    }
    Ok(worst)
}

/// A scenario that is wrong outweighs a claim that is false: the one says nothing was measured.
fn worse(one: End, other: End) -> End {
    match (one, other) {
        (End::Done, end) | (end, End::Done) => end,
        (End::Refused, _) | (_, End::Refused) => End::Refused,
        (one, _) => one,
    }
}

/// Tells the user what is wrong; not with `eprintln!`, which panics when nobody can hear it.
fn complain(problem: &str) {
    writeln!(io::stderr(), "error: {problem}").ok();
}
