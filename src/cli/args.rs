//! The arguments: commands and options, with the words of `--help`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use super::look::Look;
use crate::scenario::text;

/// Shows what happens to messages: a blocked synchronous caller beside an asynchronous producer with a queue.
///
/// Without a command, opens the gallery of lessons on the terminal, or plays the scenario that is named. When its file is saved, the
/// run goes on with what it says now.
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
    /// Present a lesson to a class, beat by beat, with a clicker
    Present {
        /// A file, or the name of a shipped scenario
        #[arg(value_name = "FILE|NAME")]
        scenario: PathBuf,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Show what is wrong with scenario files, or surely not meant
    Check {
        /// Files, or names of shipped scenarios
        #[arg(value_name = "FILE", required = true)]
        scenarios: Vec<PathBuf>,
        #[command(flatten)]
        what_if: WhatIf,
        /// Also warn of what a class could not read or see, and run the scenarios for it
        #[arg(long)]
        present: bool,
        /// How problems are printed
        #[arg(long, value_enum, default_value_t = ProblemFormat::Text)]
        format: ProblemFormat,
    },
    /// Write a scenario file to start from; nothing is ever overwritten
    New {
        /// The file to write; a name without an ending gets .toml
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Start from a shipped scenario, or from a copy of a file
        #[arg(long, value_name = "FILE|NAME")]
        from: Option<PathBuf>,
        /// Start from the least that runs
        #[arg(long, conflicts_with = "from")]
        minimal: bool,
    },
    /// Print a worksheet for a class, and its key, as Markdown
    ///
    /// It has the questions of the lessons, to be answered on paper, and an exit card; then the answers with what was measured.
    Worksheet {
        /// Files, or names of shipped scenarios, in the order in which the class sees them
        #[arg(value_name = "FILE|NAME", required = true)]
        scenarios: Vec<PathBuf>,
        /// Leave the answers out
        #[arg(long)]
        without_key: bool,
    },
    /// List the shipped lessons, the presets or the measures
    List {
        /// Only lessons with these tags, or with these words in their titles
        #[arg(value_name = "TAG")]
        words: Vec<String>,
        /// How the lessons are printed
        #[arg(long, value_enum, default_value_t = ListFormat::Table)]
        format: ListFormat,
        /// List the presets instead
        #[arg(long, conflicts_with_all = ["words", "format", "measures"])]
        presets: bool,
        /// List the measures instead: what claims compare
        #[arg(long, conflicts_with_all = ["words", "format"])]
        measures: bool,
    },
    /// Explain presets and measures: figures, sources, what is counted how
    Explain {
        /// Names of presets or measures
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
    /// Answer questions in the terminal, each with why it is so and the lesson that shows it
    Quiz(QuizArgs),
    /// Show the presenter's notes of a run that plays in another terminal on this machine
    Notes {
        /// The process that plays [default: what presents, else what plays]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        pid: Option<u32>,
    },
    /// Print the JSON Schema of scenario files, for editors
    Schema,
    /// List the keys that work while a scenario plays
    Keys,
}

/// What is asked of the quiz.
#[derive(Debug, clap::Args)]
pub struct QuizArgs {
    /// Only questions of this topic, such as sqs
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Take the questions from a file of your own
    #[arg(long, value_name = "FILE")]
    pub questions: Option<PathBuf>,
    /// Where the order of the options comes from, instead of the clock
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Print the questions with their answers instead of asking them
    #[arg(long, value_enum, conflicts_with = "seed")]
    pub format: Option<QuizFormat>,
    /// Delete what is known of your answers
    #[arg(long, conflicts_with_all = ["topic", "questions", "seed", "format"])]
    pub forget: bool,
}

/// How questions are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum QuizFormat {
    /// For programs: one object a line
    Json,
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
    /// For programs: one object a line for each file
    Json,
    /// For spreadsheets: one row for each figure
    Csv,
    /// For a handout
    Markdown,
}

/// How lessons are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Table,
    /// For programs: one object a line
    Json,
}

/// Understands a command line, or says what is wrong with it.
pub fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Args, clap::Error> {
    let line: Vec<OsString> = line.into_iter().collect();
    understand(&line).map_err(|error| {
        // Its words repeat the arguments, and the name of a file, which a pattern may give, can hold escape sequences.
        let harmless: Vec<OsString> = line.iter().map(|argument| text::harmless(&argument.to_string_lossy()).into()).collect();
        understand(&harmless).err().unwrap_or(error)
    })
}

fn understand(line: &[OsString]) -> Result<Args, clap::Error> {
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
