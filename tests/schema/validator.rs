//! So much of JSON Schema (draft-07) as our schema uses; whatever else it came to use is refused, so that nothing goes unchecked.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Keywords that check nothing.
const WORDS: [&str; 5] = ["$schema", "title", "description", "default", "x-taplo"];

/// Whether a value is as the schema wants it; if not, what is wrong with it.
pub fn check(schema: &Value, value: &Value) -> Result<(), String> {
    let Value::Object(schema) = schema else { return Ok(()) };
    for (keyword, wants) in schema.iter().filter(|(keyword, _)| !WORDS.contains(&keyword.as_str())) {
        let holds = match (keyword.as_str(), value) {
            ("type", _) => is_of(value, wants),
            ("enum", _) => wants.as_array().unwrap().contains(value),
            ("pattern", Value::String(text)) => Regex::new(wants.as_str().unwrap()).unwrap().is_match(text),
            ("minimum", Value::Number(number)) => number.as_f64() >= wants.as_f64(),
            ("maximum", Value::Number(number)) => number.as_f64() <= wants.as_f64(),
            ("minItems", Value::Array(items)) => items.len() as u64 >= wants.as_u64().unwrap(),
            ("maxItems", Value::Array(items)) => items.len() as u64 <= wants.as_u64().unwrap(),
            ("minProperties", Value::Object(entries)) => entries.len() as u64 >= wants.as_u64().unwrap(),
            ("maxProperties", Value::Object(entries)) => entries.len() as u64 <= wants.as_u64().unwrap(),
            ("required", Value::Object(entries)) => {
                wants.as_array().unwrap().iter().all(|name| entries.contains_key(name.as_str().unwrap()))
            }
            ("items", Value::Array(items)) => items.iter().try_for_each(|item| check(wants, item)).map(|()| true)?,
            ("properties", Value::Object(entries)) => within(wants, entries)?,
            ("additionalProperties", Value::Object(entries)) => others(schema.get("properties"), wants, entries)?,
            // A keyword says nothing of values that it isn't for.
            ("pattern" | "minimum" | "maximum" | "minItems" | "maxItems" | "minProperties" | "maxProperties" | "required", _) => true,
            ("items" | "properties" | "additionalProperties", _) => true,
            _ => panic!("this validator doesn't know `{keyword}`"),
        };
        if !holds {
            return Err(format!("{value} breaks {keyword}: {wants}"));
        }
    }
    Ok(())
}

fn is_of(value: &Value, wants: &Value) -> bool {
    let is = |name: &str| match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("this validator doesn't know the type `{other}`"),
    };
    wants.as_str().map_or_else(|| wants.as_array().unwrap().iter().any(|name| is(name.as_str().unwrap())), is)
}

fn within(properties: &Value, entries: &Map<String, Value>) -> Result<bool, String> {
    for (name, value) in entries {
        properties.get(name).map_or(Ok(()), |schema| check(schema, value).map_err(|why| format!("{name}: {why}")))?;
    }
    Ok(true)
}

/// The entries that no property describes.
fn others(properties: Option<&Value>, wants: &Value, entries: &Map<String, Value>) -> Result<bool, String> {
    let known = |name: &str| properties.is_some_and(|properties| properties.get(name).is_some());
    for (name, value) in entries.iter().filter(|(name, _)| !known(name)) {
        if wants == &Value::Bool(false) {
            return Err(format!("there is no `{name}`"));
        }
        check(wants, value).map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(true)
}
