//! Where a caller stands in its code, and what it does there, in a few words.

use super::told;
use crate::fact::{Cargo, Word};
use crate::id::{Msg, NodeId};
use crate::scenario::sample::Phase;
use crate::scenario::{Lane, Style};
use crate::scene::{Caller, Doing, LaneScene, Token, Wait};
use crate::time::{Span, Time};
use crate::ui::sign::Signs;
use crate::ui::theme::Role;

/// What a caller does.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Where in its code it stands.
    pub phase: Phase,
    /// Its state, in a word or two.
    pub word: String,
    /// What it waits for, or is free for.
    pub more: String,
    /// The message that it has in hand, and which attempt it makes at it.
    pub at: Option<(Msg, u16)>,
    /// At which of its calls in turn it stands, from 0.
    pub call: usize,
    /// What it means to the eye.
    pub role: Role,
}

impl Standing {
    /// The sign of the state.
    pub const fn sign(&self, signs: &Signs) -> &'static str {
        match self.phase {
            Phase::Setup | Phase::Continuing | Phase::Done => signs.free,
            Phase::Sending => signs.forth,
            Phase::Connection | Phase::Blocked | Phase::Waiting => signs.blocked,
            Phase::Retry => signs.retry,
            Phase::Reply => signs.back,
            Phase::Polling => signs.poll,
            Phase::Error | Phase::Raised => signs.error,
            Phase::Working => signs.busy,
        }
    }

    /// All that it says.
    pub fn in_full(&self) -> String {
        if self.more.is_empty() { self.word.clone() } else { format!("{}, {}", self.word, self.more) }
    }
}

/// Where a caller of a lane stands at an instant. Whoever has just got an answer still reads it, for the time of a `glance`.
#[must_use]
pub fn standing(caller: &Caller, lane: &Lane, scene: &LaneScene, now: Time, glance: Span) -> Standing {
    let sender = lane.sender();
    let lasts = format!("{:>6}", now.since(caller.doing.since()).to_string());
    match caller.doing {
        Doing::Free { since } => free(caller, lane, now.since(since), glance),
        Doing::BackingOff { msg, attempt, until, .. } => Standing {
            phase: Phase::Retry,
            word: format!("try {attempt} of {} in {}", sender.retry.attempts, until.since(now)),
            more: format!("blocked {}", lasts.trim_start()),
            at: Some((msg, attempt)),
            call: 0,
            role: Role::Retry,
        },
        Doing::Blocked { msg, attempt, to, wait, .. } => {
            let whom = to.unwrap_or(sender.to[0]);
            let call = sender.to.iter().position(|to| *to == whom).unwrap_or(0);
            let whom = lane.node(whom).id.as_str();
            let on_its_way = |cargo: &[Cargo]| scene.tokens.iter().rev().any(|token| crosses(token, msg, lane.sender, now, cargo));
            let is_sent = on_its_way(&[Cargo::Request, Cargo::HandOff]) || attempt == 0;
            let (phase, word, more) = match wait {
                Wait::Connection => (Phase::Connection, "blocked", "waits for a connection".to_owned()),
                Wait::Result { from } if from <= now && on_its_way(&[Cargo::Status, Cargo::StatusAnswer]) => {
                    (Phase::Polling, "blocked", format!("asks for the result of message {}", msg.0))
                }
                Wait::Result { from } if from <= now => (Phase::Waiting, "blocked", "sleeps until it asks again".to_owned()),
                _ if is_sent => (Phase::Sending, "sending", format!("to {whom}")),
                _ if sender.style == Style::Calls => (Phase::Blocked, "blocked", format!("waits for {whom}")),
                _ => (Phase::Blocked, "blocked", format!("waits for the receipt of {whom}")),
            };
            // A hand-off blocks too, but it is not what the eye should go to.
            let is_short = sender.style == Style::Sends && matches!(phase, Phase::Sending | Phase::Blocked);
            let role = if is_short || phase == Phase::Sending { Role::Request } else { Role::Blocked };
            Standing { phase, word: format!("{word} {lasts}"), more, at: Some((msg, attempt.max(1))), call, role }
        }
    }
}

/// Whether something crosses a link between the sender and another for a message.
fn crosses(token: &Token, msg: Msg, sender: NodeId, now: Time, cargo: &[Cargo]) -> bool {
    let own = token.msg == Some(msg) && (token.from == sender || token.to == sender);
    own && token.departs <= now && now < token.arrives && cargo.contains(&token.cargo)
}

/// A caller that does not stand still.
fn free(caller: &Caller, lane: &Lane, lasts: Span, glance: Span) -> Standing {
    let sender = lane.sender();
    let (phase, word, more, role) = match caller.last {
        None => (Phase::Setup, "free".to_owned(), "has sent nothing yet", Role::Calm),
        Some(Word::Ok) if lasts <= glance => match () {
            () if sender.poll.is_some_and(|poll| poll.blocks) => (Phase::Done, "has the result".to_owned(), "", Role::Answer),
            () if !lane.hands_over() => (Phase::Reply, "has the answer".to_owned(), "", Role::Answer),
            () => (Phase::Reply, "has the receipt".to_owned(), "", Role::Answer),
        },
        Some(Word::Ok | Word::Unheard) => (Phase::Continuing, format!("free {:>6}", lasts.to_string()), "for other work", Role::Calm),
        Some(word) => {
            (if word == Word::Error { Phase::Error } else { Phase::Raised }, format!("has an error: {}", told(word)), "free", Role::Error)
        }
    };
    Standing { phase, word, more: more.to_owned(), at: None, call: 0, role }
}

#[cfg(test)]
mod tests;
