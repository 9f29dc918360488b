//! How a sender asks whether a message that was accepted is done.

use super::Sender;
use super::caller::Phase;
use crate::dice::Way;
use crate::fact::{Cargo, Fact, Outcome, Sink, Word};
use crate::id::Msg;
use crate::sim::event::Timer;
use crate::sim::health::Status;
use crate::sim::link::{Arrival, Crossing};
use crate::sim::message::Ref;
use crate::sim::world::Turn;
use crate::time::Time;

/// Questions about one message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker {
    msg: Ref,
    number: Msg,
    born: Time,
    /// The caller that stands still for the result, with its stamp.
    caller: Option<(u32, u32)>,
    until: Time,
    stamp: u32,
    questions: u16,
}

impl Sender {
    /// A message was accepted, and its result is wanted.
    pub(super) fn will_ask(&mut self, msg: Ref, caller: Option<(u32, u32)>, turn: &mut Turn<'_, impl Sink>) {
        let Some(plan) = self.plan.poll else { return };
        let message = turn.world.messages.get(msg);
        let (number, born) = (message.number, message.born);
        turn.world.messages.watch(msg);
        let now = turn.now();
        self.asked = self.asked.wrapping_add(1);
        let stamp = self.asked;
        let place = self.askers.insert(Asker { msg, number, born, caller, until: now + plan.limit, stamp, questions: 0 });
        turn.wait(now + plan.every, self.id, Timer::Asks, place, stamp);
    }

    /// Something happens to the questions at a place.
    pub(super) fn asking(&mut self, timer: Timer, place: u32, stamp: u32, turn: &mut Turn<'_, impl Sink>) {
        if self.askers[place].stamp != stamp {
            return;
        }
        match timer {
            Timer::Asks => self.ask(place, turn),
            Timer::Asked => self.tell_status(place, turn),
            Timer::Found => self.stop_asking(place, Word::Ok, turn),
            Timer::Ended => self.stop_asking(place, Word::Error, turn),
            _ => {}
        }
    }

    fn ask(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let Some(plan) = self.plan.poll else { return };
        let now = turn.now();
        if now > self.askers[place].until {
            return self.stop_asking(place, Word::TimedOut, turn);
        }
        let asker = &mut self.askers[place];
        asker.questions = asker.questions.saturating_add(1);
        let stamp = asker.stamp;
        turn.wait(now + plan.every, self.id, Timer::Asks, place, stamp);
        if turn.world.status(self.id) == Status::Up {
            self.cross_with_status(place, Cargo::Status, Timer::Asked, turn);
        }
    }

    /// The question is at the other end: is the message done?
    fn tell_status(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        if turn.world.status(self.plan.to[0]) != Status::Up {
            return;
        }
        let message = turn.world.messages.get(self.askers[place].msg);
        let timer = match message.worst {
            _ if message.ended == Time::NEVER => Timer::NotYet,
            Outcome::Completed => Timer::Found,
            _ => Timer::Ended,
        };
        self.cross_with_status(place, Cargo::StatusAnswer, timer, turn);
    }

    fn cross_with_status(&mut self, place: u32, cargo: Cargo, timer: Timer, turn: &mut Turn<'_, impl Sink>) {
        let Asker { msg, stamp, questions, .. } = self.askers[place];
        let there = self.plan.to[0];
        let (from, to) = if cargo == Cargo::Status { (self.id, there) } else { (there, self.id) };
        // Question and answer are told apart by their numbers.
        let attempt = questions.wrapping_mul(2) | u16::from(cargo == Cargo::StatusAnswer);
        let crossing = Crossing { cargo, msg: Some(msg), from, to, link: there, way: Way::Status, attempt, other: 0 };
        if let Arrival::At(arrives) = turn.cross(crossing) {
            turn.wait(arrives, self.id, timer, place, stamp);
        }
    }

    /// The result is known, or will never be.
    fn stop_asking(&mut self, place: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let Asker { msg, number, born, caller, .. } = self.askers[place];
        self.forget_asker(place, turn);
        if word == Word::Ok {
            turn.tell(Fact::ResultFound { msg: number, born });
        }
        let Some((caller, stamp)) = caller else { return };
        let waits = self.callers[caller as usize].job().is_some_and(|job| job.msg == msg && matches!(job.phase, Phase::Asks(_)));
        if waits && self.callers[caller as usize].stamp == stamp {
            self.set_free(caller, word, turn);
            self.next_unsent(turn);
        }
    }

    /// All that was asked about is forgotten: the sender crashed.
    pub(super) fn forget_askers(&mut self, turn: &mut Turn<'_, impl Sink>) {
        for place in 0..self.askers.places() {
            if self.askers[place].stamp != 0 {
                self.forget_asker(place, turn);
            }
        }
    }

    fn forget_asker(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let msg = self.askers[place].msg;
        self.askers[place].stamp = 0;
        self.askers.free(place);
        turn.world.messages.unwatch(msg);
    }
}
