//! The requests that wait at a service: for a slot, for one that it may not use yet, or until its own limit.

use super::Service;
use crate::fact::{Fact, Sink};
use crate::sim::event::Timer;
use crate::sim::health::Status;
use crate::sim::world::Turn;
use crate::time::Span;

impl Service {
    /// The request that waits longest may come to the service's own limit before a slot is free.
    pub(super) fn will_give_up(&mut self, turn: &mut Turn<'_, impl Sink>) {
        let (Some(timeout), Some(first)) = (self.plan.timeout, self.backlog.front()) else { return };
        let at = (first.arrived + timeout).max(turn.now());
        if self.gives_up.is_none_or(|looks| at < looks) {
            self.gives_up = Some(at);
            turn.wait(at, self.id, Timer::Expires, 0, 0);
        }
    }

    /// Answers what has waited up to the service's own limit with an error.
    pub(super) fn give_up_waiting(&mut self, turn: &mut Turn<'_, impl Sink>) {
        let Some(timeout) = self.plan.timeout else { return };
        self.gives_up = None;
        while self.backlog.front().is_some_and(|job| job.arrived + timeout <= turn.now()) {
            let Some(job) = self.backlog.pop_front() else { return };
            turn.tell(Fact::Unstarted { node: self.id, msg: turn.world.number(job.msg) });
            self.break_off(job, false, turn);
        }
        self.will_give_up(turn);
    }

    #[inline(always)]
    pub(super) fn next_from_backlog(&mut self, turn: &mut Turn<'_, impl Sink>) {
        while !self.backlog.is_empty() && turn.world.status(self.id) == Status::Up {
            let Some(slot) = self.free_slot(turn) else { break };
            let Some(job) = self.backlog.pop_front() else { return };
            self.start(slot, job, turn);
        }
        // Slots that fall free come here by themselves; those that it may not use yet don't.
        let waits = !self.backlog.is_empty() && self.free.has_fresh() && turn.world.status(self.id) == Status::Up;
        let Some(growth) = self.growth.filter(|_| waits && !self.grows) else { return };
        self.grows = true;
        turn.wait(growth.next().max(turn.now() + Span(1)), self.id, Timer::Grows, 0, 0);
    }
}
