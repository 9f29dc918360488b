//! What lies under the mouse: drawing says where it has put things, so that a click means what the eye sees there.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::model::{Model, Panel};
use super::{caller, view};
use crate::id::{LaneId, Msg, NodeId};
use crate::scenario::View;

/// Something that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// The box of a node.
    Node(LaneId, NodeId),
    /// A caller of a sender, by its place.
    Caller(LaneId, NodeId, usize),
    /// A message.
    Message(Msg),
    /// The inspector.
    Panel,
}

/// What lies on top in a cell of the screen.
pub fn hit(model: &Model, at: Position) -> Option<Hit> {
    let screen = Rect::new(0, 0, model.width, model.height);
    let hits = view::hits(model, screen, &mut Buffer::empty(screen));
    hits.into_iter().rfind(|(place, _)| place.contains(at)).map(|(_, hit)| hit)
}

/// Selects what was clicked: a node, which is inspected until it is clicked again; a caller; a message, which is followed.
pub fn click(model: &mut Model, hit: Hit) {
    match hit {
        Hit::Node(lane, node) => {
            let again = model.selected == Some((lane, node)) && model.panel == Panel::Inspector;
            model.panel = if again { Panel::None } else { Panel::Inspector };
            model.selected = Some((lane, node));
        }
        Hit::Caller(lane, node, place) => caller::select(model, lane, node, place),
        Hit::Message(msg) => {
            model.study.followed = Some(msg);
            model.view = View::Message;
        }
        Hit::Panel => {}
    }
}
