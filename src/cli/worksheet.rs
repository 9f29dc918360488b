//! `inflight worksheet`: what a class fills in while it watches, and the answers.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::args::WhatIf;
use super::{End, complain, each, parse};
use crate::export::worksheet::{Sheet, asked, worksheet as print};
use crate::shell::headless;
use crate::sim::Halt;

/// Prints one sheet for all that is named. Nothing is printed if one of them is wrong: a sheet with a gap would be handed out.
pub fn worksheet(scenarios: &[PathBuf], with_key: bool) -> io::Result<End> {
    let mut sheets = Vec::new();
    let end = each(scenarios, |written| {
        let Ok(scenario) = parse(written, &WhatIf::default()) else { return Ok(End::Refused) };
        let mut sheet = Sheet { file: written.path.clone(), scenario: Arc::new(scenario), report: None, asked: Vec::new() };
        if with_key && let Err(halt) = measure(&mut sheet) {
            complain(&format!("`{}`: {halt}", written.path));
            return Ok(End::Failed);
        }
        sheets.push(sheet);
        Ok(End::Done)
    })?;
    if end == End::Done {
        write!(io::stdout(), "{}", print(&sheets))?;
    }
    Ok(end)
}

/// Measures what the key says.
fn measure(sheet: &mut Sheet) -> Result<(), Halt> {
    sheet.report = Some(headless::run(&sheet.scenario)?);
    for asked in asked(&sheet.scenario) {
        let [before, after] = asked.instants.map(|at| headless::run_to(&sheet.scenario, at, Vec::new()));
        sheet.asked.push((asked, [before?, after?]));
    }
    Ok(())
}
