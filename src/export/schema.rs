//! The scenario language as a JSON Schema (draft-07, which editors of TOML understand), made from the table of keys.

mod pattern;

use serde_json::{Map, Value, json};

use super::key::about;
use crate::scenario::key::{self, Key, Kind, Table};
use crate::scenario::preset::{self, Preset};
use crate::scenario::{limit, value};
use crate::time::Span;

/// The schema of a scenario file, with a line end.
///
/// # Errors
///
/// Never: the schema holds nothing that JSON can't.
pub fn schema() -> serde_json::Result<String> {
    let mut schema = table(&key::FILE, &Presets::default());
    schema.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".into(), json!("A scenario of inflight"));
    schema.insert("description".into(), json!("Messages, the lanes that they take, what goes wrong, and what one should see."));
    serde_json::to_string_pretty(&schema).map(|text| text + "\n")
}

/// The presets that may fill in keys of a table, and under which key of the node it stands.
#[derive(Default)]
struct Presets {
    presets: Vec<&'static Preset>,
    under: String,
}

impl Presets {
    /// Those of a node, if the table is one.
    fn of(table: &Table) -> Option<Self> {
        table.key("preset")?;
        let node = table.header.trim_matches(['[', ']']).split('.').nth(1)?;
        Some(Self { presets: preset::ALL.iter().filter(|preset| preset.node == node).collect(), under: String::new() })
    }

    /// The same for a table in braces of this one.
    fn inner(&self, key: &str) -> Self {
        Self { presets: self.presets.clone(), under: format!("{}{key}.", self.under) }
    }

    /// Whether one of them gives this key.
    fn give(&self, key: &str) -> bool {
        let path = format!("{}{key}", self.under);
        self.presets.iter().flat_map(|preset| &preset.figures).any(|figure| figure.key.as_deref() == Some(&path))
    }
}

/// A table with all its keys.
fn table(table: &Table, around: &Presets) -> Map<String, Value> {
    let own = Presets::of(table);
    let presets = own.as_ref().unwrap_or(around);
    let mut properties = Map::new();
    let mut required = Vec::new();
    for key in table.keys {
        properties.insert(key.name.into(), property(key, presets).into());
        if key.default.is_none() && !presets.give(key.name) {
            required.push(key.name);
        }
    }
    let mut schema = object(json!({ "type": "object", "properties": properties, "additionalProperties": false }));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    schema
}

/// A key: its value, in words and as it must be.
fn property(key: &Key, presets: &Presets) -> Map<String, Value> {
    let mut schema = match key.kind {
        Kind::Table(inner) => table(inner, &presets.inner(key.name)),
        Kind::List(inner) => object(json!({ "type": "array", "items": table(inner, &Presets::default()) })),
        Kind::Named(inner) => object(json!({ "type": "object", "additionalProperties": table(inner, &Presets::default()) })),
        Kind::Preset => names(presets),
        kind => leaf(kind),
    };
    schema.insert("description".into(), json!(about(key)));
    if let Some(default) = default(key) {
        schema.insert("default".into(), default);
    }
    schema
}

/// The names of presets, each with what it stands for.
fn names(Presets { presets, .. }: &Presets) -> Map<String, Value> {
    let names: Vec<_> = presets.iter().map(|preset| preset.name).collect();
    let titles: Vec<_> = presets.iter().map(|preset| &preset.title).collect();
    object(json!({ "type": "string", "enum": names, "x-taplo": { "docs": { "enumValues": titles } } }))
}

/// A value that holds no tables of keys. A keyword counts for the types that it makes sense for, so that one schema serves them all.
fn leaf(kind: Kind) -> Map<String, Value> {
    let time = || leaf(Kind::Time { least: Span::ZERO, most: limit::TIME });
    let mut schema = object(match kind {
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Times => return object(json!({ "type": "array", "items": time() })),
        Kind::Calls => {
            let names = json!({ "type": ["string", "array"], "minItems": 1, "items": { "type": "string" } });
            json!({ "type": ["string", "array"], "minItems": 1, "items": names })
        }
        Kind::Any => json!({ "type": ["string", "number", "object"], "additionalProperties": true }),
        Kind::Kinds => json!({ "type": "object", "minProperties": 1, "additionalProperties": leaf(Kind::Share) }),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Whole { least, most: u64::MAX } => json!({ "type": "integer", "minimum": least }),
        Kind::Whole { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Share => json!({ "type": ["string", "number"], "minimum": 0, "maximum": 1 }),
        Kind::Factor { least, most } => json!({ "type": ["string", "number"], "minimum": least, "maximum": most }),
        Kind::Amount => json!({ "type": ["string", "number"], "minimum": 0 }),
        Kind::Poison => {
            let numbers = leaf(Kind::Whole { least: 1, most: limit::BOUND });
            json!({ "type": ["string", "number", "array"], "minimum": 0, "maximum": 1, "items": numbers })
        }
        Kind::Size => one_of(&json!({ "uniform": pair(&leaf(Kind::Bytes)) })),
        Kind::Spread => one_of(&spreads(&time())),
        Kind::Text | Kind::Node | Kind::File | Kind::Setting | Kind::Target | Kind::Condition => json!({ "type": "string" }),
        Kind::Time { .. } | Kind::Rate | Kind::Bytes => json!({ "type": "string" }),
        // `property` describes these itself.
        Kind::Preset | Kind::Table(_) | Kind::List(_) | Kind::Named(_) => json!({}),
    });
    if let Some(pattern) = pattern::of(kind) {
        schema.insert("pattern".into(), json!(pattern));
    }
    schema
}

/// A text, or a table with exactly one of these keys.
fn one_of(keys: &Value) -> Value {
    json!({ "type": ["string", "object"], "properties": keys, "additionalProperties": false, "minProperties": 1, "maxProperties": 1 })
}

/// The ways to spread a time.
fn spreads(time: &Map<String, Value>) -> Value {
    let both = |keys: [(&str, Map<String, Value>); 2]| {
        let names = [keys[0].0, keys[1].0];
        let properties: Map<String, Value> = keys.into_iter().map(|(name, schema)| (name.to_owned(), schema.into())).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false, "required": names })
    };
    let positive = || leaf(Kind::Time { least: Span(1), most: limit::TIME });
    let shape = leaf(Kind::Whole { least: 1, most: limit::SHAPE });
    let cv = leaf(Kind::Factor { least: 1.0, most: limit::CV });
    let mut spreads = json!({
        "exponential": time,
        "uniform": pair(time),
        "lognormal": both([("median", positive()), ("p99", positive())]),
        "erlang": both([("shape", shape), ("mean", time.clone())]),
        "hyperexponential": both([("mean", time.clone()), ("cv", cv)]),
    });
    for (word, _, says) in key::SPREADS {
        spreads[word]["description"] = json!(says);
    }
    spreads
}

fn pair(item: &Map<String, Value>) -> Value {
    json!({ "type": "array", "items": item, "minItems": 2, "maxItems": 2 })
}

/// What holds if the key is left out, where that is a value that one may spell out.
fn default(key: &Key) -> Option<Value> {
    let default = key.default?;
    let number = || default.parse().ok().map(|number: u64| json!(number));
    let text = |fits: bool| fits.then(|| json!(default));
    match key.kind {
        Kind::Word(words) => text(words.contains(&default)),
        Kind::Flag => default.parse().ok().map(|flag: bool| json!(flag)),
        Kind::Whole { .. } | Kind::Factor { .. } => number(),
        Kind::Time { .. } | Kind::Spread => text(value::time(default).is_ok()),
        Kind::Rate => text(value::rate(default).is_ok()),
        Kind::Bytes | Kind::Size => text(value::bytes(default).is_ok()),
        Kind::Share | Kind::Poison => text(value::share(default).is_ok()),
        _ => None,
    }
}

/// The object that a literal is.
fn object(literal: Value) -> Map<String, Value> {
    match literal {
        Value::Object(object) => object,
        // Every literal of this file is an object.
        _ => Map::new(),
    }
}
