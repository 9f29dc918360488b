//! What one caller or slot did over time.

use crate::id::NodeId;
use crate::time::{Span, Time};

/// One caller or one slot over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whose it is.
    pub node: NodeId,
    /// Which one, from 0.
    pub place: u32,
    /// For each slot of time the share of it in each part of what it did; the rest it was free.
    pub shares: Vec<[f32; Part::COUNT]>,
    pub(super) doing: Option<Part>,
    pub(super) since: Time,
    /// From when on nobody waits for what it does.
    pub(super) wanted_until: Time,
}

/// What a caller or a slot does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A caller that stands still, or a slot that works.
    Busy,
    /// A caller that waits for its next attempt, or a slot that works for nobody.
    Wasted,
}

impl Part {
    /// How many there are.
    pub const COUNT: usize = 2;
}

impl Row {
    /// Whether it is a caller of the sender.
    #[must_use]
    pub fn is_caller(&self) -> bool {
        self.node == NodeId(u8::MAX)
    }

    /// How much of some slots of time it spent so, in slots of time.
    #[must_use]
    pub fn share(&self, part: Part, slots: std::ops::Range<usize>) -> f64 {
        let known = self.shares.len();
        self.shares[slots.start.min(known)..slots.end.min(known)].iter().map(|shares| f64::from(shares[part as usize])).sum()
    }

    /// It does something else from now on.
    pub(super) fn turn_to(&mut self, at: Time, doing: Option<Part>, wanted_until: Time, width: Span) {
        self.note(at, width);
        (self.doing, self.wanted_until) = (doing, wanted_until);
    }

    /// What it did up to an instant goes into the slots of time.
    pub(super) fn note(&mut self, at: Time, width: Span) {
        let since = std::mem::replace(&mut self.since, at);
        match self.doing {
            Some(Part::Busy) => {
                let wanted = self.wanted_until.clamp(since, at.max(since));
                self.add(Part::Busy, since, wanted, width);
                self.add(Part::Wasted, wanted, at, width);
            }
            Some(Part::Wasted) => self.add(Part::Wasted, since, at, width),
            None => {}
        }
    }

    fn add(&mut self, part: Part, from: Time, to: Time, width: Span) {
        let mut from = from;
        while from < to {
            let place = from.0 / width.0;
            let next = Time((place + 1) * width.0).min(to);
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            if self.shares.len() <= place {
                self.shares.resize(place + 1, [0.0; Part::COUNT]);
            }
            #[expect(clippy::cast_possible_truncation, reason = "a share of a slot of time is for the eye")]
            let share = (next.since(from).seconds() / width.seconds()) as f32;
            self.shares[place][part as usize] += share;
            from = next;
        }
    }
}
