//! The way from the text of a file to a scenario that is legal by construction.

use super::problem::{Place, Problem, Problems};
use super::{Scenario, check, file, limit};

/// Reads and checks a scenario file; `path` is what its problems call it. No file beside it can be read.
///
/// # Errors
///
/// All that is wrong with it.
pub fn parse(path: &str, source: &str) -> Result<Scenario, Problems> {
    parse_with(path, source, &|_| Err("this scenario has no folder: nothing lies beside it".to_owned()))
}

/// Reads and checks a scenario file that may name files beside it. `read` is given such a name, always a relative one that stays
/// within the folder, and gives the text of the file, or says in a few words why it can't.
///
/// # Errors
///
/// All that is wrong with it.
pub fn parse_with(path: &str, source: &str, read: &dyn Fn(&str) -> Result<String, String>) -> Result<Scenario, Problems> {
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
    let scenario = check::scenario(&file, source, read, &mut problems);
    if problems.is_empty() { Ok(scenario) } else { Err(problems) }
}
