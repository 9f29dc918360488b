//! A queue: keeps messages until they are deleted, hides those that were received, sets aside those received too often.

mod expiry;
mod order;
mod poll;
mod push;

use std::collections::{BTreeMap, VecDeque};

use super::call::Call;
use super::event::{Event, Timer};
use super::health::Status;
use super::message::Ref;
use super::slab::Slab;
use super::stamp::Stamps;
use super::world::{Turn, World};
use crate::dice::Purpose;
use crate::fact::{Fact, Outcome, Shelf, Sink, Word};
use crate::id::{Msg, NodeId};
use crate::scenario::{self, Full, Order, Part, Setting};
use crate::time::{Span, Time};
use expiry::Expiry;
use order::Visible;
use poll::Poll;

/// A queue.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    id: NodeId,
    plan: scenario::Queue,
    /// Whether whom it pushes to is no service, so that a receipt is all that comes back.
    gets_receipt: bool,
    /// Whether whom it pushes to is no receiver but another broker, so that its pushes are no attempts.
    relays: bool,
    entries: Slab<Entry>,
    visible: Visible,
    /// How many messages it holds, and how many of them are in flight.
    held: usize,
    in_flight: usize,
    /// The polls that wait for a message, the oldest first.
    polls: VecDeque<(u32, Poll)>,
    /// How many polls have waited.
    polled: u32,
    /// The hand-offs that wait for room.
    at_the_door: VecDeque<u32>,
    /// When what was sent lately was sent first.
    remembered: BTreeMap<Msg, Time>,
    /// The same in the order of time.
    remembered_in_order: VecDeque<(Time, Msg)>,
    expiry: Expiry,
    /// When the last delayed message of each group appears, if an order is kept.
    appear: BTreeMap<u32, Time>,
    sent: u32,
    stamps: Stamps,
}

/// A message in the queue.
#[derive(Clone, Copy, Debug)]
struct Entry {
    msg: Ref,
    seq: u32,
    /// Moves on with every change; what was scheduled for an earlier one, or names an earlier receipt, is void. 0 once it is gone.
    stamp: u32,
    group: u32,
    receives: u16,
    /// How often a push failed, and how often it was throttled.
    errors: u16,
    throttles: u16,
    shelf: Shelf,
    sent: Time,
    /// When its first queue stored it, if it was set aside since; else this one.
    first_sent: Time,
    visible: Time,
    /// The pause before the last push.
    pause: Span,
}

impl Queue {
    pub fn new(id: NodeId, plan: scenario::Queue, pushes_to: Option<&Part>) -> Self {
        Self {
            id,
            gets_receipt: pushes_to.is_some_and(|to| !matches!(to, Part::Service(_))),
            relays: matches!(pushes_to, Some(Part::Queue(_) | Part::Topic(_))),
            entries: Slab::default(),
            visible: Visible::new(plan.order),
            held: 0,
            in_flight: 0,
            polls: VecDeque::new(),
            polled: 0,
            appear: BTreeMap::new(),
            at_the_door: VecDeque::new(),
            remembered: BTreeMap::new(),
            remembered_in_order: VecDeque::new(),
            expiry: Expiry::default(),
            sent: 0,
            stamps: Stamps::default(),
            plan,
        }
    }

    #[inline(always)]
    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Call { call, .. } => self.hand_off(call, turn),
            Event::Moved { moved, .. } => self.moved(moved, turn),
            Event::Poll { from, slot, stamp, era, holds, .. } if era == turn.world.terms[from.index()].era => {
                self.poll(Poll { worker: from, slot, stamp, holds }, turn);
            }
            Event::PollEnds { number, .. } => self.poll_ends(number, turn),
            Event::Deletion { entry, receipt, .. } => self.delete(entry, receipt, turn),
            Event::Answer { word, call, .. } => self.pushed(word, call, turn),
            Event::Timer { timer: Timer::Expires, .. } => self.expire(turn),
            Event::Timer { timer, slot, stamp, .. } if self.entries[slot].stamp == stamp => match timer {
                Timer::Appears => self.appears(slot, turn),
                Timer::TimesOut => self.push_failed(slot, Word::TimedOut, turn),
                _ => {}
            },
            _ => {}
        }
        if !self.at_the_door.is_empty() {
            self.open_the_door(turn);
        }
        turn.world.waiting[self.id.index()] = self.visible.len();
    }

    /// Tells the age of what waits when the run is cut.
    pub fn close(&self, world: &World, end: Time, sink: &mut impl Sink) {
        for entry in self.visible.entries() {
            let Entry { msg, sent, .. } = self.entries[entry];
            sink.record(end, Fact::StillVisible { node: self.id, msg: world.number(msg), sent });
        }
    }

    /// A fault began or ended. What is stored stays; polls and hand-offs that wait are refused by an outage and forgotten by a hang.
    pub fn change_status(&mut self, status: Status, turn: &mut Turn<'_, impl Sink>) {
        self.end_polls(status, turn);
        for call in std::mem::take(&mut self.at_the_door) {
            let msg = turn.world.number(turn.world.calls[call].msg);
            turn.tell(Fact::WaitedForRoom { node: self.id, msg });
            if status == Status::Down { turn.answer(call, Word::Down) } else { turn.swallow(self.id, call) }
        }
        if status == Status::Up {
            self.push_all(turn);
        }
    }

    /// A setting changes.
    pub fn change(&mut self, setting: Setting, turn: &mut Turn<'_, impl Sink>) {
        match setting {
            Setting::Capacity(most) => {
                self.plan.capacity = Some(most);
                self.open_the_door(turn);
            }
            Setting::VisibilityTimeout(span) => self.plan.visibility_timeout = span,
            Setting::Delay(delay) => self.plan.delay = delay,
            Setting::MaxReceives(most) => self.plan.max_receives = Some(most),
            _ => {}
        }
    }

    #[inline(always)]
    fn hand_off(&mut self, call: u32, turn: &mut Turn<'_, impl Sink>) {
        if !turn.admits(self.id, call, self.plan.max_size) {
            return;
        }
        let msg = turn.world.number(turn.world.calls[call].msg);
        if self.remembers(msg, turn.now()) || self.has_room(1) {
            return self.take_in(call, turn);
        }
        match (self.plan.full, self.visible.oldest()) {
            (Full::Block, _) => {
                turn.tell(Fact::WaitsForRoom { node: self.id, msg });
                self.at_the_door.push_back(call);
            }
            (Full::DropOldest, Some(oldest)) => {
                self.lose(oldest, Outcome::Lost, turn);
                self.take_in(call, turn);
            }
            (Full::Reject | Full::DropOldest, _) => turn.refuse(self.id, call, Word::NoRoom),
        }
    }

    #[inline(always)]
    fn has_room(&self, messages: usize) -> bool {
        self.plan.capacity.is_none_or(|most| self.held + messages <= most as usize)
    }

    /// Takes in what waits for room, as far as there is some.
    fn open_the_door(&mut self, turn: &mut Turn<'_, impl Sink>) {
        while self.has_room(1) {
            let Some(call) = self.at_the_door.pop_front() else { return };
            let msg = turn.world.number(turn.world.calls[call].msg);
            turn.tell(Fact::WaitedForRoom { node: self.id, msg });
            self.take_in(call, turn);
        }
    }

    /// A message that another queue set aside, or a topic could not deliver, comes here. It has come to its end already; if there is no
    /// room it is gone.
    fn moved(&mut self, moved: u32, turn: &mut Turn<'_, impl Sink>) {
        let (msg, first_sent) = turn.world.moved[moved];
        turn.world.moved.free(moved);
        if let (false, Full::DropOldest, Some(oldest)) = (self.has_room(1), self.plan.full, self.visible.oldest()) {
            self.lose(oldest, Outcome::Lost, turn);
        }
        if self.has_room(1) {
            return self.store(msg, first_sent, turn);
        }
        turn.tell(Fact::Refused { node: self.id, msg: Some(turn.world.number(msg)), word: Word::NoRoom });
        turn.release(msg);
    }

    /// Stores what was sent; what it remembers is accepted too, but not stored again.
    #[inline(always)]
    fn take_in(&mut self, call: u32, turn: &mut Turn<'_, impl Sink>) {
        let Call { msg, attempt, .. } = turn.world.calls[call];
        if self.plan.deduplication.is_some() {
            let msg = turn.world.number(msg);
            if self.remembers(msg, turn.now()) {
                turn.tell(Fact::Deduplicated { node: self.id, msg });
                let msg = turn.accept(call);
                return turn.release(msg);
            }
            self.remembered.insert(msg, turn.now());
            self.remembered_in_order.push_back((turn.now(), msg));
        }
        let msg = turn.accept(call);
        let twin = if self.has_room(2) { self.plan.duplicates } else { 0.0 };
        if turn.world.dice.happens(twin, Purpose::Twin, turn.world.key(msg, self.id, attempt)) {
            turn.world.messages.hold(msg);
            self.store(msg, turn.now(), turn);
        }
        self.store(msg, turn.now(), turn);
    }

    /// Stores a message whose age counts from `first_sent`.
    #[inline(always)]
    fn store(&mut self, msg: Ref, first_sent: Time, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let delay = self.plan.delay.sample(turn.world.dice, Purpose::Delay, turn.world.key(msg, self.id, 0));
        let group = turn.world.messages.get(msg).group;
        let visible = self.will_appear(group, now + delay, now);
        self.sent += 1;
        self.held += 1;
        let seq = self.sent;
        turn.tell(Fact::Queued { node: self.id, msg: turn.world.number(msg), seq, group, visible });
        let stamp = self.stamps.next();
        let (shelf, pause) = (Shelf::Hidden, Span::ZERO);
        let entry = Entry { msg, seq, stamp, group, receives: 0, errors: 0, throttles: 0, shelf, sent: now, first_sent, visible, pause };
        let entry = self.entries.insert(entry);
        if self.plan.retention.is_some() {
            self.will_expire(entry, turn);
        }
        if visible == now {
            self.show(entry, turn);
        } else {
            turn.wait(visible, self.id, Timer::Appears, entry, stamp);
        }
    }

    /// When a message that would appear at `wanted` does so: no sooner than those of its group that were sent before it, if an order is
    /// kept.
    fn will_appear(&mut self, group: u32, wanted: Time, now: Time) -> Time {
        if self.plan.order == Order::Standard {
            return wanted;
        }
        let visible = match self.appear.get(&group) {
            Some(last) if *last > wanted => *last,
            // That one may be about to appear at this very instant.
            Some(last) if *last == now => now + Span(1),
            _ => wanted,
        };
        if visible > now {
            self.appear.insert(group, visible);
        }
        visible
    }

    /// Whether a message was sent, and stored, lately.
    fn remembers(&mut self, msg: Msg, now: Time) -> bool {
        let Some(window) = self.plan.deduplication else { return false };
        while let Some((sent, old)) = self.remembered_in_order.front().copied() {
            if sent + window > now {
                break;
            }
            self.remembered_in_order.pop_front();
            self.remembered.remove(&old);
        }
        self.remembered.contains_key(&msg)
    }

    /// A message that was hidden or in flight can be received.
    fn appears(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let entry = &mut self.entries[place];
        entry.visible = now;
        let Entry { msg, seq, shelf, group, receives, .. } = *entry;
        let msg = turn.world.number(msg);
        if shelf == Shelf::InFlight {
            self.in_flight -= 1;
            self.visible.settle(group);
            turn.tell(Fact::Reappeared { node: self.id, msg, seq });
        } else {
            // What waits for its next push has blocked its group meanwhile.
            if receives > 0 {
                self.visible.settle(group);
            }
            turn.tell(Fact::Appeared { node: self.id, msg, seq });
        }
        self.show(place, turn);
    }

    /// An entry takes its place among the visible ones; if a poll waits, it is handed out at once.
    #[inline(always)]
    fn show(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let entry = &mut self.entries[place];
        // The stamp stays, and with it the latest receipt.
        entry.shelf = Shelf::Visible;
        self.visible.put(entry.seq, place, entry.group);
        self.hand_on(turn);
    }

    /// What can be handed out goes to whoever waits for it.
    #[inline(always)]
    fn hand_on(&mut self, turn: &mut Turn<'_, impl Sink>) {
        if self.plan.push.is_some() { self.push_all(turn) } else { self.serve_polls(turn) }
    }

    /// Takes a message out of the queue; whoever calls this says what becomes of it.
    #[inline(always)]
    fn take_out(&mut self, place: u32) -> Entry {
        let entry = self.entries[place];
        match entry.shelf {
            Shelf::Visible => self.visible.remove(entry.seq, entry.group),
            Shelf::InFlight => {
                self.in_flight -= 1;
                self.visible.settle(entry.group);
            }
            Shelf::Hidden if entry.receives > 0 => self.visible.settle(entry.group),
            Shelf::Hidden => {}
        }
        self.entries[place].stamp = 0;
        self.entries.free(place);
        self.held -= 1;
        entry
    }

    /// A message leaves the queue and nobody has it: it grew too old, had to make room, or could not be pushed.
    fn lose(&mut self, place: u32, outcome: Outcome, turn: &mut Turn<'_, impl Sink>) {
        let Entry { msg, seq, sent, shelf, .. } = self.take_out(place);
        turn.tell(Fact::Removed { node: self.id, msg: turn.world.number(msg), seq, sent, shelf, outcome });
        turn.end(msg, outcome, turn.now());
        turn.release(msg);
        // Its group may have waited for this, or the limit of messages in flight.
        if shelf != Shelf::Visible && self.plan.push.is_none() {
            self.serve_polls(turn);
        }
    }

    /// Moves a message to the dead-letter queue.
    fn set_aside(&mut self, place: u32, to: NodeId, turn: &mut Turn<'_, impl Sink>) {
        let Entry { msg, seq, sent, first_sent, shelf, .. } = self.take_out(place);
        turn.tell(Fact::SetAside { node: self.id, msg: turn.world.number(msg), seq, sent, shelf });
        turn.end(msg, Outcome::DeadLettered, turn.now());
        turn.move_to(to, msg, first_sent);
    }

    /// Deletes a message if the receipt is the latest; an older one deletes nothing. One whose visibility timeout is over is good
    /// until somebody else receives the message, but not where an order is kept.
    fn delete(&mut self, place: u32, receipt: u32, turn: &mut Turn<'_, impl Sink>) {
        let Entry { stamp, shelf, .. } = self.entries[place];
        let good = shelf == Shelf::InFlight || self.plan.order == Order::Standard;
        if stamp == receipt && good && turn.world.status(self.id) == Status::Up {
            self.forget(place, turn);
        }
    }

    /// A message that was received is done with.
    fn forget(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let Entry { msg, seq, sent, shelf, .. } = self.take_out(place);
        turn.tell(Fact::Deleted { node: self.id, msg: turn.world.number(msg), seq, sent, shelf });
        turn.release(msg);
        // Its group may have waited for this, or the limit of messages in flight.
        self.hand_on(turn);
    }
}
