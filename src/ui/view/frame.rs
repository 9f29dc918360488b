//! The frame of a node's box: its name, what is wrong with it, and its counts.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use crate::id::NodeId;
use crate::scenario::Lane;
use crate::scene::Trouble;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;
use crate::ui::words;

/// A node with what its box needs.
pub struct Framed<'a> {
    pub model: &'a Model,
    pub lane: &'a Lane,
    pub id: NodeId,
    pub area: Rect,
    /// Whether it is only a shelf for dead letters.
    pub dead_letters: bool,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
    /// What is wrong with the link into it, if the link has no room to say so.
    pub link: Option<Trouble>,
}

impl Framed<'_> {
    /// Draws the frame; the first of `counts` that leaves room for the name stands at the right of its head unless something is
    /// wrong, the beginnings of `below` that fit in its foot. Returns what is inside.
    pub fn frame(&self, title: &str, counts: &[&str], below: &[String], paint: &mut Paint<'_>) -> Rect {
        let Rect { x, y, width: all, .. } = self.area;
        let role = if self.trouble.is_some() { Role::Error } else { Role::Structure };
        if self.area.height > 1 {
            Block::bordered().border_set(paint.signs.frame).border_style(paint.theme.style(role)).render(self.area, paint.buf);
        } else {
            paint.repeat(self.area, x, y, paint.signs.lines[10], all, role);
        }
        let edge = Rect { x: x + 1, width: all.saturating_sub(2), ..self.area };
        let (right, right_role) = self.state(counts, edge.width, paint);
        let at = paint.words_right(edge, y, &right, right_role);
        let room = at.saturating_sub(edge.x).saturating_sub(2);
        if room > 2 {
            // Where the kind has no room, the name says enough.
            let title = if width(title) <= room { title } else { self.name() };
            let role = if self.trouble.is_some() { Role::Error } else { Role::Text };
            paint.words(edge, edge.x, y, &format!(" {} ", fit(title, room, paint.signs.more)), role);
        }
        let foot = foot(below, edge.width.saturating_sub(2));
        if !foot.is_empty() && self.area.height > 1 {
            paint.words(edge, edge.x, self.area.bottom() - 1, &format!(" {foot} "), Role::Text);
        }
        Rect { x: x + 2, y: y + 1, width: all.saturating_sub(3), height: self.area.height.saturating_sub(2) }
    }

    /// What stands at the right of the head, of so many cells.
    fn state(&self, counts: &[&str], room: u16, paint: &Paint<'_>) -> (String, Role) {
        let fits = |state: &String| width(state) + width(self.name()).min(8) + 3 <= room;
        let states = match (self.trouble, self.link) {
            (Some(Trouble { kind, since }), _) => {
                let (sign, word) = (paint.signs.of_fault(kind), words::troubled(kind));
                // The slots tell for how long, should the head have no room for it.
                [format!(" {sign} {word} {} ", self.model.now().since(since)), format!(" {sign} {word} "), format!(" {sign} ")].to_vec()
            }
            (None, Some(Trouble { kind, .. })) => {
                let (sign, word) = (paint.signs.of_fault(kind), words::troubled(kind));
                [format!(" {sign} link {word} "), format!(" {sign} {word} "), format!(" {sign} ")].to_vec()
            }
            (None, None) => {
                let fits = |count: &&&str| width(count) + 2 + width(self.name()) + 3 <= room;
                return (counts.iter().find(fits).map(|count| format!(" {count} ")).unwrap_or_default(), Role::Text);
            }
        };
        let least = states.last().cloned().unwrap_or_default();
        (states.into_iter().find(fits).unwrap_or(least), Role::Error)
    }

    /// The node's name in the file.
    pub fn name(&self) -> &str {
        self.lane.node(self.id).id.as_str()
    }
}

/// As many of the parts as fit; what does not fit is left out whole.
fn foot(parts: &[String], room: u16) -> String {
    let mut foot = String::new();
    for part in parts {
        let gap = if foot.is_empty() { "" } else { "  " };
        if width(&foot) + width(gap) + width(part) > room {
            break;
        }
        foot = foot + gap + part;
    }
    foot
}
