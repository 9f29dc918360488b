//! `inflight new`: a scenario file to start from, and beside it the schema by which an editor helps with writing.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{End, complain};
use crate::export::schema;
use crate::scenario::starter;
use crate::shell::disk::{self, Unmade, harmless};

/// The schema's file, in the folder of the scenario: an editor needs no network for it.
const SCHEMA: &str = "scenario.schema.json";

/// By this an editor finds the schema; a blank line must follow.
const DIRECTIVE: &str = "#:schema";

/// Writes the file, and the schema if there is none beside it.
pub fn new(named: &Path, from: Option<&Path>, minimal: bool) -> io::Result<End> {
    let source = match from {
        None if minimal => starter::LEAST.to_owned(),
        None => starter::FULL.to_owned(),
        Some(from) => match disk::read(from) {
            Ok(written) => written.source,
            Err(problem) => return Ok(refuse(&problem)),
        },
    };
    let file = match file(named) {
        Ok(file) => file,
        Err(problem) => return Ok(refuse(&problem)),
    };
    match disk::create(&file, &with_schema(&source)) {
        Ok(()) => {}
        Err(Unmade::Exists(problem) | Unmade::Refused(problem)) => return Ok(refuse(&problem)),
        Err(Unmade::Failed(problem)) => return Ok(fail(&problem)),
    }
    let path = harmless(&file);
    writeln!(io::stdout(), "{path} is written.")?;
    let end = schema_beside(&file)?;
    let quoted = if path.contains(' ') { format!("\"{path}\"") } else { path };
    writeln!(io::stdout(), "\n  inflight {quoted}      plays it\n  inflight run {quoted}  runs it to its end and checks its claims")?;
    Ok(end)
}

/// The file that is meant, or why it can't be one.
fn file(named: &Path) -> Result<PathBuf, String> {
    let path = harmless(named);
    if named == Path::new("-") {
        return Err("`-` is no name for a file; write, for example, inflight new mine.toml".to_owned());
    }
    if named.is_dir() || named.file_name().is_none() || path.ends_with(['/', std::path::MAIN_SEPARATOR]) {
        let example = harmless(&named.join("mine.toml"));
        return Err(format!("`{path}` is a folder; name a file in it, such as {example}"));
    }
    // Editors tell a language by the ending of a name.
    Ok(if named.extension().is_none() { named.with_extension("toml") } else { named.to_owned() })
}

/// The scenario with the line that leads an editor to the schema, in place of any that it has.
fn with_schema(source: &str) -> String {
    let mut rest = source.trim_start_matches('\u{feff}');
    while rest.starts_with(DIRECTIVE) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    format!("{DIRECTIVE} ./{SCHEMA}\n\n{rest}")
}

/// Writes the schema beside the file, unless there is one.
fn schema_beside(file: &Path) -> io::Result<End> {
    let schema = schema::schema()?;
    let beside = file.with_file_name(SCHEMA);
    let path = harmless(&beside);
    match disk::create(&beside, &schema) {
        Ok(()) => writeln!(io::stdout(), "{path} is written too: by it an editor completes, explains and checks what you write.")?,
        Err(Unmade::Exists(_)) if disk::holds(&beside, &schema) => {}
        Err(Unmade::Exists(_)) => {
            writeln!(
                io::stdout(),
                "{path} is not of this version and stays as it is; remove it and run `inflight schema > {path}` to renew it."
            )?;
        }
        Err(Unmade::Refused(problem) | Unmade::Failed(problem)) => return Ok(fail(&problem)),
    }
    Ok(End::Done)
}

fn refuse(problem: &str) -> End {
    complain(problem);
    End::Refused
}

fn fail(problem: &str) -> End {
    complain(problem);
    End::Failed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_for_the_schema_stands_first_and_once() {
        let wanted = "#:schema ./scenario.schema.json\n\n# About it\ntitle = \"t\"\n";
        for before in ["", "\u{feff}", "#:schema https://elsewhere.org/s.json\n\n", "#:schema a.json\r\n\r\n#:schema b.json\n"] {
            assert_eq!(with_schema(&format!("{before}# About it\ntitle = \"t\"\n")), wanted, "{before:?}");
        }
        assert_eq!(with_schema("#:schema a.json"), "#:schema ./scenario.schema.json\n\n");
    }
}
