//! `inflight check`: what is wrong with scenario files, or surely not meant.

use std::io::{self, Write};
use std::path::PathBuf;

use super::args::{ProblemFormat, WhatIf};
use super::{End, each, look, understand};
use crate::export::diagnosis::{diagnosis, unread};
use crate::scenario::problem::Problems;
use crate::scenario::{Checked, Scenario};
use crate::shell::disk;

/// Prints the problems of each file. Warnings don't make it fail.
pub fn check(scenarios: &[PathBuf], what_if: &WhatIf, format: ProblemFormat) -> io::Result<End> {
    match format {
        ProblemFormat::Text => each(scenarios, |written| {
            let (scenario, problems) = split(understand(written, what_if));
            write!(io::stderr(), "{}", problems.render(look::colour(&io::stderr()))).ok();
            let Some(scenario) = scenario else { return Ok(End::Refused) };
            let found = match problems.total() {
                0 => "no problems".to_owned(),
                1 => "1 warning".to_owned(),
                more => format!("{more} warnings"),
            };
            let (lanes, scenes, claims) = (scenario.lanes.len(), scenario.scenes.len(), scenario.claims.len());
            writeln!(io::stdout(), "{}: {found}; lanes: {lanes}, scenes: {scenes}, claims: {claims}", written.path)?;
            Ok(End::Done)
        }),
        ProblemFormat::Json => {
            let mut end = End::Done;
            for named in scenarios {
                // Editors read one stream: a file that can't be read is a problem like any other.
                let (line, sound) = match disk::read(named) {
                    Ok(written) => {
                        let (scenario, problems) = split(understand(&written, what_if));
                        (diagnosis(&written.path, &problems)?, scenario.is_some())
                    }
                    Err(problem) => (unread(&disk::harmless(named), &problem)?, false),
                };
                writeln!(io::stdout(), "{line}")?;
                end = if sound { end } else { End::Refused };
            }
            Ok(end)
        }
    }
}

/// The scenario, if it can be run, and its problems.
fn split(checked: Result<Checked, Problems>) -> (Option<Scenario>, Problems) {
    match checked {
        Ok(Checked { scenario, warnings }) => (Some(scenario), warnings),
        Err(problems) => (None, problems),
    }
}
