//! One key in the reference: what it means, what its value may be, and what holds without it.

use crate::export::key::{capital, left_out, value};
use crate::scenario::key::Key;

/// The entry of a key, in two lines.
pub fn entry(key: &Key) -> String {
    format!("`{}`: {}.\n*{}. {}*", key.name, key.says, capital(&value(key.kind)), left_out(key))
}
