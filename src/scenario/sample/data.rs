//! Reads the file of the samples.

use toml::de::{DeTable, DeValue};

use super::{Phase, Sample, Script};
use crate::scenario::tree::{only, text};

/// The words for phases in the file; no script has lines for a retry of its own.
const WORDS: [(&str, Phase); 10] = [
    ("setup", Phase::Setup),
    ("sending", Phase::Sending),
    ("connection", Phase::Connection),
    ("blocked", Phase::Blocked),
    ("reply", Phase::Reply),
    ("continuing", Phase::Continuing),
    ("polling", Phase::Polling),
    ("waiting", Phase::Waiting),
    ("error", Phase::Error),
    ("done", Phase::Done),
];

/// The keys of a sample.
const KEYS: [&str; 7] = ["id", "title", "note", "python", "python_at", "cli", "cli_at"];

/// What the file says.
///
/// # Errors
///
/// What is wrong with it, and in which sample.
pub fn read(source: &'static str) -> Result<Vec<Sample>, String> {
    let tree = DeTable::parse(source).map_err(|error| error.to_string())?.into_inner();
    let list = tree.get("sample").and_then(|list| list.get_ref().as_array()).ok_or("there is no [[sample]]")?;
    let each = list.iter().zip(1..).map(|(sample, number)| {
        let sample = sample.get_ref().as_table().ok_or("a sample is a table".to_owned()).and_then(one);
        sample.map_err(|problem| format!("sample {number}: {problem}"))
    });
    each.collect()
}

fn one(tree: &DeTable<'_>) -> Result<Sample, String> {
    only(tree, &KEYS)?;
    let cli = tree.get("cli").map(|_| script(tree, "cli", "cli_at")).transpose()?;
    let (id, title, note) = (text(tree, "id")?, text(tree, "title")?, text(tree, "note")?);
    Ok(Sample { id, title, note, python: script(tree, "python", "python_at")?, cli })
}

/// A text of code with the lines at which callers stand in it.
fn script(tree: &DeTable<'_>, key: &str, places: &str) -> Result<Script, String> {
    let lines: Vec<String> = text(tree, key)?.lines().map(str::to_owned).collect();
    let written = tree.get(places).and_then(|value| value.get_ref().as_table()).ok_or_else(|| format!("`{places}` needs a table"))?;
    let mut at = Vec::new();
    for (word, value) in written {
        let word = word.get_ref();
        let (_, phase) = WORDS.iter().find(|(own, _)| own == word).ok_or_else(|| format!("{places}: `{word}` is no phase"))?;
        let list = value.get_ref().as_array().ok_or_else(|| format!("{places}.{word} needs a list"))?;
        let ranges = list.iter().map(|range| self::range(range.get_ref(), lines.len()));
        let ranges =
            ranges.collect::<Option<_>>().ok_or_else(|| format!("{places}.{word}: a stretch is [first, last], within the lines"))?;
        at.push((*phase, ranges));
    }
    Ok(Script { lines, at })
}

/// The first and the last line of a stretch, if the script has them.
fn range(value: &DeValue<'_>, lines: usize) -> Option<(usize, usize)> {
    let [first, last] = value.as_array()?.get(..)? else { return None };
    let number = |value: &DeValue<'_>| value.as_integer()?.as_str().parse::<usize>().ok();
    let (first, last) = (number(first.get_ref())?, number(last.get_ref())?);
    (1 <= first && first <= last && last <= lines).then_some((first, last))
}
