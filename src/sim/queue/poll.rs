//! How a queue answers the polls of workers.

use super::{Entry, Queue};
use crate::dice::{Key, Purpose, Way};
use crate::fact::{Cargo, Fact, Shelf, Sink, Word};
use crate::id::NodeId;
use crate::sim::event::{Event, Timer};
use crate::sim::health::Status;
use crate::sim::link::{Arrival, Crossing};
use crate::sim::worker::Held;
use crate::sim::world::Turn;

/// A poll: a worker's slot asks for messages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Poll {
    pub worker: NodeId,
    pub slot: u32,
    pub stamp: u32,
    /// How many messages of its batch the slot has already.
    pub holds: u16,
}

impl Poll {
    /// What its chance is keyed by.
    fn key(self) -> u64 {
        u64::from(self.slot) << 32 | u64::from(self.stamp)
    }

    /// The poll, or the answer to it, is lost: the worker finds out by itself.
    fn lose(self, turn: &mut Turn<'_, impl Sink>) {
        turn.wait(turn.now(), self.worker, Timer::PollLost, self.slot, self.stamp);
    }
}

impl Queue {
    /// A fault began or ended: polls that wait are refused by an outage and forgotten by a hang.
    pub(super) fn end_polls(&mut self, status: Status, turn: &mut Turn<'_, impl Sink>) {
        for (_, poll) in std::mem::take(&mut self.polls) {
            if status == Status::Down { self.refuse_poll(poll, Word::Down, turn) } else { poll.lose(turn) }
        }
    }

    /// The polls of a worker are closed.
    pub fn forget_polls(&mut self, worker: NodeId) {
        self.polls.retain(|(_, poll)| poll.worker != worker);
    }

    #[inline(always)]
    pub(super) fn poll(&mut self, poll: Poll, turn: &mut Turn<'_, impl Sink>) {
        if !turn.world.health[self.id.index()].is_sound() {
            match self.stumbles(poll, turn) {
                Some(Word::Unheard) => return poll.lose(turn),
                Some(word) => return self.refuse_poll(poll, word, turn),
                None => {}
            }
        }
        if is_gone(poll, turn) {
            return self.answer_empty(poll, turn);
        }
        if self.hand_out(poll, turn) {
            return;
        }
        let wait = turn.world.terms[poll.worker.index()].wait;
        let full = self.plan.in_flight.is_some_and(|most| self.in_flight >= most as usize);
        if wait.0 == 0 {
            return if full { self.refuse_poll(poll, Word::NoRoom, turn) } else { self.answer_empty(poll, turn) };
        }
        self.polled = self.polled.wrapping_add(1);
        self.polls.push_back((self.polled, poll));
        turn.schedule(turn.now() + wait, Event::PollEnds { queue: self.id, number: self.polled });
    }

    /// What a fault of the queue says to a poll; [`Word::Unheard`] says nothing at all.
    fn stumbles(&self, poll: Poll, turn: &mut Turn<'_, impl Sink>) -> Option<Word> {
        let now = turn.now();
        let (dice, hop) = (turn.world.dice, turn.world.hops[self.id.index()]);
        let health = &mut turn.world.health[self.id.index()];
        match health.status() {
            Status::Down => return Some(Word::Down),
            Status::Hung => return Some(Word::Unheard),
            Status::Up if !health.lets_through(now) => return Some(Word::Throttled),
            Status::Up => {}
        }
        let key = Key { message: poll.key(), hop, attempt: 0 };
        dice.happens(health.errors(), Purpose::Refusal, key).then_some(Word::Error)
    }

    /// A poll has waited long enough, unless it was answered before.
    pub(super) fn poll_ends(&mut self, number: u32, turn: &mut Turn<'_, impl Sink>) {
        let place = self.polls.binary_search_by_key(&number, |(number, _)| *number);
        if let Some((_, poll)) = place.ok().and_then(|place| self.polls.remove(place)) {
            self.answer_empty(poll, turn);
        }
    }

    /// Polls that wait get what can be handed out.
    #[inline(always)]
    pub(super) fn serve_polls(&mut self, turn: &mut Turn<'_, impl Sink>) {
        while self.visible.len() > 0 {
            let Some((number, poll)) = self.polls.pop_front() else { return };
            if is_gone(poll, turn) {
                self.answer_empty(poll, turn);
            } else if !self.hand_out(poll, turn) {
                self.polls.push_front((number, poll));
                return;
            }
        }
    }

    /// Answers a poll with what can be received; false if there is nothing.
    #[inline(always)]
    fn hand_out(&mut self, poll: Poll, turn: &mut Turn<'_, impl Sink>) -> bool {
        let most = usize::from(turn.world.terms[poll.worker.index()].batch.saturating_sub(poll.holds).max(1));
        let mut batch = Vec::new();
        let mut group = None;
        while batch.len() < most && self.plan.in_flight.is_none_or(|most| self.in_flight < most as usize) {
            if let (Some(max), Some(to)) = (self.plan.max_receives, self.plan.dead_letter)
                && let Some(place) = self.visible.first(group)
                && self.entries[place].receives >= max
            {
                // The receive that would be one too many.
                self.set_aside(place, to, turn);
                continue;
            }
            let Some(place) = self.take_up(group) else { break };
            group = Some(self.entries[place].group);
            batch.push(self.receive(place, poll.worker, turn));
        }
        if batch.is_empty() {
            return false;
        }
        self.deliver(batch, poll, turn);
        true
    }

    /// Takes the first message that may be handed out; it is in flight from now on.
    #[inline(always)]
    pub(super) fn take_up(&mut self, same: Option<u32>) -> Option<u32> {
        let place = self.visible.take(same)?;
        self.entries[place].shelf = Shelf::InFlight;
        self.in_flight += 1;
        Some(place)
    }

    /// A message that was taken is invisible for a while.
    #[inline(always)]
    fn receive(&mut self, place: u32, worker: NodeId, turn: &mut Turn<'_, impl Sink>) -> Held {
        let until = turn.now() + self.plan.visibility_timeout;
        let receipt = self.note_receive(place, until, turn);
        turn.wait(until, self.id, Timer::Appears, place, receipt);
        let Entry { msg, group, .. } = self.entries[place];
        turn.world.messages.hold(msg);
        let (nth, _) = turn.world.messages.give(msg, worker);
        Held { msg, entry: place, receipt, nth, group }
    }

    /// Counts a receive, or a push; gives the receipt.
    #[inline(always)]
    pub(super) fn note_receive(&mut self, place: u32, until: crate::time::Time, turn: &mut Turn<'_, impl Sink>) -> u32 {
        let receipt = self.stamps.next();
        let entry = &mut self.entries[place];
        entry.stamp = receipt;
        entry.receives = entry.receives.saturating_add(1);
        let Entry { msg, seq, sent, visible, receives, .. } = *entry;
        let message = turn.world.messages.get_mut(msg);
        message.tries = message.tries.saturating_add(u16::from(!self.relays));
        let (number, nth) = (message.number, message.tries.max(1));
        turn.tell(Fact::Received { node: self.id, msg: number, seq, sent, visible, until, receives, nth });
        receipt
    }

    #[inline(always)]
    fn deliver(&mut self, batch: Vec<Held>, poll: Poll, turn: &mut Turn<'_, impl Sink>) {
        let Poll { worker: to, slot, stamp, .. } = poll;
        let mut arrival = Arrival::Never;
        for (place, held) in batch.iter().enumerate() {
            // One answer carries the whole batch: its first message decides when and whether it arrives, the others are told alike.
            let (cargo, way) = (Cargo::Delivery, Way::Delivery);
            if place == 0 {
                let msg = Some(held.msg);
                arrival = turn.cross(Crossing { cargo, msg, from: self.id, to, link: to, way, attempt: held.nth, other: 0 });
            } else {
                let (arrives, lost) = match arrival {
                    Arrival::At(arrives) => (arrives, false),
                    Arrival::Never => (turn.now(), true),
                    Arrival::Refused(_) => continue,
                };
                let msg = Some(turn.world.number(held.msg));
                turn.tell(Fact::Departed { cargo, msg, from: self.id, to, arrives, lost });
            }
        }
        if let Arrival::At(arrives) = arrival {
            let batch = turn.world.batches.insert(batch);
            turn.schedule(arrives, Event::Delivery { to, slot, stamp, batch });
        } else {
            batch.iter().for_each(|held| turn.release(held.msg));
            poll.lose(turn);
        }
    }

    fn answer_empty(&mut self, poll: Poll, turn: &mut Turn<'_, impl Sink>) {
        turn.tell(Fact::EmptyReceive { node: self.id });
        match self.reply(poll, Cargo::Nothing, turn) {
            Arrival::At(arrives) => {
                let batch = turn.world.batches.insert(Vec::new());
                turn.schedule(arrives, Event::Delivery { to: poll.worker, slot: poll.slot, stamp: poll.stamp, batch });
            }
            Arrival::Never | Arrival::Refused(_) => poll.lose(turn),
        }
    }

    fn refuse_poll(&self, poll: Poll, word: Word, turn: &mut Turn<'_, impl Sink>) {
        turn.tell(Fact::Refused { node: self.id, msg: None, word });
        match self.reply(poll, Cargo::Error, turn) {
            Arrival::At(arrives) => turn.wait(arrives, poll.worker, Timer::PollRefused, poll.slot, poll.stamp),
            Arrival::Never | Arrival::Refused(_) => poll.lose(turn),
        }
    }

    /// Sends the answer to a poll that brings no message.
    fn reply(&self, poll: Poll, cargo: Cargo, turn: &mut Turn<'_, impl Sink>) -> Arrival {
        let (from, to) = (self.id, poll.worker);
        turn.cross(Crossing { cargo, msg: None, from, to, link: to, way: Way::Poll, attempt: 1, other: poll.key() })
    }
}

/// Whether the slot that polls is one of those that the worker has no more.
fn is_gone(poll: Poll, turn: &Turn<'_, impl Sink>) -> bool {
    poll.slot >= turn.world.terms[poll.worker.index()].slots
}
