//! What all nodes of a lane share, and what a node may do in its turn: schedule, call, answer, tell a fact, end a message.

use super::agenda::Agenda;
use super::call::{Call, Returns};
use super::event::{Event, Timer};
use super::health::{Health, Status};
use super::link::{Arrival, Crossing, Link};
use super::message::{Messages, Ref};
use super::slab::Slab;
use super::worker::Held;
use crate::dice::{Dice, Dist, Key, Purpose, Way};
use crate::fact::{Cargo, Fact, Outcome, Sink, Word};
use crate::id::{LaneId, Msg, NodeId};
use crate::scenario::{Node, Part, Scenario, Work};
use crate::time::{Span, Time};
use crate::workload::{Births, Nature};
use std::sync::Arc;

/// What all nodes of a lane share.
#[derive(Clone, Debug)]
pub(super) struct World {
    /// The instant.
    pub now: Time,
    /// The future.
    pub agenda: Agenda,
    /// The messages in the system.
    pub messages: Messages,
    /// The calls under way, and those that are being worked on.
    pub calls: Slab<Call>,
    /// The batches on their way to workers.
    pub batches: Slab<Vec<Held>>,
    /// The messages on their way to dead-letter queues, each with when it was sent first.
    pub moved: Slab<(Ref, Time)>,
    /// All chance.
    pub dice: Dice,
    /// The births to come.
    pub births: Births,
    /// What messages are like.
    scenario: Arc<Scenario>,
    /// The same for all, if they are all alike.
    alike: Option<Nature>,
    /// The link into each node.
    pub links: Vec<Link>,
    /// What faults do to each node.
    pub health: Vec<Health>,
    /// Each node's place on the way.
    pub hops: Vec<u8>,
    /// How many messages wait in each node, if it is a queue.
    pub waiting: Vec<usize>,
    /// How each node polls, if it is a worker.
    pub terms: Vec<PollTerms>,
}

/// The spans that many events of a node lie ahead.
fn steady_spans(node: &Node) -> impl Iterator<Item = Span> {
    let constant = |dist| if let Dist::Constant(span) = dist { Some(span) } else { None };
    let own = match &node.part {
        Part::Sender(sender) => sender.timeout,
        Part::Service(service) => constant(service.work.time),
        Part::Queue(queue) if queue.push.is_none() => Some(queue.visibility_timeout),
        Part::Worker(worker) => constant(worker.work.time),
        Part::Queue(_) | Part::Topic(_) | Part::Workflow(_) => None,
    };
    own.into_iter().chain(constant(node.link.latency))
}

/// How a worker polls: what its queue must know.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PollTerms {
    /// The most messages that one poll brings.
    pub batch: u16,
    /// How long it waits for a first one.
    pub wait: Span,
    /// How many slots there may be. The poll of one that is gone brings nothing.
    pub slots: u32,
    /// Moves on when a fault closes all polls that are under way.
    pub era: u16,
}

impl PollTerms {
    fn of(node: &Node) -> Self {
        let Part::Worker(worker) = &node.part else { return Self::default() };
        Self { batch: worker.batch, wait: worker.wait, slots: worker.concurrency, era: 0 }
    }
}

/// A turn of one node.
pub(super) struct Turn<'a, S> {
    /// What all nodes share.
    pub world: &'a mut World,
    /// Where facts go.
    pub sink: &'a mut S,
}

impl World {
    pub fn new(scenario: &Arc<Scenario>, lane: LaneId) -> Self {
        let nodes = &scenario.lane(lane).nodes;
        Self {
            now: Time::START,
            agenda: Agenda::new(scenario.end(), nodes.iter().flat_map(steady_spans)),
            messages: Messages::default(),
            calls: Slab::default(),
            batches: Slab::default(),
            moved: Slab::default(),
            dice: Dice::new(scenario.seed),
            births: Births::new(scenario),
            scenario: Arc::clone(scenario),
            alike: Nature::of_all(&scenario.messages),
            links: nodes.iter().map(|node| Link::new(node.link)).collect(),
            health: vec![Health::sound(); nodes.len()],
            hops: nodes.iter().map(|node| node.hop).collect(),
            waiting: vec![0; nodes.len()],
            terms: nodes.iter().map(PollTerms::of).collect(),
        }
    }

    /// Whether a node works, hangs or is down.
    #[inline(always)]
    pub fn status(&self, node: NodeId) -> Status {
        self.health[node.index()].status()
    }

    /// The number of a message.
    #[inline(always)]
    pub fn number(&self, msg: Ref) -> Msg {
        self.messages.get(msg).number
    }

    /// The key of a draw about a message at a node.
    #[inline(always)]
    pub fn key(&self, msg: Ref, node: NodeId, attempt: u16) -> Key {
        Key { message: self.messages.get(msg).key, hop: self.hops[node.index()], attempt }
    }

    /// How long a node works on a message. A long job is long again, so the attempt does not matter.
    #[inline(always)]
    pub fn work_time(&self, work: Work, msg: Ref, node: NodeId) -> Span {
        work.time.sample(self.dice, Purpose::Work, self.key(msg, node, 0)).scale(self.health[node.index()].slow())
    }

    /// Whether a node's work on a message fails at its end. Who hands a message on (`hands_on`) doesn't find out that it is poison.
    #[inline(always)]
    pub fn work_fails(&self, work: Work, msg: Ref, node: NodeId, nth: u16, hands_on: bool) -> bool {
        let faulty = self.health[node.index()].errors();
        if self.messages.get(msg).poison && !hands_on {
            return true;
        }
        let fails = |share, purpose| share > 0.0 && self.dice.happens(share, purpose, self.key(msg, node, nth));
        fails(work.errors, Purpose::Error) || fails(faulty, Purpose::Fault)
    }

    /// What the message with this number and key is like.
    #[inline(always)]
    pub fn nature(&self, number: u32, key: u64) -> Nature {
        self.alike.unwrap_or_else(|| Nature::of(&self.scenario.messages, self.dice, number, key))
    }

    /// Whether a message is larger than is allowed, in bytes.
    #[inline(always)]
    pub fn is_too_large(&self, msg: Ref, most: Option<u64>) -> bool {
        most.is_some_and(|most| {
            let message = self.messages.get(msg);
            self.nature(message.number.0, message.key).size > most
        })
    }
}

impl<S: Sink> Turn<'_, S> {
    /// The instant.
    #[inline(always)]
    pub fn now(&self) -> Time {
        self.world.now
    }

    /// Tells a fact.
    #[inline(always)]
    pub fn tell(&mut self, fact: Fact) {
        self.sink.record(self.world.now, fact);
    }

    /// Schedules an event.
    #[inline(always)]
    pub fn schedule(&mut self, at: Time, event: Event) {
        self.world.agenda.schedule(at, event);
    }

    /// Schedules what a place in a node waits for.
    #[inline(always)]
    pub fn wait(&mut self, until: Time, node: NodeId, timer: Timer, slot: u32, stamp: u32) {
        self.schedule(until, Event::Timer { node, timer, slot, stamp });
    }

    /// Makes a call; it takes over one hold on the message.
    #[inline(always)]
    pub fn call(&mut self, call: Call) {
        let Call { msg, from, to, way, attempt, .. } = call;
        let crossing = Crossing { cargo: call.cargo(), msg: Some(msg), from, to, link: to, way, attempt, other: 0 };
        match self.cross(crossing) {
            Arrival::At(arrives) => {
                let call = self.world.calls.insert(call);
                self.schedule(arrives, Event::Call { to, call });
                if self.world.links[to.index()].health.twice() > 0.0 {
                    self.call_twice(call, arrives);
                }
            }
            Arrival::Refused(word) if call.returns != Returns::Nothing => {
                let call = self.world.calls.insert(Call { done: self.world.now, ..call });
                self.schedule(self.world.now, Event::Answer { to: from, word, call });
            }
            Arrival::Never | Arrival::Refused(_) => self.release(msg),
        }
    }

    /// A fault may let a call arrive once more; its answer comes to a stamp that has moved on.
    fn call_twice(&mut self, call: u32, arrives: Time) {
        let Call { msg, to, way, attempt, .. } = self.world.calls[call];
        let twice = self.world.links[to.index()].health.twice();
        if self.world.dice.happens(twice, Purpose::Twice(way), self.world.key(msg, to, attempt)) {
            self.world.messages.hold(msg);
            let twin = self.world.calls[call];
            let twin = self.world.calls.insert(twin);
            self.schedule(arrives, Event::Call { to, call: twin });
        }
    }

    /// Answers a call, with good news or bad.
    #[inline(always)]
    pub fn answer(&mut self, call: u32, word: Word) {
        let now = self.world.now;
        let asked = &mut self.world.calls[call];
        asked.done = now;
        let Call { msg, from, to, returns, attempt, .. } = *asked;
        let cargo = match (word, returns) {
            (_, Returns::Nothing) => return self.drop_call(call),
            (Word::Ok, Returns::Answer) => Cargo::Answer,
            (Word::Ok, Returns::Receipt) => Cargo::Receipt,
            _ => Cargo::Error,
        };
        let crossing = Crossing { cargo, msg: Some(msg), from: to, to: from, link: to, way: Way::Answer, attempt, other: 0 };
        match self.cross(crossing) {
            Arrival::At(arrives) => self.schedule(arrives, Event::Answer { to: from, word, call }),
            Arrival::Never | Arrival::Refused(_) => self.drop_call(call),
        }
    }

    /// A call that nobody will answer.
    pub fn drop_call(&mut self, call: u32) {
        let msg = self.world.calls[call].msg;
        self.world.calls.free(call);
        self.release(msg);
    }

    /// Tells that a node refuses a call, and answers so.
    pub fn refuse(&mut self, node: NodeId, call: u32, word: Word) {
        let msg = self.world.number(self.world.calls[call].msg);
        self.tell(Fact::Refused { node, msg: Some(msg), word });
        self.answer(call, word);
    }

    /// A node that hangs takes a call in and never speaks of it again.
    pub fn swallow(&mut self, node: NodeId, call: u32) {
        let msg = self.world.number(self.world.calls[call].msg);
        self.tell(Fact::Swallowed { node, msg, waited: false });
        self.drop_call(call);
    }

    /// Takes a hand-off in: gives its message, held once more if a receipt has to go back.
    pub fn accept(&mut self, call: u32) -> Ref {
        let Call { msg, from, returns, copies, .. } = self.world.calls[call];
        let accepted = if copies {
            self.world.messages.copy(msg, from, u8::MAX)
        } else {
            if returns == Returns::Receipt {
                self.world.messages.hold(msg);
            }
            msg
        };
        match (returns, copies) {
            (Returns::Receipt, _) => self.answer(call, Word::Ok),
            (_, true) => self.drop_call(call),
            // The hold that the call had is the one that is given.
            (_, false) => self.world.calls.free(call),
        }
        accepted
    }

    /// Whether a broker takes a call in: it works, no fault makes it fail, no throttle is in the way, and the message fits. If not,
    /// it has been told.
    pub fn admits(&mut self, node: NodeId, call: u32, most: Option<u64>) -> bool {
        let now = self.world.now;
        let Call { msg, attempt, .. } = self.world.calls[call];
        let key = self.world.key(msg, node, attempt);
        let health = &mut self.world.health[node.index()];
        let word = match health.status() {
            Status::Hung => {
                self.swallow(node, call);
                return false;
            }
            Status::Down => Some(Word::Down),
            Status::Up if !health.lets_through(now) => Some(Word::Throttled),
            Status::Up => {
                let errors = health.errors();
                self.world.dice.happens(errors, Purpose::Refusal, key).then_some(Word::Error)
            }
        };
        let word = word.or_else(|| self.world.is_too_large(msg, most).then_some(Word::TooLarge));
        if let Some(word) = word {
            self.refuse(node, call, word);
        }
        word.is_none()
    }

    /// Moves a message to a dead-letter queue, with the hold on it; its age counts from `first_sent`.
    pub fn move_to(&mut self, to: NodeId, msg: Ref, first_sent: Time) {
        let moved = self.world.moved.insert((msg, first_sent));
        self.schedule(self.world.now, Event::Moved { to, moved });
    }

    /// The way of a message, or of a copy, has come to an end; the first end stands. `done` is when its work was.
    #[inline(always)]
    pub fn end(&mut self, msg: Ref, outcome: Outcome, done: Time) {
        self.note_end(msg, outcome, done, false);
    }

    /// A message has ended for its sender, whatever becomes of its copies.
    pub fn end_whole(&mut self, msg: Ref, outcome: Outcome) {
        self.note_end(msg, outcome, self.world.now, true);
    }

    #[inline(always)]
    fn note_end(&mut self, msg: Ref, outcome: Outcome, done: Time, whole: bool) {
        if let Some(ended) = self.world.messages.end(msg, outcome, done, self.world.now, whole) {
            let super::message::Ended { number: msg, born, outcome, done } = ended;
            self.tell(Fact::Ended { msg, born, done, outcome });
        }
    }

    /// Lets go of a message. One that nobody holds any more and that has not ended is lost.
    #[inline(always)]
    pub fn release(&mut self, msg: Ref) {
        if self.world.messages.is_last(msg) {
            self.end(msg, Outcome::Lost, self.world.now);
        }
        self.world.messages.release(msg);
    }
}
