//! How the measures of a lane take facts in, one by one.

use super::lane::LaneMeasures;
use super::node::NodeMeasures;
use crate::fact::{Fact, Outcome, Shelf, Sink, Word};
use crate::id::{Msg, NodeId};
use crate::time::Time;

impl Sink for LaneMeasures {
    // Inlined, so that where the engine tells a fact only what counts that fact remains.
    #[inline(always)]
    fn record(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Born { .. }
            | Fact::Taken { .. }
            | Fact::Tried { .. }
            | Fact::Missed { .. }
            | Fact::Freed { .. }
            | Fact::ResultFound { .. }
            | Fact::StillBlocked { .. } => self.at_sender(now, fact),
            Fact::Queued { .. }
            | Fact::Appeared { .. }
            | Fact::Received { .. }
            | Fact::Reappeared { .. }
            | Fact::PutBack { .. }
            | Fact::Deleted { .. }
            | Fact::SetAside { .. }
            | Fact::Removed { .. }
            | Fact::EmptyReceive { .. }
            | Fact::StillVisible { .. } => self.at_queue(now, fact),
            Fact::Arrived { .. }
            | Fact::Refused { .. }
            | Fact::Swallowed { .. }
            | Fact::Unstarted { .. }
            | Fact::Started { .. }
            | Fact::Finished { .. }
            | Fact::Dropped { .. }
            | Fact::StillWorking { .. } => self.at_receiver(now, fact),
            Fact::Copied { .. } | Fact::Delivered { .. } | Fact::ExecutionStarted { .. } => self.at_broker(now, fact),
            Fact::Ended { msg, born, done, outcome } => {
                if let Some(recovery) = &mut self.recovery {
                    recovery.change(now, false);
                }
                if self.counts(msg) {
                    self.outcomes.add(outcome);
                    if outcome == Outcome::Completed {
                        self.end_to_end.record(done.since(born));
                    }
                }
            }
            Fact::Changed { change } => self.changed(now, change),
            Fact::BackedOff { .. }
            | Fact::WaitsForConnection { .. }
            | Fact::Departed { .. }
            | Fact::ColdStarted { .. }
            | Fact::SlotCalled { .. }
            | Fact::Recognised { .. }
            | Fact::LeftBehind { .. }
            | Fact::CaughtUp { .. }
            | Fact::StepTried { .. }
            | Fact::StepWaits { .. }
            | Fact::ExecutionEnded { .. }
            | Fact::DeliveryWaits { .. }
            | Fact::Undeliverable { .. }
            | Fact::WaitsForRoom { .. }
            | Fact::WaitedForRoom { .. }
            | Fact::Deduplicated { .. }
            | Fact::FaultBegan { .. }
            | Fact::FaultEnded { .. } => {}
        }
    }
}

impl LaneMeasures {
    /// Whether a message was born after the warm-up.
    #[inline(always)]
    fn counts(&self, msg: Msg) -> bool {
        msg > self.uncounted
    }

    #[inline(always)]
    fn node(&mut self, node: NodeId) -> &mut NodeMeasures {
        &mut self.nodes[node.index()]
    }

    #[inline(always)]
    fn at_sender(&mut self, now: Time, fact: Fact) {
        let sender = self.sender.index();
        match fact {
            Fact::Born { msg } => {
                if now < self.warm {
                    self.uncounted = msg;
                } else {
                    self.offered += 1;
                }
                if let Some(recovery) = &mut self.recovery {
                    recovery.change(now, true);
                }
                self.nodes[sender].depth.up(now);
            }
            Fact::Taken { msg, born, .. } => {
                self.callers.up(now);
                self.nodes[sender].depth.down(now);
                if self.counts(msg) {
                    self.nodes[sender].wait.record(now.since(born));
                }
            }
            Fact::Tried { msg, attempt, .. } if self.calls && self.counts(msg) => {
                self.attempts += 1;
                self.retries += u64::from(attempt > 1);
            }
            Fact::Missed { .. } => self.first_error = self.first_error.or(Some(now)),
            Fact::Freed { msg, born, since, acked, word, .. } => {
                self.callers.down(now);
                if self.counts(msg) {
                    self.freed(now, born, since, acked, word);
                }
            }
            Fact::ResultFound { msg, born } if self.counts(msg) => self.result.record(now.since(born)),
            Fact::StillBlocked { msg, since } if self.counts(msg) => self.blocked.record(now.since(since)),
            _ => {}
        }
    }

    /// A caller is done with a message.
    #[inline(always)]
    fn freed(&mut self, now: Time, born: Time, since: Time, acked: Time, word: Word) {
        if self.answer_is_result && word == Word::Ok && since == born && acked == now {
            return self.at_once.record(now.since(born));
        }
        self.blocked.record(now.since(since));
        if acked != Time::NEVER {
            self.ack.record(acked.since(born));
        }
        if self.answer_is_result && word == Word::Ok {
            self.result.record(now.since(born));
        }
    }

    #[inline(always)]
    fn at_queue(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Queued { node, visible, .. } if visible <= now => self.node(node).depth.up(now),
            Fact::Appeared { node, .. } => self.node(node).depth.up(now),
            Fact::Received { node, msg, sent, visible, nth, .. } => {
                let counts = self.counts(msg);
                let queue = self.node(node);
                queue.depth.down(now);
                queue.in_flight.up(now);
                if counts {
                    queue.received += 1;
                    queue.oldest = queue.oldest.max(now.since(sent));
                    queue.wait.record(now.since(visible));
                    if queue.attempts {
                        self.attempts += 1;
                        self.retries += u64::from(nth > 1);
                    }
                }
            }
            Fact::Reappeared { node, .. } => {
                let queue = self.node(node);
                queue.in_flight.down(now);
                queue.depth.up(now);
            }
            Fact::PutBack { node, .. } => self.node(node).in_flight.down(now),
            Fact::Deleted { node, msg, sent, shelf, .. }
            | Fact::SetAside { node, msg, sent, shelf, .. }
            | Fact::Removed { node, msg, sent, shelf, .. } => match shelf {
                Shelf::Visible => {
                    self.node(node).depth.down(now);
                    self.grew_old(node, msg, sent, now);
                }
                Shelf::InFlight => self.node(node).in_flight.down(now),
                Shelf::Hidden => {}
            },
            Fact::StillVisible { node, msg, sent } => self.grew_old(node, msg, sent, now),
            Fact::EmptyReceive { node } if now >= self.warm => self.node(node).empty_receives += 1,
            _ => {}
        }
    }

    fn grew_old(&mut self, node: NodeId, msg: Msg, sent: Time, now: Time) {
        if self.counts(msg) {
            let queue = self.node(node);
            queue.oldest = queue.oldest.max(now.since(sent));
        }
    }

    #[inline(always)]
    fn at_receiver(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Arrived { node, msg, nth, duplicate } => {
                self.node(node).depth.up(now);
                if self.counts(msg) {
                    self.requested(node, nth);
                    self.duplicates += u64::from(duplicate);
                }
            }
            Fact::Refused { node, msg: Some(_), .. } if node == self.sender => self.node(node).depth.down(now),
            Fact::Refused { node, msg: Some(msg), .. } | Fact::Swallowed { node, msg, waited: false } if self.counts(msg) => {
                // Nobody has noted how often it has been here: it was not let in.
                self.requested(node, 1);
            }
            Fact::Swallowed { node, waited: true, .. } | Fact::Unstarted { node, .. } => self.node(node).depth.down(now),
            Fact::Started { node, msg, arrived, .. } => {
                let counts = self.counts(msg);
                let receiver = self.node(node);
                receiver.depth.down(now);
                receiver.busy(now, true);
                if counts {
                    receiver.wait.record(now.since(arrived));
                }
            }
            Fact::Finished { node, msg, started, group, wanted_until, ok, .. } => {
                let counts = self.counts(msg);
                let receiver = self.node(node);
                receiver.busy(now, false);
                if ok && counts {
                    if receiver.is_worker() {
                        receiver.order.completed(group, msg);
                    }
                    self.effects += u64::from(self.nodes[node.index()].last);
                }
                self.worked(now, msg, started, wanted_until);
            }
            Fact::Dropped { node, msg, started, wanted_until, .. } => {
                self.node(node).busy(now, false);
                self.worked(now, msg, started, wanted_until);
            }
            Fact::StillWorking { msg, started, wanted_until } => self.worked(now, msg, started, wanted_until),
            _ => {}
        }
    }

    /// A request came to a service, which may be where attempts are counted.
    #[inline(always)]
    fn requested(&mut self, node: NodeId, nth: u16) {
        let receiver = self.node(node);
        if receiver.is_service() {
            receiver.received += 1;
            if receiver.attempts {
                self.attempts += 1;
                self.retries += u64::from(nth > 1);
            }
        }
    }

    fn at_broker(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Copied { node, msg, .. } | Fact::ExecutionStarted { node, msg, .. } => {
                let counts = self.counts(msg);
                self.node(node).received += u64::from(counts);
            }
            Fact::Delivered { node, msg, since, .. } if self.counts(msg) => self.node(node).wait.record(now.since(since)),
            _ => {}
        }
    }

    /// Work from `started` to `now`, of which nobody wanted what lies after `wanted_until`.
    #[inline(always)]
    fn worked(&mut self, now: Time, msg: Msg, started: Time, wanted_until: Time) {
        if wanted_until < now && self.counts(msg) {
            self.orphaned = self.orphaned + now.since(wanted_until.max(started));
        }
    }
}
