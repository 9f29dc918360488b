//! The command line: what was asked for, who does it, and the exit code.

mod args;
mod check;
mod explain;
mod list;
mod look;
mod new;
mod notes;
mod play;
mod quiz;
mod run;
mod schema;
mod worksheet;

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::{Args, Command, Format, ListFormat, WhatIf};
use look::Look;

use crate::scenario::problem::Problems;
use crate::scenario::{self, Asked, Checked, Scenario};
use crate::shell::disk::{self, Written};
use crate::ui::keymap;

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
        None => start(args.scenario, &args.what_if, args.look),
        Some(Command::Run { scenarios, what_if, format }) => run::run(&scenarios, &what_if, format),
        Some(Command::Check { scenarios, what_if, present, format }) => check::check(&scenarios, &what_if, present, format),
        Some(Command::Worksheet { scenarios, without_key }) => worksheet::worksheet(&scenarios, !without_key),
        Some(Command::Present { scenario, what_if }) => present(&scenario, &what_if, args.look),
        Some(Command::List { presets: true, .. }) => list::presets(),
        Some(Command::List { measures: true, .. }) => list::measures(),
        Some(Command::List { words, format, .. }) => list::lessons(&words, format),
        Some(Command::Explain { names }) => explain::explain(&names),
        Some(Command::Quiz(asked)) => quiz::quiz(&asked, args.look),
        Some(Command::New { file, from, minimal }) => new::new(&file, from.as_deref(), minimal),
        Some(Command::Schema) => schema::schema(),
        Some(Command::Notes { pid }) => notes::notes(pid, args.look),
        Some(Command::Keys) => keys(&mut io::stdout().lock()),
    }
}

/// Without a command: shows the gallery or plays, on a terminal; elsewhere does what leaves something to read.
fn start(scenario: Option<PathBuf>, what_if: &WhatIf, look: Look) -> io::Result<End> {
    match (scenario, can_play()) {
        (Some(scenario), true) => play::play(&scenario, what_if, look, false),
        (Some(scenario), false) => run::run(&[scenario], what_if, Format::Table),
        (None, true) => play::gallery(what_if, look),
        (None, false) => list::lessons(&[], ListFormat::Table),
    }
}

fn present(scenario: &Path, what_if: &WhatIf, look: Look) -> io::Result<End> {
    if can_play() {
        return play::play(scenario, what_if, look, true);
    }
    complain("a presentation needs a terminal; `inflight run` prints what the lesson measures");
    Ok(End::Refused)
}

/// Whether there is a terminal that can show a picture and give keys.
fn can_play() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !dumb
}

/// The scenario that was written, with what was asked of it, or what is wrong with it.
fn understand(written: &Written, what_if: &WhatIf) -> Result<Checked, Problems> {
    let Checked { scenario, warnings } = asked(written, what_if, scenario::read)?;
    Ok(Checked { scenario: Scenario { seed: what_if.seed.unwrap_or(scenario.seed), ..scenario }, warnings })
}

/// What comes of a scenario that was written, with what was asked of it.
fn asked<T>(written: &Written, what_if: &WhatIf, of: impl FnOnce(&Asked<'_>) -> T) -> T {
    of(&Asked { path: &written.path, source: &written.source, sets: &what_if.sets, beside: &|name| written.beside(name) })
}

/// The checked scenario; what is wrong with it, or surely not meant, is printed.
fn parse(written: &Written, what_if: &WhatIf) -> Result<Scenario, End> {
    let (checked, problems) = match understand(written, what_if) {
        Ok(Checked { scenario, warnings }) => (Ok(scenario), warnings),
        Err(problems) => (Err(End::Refused), problems),
    };
    show(&problems);
    checked
}

/// Prints what is wrong with a scenario, or surely not meant.
fn show(problems: &Problems) {
    write!(io::stderr(), "{}", problems.render(look::colour(&io::stderr()))).ok();
}

/// Prints the key table.
fn keys(out: &mut impl Write) -> io::Result<End> {
    write!(out, "{}", keymap::as_text()).map(|()| End::Done)
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
