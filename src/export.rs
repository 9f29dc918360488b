//! The same run, written down: one file for each form.

pub mod csv;
pub mod diagnosis;
pub mod explain;
pub mod json;
pub mod lessons;
pub mod markdown;
pub mod measures;
mod rows;
pub mod summary;
pub mod svg;
pub mod table;
mod verdict;
