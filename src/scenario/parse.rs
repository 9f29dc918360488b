//! The way from the text of a file to a scenario that is legal by construction.

use super::problem::{Place, Problem, Problems};
use super::{Scenario, check, file, limit};

/// Reads and checks a scenario file; `path` is what its problems call it.
///
/// # Errors
///
/// All that is wrong with it.
pub fn parse(path: &str, source: &str) -> Result<Scenario, Problems> {
    let mut problems = Problems::new(path, source);
    if source.len() as u64 > limit::FILE {
        let title = format!("this file has {} bytes", source.len());
        problems.add(Problem::new(Place::default(), title, format!("the limit is {} bytes", limit::FILE)));
        return Err(problems);
    }
    let (file, is_toml) = file::read(source, &mut problems);
    if !is_toml {
        // What stands in a broken line is unknown, so what seems to be missing may be there.
        return Err(problems);
    }
    let scenario = check::scenario(&file, &mut problems);
    if problems.is_empty() { Ok(scenario) } else { Err(problems) }
}
