//! The story of one message, step by step: each in a few words, at a node or from one to another.

use super::{carried, ended, said, told};
use crate::fact::{Cargo, Fact, Word};
use crate::id::{LaneId, NodeId};
use crate::scenario::{FaultKind, Lane, Scenario};
use crate::scene::trouble;
use crate::tape::Told;
use crate::time::{Span, Time};
use crate::ui::theme::Role;

/// A step of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub at: Time,
    /// Where.
    pub place: Place,
    /// What, in a few words.
    pub words: String,
    /// What it means to the eye.
    pub role: Role,
}

/// Where a step happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a node.
    At(NodeId),
    /// On the way from one node to another.
    Between {
        /// Where it leaves.
        from: NodeId,
        /// Where it goes.
        to: NodeId,
        /// Whether it is lost on the way.
        lost: bool,
    },
    /// Nowhere: the message is at its end.
    End,
}

/// The steps of a message in one lane, from all facts about it there up to an instant, in order of time.
#[must_use]
pub fn steps(facts: &[Told], until: Time, (id, lane): (LaneId, &Lane), scenario: &Scenario) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut attempt = 1;
    for (place, told) in facts.iter().enumerate() {
        if let Fact::Tried { attempt: this, .. } = told.fact {
            attempt = this;
        }
        if let Some((place, words, role)) = step(told, attempt, lane, scenario) {
            steps.push(Step { at: told.at, place, words, role });
        }
        if let Some((to, at)) = vain_deletion(told, &facts[place..]).filter(|(_, at)| *at <= until) {
            let down = trouble(scenario, id, to, false, at).map(|trouble| trouble.kind).filter(|kind| takes_nothing(*kind));
            let why = down.map_or_else(|| "its receipt is old".to_owned(), |kind| format!("the queue {}", super::troubled(kind)));
            steps.push(Step { at, place: Place::At(to), words: format!("not deleted: {why}"), role: Role::Error });
        }
    }
    steps.sort_by_key(|step| step.at);
    steps
}

/// Where and when a deletion comes that deletes nothing.
fn vain_deletion(told: &Told, later: &[Told]) -> Option<(NodeId, Time)> {
    let Fact::Departed { cargo: Cargo::Deletion, to, arrives, lost: false, .. } = told.fact else { return None };
    let works = |told: &Told| told.at == arrives && matches!(told.fact, Fact::Deleted { node, .. } if node == to);
    (!later.iter().any(works)).then_some((to, arrives))
}

/// Whether a node hears nothing while a fault lasts.
const fn takes_nothing(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::Outage | FaultKind::Crash | FaultKind::Hang | FaultKind::Partition)
}

type Said = (Place, String, Role);

/// What a fact adds to the story; nothing if the next one says it.
fn step(told: &Told, attempt: u16, lane: &Lane, scenario: &Scenario) -> Option<Said> {
    at_sender(told, lane).or_else(|| on_the_way(told, attempt)).or_else(|| at_receiver(told)).unwrap_or_else(|| {
        let node = told.fact.node(lane.sender)?;
        Some((Place::At(node), said(told.fact, lane, scenario), super::role_of(&told.fact)))
    })
}

fn at_sender(Told { at, fact, .. }: &Told, lane: &Lane) -> Option<Option<Said>> {
    let here = |words: String, role| Some(Some((Place::At(lane.sender), words, role)));
    match *fact {
        Fact::Born { .. } => here("born".to_owned(), Role::Text),
        Fact::Taken { born, .. } if born < *at => here(format!("a caller takes it, after {}", at.since(born)), Role::Text),
        Fact::Taken { .. } | Fact::Tried { .. } => Some(None),
        Fact::Missed { attempt, word, .. } => here(format!("try {attempt}: {}", told(word)), Role::Error),
        Fact::BackedOff { until, .. } => here(format!("waits {} to try again", until.since(*at)), Role::Retry),
        Fact::Freed { since, word, .. } => {
            let holds = holds(word, lane.hands_over());
            here(format!("free after {}, {holds}", at.since(since)), if is_good(word) { Role::Calm } else { Role::Error })
        }
        Fact::WaitsForConnection { .. } => here("waits for a connection".to_owned(), Role::Blocked),
        Fact::ResultFound { .. } => here("finds the result".to_owned(), Role::Answer),
        Fact::StillBlocked { since, .. } => here(format!("still blocked, for {}", at.since(since)), Role::Blocked),
        _ => None,
    }
}

const fn is_good(word: Word) -> bool {
    matches!(word, Word::Ok | Word::Unheard)
}

/// What the sender has in its hands when a caller is free.
const fn holds(word: Word, hands_over: bool) -> &'static str {
    match (word, hands_over) {
        (Word::Ok, false) => "has the answer",
        (Word::Ok, true) => "has a receipt",
        (Word::Unheard, _) => "has nothing",
        _ => "has an error",
    }
}

fn on_the_way(told: &Told, attempt: u16) -> Option<Option<Said>> {
    let Fact::Departed { cargo, from, to, lost, .. } = told.fact else { return None };
    let role = match cargo {
        _ if lost => Role::Error,
        Cargo::Request | Cargo::HandOff if attempt > 1 => Role::Retry,
        Cargo::Request | Cargo::HandOff | Cargo::Delivery => Role::Request,
        Cargo::Answer | Cargo::Receipt => Role::Answer,
        Cargo::Error => Role::Error,
        Cargo::Deletion | Cargo::Status | Cargo::StatusAnswer | Cargo::Poll | Cargo::Nothing => Role::Faint,
    };
    let mut words = carried(cargo).to_owned();
    if matches!(cargo, Cargo::Request | Cargo::HandOff) {
        words += &format!(", try {attempt}");
    }
    words += if lost { ", lost" } else { "" };
    Some(Some((Place::Between { from, to, lost }, words, role)))
}

fn at_receiver(Told { at, fact, .. }: &Told) -> Option<Option<Said>> {
    let (node, words, role) = match *fact {
        Fact::Arrived { node, duplicate: true, .. } => (node, "comes again: a duplicate".to_owned(), Role::Duplicate),
        Fact::Arrived { .. } => return Some(None),
        Fact::Refused { node, word, .. } => (node, format!("refuses it: {}", told(word)), Role::Error),
        Fact::Swallowed { node, .. } => (node, "will never answer".to_owned(), Role::Error),
        Fact::Started { node, arrived, .. } => (node, format!("starts{}", after(at.since(arrived))), Role::Work),
        Fact::Finished { node, started, ok: true, wanted_until, .. } => {
            let (unwanted, role) = if wanted_until < *at { (", for nobody", Role::Orphaned) } else { ("", Role::Work) };
            (node, format!("done in {}{unwanted}", at.since(started)), role)
        }
        Fact::Finished { node, started, ok: false, .. } => (node, format!("fails after {}", at.since(started)), Role::Error),
        Fact::Dropped { node, started, .. } => (node, format!("work lost after {}", at.since(started)), Role::Error),
        Fact::Queued { node, visible, .. } if visible > *at => (node, format!("stored, hidden for {}", visible.since(*at)), Role::Request),
        Fact::Queued { node, .. } => (node, "stored".to_owned(), Role::Request),
        Fact::Received { node, visible, receives, .. } => {
            (node, format!("handed out, receive {receives}{}", after(at.since(visible))), Role::Request)
        }
        Fact::Reappeared { node, .. } => (node, "not deleted in time: back".to_owned(), Role::Retry),
        Fact::Deleted { node, .. } => (node, "deleted".to_owned(), Role::Answer),
        Fact::SetAside { node, .. } => (node, "set aside as a dead letter".to_owned(), Role::Error),
        Fact::Ended { born, done, outcome, .. } => {
            let role = if outcome == crate::fact::Outcome::Completed { Role::Answer } else { Role::Error };
            // Its end may come after its work is done: when the answer is there, or the deletion.
            let words = if done < *at {
                format!("{}: work done at +{:.3}", ended(outcome), done.since(born).seconds())
            } else {
                format!("{} {} after birth", ended(outcome), done.since(born))
            };
            return Some(Some((Place::End, words, role)));
        }
        _ => return None,
    };
    Some(Some((Place::At(node), words, role)))
}

/// How long it had waited, if it had.
fn after(wait: Span) -> String {
    if wait == Span::ZERO { String::new() } else { format!(", waited {wait}") }
}
