//! Reads the file of the samples.

use toml::de::{DeTable, DeValue};

use super::handler::Handler;
use super::{Phase, Sample, Script};
use crate::scenario::tree::{only, text};

/// The words for phases in the file.
const WORDS: [(&str, Phase); 13] = [
    ("setup", Phase::Setup),
    ("sending", Phase::Sending),
    ("connection", Phase::Connection),
    ("blocked", Phase::Blocked),
    ("retry", Phase::Retry),
    ("reply", Phase::Reply),
    ("continuing", Phase::Continuing),
    ("polling", Phase::Polling),
    ("waiting", Phase::Waiting),
    ("error", Phase::Error),
    ("raised", Phase::Raised),
    ("done", Phase::Done),
    ("working", Phase::Working),
];

/// The keys of a sample.
const KEYS: [&str; 8] = ["id", "title", "note", "in_turn", "python", "python_at", "cli", "cli_at"];

/// What the file says.
///
/// # Errors
///
/// What is wrong with it, and in which sample.
pub fn read(source: &'static str) -> Result<Vec<Sample>, String> {
    all(source, "sample", one)
}

/// The same for those of receivers.
///
/// # Errors
///
/// What is wrong with it, and in which handler.
pub fn handlers(source: &'static str) -> Result<Vec<Handler>, String> {
    all(source, "handler", |tree| {
        only(tree, &["id", "title", "note", "code", "code_at"])?;
        let (id, title, note) = (text(tree, "id")?, text(tree, "title")?, text(tree, "note")?);
        Ok(Handler { id, title, note, code: script(tree, "code", "code_at")? })
    })
}

fn all<T>(source: &'static str, word: &str, one: impl Fn(&DeTable<'_>) -> Result<T, String>) -> Result<Vec<T>, String> {
    let tree = DeTable::parse(source).map_err(|error| error.to_string())?.into_inner();
    let list = tree.get(word).and_then(|list| list.get_ref().as_array()).ok_or(format!("there is no [[{word}]]"))?;
    let each = list.iter().zip(1..).map(|(each, number)| {
        let each = each.get_ref().as_table().ok_or(format!("a {word} is a table")).and_then(&one);
        each.map_err(|problem| format!("{word} {number}: {problem}"))
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
    let in_turn = tree.get("in_turn").and_then(|value| value.get_ref().as_bool()).unwrap_or(false);
    Ok(Script { lines, at, in_turn })
}

/// The first and the last line of a stretch, if the script has them.
fn range(value: &DeValue<'_>, lines: usize) -> Option<(usize, usize)> {
    let [first, last] = value.as_array()?.get(..)? else { return None };
    let number = |value: &DeValue<'_>| value.as_integer()?.as_str().parse::<usize>().ok();
    let (first, last) = (number(first.get_ref())?, number(last.get_ref())?);
    (1 <= first && first <= last && last <= lines).then_some((first, last))
}
