//! A topic: takes a message in, copies it to each subscriber that wants it, and delivers each copy until that has worked.

use super::call::{Call, Returns};
use super::event::{Event, Timer};
use super::health::Status;
use super::message::Ref;
use super::retry::redelivery;
use super::slab::Slab;
use super::stamp::Stamps;
use super::world::Turn;
use crate::dice::{Purpose, Way};
use crate::fact::{Fact, Outcome, Sink, Word};
use crate::id::NodeId;
use crate::scenario::{self, Subscriber};
use crate::time::{Span, Time};

/// A topic.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    id: NodeId,
    plan: scenario::Topic,
    /// Which subscribers are services, that answer when the work is done.
    answers: Vec<bool>,
    deliveries: Slab<Delivery>,
    stamps: Stamps,
    /// The deliveries that are due, and wait until the topic works again.
    late: Vec<u32>,
}

/// A copy on its way to a subscriber.
#[derive(Clone, Copy, Debug)]
struct Delivery {
    copy: Ref,
    /// The subscriber's place.
    member: u8,
    /// Moves on with every try; 0 once the copy is delivered or given up.
    stamp: u32,
    tries: u32,
    since: Time,
    pause: Span,
}

impl Topic {
    pub fn new(id: NodeId, plan: scenario::Topic, answers: Vec<bool>) -> Self {
        Self { id, plan, answers, deliveries: Slab::default(), stamps: Stamps::default(), late: Vec::new() }
    }

    pub fn on(&mut self, event: Event, turn: &mut Turn<'_, impl Sink>) {
        match event {
            Event::Call { call, .. } => self.publish(call, turn),
            Event::Answer { word, call, .. } => self.answered(word, call, turn),
            Event::Timer { timer, slot, stamp, .. } if self.deliveries[slot].stamp == stamp => match timer {
                Timer::TimesOut => self.failed(slot, turn),
                Timer::TriesAgain if turn.world.status(self.id) == Status::Up => self.deliver(slot, turn),
                Timer::TriesAgain => self.late.push(slot),
                _ => {}
            },
            _ => {}
        }
    }

    /// A fault began or ended. What was accepted stays; its deliveries wait until the topic works again.
    pub fn change_status(&mut self, status: Status, turn: &mut Turn<'_, impl Sink>) {
        if status == Status::Up {
            for place in std::mem::take(&mut self.late) {
                self.deliver(place, turn);
            }
        }
    }

    fn publish(&mut self, call: u32, turn: &mut Turn<'_, impl Sink>) {
        if !turn.admits(self.id, call, self.plan.max_size) {
            return;
        }
        let msg = turn.accept(call);
        let kind = turn.world.messages.get(msg).kind;
        let wants = |subscriber: &Subscriber| subscriber.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
        let members: Vec<u8> = (0..).zip(&self.plan.subscribers).filter(|(_, one)| wants(one)).map(|(member, _)| member).collect();
        let number = turn.world.number(msg);
        #[expect(clippy::cast_possible_truncation, reason = "a topic has at most 64 subscribers")]
        turn.tell(Fact::Copied { node: self.id, msg: number, copies: members.len() as u16 });
        let copies: Vec<Ref> = members.iter().map(|member| turn.world.messages.copy(msg, self.id, *member)).collect();
        // The message's own way ends here, and goes on with its copies; one that nobody wants is completed.
        turn.end(msg, Outcome::Completed, turn.now());
        turn.release(msg);
        let since = turn.now();
        for (copy, member) in copies.into_iter().zip(members) {
            let place = self.deliveries.insert(Delivery { copy, member, stamp: 0, tries: 0, since, pause: Span::ZERO });
            self.deliver(place, turn);
        }
    }

    fn deliver(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let now = turn.now();
        let stamp = self.stamps.next();
        let delivery = &mut self.deliveries[place];
        (delivery.stamp, delivery.tries) = (stamp, delivery.tries.saturating_add(1));
        let Delivery { copy, member, tries, .. } = *delivery;
        let Subscriber { to, timeout, .. } = self.plan.subscribers[usize::from(member)];
        let wanted_until = timeout.map_or(Time::NEVER, |timeout| now + timeout);
        if timeout.is_some() {
            turn.wait(wanted_until, self.id, Timer::TimesOut, place, stamp);
        }
        turn.world.messages.hold(copy);
        let returns = if self.answers[usize::from(member)] { Returns::Answer } else { Returns::Receipt };
        let call = Call::new(copy, (self.id, place, stamp), to);
        turn.call(Call { returns, way: Way::Copy, attempt: small(tries), wanted_until, ..call });
    }

    fn answered(&mut self, word: Word, call: u32, turn: &mut Turn<'_, impl Sink>) {
        let Call { msg, slot, stamp, done, returns, .. } = turn.world.calls[call];
        turn.world.calls.free(call);
        let delivery = self.deliveries[slot];
        if delivery.stamp == stamp {
            if word == Word::Ok {
                // A queue or a workflow has the copy now, and ends it.
                if returns == Returns::Answer {
                    turn.end(msg, Outcome::Completed, done);
                }
                let Delivery { member, since, .. } = delivery;
                let to = self.plan.subscribers[usize::from(member)].to;
                turn.tell(Fact::Delivered { node: self.id, msg: turn.world.number(msg), to, since });
                self.let_go(slot, turn);
            } else {
                self.failed(slot, turn);
            }
        }
        turn.release(msg);
    }

    /// A delivery failed: another one after a while, or none.
    fn failed(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let Delivery { copy, member, tries, pause, .. } = self.deliveries[place];
        let Subscriber { to, dead_letter, .. } = self.plan.subscribers[usize::from(member)];
        let key = turn.world.key(copy, to, small(tries));
        let draw = || turn.world.dice.draw(Purpose::Redelivery, key).unit();
        let again = &self.plan.subscribers[usize::from(member)].retry;
        let msg = turn.world.number(copy);
        if let Some(wait) = redelivery(again, tries - 1, pause, draw) {
            let stamp = self.stamps.next();
            let delivery = &mut self.deliveries[place];
            (delivery.stamp, delivery.pause) = (stamp, wait);
            let until = turn.now() + wait;
            turn.tell(Fact::DeliveryWaits { node: self.id, msg, to, until });
            return turn.wait(until, self.id, Timer::TriesAgain, place, stamp);
        }
        turn.tell(Fact::Undeliverable { node: self.id, msg, to });
        match dead_letter {
            Some(to) => {
                turn.end(copy, Outcome::DeadLettered, turn.now());
                turn.world.messages.hold(copy);
                turn.move_to(to, copy, turn.now());
            }
            None => turn.end(copy, Outcome::Lost, turn.now()),
        }
        self.let_go(place, turn);
    }

    fn let_go(&mut self, place: u32, turn: &mut Turn<'_, impl Sink>) {
        let copy = self.deliveries[place].copy;
        self.deliveries[place].stamp = 0;
        self.deliveries.free(place);
        turn.release(copy);
    }
}

/// What the chance of a try is keyed by.
fn small(tries: u32) -> u16 {
    u16::try_from(tries).unwrap_or(u16::MAX)
}
