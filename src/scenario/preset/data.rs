//! Reads the file of one preset.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Figure, Preset, Source, Status};
use crate::scenario::tree::{list, only, text};

/// The keys of a figure.
const OF_FIGURE: [&str; 6] = ["key", "value", "says", "status", "source", "read"];

/// The keys of the file.
const OF_FILE: [&str; 6] = ["name", "node", "title", "about", "not_modelled", "figure"];

/// What a file says.
///
/// # Errors
///
/// What is wrong with it. Whether the scenario language has the keys and takes their values, only reading them as a node tells.
pub fn read(name: &'static str, source: &'static str) -> Result<Preset, String> {
    let tree = DeTable::parse(source).map_err(|error| error.to_string())?.into_inner();
    only(&tree, &OF_FILE)?;
    let written = text(&tree, "name")?;
    if written != name {
        return Err(format!("its name is `{written}`"));
    }
    let mut keys = DeTable::new();
    let mut figures = Vec::new();
    for tree in list(&tree, "figure")? {
        let tree = tree.get_ref().as_table().ok_or("a `figure` is a table")?;
        let figure = figure(tree, source).map_err(|problem| format!("figure {}: {problem}", figures.len() + 1))?;
        if let (Some(key), Some(value)) = (&figure.key, tree.get("value")) {
            insert(&mut keys, key, value)?;
        }
        figures.push(figure);
    }
    let lines = list(&tree, "not_modelled")?.iter().map(|line| line.get_ref().as_str().map(str::to_owned));
    Ok(Preset {
        name,
        node: text(&tree, "node")?,
        title: text(&tree, "title")?,
        about: text(&tree, "about")?,
        figures,
        not_modelled: lines.collect::<Option<_>>().ok_or("`not_modelled` is a list of texts")?,
        keys,
    })
}

fn figure(tree: &DeTable<'static>, source: &str) -> Result<Figure, String> {
    only(tree, &OF_FIGURE)?;
    let key = tree.get("key").map(|_| text(tree, "key")).transpose()?;
    let value = match tree.get("value") {
        Some(value) if key.is_some() => source[value.span()].split_whitespace().collect::<Vec<_>>().join(" "),
        _ => text(tree, "value")?,
    };
    let status = match text(tree, "status")?.as_str() {
        "documented" => Status::Documented,
        "older edition" => Status::OlderEdition,
        "assumption" => Status::Assumption,
        other => return Err(format!("`{other}` is no status")),
    };
    let source = match status {
        Status::Assumption if tree.get("source").is_some() => return Err("what has a source is no assumption".to_owned()),
        Status::Assumption => None,
        Status::Documented | Status::OlderEdition => Some(Source { address: text(tree, "source")?, read: text(tree, "read")? }),
    };
    if source.as_ref().is_some_and(|source| !source.address.starts_with("https://") || !is_date(&source.read)) {
        return Err("a source has an https address and a date such as 2026-11-23".to_owned());
    }
    Ok(Figure { key, value, says: text(tree, "says")?, status, source })
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.char_indices().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() })
}

/// Puts a value where its key leads: `retry.backoff` into the table `retry`.
fn insert(keys: &mut DeTable<'static>, path: &str, value: &Spanned<DeValue<'static>>) -> Result<(), String> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let name = Spanned::new(value.span(), first.to_owned().into());
    let Some(rest) = rest else {
        let before = keys.insert(name, value.clone());
        return if before.is_none() { Ok(()) } else { Err(format!("`{path}` is given twice")) };
    };
    let inner = keys.entry(name).or_insert_with(|| Spanned::new(value.span(), DeValue::Table(DeTable::new())));
    match inner.get_mut() {
        DeValue::Table(inner) => insert(inner, rest, value),
        _ => Err(format!("`{first}` is given as a whole and in parts")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        name = "n"
        node = "sender"
        title = "t"
        about = "a"
        not_modelled = ["x"]
        [[figure]]
        key = "retry.attempts"
        value = 3
        says = "s"
        status = "documented"
        source = "https://example.org"
        read = "2026-11-23"
    "#;

    #[test]
    fn a_figure_goes_where_its_key_leads() {
        let preset = read("n", GOOD).unwrap();
        assert_eq!((preset.figures[0].key.as_deref(), preset.figures[0].value.as_str()), (Some("retry.attempts"), "3"));
        let retry = preset.keys.get("retry").unwrap().get_ref().as_table().unwrap();
        assert!(retry.get("attempts").unwrap().get_ref().is_integer());
    }

    #[test]
    fn what_a_preset_needs_must_be_there() {
        let spoiled = [
            ("https://example.org", "http://example.org", "https"),
            ("2026-11-23", "last autumn", "a date"),
            ("\"documented\"", "\"assumption\"", "no assumption"),
            ("\"documented\"", "\"rumour\"", "no status"),
            ("says = \"s\"", "", "`says`"),
            ("says = \"s\"", "say = \"s\"", "`say`"),
            ("about = \"a\"", "", "`about`"),
            ("name = \"n\"", "name = \"m\"", "`m`"),
        ];
        for (from, to, complaint) in spoiled {
            // A test may leak: a preset lives as long as the program.
            let source = Box::leak(GOOD.replace(from, to).into_boxed_str());
            let problem = read("n", source).unwrap_err();
            assert!(problem.contains(complaint), "{to}: {problem}");
        }
    }
}
