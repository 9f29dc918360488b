//! A sender: takes messages as they are born and has its callers call, or hand over, with timeout, retry and backoff.

mod asker;
mod attempt;
mod breaker;
mod caller;
mod pool;
mod quota;

use std::collections::VecDeque;

use super::event::{Event, Timer};
use super::health::Status;
use super::message::Ref;
use super::slab::Slab;
use super::world::{Turn, World};
use crate::dice::{Dist, Key, Purpose};
use crate::fact::{Fact, Outcome, Sink, Word};
use crate::id::{Msg, NodeId};
use crate::scenario::{self, Demand, Setting};
use crate::time::{Span, Time};
use crate::workload::Nature;
use asker::Asker;
use breaker::Breaker;
use caller::{Caller, Job, Phase, State};
use pool::Pool;
use quota::Quota;

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
    /// Callers whose pause ended while the sender hung.
    late: Vec<u32>,
    born: u32,
    quota: Quota,
    pool: Pool,
    /// One for each node that it calls.
    breakers: Vec<Breaker>,
    askers: Slab<Asker>,
    asked: u32,
}

impl Sender {
    pub fn new(id: NodeId, plan: scenario::Sender, demand: &Demand) -> Self {
        Self {
            id,
            think: if let Demand::Think(think) = demand { Some(*think) } else { None },
            callers: vec![Caller::IDLE; plan.callers as usize],
            free: VecDeque::new(),
            unsent: VecDeque::new(),
            late: Vec::new(),
            born: 0,
            quota: Quota::new(plan.budget),
            // Whoever asks for no receipt has nothing to keep a connection for.
            pool: Pool::new(plan.connections.filter(|_| plan.ack)),
            breakers: vec![Breaker::default(); plan.to.len()],
            askers: Slab::default(),
            asked: 0,
            plan,
        }
    }

    /// The run starts.
    pub fn starts(&mut self, turn: &mut Turn<'_, impl Sink>) {
        self.welcome(0, turn);
        if self.think.is_none() {
            plan_birth(turn);
        }
    }

    /// Callers from `first` on are there. Those that were there once, and are busy yet, come back by themselves.
    fn welcome(&mut self, first: u32, turn: &mut Turn<'_, impl Sink>) {
        for caller in first..self.plan.callers {
            if self.callers[caller as usize].job().is_some() {
                continue;
            }
            if self.think.is_some() {
                self.wakes(caller, turn.now(), turn);
            } else {
                self.free.push_back(caller);
            }
        }
    }

    #[inline(always)]
    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Birth => {
                plan_birth(turn);
                let key = u64::from(self.born) + 1;
                let msg = self.bear(key, turn);
                self.find_caller(msg, turn);
            }
            Event::Thought { caller } => self.thought(caller, turn),
            Event::Answer { word, call, .. } => self.answered(call, word, turn),
            Event::Timer { timer: Timer::TimesOut, slot, stamp, .. } => self.loses_patience(slot, stamp, turn),
            Event::Timer { timer: Timer::TriesAgain, slot, stamp, .. } => self.tries_again(slot, stamp, turn),
            Event::Timer { timer, slot, stamp, .. } => self.asking(timer, slot, stamp, turn),
            _ => {}
        }
    }

    /// Tells which callers stand still when the run is cut.
    pub fn close(&self, world: &World, end: Time, sink: &mut impl Sink) {
        for job in self.callers.iter().filter_map(Caller::job) {
            sink.record(end, Fact::StillBlocked { msg: world.number(job.msg), since: job.since });
        }
    }

    /// A fault began or ended. A sender that is down loses what its callers have in hand and turns new messages away; one
    /// that hangs starts nothing. A crash forgets what waits for a caller too.
    pub fn change_status(&mut self, status: Status, crash: bool, turn: &mut Turn<'_, impl Sink>) {
        match status {
            Status::Down => self.goes_down(crash, turn),
            Status::Hung => {}
            Status::Up => {
                self.use_connections(turn);
                for caller in std::mem::take(&mut self.late) {
                    self.attempt(caller, turn);
                }
                self.next_unsent(turn);
            }
        }
    }

    fn goes_down(&mut self, crash: bool, turn: &mut Turn<'_, impl Sink>) {
        self.late.clear();
        if crash {
            self.forget_askers(turn);
            for msg in std::mem::take(&mut self.unsent) {
                turn.tell(Fact::Refused { node: self.id, msg: Some(turn.world.number(msg)), word: Word::Down });
                turn.release(msg);
            }
        }
        for place in 0..self.callers.len() {
            let Some(job) = self.callers[place].job() else { continue };
            // What was accepted goes its way without the sender.
            if !matches!(job.phase, Phase::Asks(_)) {
                self.note_end_of_attempt(job, false, turn);
                turn.end_whole(job.msg, Outcome::Failed);
            }
            // Callers are numbered by u32.
            #[expect(clippy::cast_possible_truncation, reason = "callers are numbered by u32")]
            self.set_free(place as u32, Word::Down, turn);
        }
    }

    /// A setting changes.
    pub fn change(&mut self, setting: Setting, turn: &mut Turn<'_, impl Sink>) {
        match setting {
            Setting::Callers(count) => {
                let before = std::mem::replace(&mut self.plan.callers, count);
                self.free.retain(|caller| *caller < count);
                if self.callers.len() < count as usize {
                    self.callers.resize(count as usize, Caller::IDLE);
                }
                self.welcome(before, turn);
                self.next_unsent(turn);
            }
            Setting::Backlog(most) => self.plan.backlog = Some(most),
            Setting::Timeout(span) => self.plan.timeout = Some(span),
            Setting::Attempts(attempts) => self.plan.retry.attempts = attempts,
            Setting::Think(think) => self.think = Some(think),
            _ => {}
        }
    }

    /// A message is born.
    #[inline(always)]
    fn bear(&mut self, key: u64, turn: &mut Turn<'_, impl Sink>) -> Ref {
        self.born += 1;
        let world = &mut *turn.world;
        let Nature { kind, group, poison, .. } = world.nature(self.born, key);
        let number = Msg(self.born);
        let msg = world.messages.add(number, key, world.now, group, kind, poison);
        turn.tell(Fact::Born { msg: number });
        msg
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
            let word = if status == Status::Down { Word::Down } else { Word::NoRoom };
            turn.tell(Fact::Refused { node: self.id, msg: Some(turn.world.number(msg)), word });
            turn.end_whole(msg, word.outcome());
            turn.release(msg);
        }
    }

    /// Callers that are free take what waits.
    #[inline(always)]
    fn next_unsent(&mut self, turn: &mut Turn<'_, impl Sink>) {
        while !self.unsent.is_empty() && !self.free.is_empty() && turn.world.status(self.id) == Status::Up {
            let Some(msg) = self.unsent.pop_front() else { return };
            let Some(caller) = self.free.pop_front() else { return };
            self.take(caller, msg, turn);
        }
    }

    /// A caller of a closed loop has the next message of its own; while the sender is away it thinks on.
    fn thought(&mut self, caller: u32, turn: &mut Turn<'_, impl Sink>) {
        let wakes = &mut self.callers[caller as usize].wakes;
        if *wakes != turn.now() || caller >= self.plan.callers {
            return;
        }
        *wakes = Time::NEVER;
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

    fn think(&mut self, caller: u32, turn: &mut Turn<'_, impl Sink>) {
        if let Some(think) = self.think {
            let key = Key { message: u64::from(caller) << 32 | u64::from(self.callers[caller as usize].turn), hop: 0, attempt: 0 };
            // At least a millisecond while the sender is away, so that time goes on.
            let rest = if turn.world.status(self.id) == Status::Up { Span::ZERO } else { Span::from_millis(1) };
            let span = think.sample(turn.world.dice, Purpose::Think, key).scale(turn.world.health[self.id.index()].slow());
            self.wakes(caller, turn.now() + span.max(rest), turn);
        }
    }

    /// A caller of a closed loop will have its next message at an instant; what it thought before is void.
    fn wakes(&mut self, caller: u32, at: Time, turn: &mut Turn<'_, impl Sink>) {
        self.callers[caller as usize].wakes = at;
        turn.schedule(at, Event::Thought { caller });
    }

    /// A caller takes a message up.
    #[inline(always)]
    fn take(&mut self, caller: u32, msg: Ref, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let message = turn.world.messages.get(msg);
        turn.sink.record(now, Fact::Taken { caller, msg: message.number, born: message.born });
        let job = Job { msg, since: now, backoff: Span::ZERO, cost: 0, era: 0, attempt: 0, place: 0, phase: Phase::Pauses };
        self.callers[caller as usize].state = State::Blocked(job);
        self.attempt(caller, turn);
    }

    /// A caller lets go of its message and is free for the next, or thinks.
    #[inline(always)]
    fn set_free(&mut self, place: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let caller = &mut self.callers[place as usize];
        let Some(Job { msg, since, phase, .. }) = caller.job() else { return };
        caller.state = State::Free;
        caller.turn_over();
        let acked = match phase {
            Phase::Asks(acked) => acked,
            _ if word == Word::Unheard => Time::NEVER,
            _ => turn.now(),
        };
        let message = turn.world.messages.get(msg);
        let (number, born) = (message.number, message.born);
        turn.tell(Fact::Freed { caller: place, msg: number, born, since, acked, word });
        turn.release(msg);
        if place >= self.plan.callers {
            return;
        }
        if self.think.is_some() {
            self.think(place, turn);
        } else {
            self.free.push_back(place);
        }
    }
}

/// Schedules the next birth of an open load.
#[inline(always)]
fn plan_birth(turn: &mut Turn<'_, impl Sink>) {
    let at = turn.world.births.next().unwrap_or(Time::NEVER);
    turn.world.agenda.schedule_alone(at, Event::Birth);
}
