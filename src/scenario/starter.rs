//! The scenarios to start a file of one's own from.

/// A short lesson that says of most keys what they are for.
pub const FULL: &str = include_str!("starter/full.toml");

/// The least that runs.
pub const LEAST: &str = include_str!("starter/least.toml");
