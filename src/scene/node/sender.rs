//! The scene of a sender: its callers one by one.

use std::collections::BTreeSet;

use super::FOLLOWED;
use crate::fact::{Cargo, Fact, Word};
use crate::id::{Msg, NodeId};
use crate::time::Time;

/// What is visible of a sender.
#[derive(Clone, Debug, PartialEq)]
pub struct SenderScene {
    id: NodeId,
    asks: bool,
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
        /// Which attempt; 0 before the first.
        attempt: u16,
        /// Whom it asked, if it has.
        to: Option<NodeId>,
        /// What it waits for.
        wait: Wait,
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

/// What a blocked caller waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The answer or the receipt, or time enough to give up.
    Word,
    /// A connection.
    Connection,
    /// The result of what was accepted, for which it asks again and again.
    Result {
        /// From when on; until then the receipt is under way.
        from: Time,
    },
}

impl SenderScene {
    /// So many callers; `asks` says whether they stand still until they have found the result of what was accepted.
    pub(super) fn new(id: NodeId, callers: u32, asks: bool) -> Self {
        let idle = Caller { doing: Doing::Free { since: Time::START }, acked: 0, failed: 0, last: None };
        let waiting = BTreeSet::new();
        let first = vec![idle; callers.min(FOLLOWED) as usize];
        Self { id, asks, callers: first, count: callers, blocked: 0, backing_off: 0, waiting, unsent: 0 }
    }

    /// There are more callers, or fewer; those that go are still followed until they are free.
    pub(super) fn set_count(&mut self, count: u32, now: Time) {
        self.count = count;
        let followed = count.min(FOLLOWED) as usize;
        let idle = Caller { doing: Doing::Free { since: now }, acked: 0, failed: 0, last: None };
        while self.callers.len() > followed && matches!(self.callers.last(), Some(Caller { doing: Doing::Free { .. }, .. })) {
            self.callers.pop();
        }
        if self.callers.len() < followed {
            self.callers.resize(followed, idle);
        }
    }

    pub(super) fn apply(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Born { .. } => self.unsent += 1,
            Fact::Refused { node, .. } if node == self.id => self.unsent -= 1,
            Fact::Taken { caller, msg, .. } => {
                self.unsent -= 1;
                self.blocked += 1;
                self.does(caller, |_| Doing::Blocked { msg, since: now, attempt: 0, to: None, wait: Wait::Word });
            }
            Fact::Tried { caller, msg, attempt, to } => {
                self.backing_off -= u32::from(self.waiting.remove(&caller));
                self.does(caller, |doing| Doing::Blocked { msg, since: doing.since(), attempt, to: Some(to), wait: Wait::Word });
            }
            Fact::WaitsForConnection { caller, .. } => {
                // One that waited before this attempt has waited long enough.
                self.backing_off -= u32::from(self.waiting.remove(&caller));
                self.does(caller, |doing| match doing {
                    Doing::Blocked { msg, since, attempt, to, .. } => Doing::Blocked { msg, since, attempt, to, wait: Wait::Connection },
                    Doing::BackingOff { msg, since, attempt, .. } => {
                        Doing::Blocked { msg, since, attempt, to: None, wait: Wait::Connection }
                    }
                    free @ Doing::Free { .. } => free,
                });
            }
            Fact::Departed { cargo: Cargo::Receipt, msg: Some(accepted), to, arrives, lost: false, .. } if self.asks && to == self.id => {
                for caller in &mut self.callers {
                    if let Doing::Blocked { msg, wait, .. } = &mut caller.doing
                        && *msg == accepted
                    {
                        *wait = Wait::Result { from: arrives };
                    }
                }
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
                    let good = matches!(word, Word::Ok | Word::Unheard);
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
