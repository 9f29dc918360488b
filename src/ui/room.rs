//! Whether the words of a scene have room on a screen of 80 columns and 24 rows, the smallest that a class is shown.

use ratatui::layout::Rect;

use super::layout::{Rim, Wordage, panes};
use super::model::Arrangement;
use super::paint::wrap;
use super::question::Question;
use super::turn;
use super::view::caption;
use crate::scenario::{Scenario, Scene};

/// The screen.
const SCREEN: Rect = Rect { x: 0, y: 0, width: 80, height: 24 };

/// Words that have no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tight {
    /// Which words.
    pub words: Words,
    /// How many lines they take.
    pub lines: usize,
    /// For how many there is room.
    pub room: usize,
}

/// Words that stand on the screen together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The question with its options.
    Question,
    /// The question with its options, which is right, and why.
    Answer,
    /// What stands there afterwards, or from the beginning where nothing is asked: title, caption, goal, and the answer with its why.
    Caption,
}

/// What of a scene has no room; the end of it is cut off.
#[must_use]
pub fn tight(scenario: &Scenario, scene: &Scene) -> Vec<Tight> {
    let mut tight = Vec::new();
    let mut judge = |words, lines: usize, room: u16| {
        let room = usize::from(room);
        if lines > room {
            tight.push(Tight { words, lines, room });
        }
    };
    if let Some(ask) = &scene.ask {
        // Who was wrong sees most: which is right, and which was chosen. What to press may be cut off.
        let wrong = usize::from(ask.answer == 0);
        for (words, given) in [(Words::Question, None), (Words::Answer, Some(wrong))] {
            let (say, is_told) = (scene.say.as_str(), given.is_some());
            let question = Question { scene: 0, say, ask, given, is_told, waits: false, is_changed: false, class: None };
            let cells = SCREEN.width - 2;
            let wordage = Wordage { wanted: question.wanted(cells), needed: question.needed(cells) };
            let pane = panes(SCREEN, wordage, Rim::All, &scenario.lanes, Arrangement::Auto).caption;
            judge(words, question.within(pane).1.len(), pane.height);
        }
    }
    if let (None, Some(turn)) = (&scene.ask, &scene.turn) {
        let pane = panes(SCREEN, turn::wordage(scene, turn, true, SCREEN.width - 2), Rim::All, &scenario.lanes, Arrangement::Auto).caption;
        // Caption and title go where there is no room for all.
        let needed = turn::wordage(scene, turn, true, pane.width).needed;
        judge(Words::Caption, usize::from(needed), pane.height);
        return tight;
    }
    let pane = panes(SCREEN, Wordage::default(), Rim::All, &scenario.lanes, Arrangement::Auto).caption;
    let waits = if scene.pause { " (Space goes on.)" } else { "" };
    let say = match &scene.ask {
        Some(ask) => {
            // While its outcome is watched, what was chosen stands there, too.
            let watched = (0..ask.options.len()).map(|option| caption::watch(ask, Some(option)));
            watched.chain([caption::answer(ask)]).max_by_key(|say| wrap(say, pane.width).len()).unwrap_or_default()
        }
        None => format!("{}{waits}", scene.say),
    };
    let alone = wrap(&say, pane.width).len();
    let lines = if scene.title.is_empty() || scene.ask.is_some() || alone < usize::from(pane.height) {
        alone
    } else {
        wrap(&format!("{}: {say}", scene.title), pane.width).len()
    };
    judge(Words::Caption, lines, pane.height);
    tight
}
