//! Walks the TOML tree of a file by the table of keys: the one place that knows TOML, with the values in `leaf`.

mod leaf;
mod preset;
mod saved;
mod set;

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::{self, Key, Kind, TABLES, Table};
use super::near::{is_slip, listed, near};
use super::problem::{Place, Problem, Problems};
use super::text::Text;
use super::written::{Entry, Quote, Section, Value};

pub use saved::saved;
pub use set::behind;

/// What a file says, and whether it is TOML at all; if it isn't, the rest of it is read as well as it goes. `source` is the file, of
/// `length` bytes, and after a byte each what is set in it.
pub fn read(source: &str, length: usize, problems: &mut Problems) -> (Section, bool) {
    let (mut tree, errors) = DeTable::parse_recoverable(&source[..length]);
    set::apply_all(tree.get_mut(), source, length, problems);
    let mut lines = Lines::of(source);
    for error in &errors {
        let place = error.span().map_or(Place { start: length, end: length }, Place::from);
        lines.broken.insert(lines.number(place));
        problems.add(syntax(error.message(), place, source));
    }
    let mut walk = Walk { source, problems, lines, preset: None };
    let file = walk.section(&key::FILE, Place { start: 0, end: 0 }, tree.get_ref());
    (file, errors.is_empty())
}

/// The value of a key that is written so; of no use if it can't be read.
pub fn value(key: &'static Key, written: &str) -> Value {
    let source = format!("value = {written}");
    let (tree, _) = DeTable::parse_recoverable(&source);
    let mut problems = Problems::new("", "");
    let mut walk = Walk { source: &source, problems: &mut problems, lines: Lines::of(&source), preset: None };
    tree.get_ref().get("value").map_or(Value::Wrong, |value| walk.value(key, value))
}

/// A problem with the TOML itself.
fn syntax(message: &str, place: Place, source: &str) -> Problem {
    if message == "duplicate key" {
        let word = source.get(place.start..place.end).unwrap_or_default();
        let help = match word {
            "lane" | "fault" | "scene" | "claim" => format!("there may be several: write each with two brackets, [[{word}]]"),
            _ => "remove one of the two".to_owned(),
        };
        return Problem::new(place, "this is given twice", "it stands above already").help(help);
    }
    let label = match message {
        "invalid basic string, expected `\"`" => "a quotation mark is missing here",
        other => other,
    };
    let help = "a line is a header such as [load], or a key, = and a value such as rate = \"5/s\"; # begins a comment";
    Problem::new(place, "this is not TOML, the language of scenario files", label).help(help)
}

/// Where a table's keys stand, in a sentence.
fn within(table: &Table) -> String {
    if table.header == key::FILE.header { "at the top of the file".to_owned() } else { format!("in {}", table.header) }
}

/// The lines of the file.
struct Lines {
    /// Where each ends.
    ends: Vec<usize>,
    /// The lines whose TOML is broken, by number: what else they seem to say is not held against them.
    broken: BTreeSet<usize>,
}

impl Lines {
    fn of(source: &str) -> Self {
        let ends = source.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at).collect();
        Self { ends, broken: BTreeSet::new() }
    }

    /// The number, from 0, of the line in which a place begins.
    fn number(&self, place: Place) -> usize {
        self.ends.partition_point(|end| *end < place.start)
    }
}

/// A walk over the tree.
struct Walk<'a> {
    source: &'a str,
    problems: &'a mut Problems,
    lines: Lines,
    /// Where the name of the preset stands that was filled in last, and so all keys that are from it.
    preset: Option<Place>,
}

impl Walk<'_> {
    fn problem(&mut self, problem: Problem) {
        if !self.lines.broken.contains(&self.lines.number(problem.place)) {
            self.problems.add(problem);
        }
    }

    /// Reads a table, with its entries in the order of the file.
    fn section(&mut self, table: &'static Table, place: Place, tree: &DeTable<'_>) -> Section {
        let filled = self.filled(table, tree);
        let tree = filled.as_ref().unwrap_or(tree);
        let mut section = Section::new(table, place);
        section.preset = self.preset;
        let mut written: Vec<_> = tree.iter().collect();
        written.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in written {
            let (key_place, place) = (Place::from(name.span()), Place::from(value.span()));
            if let Some(key) = table.key(name.get_ref()) {
                let value = if matches!(key.kind, Kind::Any) { self.changed(key, value, tree) } else { self.value(key, value) };
                section.entries.push(Entry { key, key_place, place, value });
            } else if let Some(key) = self.unknown_key(table, key_place, name.get_ref()).filter(|key| !tree.contains_key(key.name)) {
                // The key that was meant is not missing too.
                section.entries.push(Entry { key, key_place, place, value: Value::Wrong });
            }
        }
        if self.lines.broken.is_empty() {
            self.missing_keys(&section);
        }
        section
    }

    /// Refuses a key, and gives the one that was meant.
    fn unknown_key(&mut self, table: &'static Table, place: Place, name: &str) -> Option<&'static Key> {
        let title = format!("unknown key `{}` {}", Text::name(name), within(table));
        let keys = || table.keys.iter().map(|key| key.name);
        let elsewhere: Vec<&str> = TABLES.iter().filter(|other| other.key(name).is_some()).map(|other| other.header).collect();
        // A key that is right elsewhere was meant there, unless only a letter is amiss.
        let right = near(name, keys()).filter(|right| elsewhere.is_empty() || is_slip(name, right));
        let label = match (right, &elsewhere[..]) {
            // The word of many libraries; here the first try counts, too.
            _ if name == "retries" && table.key("retry").is_some() => "three retries are `retry = { attempts = 4 }`".to_owned(),
            (Some(right), _) => format!("did you mean `{right}`?"),
            (None, []) => "no key has this name".to_owned(),
            (None, [one, two, three, _, ..]) => format!("this key belongs in {one}, {two}, {three} and others"),
            (None, few) => format!("this key belongs in {}", few.join(" or ")),
        };
        self.problem(Problem::new(place, title, label).help(format!("the keys here are {}", listed(keys()))));
        right.and_then(|right| table.key(right))
    }

    fn missing_keys(&mut self, section: &Section) {
        let missing = section.table.keys.iter().filter(|key| key.default.is_none());
        for key in missing.filter(|key| section.entries.iter().all(|entry| entry.key.name != key.name)) {
            let title = format!("`{}` is missing {}", key.name, within(section.table));
            let label = format!("`{}` is needed: {}", key.name, key.says);
            self.problem(Problem::new(section.place, title, label).help(key.how_to_write()));
        }
    }

    /// Reads a value that is a table or holds tables; all others are leaves.
    fn value(&mut self, key: &'static Key, value: &Spanned<DeValue<'_>>) -> Value {
        let place = Place::from(value.span());
        match (key.kind, value.get_ref()) {
            (Kind::Table(table), DeValue::Table(tree)) => Value::Table(self.section(table, place, tree)),
            (Kind::List(table), DeValue::Array(list)) => {
                let mut sections = Vec::new();
                for item in list {
                    match item.get_ref() {
                        DeValue::Table(tree) => sections.push(self.section(table, Place::from(item.span()), tree)),
                        other => self.wrong_kind(key, Place::from(item.span()), other),
                    }
                }
                Value::List(sections)
            }
            (Kind::Named(table), DeValue::Table(tree)) => Value::Named(self.named(key, table, tree)),
            (Kind::Table(_) | Kind::List(_) | Kind::Named(_), other) => {
                self.wrong_kind(key, place, other);
                Value::Wrong
            }
            _ => self.leaf(key, value),
        }
    }

    /// Reads the new value of a setting as the setting itself is read, by the last word of what is set.
    fn changed(&mut self, key: &'static Key, value: &Spanned<DeValue<'_>>, tree: &DeTable<'_>) -> Value {
        let set = tree.get("set").and_then(|set| set.get_ref().as_str()).unwrap_or_default();
        let setting = set.rsplit('.').next().unwrap_or_default();
        // Of an unknown setting any value will do: that it is unknown is the problem.
        key::kind_of_setting(setting).map_or(Value::Wrong, |kind| self.leaf(&Key { kind, ..*key }, value))
    }

    fn named(&mut self, key: &Key, table: &'static Table, tree: &DeTable<'_>) -> Vec<(Quote, Section)> {
        let mut named = Vec::new();
        for (name, value) in tree {
            let name_place = Place::from(name.span());
            if let DeValue::Table(tree) = value.get_ref() {
                let quote = Quote::new(self.source, name_place, name.get_ref());
                named.push((quote, self.section(table, Place::from(value.span()), tree)));
            } else {
                let shown = Text::name(name.get_ref());
                let problem = |label| Problem::new(name_place, format!("`{shown}` is not a table"), label);
                self.problem(if table.header.starts_with('[') {
                    let problem = problem(format!("a {} needs a name before its keys", key.name));
                    problem.help(format!("write {} with a name of yours", table.header))
                } else {
                    let problem = problem(format!("{} is a table in braces", table.header));
                    problem.help(format!("write {shown} = {{}}, or put into the braces {}", listed(table.keys.iter().map(|key| key.name))))
                });
            }
        }
        // The tree has them by name.
        named.sort_by_key(|(name, _)| name.place.start);
        named
    }

    /// A value of the wrong type.
    fn wrong_kind(&mut self, key: &Key, place: Place, found: &DeValue<'_>) {
        let label = format!("expected {}, found {}", key.kind.expected(), plain_type(found));
        let help = match (key.kind, found) {
            (Kind::Time { .. } | Kind::Times | Kind::Spread, DeValue::Integer(number)) => {
                format!("write it with its unit, in quotes: \"{}ms\" or \"{}s\"", number.as_str(), number.as_str())
            }
            (Kind::Rate, DeValue::Integer(number)) => format!("write it with its unit, in quotes: \"{}/s\"", number.as_str()),
            (Kind::Whole { .. }, DeValue::String(text)) if text.parse::<u64>().is_ok() => format!("write it without quotes: {text}"),
            _ => key.how_to_write(),
        };
        self.problem(Problem::new(place, format!("the wrong kind of value for `{}`", key.name), label).help(help));
    }
}

/// What a type of TOML is called in plain words.
const fn plain_type(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
