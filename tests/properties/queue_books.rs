//! What a queue holds, kept from the facts alone; whatever breaks a rule of queues is found at once.

use std::collections::BTreeMap;

use inflight::fact::{Fact, Outcome, Shelf};
use inflight::id::{Msg, NodeId};
use inflight::scenario::{Full, Order, Queue, Setting};
use inflight::time::{Span, Time};
use proptest::prelude::*;

/// A message in the queue.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub msg: Msg,
    pub shelf: Shelf,
    pub sent: Time,
    /// Since when it is visible, or when it will be.
    pub visible: Time,
    /// When it was received last.
    pub received: Option<Time>,
    pub receives: u16,
}

/// The books of one queue.
pub struct Books<'a> {
    id: NodeId,
    plan: &'a Queue,
    /// By place in the queue's order.
    pub entries: BTreeMap<u32, Entry>,
    capacity: Option<u32>,
    max_receives: Option<u16>,
    groups: &'a BTreeMap<Msg, u32>,
}

impl<'a> Books<'a> {
    pub fn new(id: NodeId, plan: &'a Queue, groups: &'a BTreeMap<Msg, u32>) -> Self {
        Self { id, plan, entries: BTreeMap::new(), capacity: plan.capacity, max_receives: plan.max_receives, groups }
    }

    /// A setting changed; what may be is what might have been before.
    pub fn change(&mut self, setting: Setting) {
        match setting {
            Setting::Capacity(most) => self.capacity = self.capacity.map(|before| before.max(most)),
            Setting::MaxReceives(most) => self.max_receives = self.max_receives.map(|before| before.max(most)),
            _ => {}
        }
    }

    pub fn on(&mut self, at: Time, fact: Fact) -> Result<(), TestCaseError> {
        match fact {
            Fact::Queued { node, msg, seq, visible, .. } if node == self.id => {
                let shelf = if visible <= at { Shelf::Visible } else { Shelf::Hidden };
                let entry = Entry { msg, shelf, sent: at, visible, received: None, receives: 0 };
                prop_assert!(self.entries.insert(seq, entry).is_none());
                let full = self.capacity.is_some_and(|most| self.entries.len() > most as usize);
                prop_assert!(!full, "{} messages in a queue for {:?} ({:?})", self.entries.len(), self.capacity, self.plan.full);
            }
            Fact::Appeared { node, seq, .. } if node == self.id => {
                let entry = self.take(seq, Shelf::Hidden)?;
                prop_assert_eq!(entry.visible, at, "it appears when it was said to");
                self.entries.insert(seq, Entry { shelf: Shelf::Visible, visible: at, ..entry });
            }
            Fact::Reappeared { node, seq, .. } if node == self.id => {
                let entry = self.take(seq, Shelf::InFlight)?;
                prop_assert_eq!(entry.visible, at, "it comes back when it was said to");
                self.entries.insert(seq, Entry { shelf: Shelf::Visible, visible: at, ..entry });
            }
            Fact::Received { node, msg, seq, sent, visible, until, receives, .. } if node == self.id => {
                let entry = self.take(seq, Shelf::Visible)?;
                prop_assert_eq!((entry.msg, entry.sent, entry.visible, entry.receives + 1), (msg, sent, visible, receives));
                prop_assert!(until > at);
                prop_assert!(self.max_receives.is_none_or(|most| receives <= most));
                self.in_its_turn(at, seq, entry)?;
                let entry = Entry { shelf: Shelf::InFlight, visible: until, received: Some(at), receives, ..entry };
                self.entries.insert(seq, entry);
                let in_flight = self.entries.values().filter(|entry| entry.shelf == Shelf::InFlight).count();
                prop_assert!(self.plan.in_flight.is_none_or(|most| in_flight <= most as usize));
            }
            Fact::PutBack { node, seq, until, .. } if node == self.id => {
                let entry = self.take(seq, Shelf::InFlight)?;
                prop_assert!(self.plan.push.is_some());
                self.entries.insert(seq, Entry { shelf: Shelf::Hidden, visible: until, ..entry });
            }
            Fact::Deleted { node, seq, sent, shelf, .. } if node == self.id => {
                let entry = self.take(seq, shelf)?;
                prop_assert_eq!(entry.sent, sent);
                // One that is visible again goes by its latest receipt, but not where an order is kept.
                let again = shelf == Shelf::Visible && entry.received.is_some() && self.plan.order == Order::Standard;
                prop_assert!(again || shelf == Shelf::InFlight && at <= entry.visible, "{:?} of {:?}", fact, entry);
            }
            Fact::SetAside { node, seq, sent, shelf, .. } if node == self.id => {
                let entry = self.take(seq, shelf)?;
                prop_assert_eq!(entry.sent, sent);
                prop_assert!(self.plan.dead_letter.is_some());
            }
            Fact::Removed { node, seq, sent, shelf, outcome, .. } if node == self.id => {
                let entry = self.take(seq, shelf)?;
                prop_assert_eq!(entry.sent, sent);
                let why = match outcome {
                    Outcome::Expired => self.plan.retention.is_some() || self.plan.push.as_ref().is_some_and(|push| push.max_age.is_some()),
                    Outcome::Lost => self.plan.full == Full::DropOldest || self.plan.push.is_some(),
                    _ => false,
                };
                prop_assert!(why, "{:?}", fact);
            }
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self, seq: u32, shelf: Shelf) -> Result<Entry, TestCaseError> {
        let entry = self.entries.remove(&seq);
        prop_assert!(entry.is_some_and(|entry| entry.shelf == shelf), "entry {} is {:?}, not {:?}", seq, entry, shelf);
        Ok(entry.unwrap())
    }

    /// Nothing is received before what stands before it: in a standard queue all that is visible, in a fifo queue its group.
    fn in_its_turn(&self, at: Time, seq: u32, entry: Entry) -> Result<(), TestCaseError> {
        let old = |sent: Time| self.plan.retention.is_some_and(|most| at.since(sent) > most);
        prop_assert!(self.plan.dead_letter.is_some() || !old(entry.sent), "it had expired");
        let before = self.entries.range(..seq).filter(|(_, other)| other.shelf == Shelf::Visible);
        if self.plan.order == Order::Standard {
            prop_assert_eq!(before.count(), 0, "the oldest goes first");
            return Ok(());
        }
        let Some(group) = self.groups.get(&entry.msg) else { return Ok(()) };
        let same = |other: &Entry| self.groups.get(&other.msg) == Some(group);
        prop_assert_eq!(before.filter(|(_, other)| same(other)).count(), 0, "a group doesn't overtake itself");
        // A push that failed has its group wait until the next.
        let under_way = |other: &Entry| other.shelf == Shelf::InFlight || other.shelf == Shelf::Hidden && other.received.is_some();
        let mut others = self.entries.values().filter(|other| same(other) && under_way(other));
        let together = |other: &Entry| self.plan.push.is_none() && other.received == Some(at);
        prop_assert!(others.all(together), "a group has messages of one receive in flight");
        Ok(())
    }

    /// The longest that a message may be there.
    pub fn is_kept_too_long(&self, at: Time) -> bool {
        let slack = Span(1);
        self.plan.retention.is_some_and(|most| self.entries.values().any(|entry| at.since(entry.sent) > most + slack))
    }
}
