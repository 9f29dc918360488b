//! `inflight worksheet`: what a class fills in while it watches, and the answers.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::args::WhatIf;
use super::{End, complain, each, parse};
use crate::export::worksheet::{Sheet, worksheet as print};
use crate::shell::headless;

/// Prints one sheet for all that is named. Nothing is printed if one of them is wrong: a sheet with a gap would be handed out.
pub fn worksheet(scenarios: &[PathBuf], with_key: bool) -> io::Result<End> {
    let mut sheets = Vec::new();
    let end = each(scenarios, |written| {
        let Ok(scenario) = parse(written, &WhatIf::default()) else { return Ok(End::Refused) };
        let scenario = Arc::new(scenario);
        let report = if with_key {
            match headless::run(&scenario) {
                Ok(report) => Some(report),
                Err(halt) => {
                    complain(&format!("`{}`: {halt}", written.path));
                    return Ok(End::Failed);
                }
            }
        } else {
            None
        };
        sheets.push(Sheet { file: written.path.clone(), scenario, report });
        Ok(End::Done)
    })?;
    if end == End::Done {
        write!(io::stdout(), "{}", print(&sheets))?;
    }
    Ok(end)
}
