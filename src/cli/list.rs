//! `inflight list`: what comes with the program.

use std::io::{self, Write};

use super::End;
use crate::export::explain;
use crate::scenario;
use crate::scenario::shipped::{self, Shipped};

/// Prints the name and the title of each shipped scenario.
pub fn scenarios() -> io::Result<End> {
    let widest = shipped::ALL.iter().map(|shipped| shipped.name.len()).max().unwrap_or(0);
    for Shipped { name, source } in shipped::ALL {
        // A test runs every shipped scenario, so that each has a title.
        let title = scenario::parse(name, source).map(|scenario| scenario.title).unwrap_or_default();
        writeln!(io::stdout(), "{name:widest$}  {title}")?;
    }
    Ok(End::Done)
}

/// Prints a line for each preset.
pub fn presets() -> io::Result<End> {
    write!(io::stdout(), "{}", explain::presets()).map(|()| End::Done)
}
