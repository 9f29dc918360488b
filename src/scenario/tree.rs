//! Reads what the project's own data files hold: presets, samples, questions.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Refuses keys that mean nothing.
pub fn only(tree: &DeTable<'_>, keys: &[&str]) -> Result<(), String> {
    match tree.keys().find(|key| !keys.contains(&key.get_ref().as_ref())) {
        Some(key) => Err(format!("unknown key `{}`", key.get_ref())),
        None => Ok(()),
    }
}

/// A text that is not empty.
pub fn text(tree: &DeTable<'_>, key: &str) -> Result<String, String> {
    let text = tree.get(key).and_then(|value| value.get_ref().as_str());
    text.filter(|text| !text.is_empty()).map(str::to_owned).ok_or_else(|| format!("`{key}` needs a text"))
}

/// A list.
pub fn list<'a, 'i>(tree: &'a DeTable<'i>, key: &str) -> Result<&'a [Spanned<DeValue<'i>>], String> {
    let list = tree.get(key).and_then(|value| value.get_ref().as_array());
    list.map(|list| &**list).ok_or_else(|| format!("`{key}` needs a list"))
}
