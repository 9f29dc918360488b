//! The scene of one node.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Fact, Word};
use crate::id::{Msg, NodeId};
use crate::scenario::{Node, Part};
use crate::time::Time;

/// How many callers or slots are followed one by one; the others are counted.
const FOLLOWED: u32 = 64;

/// All that is visible of one node.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeScene {
    /// A sender.
    Sender(SenderScene),
    /// A service or a worker.
    Receiver(ReceiverScene),
    /// A queue.
    Queue(QueueScene),
}

/// What is visible of a sender.
#[derive(Clone, Debug, PartialEq)]
pub struct SenderScene {
    id: NodeId,
    /// Its first callers, one by one.
    pub callers: Vec<Caller>,
    /// How many callers it has.
    pub count: u32,
    /// How many callers stand still, those that wait for the next attempt among them.
    pub blocked: u32,
    /// How many callers wait for their next attempt.
    pub backing_off: u32,
    /// Which callers those are: a fault may free one that is not followed one by one.
    waiting: BTreeSet<u32>,
    /// How many messages wait for a caller.
    pub unsent: u64,
}

/// A caller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Caller {
    /// What it does.
    pub doing: Doing,
    /// How many messages it got good news about.
    pub acked: u64,
    /// How many messages it got bad news about.
    pub failed: u64,
    /// The last final word it was told.
    pub last: Option<Word>,
}

/// What a caller does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doing {
    /// Nothing that we know of: it is free for other work.
    Free {
        /// Since when.
        since: Time,
    },
    /// It waits for the word about an attempt.
    Blocked {
        /// For this message.
        msg: Msg,
        /// Since when it stands still.
        since: Time,
        /// Which attempt.
        attempt: u16,
    },
    /// It waits before its next attempt.
    BackingOff {
        /// For this message.
        msg: Msg,
        /// Since when it stands still.
        since: Time,
        /// The attempt to come.
        attempt: u16,
        /// When it comes.
        until: Time,
    },
}

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
    /// How many messages wait here.
    pub waiting: u64,
    /// How often work succeeded.
    pub done: u64,
    /// How often work failed or was dropped.
    pub failed: u64,
    /// How many requests were refused.
    pub refused: u64,
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
}

/// What is visible of a queue.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueScene {
    id: NodeId,
    /// The visible messages, by their place in the queue.
    pub visible: BTreeMap<u32, Visible>,
    /// The messages in flight, by their place in the queue.
    pub in_flight: BTreeMap<u32, InFlight>,
}

/// A visible message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visible {
    /// The message.
    pub msg: Msg,
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
    /// When it was stored.
    pub sent: Time,
    /// When it was received.
    pub since: Time,
    /// When it will be visible again.
    pub until: Time,
    /// How often it has been received.
    pub receives: u16,
}

impl NodeScene {
    pub(super) fn new((id, node): (NodeId, &Node)) -> Self {
        let receiver = |count: u32| {
            let slots = vec![None; count.min(FOLLOWED) as usize];
            Self::Receiver(ReceiverScene { id, slots, count, busy: 0, waiting: 0, done: 0, failed: 0, refused: 0 })
        };
        match &node.part {
            Part::Sender(sender) => {
                let idle = Caller { doing: Doing::Free { since: Time::START }, acked: 0, failed: 0, last: None };
                let callers = vec![idle; sender.callers.min(FOLLOWED) as usize];
                Self::Sender(SenderScene {
                    id,
                    callers,
                    count: sender.callers,
                    blocked: 0,
                    backing_off: 0,
                    waiting: BTreeSet::new(),
                    unsent: 0,
                })
            }
            Part::Service(service) => receiver(service.concurrency),
            Part::Worker(worker) => receiver(worker.concurrency),
            Part::Queue(_) => Self::Queue(QueueScene { id, visible: BTreeMap::new(), in_flight: BTreeMap::new() }),
        }
    }

    pub(super) fn apply(&mut self, now: Time, fact: Fact) {
        match self {
            Self::Sender(sender) => sender.apply(now, fact),
            Self::Receiver(receiver) => receiver.apply(now, fact),
            Self::Queue(queue) => queue.apply(now, fact),
        }
    }
}

impl SenderScene {
    fn apply(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Born { .. } => self.unsent += 1,
            Fact::Refused { node, .. } if node == self.id => self.unsent -= 1,
            Fact::Taken { caller, msg, .. } => {
                self.unsent -= 1;
                self.blocked += 1;
                self.does(caller, |_| Doing::Blocked { msg, since: now, attempt: 0 });
            }
            Fact::Tried { caller, msg, attempt } => {
                self.backing_off -= u32::from(self.waiting.remove(&caller));
                self.does(caller, |doing| Doing::Blocked { msg, since: doing.since(), attempt });
            }
            Fact::BackedOff { caller, msg, attempt, until } => {
                self.backing_off += u32::from(self.waiting.insert(caller));
                self.does(caller, |doing| Doing::BackingOff { msg, since: doing.since(), attempt, until });
            }
            Fact::Freed { caller, word, .. } => {
                self.blocked -= 1;
                self.backing_off -= u32::from(self.waiting.remove(&caller));
                self.does(caller, |_| Doing::Free { since: now });
                if let Some(caller) = self.callers.get_mut(caller as usize) {
                    let good = word == Word::Ok;
                    caller.acked += u64::from(good);
                    caller.failed += u64::from(!good);
                    caller.last = Some(word);
                }
            }
            _ => {}
        }
    }

    fn does(&mut self, caller: u32, doing: impl Fn(Doing) -> Doing) {
        if let Some(caller) = self.callers.get_mut(caller as usize) {
            caller.doing = doing(caller.doing);
        }
    }
}

impl Doing {
    /// Since when the caller has stood still, or been free.
    #[must_use]
    pub const fn since(self) -> Time {
        match self {
            Self::Free { since } | Self::Blocked { since, .. } | Self::BackingOff { since, .. } => since,
        }
    }
}

impl ReceiverScene {
    fn apply(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Arrived { node, .. } if node == self.id => self.waiting += 1,
            Fact::Refused { node, .. } if node == self.id => self.refused += 1,
            Fact::Swallowed { node, waited: true, .. } | Fact::Unstarted { node, .. } if node == self.id => self.waiting -= 1,
            Fact::Started { node, slot, msg, ends, wanted_until, .. } if node == self.id => {
                self.waiting -= 1;
                self.busy += 1;
                self.set(slot, Some(Slot { msg, started: now, ends, wanted_until }));
            }
            Fact::Finished { node, slot, ok, .. } if node == self.id => {
                self.done += u64::from(ok);
                self.failed += u64::from(!ok);
                self.stop(slot);
            }
            Fact::Dropped { node, slot, .. } if node == self.id => {
                self.failed += 1;
                self.stop(slot);
            }
            _ => {}
        }
    }

    fn stop(&mut self, slot: u32) {
        self.busy -= 1;
        self.set(slot, None);
    }

    fn set(&mut self, slot: u32, work: Option<Slot>) {
        if let Some(slot) = self.slots.get_mut(slot as usize) {
            *slot = work;
        }
    }
}

impl QueueScene {
    fn apply(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Queued { node, msg, seq } if node == self.id => {
                self.visible.insert(seq, Visible { msg, sent: now, receives: 0 });
            }
            Fact::Received { node, msg, seq, sent, until, receives, .. } if node == self.id => {
                self.visible.remove(&seq);
                self.in_flight.insert(seq, InFlight { msg, sent, since: now, until, receives });
            }
            Fact::Reappeared { node, msg, seq } if node == self.id => {
                if let Some(InFlight { sent, receives, .. }) = self.in_flight.remove(&seq) {
                    self.visible.insert(seq, Visible { msg, sent, receives });
                }
            }
            Fact::Deleted { node, seq, .. } if node == self.id => {
                self.in_flight.remove(&seq);
            }
            Fact::SetAside { node, seq, .. } if node == self.id => {
                self.visible.remove(&seq);
            }
            _ => {}
        }
    }
}
