//! The frame of a node's box: its name, what is wrong with it, and its counts.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::{Block, Widget};

use crate::id::{LaneId, NodeId};
use crate::scenario::Lane;
use crate::scene::Trouble;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;
use crate::ui::words;

/// The width inside a box below which there is no room for blanks.
const NARROW: u16 = 13;

/// A node with what its box needs.
pub struct Framed<'a> {
    pub model: &'a Model,
    pub lane_id: LaneId,
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
    /// Draws the frame. In its head stand the first of `titles` that fits, or the beginning of the last, and the first of `counts`
    /// that leaves room for the name, unless something is wrong; in its foot as many of `below` as fit. Returns what is inside.
    pub fn frame(&self, titles: &[String], counts: &[&str], below: &[String], paint: &mut Paint<'_>) -> Rect {
        let Rect { x, y, width: all, .. } = self.area;
        let focused = self.model.looks_at(self.lane_id, self.id);
        let role = match self.trouble {
            Some(_) => Role::Error,
            None if focused => Role::Heading,
            None => Role::Structure,
        };
        if self.area.height > 1 {
            let border = if focused { paint.signs.focus } else { paint.signs.frame };
            Block::bordered().border_set(border).border_style(paint.theme.style(role)).render(self.area, paint.buf);
        } else {
            paint.repeat(self.area, x, y, paint.signs.lines[10], all, role);
            paint.words(self.area, x, y, paint.signs.start, role);
            paint.words(self.area, (x + all).saturating_sub(1), y, paint.signs.end, role);
        }
        let edge = Rect { x: x + 1, width: all.saturating_sub(2), ..self.area };
        let differs = if self.lane.node(self.id).differs_from_preset() { format!(" {}", paint.signs.differs) } else { String::new() };
        let name = width(titles.last().map_or("", String::as_str)) + width(&differs);
        let Head { right, role, count, wrong } = self.head(name, counts, edge.width, paint);
        let at = paint.words_right(edge, y, &right, role);
        // In a narrow box the letters need the room of the blanks.
        let blank = if edge.width < NARROW { "" } else { " " };
        let room = at.saturating_sub(edge.x).saturating_sub(2 * width(blank));
        let room = room.saturating_sub(width(&differs));
        let title = titles.iter().find(|title| width(title) <= room).or(titles.last()).map_or("", String::as_str);
        let role = if self.trouble.is_some() { Role::Error } else { Role::Text };
        let style = paint.theme.style(role);
        let selected = self.model.selected == Some((self.lane_id, self.id));
        let style = if selected { style.add_modifier(Modifier::REVERSED) } else { style };
        paint.styled(edge, edge.x, y, &format!("{blank}{}{differs}{blank}", fit(title, room, paint.signs.more)), style);
        if self.area.height > 1 {
            let left = if count.is_some() { &[] } else { counts };
            self.foot(wrong.as_deref(), below, left, edge, paint);
        }
        Rect { x: x + 2, y: y + 1, width: all.saturating_sub(3), height: self.area.height.saturating_sub(2) }
    }

    /// What stands at the right of a head of so many cells beside a name of so many, and what is wrong beside it.
    fn head<'a>(&self, name: u16, counts: &[&'a str], room: u16, paint: &Paint<'_>) -> Head<'a> {
        let link = self.link.map(|Trouble { kind, .. }| format!("{} link {}", paint.signs.of_fault(kind), words::troubled(kind)));
        let Some(Trouble { kind, since }) = self.trouble else {
            let count = counts.iter().find(|count| width(count) + 2 + name + 2 <= room).copied();
            return Head { right: count.map(|count| format!(" {count} ")).unwrap_or_default(), role: Role::Text, count, wrong: link };
        };
        let (sign, word, lasts) = (paint.signs.of_fault(kind), words::troubled(kind), self.model.now().since(since));
        // The slots tell for how long, should the head have no room for it.
        let states = [format!(" {sign} {word} {lasts} "), format!(" {sign} {word} ")];
        let sign_alone = if room < NARROW { format!("{}{sign}", paint.signs.lines[10]) } else { format!(" {sign} ") };
        match states.into_iter().find(|state| width(state) + name.min(8) + 3 <= room) {
            Some(right) => Head { right, role: Role::Error, count: None, wrong: link },
            None => Head { right: sign_alone, role: Role::Error, count: None, wrong: Some(word.to_owned()) },
        }
    }

    /// What is wrong, if the head has no room for it, and as many of the parts as fit; what does not fit is left out whole. Of
    /// `counts` the first that fits goes after them.
    fn foot(&self, wrong: Option<&str>, parts: &[String], counts: &[&str], edge: Rect, paint: &mut Paint<'_>) {
        let y = self.area.bottom() - 1;
        let fits = |x: u16, part: &str| x + width(part) + 2 <= edge.right();
        let mut x = edge.x;
        for (part, role) in wrong.iter().map(|wrong| (*wrong, Role::Error)).chain(parts.iter().map(|part| (part.as_str(), Role::Text))) {
            if fits(x, part) {
                x = paint.words(edge, x, y, &format!(" {part} "), role);
            }
        }
        if let Some(count) = counts.iter().find(|count| fits(x, count)) {
            paint.words(edge, x, y, &format!(" {count} "), Role::Text);
        }
    }

    /// The kind and the name; the name alone says enough where both have no room.
    pub fn titles(&self, kind: &str) -> [String; 2] {
        [format!("{kind} {}", self.name()), self.name().to_owned()]
    }

    /// The node's name in the file.
    pub fn name(&self) -> &str {
        self.lane.node(self.id).id.as_str()
    }
}

/// The right part of a head.
struct Head<'a> {
    right: String,
    role: Role,
    /// The count that stands there.
    count: Option<&'a str>,
    /// What is wrong, too, and has no room there.
    wrong: Option<String>,
}
