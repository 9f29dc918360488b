//! Facts as short sentences.

use super::{carried, ended, told};
use crate::fact::Fact;
use crate::id::NodeId;
use crate::scenario::{Lane, Scenario};

/// What happened, in a short sentence without a full stop.
#[must_use]
pub fn said(fact: Fact, lane: &Lane, scenario: &Scenario) -> String {
    let said = of_sender(fact, lane).or_else(|| of_receiver(fact, lane)).or_else(|| of_broker(fact, lane));
    said.or_else(|| of_run(fact, lane, scenario)).unwrap_or_default()
}

/// What a caller does.
fn of_sender(fact: Fact, lane: &Lane) -> Option<String> {
    let name = |node: NodeId| lane.node(node).id.as_str();
    Some(match fact {
        Fact::Born { msg } => format!("message {} is born", msg.0),
        Fact::Taken { caller, msg, .. } => format!("caller {} takes message {} and stands still", caller + 1, msg.0),
        Fact::Tried { caller, msg, attempt, to } => format!("caller {} sends message {} to {}, try {attempt}", caller + 1, msg.0, name(to)),
        Fact::Missed { caller, attempt, word, .. } => format!("caller {}, try {attempt}: {}", caller + 1, told(word)),
        Fact::BackedOff { caller, attempt, .. } => format!("caller {} waits before try {attempt}", caller + 1),
        Fact::Freed { caller, msg, word, .. } => format!("caller {} is free, message {}: {}", caller + 1, msg.0, told(word)),
        Fact::WaitsForConnection { caller, msg } => format!("caller {} waits for a connection for message {}", caller + 1, msg.0),
        Fact::ResultFound { msg, .. } => format!("the sender finds the result of message {}", msg.0),
        _ => return None,
    })
}

/// What happens at a service or a worker.
fn of_receiver(fact: Fact, lane: &Lane) -> Option<String> {
    let name = |node: NodeId| lane.node(node).id.as_str();
    Some(match fact {
        Fact::ColdStarted { node, slot, .. } => format!("slot {} of {} starts cold", slot + 1, name(node)),
        Fact::SlotCalled { node, msg, to, .. } => format!("{} calls {} for message {}", name(node), name(to), msg.0),
        Fact::Recognised { node, msg } => format!("{} has done message {} before", name(node), msg.0),
        Fact::LeftBehind { node, msg, .. } => format!("{} answers, and leaves work on message {} behind", name(node), msg.0),
        Fact::CaughtUp { node, msg, ok: true, .. } => format!("{} has done what it left behind of message {}", name(node), msg.0),
        Fact::CaughtUp { node, msg, ok: false, .. } => format!("{} drops what it left behind of message {}", name(node), msg.0),
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
        _ => return None,
    })
}

/// What happens at a queue, a topic or a workflow.
fn of_broker(fact: Fact, lane: &Lane) -> Option<String> {
    let name = |node: NodeId| lane.node(node).id.as_str();
    Some(match fact {
        Fact::ExecutionStarted { node, msg, .. } => format!("{} starts an execution for message {}", name(node), msg.0),
        Fact::StepTried { node, msg, step, attempt, .. } => {
            format!("{} makes step {} for message {}, try {attempt}", name(node), step + 1, msg.0)
        }
        Fact::StepWaits { node, msg, .. } => format!("{} waits before it tries again for message {}", name(node), msg.0),
        Fact::ExecutionEnded { node, msg, ok: true, .. } => format!("{} is through with message {}", name(node), msg.0),
        Fact::ExecutionEnded { node, msg, ok: false, .. } => format!("{} has failed for message {}", name(node), msg.0),
        Fact::Copied { node, msg, copies: 1 } => format!("{} makes a copy of message {}", name(node), msg.0),
        Fact::Copied { node, msg, copies } => format!("{} makes {copies} copies of message {}", name(node), msg.0),
        Fact::Delivered { node, msg, to, .. } => format!("{} has delivered message {} to {}", name(node), msg.0, name(to)),
        Fact::DeliveryWaits { node, msg, to, .. } => {
            format!("{} waits before it delivers message {} to {} again", name(node), msg.0, name(to))
        }
        Fact::Undeliverable { node, msg, to } => format!("{} gives up on delivering message {} to {}", name(node), msg.0, name(to)),
        Fact::WaitsForRoom { node, msg } => format!("message {} waits for room in {}", msg.0, name(node)),
        Fact::WaitedForRoom { node, msg } => format!("message {} waits no longer for room in {}", msg.0, name(node)),
        Fact::Deduplicated { node, msg } => format!("{} remembers message {} and doesn't store it again", name(node), msg.0),
        Fact::Appeared { node, msg, .. } => format!("message {} is visible in {}", msg.0, name(node)),
        Fact::PutBack { node, msg, .. } => format!("{} keeps message {} for its next push", name(node), msg.0),
        Fact::Removed { node, msg, outcome, .. } => format!("message {} leaves {}: {}", msg.0, name(node), ended(outcome)),
        Fact::Queued { node, msg, .. } => format!("{} stores message {}", name(node), msg.0),
        Fact::Received { node, msg, receives, .. } => format!("{} hands out message {}, receive {receives}", name(node), msg.0),
        Fact::Reappeared { node, msg, .. } => format!("message {} is visible again in {}", msg.0, name(node)),
        Fact::Deleted { node, msg, .. } => format!("message {} is deleted from {}", msg.0, name(node)),
        Fact::SetAside { node, msg, .. } => format!("{} sets message {} aside", name(node), msg.0),
        Fact::EmptyReceive { node } => format!("{} has nothing for a poll", name(node)),
        _ => return None,
    })
}

/// What happens between the nodes, to messages, and to the whole run.
fn of_run(fact: Fact, lane: &Lane, scenario: &Scenario) -> Option<String> {
    let name = |node: NodeId| lane.node(node).id.as_str();
    Some(match fact {
        Fact::Changed { change } => {
            scenario.changes.get(usize::from(change)).map_or_else(String::new, |change| format!("{} is {} now", change.set, change.to))
        }
        Fact::Departed { cargo, msg, to, lost, .. } => {
            let whose = msg.map(|msg| format!(" {}", msg.0)).unwrap_or_default();
            let fate = if lost { ", and will be lost" } else { "" };
            format!("{}{whose} leaves for {}{fate}", carried(cargo), name(to))
        }
        Fact::Ended { msg, outcome, .. } => format!("message {} is {}", msg.0, ended(outcome)),
        Fact::FaultBegan { fault } => format!("{} of {} begins", fault_word(scenario, fault), fault_place(scenario, fault)),
        Fact::FaultEnded { fault } => format!("{} of {} is over", fault_word(scenario, fault), fault_place(scenario, fault)),
        Fact::StillBlocked { msg, .. } | Fact::StillWorking { msg, .. } | Fact::StillVisible { msg, .. } => {
            format!("the run is cut; message {} is still under way", msg.0)
        }
        _ => return None,
    })
}

fn fault_word(scenario: &Scenario, fault: u16) -> &'static str {
    scenario.faults.get(usize::from(fault)).map_or("fault", |fault| fault.kind.word())
}

fn fault_place(scenario: &Scenario, fault: u16) -> String {
    scenario.faults.get(usize::from(fault)).map(|fault| fault.on.to_string()).unwrap_or_default()
}
