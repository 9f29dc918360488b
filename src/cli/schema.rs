//! `inflight schema`: the scenario language for editors.

use std::io::{self, Write};

use super::End;
use crate::export::schema;

/// Prints the JSON Schema of a scenario file.
pub fn schema() -> io::Result<End> {
    write!(io::stdout(), "{}", schema::schema()?).map(|()| End::Done)
}
