//! The scene of a queue: what waits, what is hidden, what is in flight.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::Fact;
use crate::id::{Msg, NodeId};
use crate::time::Time;

/// What is visible of a queue.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueScene {
    id: NodeId,
    /// The visible messages, by their place in the queue.
    pub visible: BTreeMap<u32, Visible>,
    /// The messages that are delayed, or wait for their next push, by their place in the queue, each with when it appears.
    pub hidden: BTreeMap<u32, (Visible, Time)>,
    /// The messages in flight, by their place in the queue.
    pub in_flight: BTreeMap<u32, InFlight>,
    /// How often a message was handed out.
    pub received: u64,
    /// How many hand-offs wait for room.
    pub at_the_door: u64,
}

/// A visible message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visible {
    /// The message.
    pub msg: Msg,
    /// Its group.
    pub group: u32,
    /// When it was stored.
    pub sent: Time,
    /// How often it has been received.
    pub receives: u16,
}

/// A message that was received and not deleted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InFlight {
    /// The message.
    pub msg: Msg,
    /// Its group.
    pub group: u32,
    /// When it was stored.
    pub sent: Time,
    /// When it was received.
    pub since: Time,
    /// When it will be visible again.
    pub until: Time,
    /// How often it has been received.
    pub receives: u16,
}

impl QueueScene {
    pub(super) fn new(id: NodeId) -> Self {
        Self { id, visible: BTreeMap::new(), hidden: BTreeMap::new(), in_flight: BTreeMap::new(), received: 0, at_the_door: 0 }
    }

    /// How many visible messages are held back in a queue that keeps an order: another one of their group is in flight, or waits for its
    /// next push.
    #[must_use]
    pub fn held(&self) -> usize {
        let pushed = self.hidden.values().filter(|(message, _)| message.receives > 0).map(|(message, _)| message.group);
        let away: BTreeSet<u32> = self.in_flight.values().map(|message| message.group).chain(pushed).collect();
        self.visible.values().filter(|message| away.contains(&message.group)).count()
    }

    pub(super) fn apply(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Queued { node, msg, seq, group, visible } if node == self.id => {
                let message = Visible { msg, group, sent: now, receives: 0 };
                if visible <= now {
                    self.visible.insert(seq, message);
                } else {
                    self.hidden.insert(seq, (message, visible));
                }
            }
            Fact::Appeared { node, seq, .. } if node == self.id => {
                if let Some((message, _)) = self.hidden.remove(&seq) {
                    self.visible.insert(seq, message);
                }
            }
            Fact::PutBack { node, msg, seq, until } if node == self.id => {
                if let Some(InFlight { group, sent, receives, .. }) = self.in_flight.remove(&seq) {
                    self.hidden.insert(seq, (Visible { msg, group, sent, receives }, until));
                }
            }
            Fact::WaitsForRoom { node, .. } if node == self.id => self.at_the_door += 1,
            Fact::WaitedForRoom { node, .. } if node == self.id => self.at_the_door -= 1,
            Fact::Received { node, msg, seq, sent, until, receives, .. } if node == self.id => {
                self.received += 1;
                let group = self.visible.remove(&seq).map_or(0, |message| message.group);
                self.in_flight.insert(seq, InFlight { msg, group, sent, since: now, until, receives });
            }
            Fact::Reappeared { node, msg, seq } if node == self.id => {
                if let Some(InFlight { group, sent, receives, .. }) = self.in_flight.remove(&seq) {
                    self.visible.insert(seq, Visible { msg, group, sent, receives });
                }
            }
            Fact::Deleted { node, seq, .. } | Fact::SetAside { node, seq, .. } | Fact::Removed { node, seq, .. } if node == self.id => {
                self.visible.remove(&seq);
                self.hidden.remove(&seq);
                self.in_flight.remove(&seq);
            }
            _ => {}
        }
    }
}
