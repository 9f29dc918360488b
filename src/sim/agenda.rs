//! The future in order: what is scheduled, taken out by time and, at one instant, in the order of scheduling.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::event::Event;
use crate::time::Time;

/// What is still to happen.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    heap: BinaryHeap<Reverse<Entry>>,
    scheduled: u64,
}

/// Time in the upper half of the key, order of scheduling in the lower: no two keys are equal, so the order is total.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u128,
    event: Event,
}

/// Whether an entry comes before all others of its instant.
const LATER: u64 = 1 << 63;

impl Agenda {
    /// Schedules an event; of one instant it comes after all that were scheduled before it.
    pub fn schedule(&mut self, at: Time, event: Event) {
        self.push(at, LATER, event);
    }

    /// Schedules an event that comes before all others of its instant: a fault.
    pub fn schedule_first(&mut self, at: Time, event: Event) {
        self.push(at, 0, event);
    }

    fn push(&mut self, at: Time, class: u64, event: Event) {
        self.scheduled += 1;
        self.heap.push(Reverse(Entry { key: u128::from(at.0) << 64 | u128::from(class | self.scheduled), event }));
    }

    /// When the next event is.
    pub fn next_at(&self) -> Option<Time> {
        self.heap.peek().map(|entry| entry.0.at())
    }

    /// Takes the next event out.
    pub fn take(&mut self) -> Option<(Time, Event)> {
        self.heap.pop().map(|entry| (entry.0.at(), entry.0.event))
    }
}

impl Entry {
    const fn at(&self) -> Time {
        Time((self.key >> 64) as u64)
    }
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
        let mut agenda = Agenda::default();
        agenda.schedule(Time(5), Event::Thought { caller: 1 });
        agenda.schedule(Time(5), Event::Thought { caller: 2 });
        agenda.schedule(Time(3), Event::Thought { caller: 3 });
        agenda.schedule_first(Time(5), Event::FaultBegins { fault: 0 });
        let order: Vec<_> = std::iter::from_fn(|| agenda.take()).collect();
        assert_eq!(
            order,
            [
                (Time(3), Event::Thought { caller: 3 }),
                (Time(5), Event::FaultBegins { fault: 0 }),
                (Time(5), Event::Thought { caller: 1 }),
                (Time(5), Event::Thought { caller: 2 }),
            ]
        );
    }
}
