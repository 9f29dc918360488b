//! How often a worker completed a message before an earlier one of the same group.

use std::collections::{BTreeMap, VecDeque};

use crate::id::Msg;

/// The completions of a worker, group by group.
#[derive(Clone, Debug, Default)]
pub struct OrderWatch {
    /// The latest completions of each group, by number, each with whether it has been overtaken.
    groups: BTreeMap<u32, VecDeque<(Msg, bool)>>,
    out_of_order: u64,
}

impl OrderWatch {
    /// How many of the latest completions of a group are remembered: an earlier message that comes later than that is not noticed.
    const REMEMBERED: usize = 1_024;

    /// A message was completed. All later ones of its group that were completed before it were out of order; a message that was
    /// completed before doesn't count again.
    pub fn completed(&mut self, group: u32, msg: Msg) {
        let completed = self.groups.entry(group).or_default();
        if completed.back().is_none_or(|(last, _)| *last < msg) {
            completed.push_back((msg, false));
        } else if let Err(place) = completed.binary_search_by_key(&msg, |(other, _)| *other) {
            for (_, counted) in completed.range_mut(place..).filter(|(_, counted)| !*counted) {
                *counted = true;
                self.out_of_order += 1;
            }
            completed.insert(place, (msg, false));
        }
        if completed.len() > Self::REMEMBERED {
            completed.pop_front();
        }
    }

    /// How many completions came before that of an earlier message.
    #[must_use]
    pub fn out_of_order(&self) -> u64 {
        self.out_of_order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_completion_before_an_earlier_message_counts_once() {
        let mut order = OrderWatch::default();
        for (group, msg) in [(0, 1), (0, 4), (0, 5), (0, 2), (1, 3), (0, 4), (0, 6)] {
            order.completed(group, Msg(msg));
        }
        // 4 and 5 came before 2; 3 is of another group.
        assert_eq!(order.out_of_order(), 2);
        order.completed(0, Msg(3));
        assert_eq!(order.out_of_order(), 3, "6 came before 3, and 4 and 5 have been counted");
    }
}
