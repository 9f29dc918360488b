//! The connections of a sender: each attempt has one from its start to its answer.

use std::collections::VecDeque;

use crate::scenario::Connections;

/// A pool of connections; without a limit it is never empty.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    pub plan: Option<Connections>,
    free: u32,
    /// The callers that wait for one, the first first, each with its stamp.
    waiting: VecDeque<(u32, u32)>,
}

impl Pool {
    pub fn new(plan: Option<Connections>) -> Self {
        Self { plan, free: plan.map_or(0, |plan| plan.limit), waiting: VecDeque::new() }
    }

    /// Takes a connection; false if there is none.
    #[inline(always)]
    pub fn take(&mut self) -> bool {
        if self.plan.is_none() {
            return true;
        }
        let there = self.free > 0;
        self.free -= u32::from(there);
        there
    }

    /// A caller waits for one.
    pub fn wait(&mut self, caller: u32, stamp: u32) {
        self.waiting.push_back((caller, stamp));
    }

    /// A connection is free again.
    #[inline(always)]
    pub fn give_back(&mut self) {
        self.free += u32::from(self.plan.is_some());
    }

    /// Gives a free connection to the first that waits and whose stamp is still right.
    #[inline(always)]
    pub fn next(&mut self, is_current: impl Fn(u32, u32) -> bool) -> Option<u32> {
        while self.free > 0 {
            let (caller, stamp) = self.waiting.pop_front()?;
            if is_current(caller, stamp) {
                self.free -= 1;
                return Some(caller);
            }
        }
        None
    }
}
