//! A queue: keeps messages until they are deleted, hides those that were received, sets aside those received too often.

use std::collections::VecDeque;

use super::event::Event;
use super::health::Status;
use super::message::Ref;
use super::slab::Slab;
use super::worker::Held;
use super::world::{Arrival, Crossing, Turn, World};
use crate::dice::{Key, Purpose, Way};
use crate::fact::{Cargo, Fact, Outcome, Sink, Word};
use crate::id::{Msg, NodeId};
use crate::scenario;
use crate::time::Time;

/// A queue.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    id: NodeId,
    plan: scenario::Queue,
    entries: Slab<Entry>,
    /// The visible entries, by send time.
    visible: VecDeque<u32>,
    /// The polls that wait for a message, the oldest first.
    polls: VecDeque<Poll>,
    sent: u32,
    receipts: u32,
}

/// A message in the queue.
#[derive(Clone, Copy, Debug)]
struct Entry {
    msg: Ref,
    seq: u32,
    /// The latest receipt; none while visible or gone.
    receipt: Option<u32>,
    receives: u16,
    sent: Time,
    visible: Time,
}

/// A poll that waits at the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Poll {
    worker: NodeId,
    slot: u32,
    stamp: u32,
}

impl Queue {
    pub fn new(id: NodeId, plan: scenario::Queue) -> Self {
        Self { id, plan, entries: Slab::default(), visible: VecDeque::new(), polls: VecDeque::new(), sent: 0, receipts: 0 }
    }

    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::HandOff { attempt, msg, receipt, .. } => self.hand_off(msg, attempt, receipt, turn),
            Event::Poll { from, slot, stamp, era, .. } if era == turn.world.terms[from.index()].era => {
                self.poll(Poll { worker: from, slot, stamp }, turn);
            }
            Event::PollEnds { worker, slot, stamp, .. } => {
                let poll = Poll { worker, slot, stamp };
                if let Some(place) = self.polls.iter().position(|waiting| *waiting == poll) {
                    self.polls.remove(place);
                    self.answer_empty(poll, turn);
                }
            }
            Event::Deletion { entry, receipt, .. } => self.delete(entry, receipt, turn),
            Event::Reappears { entry, receipt, .. } if self.entries[entry].receipt == Some(receipt) => {
                let place = &mut self.entries[entry];
                place.receipt = None;
                place.visible = turn.now();
                let (msg, seq) = (place.msg, place.seq);
                turn.tell(Fact::Reappeared { node: self.id, msg: number(msg, turn.world), seq });
                self.show(entry, turn);
            }
            _ => {}
        }
    }

    /// Tells the age of what waits when the run is cut.
    pub fn close(&self, world: &World, end: Time, sink: &mut impl Sink) {
        for entry in &self.visible {
            let Entry { msg, sent, .. } = self.entries[*entry];
            sink.record(end, Fact::StillVisible { node: self.id, msg: number(msg, world), sent });
        }
    }

    /// A fault began or ended. What is stored stays; polls that wait are refused by an outage and forgotten by a hang.
    pub fn change_status(&mut self, status: Status, turn: &mut Turn<'_, impl Sink>) {
        for poll in std::mem::take(&mut self.polls) {
            match status {
                Status::Down => refuse_poll(self.id, poll, turn),
                Status::Hung | Status::Up => turn.poll_lost(poll.worker, poll.slot, poll.stamp),
            }
        }
    }

    /// The polls of a worker are closed.
    pub fn forget_polls(&mut self, worker: NodeId) {
        self.polls.retain(|poll| poll.worker != worker);
    }

    fn hand_off(&mut self, msg: Ref, attempt: u16, receipt: bool, turn: &mut Turn<'_, impl Sink>) {
        // What another queue moves here is inside the broker and always arrives.
        if receipt {
            let key = turn.world.key(msg, self.id, attempt);
            let health = &turn.world.health[self.id.index()];
            let word = match health.status() {
                Status::Down => Some(Word::Down),
                Status::Hung => {
                    turn.tell(Fact::Swallowed { node: self.id, msg: number(msg, turn.world), waited: false });
                    return turn.release(msg);
                }
                Status::Up => turn.world.dice.happens(health.errors(), Purpose::Refusal, key).then_some(Word::Error),
            };
            if let Some(word) = word {
                turn.tell(Fact::Refused { node: self.id, msg: Some(number(msg, turn.world)), word });
                return turn.answer(self.id, msg, attempt, word, Cargo::Error);
            }
            turn.world.messages.hold(msg);
            turn.answer(self.id, msg, attempt, Word::Ok, Cargo::Receipt);
        }
        self.sent += 1;
        let now = turn.now();
        turn.tell(Fact::Queued { node: self.id, msg: number(msg, turn.world), seq: self.sent });
        let entry = Entry { msg, seq: self.sent, receipt: None, receives: 0, sent: now, visible: now };
        let entry = self.entries.insert(entry);
        self.show(entry, turn);
    }

    /// An entry takes its place among the visible ones; if a poll waits, it is handed out at once.
    fn show(&mut self, entry: u32, turn: &mut Turn<'_, impl Sink>) {
        let seq = self.entries[entry].seq;
        let place = self.visible.partition_point(|other| self.entries[*other].seq < seq);
        self.visible.insert(place, entry);
        while let Some(poll) = self.polls.pop_front() {
            if !self.hand_out(poll, turn) {
                self.polls.push_front(poll);
                return;
            }
        }
    }

    fn poll(&mut self, poll: Poll, turn: &mut Turn<'_, impl Sink>) {
        let health = &turn.world.health[self.id.index()];
        let key = Key { message: u64::from(poll.slot) << 32 | u64::from(poll.stamp), hop: turn.world.hops[self.id.index()], attempt: 0 };
        match health.status() {
            Status::Down => return refuse_poll(self.id, poll, turn),
            Status::Hung => return turn.poll_lost(poll.worker, poll.slot, poll.stamp),
            Status::Up if turn.world.dice.happens(health.errors(), Purpose::Refusal, key) => return refuse_poll(self.id, poll, turn),
            Status::Up => {}
        }
        if self.hand_out(poll, turn) {
            return;
        }
        let wait = turn.world.terms[poll.worker.index()].wait;
        if wait.0 == 0 {
            return self.answer_empty(poll, turn);
        }
        self.polls.push_back(poll);
        let Poll { worker, slot, stamp } = poll;
        turn.schedule(turn.now() + wait, Event::PollEnds { queue: self.id, worker, slot, stamp });
    }

    /// Answers a poll with what is visible; false if there is nothing.
    fn hand_out(&mut self, poll: Poll, turn: &mut Turn<'_, impl Sink>) -> bool {
        let most = usize::from(turn.world.terms[poll.worker.index()].batch);
        let mut batch = Vec::new();
        while batch.len() < most {
            let Some(entry) = self.visible.pop_front() else { break };
            match self.plan.redrive {
                Some(redrive) if self.entries[entry].receives >= redrive.max_receives => self.set_aside(entry, redrive.to, turn),
                _ => batch.push(self.receive(entry, poll.worker, turn)),
            }
        }
        if batch.is_empty() {
            return false;
        }
        self.deliver(batch, poll, turn);
        true
    }

    /// A visible entry becomes invisible for a while.
    fn receive(&mut self, place: u32, worker: NodeId, turn: &mut Turn<'_, impl Sink>) -> Held {
        let until = turn.now() + self.plan.visibility_timeout;
        let receipt = self.receipts;
        self.receipts = self.receipts.wrapping_add(1);
        let entry = &mut self.entries[place];
        entry.receipt = Some(receipt);
        entry.receives = entry.receives.saturating_add(1);
        let Entry { msg, seq, sent, visible, receives, .. } = *entry;
        let hop = turn.world.hops[worker.index()];
        let given = turn.world.messages.give(msg, hop);
        let msg_number = number(msg, turn.world);
        turn.tell(Fact::Received { node: self.id, msg: msg_number, seq, sent, visible, until, receives, nth: given.anywhere });
        turn.schedule(until, Event::Reappears { node: self.id, entry: place, receipt });
        turn.world.messages.hold(msg);
        Held { msg, entry: place, receipt, nth: given.here }
    }

    fn deliver(&mut self, batch: Vec<Held>, poll: Poll, turn: &mut Turn<'_, impl Sink>) {
        let Poll { worker: to, slot, stamp } = poll;
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
                    Arrival::Refused => continue,
                };
                let msg = Some(number(held.msg, turn.world));
                turn.tell(Fact::Departed { cargo, msg, from: self.id, to, arrives, lost });
            }
        }
        if let Arrival::At(arrives) = arrival {
            let batch = turn.world.batches.insert(batch);
            turn.schedule(arrives, Event::Delivery { to, slot, stamp, batch });
        } else {
            batch.iter().for_each(|held| turn.release(held.msg));
            turn.poll_lost(to, slot, stamp);
        }
    }

    fn answer_empty(&mut self, poll: Poll, turn: &mut Turn<'_, impl Sink>) {
        turn.tell(Fact::EmptyReceive { node: self.id });
        let Poll { worker: to, slot, stamp } = poll;
        let other = u64::from(slot) << 32 | u64::from(stamp);
        let crossing = Crossing { cargo: Cargo::Nothing, msg: None, from: self.id, to, link: to, way: Way::Poll, attempt: 1, other };
        match turn.cross(crossing) {
            Arrival::At(arrives) => {
                let batch = turn.world.batches.insert(Vec::new());
                turn.schedule(arrives, Event::Delivery { to, slot, stamp, batch });
            }
            Arrival::Never | Arrival::Refused => turn.poll_lost(to, slot, stamp),
        }
    }

    /// Moves a message that was received too often to the dead-letter queue.
    fn set_aside(&mut self, place: u32, to: NodeId, turn: &mut Turn<'_, impl Sink>) {
        let Entry { msg, seq, sent, .. } = self.entries[place];
        self.entries.free(place);
        turn.tell(Fact::SetAside { node: self.id, msg: number(msg, turn.world), seq, sent });
        turn.end(msg, Outcome::DeadLettered, turn.now());
        turn.schedule(turn.now(), Event::HandOff { to, attempt: 0, msg, receipt: false });
    }

    /// Deletes a message if the receipt is the latest; an older one deletes nothing.
    fn delete(&mut self, place: u32, receipt: u32, turn: &mut Turn<'_, impl Sink>) {
        let entry = &mut self.entries[place];
        if entry.receipt != Some(receipt) || turn.world.status(self.id) != Status::Up {
            return;
        }
        entry.receipt = None;
        let Entry { msg, seq, .. } = *entry;
        self.entries.free(place);
        turn.tell(Fact::Deleted { node: self.id, msg: number(msg, turn.world), seq });
        turn.release(msg);
    }
}

fn number(msg: Ref, world: &World) -> Msg {
    world.messages.get(msg).number
}

fn refuse_poll(queue: NodeId, poll: Poll, turn: &mut Turn<'_, impl Sink>) {
    turn.tell(Fact::Refused { node: queue, msg: None, word: Word::Down });
    let Poll { worker: to, slot, stamp } = poll;
    let other = u64::from(slot) << 32 | u64::from(stamp);
    let crossing = Crossing { cargo: Cargo::Error, msg: None, from: queue, to, link: to, way: Way::Poll, attempt: 1, other };
    match turn.cross(crossing) {
        Arrival::At(arrives) => turn.schedule(arrives, Event::PollRefused { to, slot, stamp }),
        Arrival::Never | Arrival::Refused => turn.poll_lost(to, slot, stamp),
    }
}
