//! Work that a service leaves behind at an answer: it goes on by itself, or only while its slot works on a later request.

use super::{Job, Service};
use crate::dice::Purpose;
use crate::fact::{Fact, Outcome, Sink};
use crate::sim::event::Timer;
use crate::sim::message::Ref;
use crate::sim::world::Turn;
use crate::time::{Span, Time};

/// Work that was left behind. The message's copy that stands for it has not ended before it is done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    copy: Ref,
    slot: u32,
    /// Moves on whenever it stands still or goes on; 0 once it is done.
    stamp: u32,
    left: Span,
    /// Since when it goes on.
    since: Time,
}

impl Service {
    pub(super) fn leave_behind(&mut self, slot: u32, job: Job, turn: &mut Turn<'_, impl Sink>) {
        let Some(plan) = self.plan.after_answer else { return };
        let key = turn.world.key(job.msg, self.id, 0);
        let left = plan.time.sample(turn.world.dice, Purpose::AfterAnswer, key);
        let copy = turn.world.messages.copy(job.msg, self.id, u8::MAX - 1);
        turn.tell(Fact::LeftBehind { node: self.id, slot, msg: turn.world.number(copy), left });
        let stamp = self.next_left();
        let place = self.left.insert(Left { copy, slot, stamp, left, since: turn.now() });
        if plan.frozen {
            self.frozen.entry(slot).or_default().push(place);
        } else {
            turn.wait(turn.now() + left, self.id, Timer::CaughtUp, place, stamp);
        }
    }

    fn next_left(&mut self) -> u32 {
        self.lefts = self.lefts.wrapping_add(1).max(1);
        self.lefts
    }

    /// A slot works again: what freezes there goes on.
    pub(super) fn thaw(&mut self, slot: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        for place in self.frozen.get(&slot).cloned().unwrap_or_default() {
            let stamp = self.next_left();
            let left = &mut self.left[place];
            (left.since, left.stamp) = (now, stamp);
            turn.wait(now + left.left, self.id, Timer::CaughtUp, place, stamp);
        }
    }

    /// A slot has answered: what freezes there stands still, unless this is the instant at which it is done.
    pub(super) fn freeze(&mut self, slot: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        for place in self.frozen.get(&slot).cloned().unwrap_or_default() {
            let stamp = self.next_left();
            let left = &mut self.left[place];
            left.left = Span(left.left.0.saturating_sub(now.since(left.since).0));
            left.stamp = stamp;
            if left.left == Span::ZERO {
                self.caught_up(place, stamp, turn);
            }
        }
    }

    pub(super) fn caught_up(&mut self, place: u32, stamp: u32, turn: &mut Turn<'_, impl Sink>) {
        let left = self.left[place];
        if left.stamp == stamp {
            turn.end(left.copy, Outcome::Completed, turn.now());
            self.let_go(place, true, turn);
        }
    }

    /// A fault takes what was left behind.
    pub(super) fn drop_left(&mut self, turn: &mut Turn<'_, impl Sink>) {
        for place in 0..self.left.places() {
            if self.left[place].stamp != 0 {
                self.let_go(place, false, turn);
            }
        }
    }

    fn let_go(&mut self, place: u32, ok: bool, turn: &mut Turn<'_, impl Sink>) {
        let Left { copy, slot, .. } = self.left[place];
        self.left[place].stamp = 0;
        self.left.free(place);
        if let Some(frozen) = self.frozen.get_mut(&slot) {
            frozen.retain(|other| *other != place);
        }
        turn.tell(Fact::CaughtUp { node: self.id, slot, msg: turn.world.number(copy), ok });
        turn.release(copy);
    }
}
