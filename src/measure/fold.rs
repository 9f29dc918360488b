//! How the measures of a lane take facts in, one by one.

use super::lane::LaneMeasures;
use super::node::NodeMeasures;
use crate::fact::{Fact, Outcome, Sink, Word};
use crate::id::{Msg, NodeId};
use crate::scenario::Style;
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
            | Fact::StillBlocked { .. } => self.at_sender(now, fact),
            Fact::Queued { .. }
            | Fact::Received { .. }
            | Fact::Reappeared { .. }
            | Fact::Deleted { .. }
            | Fact::SetAside { .. }
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
            Fact::Ended { msg, born, done, outcome } => {
                self.recovery.change(now, false);
                if self.counts(msg) {
                    self.outcomes.add(outcome);
                    if outcome == Outcome::Completed {
                        self.end_to_end.record(done.since(born));
                    }
                }
            }
            Fact::BackedOff { .. } | Fact::Departed { .. } | Fact::FaultBegan { .. } | Fact::FaultEnded { .. } => {}
        }
    }
}

impl LaneMeasures {
    /// Whether a message was born after the warm-up.
    #[inline(always)]
    fn counts(&self, msg: Msg) -> bool {
        msg > self.uncounted
    }

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
                self.recovery.change(now, true);
                self.nodes[sender].depth.up(now);
            }
            Fact::Taken { msg, born, .. } => {
                self.standing.up(now);
                self.nodes[sender].depth.down(now);
                if self.counts(msg) {
                    self.nodes[sender].wait.record(now.since(born));
                }
            }
            Fact::Tried { msg, attempt, .. } if self.style == Style::Calls && self.counts(msg) => {
                self.attempts += 1;
                self.retries += u64::from(attempt > 1);
            }
            Fact::Missed { .. } => self.first_error = self.first_error.or(Some(now)),
            Fact::Freed { msg, born, since, word, .. } => {
                self.standing.down(now);
                if self.counts(msg) {
                    self.blocked.record(now.since(since));
                    self.ack.record(now.since(born));
                    if self.style == Style::Calls && word == Word::Ok {
                        self.result.record(now.since(born));
                    }
                }
            }
            Fact::StillBlocked { msg, since } if self.counts(msg) => self.blocked.record(now.since(since)),
            _ => {}
        }
    }

    #[inline(always)]
    fn at_queue(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Queued { node, .. } => self.node(node).depth.up(now),
            Fact::Received { node, msg, sent, visible, nth, .. } => {
                let (counts, first_hop) = (self.counts(msg), node == self.to);
                let queue = self.node(node);
                queue.depth.down(now);
                queue.in_flight.up(now);
                if counts {
                    queue.received += 1;
                    queue.oldest = queue.oldest.max(now.since(sent));
                    queue.wait.record(now.since(visible));
                    if first_hop {
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
            Fact::Deleted { node, .. } => self.node(node).in_flight.down(now),
            Fact::SetAside { node, msg, sent, .. } => {
                self.node(node).depth.down(now);
                self.grew_old(node, msg, sent, now);
            }
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
            Fact::Arrived { node, msg, duplicate, .. } => {
                self.node(node).depth.up(now);
                if self.counts(msg) {
                    self.node(node).received += 1;
                    self.duplicates += u64::from(duplicate);
                }
            }
            Fact::Refused { node, msg: Some(_), .. } if node == self.sender => self.node(node).depth.down(now),
            Fact::Refused { node, msg: Some(msg), .. } | Fact::Swallowed { node, msg, waited: false } if self.counts(msg) => {
                self.node(node).received += u64::from(!self.node(node).is_queue());
            }
            Fact::Swallowed { node, waited: true, .. } | Fact::Unstarted { node, .. } => self.node(node).depth.down(now),
            Fact::Started { node, msg, arrived, .. } => {
                let counts = self.counts(msg);
                let receiver = self.node(node);
                receiver.depth.down(now);
                receiver.busy.up(now);
                if counts {
                    receiver.wait.record(now.since(arrived));
                }
            }
            Fact::Finished { node, msg, started, wanted_until, ok, .. } => {
                self.node(node).busy.down(now);
                self.effects += u64::from(ok && self.counts(msg));
                self.worked(now, msg, started, wanted_until);
            }
            Fact::Dropped { node, msg, started, wanted_until, .. } => {
                self.node(node).busy.down(now);
                self.worked(now, msg, started, wanted_until);
            }
            Fact::StillWorking { msg, started, wanted_until } => self.worked(now, msg, started, wanted_until),
            _ => {}
        }
    }

    /// Work from `started` to `now`, of which nobody wanted what lies after `wanted_until`.
    #[inline(always)]
    fn worked(&mut self, now: Time, msg: Msg, started: Time, wanted_until: Time) {
        if self.counts(msg) {
            self.orphaned = self.orphaned + now.since(wanted_until.max(started));
        }
    }
}
