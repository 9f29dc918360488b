//! What waits in a service: taken up by slots that fall free or are added, answered with an error when it has waited too long.

use super::Service;
use crate::fact::{Fact, Sink};
use crate::sim::event::Timer;
use crate::sim::health::Status;
use crate::sim::world::Turn;
use crate::time::Span;

impl Service {
    #[inline(always)]
    pub(super) fn next_from_backlog(&mut self, turn: &mut Turn<'_, impl Sink>) {
        if self.backlog.is_empty() {
            return;
        }
        // What comes to its limit at this very instant is not begun with.
        self.give_up_waiting(turn);
        while !self.backlog.is_empty() && turn.world.status(self.id) == Status::Up {
            let Some(slot) = self.free_slot(turn) else { return self.will_grow(turn) };
            let Some(job) = self.backlog.pop_front() else { return };
            self.start(slot, job, turn);
        }
    }

    /// Slots that fall free look for what waits by themselves; those that may not be used yet don't.
    pub(super) fn will_grow(&mut self, turn: &mut Turn<'_, impl Sink>) {
        if let Some(growth) = self.growth.filter(|_| !self.grows && self.free.can_grow()) {
            self.grows = true;
            turn.wait(growth.next().max(turn.now() + Span(1)), self.id, Timer::Grows, 0, 0);
        }
    }

    /// The request that waits longest may come to the service's own limit before a slot is free.
    pub(super) fn will_give_up(&mut self, turn: &mut Turn<'_, impl Sink>) {
        let (Some(timeout), Some(first)) = (self.plan.timeout, self.backlog.front()) else { return };
        let at = first.arrived + timeout;
        if self.gives_up.is_none_or(|before| at < before) {
            self.gives_up = Some(at);
            turn.wait(at.max(turn.now()), self.id, Timer::Expires, 0, 0);
        }
    }

    /// Answers what has waited up to the service's own limit with an error.
    pub(super) fn give_up_waiting(&mut self, turn: &mut Turn<'_, impl Sink>) {
        let Some(timeout) = self.plan.timeout.filter(|_| self.gives_up.is_some_and(|at| at <= turn.now())) else { return };
        self.gives_up = None;
        while self.backlog.front().is_some_and(|job| job.arrived + timeout <= turn.now()) {
            let Some(job) = self.backlog.pop_front() else { return };
            turn.tell(Fact::Unstarted { node: self.id, msg: turn.world.number(job.msg) });
            self.break_off(job, false, turn);
        }
        self.will_give_up(turn);
    }
}
