//! The same run, written down: one file for each form.

pub mod diagnosis;
pub mod explain;
pub mod json;
pub mod svg;
pub mod table;
