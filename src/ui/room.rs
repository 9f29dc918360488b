//! Whether the words of a scene have room on a screen of 80 columns and 24 rows, the smallest that a class is shown.

use ratatui::layout::Rect;

use super::layout::{Rim, Wordage, lane_places, lanes, panes};
use super::model::Arrangement;
use super::paint::{width, wrap};
use super::question::Question;
use super::turn;
use super::view::{caption, header, stage};
use crate::scenario::text::Text;
use crate::scenario::{Ask, Scenario, Scene};

/// The screen.
const SCREEN: Rect = Rect { x: 0, y: 0, width: 80, height: 24 };
/// The cells of a line of words on it.
const CELLS: u16 = SCREEN.width - 2;

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

/// A name that has no room; its end is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The cells that it takes.
    pub cells: u16,
    /// For how many there is room.
    pub room: u16,
}

impl Cut {
    fn of(name: &Text, room: u16) -> Option<Self> {
        let cells = width(name.as_str());
        (cells > room).then_some(Self { cells, room })
    }
}

/// Words that stand on the screen together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The question with its options.
    Question,
    /// The question with its options, which is right, and why.
    Answer,
    /// The question with its options, as a class sees it, and the hands for each.
    Vote,
    /// The same with the answer and why.
    Outcome,
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
            let wordage = Wordage { wanted: question.wanted(CELLS), needed: question.needed(CELLS) };
            let pane = panes(SCREEN, wordage, Rim::All, &scenario.lanes, Arrangement::Auto).caption;
            judge(words, question.within(pane).1.len(), pane.height);
        }
    }
    for (words, wordage) in scene.ask.iter().flat_map(before_a_class) {
        judge(words, usize::from(wordage.needed), panes(SCREEN, wordage, Rim::Words, &scenario.lanes, Arrangement::Auto).caption.height);
    }
    if let (None, Some(turn)) = (&scene.ask, &scene.turn) {
        let pane = panes(SCREEN, turn::wordage(scene, turn, true, CELLS), Rim::All, &scenario.lanes, Arrangement::Auto).caption;
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

/// How many lines a question takes before a class: asked, and answered.
fn before_a_class(ask: &Ask) -> [(Words, Wordage); 2] {
    [(Words::Vote, false), (Words::Outcome, true)].map(|(words, is_told)| {
        let question = Question::for_a_class(ask, is_told);
        (words, Wordage { wanted: question.wanted(CELLS), needed: question.needed(CELLS) })
    })
}

/// A title that is cut off in a class.
#[must_use]
pub fn cut_title(scenario: &Scenario) -> Option<Cut> {
    Cut::of(&scenario.title, header::room_for_title(CELLS, &scenario.end().to_string()))
}

/// Of each lane whether its name is cut off in a class: beside a caption, or a question, which takes more room.
#[must_use]
pub fn cut_names(scenario: &Scenario) -> Vec<Option<Cut>> {
    let asks = scenario.scenes.iter().filter_map(|scene| scene.ask.as_ref());
    let words = asks.flat_map(before_a_class).map(|(_, wordage)| wordage).chain([Wordage::default()]);
    let stages = words.map(|words| panes(SCREEN, words, Rim::Words, &scenario.lanes, Arrangement::Auto).stage);
    let stages: Vec<Vec<Rect>> = stages.map(|stage| lanes(stage, &scenario.lanes, Arrangement::Auto)).collect();
    let room = |at: usize, lane| {
        let places = stages.iter().filter_map(|places| places.get(at));
        places.map(|place| stage::room_for_name(&lane_places(lane, *place))).min()
    };
    scenario.lanes.iter().enumerate().map(|(at, lane)| Cut::of(&lane.name, room(at, lane)?)).collect()
}
