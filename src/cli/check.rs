//! `inflight check`: what is wrong with scenario files, or surely not meant; and what a class could not see.

mod present;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{ProblemFormat, WhatIf};
use super::{End, asked, complain, each, look, understand, worse};
use crate::export::diagnosis::{diagnosis, unread};
use crate::scenario::problem::Problems;
use crate::scenario::{self, Checked, Scenario};
use crate::shell::disk::{self, Written};

/// Prints the problems of each file. Warnings don't make it fail.
pub fn check(scenarios: &[PathBuf], what_if: &WhatIf, present: bool, format: ProblemFormat) -> io::Result<End> {
    match format {
        ProblemFormat::Text => each(scenarios, |written| {
            let Found { scenario, problems, end } = found(written, what_if, present);
            write!(io::stderr(), "{}", problems.render(look::colour(&io::stderr()))).ok();
            let Some(scenario) = scenario else { return Ok(end) };
            let found = match problems.total() {
                0 => "no problems".to_owned(),
                1 => "1 warning".to_owned(),
                more => format!("{more} warnings"),
            };
            let (lanes, scenes, claims) = (scenario.lanes.len(), scenario.scenes.len(), scenario.claims.len());
            writeln!(io::stdout(), "{}: {found}; lanes: {lanes}, scenes: {scenes}, claims: {claims}", written.path)?;
            Ok(end)
        }),
        ProblemFormat::Json => {
            let mut end = End::Done;
            for named in scenarios {
                // Editors read one stream: a file that can't be read is a problem like any other.
                let (line, own) = match disk::read(named) {
                    Ok(written) => {
                        let Found { problems, end, .. } = found(&written, what_if, present);
                        (diagnosis(&written.path, &problems)?, end)
                    }
                    Err(problem) => (unread(&disk::harmless(named), &problem)?, End::Refused),
                };
                writeln!(io::stdout(), "{line}")?;
                end = worse(end, own);
            }
            Ok(end)
        }
    }
}

/// What was found in a file.
struct Found {
    /// The scenario, if it can be run.
    scenario: Option<Arc<Scenario>>,
    problems: Problems,
    end: End,
}

fn found(written: &Written, what_if: &WhatIf, present: bool) -> Found {
    let Checked { scenario, warnings: mut problems } = match understand(written, what_if) {
        Ok(checked) => checked,
        Err(problems) => return Found { scenario: None, problems, end: End::Refused },
    };
    let scenario = Arc::new(scenario);
    let mut end = End::Done;
    if present {
        let places = asked(written, what_if, scenario::places);
        if let Err(halt) = present::present(&scenario, &places, &mut problems) {
            complain(&format!("`{}`: {halt}", written.path));
            end = End::Failed;
        }
    }
    Found { scenario: Some(scenario), problems, end }
}
