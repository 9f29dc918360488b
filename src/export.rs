//! The same run, written down: one file for each form. And the scenario language, written down for people and for editors.

pub mod csv;
pub mod diagnosis;
pub mod explain;
pub mod json;
mod key;
pub mod lessons;
pub mod markdown;
pub mod measures;
pub mod quiz;
pub mod reference;
mod rows;
pub mod schema;
pub mod summary;
pub mod svg;
pub mod table;
pub mod tour;
pub mod verdict;
pub mod worksheet;
