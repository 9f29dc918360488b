//! Chance that differs from run to run, for what nothing is measured by.

use std::time::{SystemTime, UNIX_EPOCH};

/// A seed made of the wall clock.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "it orders the options of a question, and no run depends on it")]
pub fn seed() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_secs() << 30 | u64::from(since.subsec_nanos())
}
