//! The way from the text of a file to a scenario that is legal by construction.

use super::problem::{Place, Problem, Problems};
use super::{Places, Scenario, check, file, limit};

/// A scenario as it was asked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// What its problems call the file.
    pub path: &'a str,
    /// What the file says.
    pub source: &'a str,
    /// What is set in it, each as `PATH=VALUE`.
    pub sets: &'a [String],
    /// Gives the text of a file beside it, or says in a few words why it can't. The name is always a relative one that stays within
    /// the folder.
    pub beside: &'a dyn Fn(&str) -> Result<String, String>,
}

/// The same, to be kept: what a run can be changed from while it is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Original {
    /// What its problems call the file.
    pub path: String,
    /// What the file says.
    pub source: String,
    /// What is set in it, each as `PATH=VALUE`.
    pub sets: Vec<String>,
    /// The seed, if it is not the file's own.
    pub seed: Option<u64>,
    /// The text of the file beside it that it names, if it names one.
    pub recorded: Option<String>,
}

impl Original {
    /// Reads and checks it, with more at its end.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn with(&self, more: &str) -> Result<Checked, Problems> {
        let beside = &|_: &str| self.recorded.clone().ok_or_else(|| "there is no such file beside the scenario".to_owned());
        let source = format!("{}{more}", self.source);
        let mut checked = read(&Asked { path: &self.path, source: &source, sets: &self.sets, beside })?;
        checked.scenario.seed = self.seed.unwrap_or(checked.scenario.seed);
        Ok(checked)
    }

    /// What the file would say with all that is set in it, seed and all, and with more at its end; nothing if no file says the same.
    #[must_use]
    pub fn saved(&self, more: &str) -> Option<String> {
        let seed = self.seed.map(|seed| format!("seed={seed}"));
        let sets: Vec<String> = self.sets.iter().cloned().chain(seed).collect();
        let source = format!("{}\n{more}", file::saved(&self.source, &sets)?.trim_end());
        let again = Self { source, sets: Vec::new(), seed: None, ..self.clone() };
        (again.with("").ok()?.scenario == self.with(more).ok()?.scenario).then_some(again.source)
    }
}

/// A scenario that can be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The scenario.
    pub scenario: Scenario,
    /// What it surely doesn't mean; nothing here is an error.
    pub warnings: Problems,
}

/// Reads and checks a scenario file; `path` is what its problems call it. No file beside it can be read, and warnings are left out.
///
/// # Errors
///
/// All that is wrong with it.
pub fn parse(path: &str, source: &str) -> Result<Scenario, Problems> {
    let beside = &|_: &str| Err("this scenario has no folder: nothing lies beside it".to_owned());
    read(&Asked { path, source, sets: &[], beside }).map(|checked| checked.scenario)
}

/// Reads and checks a scenario.
///
/// # Errors
///
/// All that is wrong with it.
pub fn read(asked: &Asked<'_>) -> Result<Checked, Problems> {
    let length = asked.source.len();
    let mut problems = Problems::new(asked.path, asked.source);
    if length as u64 > limit::FILE {
        let title = format!("this file has {length} bytes");
        problems.add(Problem::new(Place::default(), title, format!("the limit is {} bytes", limit::FILE)));
        return Err(problems);
    }
    let source = file::behind(asked.source, asked.sets);
    asked.sets.iter().for_each(|set| _ = problems.also_of("--set", set));
    let (file, is_toml) = file::read(&source, length, &mut problems);
    if !is_toml {
        // What stands in a broken line is unknown, so what seems to be missing may be there.
        return Err(problems);
    }
    let scenario = check::scenario(&file, &source, asked.beside, &mut problems);
    if problems.errors() == 0 { Ok(Checked { scenario, warnings: problems }) } else { Err(problems) }
}

/// Where the parts of the lesson stand in a scenario that can be run: places of the problems that [`read`] gives.
#[must_use]
pub fn places(asked: &Asked<'_>) -> Places {
    let source = file::behind(asked.source, asked.sets);
    let (file, _) = file::read(&source, asked.source.len(), &mut Problems::new(asked.path, asked.source));
    Places::of(&file)
}
