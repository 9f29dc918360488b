//! The visible messages of a queue, in the order in which they are handed out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::scenario::Order;

/// A visible message: its place in the queue's order, and where its entry is.
type Place = (u32, u32);

/// The visible messages of a queue.
#[derive(Clone, Debug)]
pub(super) enum Visible {
    /// By send time.
    Standard(VecDeque<Place>),
    /// By send time within each group.
    Fifo(Groups),
}

/// Groups of messages, of which one with a message in flight waits.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    groups: BTreeMap<u32, Group>,
    /// The groups that have a visible message and none in flight, by their first message.
    ready: BTreeSet<(u32, u32)>,
    /// The groups that have a visible message and one in flight, by their first visible one.
    waiting: BTreeSet<(u32, u32)>,
    count: usize,
}

#[derive(Clone, Debug, Default)]
struct Group {
    visible: VecDeque<Place>,
    in_flight: u32,
}

impl Visible {
    pub fn new(order: Order) -> Self {
        match order {
            Order::Standard => Self::Standard(VecDeque::new()),
            Order::Fifo => Self::Fifo(Groups::default()),
        }
    }

    /// How many there are, those of groups that wait included.
    pub fn len(&self) -> usize {
        match self {
            Self::Standard(visible) => visible.len(),
            Self::Fifo(groups) => groups.count,
        }
    }

    /// A message takes its place.
    #[inline(always)]
    pub fn put(&mut self, seq: u32, entry: u32, group: u32) {
        match self {
            Self::Standard(visible) => put(visible, (seq, entry)),
            Self::Fifo(groups) => groups.change(group, |group| put(&mut group.visible, (seq, entry)), 1),
        }
    }

    /// Takes the first message that may be handed out; of a group, it blocks all others. `same` is the group of what the same
    /// answer holds already.
    #[inline(always)]
    pub fn take(&mut self, same: Option<u32>) -> Option<u32> {
        match self {
            Self::Standard(visible) => visible.pop_front().map(|(_, entry)| entry),
            Self::Fifo(groups) => groups.take(same),
        }
    }

    /// What [`take`](Self::take) would take.
    pub fn first(&self, same: Option<u32>) -> Option<u32> {
        match self {
            Self::Standard(visible) => visible.front().map(|(_, entry)| *entry),
            Self::Fifo(groups) => groups.groups[&groups.next(same)?].visible.front().map(|(_, entry)| *entry),
        }
    }

    /// A message of a group that was handed out is in flight no more.
    pub fn settle(&mut self, group: u32) {
        if let Self::Fifo(groups) = self {
            groups.change(group, |group| group.in_flight -= 1, 0);
        }
    }

    /// Takes out one message, wherever it is.
    pub fn remove(&mut self, seq: u32, group: u32) {
        match self {
            Self::Standard(visible) => remove(visible, seq),
            Self::Fifo(groups) => groups.change(group, |group| remove(&mut group.visible, seq), -1),
        }
    }

    /// Where the entry of the oldest message is.
    pub fn oldest(&self) -> Option<u32> {
        match self {
            Self::Standard(visible) => visible.front().map(|(_, entry)| *entry),
            Self::Fifo(groups) => groups.oldest(),
        }
    }

    /// The entries of all messages, group by group.
    pub fn entries(&self) -> Vec<u32> {
        match self {
            Self::Standard(visible) => visible.iter().map(|(_, entry)| *entry).collect(),
            Self::Fifo(groups) => groups.groups.values().flat_map(|group| &group.visible).map(|(_, entry)| *entry).collect(),
        }
    }
}

fn put(visible: &mut VecDeque<Place>, place: Place) {
    if visible.back().is_none_or(|last| last.0 < place.0) {
        visible.push_back(place);
    } else {
        visible.insert(visible.partition_point(|other| other.0 < place.0), place);
    }
}

fn remove(visible: &mut VecDeque<Place>, seq: u32) {
    if let Ok(place) = visible.binary_search_by_key(&seq, |place| place.0) {
        visible.remove(place);
    }
}

impl Groups {
    /// Changes a group, by so many visible messages, and notes whether it may be handed out from.
    fn change(&mut self, key: u32, change: impl FnOnce(&mut Group), more: isize) {
        let group = self.groups.entry(key).or_default();
        if let Some((first, _)) = group.visible.front() {
            let among = if group.in_flight == 0 { &mut self.ready } else { &mut self.waiting };
            among.remove(&(*first, key));
        }
        change(group);
        self.count = self.count.saturating_add_signed(more);
        match (group.visible.front(), group.in_flight) {
            (Some((first, _)), 0) => self.ready.insert((*first, key)),
            (Some((first, _)), _) => self.waiting.insert((*first, key)),
            (None, 0) => self.groups.remove(&key).is_some(),
            (None, _) => false,
        };
    }

    /// The entry of the oldest visible message, whether its group waits or not.
    fn oldest(&self) -> Option<u32> {
        let (_, key) = self.ready.first().into_iter().chain(self.waiting.first()).min()?;
        self.groups[key].visible.front().map(|(_, entry)| *entry)
    }

    /// The group that the next message is taken from: `same` as long as it has one, else one that doesn't wait.
    fn next(&self, same: Option<u32>) -> Option<u32> {
        let has_more = |key: &u32| self.groups.get(key).is_some_and(|group| !group.visible.is_empty());
        same.filter(has_more).or_else(|| self.ready.first().map(|(_, key)| *key))
    }

    fn take(&mut self, same: Option<u32>) -> Option<u32> {
        let key = self.next(same)?;
        let mut taken = None;
        let take = |group: &mut Group| {
            taken = group.visible.pop_front();
            group.in_flight += 1;
        };
        self.change(key, take, -1);
        taken.map(|(_, entry)| entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_with_a_message_in_flight_waits_and_one_answer_takes_many_of_a_group() {
        let mut visible = Visible::new(Order::Fifo);
        for (seq, group) in [(1, 7), (2, 7), (3, 8), (4, 7)] {
            visible.put(seq, seq * 10, group);
        }
        assert_eq!(visible.take(None), Some(10));
        assert_eq!(visible.take(Some(7)), Some(20));
        assert_eq!(visible.take(None), Some(30), "group 7 waits");
        assert_eq!(visible.take(None), None);
        visible.settle(7);
        assert_eq!(visible.take(None), None);
        visible.settle(7);
        visible.put(2, 20, 7);
        assert_eq!((visible.oldest(), visible.len()), (Some(20), 2));
        assert_eq!(visible.take(None), Some(20));
        visible.remove(4, 7);
        assert_eq!(visible.len(), 0);
    }
}
