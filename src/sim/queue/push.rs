//! How a queue pushes its messages by itself, with one clock for errors and another for throttles.

use super::{Entry, Queue};
use crate::dice::{Purpose, Way};
use crate::fact::{Fact, Outcome, Shelf, Sink, Word};
use crate::sim::call::{Call, Returns};
use crate::sim::event::Timer;
use crate::sim::health::Status;
use crate::sim::retry::redelivery;
use crate::sim::world::Turn;
use crate::time::{Span, Time};

impl Queue {
    /// Pushes all that can be pushed.
    pub(super) fn push_all(&mut self, turn: &mut Turn<'_, impl Sink>) {
        if self.plan.push.is_none() {
            return;
        }
        while turn.world.status(self.id) == Status::Up && self.plan.in_flight.is_none_or(|most| self.in_flight < most as usize) {
            let Some(place) = self.visible.first(None) else { return };
            // It may have waited for the queue to work again, or for room in flight.
            let max_age = self.plan.push.as_ref().and_then(|push| push.max_age);
            if max_age.is_some_and(|most| turn.now().since(self.entries[place].sent) > most) {
                self.give_up(place, Outcome::Expired, turn);
            } else if let Some(place) = self.take_up(None) {
                self.push(place, turn);
            }
        }
    }

    fn push(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let Some(plan) = &self.plan.push else { return };
        let (to, timeout) = (plan.to, plan.timeout);
        let now = turn.now();
        let wanted_until = timeout.map_or(Time::NEVER, |timeout| now + timeout);
        let stamp = self.note_receive(place, wanted_until, turn);
        if timeout.is_some() {
            turn.wait(wanted_until, self.id, Timer::TimesOut, place, stamp);
        }
        let Entry { msg, receives, .. } = self.entries[place];
        turn.world.messages.hold(msg);
        let returns = if self.gets_receipt { Returns::Receipt } else { Returns::Answer };
        turn.call(Call { returns, way: Way::Push, attempt: receives, wanted_until, ..Call::new(msg, (self.id, place, stamp), to) });
    }

    /// A push was answered; if it is the latest of its message, that counts.
    pub(super) fn pushed(&mut self, word: Word, call: u32, turn: &mut Turn<'_, impl Sink>) {
        let Call { msg, slot, stamp, done, returns, .. } = turn.world.calls[call];
        turn.world.calls.free(call);
        if self.entries[slot].stamp == stamp {
            if word == Word::Ok {
                // Who gave its receipt has the message now, and ends it.
                if returns == Returns::Answer {
                    turn.end(msg, Outcome::Completed, done);
                }
                self.forget(slot, turn);
            } else {
                self.push_failed(slot, word, turn);
            }
        }
        turn.release(msg);
    }

    /// A push failed: another one after a while, or none.
    pub(super) fn push_failed(&mut self, place: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let Some(plan) = &self.plan.push else { return };
        let now = turn.now();
        let entry = &mut self.entries[place];
        let (again, count) =
            if word.is_throttle() { (&plan.on_throttle, &mut entry.throttles) } else { (&plan.on_error, &mut entry.errors) };
        let before = *count;
        *count = count.saturating_add(1);
        let key = turn.world.key(entry.msg, self.id, entry.receives);
        let draw = || turn.world.dice.draw(Purpose::Redelivery, key).unit();
        let wait = redelivery(again, u32::from(before), entry.pause, draw);
        let age = |wait: Span| (now + wait).since(entry.sent);
        let too_old = wait.is_some_and(|wait| plan.max_age.is_some_and(|most| age(wait) > most));
        let Some(wait) = wait.filter(|_| !too_old) else {
            let outcome = if too_old { Outcome::Expired } else { Outcome::Lost };
            self.give_up(place, outcome, turn);
            // One less is in flight, which others may have waited for.
            return self.push_all(turn);
        };
        let until = now + wait;
        let stamp = self.stamps.next();
        (entry.shelf, entry.stamp, entry.pause) = (Shelf::Hidden, stamp, wait);
        let (msg, seq) = (turn.world.number(entry.msg), entry.seq);
        self.in_flight -= 1;
        turn.tell(Fact::PutBack { node: self.id, msg, seq, until });
        turn.wait(until, self.id, Timer::Appears, place, stamp);
        self.push_all(turn);
    }

    /// A message is not pushed again.
    fn give_up(&mut self, place: u32, outcome: Outcome, turn: &mut Turn<'_, impl Sink>) {
        match self.plan.dead_letter {
            Some(to) => self.set_aside(place, to, turn),
            None => self.lose(place, outcome, turn),
        }
    }
}
