//! What a fault does to a service: what it has in hand, what waits, and what it left behind.

use super::{Job, Service, wanted_until};
use crate::fact::{Fact, Outcome, Sink, Word};
use crate::sim::health::Status;
use crate::sim::world::Turn;

impl Service {
    /// A fault began or ended. Going down answers work in hand with an error and keeps the backlog, unless it is a crash; hanging
    /// answers nothing.
    pub fn change_status(&mut self, status: Status, crash: bool, turn: &mut Turn<'_, impl Sink>) {
        if status == Status::Up {
            return self.next_from_backlog(turn);
        }
        for place in 0..self.slots.len() {
            #[expect(clippy::cast_possible_truncation, reason = "slots are numbered by u32")]
            self.drop_work(place as u32, status, crash, turn);
        }
        self.drop_left(turn);
        if status == Status::Hung {
            for job in std::mem::take(&mut self.backlog) {
                turn.tell(Fact::Swallowed { node: self.id, msg: turn.world.number(job.msg), waited: true });
                self.forget(job, turn);
            }
        } else if crash {
            self.slots.iter_mut().for_each(|slot| slot.used = None);
            for job in std::mem::take(&mut self.backlog) {
                turn.tell(Fact::Unstarted { node: self.id, msg: turn.world.number(job.msg) });
                self.break_off(job, crash, turn);
            }
        }
    }

    fn drop_work(&mut self, place: u32, status: Status, crash: bool, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        let Some((job, started)) = slot.work.take() else { return };
        slot.stamp = slot.stamp.wrapping_add(1);
        self.free.give_back(place);
        let wanted_until = wanted_until(job, turn.world);
        turn.world.messages.visit(job.msg, self.id).working -= 1;
        let msg = turn.world.number(job.msg);
        turn.tell(Fact::Dropped { node: self.id, slot: place, msg, started, wanted_until });
        if status == Status::Hung { self.forget(job, turn) } else { self.break_off(job, crash, turn) }
    }

    /// A job that a fault ends: who waits is told. Of what nobody waits for, an outage knows that it failed; a crash forgets it.
    pub(super) fn break_off(&self, job: Job, crash: bool, turn: &mut Turn<'_, impl Sink>) {
        match job.call {
            Some(call) => return turn.answer(call, Word::Error),
            None if !crash => turn.end(job.msg, Outcome::Failed, turn.now()),
            None => {}
        }
        turn.release(job.msg);
    }

    /// A job that is never spoken of again.
    fn forget(&self, job: Job, turn: &mut Turn<'_, impl Sink>) {
        match job.call {
            Some(call) => turn.drop_call(call),
            None => turn.release(job.msg),
        }
    }
}
