//! Fills in what the preset of a node says and the file doesn't, before the node is read.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Place, Problem, Walk};
use crate::scenario::key::{Kind, Table};
use crate::scenario::near::{listed, near};
use crate::scenario::preset::{self, Preset};
use crate::scenario::text::Text;

/// The keys of an inner table that leave no room for others: a list of waits has no backoff that grows.
const ALONE: [&str; 2] = ["waits", "phases"];

impl Walk<'_> {
    /// The table of a node with all that its preset adds; nothing if it adds nothing. What it adds stands at the preset's name.
    pub(super) fn filled<'t>(&mut self, table: &'static Table, tree: &DeTable<'t>) -> Option<DeTable<'t>> {
        let node = node(table)?;
        let written = tree.get("preset")?;
        // Whatever is no text is refused when the key is read.
        let name = written.get_ref().as_str()?;
        let place = Place::from(written.span());
        let preset = match preset::find(name) {
            Some(preset) if preset.node == node => preset,
            found => {
                self.problem(misfit(name, found, node, place));
                return None;
            }
        };
        let mut full = tree.clone();
        fill(&mut full, &preset.keys, table, &written.span());
        self.presets.insert(place);
        Some(full)
    }
}

/// The word of the kind of node whose table this is, such as `queue` for `[lane.queue.NAME]`.
fn node(table: &'static Table) -> Option<&'static str> {
    table.key("preset")?;
    table.header.trim_matches(['[', ']']).split('.').nth(1)
}

/// What is wrong with a name that is no preset of this kind of node.
fn misfit(name: &str, found: Option<&Preset>, node: &str, place: Place) -> Problem {
    let right = || preset::ALL.iter().filter(|preset| preset.node == node).map(|preset| preset.name);
    let help = format!("the presets of a {node} are {}; `inflight list --presets` shows all", listed(right()));
    let shown = Text::name(name);
    let problem = match found {
        Some(found) => {
            let label = format!("this is a {node}");
            Problem::new(place, format!("`{shown}` is the preset of a {}, not of a {node}", found.node), label)
        }
        None => {
            let label = match near(name, right()).or_else(|| preset::nearest(name)) {
                Some(right) => format!("did you mean \"{right}\"?"),
                None => "no preset has this name".to_owned(),
            };
            Problem::new(place, format!("there is no preset `{shown}`"), label)
        }
    };
    problem.help(help)
}

/// Adds what the preset has and the file's own table hasn't, in inner tables too.
fn fill<'t>(own: &mut DeTable<'t>, preset: &DeTable<'t>, table: &'static Table, place: &Range<usize>) {
    for (name, value) in preset {
        let name: &str = name.get_ref();
        match (own.get_mut(name).map(Spanned::get_mut), table.key(name).map(|key| key.kind), value.get_ref()) {
            (None, ..) => {
                own.insert(Spanned::new(place.clone(), Cow::from(name.to_owned())), moved(value, place));
            }
            (Some(DeValue::Table(own)), Some(Kind::Table(table)), DeValue::Table(preset)) => {
                let alone = ALONE.iter().any(|key| own.contains_key(*key) || preset.contains_key(*key));
                if !alone || own.is_empty() {
                    fill(own, preset, table, place);
                }
            }
            _ => {}
        }
    }
}

/// The value, with all its parts at another place.
fn moved<'t>(value: &Spanned<DeValue<'t>>, place: &Range<usize>) -> Spanned<DeValue<'t>> {
    let moved = match value.get_ref() {
        DeValue::Table(tree) => {
            let entries = tree.iter().map(|(name, value)| (Spanned::new(place.clone(), name.get_ref().clone()), moved(value, place)));
            DeValue::Table(entries.collect())
        }
        DeValue::Array(list) => {
            let mut items = list.clone();
            items.iter_mut().for_each(|item| *item = moved(item, place));
            DeValue::Array(items)
        }
        leaf => leaf.clone(),
    };
    Spanned::new(place.clone(), moved)
}
