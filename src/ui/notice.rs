//! What there is to say about the scenario's file.

use std::time::Duration;

use super::reload::Broken;
use crate::scenario::text::Text;

/// How long it is said that the file was taken up.
pub(super) const RELOADED: Duration = Duration::from_secs(2);
/// The same with warnings, which are to be read.
pub(super) const WARNED: Duration = Duration::from_secs(8);

/// What there is to say about the scenario's file. Each has the file as the user named it.
#[derive(Clone, Debug)]
pub enum Notice {
    /// Nothing.
    None,
    /// It changed, and what it says now is on the screen.
    Reloaded {
        file: Text,
        /// How many things it surely doesn't mean.
        warnings: usize,
        /// For how long this is still said, in wall time.
        left: Duration,
    },
    /// There is no file any more.
    Gone { file: Text },
    /// It changed, and can't be shown.
    Broken { file: Text, why: Broken, sheet: Sheet },
}

/// The sheet over the stage on which the problems are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The user has put it away.
    Hidden,
    /// It shows the problems from this one on.
    From(usize),
}

impl Notice {
    /// The file can't be shown, for all to see.
    pub(super) fn broken(file: Text, why: Broken) -> Self {
        Self::Broken { file, why, sheet: Sheet::From(0) }
    }

    /// What is the matter with the file, in a sentence for the presenter.
    pub(super) fn trouble(&self) -> Option<String> {
        let (file, trouble) = match self {
            Self::None | Self::Reloaded { .. } => return None,
            Self::Gone { file } => (file, "is gone".to_owned()),
            Self::Broken { file, why, .. } => (file, why.in_short()),
        };
        // Where it lies, the presenter knows.
        let name = file.as_str().rsplit(['/', '\\']).next().unwrap_or_default();
        Some(format!("{name} {trouble}; what played before plays on."))
    }

    /// Whether it goes away by itself.
    pub(super) fn fades(&self) -> bool {
        matches!(self, Self::Reloaded { .. })
    }

    /// Lets wall time go by.
    pub(super) fn fade(&mut self, wall: Duration) {
        if let Self::Reloaded { left, .. } = self {
            *left = left.saturating_sub(wall);
            if left.is_zero() {
                *self = Self::None;
            }
        }
    }

    /// Whether problems lie over the stage.
    pub(super) fn is_on_top(&self) -> bool {
        matches!(self, Self::Broken { sheet: Sheet::From(_), .. })
    }

    /// Puts the problems away.
    pub(super) fn hide(&mut self) {
        if let Self::Broken { sheet, .. } = self {
            *sheet = Sheet::Hidden;
        }
    }

    /// Goes on to the next problem, or back to the one before.
    pub(super) fn scroll(&mut self, forward: bool) {
        if let Self::Broken { why, sheet: Sheet::From(first), .. } = self {
            *first = if forward { (*first + 1).min(why.shown().saturating_sub(1)) } else { first.saturating_sub(1) };
        }
    }
}
