//! A sender: takes messages as they are born and has its callers call, or hand over, with timeout, retry and backoff.

use std::collections::VecDeque;

use super::event::Event;
use super::health::Status;
use super::message::Ref;
use super::world::{Arrival, Crossing, Turn, World};
use crate::dice::{Dist, Key, Purpose, Way};
use crate::fact::{Cargo, Fact, Outcome, Sink, Word};
use crate::id::{Msg, NodeId};
use crate::scenario::{self, Demand, Jitter, Retry, Style};
use crate::time::{Span, Time};
use crate::workload::is_poison;

/// A sender.
#[derive(Clone, Debug)]
pub(super) struct Sender {
    id: NodeId,
    plan: scenario::Sender,
    /// How long callers think, if the load is a closed loop.
    think: Option<Dist>,
    callers: Vec<Caller>,
    /// Callers without a message, the one that has rested longest first.
    free: VecDeque<u32>,
    /// Messages that wait for a caller.
    unsent: VecDeque<Ref>,
    /// Callers whose backoff ended while the sender hung.
    late: Vec<u32>,
    born: u32,
}

/// A caller (thread).
#[derive(Clone, Copy, Debug)]
struct Caller {
    /// Moves on whenever what was scheduled for the caller is void.
    stamp: u32,
    /// How many messages it has had, in a closed loop.
    turn: u32,
    state: State,
}

/// What a caller does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// Anything else; no message needs it.
    Free,
    /// It stands still for a message.
    Blocked { msg: Ref, attempt: u16, since: Time, backoff: Span, waits: bool },
}

impl Sender {
    pub fn new(id: NodeId, plan: scenario::Sender, demand: &Demand) -> Self {
        let think = if let Demand::Think(think) = demand { Some(*think) } else { None };
        let idle = Caller { stamp: 0, turn: 0, state: State::Free };
        let callers = vec![idle; plan.callers as usize];
        Self { id, plan, think, callers, free: VecDeque::new(), unsent: VecDeque::new(), late: Vec::new(), born: 0 }
    }

    /// The run starts.
    pub fn starts(&mut self, turn: &mut Turn<'_, impl Sink>) {
        if self.think.is_some() {
            for caller in 0..self.plan.callers {
                turn.schedule(turn.now(), Event::Thought { caller });
            }
        } else {
            self.free = (0..self.plan.callers).collect();
            plan_birth(turn);
        }
    }

    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Birth => {
                plan_birth(turn);
                let key = u64::from(self.born) + 1;
                let msg = self.bear(key, turn);
                self.find_caller(msg, turn);
            }
            Event::Thought { caller } => self.thought(caller, turn),
            Event::Answer { word, attempt, msg, done } => {
                self.answered(word, attempt, msg, done, turn);
                turn.release(msg);
            }
            Event::TimesOut { caller, stamp } if stamp == self.callers[caller as usize].stamp => {
                self.missed(caller, Word::TimedOut, turn);
            }
            Event::TriesAgain { caller, stamp } if stamp == self.callers[caller as usize].stamp => {
                if turn.world.status(self.id) == Status::Hung { self.late.push(caller) } else { self.attempt(caller, turn) }
            }
            _ => {}
        }
    }

    /// Tells which callers stand still when the run is cut.
    pub fn close(&self, world: &World, end: Time, sink: &mut impl Sink) {
        for caller in &self.callers {
            if let State::Blocked { msg, since, .. } = caller.state {
                sink.record(end, Fact::StillBlocked { msg: world.messages.get(msg).number, since });
            }
        }
    }

    /// A fault began or ended. A sender that is down loses what its callers have in hand and turns new messages away; one
    /// that hangs starts nothing.
    pub fn change_status(&mut self, status: Status, turn: &mut Turn<'_, impl Sink>) {
        match status {
            Status::Down => {
                self.late.clear();
                for caller in 0..self.plan.callers {
                    if let State::Blocked { msg, .. } = self.callers[caller as usize].state {
                        turn.end(msg, Outcome::Failed, turn.now());
                        self.set_free(caller, Word::Down, turn);
                    }
                }
            }
            Status::Hung => {}
            Status::Up => {
                for caller in std::mem::take(&mut self.late) {
                    self.attempt(caller, turn);
                }
                self.next_unsent(turn);
            }
        }
    }

    /// A message is born.
    fn bear(&mut self, key: u64, turn: &mut Turn<'_, impl Sink>) -> Ref {
        self.born += 1;
        let poison = is_poison(&turn.world.poison, turn.world.dice, self.born, key);
        let number = Msg(self.born);
        turn.tell(Fact::Born { msg: number });
        turn.world.messages.add(number, key, turn.now(), poison)
    }

    /// Gives a message to a free caller, or lets it wait, or turns it away.
    fn find_caller(&mut self, msg: Ref, turn: &mut Turn<'_, impl Sink>) {
        let status = turn.world.status(self.id);
        if status == Status::Up
            && let Some(caller) = self.free.pop_front()
        {
            self.take(caller, msg, turn);
        } else if status != Status::Down && self.plan.backlog.is_none_or(|most| self.unsent.len() < most as usize) {
            self.unsent.push_back(msg);
        } else {
            let (word, outcome) = if status == Status::Down { (Word::Down, Outcome::Failed) } else { (Word::NoRoom, Outcome::Rejected) };
            turn.tell(Fact::Refused { node: self.id, msg: Some(turn.world.messages.get(msg).number), word });
            turn.end(msg, outcome, turn.now());
            turn.release(msg);
        }
    }

    /// Callers that are free take what waits.
    fn next_unsent(&mut self, turn: &mut Turn<'_, impl Sink>) {
        while turn.world.status(self.id) == Status::Up && !self.free.is_empty() {
            let Some(msg) = self.unsent.pop_front() else { return };
            let Some(caller) = self.free.pop_front() else { return };
            self.take(caller, msg, turn);
        }
    }

    /// A caller of a closed loop has the next message of its own; while the sender is away it thinks on.
    fn thought(&mut self, caller: u32, turn: &mut Turn<'_, impl Sink>) {
        if turn.world.status(self.id) != Status::Up {
            self.think(caller, turn);
        } else if turn.world.births.another() {
            let own = &mut self.callers[caller as usize].turn;
            *own += 1;
            // The message's draws belong to the caller and its turn, so that they are the same in every lane.
            let key = u64::from(caller) << 32 | u64::from(*own);
            let msg = self.bear(key, turn);
            self.take(caller, msg, turn);
        }
    }

    fn think(&self, caller: u32, turn: &mut Turn<'_, impl Sink>) {
        if let Some(think) = self.think {
            let key = Key { message: u64::from(caller) << 32 | u64::from(self.callers[caller as usize].turn), hop: 0, attempt: 0 };
            // At least a nanosecond while the sender is away, so that time goes on.
            let rest = if turn.world.status(self.id) == Status::Up { Span::ZERO } else { Span::from_millis(1) };
            let span = think.sample(turn.world.dice, Purpose::Think, key).max(rest);
            turn.schedule(turn.now() + span, Event::Thought { caller });
        }
    }

    /// A caller takes a message up.
    fn take(&mut self, caller: u32, msg: Ref, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let message = turn.world.messages.get_mut(msg);
        message.caller = caller;
        let (number, born) = (message.number, message.born);
        turn.tell(Fact::Taken { caller, msg: number, born });
        self.callers[caller as usize].state = State::Blocked { msg, attempt: 0, since: now, backoff: Span::ZERO, waits: false };
        self.attempt(caller, turn);
    }

    /// A caller makes its next attempt.
    fn attempt(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let caller = &mut self.callers[place as usize];
        caller.stamp = caller.stamp.wrapping_add(1);
        let stamp = caller.stamp;
        let State::Blocked { msg, attempt, waits, .. } = &mut caller.state else { return };
        *attempt += 1;
        *waits = true;
        let (msg, attempt) = (*msg, *attempt);
        turn.tell(Fact::Tried { caller: place, msg: turn.world.messages.get(msg).number, attempt });
        let wanted_until = self.plan.timeout.map_or(Time::NEVER, |timeout| now + timeout);
        let (cargo, to) = match self.plan.style {
            Style::Calls => (Cargo::Request, self.plan.to),
            Style::Sends => (Cargo::HandOff, self.plan.to),
        };
        let crossing = Crossing { cargo, msg: Some(msg), from: self.id, to, link: to, way: Way::Request, attempt, other: 0 };
        match turn.cross(crossing) {
            Arrival::At(arrives) => {
                turn.world.messages.hold(msg);
                let event = match self.plan.style {
                    Style::Calls => Event::Request { to, attempt, msg, wanted_until },
                    Style::Sends => Event::HandOff { to, attempt, msg, receipt: true },
                };
                turn.schedule(arrives, event);
            }
            Arrival::Refused => {
                turn.world.messages.hold(msg);
                turn.schedule(now, Event::Answer { word: Word::Down, attempt, msg, done: now });
            }
            Arrival::Never => {}
        }
        if wanted_until != Time::NEVER {
            turn.schedule(wanted_until, Event::TimesOut { caller: place, stamp });
        }
    }

    /// An answer arrived; if its caller still waits for this very attempt, it counts.
    fn answered(&mut self, word: Word, answered: u16, msg: Ref, done: Time, turn: &mut Turn<'_, impl Sink>) {
        let caller = turn.world.messages.get(msg).caller;
        let State::Blocked { msg: wanted, attempt, waits: true, .. } = self.callers[caller as usize].state else { return };
        if wanted != msg || attempt != answered {
            return;
        }
        if word != Word::Ok {
            return self.missed(caller, word, turn);
        }
        if self.plan.style == Style::Calls {
            turn.end(msg, Outcome::Completed, done);
        }
        self.set_free(caller, Word::Ok, turn);
        self.next_unsent(turn);
    }

    /// An attempt came to nothing: another one after a while, or the end.
    fn missed(&mut self, place: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let caller = &mut self.callers[place as usize];
        let State::Blocked { msg, attempt, backoff, waits, .. } = &mut caller.state else { return };
        let number = turn.world.messages.get(*msg).number;
        turn.tell(Fact::Missed { caller: place, msg: number, attempt: *attempt, word });
        if *attempt < self.plan.retry.attempts {
            let key = Key { message: turn.world.messages.get(*msg).key, hop: 0, attempt: *attempt };
            let draw = || turn.world.dice.draw(Purpose::Backoff, key).unit();
            *backoff = wait_before(self.plan.retry, *attempt, *backoff, draw);
            *waits = false;
            caller.stamp = caller.stamp.wrapping_add(1);
            let until = turn.now() + *backoff;
            turn.tell(Fact::BackedOff { caller: place, msg: number, attempt: *attempt + 1, until });
            turn.schedule(until, Event::TriesAgain { caller: place, stamp: caller.stamp });
        } else {
            let outcome = if word == Word::NoRoom { Outcome::Rejected } else { Outcome::Failed };
            turn.end(*msg, outcome, turn.now());
            self.set_free(place, word, turn);
            self.next_unsent(turn);
        }
    }

    /// A caller lets go of its message and is free for the next, or thinks.
    fn set_free(&mut self, place: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let caller = &mut self.callers[place as usize];
        let State::Blocked { msg, since, .. } = caller.state else { return };
        caller.state = State::Free;
        caller.stamp = caller.stamp.wrapping_add(1);
        let message = turn.world.messages.get(msg);
        let (number, born) = (message.number, message.born);
        turn.tell(Fact::Freed { caller: place, msg: number, born, since, word });
        turn.release(msg);
        if self.think.is_some() {
            self.think(place, turn);
        } else {
            self.free.push_back(place);
        }
    }
}

/// Schedules the next birth of an open load.
fn plan_birth(turn: &mut Turn<'_, impl Sink>) {
    if let Some(at) = turn.world.births.next() {
        turn.schedule(at, Event::Birth);
    }
}

/// How long to wait after attempt `attempt` (from 1) failed; `before` is the wait before it.
///
/// Exponential backoff with the jitters that Marc Brooker compares in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
fn wait_before(retry: Retry, attempt: u16, before: Span, draw: impl Fn() -> f64) -> Span {
    let whole = (1..attempt).fold(retry.backoff.min(retry.cap), |wait, _| wait.scale(retry.factor).min(retry.cap));
    match retry.jitter {
        Jitter::None => whole,
        Jitter::Equal => whole.scale(0.5 + draw() / 2.0),
        Jitter::Full => whole.scale(draw()),
        Jitter::Decorrelated => {
            let most = (before.max(retry.backoff) * 3).max(retry.backoff);
            (retry.backoff + Span(most.0 - retry.backoff.0).scale(draw())).min(retry.cap)
        }
    }
}
