//! What all nodes of a lane share, and what a node may do in its turn: schedule, cross a link, tell a fact, end a message.

use std::sync::Arc;

use super::agenda::Agenda;
use super::event::Event;
use super::health::{Health, Status};
use super::message::{Messages, Ref};
use super::slab::Slab;
use super::worker::Held;
use crate::dice::{Dice, Dist, Key, Purpose, Way};
use crate::fact::{Cargo, Fact, Outcome, Sink, Word};
use crate::id::{LaneId, NodeId};
use crate::scenario::{Node, Part, Poison, Scenario, Work};
use crate::time::{Span, Time};
use crate::workload::Births;

/// What all nodes of a lane share.
#[derive(Clone, Debug)]
pub(super) struct World {
    /// The instant.
    pub now: Time,
    /// The future.
    pub agenda: Agenda,
    /// The messages in the system.
    pub messages: Messages,
    /// The batches on their way to workers.
    pub batches: Slab<Vec<Held>>,
    /// All chance.
    pub dice: Dice,
    /// The births to come.
    pub births: Births,
    /// Which messages can never be processed.
    pub poison: Arc<Poison>,
    /// The link into each node.
    pub links: Vec<Link>,
    /// What faults do to each node.
    pub health: Vec<Health>,
    /// Each node's place on the way.
    pub hops: Vec<u8>,
    /// The sender.
    pub sender: NodeId,
    /// How each node polls, if it is a worker.
    pub terms: Vec<PollTerms>,
}

/// The spans that many events of a node lie ahead.
fn steady_spans(node: &Node) -> impl Iterator<Item = Span> {
    let constant = |dist| if let Dist::Constant(span) = dist { Some(span) } else { None };
    let own = match &node.part {
        Part::Sender(sender) => sender.timeout,
        Part::Service(service) => constant(service.work.time),
        Part::Queue(queue) => Some(queue.visibility_timeout),
        Part::Worker(worker) => constant(worker.work.time),
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
    /// Moves on when a fault closes all polls that are under way.
    pub era: u32,
}

impl PollTerms {
    fn of(node: &Node) -> Self {
        if let Part::Worker(worker) = &node.part { Self { batch: worker.batch, wait: worker.wait, era: 0 } } else { Self::default() }
    }
}

/// The link into a node.
#[derive(Clone, Debug)]
pub(super) struct Link {
    line: crate::scenario::Link,
    /// What faults do to it.
    pub health: Health,
}

/// A turn of one node.
pub(super) struct Turn<'a, S> {
    /// What all nodes share.
    pub world: &'a mut World,
    /// Where facts go.
    pub sink: &'a mut S,
}

/// Something that is to cross a link.
#[derive(Clone, Copy)]
pub(super) struct Crossing {
    /// What it is.
    pub cargo: Cargo,
    /// Whom it is about.
    pub msg: Option<Ref>,
    /// Where it leaves.
    pub from: NodeId,
    /// Where it goes.
    pub to: NodeId,
    /// The node whose link it crosses.
    pub link: NodeId,
    /// What its chance is for.
    pub way: Way,
    /// What its chance is keyed by beside the message.
    pub attempt: u16,
    /// What its chance is keyed by if there is no message.
    pub other: u64,
}

/// What became of a crossing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// It arrives then.
    At(Time),
    /// Nothing arrives.
    Never,
    /// The link refuses it.
    Refused,
}

impl World {
    pub fn new(scenario: &Scenario, lane: LaneId) -> Self {
        let nodes = &scenario.lane(lane).nodes;
        Self {
            now: Time::START,
            agenda: Agenda::new(nodes.iter().flat_map(steady_spans)),
            messages: Messages::default(),
            batches: Slab::default(),
            dice: Dice::new(scenario.seed),
            births: Births::new(scenario),
            poison: Arc::new(scenario.poison.clone()),
            links: nodes.iter().map(|node| Link { line: node.link, health: Health::sound() }).collect(),
            health: vec![Health::sound(); nodes.len()],
            hops: nodes.iter().map(|node| node.hop).collect(),
            sender: scenario.lane(lane).sender,
            terms: nodes.iter().map(PollTerms::of).collect(),
        }
    }

    /// Whether a node works, hangs or is down.
    pub fn status(&self, node: NodeId) -> Status {
        self.health[node.index()].status()
    }

    /// The key of a draw about a message at a node.
    pub fn key(&self, msg: Ref, node: NodeId, attempt: u16) -> Key {
        Key { message: self.messages.get(msg).key, hop: self.hops[node.index()], attempt }
    }

    /// How long a node works on a message. A long job is long again, so the attempt does not matter.
    pub fn work_time(&self, work: Work, msg: Ref, node: NodeId) -> Span {
        work.time.sample(self.dice, Purpose::Work, self.key(msg, node, 0)).scale(self.health[node.index()].slow())
    }

    /// Whether a node's work on a message fails at its end.
    pub fn work_fails(&self, work: Work, msg: Ref, node: NodeId, nth: u16) -> bool {
        let key = self.key(msg, node, nth);
        self.messages.get(msg).poison
            || self.dice.happens(work.errors, Purpose::Error, key)
            || self.dice.happens(self.health[node.index()].errors(), Purpose::Fault, key)
    }
}

impl<S: Sink> Turn<'_, S> {
    /// The instant.
    pub fn now(&self) -> Time {
        self.world.now
    }

    /// Tells a fact.
    #[inline(always)]
    pub fn tell(&mut self, fact: Fact) {
        self.sink.record(self.world.now, fact);
    }

    /// Schedules an event.
    pub fn schedule(&mut self, at: Time, event: Event) {
        self.world.agenda.schedule(at, event);
    }

    /// Sends something over a link and tells of it.
    pub fn cross(&mut self, crossing: Crossing) -> Arrival {
        let Crossing { cargo, msg, from, to, link, way, attempt, other } = crossing;
        let world = &self.world;
        let Link { line, health } = &world.links[link.index()];
        if health.status() == Status::Down {
            return Arrival::Refused;
        }
        let hop = world.hops[link.index()];
        let message = msg.map_or(other, |msg| world.messages.get(msg).key);
        let key = Key { message, hop, attempt };
        let latency = line.latency.sample(world.dice, Purpose::Latency(way), key).scale(health.slow());
        let loss = 1.0 - (1.0 - line.loss) * (1.0 - health.errors());
        let lost = health.status() == Status::Hung || world.dice.happens(loss, Purpose::Loss(way), key);
        let arrives = world.now + latency;
        let msg = msg.map(|msg| world.messages.get(msg).number);
        self.tell(Fact::Departed { cargo, msg, from, to, arrives, lost });
        if lost { Arrival::Never } else { Arrival::At(arrives) }
    }

    /// Notes how a message ends, unless it has ended before. `done` is when its work was.
    pub fn end(&mut self, msg: Ref, outcome: Outcome, done: Time) {
        if self.world.messages.end(msg, self.world.now) {
            let message = self.world.messages.get(msg);
            self.tell(Fact::Ended { msg: message.number, born: message.born, done, outcome });
        }
    }

    /// Lets go of a message. One that nobody holds any more and that has not ended is lost.
    pub fn release(&mut self, msg: Ref) {
        if self.world.messages.is_last(msg) {
            self.end(msg, Outcome::Lost, self.world.now);
        }
        self.world.messages.release(msg);
    }

    /// Sends an answer or a receipt from `node` back to the sender; it takes over one hold on the message.
    pub fn answer(&mut self, node: NodeId, msg: Ref, attempt: u16, word: Word, cargo: Cargo) {
        let to = self.world.sender;
        let crossing = Crossing { cargo, msg: Some(msg), from: node, to, link: node, way: Way::Answer, attempt, other: 0 };
        let done = self.now();
        match self.cross(crossing) {
            Arrival::At(arrives) => self.schedule(arrives, Event::Answer { word, attempt, msg, done }),
            Arrival::Never | Arrival::Refused => self.release(msg),
        }
    }

    /// A poll, or the answer to it, is lost: the worker finds out by itself.
    pub fn poll_lost(&mut self, to: NodeId, slot: u32, stamp: u32) {
        self.schedule(self.now(), Event::PollLost { to, slot, stamp });
    }
}
