//! Links: how long a crossing takes, and whether anything arrives.

use super::health::{Health, Status};
use super::message::Ref;
use super::world::Turn;
use crate::dice::{Dist, Key, Purpose, Way};
use crate::fact::{Cargo, Fact, Sink, Word};
use crate::id::NodeId;
use crate::scenario;
use crate::time::{Span, Time};

/// The link into a node.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// How it is when nothing is wrong.
    pub line: scenario::Link,
    /// What faults do to it.
    pub health: Health,
}

impl Link {
    pub fn new(line: scenario::Link) -> Self {
        Self { line, health: Health::sound() }
    }
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
    /// The link refuses it, in these words.
    Refused(Word),
}

impl<S: Sink> Turn<'_, S> {
    /// Sends something over a link and tells of it.
    #[inline(always)]
    pub fn cross(&mut self, crossing: Crossing) -> Arrival {
        let Crossing { cargo, msg, from, to, link, way, attempt, other } = crossing;
        let world = &mut *self.world;
        let Link { line, health } = &mut world.links[link.index()];
        let number = msg.map(|msg| world.messages.get(msg).number);
        let (latency, lost) = match line.latency {
            // Where chance has no say, none is asked for.
            Dist::Constant(latency) if line.loss == 0.0 && health.is_sound() => (latency, false),
            _ => {
                let message = msg.map_or(other, |msg| world.messages.get(msg).key);
                let key = Key { message, hop: world.hops[link.index()], attempt };
                let dice = world.dice;
                match chance(line, health, world.now, |dist| dist.sample(dice, Purpose::Latency(way), key)) {
                    Err(word) => return Arrival::Refused(word),
                    Ok((latency, loss)) => (latency, loss >= 1.0 || world.dice.happens(loss, Purpose::Loss(way), key)),
                }
            }
        };
        let arrives = world.now + latency;
        self.tell(Fact::Departed { cargo, msg: number, from, to, arrives, lost });
        if lost { Arrival::Never } else { Arrival::At(arrives) }
    }
}

/// How long a crossing takes and how likely it is lost, or in which words it is refused.
fn chance(line: &scenario::Link, health: &mut Health, now: Time, sample: impl Fn(Dist) -> Span) -> Result<(Span, f64), Word> {
    match health.status() {
        Status::Down => return Err(Word::Down),
        Status::Up if !health.lets_through(now) => return Err(Word::Throttled),
        Status::Up | Status::Hung => {}
    }
    let latency = sample(line.latency).scale(health.slow()) + health.delay();
    let loss = if health.status() == Status::Hung { 1.0 } else { 1.0 - (1.0 - line.loss) * (1.0 - health.errors()) };
    Ok((latency, loss))
}
