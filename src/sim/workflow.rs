//! A workflow: executions that call services step by step, each step with retry and catch.

use std::collections::BTreeMap;

use super::bucket::Bucket;
use super::call::{Call, Returns};
use super::event::{Event, Timer};
use super::health::Status;
use super::message::Ref;
use super::retry::backoff;
use super::slab::Slab;
use super::stamp::Stamps;
use super::world::Turn;
use crate::dice::{Key, Purpose};
use crate::fact::{Fact, Outcome, Sink, Word};
use crate::id::NodeId;
use crate::scenario;
use crate::time::{Span, Time};

/// A workflow.
#[derive(Clone, Debug)]
pub(super) struct Workflow {
    id: NodeId,
    plan: scenario::Workflow,
    runs: Slab<Run>,
    /// Calls that wait for the end of an execution that another call began, where a message has but one.
    waiting: BTreeMap<Ref, Vec<u32>>,
    stamps: Stamps,
    gate: Option<Bucket>,
}

/// An execution.
#[derive(Clone, Copy, Debug)]
struct Run {
    msg: Ref,
    /// What is to be answered at the end; nothing if it was started and left alone.
    call: Option<u32>,
    wanted_until: Time,
    /// Whether it is the sender that waits in the end.
    awaited: bool,
    started: Time,
    /// Moves on with every attempt; 0 once it is over.
    stamp: u32,
    /// Names the execution's own limit, whatever it does.
    limit_stamp: u32,
    step: u8,
    attempt: u16,
    /// Whether it does what the step does when it has failed.
    catches: bool,
    pause: Span,
    /// How often the workflow has been started for the message.
    nth: u16,
}

impl Workflow {
    pub fn new(id: NodeId, plan: scenario::Workflow) -> Self {
        let gate = plan.throttle.map(|throttle| Bucket::new(throttle, Time::START));
        Self { id, plan, runs: Slab::default(), waiting: BTreeMap::new(), stamps: Stamps::default(), gate }
    }

    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Call { call, .. } => self.start(call, turn),
            Event::Answer { word, call, .. } => self.answered(word, call, turn),
            Event::Timer { timer: Timer::Expires, slot, stamp, .. } if self.is_limit_of(slot, stamp) => self.conclude(slot, false, turn),
            Event::Timer { timer, slot, stamp, .. } if self.runs[slot].stamp == stamp => match timer {
                Timer::TimesOut => self.missed(slot, Word::TimedOut, turn),
                Timer::TriesAgain => self.attempt(slot, turn),
                _ => {}
            },
            _ => {}
        }
    }

    /// A fault began or ended. Going down ends executions: who waits is told an error; hanging never answers them.
    pub fn change_status(&mut self, status: Status, crash: bool, turn: &mut Turn<'_, impl Sink>) {
        if status == Status::Up {
            return;
        }
        for place in (0..self.runs.places()).filter(|place| self.runs[*place].stamp != 0).collect::<Vec<_>>() {
            let Run { msg, call, .. } = self.end_run(place, false, turn);
            for call in self.calls_for(msg, call) {
                if status == Status::Down { turn.answer(call, Word::Error) } else { turn.drop_call(call) }
            }
            if call.is_none() {
                if status == Status::Down && !crash {
                    turn.end(msg, Outcome::Failed, turn.now());
                }
                turn.release(msg);
            }
        }
    }

    fn start(&mut self, id: u32, turn: &mut Turn<'_, impl Sink>) {
        if !turn.admits(self.id, id, self.plan.max_size) {
            return;
        }
        let now = turn.now();
        let call = turn.world.calls[id];
        if self.plan.idempotent && turn.world.messages.visit(call.msg, self.id).is_known() {
            turn.tell(Fact::Recognised { node: self.id, msg: turn.world.number(call.msg) });
            let done = turn.world.messages.visit(call.msg, self.id).done;
            // The execution that there is, or was, answers for both.
            return match call.returns {
                Returns::Answer if !done => self.waiting.entry(call.msg).or_default().push(id),
                _ => turn.answer(id, Word::Ok),
            };
        }
        if self.gate.as_mut().is_some_and(|gate| !gate.take(now)) {
            return turn.refuse(self.id, id, Word::Throttled);
        }
        let (msg, answers, wanted_until) = match call.returns {
            Returns::Answer => (call.msg, Some(id), call.wanted_until),
            Returns::Receipt | Returns::Nothing => (turn.accept(id), None, Time::NEVER),
        };
        let (nth, _) = turn.world.messages.give(msg, self.id);
        turn.world.messages.visit(msg, self.id).working += 1;
        let limit_stamp = self.stamps.next();
        let run = Run {
            msg,
            call: answers,
            wanted_until,
            awaited: call.awaited && answers.is_some(),
            started: now,
            stamp: limit_stamp,
            limit_stamp,
            step: 0,
            attempt: 0,
            catches: false,
            pause: Span::ZERO,
            nth,
        };
        let place = self.runs.insert(run);
        turn.tell(Fact::ExecutionStarted { node: self.id, run: place, msg: turn.world.number(msg) });
        if let Some(timeout) = self.plan.timeout {
            turn.wait(now + timeout, self.id, Timer::Expires, place, limit_stamp);
        }
        self.attempt(place, turn);
    }

    /// Whether an execution that runs has this limit.
    fn is_limit_of(&self, place: u32, stamp: u32) -> bool {
        self.runs[place].stamp != 0 && self.runs[place].limit_stamp == stamp
    }

    /// Makes the next attempt at the step at hand.
    fn attempt(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let stamp = self.stamps.next();
        let run = &mut self.runs[place];
        (run.stamp, run.attempt) = (stamp, run.attempt + 1);
        let Run { msg, step, attempt, catches, wanted_until, awaited, started, nth, .. } = *run;
        let plan = self.plan.steps[usize::from(step)];
        let to = if catches { plan.catch.unwrap_or(plan.call) } else { plan.call };
        // Earlier steps may have called the same service; each has chances of its own.
        let earlier: u16 = self.plan.steps[..usize::from(step)].iter().map(|one| u16::from(one.call == to)).sum();
        let number = turn.world.number(msg);
        turn.tell(Fact::StepTried { node: self.id, run: place, msg: number, step, attempt, catch: catches });
        let limit = self.plan.timeout.map_or(Time::NEVER, |timeout| started + timeout);
        let patience = plan.timeout.map_or(Time::NEVER, |timeout| now + timeout);
        if plan.timeout.is_some() {
            turn.wait(patience, self.id, Timer::TimesOut, place, stamp);
        }
        turn.world.messages.hold(msg);
        let attempt = attempt.saturating_add((nth - 1).saturating_mul(64)).saturating_add(earlier * 8);
        let wanted_until = wanted_until.min(limit).min(patience);
        turn.call(Call { attempt, wanted_until, awaited, ..Call::new(msg, (self.id, place, stamp), to) });
    }

    fn answered(&mut self, word: Word, call: u32, turn: &mut Turn<'_, impl Sink>) {
        let Call { msg, slot, stamp, .. } = turn.world.calls[call];
        turn.world.calls.free(call);
        if self.runs[slot].stamp == stamp {
            if word == Word::Ok { self.succeeded(slot, turn) } else { self.missed(slot, word, turn) }
        }
        turn.release(msg);
    }

    fn succeeded(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let run = &mut self.runs[place];
        if run.catches {
            return self.conclude(place, false, turn);
        }
        (run.step, run.attempt, run.pause) = (run.step + 1, 0, Span::ZERO);
        if usize::from(run.step) < self.plan.steps.len() { self.attempt(place, turn) } else { self.conclude(place, true, turn) }
    }

    /// An attempt at a step came to nothing: another one after a while, what the step does then, or the end.
    fn missed(&mut self, place: u32, word: Word, turn: &mut Turn<'_, impl Sink>) {
        let stamp = self.stamps.next();
        let Run { msg, step, attempt, catches, pause, .. } = self.runs[place];
        let plan = &self.plan.steps[usize::from(step)];
        if attempt < plan.retry.attempts && word != Word::TooLarge {
            let key = Key { message: turn.world.messages.get(msg).key, hop: turn.world.hops[plan.call.index()], attempt };
            let draw = || turn.world.dice.draw(Purpose::Backoff, key).unit();
            let wait = backoff(&plan.retry, word.is_throttle(), attempt, pause, draw);
            let until = turn.now() + wait;
            let run = &mut self.runs[place];
            (run.stamp, run.pause) = (stamp, wait);
            turn.tell(Fact::StepWaits { node: self.id, run: place, msg: turn.world.number(msg), until });
            turn.wait(until, self.id, Timer::TriesAgain, place, stamp);
        } else if plan.catch.is_some() && !catches {
            let run = &mut self.runs[place];
            (run.catches, run.attempt, run.pause) = (true, 0, Span::ZERO);
            self.attempt(place, turn);
        } else {
            self.conclude(place, false, turn);
        }
    }

    /// An execution is over.
    fn conclude(&mut self, place: u32, ok: bool, turn: &mut Turn<'_, impl Sink>) {
        let Run { msg, call, .. } = self.end_run(place, ok, turn);
        if call.is_none() {
            turn.end(msg, if ok { Outcome::Completed } else { Outcome::Failed }, turn.now());
        }
        for call in self.calls_for(msg, call) {
            turn.answer(call, if ok { Word::Ok } else { Word::Error });
        }
        if call.is_none() {
            turn.release(msg);
        }
    }

    /// All calls that an execution is to answer: the one that began it, and those that came to wait for it.
    fn calls_for(&mut self, msg: Ref, call: Option<u32>) -> Vec<u32> {
        let mut calls = self.waiting.remove(&msg).unwrap_or_default();
        calls.extend(call);
        calls
    }

    fn end_run(&mut self, place: u32, ok: bool, turn: &mut Turn<'_, impl Sink>) -> Run {
        let run = self.runs[place];
        self.runs[place].stamp = 0;
        self.runs.free(place);
        let visit = turn.world.messages.visit(run.msg, self.id);
        visit.working -= 1;
        visit.done |= ok;
        let msg = turn.world.number(run.msg);
        turn.tell(Fact::ExecutionEnded { node: self.id, run: place, msg, started: run.started, ok });
        run
    }
}
