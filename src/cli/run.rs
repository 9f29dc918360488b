//! `inflight run`: scenarios from start to end as fast as they go, and what was measured.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::args::{Format, WhatIf};
use super::{End, complain, each, parse};
use crate::export::json::json;
use crate::export::table::table;
use crate::shell::headless;

/// Runs each scenario to its end and prints what was measured; fails if a claim is false.
pub fn run(scenarios: &[PathBuf], what_if: &WhatIf, format: Format) -> io::Result<End> {
    each(scenarios, |written| {
        let scenario = match parse(written, what_if) {
            Ok(scenario) => Arc::new(scenario),
            Err(end) => return Ok(end),
        };
        let start = Instant::now();
        let report = match headless::run(&scenario) {
            Ok(report) => report,
            Err(halt) => {
                complain(&format!("`{}`: {halt}", written.path));
                return Ok(End::Failed);
            }
        };
        match format {
            Format::Json => writeln!(io::stdout(), "{}", json(&report, start.elapsed())?)?,
            Format::Table => write!(io::stdout(), "{}", table(&report))?,
        }
        Ok(if report.holds() { End::Done } else { End::Failed })
    })
}
