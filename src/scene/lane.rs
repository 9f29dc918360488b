//! The scene of one lane.

use std::collections::VecDeque;

use super::node::NodeScene;
use crate::fact::{Cargo, Fact, Outcome, Word};
use crate::id::{Msg, NodeId};
use crate::level::Level;
use crate::scenario::Lane;
use crate::time::{Span, Time};

/// How many of the latest crossings are remembered: more than fit on any screen one by one.
const TOKENS: usize = 512;

/// All that is visible of one lane.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneScene {
    /// Messages born.
    pub offered: u64,
    /// Messages that ended, by outcome in the order of [`Outcome`].
    ended: [u64; Outcome::COUNT],
    /// Messages whose caller got good news: an answer, or a receipt.
    pub acked: u64,
    /// Attempts that came to nothing.
    pub missed: u64,
    /// Deliveries of a message that is done already or being worked on.
    pub duplicates: u64,
    /// How many callers stand still.
    pub standing: Level,
    /// How long callers stood still for the messages that they are done with, all together.
    stood: Span,
    /// How many messages those are.
    freed: u64,
    /// Each node, in the order of the file.
    pub nodes: Vec<NodeScene>,
    /// The latest crossings, the oldest first.
    pub tokens: VecDeque<Token>,
}

/// Something that crosses a link, or did a short while ago.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub cargo: Cargo,
    /// Whom it is about.
    pub msg: Option<Msg>,
    /// Where it left.
    pub from: NodeId,
    /// Where it goes.
    pub to: NodeId,
    /// When it left.
    pub departs: Time,
    /// When it arrives.
    pub arrives: Time,
    /// Whether it is lost on the way.
    pub lost: bool,
}

impl LaneScene {
    pub(super) fn new(lane: &Lane) -> Self {
        Self {
            offered: 0,
            ended: [0; Outcome::COUNT],
            acked: 0,
            missed: 0,
            duplicates: 0,
            standing: Level::new(Time::START),
            stood: Span::ZERO,
            freed: 0,
            nodes: lane.node_ids().map(NodeScene::new).collect(),
            tokens: VecDeque::new(),
        }
    }

    /// How many messages have no end yet.
    #[must_use]
    pub fn in_system(&self) -> u64 {
        self.offered - self.ended.iter().sum::<u64>()
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        let nodes: usize = self.nodes.iter().map(NodeScene::weight).sum();
        size_of::<Self>() + self.tokens.len() * size_of::<Token>() + nodes
    }

    /// How many messages ended so.
    #[must_use]
    pub fn ended(&self, outcome: Outcome) -> u64 {
        self.ended[outcome as usize]
    }

    /// The share of the callers' time up to `now` that they stood still.
    #[must_use]
    pub fn blocked_share(&self, callers: u32, now: Time) -> f64 {
        self.standing.mean(now).unwrap_or(0.0) / f64::from(callers)
    }

    /// How long a caller stood still for one message, on average; nothing if it is not done with any. Those that still stand are
    /// counted once that makes it more: it is at least so long.
    #[must_use]
    pub fn stood_each(&self, now: Time) -> Option<Span> {
        let done = self.stood.0.checked_div(self.freed)?;
        let all = self.standing.area(now) / u128::from(self.freed + self.standing.value());
        Some(Span(done.max(u64::try_from(all).unwrap_or(u64::MAX))))
    }

    pub(super) fn apply(&mut self, now: Time, fact: Fact) {
        match fact {
            Fact::Born { .. } => self.offered += 1,
            Fact::Taken { .. } => self.standing.up(now),
            Fact::Missed { .. } => self.missed += 1,
            Fact::Freed { word, since, .. } => {
                self.standing.down(now);
                self.stood = self.stood + now.since(since);
                self.freed += 1;
                self.acked += u64::from(matches!(word, Word::Ok | Word::Unheard));
            }
            Fact::Ended { outcome, .. } => self.ended[outcome as usize] += 1,
            Fact::Arrived { duplicate, .. } => self.duplicates += u64::from(duplicate),
            Fact::Departed { cargo, msg, from, to, arrives, lost } => {
                if self.tokens.len() == TOKENS {
                    self.tokens.pop_front();
                }
                self.tokens.push_back(Token { cargo, msg, from, to, departs: now, arrives, lost });
            }
            _ => {}
        }
        for node in &mut self.nodes {
            node.apply(now, fact);
        }
    }
}
