//! A worker: each slot polls, works through its batch in order, deletes each message as it is done, and polls again.

mod batch;

use std::collections::VecDeque;

use super::errand::Errand;
use super::event::{Event, Timer};
use super::health::Status;
use super::link::{Arrival, Crossing};
use super::message::Ref;
use super::world::{Turn, World};
use crate::dice::Way;
use crate::fact::{Cargo, Fact, Sink};
use crate::id::NodeId;
use crate::scenario::{self, Setting};
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
    /// Whether its queue keeps an order that it must not break.
    ordered: bool,
    slots: Vec<Slot>,
    /// How many slots are in use; more join while it scales.
    active: u32,
    /// How many slots work.
    busy: u32,
    /// Whether another slot is scheduled to join.
    grows: bool,
}

#[derive(Clone, Debug, Default)]
struct Slot {
    /// Moves on whenever what was scheduled for the slot, or is under way to it, is void.
    stamp: u32,
    /// When it last polled.
    polled: Time,
    /// Whether an answer to its poll, or the end of the pause after it, is still to come.
    polls: bool,
    /// Until when it gathers messages; nothing if it doesn't.
    gathers: Option<Time>,
    /// The rest of its batch.
    batch: VecDeque<Job>,
    /// What it works on, and since when.
    work: Option<(Job, Time)>,
    errand: Errand,
    /// What succeeded of its batch, if that is deleted at the end; and whether anything failed.
    succeeded: Vec<Held>,
    failed: bool,
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
    /// Its group.
    pub group: u32,
}

impl Worker {
    pub fn new(id: NodeId, plan: scenario::Worker, ordered: bool) -> Self {
        let slots = vec![Slot::default(); plan.concurrency as usize];
        let active = plan.scale.map_or(plan.concurrency, |scale| scale.start.min(plan.concurrency));
        Self { id, plan, ordered, slots, active, busy: 0, grows: false }
    }

    /// The queue that it polls.
    pub fn polls(&self) -> NodeId {
        self.plan.polls
    }

    /// The run starts: every slot polls.
    pub fn starts(&mut self, turn: &mut Turn<'_, impl Sink>) {
        for slot in 0..self.active {
            self.poll(slot, turn);
        }
    }

    #[inline(always)]
    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Delivery { slot, stamp, batch, .. } => self.delivery(slot, stamp, batch, turn),
            Event::Answer { word, call, .. } => self.called_back(word, call, turn),
            Event::Timer { timer: Timer::Grows, .. } => self.grow(turn),
            Event::Timer { timer, slot, stamp, .. } if self.is_current(slot, stamp) => match timer {
                Timer::Done => self.worked(slot, turn),
                Timer::TimesOut => self.conclude(slot, false, turn),
                Timer::Polls => self.polls_again(slot, turn),
                Timer::PollLost => {
                    let until = self.slots[slot as usize].polled + self.plan.wait + PATIENCE;
                    turn.wait(until.max(turn.now()), self.id, Timer::Polls, slot, stamp);
                }
                Timer::PollRefused => self.polls_after(AFTER_REFUSAL, slot, turn),
                _ => {}
            },
            _ => {}
        }
    }

    /// Tells what is being worked on when the run is cut.
    pub fn close(&self, world: &World, end: Time, sink: &mut impl Sink) {
        for (job, started) in self.slots.iter().filter_map(|slot| slot.work) {
            let msg = world.number(job.held.msg);
            sink.record(end, Fact::StillWorking { msg, started, wanted_until: Time::NEVER });
        }
    }

    /// A fault began or ended. What a worker has in hand is gone from it; the queue still has it.
    pub fn change_status(&mut self, status: Status, turn: &mut Turn<'_, impl Sink>) {
        #[expect(clippy::cast_possible_truncation, reason = "slots are numbered by u32")]
        for slot in 0..self.slots.len() as u32 {
            self.drop_batch(slot, turn);
            if status == Status::Up {
                self.poll(slot, turn);
            }
        }
    }

    /// A setting changes.
    pub fn change(&mut self, setting: Setting, turn: &mut Turn<'_, impl Sink>) {
        match setting {
            Setting::Concurrency(count) => self.set_slots(count, turn),
            Setting::Batch(most) => {
                self.plan.batch = most;
                turn.world.terms[self.id.index()].batch = most;
            }
            Setting::Wait(span) => {
                self.plan.wait = span;
                turn.world.terms[self.id.index()].wait = span;
            }
            Setting::Interval(span) => self.plan.interval = span,
            Setting::Timeout(span) => self.plan.timeout = Some(span),
            Setting::Time(time) => self.plan.work.time = time,
            Setting::Errors(share) => self.plan.work.errors = share,
            _ => {}
        }
    }

    /// There are more slots, that poll, or fewer: those beyond go when they have done what they have in hand.
    fn set_slots(&mut self, count: u32, turn: &mut Turn<'_, impl Sink>) {
        self.plan.concurrency = count;
        let before = self.active;
        self.active = if self.plan.scale.is_some() { before.min(count) } else { count };
        if self.slots.len() < count as usize {
            self.slots.resize(count as usize, Slot::default());
        }
        turn.world.terms[self.id.index()].slots = count;
        (before..self.active).for_each(|slot| self.join(slot, turn));
        self.will_grow(turn);
    }

    /// A slot joins. One that was to go, and has something to do yet, stays by itself.
    fn join(&mut self, slot: u32, turn: &mut Turn<'_, impl Sink>) {
        let Slot { polls, gathers, work, .. } = &self.slots[slot as usize];
        if !polls && gathers.is_none() && work.is_none() {
            self.poll(slot, turn);
        }
    }

    /// Another slot joins, if messages wait in the queue.
    fn grow(&mut self, turn: &mut Turn<'_, impl Sink>) {
        self.grows = false;
        let waiting = turn.world.waiting[self.plan.polls.index()] > 0;
        if waiting && self.active < self.plan.concurrency {
            self.active += 1;
            self.join(self.active - 1, turn);
        }
        if waiting || self.busy > 0 {
            self.will_grow(turn);
        }
    }

    /// A worker that scales and has something to do looks again and again whether its queue has messages for one slot more.
    fn will_grow(&mut self, turn: &mut Turn<'_, impl Sink>) {
        let Some(scale) = self.plan.scale.filter(|_| !self.grows && self.active < self.plan.concurrency) else { return };
        self.grows = true;
        let span = scale.every.scale(1.0 / f64::from(scale.add)).max(Span(1));
        turn.wait(turn.now() + span, self.id, Timer::Grows, 0, 0);
    }

    #[inline(always)]
    fn is_current(&self, slot: u32, stamp: u32) -> bool {
        self.slots[slot as usize].stamp == stamp
    }

    fn drop_batch(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        (slot.gathers, slot.failed, slot.polls) = (None, false, false);
        for held in std::mem::take(&mut slot.succeeded) {
            turn.release(held.msg);
        }
        let slot = &mut self.slots[place as usize];
        if let Some((Job { held, .. }, started)) = slot.work.take() {
            self.busy -= 1;
            slot.stamp = slot.stamp.wrapping_add(1);
            turn.world.messages.visit(held.msg, self.id).working -= 1;
            let msg = turn.world.number(held.msg);
            turn.tell(Fact::Dropped { node: self.id, slot: place, msg, started, wanted_until: Time::NEVER });
            turn.release(held.msg);
        }
        self.leave_rest(place, |_| true, turn);
    }

    /// Gives up what it holds of its batch and has not begun with, as far as `which` says so.
    fn leave_rest(&mut self, place: u32, which: impl Fn(&Held) -> bool, turn: &mut Turn<'_, impl Sink>) {
        let batch = std::mem::take(&mut self.slots[place as usize].batch);
        for job in batch {
            if which(&job.held) {
                turn.tell(Fact::Unstarted { node: self.id, msg: turn.world.number(job.held.msg) });
                turn.release(job.held.msg);
            } else {
                self.slots[place as usize].batch.push_back(job);
            }
        }
    }

    /// The pause before a poll is over. A slot that has gathered long enough begins with what it has.
    fn polls_again(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        if self.slots[place as usize].gathers.is_some_and(|until| until <= turn.now()) {
            self.slots[place as usize].polls = false;
            self.next_or_poll(place, turn);
        } else {
            self.poll(place, turn);
        }
    }

    /// A slot asks its queue for messages, unless it is to go; then it begins with what it has.
    #[inline(always)]
    fn poll(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        slot.polls = turn.world.status(self.id) == Status::Up && place < self.active;
        if !slot.polls {
            if !slot.batch.is_empty() {
                self.next_or_poll(place, turn);
            }
            return;
        }
        slot.stamp = slot.stamp.wrapping_add(1);
        slot.polled = turn.now();
        let (stamp, from, to) = (slot.stamp, self.id, self.plan.polls);
        let holds = u16::try_from(slot.batch.len()).unwrap_or(u16::MAX);
        let other = u64::from(place) << 32 | u64::from(stamp);
        let crossing = Crossing { cargo: Cargo::Poll, msg: None, from, to, link: from, way: Way::Poll, attempt: 0, other };
        match turn.cross(crossing) {
            Arrival::At(arrives) => {
                let era = turn.world.terms[from.index()].era;
                turn.schedule(arrives, Event::Poll { to, from, slot: place, stamp, era, holds });
            }
            Arrival::Never => turn.wait(turn.now(), from, Timer::PollLost, place, stamp),
            Arrival::Refused(_) => self.polls_after(AFTER_REFUSAL, place, turn),
        }
    }

    fn polls_after(&self, pause: Span, slot: u32, turn: &mut Turn<'_, impl Sink>) {
        turn.wait(turn.now() + pause, self.id, Timer::Polls, slot, self.slots[slot as usize].stamp);
    }
}
