//! A worker: each slot polls, works through its batch in order, deletes each message as it is done, and polls again.

use std::collections::VecDeque;

use super::event::Event;
use super::health::Status;
use super::message::Ref;
use super::world::{Arrival, Crossing, Turn, World};
use crate::dice::Way;
use crate::fact::{Cargo, Fact, Outcome, Sink};
use crate::id::NodeId;
use crate::scenario;
use crate::time::{Span, Time};

/// How long a slot waits after a poll that was refused. A modelling choice: clients back off for about a second.
const AFTER_REFUSAL: Span = Span::from_millis(1_000);
/// How much longer than the poll's own wait a slot waits for an answer that does not come.
const PATIENCE: Span = Span::from_millis(1_000);

/// A worker.
#[derive(Clone, Debug)]
pub(super) struct Worker {
    id: NodeId,
    plan: scenario::Worker,
    slots: Vec<Slot>,
}

#[derive(Clone, Debug, Default)]
struct Slot {
    /// Moves on whenever what was scheduled for the slot is void.
    stamp: u32,
    /// When it last polled.
    polled: Time,
    /// The rest of its batch.
    batch: VecDeque<Job>,
    /// What it works on, and since when.
    work: Option<(Job, Time)>,
}

/// A message that a worker has.
#[derive(Clone, Copy, Debug)]
struct Job {
    held: Held,
    arrived: Time,
}

/// A message that a queue handed out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub msg: Ref,
    /// Its place in the queue.
    pub entry: u32,
    /// What a deletion must name.
    pub receipt: u32,
    /// How often this worker has been given the message.
    pub nth: u16,
}

impl Worker {
    pub fn new(id: NodeId, plan: scenario::Worker) -> Self {
        let slots = vec![Slot::default(); plan.concurrency as usize];
        Self { id, plan, slots }
    }

    /// The queue that it polls.
    pub fn polls(&self) -> NodeId {
        self.plan.polls
    }

    /// The run starts: every slot polls.
    pub fn starts(&mut self, turn: &mut Turn<'_, impl Sink>) {
        for slot in 0..self.plan.concurrency {
            self.poll(slot, turn);
        }
    }

    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Delivery { slot, stamp, batch, .. } => self.delivery(slot, stamp, batch, turn),
            Event::Done { slot, stamp, .. } if self.is_current(slot, stamp) => self.done(slot, turn),
            Event::Polls { slot, stamp, .. } if self.is_current(slot, stamp) => self.poll(slot, turn),
            Event::PollLost { slot, stamp, .. } if self.is_current(slot, stamp) => {
                let until = self.slots[slot as usize].polled + self.plan.wait + PATIENCE;
                turn.schedule(until.max(turn.now()), Event::Polls { node: self.id, slot, stamp });
            }
            Event::PollRefused { slot, stamp, .. } if self.is_current(slot, stamp) => self.polls_after(AFTER_REFUSAL, slot, turn),
            _ => {}
        }
    }

    /// Tells what is being worked on when the run is cut.
    pub fn close(&self, world: &World, end: Time, sink: &mut impl Sink) {
        for (job, started) in self.slots.iter().filter_map(|slot| slot.work) {
            let msg = world.messages.get(job.held.msg).number;
            sink.record(end, Fact::StillWorking { msg, started, wanted_until: Time::NEVER });
        }
    }

    /// A fault began or ended. What a worker has in hand is gone from it; the queue still has it.
    pub fn change_status(&mut self, status: Status, turn: &mut Turn<'_, impl Sink>) {
        for slot in 0..self.plan.concurrency {
            self.drop_batch(slot, turn);
            if status == Status::Up {
                self.poll(slot, turn);
            }
        }
    }

    fn is_current(&self, slot: u32, stamp: u32) -> bool {
        self.slots[slot as usize].stamp == stamp
    }

    fn drop_batch(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        if let Some((Job { held, .. }, started)) = slot.work.take() {
            slot.stamp = slot.stamp.wrapping_add(1);
            let message = turn.world.messages.get_mut(held.msg);
            message.working -= 1;
            let msg = message.number;
            turn.tell(Fact::Dropped { node: self.id, slot: place, msg, started, wanted_until: Time::NEVER });
            turn.release(held.msg);
        }
        for Job { held, .. } in self.slots[place as usize].batch.drain(..) {
            turn.tell(Fact::Unstarted { node: self.id, msg: turn.world.messages.get(held.msg).number });
            turn.release(held.msg);
        }
    }

    /// A slot asks its queue for messages.
    fn poll(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        if turn.world.status(self.id) != Status::Up {
            return;
        }
        let slot = &mut self.slots[place as usize];
        slot.stamp = slot.stamp.wrapping_add(1);
        slot.polled = turn.now();
        let (stamp, from, to) = (slot.stamp, self.id, self.plan.polls);
        let other = u64::from(place) << 32 | u64::from(stamp);
        let crossing = Crossing { cargo: Cargo::Poll, msg: None, from, to, link: from, way: Way::Poll, attempt: 0, other };
        match turn.cross(crossing) {
            Arrival::At(arrives) => {
                let era = turn.world.terms[from.index()].era;
                turn.schedule(arrives, Event::Poll { to, from, slot: place, stamp, era });
            }
            Arrival::Never => turn.poll_lost(from, place, stamp),
            Arrival::Refused => self.polls_after(AFTER_REFUSAL, place, turn),
        }
    }

    fn polls_after(&self, pause: Span, slot: u32, turn: &mut Turn<'_, impl Sink>) {
        let stamp = self.slots[slot as usize].stamp;
        turn.schedule(turn.now() + pause, Event::Polls { node: self.id, slot, stamp });
    }

    /// The answer to a poll arrived. A worker that is away, or has asked anew meanwhile, takes nothing; the queue will show it again.
    fn delivery(&mut self, place: u32, stamp: u32, batch: u32, turn: &mut Turn<'_, impl Sink>) {
        let helds = std::mem::take(&mut turn.world.batches[batch]);
        turn.world.batches.free(batch);
        let status = turn.world.status(self.id);
        if status != Status::Up || !self.is_current(place, stamp) {
            for held in helds {
                if status == Status::Hung {
                    turn.tell(Fact::Swallowed { node: self.id, msg: turn.world.messages.get(held.msg).number, waited: false });
                }
                turn.release(held.msg);
            }
        } else if helds.is_empty() {
            if self.plan.interval == Span::ZERO { self.poll(place, turn) } else { self.polls_after(self.plan.interval, place, turn) }
        } else {
            let now = turn.now();
            for held in helds {
                let message = turn.world.messages.get(held.msg);
                let duplicate = message.done || message.working > 0;
                turn.tell(Fact::Arrived { node: self.id, msg: message.number, nth: held.nth, duplicate });
                self.slots[place as usize].batch.push_back(Job { held, arrived: now });
            }
            self.next_or_poll(place, turn);
        }
    }

    /// Starts on the next message of the batch, or polls.
    fn next_or_poll(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        let Some(job) = slot.batch.pop_front() else { return self.poll(place, turn) };
        let now = turn.now();
        let ends = now + turn.world.work_time(self.plan.work, job.held.msg, self.id);
        let message = turn.world.messages.get_mut(job.held.msg);
        message.working += 1;
        let msg = message.number;
        slot.stamp = slot.stamp.wrapping_add(1);
        slot.work = Some((job, now));
        turn.schedule(ends, Event::Done { node: self.id, slot: place, stamp: slot.stamp });
        turn.tell(Fact::Started { node: self.id, slot: place, msg, arrived: job.arrived, ends, wanted_until: Time::NEVER });
    }

    fn done(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let Some((Job { held, .. }, started)) = self.slots[place as usize].work.take() else { return };
        let ok = !turn.world.work_fails(self.plan.work, held.msg, self.id, held.nth);
        let message = turn.world.messages.get_mut(held.msg);
        message.working -= 1;
        message.done |= ok;
        let msg = message.number;
        turn.tell(Fact::Finished { node: self.id, slot: place, msg, started, wanted_until: Time::NEVER, ok });
        if ok {
            turn.end(held.msg, Outcome::Completed, turn.now());
            self.delete(held, turn);
        }
        turn.release(held.msg);
        self.next_or_poll(place, turn);
    }

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
