//! Whom and what a fact is about.

use super::Fact;
use crate::id::{Msg, NodeId};

impl Fact {
    /// The message that it is about; nothing if it is about none.
    #[must_use]
    pub const fn msg(&self) -> Option<Msg> {
        match *self {
            Self::Departed { msg, .. } | Self::Refused { msg, .. } => msg,
            Self::Born { msg }
            | Self::Taken { msg, .. }
            | Self::Tried { msg, .. }
            | Self::Missed { msg, .. }
            | Self::BackedOff { msg, .. }
            | Self::Freed { msg, .. }
            | Self::WaitsForConnection { msg, .. }
            | Self::ResultFound { msg, .. }
            | Self::Arrived { msg, .. }
            | Self::Swallowed { msg, .. }
            | Self::Started { msg, .. }
            | Self::Finished { msg, .. }
            | Self::SlotCalled { msg, .. }
            | Self::Recognised { msg, .. }
            | Self::LeftBehind { msg, .. }
            | Self::CaughtUp { msg, .. }
            | Self::ExecutionStarted { msg, .. }
            | Self::StepTried { msg, .. }
            | Self::StepWaits { msg, .. }
            | Self::ExecutionEnded { msg, .. }
            | Self::Copied { msg, .. }
            | Self::Delivered { msg, .. }
            | Self::DeliveryWaits { msg, .. }
            | Self::Undeliverable { msg, .. }
            | Self::Dropped { msg, .. }
            | Self::Unstarted { msg, .. }
            | Self::WaitsForRoom { msg, .. }
            | Self::WaitedForRoom { msg, .. }
            | Self::Deduplicated { msg, .. }
            | Self::Queued { msg, .. }
            | Self::Appeared { msg, .. }
            | Self::PutBack { msg, .. }
            | Self::Received { msg, .. }
            | Self::Reappeared { msg, .. }
            | Self::Deleted { msg, .. }
            | Self::SetAside { msg, .. }
            | Self::Removed { msg, .. }
            | Self::Ended { msg, .. }
            | Self::StillBlocked { msg, .. }
            | Self::StillWorking { msg, .. }
            | Self::StillVisible { msg, .. } => Some(msg),
            Self::ColdStarted { .. }
            | Self::EmptyReceive { .. }
            | Self::FaultBegan { .. }
            | Self::FaultEnded { .. }
            | Self::Changed { .. } => None,
        }
    }

    /// The node at which it happened, in a lane with this sender; nothing if it is about the whole run.
    #[must_use]
    pub const fn node(&self, sender: NodeId) -> Option<NodeId> {
        match *self {
            Self::Departed { from, .. } => Some(from),
            Self::Born { .. }
            | Self::Taken { .. }
            | Self::Tried { .. }
            | Self::Missed { .. }
            | Self::BackedOff { .. }
            | Self::Freed { .. }
            | Self::WaitsForConnection { .. }
            | Self::ResultFound { .. }
            | Self::StillBlocked { .. } => Some(sender),
            Self::Arrived { node, .. }
            | Self::Refused { node, .. }
            | Self::Swallowed { node, .. }
            | Self::Started { node, .. }
            | Self::Finished { node, .. }
            | Self::ColdStarted { node, .. }
            | Self::SlotCalled { node, .. }
            | Self::Recognised { node, .. }
            | Self::LeftBehind { node, .. }
            | Self::CaughtUp { node, .. }
            | Self::ExecutionStarted { node, .. }
            | Self::StepTried { node, .. }
            | Self::StepWaits { node, .. }
            | Self::ExecutionEnded { node, .. }
            | Self::Copied { node, .. }
            | Self::Delivered { node, .. }
            | Self::DeliveryWaits { node, .. }
            | Self::Undeliverable { node, .. }
            | Self::Dropped { node, .. }
            | Self::Unstarted { node, .. }
            | Self::WaitsForRoom { node, .. }
            | Self::WaitedForRoom { node, .. }
            | Self::Deduplicated { node, .. }
            | Self::Queued { node, .. }
            | Self::Appeared { node, .. }
            | Self::PutBack { node, .. }
            | Self::Received { node, .. }
            | Self::Reappeared { node, .. }
            | Self::Deleted { node, .. }
            | Self::SetAside { node, .. }
            | Self::Removed { node, .. }
            | Self::EmptyReceive { node }
            | Self::StillVisible { node, .. } => Some(node),
            Self::Ended { .. } | Self::FaultBegan { .. } | Self::FaultEnded { .. } | Self::Changed { .. } | Self::StillWorking { .. } => {
                None
            }
        }
    }

    /// Whether it is about this node of a lane with this sender: it happened there, or comes there.
    #[must_use]
    pub fn touches(&self, node: NodeId, sender: NodeId) -> bool {
        self.node(sender) == Some(node) || matches!(self, Self::Departed { to, .. } if *to == node)
    }
}
