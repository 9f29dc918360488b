//! The presenter's notes where there are none (Windows): nobody is told anything, and nothing is heard.

use std::future;

use crate::ui::telling::{Press, Telling};

/// The side of the run.
pub struct Prompter;

impl Prompter {
    /// Listens to nobody.
    pub fn new() -> Self {
        Self
    }

    /// Tells nobody.
    pub fn tell(&self, telling: Option<Telling>) {
        drop(telling);
    }

    /// Waits for ever.
    pub async fn heard(&mut self) -> Press {
        future::pending().await
    }
}
