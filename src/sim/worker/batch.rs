//! How a slot of a worker goes through a batch: gathering it, working, calling others, deleting.

use super::{Held, Job, Slot, Worker};
use crate::dice::{Purpose, Way};
use crate::fact::{Cargo, Fact, Outcome, Sink, Word};
use crate::sim::call::Call;
use crate::sim::errand::{Errand, Route};
use crate::sim::event::{Event, Timer};
use crate::sim::health::Status;
use crate::sim::link::{Arrival, Crossing};
use crate::sim::world::Turn;
use crate::time::{Span, Time};

impl Slot {
    /// Whether a slot that has something goes on gathering for its batch. It looks when a poll is answered, so that it may begin by
    /// as much later as a poll waits.
    fn gathers(&mut self, window: Span, most: usize, now: Time) -> bool {
        let until = *self.gathers.get_or_insert(now + window);
        self.batch.len() < most && now < until
    }
}

impl Worker {
    /// The answer to a poll arrived. A worker that is away, or has asked anew meanwhile, takes nothing; the queue will show it again.
    #[inline(always)]
    pub(super) fn delivery(&mut self, place: u32, stamp: u32, batch: u32, turn: &mut Turn<'_, impl Sink>) {
        let helds = std::mem::take(&mut turn.world.batches[batch]);
        turn.world.batches.free(batch);
        let status = turn.world.status(self.id);
        if status != Status::Up || !self.is_current(place, stamp) {
            for held in helds {
                if status == Status::Hung {
                    turn.tell(Fact::Swallowed { node: self.id, msg: turn.world.number(held.msg), waited: false });
                }
                turn.release(held.msg);
            }
            return;
        }
        let empty = helds.is_empty();
        let now = turn.now();
        let twice = turn.world.links[self.id.index()].health.twice();
        for held in helds {
            let duplicate = turn.world.messages.visit(held.msg, self.id).is_known();
            self.arrived(place, held, duplicate, turn);
            let key = || turn.world.key(held.msg, self.id, held.nth);
            if twice > 0.0 && turn.world.dice.happens(twice, Purpose::Twice(Way::Delivery), key()) {
                turn.world.messages.hold(held.msg);
                let (nth, _) = turn.world.messages.give(held.msg, self.id);
                self.arrived(place, Held { nth, ..held }, true, turn);
            }
        }
        let slot = &mut self.slots[place as usize];
        slot.polls = false;
        if !slot.batch.is_empty() && !slot.gathers(self.plan.window, usize::from(self.plan.batch), now) {
            self.next_or_poll(place, turn);
        } else if !empty || self.plan.interval == Span::ZERO {
            self.poll(place, turn);
        } else {
            slot.polls = true;
            self.polls_after(self.plan.interval, place, turn);
        }
    }

    /// A message joins a slot's batch.
    #[inline(always)]
    fn arrived(&mut self, place: u32, held: Held, duplicate: bool, turn: &mut Turn<'_, impl Sink>) {
        turn.tell(Fact::Arrived { node: self.id, msg: turn.world.number(held.msg), nth: held.nth, duplicate });
        self.slots[place as usize].batch.push_back(Job { held, arrived: turn.now() });
    }

    /// Starts on the next message of the batch, or ends the batch and polls.
    pub(super) fn next_or_poll(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        self.slots[place as usize].gathers = None;
        while let Some(job) = self.slots[place as usize].batch.pop_front() {
            if self.begins(place, job, turn) {
                return;
            }
        }
        self.end_batch(place, turn);
        self.poll(place, turn);
    }

    /// Begins with a message, unless a throttle refuses it or it is recognised.
    #[inline(always)]
    fn begins(&mut self, place: u32, job: Job, turn: &mut Turn<'_, impl Sink>) -> bool {
        let now = turn.now();
        let msg = job.held.msg;
        let number = turn.world.number(msg);
        let visit = *turn.world.messages.visit(msg, self.id);
        if self.plan.idempotent && visit.is_known() {
            turn.tell(Fact::Unstarted { node: self.id, msg: number });
            if visit.done {
                turn.tell(Fact::Recognised { node: self.id, msg: number });
                self.succeed(place, job.held, turn);
            }
            // What somebody works on at this moment is left to them, and comes back if they fail.
            turn.release(msg);
            return false;
        }
        if !turn.world.health[self.id.index()].lets_through(now) {
            turn.tell(Fact::Unstarted { node: self.id, msg: number });
            turn.tell(Fact::Refused { node: self.id, msg: Some(number), word: Word::Throttled });
            self.fail(place, job.held, turn);
            turn.release(msg);
            return false;
        }
        let ends = now + turn.world.work_time(self.plan.work, msg, self.id);
        turn.world.messages.visit(msg, self.id).working += 1;
        let slot = &mut self.slots[place as usize];
        slot.stamp = slot.stamp.wrapping_add(1);
        slot.work = Some((job, now));
        slot.errand = Errand::default();
        let stamp = slot.stamp;
        self.busy += 1;
        turn.wait(ends, self.id, Timer::Done, place, stamp);
        if let Some(timeout) = self.plan.timeout {
            turn.wait(now + timeout, self.id, Timer::TimesOut, place, stamp);
        }
        turn.tell(Fact::Started { node: self.id, slot: place, msg: number, arrived: job.arrived, ends, wanted_until: Time::NEVER });
        self.will_grow(turn);
        true
    }

    /// A slot's own work on a message is over.
    #[inline(always)]
    pub(super) fn worked(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let Some((Job { held, .. }, _)) = self.slots[place as usize].work else { return };
        if turn.world.work_fails(self.plan.work, held.msg, self.id, held.nth, false) {
            self.conclude(place, false, turn);
        } else if self.plan.calls.is_empty() && self.plan.sends.is_none() {
            self.conclude(place, true, turn);
        } else {
            self.go_on(place, turn);
        }
    }

    /// Makes the next calls of a slot, or ends its work.
    fn go_on(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        let Some((Job { held, .. }, started)) = slot.work else { return };
        let wanted_until = self.plan.timeout.map_or(Time::NEVER, |timeout| started + timeout);
        let call = Call { attempt: held.nth, wanted_until, ..Call::new(held.msg, (self.id, place, slot.stamp), self.id) };
        let route = Route { calls: &self.plan.calls, sends: self.plan.sends, copies: false };
        if !slot.errand.go_on(route, call, turn) {
            self.conclude(place, true, turn);
        }
    }

    /// Something that a slot called has answered.
    pub(super) fn called_back(&mut self, word: Word, call: u32, turn: &mut Turn<'_, impl Sink>) {
        let asked = turn.world.calls[call];
        let Call { msg, slot, stamp, .. } = asked;
        turn.world.calls.free(call);
        if self.is_current(slot, stamp) {
            match self.slots[slot as usize].errand.answered(asked, word) {
                Some(true) => self.go_on(slot, turn),
                Some(false) => self.conclude(slot, false, turn),
                None => {}
            }
        }
        turn.release(msg);
    }

    /// A slot is done with a message, and goes on to the next.
    #[inline(always)]
    pub(super) fn conclude(&mut self, place: u32, ok: bool, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        let Some((Job { held, .. }, started)) = slot.work.take() else { return };
        slot.stamp = slot.stamp.wrapping_add(1);
        self.busy -= 1;
        let visit = turn.world.messages.visit(held.msg, self.id);
        visit.working -= 1;
        visit.done |= ok;
        let msg = turn.world.number(held.msg);
        turn.tell(Fact::Finished { node: self.id, slot: place, msg, started, group: held.group, wanted_until: Time::NEVER, ok });
        if ok {
            // What it sent on has not come to its end here.
            if self.plan.sends.is_none() {
                turn.end(held.msg, Outcome::Completed, turn.now());
            }
            self.succeed(place, held, turn);
        } else {
            self.fail(place, held, turn);
        }
        turn.release(held.msg);
        self.next_or_poll(place, turn);
    }

    /// A message of the batch is done: it is deleted now, or at the end of the batch.
    #[inline(always)]
    fn succeed(&mut self, place: u32, held: Held, turn: &mut Turn<'_, impl Sink>) {
        if self.plan.batch_fails || self.plan.report_failures {
            turn.world.messages.hold(held.msg);
            self.slots[place as usize].succeeded.push(held);
        } else {
            self.delete(held, turn);
        }
    }

    /// A message of the batch failed: it comes back, and what stands behind it in its order with it.
    fn fail(&mut self, place: u32, held: Held, turn: &mut Turn<'_, impl Sink>) {
        self.slots[place as usize].failed = true;
        if self.ordered {
            self.leave_rest(place, |other| other.group == held.group, turn);
        }
    }

    /// The batch is over: deletes what is deleted at its end.
    fn end_batch(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        let failed = std::mem::take(&mut slot.failed);
        for held in std::mem::take(&mut slot.succeeded) {
            if !failed || self.plan.report_failures {
                self.delete(held, turn);
            }
            turn.release(held.msg);
        }
    }

    #[inline(always)]
    fn delete(&self, held: Held, turn: &mut Turn<'_, impl Sink>) {
        let (from, to) = (self.id, self.plan.polls);
        let msg = Some(held.msg);
        let attempt = held.nth;
        let crossing = Crossing { cargo: Cargo::Deletion, msg, from, to, link: from, way: Way::Deletion, attempt, other: 0 };
        if let Arrival::At(arrives) = turn.cross(crossing) {
            turn.schedule(arrives, Event::Deletion { to, entry: held.entry, receipt: held.receipt });
        }
    }
}
