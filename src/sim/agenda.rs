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
    heap: BinaryHeap<Reverse<Entry>>,
    steady: Vec<Steady>,
    scheduled: u64,
}

/// The events that were scheduled for the same span ahead.
#[derive(Clone, Debug)]
struct Steady {
    span: Span,
    entries: VecDeque<Entry>,
}

/// Time in the upper half of the key, order of scheduling in the lower: no two keys are equal, so the order is total.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u128,
    event: Event,
}

/// Whether an entry comes before all others of its instant.
const LATER: u64 = 1 << 63;
/// How many spans have queues of their own; more would cost more to look through than they save.
const STEADY: usize = 6;

impl Agenda {
    /// An empty agenda that is told which spans it will often see, the most frequent first.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut steady: Vec<Steady> = Vec::new();
        for span in std::iter::once(Span::ZERO).chain(spans) {
            if steady.len() < STEADY && steady.iter().all(|other| other.span != span) {
                steady.push(Steady { span, entries: VecDeque::new() });
            }
        }
        Self { steady, ..Self::default() }
    }

    /// Schedules an event; of one instant it comes after all that were scheduled before it.
    pub fn schedule(&mut self, at: Time, event: Event) {
        let entry = self.entry(at, LATER, event);
        let span = at.since(self.now);
        match self.steady.iter_mut().find(|steady| steady.span == span) {
            Some(steady) => steady.entries.push_back(entry),
            None => self.heap.push(Reverse(entry)),
        }
    }

    /// Schedules an event that comes before all others of its instant: a fault.
    pub fn schedule_first(&mut self, at: Time, event: Event) {
        let entry = self.entry(at, 0, event);
        self.heap.push(Reverse(entry));
    }

    fn entry(&mut self, at: Time, class: u64, event: Event) -> Entry {
        self.scheduled += 1;
        Entry { key: u128::from(at.0) << 64 | u128::from(class | self.scheduled), event }
    }

    /// When the next event is.
    pub fn next_at(&self) -> Option<Time> {
        self.first().map(|(key, _)| at(key))
    }

    /// Takes the next event out, unless it comes after `end`.
    pub fn take(&mut self, end: Time) -> Option<(Time, Event)> {
        let (key, steady) = self.first().filter(|(key, _)| at(*key) <= end)?;
        self.now = at(key);
        let entry = match steady {
            Some(place) => self.steady[place].entries.pop_front()?,
            None => self.heap.pop()?.0,
        };
        Some((self.now, entry.event))
    }

    /// The key of the next entry, and the queue that it stands in, if not in the heap.
    fn first(&self) -> Option<(u128, Option<usize>)> {
        let mut first = (self.heap.peek().map_or(u128::MAX, |entry| entry.0.key), None);
        for (place, steady) in self.steady.iter().enumerate() {
            if let Some(entry) = steady.entries.front()
                && entry.key < first.0
            {
                first = (entry.key, Some(place));
            }
        }
        (first.0 != u128::MAX).then_some(first)
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
        let mut agenda = Agenda::new([Span(2)]);
        agenda.schedule(Time(5), Event::Thought { caller: 1 });
        agenda.schedule(Time(5), Event::Thought { caller: 2 });
        agenda.schedule(Time(3), Event::Thought { caller: 3 });
        agenda.schedule(Time(2), Event::Thought { caller: 4 });
        agenda.schedule_first(Time(5), Event::FaultBegins { fault: 0 });
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
