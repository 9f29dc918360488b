//! The arguments: commands and options, with the words of `--help`.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::ui::theme::{self, Depth, Palette};

/// Shows what happens to messages: a blocked synchronous caller beside an asynchronous producer with a queue.
///
/// Without a command, plays a scenario on the terminal. When its file is saved, the run goes on with what it says now.
#[derive(Debug, Parser)]
#[command(version, after_help = "Exit codes: 0 done, 1 a claim is false or the run failed, 2 usage or scenario")]
pub struct Args {
    /// The scenario to play: a file, or the name of a shipped one
    #[arg(value_name = "FILE|NAME")]
    pub scenario: Option<PathBuf>,
    #[command(flatten)]
    pub what_if: WhatIf,
    #[command(flatten)]
    pub look: Look,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What is asked of a scenario that its file doesn't say.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct WhatIf {
    /// Where all chance comes from, instead of the scenario's own seed
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Set any field for this time, such as asynchronous.orders.concurrency=8 or load.rate=20/s; may be given several times
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
}

/// How things are drawn, whatever is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Args)]
pub struct Look {
    /// Draw with plain characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// The colours [default: dark; none if `NO_COLOR` is set]
    #[arg(long, global = true, value_enum)]
    theme: Option<Theme>,
}

impl Look {
    /// The colours: those asked for, else none if `NO_COLOR` says so; as many as the terminal says that it has.
    pub fn theme(self) -> theme::Theme {
        let palette = match self.theme {
            Some(Theme::Dark) => Palette::Dark,
            Some(Theme::Light) => Palette::Light,
            None if !no_color() => Palette::Dark,
            Some(Theme::None) | None => Palette::None,
        };
        let says_true = std::env::var("COLORTERM").is_ok_and(|says| says == "truecolor" || says == "24bit");
        theme::Theme { palette, depth: if says_true { Depth::True } else { Depth::Indexed } }
    }
}

/// Whether text for this stream may have colours.
pub fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && !no_color()
}

fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// A set of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Theme {
    /// For a dark background
    Dark,
    /// For a light background
    Light,
    /// No colours: bold, dim and reverse only
    None,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run scenarios as fast as they go, and print what was measured
    Run {
        /// Files, or names of shipped scenarios
        #[arg(value_name = "FILE|NAME", required = true)]
        scenarios: Vec<PathBuf>,
        #[command(flatten)]
        what_if: WhatIf,
        /// How the figures are printed
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Show what is wrong with scenario files, or surely not meant
    Check {
        /// Files, or names of shipped scenarios
        #[arg(value_name = "FILE", required = true)]
        scenarios: Vec<PathBuf>,
        #[command(flatten)]
        what_if: WhatIf,
        /// How problems are printed
        #[arg(long, value_enum, default_value_t = ProblemFormat::Text)]
        format: ProblemFormat,
    },
    /// List the shipped scenarios
    List {
        /// List the presets instead
        #[arg(long)]
        presets: bool,
    },
    /// Explain presets: their figures, where these are from, and what is not modelled
    Explain {
        /// Names of presets
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// List the keys that work while a scenario plays
    Keys,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProblemFormat {
    /// For people
    Text,
    /// For editors: one object a line for each file
    Json,
}

/// How figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// For programs
    Json,
}

/// Understands a command line, or says what is wrong with it.
pub fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Args, clap::Error> {
    let args = Args::try_parse_from(line)?;
    // Only what comes after a command is that command's, and clap would drop these without a word.
    if args.command.is_some() && (args.scenario.is_some() || args.what_if != WhatIf::default()) {
        let misplaced = match &args {
            Args { scenario: Some(_), .. } => "a scenario",
            Args { what_if: WhatIf { seed: Some(_), .. }, .. } => "`--seed`",
            _ => "`--set`",
        };
        let problem = format!("{misplaced} must come after the command, not before it");
        return Err(Args::command().error(ErrorKind::ArgumentConflict, problem));
    }
    Ok(args)
}
