//! How a screen is shared out for what a model shows, and how large its words are.

use ratatui::layout::Rect;

use super::layout::{Panes, Rim, Wordage, panes};
use super::model::{Model, Overlay};
use super::question::Question;
use super::sign::Signs;
use super::turn;
use super::view::caption;

impl Model {
    /// The parts of a screen of this size: a question and a turn have more room than a caption. In a class, words are of double
    /// size where that leaves the lanes what they need.
    pub(super) fn panes(&self, area: Rect) -> Panes {
        let cells = area.width.saturating_sub(2);
        if self.has_large_type() {
            let lines = self.wordage(cells / 2).map_or_else(|| caption::height(self, cells / 2), |words| words.wanted).saturating_mul(2);
            let large = self.shared_out(area, Wordage { wanted: lines, needed: 0 });
            if large.caption.height > lines {
                return Panes { large_type: true, ..large };
            }
        }
        self.shared_out(area, self.wordage(cells).unwrap_or_default())
    }

    /// How many lines a question or a turn takes.
    fn wordage(&self, cells: u16) -> Option<Wordage> {
        if let Some(question) = Question::of(self) {
            return Some(Wordage { wanted: question.wanted(cells), needed: question.needed(cells) });
        }
        turn::shown(self).map(|(scene, turn)| turn::wordage(scene, turn, self.talk.is_none(), cells))
    }

    fn shared_out(&self, area: Rect, words: Wordage) -> Panes {
        let rim = match &self.talk {
            None => Rim::All,
            Some(talk) if talk.bare => Rim::None,
            Some(_) => Rim::Words,
        };
        panes(area, words, rim, &self.scenario.lanes, self.arrangement)
    }

    /// Whether few things are shown large, for the back row of a class. Plain characters have no large digits.
    pub(super) fn is_large(&self) -> bool {
        self.is_large_talk() && *self.signs != Signs::ASCII
    }

    /// Whether words are to be of double size: not below what lies on top, which would be in their lines.
    pub(super) fn has_large_type(&self) -> bool {
        let is_covered = self.overlay != Overlay::None || self.notice.is_on_top();
        self.large_type && self.is_large_talk() && !is_covered
    }

    fn is_large_talk(&self) -> bool {
        self.talk.as_ref().is_some_and(|talk| talk.large)
    }
}
