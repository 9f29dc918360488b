//! The attempts of a caller: how each is made, answered, missed and made again.

use super::Sender;
use super::caller::{Job, Phase, State};
use crate::dice::{Key, Purpose};
use crate::fact::{Fact, Outcome, Sink, Word};
use crate::scenario::Style;
use crate::sim::call::{Call, Returns};
use crate::sim::event::Timer;
use crate::sim::health::Status;
use crate::sim::retry::backoff;
use crate::sim::world::Turn;
use crate::time::Time;

impl Sender {
    /// A caller begins its next attempt, if nothing on its own side keeps it from that.
    #[inline(always)]
    pub(super) fn attempt(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let caller = &mut self.callers[place as usize];
        let stamp = caller.turn_over();
        let State::Blocked(job) = &mut caller.state else { return };
        if turn.world.status(self.id) == Status::Hung {
            job.phase = Phase::Pauses;
            return self.late.push(place);
        }
        job.attempt += 1;
        job.phase = Phase::Connects;
        let msg = job.msg;
        // Most senders have neither a breaker nor a fault, and need no copy of the job.
        let may_stumble = self.plan.breaker.is_some() || !turn.world.health[self.id.index()].is_sound();
        if may_stumble && self.stumbles_at(place, turn) {
            return turn.wait(now, self.id, Timer::TimesOut, place, stamp);
        }
        if self.pool.take() {
            return self.send(place, turn);
        }
        self.pool.wait(place, stamp);
        turn.tell(Fact::WaitsForConnection { caller: place, msg: turn.world.number(msg) });
        let wait = self.pool.plan.map_or(crate::time::Span::ZERO, |plan| plan.wait);
        turn.wait(now + wait, self.id, Timer::TimesOut, place, stamp);
    }

    /// Whether something on the sender's own side keeps a caller from its attempt; if so, the caller is about to be told.
    fn stumbles_at(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) -> bool {
        let Some(mut job) = self.callers[place as usize].job() else { return false };
        let stumbles = self.stumbles(&mut job, turn);
        if let Some(word) = stumbles {
            job.phase = Phase::Stumbles(word);
        }
        self.callers[place as usize].state = State::Blocked(job);
        stumbles.is_some()
    }

    /// What on the sender's own side keeps an attempt from being made: its breaker, or a fault.
    fn stumbles(&mut self, job: &mut Job, turn: &mut Turn<'_, impl Sink>) -> Option<Word> {
        let now = turn.now();
        if self.plan.breaker.is_some() {
            let Some(era) = self.breakers[usize::from(job.place)].lets_through(now) else { return Some(Word::BreakerOpen) };
            job.era = era;
        }
        if turn.world.health[self.id.index()].is_sound() {
            return None;
        }
        let key = Key { message: turn.world.messages.get(job.msg).key, hop: 0, attempt: job.attempt };
        let dice = turn.world.dice;
        let health = &mut turn.world.health[self.id.index()];
        if !health.lets_through(now) {
            return Some(Word::Throttled);
        }
        dice.happens(health.errors(), Purpose::Fault, key).then_some(Word::Error)
    }

    /// A caller sends its request.
    #[inline(always)]
    fn send(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let caller = &mut self.callers[place as usize];
        let stamp = caller.turn_over();
        let State::Blocked(job) = &mut caller.state else { return };
        job.phase = Phase::Waits;
        let job = *job;
        let Job { msg, attempt, place: which, .. } = job;
        let to = self.plan.to[usize::from(which)];
        turn.tell(Fact::Tried { caller: place, to, msg: turn.world.number(msg), attempt });
        let wanted_until = self.plan.timeout.map_or(Time::NEVER, |timeout| now + timeout);
        let returns = match self.plan.style {
            Style::Calls => Returns::Answer,
            Style::Sends if self.plan.ack => Returns::Receipt,
            Style::Sends => Returns::Nothing,
        };
        turn.world.messages.hold(msg);
        let awaited = returns == Returns::Answer;
        turn.call(Call { returns, attempt, wanted_until, awaited, ..Call::new(msg, (self.id, place, stamp), to) });
        if returns == Returns::Nothing {
            // Nobody will hear how it went: to send it was all.
            self.note_end_of_attempt(job, true, turn);
            self.set_free(place, Word::Unheard, turn);
        } else if wanted_until != Time::NEVER {
            turn.wait(wanted_until, self.id, Timer::TimesOut, place, stamp);
        }
    }

    /// A pause is over.
    pub(super) fn tries_again(&mut self, place: u32, stamp: u32, turn: &mut Turn<'_, impl Sink>) {
        if self.callers[place as usize].stamp != stamp {
            return;
        }
        self.attempt(place, turn);
        // Whoever asks for no receipt is free at once.
        self.next_unsent(turn);
    }

    /// Nothing came in time, no answer and no connection; or nothing could be sent at all.
    pub(super) fn loses_patience(&mut self, place: u32, stamp: u32, turn: &mut Turn<'_, impl Sink>) {
        if self.callers[place as usize].stamp != stamp {
            return;
        }
        let word = match self.callers[place as usize].job().map(|job| job.phase) {
            Some(Phase::Connects) => Word::NoConnection,
            Some(Phase::Stumbles(word)) => word,
            _ => Word::TimedOut,
        };
        self.missed(place, word, turn);
    }

    /// An answer arrived; if its caller still waits for this very attempt, it counts.
    #[inline(always)]
    pub(super) fn answered(&mut self, call: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let Call { msg, slot, stamp, done, .. } = turn.world.calls[call];
        turn.world.calls.free(call);
        let caller = &self.callers[slot as usize];
        match caller.job() {
            Some(job) if caller.stamp == stamp && job.phase == Phase::Waits => {
                if word == Word::Ok {
                    self.succeeded(slot, job, done, turn);
                } else {
                    self.missed(slot, word, turn);
                }
            }
            _ => {}
        }
        turn.release(msg);
    }

    #[inline(always)]
    fn succeeded(&mut self, place: u32, job: Job, done: Time, turn: &mut Turn<'_, impl Sink>) {
        self.note_end_of_attempt(job, true, turn);
        self.quota.refund(job.cost);
        if usize::from(job.place) + 1 < self.plan.to.len() {
            let next = Job { attempt: 0, place: job.place + 1, cost: 0, backoff: crate::time::Span::ZERO, ..job };
            self.callers[place as usize].state = State::Blocked(next);
            return self.attempt(place, turn);
        }
        if self.plan.style == Style::Calls {
            turn.end(job.msg, Outcome::Completed, done);
        }
        if let Some(poll) = self.plan.poll {
            let message = turn.world.messages.get(job.msg);
            let (number, born, worst) = (message.number, message.born, message.worst);
            // A receipt says nothing about the work; an answer does, unless work goes on after it.
            if message.ended == Time::NEVER || self.plan.style == Style::Sends {
                let caller = &mut self.callers[place as usize];
                let stamp = caller.turn_over();
                caller.state = State::Blocked(Job { phase: Phase::Asks(turn.now()), ..job });
                self.will_ask(job.msg, poll.blocks.then_some((place, stamp)), turn);
                if poll.blocks {
                    return;
                }
            } else if worst == Outcome::Completed {
                turn.tell(Fact::ResultFound { msg: number, born });
            }
        }
        self.set_free(place, Word::Ok, turn);
        self.next_unsent(turn);
    }

    /// The attempt at hand is over: its connection is free for another, and the breaker hears of it.
    #[inline(always)]
    pub(super) fn note_end_of_attempt(&mut self, job: Job, ok: bool, turn: &mut Turn<'_, impl Sink>) {
        if let (Some(plan), true) = (self.plan.breaker, job.phase.is_attempt()) {
            self.breakers[usize::from(job.place)].note(plan, job.era, ok, turn.now());
        }
        if job.phase == Phase::Waits {
            self.pool.give_back();
            self.use_connections(turn);
        }
    }

    /// Whoever waits for a connection gets those that are free.
    #[inline(always)]
    pub(super) fn use_connections(&mut self, turn: &mut Turn<'_, impl Sink>) {
        while turn.world.status(self.id) == Status::Up {
            let callers = &self.callers;
            let Some(next) = self.pool.next(|caller, stamp| callers[caller as usize].stamp == stamp) else { return };
            self.send(next, turn);
        }
    }

    /// An attempt came to nothing: another one after a while, or the end.
    pub(super) fn missed(&mut self, place: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let Some(job) = self.callers[place as usize].job() else { return };
        let stamp = self.callers[place as usize].turn_over();
        let message = turn.world.messages.get(job.msg);
        let (number, key) = (message.number, Key { message: message.key, hop: job.place, attempt: job.attempt });
        turn.tell(Fact::Missed { caller: place, msg: number, attempt: job.attempt, word });
        self.note_end_of_attempt(job, false, turn);
        let again = job.attempt < self.plan.retry.attempts && word != Word::TooLarge;
        let cost = if again { self.quota.pay(word) } else { None };
        let Some(cost) = cost else {
            turn.end_whole(job.msg, word.outcome());
            self.set_free(place, word, turn);
            return self.next_unsent(turn);
        };
        let draw = || turn.world.dice.draw(Purpose::Backoff, key).unit();
        let wait = backoff(&self.plan.retry, word.is_throttle(), job.attempt, job.backoff, draw);
        self.callers[place as usize].state = State::Blocked(Job { backoff: wait, cost, phase: Phase::Pauses, ..job });
        let until = turn.now() + wait.scale(turn.world.health[self.id.index()].slow());
        turn.tell(Fact::BackedOff { caller: place, msg: number, attempt: job.attempt + 1, until });
        turn.wait(until, self.id, Timer::TriesAgain, place, stamp);
    }
}
