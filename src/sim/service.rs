//! A service: takes requests into its slots, keeps a backlog, calls others, answers. It never knows whether anybody still waits.

mod backlog;
mod fault;
mod left;

use std::collections::{BTreeMap, VecDeque};

use super::bucket::Bucket;
use super::call::{Call, Returns};
use super::errand::{Errand, Route};
use super::event::{Event, Timer};
use super::health::Status;
use super::message::Ref;
use super::slab::Slab;
use super::slots::FreeSlots;
use super::world::{Turn, World};
use crate::dice::Purpose;
use crate::fact::{Fact, Outcome, Sink, Word};
use crate::id::NodeId;
use crate::scenario::{self, Setting, Throttle};
use crate::time::Time;
use left::Left;

/// A service.
#[derive(Clone, Debug)]
pub(super) struct Service {
    id: NodeId,
    plan: scenario::Service,
    slots: Vec<Slot>,
    free: FreeSlots,
    backlog: VecDeque<Job>,
    /// What lets requests in.
    gate: Option<Bucket>,
    /// What lets slots be used for the first time.
    growth: Option<Bucket>,
    /// Whether it is scheduled to grow.
    grows: bool,
    /// When it looks next whether a request has waited too long.
    gives_up: Option<Time>,
    /// The work that was left behind at answers, the slots whose work freezes, and the stamps of that work.
    left: Slab<Left>,
    frozen: BTreeMap<u32, Vec<u32>>,
    lefts: u32,
}

/// A request that was accepted.
#[derive(Clone, Copy, Debug)]
struct Job {
    msg: Ref,
    /// What is to be answered; nothing if whoever handed it over has its receipt already.
    call: Option<u32>,
    /// How often the service has been given the message.
    nth: u16,
    arrived: Time,
    wanted_until: Time,
    /// Whether it is the sender that waits in the end.
    awaited: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// Moves on whenever what was scheduled for the slot, or is under way to it, is void.
    stamp: u32,
    work: Option<(Job, Time)>,
    errand: Errand,
    /// When it was last in use; nothing if it never was.
    used: Option<Time>,
}

impl Service {
    pub fn new(id: NodeId, plan: scenario::Service) -> Self {
        let growth = plan.scale.map(|scale| {
            let rate = f64::from(scale.add) / scale.every.seconds();
            Bucket::new(Throttle { rate, burst: f64::from(scale.start) }, Time::START)
        });
        Self {
            id,
            slots: Vec::new(),
            free: FreeSlots::new(plan.concurrency),
            backlog: VecDeque::new(),
            gate: plan.throttle.map(|throttle| Bucket::new(throttle, Time::START)),
            growth,
            grows: false,
            gives_up: None,
            left: Slab::default(),
            frozen: BTreeMap::new(),
            lefts: 0,
            plan,
        }
    }

    #[inline(always)]
    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Call { call, .. } => self.request(call, turn),
            Event::Timer { timer: Timer::Done, slot, stamp, .. } if self.is_current(slot, stamp) => self.worked(slot, turn),
            Event::Timer { timer: Timer::TimesOut, slot, stamp, .. } if self.is_current(slot, stamp) => {
                self.conclude(slot, Word::TimedOut, turn);
            }
            Event::Timer { timer: Timer::Grows, .. } => {
                self.grows = false;
                self.next_from_backlog(turn);
            }
            Event::Timer { timer: Timer::Expires, .. } => self.give_up_waiting(turn),
            Event::Timer { timer: Timer::CaughtUp, slot, stamp, .. } => self.caught_up(slot, stamp, turn),
            Event::Answer { word, call, .. } => self.called_back(word, call, turn),
            _ => {}
        }
    }

    #[inline(always)]
    fn is_current(&self, slot: u32, stamp: u32) -> bool {
        self.slots[slot as usize].stamp == stamp
    }

    /// Tells what is being worked on when the run is cut.
    pub fn close(&self, world: &World, end: Time, sink: &mut impl Sink) {
        for (job, started) in self.slots.iter().filter_map(|slot| slot.work) {
            let wanted_until = wanted_until(job, world);
            sink.record(end, Fact::StillWorking { msg: world.number(job.msg), started, wanted_until });
        }
    }

    /// A setting changes.
    pub fn change(&mut self, setting: Setting, turn: &mut Turn<'_, impl Sink>) {
        match setting {
            Setting::Concurrency(most) => {
                self.plan.concurrency = most;
                let slots = &self.slots;
                self.free.set_most(most, |slot| slots.get(slot as usize).is_some_and(|slot| slot.work.is_some()));
                self.next_from_backlog(turn);
            }
            Setting::Backlog(most) => self.plan.backlog = Some(most),
            Setting::Timeout(span) => {
                self.plan.timeout = Some(span);
                self.will_give_up(turn);
            }
            Setting::Time(time) => self.plan.work.time = time,
            Setting::Errors(share) => self.plan.work.errors = share,
            _ => {}
        }
    }

    #[inline(always)]
    fn request(&mut self, id: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let call = turn.world.calls[id];
        if let Some(word) = self.turns_away(call.msg, turn) {
            return turn.refuse(self.id, id, word);
        }
        if turn.world.status(self.id) == Status::Hung {
            return turn.swallow(self.id, id);
        }
        // What waits goes first, if a slot may be used at this very instant.
        self.next_from_backlog(turn);
        let slot = if self.backlog.is_empty() { self.free_slot(turn) } else { None };
        if slot.is_none() && self.plan.backlog.is_some_and(|most| self.backlog.len() >= most as usize) {
            return turn.refuse(self.id, id, Word::NoRoom);
        }
        let (msg, answers, wanted_until) = match call.returns {
            Returns::Answer => (call.msg, Some(id), call.wanted_until),
            // Nobody waits for more than the receipt.
            Returns::Receipt | Returns::Nothing => (turn.accept(id), None, Time::NEVER),
        };
        let (nth, duplicate) = turn.world.messages.give(msg, self.id);
        turn.tell(Fact::Arrived { node: self.id, msg: turn.world.number(msg), nth, duplicate });
        let job = Job { msg, call: answers, nth, arrived: now, wanted_until, awaited: call.awaited && answers.is_some() };
        match slot {
            Some(slot) => self.start(slot, job, turn),
            None => {
                self.backlog.push_back(job);
                self.will_give_up(turn);
                self.will_grow(turn);
            }
        }
    }

    /// Why a request is refused before it is looked at.
    #[inline(always)]
    fn turns_away(&mut self, msg: Ref, turn: &mut Turn<'_, impl Sink>) -> Option<Word> {
        let now = turn.now();
        let health = &mut turn.world.health[self.id.index()];
        if !health.is_sound() {
            match health.status() {
                Status::Down => return Some(Word::Down),
                Status::Hung => return None,
                Status::Up if !health.lets_through(now) => return Some(Word::Throttled),
                Status::Up => {}
            }
        }
        if self.gate.as_mut().is_some_and(|gate| !gate.take(now)) {
            return Some(Word::Throttled);
        }
        turn.world.is_too_large(msg, self.plan.max_size).then_some(Word::TooLarge)
    }

    /// A free slot, if the service may use one now.
    #[inline(always)]
    fn free_slot(&mut self, turn: &Turn<'_, impl Sink>) -> Option<u32> {
        let (growth, now) = (&mut self.growth, turn.world.now);
        self.free.take(|| growth.as_mut().is_none_or(|growth| growth.take(now)))
    }

    #[inline(always)]
    fn start(&mut self, place: u32, job: Job, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        if self.slots.len() <= place as usize {
            self.slots.resize(place as usize + 1, Slot::default());
        }
        let warm = if self.plan.cold_start.is_some() { self.warm_up(place, job, turn) } else { now };
        let ends = warm + turn.world.work_time(self.plan.work, job.msg, self.id);
        let wanted_until = wanted_until(job, turn.world);
        turn.world.messages.visit(job.msg, self.id).working += 1;
        let slot = &mut self.slots[place as usize];
        slot.stamp = slot.stamp.wrapping_add(1);
        slot.work = Some((job, now));
        slot.errand = Errand::default();
        let stamp = slot.stamp;
        let msg = turn.world.number(job.msg);
        turn.tell(Fact::Started { node: self.id, slot: place, msg, arrived: job.arrived, ends, wanted_until });
        turn.wait(ends, self.id, Timer::Done, place, stamp);
        if let Some(timeout) = self.plan.timeout {
            turn.wait((job.arrived + timeout).max(now), self.id, Timer::TimesOut, place, stamp);
        }
        if !self.frozen.is_empty() {
            self.thaw(place, turn);
        }
    }

    /// When a slot is warm.
    fn warm_up(&self, place: u32, job: Job, turn: &mut Turn<'_, impl Sink>) -> Time {
        let now = turn.now();
        let Some(cold) = self.plan.cold_start else { return now };
        let used = self.slots[place as usize].used;
        let rested = |used: Time| cold.keep_warm.is_some_and(|most| now.since(used) > most);
        if used.is_some_and(|used| !rested(used)) {
            return now;
        }
        let key = turn.world.key(job.msg, self.id, job.nth);
        let until = now + cold.time.sample(turn.world.dice, Purpose::ColdStart, key);
        turn.tell(Fact::ColdStarted { node: self.id, slot: place, until });
        until
    }

    /// A slot's own work is over.
    #[inline(always)]
    fn worked(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let Some((job, _)) = self.slots[place as usize].work else { return };
        if turn.world.work_fails(self.plan.work, job.msg, self.id, job.nth, self.plan.sends.is_some()) {
            self.conclude(place, Word::Error, turn);
        } else if self.plan.calls.is_empty() && self.plan.sends.is_none() {
            self.conclude(place, Word::Ok, turn);
        } else {
            self.go_on(place, turn);
        }
    }

    /// Makes the next calls of a slot, or ends its work.
    fn go_on(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        let Some((job, _)) = slot.work else { return };
        // Beyond the service's own limit nobody waits for what it calls.
        let limit = self.plan.timeout.map_or(Time::NEVER, |timeout| job.arrived + timeout);
        let wanted_until = wanted_until(job, turn.world).min(limit);
        let call = Call::new(job.msg, (self.id, place, slot.stamp), self.id);
        let call = Call { attempt: job.nth, wanted_until, awaited: job.awaited, ..call };
        let route = Route { calls: &self.plan.calls, sends: self.plan.sends, copies: job.call.is_some() };
        if !slot.errand.go_on(route, call, turn) {
            self.conclude(place, Word::Ok, turn);
        }
    }

    /// Something that a slot called has answered.
    fn called_back(&mut self, word: Word, call: u32, turn: &mut Turn<'_, impl Sink>) {
        let asked = turn.world.calls[call];
        let Call { msg, slot, stamp, .. } = asked;
        turn.world.calls.free(call);
        if self.is_current(slot, stamp) {
            match self.slots[slot as usize].errand.answered(asked, word) {
                Some(true) => self.go_on(slot, turn),
                Some(false) => self.conclude(slot, Word::Error, turn),
                None => {}
            }
        }
        turn.release(msg);
    }

    /// A slot is done with its request and answers it.
    #[inline(always)]
    fn conclude(&mut self, place: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let slot = &mut self.slots[place as usize];
        let Some((job, started)) = slot.work.take() else { return };
        slot.stamp = slot.stamp.wrapping_add(1);
        slot.used = Some(now);
        self.free.give_back(place);
        let ok = word == Word::Ok;
        let wanted_until = wanted_until(job, turn.world);
        let visit = turn.world.messages.visit(job.msg, self.id);
        visit.working -= 1;
        visit.done |= ok;
        let message = turn.world.messages.get(job.msg);
        let (msg, group) = (message.number, message.group);
        turn.tell(Fact::Finished { node: self.id, slot: place, msg, started, group, wanted_until, ok });
        if !self.frozen.is_empty() {
            self.freeze(place, turn);
        }
        if ok && self.plan.after_answer.is_some() {
            self.leave_behind(place, job, turn);
        }
        match job.call {
            Some(call) => turn.answer(call, if ok { Word::Ok } else { Word::Error }),
            None => {
                // What it sent on has not come to its end here.
                if !ok || self.plan.sends.is_none() {
                    turn.end(job.msg, if ok { Outcome::Completed } else { Outcome::Failed }, now);
                }
                turn.release(job.msg);
            }
        }
        self.next_from_backlog(turn);
    }
}

/// Until when anybody waits for a request: what nobody waits for is wanted for its own sake, and what the sender waits for up to
/// the end of its message.
#[inline(always)]
fn wanted_until(job: Job, world: &World) -> Time {
    match job.call {
        None => Time::NEVER,
        Some(_) if job.awaited => job.wanted_until.min(world.messages.get(job.msg).ended),
        Some(_) => job.wanted_until,
    }
}
