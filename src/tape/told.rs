//! Facts as they are kept for those who read them.

use super::moment::Listener;
use crate::fact::Fact;
use crate::id::LaneId;
use crate::scene::LaneScene;
use crate::time::Time;

/// A fact with its place and time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// When.
    pub at: Time,
    /// In which lane.
    pub lane: LaneId,
    /// What.
    pub fact: Fact,
}

/// Tells each fact to a function.
pub struct Teller<F>(pub F);

impl<F: FnMut(Told)> Listener for Teller<F> {
    fn expect(&mut self, _: Time, _: LaneId, _: &LaneScene) {}

    fn hear(&mut self, at: Time, lane: LaneId, fact: Fact, _: &LaneScene) {
        (self.0)(Told { at, lane, fact });
    }
}
