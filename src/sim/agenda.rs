//! The future in order: what is scheduled, taken out by time and, at one instant, in the order of scheduling.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, VecDeque};

use super::event::Event;
use crate::time::{Span, Time};

/// What is still to happen.
///
/// Most events lie one of a few constant spans ahead (no time at all, a latency, a timeout). Those that share a span come in
/// the order in which they are scheduled, so each such span has a plain queue, and the heap keeps only the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    now: Time,
    /// What would come after it never comes, and takes no room.
    end: Time,
    heap: BinaryHeap<Reverse<Entry>>,
    /// The one event of its kind: the next birth.
    alone: Entry,
    /// The place of that event in the order of scheduling, also where it comes after the end.
    alone_place: u64,
    /// The spans that have queues of their own. Most often such a queue has one entry or none.
    spans: [Span; STEADY],
    /// The first entry of each queue.
    firsts: [Entry; STEADY],
    /// What stands behind it.
    rest: [VecDeque<Entry>; STEADY],
    /// How many of the queues are used.
    used: usize,
    scheduled: u64,
}

/// Time in the upper half of the key, order of scheduling in the lower: no two keys are equal but those of the same fault or change.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u128,
    event: Event,
}

/// Whether an entry comes before all others of its instant.
const LATER: u64 = 1 << 63;
/// How many spans have queues of their own; more would cost more to look through than they save.
const STEADY: usize = 6;
/// In place of a queue's number: the heap, and the event of which there is only one.
const HEAP: usize = STEADY;
const ALONE: usize = STEADY + 1;
/// The key of no entry.
const NONE: u128 = u128::MAX;

/// Nothing.
impl Default for Entry {
    fn default() -> Self {
        Self { key: NONE, event: Event::Birth }
    }
}

impl Agenda {
    /// An empty agenda of a run that is cut at `end`, which is told which spans it will often see, the most frequent first.
    pub fn new(end: Time, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut agenda = Self { end, ..Self::default() };
        for span in std::iter::once(Span::ZERO).chain(spans) {
            if agenda.used < STEADY && !agenda.spans[..agenda.used].contains(&span) {
                agenda.spans[agenda.used] = span;
                agenda.used += 1;
            }
        }
        agenda
    }

    /// Schedules an event; of one instant it comes after all that were scheduled before it.
    #[inline(always)]
    pub fn schedule(&mut self, at: Time, event: Event) {
        if at > self.end {
            return;
        }
        let key = self.key(at, LATER);
        let span = at.since(self.now);
        for place in 0..self.used {
            if self.spans[place] == span {
                let first = &mut self.firsts[place];
                if first.key == NONE {
                    (first.key, first.event) = (key, event);
                } else {
                    self.rest[place].push_back(Entry { key, event });
                }
                return;
            }
        }
        self.heap.push(Reverse(Entry { key, event }));
    }

    /// Schedules the next of a series of events of which there is never more than one; one that is there already is replaced.
    #[inline(always)]
    pub fn schedule_alone(&mut self, at: Time, event: Event) {
        let key = self.key(at, LATER);
        self.alone_place = self.scheduled;
        if at <= self.end {
            (self.alone.key, self.alone.event) = (key, event);
        }
    }

    /// Whether the next of that series is scheduled.
    pub fn has_alone(&self) -> bool {
        self.alone.key != NONE
    }

    /// Lets the next of that series come at another instant, or never; of that instant it keeps its place.
    pub fn move_alone(&mut self, at: Time, event: Event) {
        let key = u128::from(at.0) << 64 | u128::from(LATER | self.alone_place);
        self.alone = if at <= self.end { Entry { key, event } } else { Entry::default() };
    }

    /// Schedules an event that comes before all others of its instant: a fault, a change. Of several the lower rank goes first,
    /// whenever they were scheduled.
    pub fn schedule_first(&mut self, at: Time, rank: u32, event: Event) {
        let key = u128::from(at.0) << 64 | u128::from(rank);
        self.heap.push(Reverse(Entry { key, event }));
    }

    #[inline(always)]
    fn key(&mut self, at: Time, class: u64) -> u128 {
        self.scheduled += 1;
        u128::from(at.0) << 64 | u128::from(class | self.scheduled)
    }

    /// How many events are planned, about: those that stand alone aside.
    pub fn len(&self) -> usize {
        self.heap.len() + self.rest.iter().map(VecDeque::len).sum::<usize>()
    }

    /// When the next event is.
    pub fn next_at(&self) -> Option<Time> {
        let (key, _) = self.first();
        (key != NONE).then_some(at(key))
    }

    /// Takes the next event out, unless it comes after `end`.
    #[inline(always)]
    pub fn take(&mut self, end: Time) -> Option<(Time, Event)> {
        let (key, place) = self.first();
        if key == NONE || at(key) > end {
            return None;
        }
        self.now = at(key);
        let event = match place {
            HEAP => self.heap.pop()?.0.event,
            ALONE => {
                self.alone.key = NONE;
                self.alone.event
            }
            _ => {
                let event = self.firsts[place].event;
                match self.rest[place].pop_front() {
                    Some(next) => self.firsts[place] = next,
                    None => self.firsts[place].key = NONE,
                }
                event
            }
        };
        Some((self.now, event))
    }

    /// The key of the next entry, and the queue that it stands in, [`HEAP`] or [`ALONE`].
    #[inline(always)]
    fn first(&self) -> (u128, usize) {
        let mut first = (self.heap.peek().map_or(NONE, |entry| entry.0.key), HEAP);
        if self.alone.key < first.0 {
            first = (self.alone.key, ALONE);
        }
        for place in 0..self.used {
            if self.firsts[place].key < first.0 {
                first = (self.firsts[place].key, place);
            }
        }
        first
    }
}

/// The instant in a key.
const fn at(key: u128) -> Time {
    Time((key >> 64) as u64)
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_instant_keeps_the_order_of_scheduling_and_faults_come_first() {
        let mut agenda = Agenda::new(Time(9), [Span(2)]);
        agenda.schedule(Time(5), Event::Thought { caller: 1 });
        agenda.schedule(Time(5), Event::Thought { caller: 2 });
        agenda.schedule(Time(3), Event::Thought { caller: 3 });
        agenda.schedule(Time(2), Event::Thought { caller: 4 });
        agenda.schedule_first(Time(5), 0, Event::FaultBegins { fault: 0 });
        agenda.schedule(Time(10), Event::Birth);
        let order: Vec<_> = std::iter::from_fn(|| agenda.take(Time::NEVER)).collect();
        assert_eq!(
            order,
            [
                (Time(2), Event::Thought { caller: 4 }),
                (Time(3), Event::Thought { caller: 3 }),
                (Time(5), Event::FaultBegins { fault: 0 }),
                (Time(5), Event::Thought { caller: 1 }),
                (Time(5), Event::Thought { caller: 2 }),
            ]
        );
    }
}
