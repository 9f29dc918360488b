//! The scene of a service or a worker: its slots one by one.

use std::collections::BTreeMap;

use super::FOLLOWED;
use crate::fact::{Cargo, Fact};
use crate::id::{Msg, NodeId};
use crate::level::Level;
use crate::time::Time;

/// What is visible of a service or a worker.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiverScene {
    id: NodeId,
    /// Its first slots, one by one.
    pub slots: Vec<Option<Slot>>,
    /// How many slots it has.
    pub count: u32,
    /// How many slots work.
    pub busy: u32,
    /// The same over time.
    pub working: Level,
    /// How many messages wait here.
    pub waiting: u64,
    /// How often work succeeded.
    pub done: u64,
    /// How often work failed or was dropped.
    pub failed: u64,
    /// How many requests were refused.
    pub refused: u64,
    /// How much work was left behind at answers and is not done.
    pub left: u64,
    /// When each slot is warm that was cold lately.
    warm: BTreeMap<u32, Time>,
    /// How many copies of a message wait here that was done already, or being worked on, when they came.
    again: BTreeMap<Msg, u32>,
}

/// A slot at work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// The message.
    pub msg: Msg,
    /// When the work began.
    pub started: Time,
    /// When it will be over.
    pub ends: Time,
    /// Until when anybody waits for it.
    pub wanted_until: Time,
    /// Whom it called last, since its own work is over.
    called: Option<NodeId>,
    /// Whose answers have not left yet: a bit for each node.
    pending: u64,
    /// When the slot is warm, if its work began cold.
    pub warm: Time,
    /// Whether the message was done already, or being worked on, when it came.
    pub again: bool,
}

impl Slot {
    /// How much of its own work is done at an instant, as a share.
    #[must_use]
    pub fn progress(&self, now: Time) -> f64 {
        let whole = self.ends.since(self.started).0.max(1) as f64;
        (now.since(self.started).0 as f64 / whole).min(1.0)
    }

    /// Whether its own work is over, and it waits for others.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.called.is_some()
    }

    /// Whom it waits for: all whose answers are not under way, or else the last.
    #[must_use]
    pub fn waits_for(&self) -> Vec<NodeId> {
        let pending: Vec<NodeId> = (0..64).map(NodeId).filter(|node| self.pending & bit(*node) != 0).collect();
        if pending.is_empty() { self.called.into_iter().collect() } else { pending }
    }
}

/// The bit of a node; a lane has 64 at the most.
fn bit(node: NodeId) -> u64 {
    1_u64.checked_shl(u32::from(node.0)).unwrap_or(0)
}

impl ReceiverScene {
    pub(super) fn new(id: NodeId, count: u32) -> Self {
        let slots = vec![None; count.min(FOLLOWED) as usize];
        Self {
            id,
            slots,
            count,
            busy: 0,
            working: Level::new(Time::START),
            waiting: 0,
            done: 0,
            failed: 0,
            refused: 0,
            left: 0,
            warm: BTreeMap::new(),
            again: BTreeMap::new(),
        }
    }

    /// Whether a message that is taken up, or goes, was done already when it came.
    fn comes_again(&mut self, msg: Msg) -> bool {
        let Some(copies) = self.again.get_mut(&msg) else { return false };
        *copies -= 1;
        if *copies == 0 {
            self.again.remove(&msg);
        }
        true
    }

    /// Whether a message is worked on in more than one slot, or was done already when it came.
    #[must_use]
    pub fn is_twin(&self, slot: &Slot) -> bool {
        slot.again || self.slots.iter().flatten().filter(|each| each.msg == slot.msg).count() > 1
    }

    /// There are more slots, or fewer; those that go are still followed until they are free.
    pub(super) fn set_count(&mut self, count: u32) {
        self.count = count;
        let followed = count.min(FOLLOWED) as usize;
        while self.slots.len() > followed && matches!(self.slots.last(), Some(None)) {
            self.slots.pop();
        }
        if self.slots.len() < followed {
            self.slots.resize(followed, None);
        }
    }

    pub(super) fn apply(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Arrived { node, msg, duplicate, .. } if node == self.id => {
                self.waiting += 1;
                if duplicate {
                    *self.again.entry(msg).or_default() += 1;
                }
            }
            Fact::Refused { node, msg: Some(_), .. } if node == self.id => self.refused += 1,
            Fact::Swallowed { node, msg, waited: true, .. } | Fact::Unstarted { node, msg, .. } if node == self.id => {
                self.waiting -= 1;
                self.comes_again(msg);
            }
            Fact::Started { node, slot, msg, ends, wanted_until, .. } if node == self.id => {
                self.waiting -= 1;
                self.busy += 1;
                self.working.up(now);
                let warm = self.warm.remove(&slot).unwrap_or(now);
                let again = self.comes_again(msg);
                self.set(slot, Some(Slot { msg, started: now, ends, wanted_until, called: None, pending: 0, warm, again }));
            }
            Fact::Finished { node, slot, ok, .. } if node == self.id => {
                self.done += u64::from(ok);
                self.failed += u64::from(!ok);
                self.stop(slot, now);
            }
            Fact::ColdStarted { node, slot, until } if node == self.id => {
                self.warm.insert(slot, until);
            }
            Fact::SlotCalled { node, slot, to, .. } if node == self.id => {
                if let Some(Some(slot)) = self.slots.get_mut(slot as usize) {
                    slot.called = Some(to);
                    slot.pending |= bit(to);
                }
            }
            Fact::Departed { cargo: Cargo::Answer | Cargo::Receipt | Cargo::Error, msg: Some(msg), from, to, lost: false, .. }
                if to == self.id =>
            {
                for slot in self.slots.iter_mut().flatten().filter(|slot| slot.msg == msg) {
                    slot.pending &= !bit(from);
                }
            }
            Fact::LeftBehind { node, .. } if node == self.id => self.left += 1,
            Fact::CaughtUp { node, .. } if node == self.id => self.left -= 1,
            Fact::Dropped { node, slot, .. } if node == self.id => {
                self.failed += 1;
                self.stop(slot, now);
            }
            _ => {}
        }
    }

    fn stop(&mut self, slot: u32, now: Time) {
        self.busy -= 1;
        self.working.down(now);
        self.set(slot, None);
    }

    fn set(&mut self, slot: u32, work: Option<Slot>) {
        // One that was to go may have got something to do yet.
        if work.is_some() && slot < FOLLOWED && self.slots.len() <= slot as usize {
            self.slots.resize(slot as usize + 1, None);
        }
        if let Some(slot) = self.slots.get_mut(slot as usize) {
            *slot = work;
        }
    }
}
