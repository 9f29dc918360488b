//! `inflight run`: scenarios from start to end as fast as they go, and what was measured.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::args::{Format, WhatIf};
use super::{End, complain, parse, worse};
use crate::export::csv::{self, csv};
use crate::export::json::json;
use crate::export::markdown::markdown;
use crate::export::summary::{self, Line, Ran};
use crate::export::table::table;
use crate::shell::disk::{self, Written};
use crate::shell::headless;

/// Runs each scenario to its end and prints what was measured; fails if a claim is false. One that is wrong doesn't keep the next
/// from its turn.
pub fn run(scenarios: &[PathBuf], what_if: &WhatIf, format: Format) -> io::Result<End> {
    let mut out = io::stdout();
    if format == Format::Csv {
        out.write_all(csv::HEAD.as_bytes())?;
    }
    let several = scenarios.len() > 1;
    let mut lines: Vec<Line> = Vec::new();
    for named in scenarios {
        let line = match disk::read(named) {
            Ok(written) => one(&written, what_if, format, several, &mut out)?,
            Err(problem) => {
                complain(&problem);
                Line { file: disk::harmless(named), ran: Ran::Unread }
            }
        };
        lines.push(line);
    }
    match format {
        Format::Table if several => write!(out, "{}", summary::table(&lines))?,
        Format::Markdown if several => write!(out, "{}", summary::markdown(&lines))?,
        // Programs count for themselves.
        _ => {}
    }
    Ok(lines.iter().map(|line| end(line.ran)).fold(End::Done, worse))
}

/// Runs one scenario and prints what was measured.
fn one(written: &Written, what_if: &WhatIf, format: Format, several: bool, out: &mut impl Write) -> io::Result<Line> {
    let line = |ran| Line { file: written.path.clone(), ran };
    let Ok(scenario) = parse(written, what_if) else { return Ok(line(Ran::Wrong)) };
    let start = Instant::now();
    let report = match headless::run(&Arc::new(scenario)) {
        Ok(report) => report,
        Err(halt) => {
            complain(&format!("`{}`: {halt}", written.path));
            return Ok(line(Ran::Stuck));
        }
    };
    // What is read by people has a blank line before the next.
    let end = if several { "\n" } else { "" };
    match format {
        Format::Table => write!(out, "{}{end}", table(&report))?,
        Format::Markdown => write!(out, "{}{end}", markdown(&report, &written.path))?,
        Format::Csv => write!(out, "{}", csv(&report, &written.path))?,
        Format::Json => writeln!(out, "{}", json(&report, start.elapsed())?)?,
    }
    Ok(line(Ran::of(&report)))
}

/// What a file's run means for the exit code.
fn end(ran: Ran) -> End {
    match ran {
        Ran::Unread | Ran::Wrong => End::Refused,
        Ran::Done { hold, claims, .. } if hold == claims => End::Done,
        Ran::Stuck | Ran::Done { .. } => End::Failed,
    }
}
