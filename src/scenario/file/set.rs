//! Puts what the command line sets (`PATH=VALUE`) into the tree of a file, before it is walked: it is checked like the file itself.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Place, Problem, Problems, syntax};
use crate::scenario::key::{self, Kind, Table};
use crate::scenario::lane::id_of;
use crate::scenario::near::{listed, near};
use crate::scenario::text::Text;

/// The most words of a path: no field lies deeper.
const WORDS: usize = 16;

/// The text of a file, and after it, a byte apart, what is set in it: one text in which all places count.
#[must_use]
pub fn behind(source: &str, sets: &[String]) -> String {
    sets.iter().fold(source.to_owned(), |all, set| all + "\0" + set)
}

/// Sets all that stands behind the first `length` bytes, which are the file.
pub fn apply_all<'t>(tree: &mut DeTable<'t>, all: &'t str, length: usize, problems: &mut Problems) {
    let mut start = length + 1;
    for set in all.get(start..).into_iter().flat_map(|sets| sets.split('\0')) {
        apply(tree, set, start, problems);
        start += set.len() + 1;
    }
}

/// Sets one field; `set` stands at `start` of all that places count in. What is wrong with the path is noted; what is wrong with the
/// value, or with the last word, is found when the tree is walked.
fn apply<'t>(tree: &mut DeTable<'t>, set: &'t str, start: usize, problems: &mut Problems) {
    let Some((path, value)) = set.split_once('=') else {
        let label = "there is no = in it";
        let problem = Problem::new(place(start, 0, set.len()), "this sets nothing", label);
        return problems.add(problem.help("write a path, = and a value, such as load.rate=20/s or asynchronous.orders.concurrency=8"));
    };
    let mut words = Vec::new();
    let mut at = 0;
    for word in path.split('.') {
        let text = word.trim();
        words.push(Word { text, place: place(start, at + word.len() - word.trim_start().len(), text.len()) });
        at += word.len() + 1;
    }
    if words.len() > WORDS || words.iter().any(|word| word.text.is_empty()) {
        let label = if words.len() > WORDS { "no field lies so deep" } else { "a word is missing" };
        let problem = Problem::new(place(start, 0, path.len()), "this is not a path", label);
        return problems.add(problem.help(PATH));
    }
    let value = Value { text: value, start: start + path.len() + 1 };
    if let Err(problem) = into_table(tree, &key::FILE, &words, &value) {
        problems.add(problem);
    }
}

const PATH: &str = "write words with dots between: load.rate, a lane's id, a node's name and a key, or fault.0.at";

fn place(start: usize, at: usize, length: usize) -> Place {
    Place { start: start + at, end: start + at + length }
}

/// A word of the path.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    place: Place,
}

impl<'t> Word<'t> {
    fn key(&self) -> Spanned<Cow<'t, str>> {
        Spanned::new(self.place.start..self.place.end, Cow::from(self.text))
    }

    fn problem(&self, title: String, label: impl AsRef<str>) -> Problem {
        Problem::new(self.place, title, label)
    }

    /// The word is none of the right ones.
    fn unknown<'w>(&self, what: &str, right: impl Iterator<Item = &'w str> + Clone) -> Problem {
        let label =
            near(self.text, right.clone()).map_or_else(|| format!("no {what} has this name"), |right| format!("did you mean `{right}`?"));
        self.problem(format!("`{}` is no {what}", Text::name(self.text)), label).help(format!("write one of {}", listed(right)))
    }
}

/// What is right of the `=`.
struct Value<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Value<'t> {
    /// The value in its type: TOML, or a bare string where that is none or the field wants one.
    fn read(&self, kind: Option<Kind>) -> Result<Spanned<DeValue<'t>>, Problem> {
        let text = self.text.trim();
        let start = self.start + self.text.len() - self.text.trim_start().len();
        let bare = || Ok(Spanned::new(start..start + text.len(), DeValue::String(Cow::from(text))));
        let wants_text =
            matches!(kind, Some(Kind::Text | Kind::Node | Kind::Preset | Kind::File | Kind::Setting | Kind::Target | Kind::Condition));
        match DeValue::parse(text) {
            Ok(value) if wants_text && !value.get_ref().is_str() && !value.get_ref().is_array() => bare(),
            Ok(value) => Ok(shifted(value, start)),
            Err(error) if text.starts_with(['"', '\'', '[', '{']) => {
                let span = error.span().unwrap_or(0..text.len());
                Err(syntax(error.message(), place(start, span.start, span.end.saturating_sub(span.start)), ""))
            }
            Err(_) => bare(),
        }
    }
}

/// The value with all its places so much further.
fn shifted(value: Spanned<DeValue<'_>>, by: usize) -> Spanned<DeValue<'_>> {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::Table(tree) => {
            let entries = tree.into_iter().map(|(name, value)| {
                let span = name.span();
                (Spanned::new(span.start + by..span.end + by, name.into_inner()), shifted(value, by))
            });
            DeValue::Table(entries.collect())
        }
        DeValue::Array(mut list) => {
            list.iter_mut().for_each(|item| *item = shifted(item.clone(), by));
            DeValue::Array(list)
        }
        leaf => leaf,
    };
    Spanned::new(span.start + by..span.end + by, value)
}

/// Follows the path in a table of keys.
fn into_table<'t>(tree: &mut DeTable<'t>, table: &'static Table, words: &[Word<'t>], value: &Value<'t>) -> Result<(), Problem> {
    let Some((word, rest)) = words.split_first() else { return Ok(()) };
    let key = table.key(word.text);
    match (key.map(|key| key.kind), rest) {
        (Some(_), []) => put(tree, *word, value.read(key.map(|key| key.kind))?),
        (Some(Kind::Table(inner)), _) => into_table(inner_table(tree, *word)?, inner, rest, value)?,
        (Some(Kind::List(inner)), _) => into_list(tree, *word, inner, rest, value)?,
        (Some(Kind::Named(inner)), [name, more @ ..]) => into_named(tree, *word, inner, *name, more, value)?,
        // Whatever else has parts: the shares of kinds, the numbers of a spread.
        (Some(_), _) => into_value(inner_table(tree, *word)?, rest, value)?,
        (None, _) if std::ptr::eq(table, &key::FILE) => into_lane(tree, *word, rest, value)?,
        (None, [_, ..]) if std::ptr::eq(table, &key::LANE) => into_node(tree, *word, rest, value)?,
        // The walk says that there is no such key.
        (None, _) => put(tree, *word, Spanned::new(word.place.start..word.place.end, DeValue::Boolean(true))),
    }
    Ok(())
}

/// Gives a key this value, whatever it had.
fn put<'t>(tree: &mut DeTable<'t>, word: Word<'t>, value: Spanned<DeValue<'t>>) {
    tree.remove(word.text);
    tree.insert(word.key(), value);
}

/// The table at a key; a new one if it has none.
fn inner_table<'a, 't>(tree: &'a mut DeTable<'t>, word: Word<'t>) -> Result<&'a mut DeTable<'t>, Problem> {
    if !tree.get(word.text).is_some_and(|value| value.get_ref().is_table()) {
        put(tree, word, Spanned::new(word.place.start..word.place.end, DeValue::Table(DeTable::new())));
    }
    match tree.get_mut(word.text).map(Spanned::get_mut) {
        Some(DeValue::Table(inner)) => Ok(inner),
        _ => Err(word.problem(format!("`{}` is no table", Text::name(word.text)), "nothing can be set in it")),
    }
}

/// The tables of a list; none if there is no such list.
fn list<'a, 't>(tree: &'a mut DeTable<'t>, key: &str) -> Option<&'a mut DeArray<'t>> {
    match tree.get_mut(key).map(Spanned::get_mut) {
        Some(DeValue::Array(list)) => Some(list),
        _ => None,
    }
}

/// Follows the path into one table of a list, by its place from 0.
fn into_list<'t>(
    tree: &mut DeTable<'t>,
    word: Word<'t>,
    table: &'static Table,
    rest: &[Word<'t>],
    value: &Value<'t>,
) -> Result<(), Problem> {
    let count = list(tree, word.text).map_or(0, |list| list.len());
    let (index, rest) = (rest[0], &rest[1..]);
    let found = index.text.parse().ok().filter(|place| *place < count);
    let Some(DeValue::Table(inner)) = found.and_then(|place: usize| list(tree, word.text)?.get_mut(place)).map(Spanned::get_mut) else {
        let label = match count {
            0 => format!("the file has no {}", word.text),
            1 => "the file has one: it is 0".to_owned(),
            _ => format!("the file has {count}, from 0 to {}", count - 1),
        };
        let title = format!("there is no {} `{}`", word.text, Text::name(index.text));
        return Err(index
            .problem(title, label)
            .help(format!("write the place of a {} in the file, counted from 0, such as {}.0", word.text, word.text)));
    };
    if rest.is_empty() {
        let label = "of this one, which key?";
        return Err(index.problem(format!("a {} alone can't be set", word.text), label).help(format!("write one of {}", keys(table))));
    }
    into_table(inner, table, rest, value)
}

/// Follows the path into a table that has a name, such as a node.
fn into_named<'t>(
    tree: &mut DeTable<'t>,
    word: Word<'t>,
    table: &'static Table,
    name: Word<'t>,
    rest: &[Word<'t>],
    value: &Value<'t>,
) -> Result<(), Problem> {
    let named = inner_table(tree, word)?;
    if named.is_empty() {
        return Err(word.problem(format!("here is no {}", word.text), "nothing can be set in it"));
    }
    if !named.contains_key(name.text) {
        let names: Vec<&str> = named.keys().map(|name| name.get_ref().as_ref()).collect();
        return Err(name.unknown(word.text, names.into_iter()));
    }
    if rest.is_empty() {
        let label = format!("of this {}, which key?", word.text);
        return Err(name.problem(format!("a {} alone can't be set", word.text), label).help(format!("write one of {}", keys(table))));
    }
    match named.get_mut(name.text).map(Spanned::get_mut) {
        Some(DeValue::Table(inner)) => into_table(inner, table, rest, value),
        // The walk says what is wrong with the file there.
        _ => Ok(()),
    }
}

/// Follows the path into a lane, by its id; `lane` itself is a key.
fn into_lane<'t>(tree: &mut DeTable<'t>, id: Word<'t>, rest: &[Word<'t>], value: &Value<'t>) -> Result<(), Problem> {
    let mut lanes: Vec<(String, &mut DeTable<'t>)> = Vec::new();
    for lane in list(tree, "lane").into_iter().flat_map(|lanes| lanes.iter_mut()) {
        if let DeValue::Table(lane) = lane.get_mut() {
            let name = lane.get("name").and_then(|name| name.get_ref().as_str()).unwrap_or_default();
            lanes.push((id_of(Text::name(name).as_str()), lane));
        }
    }
    let Some((_, lane)) = lanes.iter_mut().find(|(lane, _)| lane == id.text) else {
        let tables = key::FILE.keys.iter().map(|key| key.name);
        return Err(id.unknown("lane and no table", lanes.iter().map(|(id, _)| id.as_str()).chain(tables)));
    };
    if rest.is_empty() {
        return Err(id.problem("a lane alone can't be set".to_owned(), "of this lane, which node?").help(PATH));
    }
    into_table(lane, &key::LANE, rest, value)
}

/// Follows the path into a node that is named without its kind.
fn into_node<'t>(lane: &mut DeTable<'t>, node: Word<'t>, rest: &[Word<'t>], value: &Value<'t>) -> Result<(), Problem> {
    let mut names = Vec::new();
    for key in key::LANE.keys {
        let (Kind::Named(table), Some(DeValue::Table(nodes))) = (key.kind, lane.get_mut(key.name).map(Spanned::get_mut)) else { continue };
        if let Some(DeValue::Table(found)) = nodes.get_mut(node.text).map(Spanned::get_mut) {
            return into_table(found, table, rest, value);
        }
        names.extend(nodes.keys().map(|name| name.get_ref().to_string()));
    }
    let keys = key::LANE.keys.iter().map(|key| key.name).filter(|key| matches!(*key, "name" | "code" | "handler" | "sender"));
    Err(node.unknown("node of this lane", names.iter().map(String::as_str).chain(keys)))
}

/// Follows the path inside a value that no table of keys describes.
fn into_value<'t>(mut tree: &mut DeTable<'t>, words: &[Word<'t>], value: &Value<'t>) -> Result<(), Problem> {
    let Some((last, way)) = words.split_last() else { return Ok(()) };
    for word in way {
        tree = inner_table(tree, *word)?;
    }
    let value = value.read(None)?;
    match tree.get_mut(last.text) {
        // It keeps its place among the others, on which draws may depend.
        Some(old) => *old = value,
        None => put(tree, *last, value),
    }
    Ok(())
}

fn keys(table: &Table) -> String {
    listed(table.keys.iter().map(|key| key.name))
}
