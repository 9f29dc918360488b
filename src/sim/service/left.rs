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
    stamp: u32,
    left: Span,
    /// Since when it goes on; nothing while it is frozen.
    since: Option<Time>,
}

impl Service {
    pub(super) fn leave_behind(&mut self, slot: u32, job: Job, turn: &mut Turn<'_, impl Sink>) {
        let Some(plan) = self.plan.after_answer else { return };
        let key = turn.world.key(job.msg, self.id, 0);
        let left = plan.time.sample(turn.world.dice, Purpose::AfterAnswer, key);
        let copy = turn.world.messages.copy(job.msg, self.id, u8::MAX - 1);
        turn.tell(Fact::LeftBehind { node: self.id, slot, msg: turn.world.number(copy), left });
        self.lefts = self.lefts.wrapping_add(1);
        self.left.push(Left { copy, slot, stamp: self.lefts, left, since: None });
        if !plan.frozen {
            let last = self.left.len() - 1;
            self.resume(last, turn);
        }
    }

    fn resume(&mut self, place: usize, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        self.lefts = self.lefts.wrapping_add(1);
        let left = &mut self.left[place];
        (left.since, left.stamp) = (Some(now), self.lefts);
        turn.wait(now + left.left, self.id, Timer::CaughtUp, left.slot, left.stamp);
    }

    /// A slot works again: what was left behind there goes on.
    pub(super) fn thaw(&mut self, slot: u32, turn: &mut Turn<'_, impl Sink>) {
        for place in 0..self.left.len() {
            if self.left[place].slot == slot && self.left[place].since.is_none() {
                self.resume(place, turn);
            }
        }
    }

    /// A slot has answered: what was left behind there stands still, if it freezes.
    pub(super) fn freeze(&mut self, slot: u32, turn: &mut Turn<'_, impl Sink>) {
        if self.plan.after_answer.is_none_or(|plan| !plan.frozen) {
            return;
        }
        let now = turn.now();
        for left in self.left.iter_mut().filter(|left| left.slot == slot) {
            let Some(since) = left.since else { continue };
            left.left = Span(left.left.0.saturating_sub(now.since(since).0));
            // What is done at this very instant is only to be told: its timer is next.
            if left.left > Span::ZERO {
                (left.since, left.stamp) = (None, 0);
            }
        }
    }

    pub(super) fn caught_up(&mut self, slot: u32, stamp: u32, turn: &mut Turn<'_, impl Sink>) {
        let place = self.left.iter().position(|left| left.slot == slot && left.stamp == stamp && left.since.is_some());
        let Some(place) = place else { return };
        let Left { copy, slot, .. } = self.left.swap_remove(place);
        turn.tell(Fact::CaughtUp { node: self.id, slot, msg: turn.world.number(copy), ok: true });
        turn.end(copy, Outcome::Completed, turn.now());
        turn.release(copy);
    }

    /// A fault takes what was left behind.
    pub(super) fn drop_left(&mut self, turn: &mut Turn<'_, impl Sink>) {
        for Left { copy, slot, .. } in std::mem::take(&mut self.left) {
            turn.tell(Fact::CaughtUp { node: self.id, slot, msg: turn.world.number(copy), ok: false });
            turn.release(copy);
        }
    }
}
