//! Writes what is set in a file into the file itself, so that it can be saved: comments and all else stay as they are.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::set;
use crate::scenario::problem::Problems;

/// The text of a file with what is set in it, each as `PATH=VALUE`; nothing if one of the two is not as it should be.
#[must_use]
pub fn saved(source: &str, sets: &[String]) -> Option<String> {
    let mut document: DocumentMut = source.parse().ok()?;
    let all = set::behind(source, sets);
    let mut problems = Problems::new("", "");
    let mut tree = DeTable::parse(&all[..source.len()]).ok()?;
    set::apply_all(tree.get_mut(), &all, source.len(), &mut problems);
    let news = News { all: &all, from: source.len() };
    news.write_table(document.as_table_mut(), tree.get_ref())?;
    problems.list().is_empty().then(|| document.to_string())
}

/// What stands in the tree and not in the file: its place is beyond the file's end.
struct News<'a> {
    all: &'a str,
    from: usize,
}

impl News<'_> {
    fn write_table(&self, table: &mut dyn TableLike, tree: &DeTable<'_>) -> Option<()> {
        let mut entries: Vec<(&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)> = tree.iter().collect();
        entries.sort_by_key(|(name, value)| (name.span().start, value.span().start));
        for (name, value) in entries {
            let name: &str = name.get_ref();
            let is_new = value.span().start > self.from;
            match value.get_ref() {
                DeValue::Table(inner) => {
                    // A whole table is set, in braces: nothing of the old one is left.
                    if is_new && self.text(value)?.starts_with('{') {
                        put(table, name, self.value(value)?);
                    } else if !table.get(name).is_some_and(Item::is_table_like) {
                        table.insert(name, Item::Table(Table::new()));
                    }
                    self.write_table(table.get_mut(name)?.as_table_like_mut()?, inner)?;
                }
                _ if is_new => put(table, name, self.value(value)?),
                DeValue::Array(list) => self.write_list(table.get_mut(name)?, list)?,
                _ => {}
            }
        }
        Some(())
    }

    /// Goes through the tables of a list.
    fn write_list(&self, item: &mut Item, list: &[Spanned<DeValue<'_>>]) -> Option<()> {
        for (place, inner) in list.iter().enumerate() {
            if let DeValue::Table(inner) = inner.get_ref() {
                self.write_table(item.get_mut(place)?.as_table_like_mut()?, inner)?;
            }
        }
        Some(())
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.as_ref().into()),
            _ => self.text(value)?.parse().ok(),
        }
    }

    /// A value as it is written.
    fn text(&self, value: &Spanned<DeValue<'_>>) -> Option<&str> {
        self.all.get(value.span())
    }
}

/// Gives a key this value; a comment beside the old one stays.
fn put(table: &mut dyn TableLike, name: &str, mut new: Value) {
    match table.get_mut(name) {
        Some(old) => {
            if let Some(old) = old.as_value() {
                *new.decor_mut() = old.decor().clone();
            }
            *old = Item::Value(new);
        }
        None => drop(table.insert(name, Item::Value(new))),
    }
}
