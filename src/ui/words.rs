//! Facts and states in plain words.

use crate::fact::{Cargo, Fact, Outcome, Word};
use crate::scenario::{FaultKind, Lane, Scenario};

/// What a caller was told, in a word.
#[must_use]
pub const fn told(word: Word) -> &'static str {
    match word {
        Word::Ok => "ok",
        Word::Error => "error",
        Word::NoRoom => "no room",
        Word::Down => "refused",
        Word::TimedOut => "timed out",
    }
}

/// What a fault makes of a node, in a word.
#[must_use]
pub const fn troubled(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Outage => "DOWN",
        FaultKind::Hang => "HANGS",
        FaultKind::Slow(_) => "SLOW",
        FaultKind::Errors(_) => "ERRORS",
    }
}

/// What something that crosses a link is, in words.
#[must_use]
pub const fn carried(cargo: Cargo) -> &'static str {
    match cargo {
        Cargo::Request => "request",
        Cargo::Answer => "answer",
        Cargo::Error => "error",
        Cargo::HandOff => "message",
        Cargo::Receipt => "receipt",
        Cargo::Poll => "poll",
        Cargo::Delivery => "message",
        Cargo::Nothing => "empty answer",
        Cargo::Deletion => "deletion",
    }
}

/// How a message ended, in words.
#[must_use]
pub const fn ended(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => "completed",
        Outcome::Failed => "failed",
        Outcome::Rejected => "rejected",
        Outcome::DeadLettered => "dead-lettered",
        Outcome::Lost => "lost",
    }
}

/// What happened, in a short sentence without a full stop.
#[must_use]
pub fn said(fact: Fact, lane: &Lane, scenario: &Scenario) -> String {
    let name = |node: crate::id::NodeId| lane.node(node).id.as_str().to_owned();
    match fact {
        Fact::Born { msg } => format!("message {} is born", msg.0),
        Fact::Taken { caller, msg, .. } => format!("caller {} takes message {} and stands still", caller + 1, msg.0),
        Fact::Tried { caller, msg, attempt } => format!("caller {} sends message {}, try {attempt}", caller + 1, msg.0),
        Fact::Missed { caller, attempt, word, .. } => format!("caller {}, try {attempt}: {}", caller + 1, told(word)),
        Fact::BackedOff { caller, attempt, .. } => format!("caller {} waits before try {attempt}", caller + 1),
        Fact::Freed { caller, msg, word, .. } => format!("caller {} is free, message {}: {}", caller + 1, msg.0, told(word)),
        Fact::Departed { cargo, msg, to, lost, .. } => {
            let whose = msg.map(|msg| format!(" {}", msg.0)).unwrap_or_default();
            let fate = if lost { ", and will be lost" } else { "" };
            format!("{}{whose} leaves for {}{fate}", carried(cargo), name(to))
        }
        Fact::Arrived { node, msg, duplicate, .. } => {
            format!("message {} arrives at {}{}", msg.0, name(node), if duplicate { ", a duplicate" } else { "" })
        }
        Fact::Refused { node, msg: Some(msg), word } => format!("{} refuses message {}: {}", name(node), msg.0, told(word)),
        Fact::Refused { node, msg: None, .. } => format!("{} refuses a poll", name(node)),
        Fact::Swallowed { node, msg, .. } => format!("{} will never answer message {}", name(node), msg.0),
        Fact::Started { node, slot, msg, .. } => format!("{} starts on message {} in slot {}", name(node), msg.0, slot + 1),
        Fact::Finished { node, msg, ok: true, .. } => format!("{} has done message {}", name(node), msg.0),
        Fact::Finished { node, msg, ok: false, .. } => format!("{} fails on message {}", name(node), msg.0),
        Fact::Dropped { node, msg, .. } => format!("{} drops message {}", name(node), msg.0),
        Fact::Unstarted { node, msg } => format!("{} lets go of message {}", name(node), msg.0),
        Fact::Queued { node, msg, .. } => format!("{} stores message {}", name(node), msg.0),
        Fact::Received { node, msg, receives, .. } => format!("{} hands out message {}, receive {receives}", name(node), msg.0),
        Fact::Reappeared { node, msg, .. } => format!("message {} is visible again in {}", msg.0, name(node)),
        Fact::Deleted { node, msg, .. } => format!("message {} is deleted from {}", msg.0, name(node)),
        Fact::SetAside { node, msg, .. } => format!("{} sets message {} aside", name(node), msg.0),
        Fact::EmptyReceive { node } => format!("{} has nothing for a poll", name(node)),
        Fact::Ended { msg, outcome, .. } => format!("message {} is {}", msg.0, ended(outcome)),
        Fact::FaultBegan { fault } => format!("{} of {} begins", fault_word(scenario, fault), fault_place(scenario, fault)),
        Fact::FaultEnded { fault } => format!("{} of {} is over", fault_word(scenario, fault), fault_place(scenario, fault)),
        Fact::StillBlocked { msg, .. } | Fact::StillWorking { msg, .. } | Fact::StillVisible { msg, .. } => {
            format!("the run is cut; message {} is still under way", msg.0)
        }
    }
}

fn fault_word(scenario: &Scenario, fault: u16) -> &'static str {
    scenario.faults.get(usize::from(fault)).map_or("fault", |fault| fault.kind.word())
}

fn fault_place(scenario: &Scenario, fault: u16) -> String {
    scenario.faults.get(usize::from(fault)).map(|fault| fault.on.to_string()).unwrap_or_default()
}
