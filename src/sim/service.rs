//! A service: takes requests into its slots, keeps a backlog, answers. It never knows whether anybody still waits.

use std::collections::VecDeque;

use super::event::Event;
use super::health::Status;
use super::message::Ref;
use super::slots::FreeSlots;
use super::world::{Turn, World};
use crate::fact::{Cargo, Fact, Sink, Word};
use crate::id::{Msg, NodeId};
use crate::scenario;
use crate::time::Time;

/// A service.
#[derive(Clone, Debug)]
pub(super) struct Service {
    id: NodeId,
    plan: scenario::Service,
    slots: Vec<Slot>,
    free: FreeSlots,
    backlog: VecDeque<Request>,
}

/// A request that was accepted.
#[derive(Clone, Copy, Debug)]
struct Request {
    msg: Ref,
    /// The caller's attempt, which its answer names.
    attempt: u16,
    /// How often the service has been given the message.
    nth: u16,
    arrived: Time,
    wanted_until: Time,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    /// Moves on whenever what was scheduled for the slot is void.
    stamp: u32,
    work: Option<(Request, Time)>,
}

impl Service {
    pub fn new(id: NodeId, plan: scenario::Service) -> Self {
        let free = FreeSlots::new(plan.concurrency);
        Self { id, plan, slots: Vec::new(), free, backlog: VecDeque::new() }
    }

    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Request { attempt, msg, wanted_until, .. } => self.request(msg, attempt, wanted_until, turn),
            Event::Done { slot, stamp, .. } if stamp == self.slots[slot as usize].stamp => self.done(slot, turn),
            _ => {}
        }
    }

    /// Tells what is being worked on when the run is cut.
    pub fn close(&self, world: &World, end: Time, sink: &mut impl Sink) {
        for (request, started) in self.slots.iter().filter_map(|slot| slot.work) {
            let msg = world.messages.get(request.msg).number;
            sink.record(end, Fact::StillWorking { msg, started, wanted_until: wanted_until(request, world) });
        }
    }

    /// A fault began or ended. Going down answers work in hand with an error and keeps the backlog; hanging answers nothing.
    pub fn change_status(&mut self, status: Status, turn: &mut Turn<'_, impl Sink>) {
        if status == Status::Up {
            return self.next_from_backlog(turn);
        }
        for place in 0..self.slots.len() {
            let slot = &mut self.slots[place];
            let Some((request, started)) = slot.work.take() else { continue };
            slot.stamp = slot.stamp.wrapping_add(1);
            #[expect(clippy::cast_possible_truncation, reason = "slots are numbered by u32")]
            let slot = place as u32;
            self.free.give_back(slot);
            let msg = turn.world.messages.get_mut(request.msg);
            msg.working -= 1;
            let msg = msg.number;
            let wanted_until = wanted_until(request, turn.world);
            turn.tell(Fact::Dropped { node: self.id, slot, msg, started, wanted_until });
            match status {
                Status::Down => self.answer(request.msg, request.attempt, Word::Error, turn),
                Status::Hung | Status::Up => turn.release(request.msg),
            }
        }
        if status == Status::Hung {
            for request in std::mem::take(&mut self.backlog) {
                self.swallow(request.msg, true, turn);
            }
        }
    }

    fn request(&mut self, msg: Ref, attempt: u16, wanted_until: Time, turn: &mut Turn<'_, impl Sink>) {
        match turn.world.status(self.id) {
            Status::Down => return self.refuse(msg, attempt, Word::Down, turn),
            Status::Hung => return self.swallow(msg, false, turn),
            Status::Up => {}
        }
        let slot = self.free.take();
        if slot.is_none() && self.plan.backlog.is_some_and(|most| self.backlog.len() >= most as usize) {
            return self.refuse(msg, attempt, Word::NoRoom, turn);
        }
        let hop = turn.world.hops[self.id.index()];
        let nth = turn.world.messages.give(msg, hop).here;
        let message = turn.world.messages.get(msg);
        let (number, duplicate) = (message.number, message.done || message.working > 0);
        turn.tell(Fact::Arrived { node: self.id, msg: number, nth, duplicate });
        let request = Request { msg, attempt, nth, arrived: turn.now(), wanted_until };
        match slot {
            Some(slot) => self.start(slot, request, turn),
            None => self.backlog.push_back(request),
        }
    }

    fn start(&mut self, place: u32, request: Request, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let ends = now + turn.world.work_time(self.plan.work, request.msg, self.id);
        let wanted_until = wanted_until(request, turn.world);
        let message = turn.world.messages.get_mut(request.msg);
        message.working += 1;
        let msg: Msg = message.number;
        if self.slots.len() <= place as usize {
            self.slots.resize(place as usize + 1, Slot { stamp: 0, work: None });
        }
        let slot = &mut self.slots[place as usize];
        slot.stamp = slot.stamp.wrapping_add(1);
        slot.work = Some((request, now));
        turn.tell(Fact::Started { node: self.id, slot: place, msg, arrived: request.arrived, ends, wanted_until });
        turn.schedule(ends, Event::Done { node: self.id, slot: place, stamp: slot.stamp });
    }

    fn done(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let slot = &mut self.slots[place as usize];
        let Some((request, started)) = slot.work.take() else { return };
        self.free.give_back(place);
        let ok = !turn.world.work_fails(self.plan.work, request.msg, self.id, request.nth);
        let wanted_until = wanted_until(request, turn.world);
        let message = turn.world.messages.get_mut(request.msg);
        message.working -= 1;
        message.done |= ok;
        let msg = message.number;
        turn.tell(Fact::Finished { node: self.id, slot: place, msg, started, wanted_until, ok });
        self.answer(request.msg, request.attempt, if ok { Word::Ok } else { Word::Error }, turn);
        self.next_from_backlog(turn);
    }

    fn next_from_backlog(&mut self, turn: &mut Turn<'_, impl Sink>) {
        while !self.backlog.is_empty() {
            let Some(slot) = self.free.take() else { return };
            let Some(request) = self.backlog.pop_front() else { return };
            self.start(slot, request, turn);
        }
    }

    fn refuse(&mut self, msg: Ref, attempt: u16, word: Word, turn: &mut Turn<'_, impl Sink>) {
        turn.tell(Fact::Refused { node: self.id, msg: Some(turn.world.messages.get(msg).number), word });
        self.answer(msg, attempt, word, turn);
    }

    fn swallow(&mut self, msg: Ref, waited: bool, turn: &mut Turn<'_, impl Sink>) {
        turn.tell(Fact::Swallowed { node: self.id, msg: turn.world.messages.get(msg).number, waited });
        turn.release(msg);
    }

    /// Sends an answer, good or bad, to the attempt that asked.
    fn answer(&mut self, msg: Ref, attempt: u16, word: Word, turn: &mut Turn<'_, impl Sink>) {
        turn.answer(self.id, msg, attempt, word, if word == Word::Ok { Cargo::Answer } else { Cargo::Error });
    }
}

/// Until when anybody waits for a request: its own timeout, or the end of its message if that came sooner.
fn wanted_until(request: Request, world: &World) -> Time {
    request.wanted_until.min(world.messages.get(request.msg).ended)
}
