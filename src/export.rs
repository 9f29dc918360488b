//! The same run, written down: one file for each form. And the scenario language, written down for people and for editors.

pub mod diagnosis;
pub mod explain;
pub mod json;
mod key;
pub mod reference;
pub mod schema;
pub mod svg;
pub mod table;
