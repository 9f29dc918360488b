//! How old messages of a queue may become.

use std::collections::VecDeque;

use super::Queue;
use crate::fact::{Outcome, Sink};
use crate::sim::event::Timer;
use crate::sim::world::Turn;
use crate::time::Time;

/// When which message is too old, the first first. Messages that left meanwhile may still be in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Expiry {
    deadlines: VecDeque<Deadline>,
    /// When the queue looks next.
    looks_at: Option<Time>,
}

/// When an entry is too old, if it still holds the message with this place in the queue's order.
#[derive(Clone, Copy, Debug)]
struct Deadline {
    at: Time,
    entry: u32,
    seq: u32,
}

impl Expiry {
    /// How many deadlines of messages that left may be kept beside those of as many that are there.
    const SLACK: usize = 64;
}

impl Queue {
    /// A message that was just stored will be too old some day.
    pub(super) fn will_expire(&mut self, entry: u32, turn: &mut Turn<'_, impl Sink>) {
        let Some(retention) = self.plan.retention else { return };
        let deadline = Deadline { at: self.entries[entry].first_sent + retention, entry, seq: self.entries[entry].seq };
        if self.expiry.deadlines.len() > 2 * self.held + Expiry::SLACK {
            let entries = &self.entries;
            self.expiry.deadlines.retain(|one| entries[one.entry].stamp != 0 && entries[one.entry].seq == one.seq);
        }
        let place = self.expiry.deadlines.partition_point(|other| other.at <= deadline.at);
        self.expiry.deadlines.insert(place, deadline);
        self.look_at_the_first(turn);
    }

    fn look_at_the_first(&mut self, turn: &mut Turn<'_, impl Sink>) {
        let Some(first) = self.expiry.deadlines.front() else { return };
        let at = first.at.max(turn.now());
        if self.expiry.looks_at.is_none_or(|looks| at < looks) {
            self.expiry.looks_at = Some(at);
            turn.wait(at, self.id, Timer::Expires, 0, 0);
        }
    }

    /// Removes what is too old by now.
    pub(super) fn expire(&mut self, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        // It looks once at an instant: what was scheduled before something came in between is void.
        if self.expiry.looks_at != Some(now) {
            return;
        }
        self.expiry.looks_at = None;
        while let Some(first) = self.expiry.deadlines.front().copied().filter(|first| first.at <= now) {
            self.expiry.deadlines.pop_front();
            let entry = &self.entries[first.entry];
            if entry.stamp != 0 && entry.seq == first.seq {
                self.lose(first.entry, Outcome::Expired, turn);
            }
        }
        self.push_all(turn);
        self.look_at_the_first(turn);
    }
}
