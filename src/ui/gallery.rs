//! The gallery: the lessons by their chapters, one of them chosen, and a search among them.

mod entry;
mod length;
mod places;
mod search;

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Position;

pub use self::entry::{Entry, Pick};
pub use self::length::Length;
pub use self::places::{Places, Row, first, places, rows};
use self::search::Search;
use super::key::{Code, Key};
use super::keymap::{self, Choice};
use super::mouse::{Act, Mouse};
use super::reload::Broken;
use super::run::Run;
use super::sign::Signs;
use super::theme::Theme;
pub use super::view::gallery as view;
use super::{Effect, Input};
use crate::scenario::Scenario;
use crate::scenario::shipped::Lesson;
use crate::scenario::text::Text;
use crate::tape::{Cue, cues};

/// The state of the gallery.
#[derive(Clone, Debug)]
pub struct Gallery {
    pub(super) entries: Vec<Entry>,
    /// How many questions the quiz has, which stands after the last lesson; with none, there is no quiz.
    pub(super) questions: usize,
    /// What is chosen, by its place.
    pub(super) chosen: usize,
    pub(super) search: Search,
    /// The row of the list that is at its top, as long as the chosen lesson is visible then.
    pub(super) top: usize,
    pub(super) overlay: Overlay,
    /// Why something could not be done; stands until the next key.
    pub(super) said: Option<Text>,
    /// For how long yet a letter makes the key that quits the beginning of a word.
    leaving: Option<Duration>,
    /// The columns and rows of the screen, as far as they are known.
    pub(super) size: (u16, u16),
    /// Whether what is opened is presented, not played.
    pub presents: bool,
    /// Whether motion is reduced in what is opened.
    pub calm: bool,
    /// Whether the terminal has letters of double size.
    pub large_type: bool,
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub signs: &'static Signs,
}

/// How long after the key that quits a letter still makes it the beginning of a word to search for.
const LEAVES: Duration = Duration::from_millis(600);

/// What lies on top of the gallery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    None,
    /// The keys.
    Help,
}

impl Gallery {
    /// A gallery of these lessons, the first of them chosen.
    #[must_use]
    pub fn new(lessons: Vec<Lesson>, theme: Theme, signs: &'static Signs) -> Self {
        let entries = lessons.into_iter().map(Entry::shipped).collect();
        let search = Search::default();
        Self {
            entries,
            questions: 0,
            chosen: 0,
            search,
            top: 0,
            overlay: Overlay::None,
            said: None,
            leaving: None,
            size: (0, 0),
            presents: false,
            calm: false,
            large_type: false,
            theme,
            signs,
        }
    }

    /// The same with a scenario of the user's on top, of which this is the run.
    #[must_use]
    pub fn with_own(mut self, path: &str, run: &Run) -> Self {
        self.entries.insert(0, Entry::own(path, &run.scenario, &run.cues));
        self
    }

    /// Whether wall time does something: how long the lessons play is still being worked out, or it is about to be left.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.leaving.is_some() || self.entries.iter().any(|entry| entry.length.is_none())
    }

    /// Chooses this, if it is there.
    pub fn choose(&mut self, pick: Pick) {
        if let Some(place) = self.entries.iter().position(|entry| entry.pick == pick) {
            self.go(place);
        }
    }

    /// The places of what the search finds.
    pub(super) fn found(&self) -> Vec<usize> {
        let deep = self.is_deep();
        (0..=self.entries.len()).filter(|place| self.finds(*place, deep)).collect()
    }

    fn is_found(&self, place: usize) -> bool {
        self.finds(place, self.is_deep())
    }

    /// Whether no lesson says of itself what is searched for, so that all that they tell is looked through.
    fn is_deep(&self) -> bool {
        !self.entries.iter().any(|entry| self.search.finds(entry, false))
    }

    fn finds(&self, place: usize, deep: bool) -> bool {
        match self.entries.get(place) {
            Some(entry) => self.search.finds(entry, deep),
            None => place == self.entries.len() && self.questions > 0 && self.search.finds_in(&self.quiz()),
        }
    }

    /// The quiz, as the list has it.
    pub(super) fn quiz(&self) -> String {
        format!("Quiz: {} questions", self.questions)
    }

    /// Whether the quiz is chosen, unless the search hides it.
    pub(super) fn is_quiz_chosen(&self) -> bool {
        self.chosen == self.entries.len() && self.is_found(self.chosen)
    }

    /// The lesson that is chosen, unless the search hides it.
    pub(super) fn chosen(&self) -> Option<&Entry> {
        self.entries.get(self.chosen).filter(|_| self.is_found(self.chosen))
    }

    /// Says why something could not be opened.
    pub(super) fn refuse(&mut self, why: &Broken) {
        self.said = Some(why.in_a_sentence());
    }

    /// The user's own scenario says something else now, and its scenes begin then.
    pub(super) fn renew(&mut self, scenario: &Arc<Scenario>, cues: &[Cue]) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.pick == Pick::Own) {
            *entry = Entry::own(entry.name.as_str(), scenario, cues);
        }
    }

    /// Chooses a lesson and brings it into view, with the title of its chapter if that stands right above.
    fn go(&mut self, place: usize) {
        self.chosen = place;
        let rows = rows(self);
        let height = usize::from(places(self.area()).list.height);
        let Some(row) = rows.iter().position(|row| *row == Row::Lesson(place)) else { return };
        let titled = row.checked_sub(1).filter(|above| matches!(rows[*above], Row::Chapter(_))).unwrap_or(row);
        self.top = self.top.min(titled).max((row + 1).saturating_sub(height));
    }

    /// Goes so many lessons on, or back, among those that are found.
    fn turn(&mut self, by: isize) {
        let found = self.found();
        let here = found.iter().position(|place| *place == self.chosen).unwrap_or(0);
        let there = here.saturating_add_signed(by).min(found.len().saturating_sub(1));
        if let Some(place) = found.get(there) {
            self.go(*place);
        }
    }

    /// After the search has changed: what is chosen is among what is found, and stands in the middle.
    fn settle(&mut self) {
        if !self.is_found(self.chosen) {
            self.chosen = self.found().first().copied().unwrap_or(self.chosen);
        }
        let middle = usize::from(places(self.area()).list.height / 2);
        let row = rows(self).iter().position(|row| *row == Row::Lesson(self.chosen)).unwrap_or(0);
        self.top = row.saturating_sub(middle);
    }
}

/// Takes an input in.
pub fn update(gallery: &mut Gallery, input: Input) -> Effect {
    match input {
        Input::Key(key) => return press(gallery, key),
        Input::Mouse(mouse) => return handle(gallery, mouse),
        // One at a time: some must be looked through for when their scenes begin.
        Input::Elapsed(wall) => {
            if let Some(left) = gallery.leaving {
                gallery.leaving = left.checked_sub(wall);
                if gallery.leaving.is_none() {
                    return Effect::Quit;
                }
            }
            if let Some(entry) = gallery.entries.iter_mut().find(|entry| entry.length.is_none()) {
                entry.length = Some(length::of(&entry.scenario, &cues(&entry.scenario)));
            }
        }
        Input::Noted(words) => gallery.said = Some(Text::prose(&words)),
        Input::Resized { width, height } => {
            gallery.size = (width, height);
            gallery.go(gallery.chosen);
        }
        Input::Reloaded(_) | Input::Opened { .. } => {}
    }
    Effect::None
}

fn press(gallery: &mut Gallery, key: Key) -> Effect {
    gallery.said = None;
    let q = Key::char('q');
    if gallery.leaving.take().is_some() {
        // A word that begins with q is on its way.
        match key.code {
            _ if key == q || key == Key::ctrl('c') => return Effect::Quit,
            Code::Char(c) if !key.ctrl && c.is_alphanumeric() => {
                gallery.search.push('q');
                gallery.search.push(c);
                gallery.settle();
                return Effect::None;
            }
            _ => {}
        }
    } else if key == q && gallery.overlay == Overlay::None && !gallery.search.takes(key) {
        gallery.leaving = Some(LEAVES);
        gallery.said = Some(Text::prose("q leaves; a word that begins with q is searched for"));
        return Effect::None;
    }
    let choice = keymap::choice(key).filter(|_| !gallery.search.takes(key));
    // A key that is not about the help takes it away, and nothing else.
    let about_help = matches!(choice, Some(Choice::Help | Choice::NextTheme | Choice::Repaint | Choice::Suspend | Choice::Quit));
    if gallery.overlay == Overlay::Help && !about_help {
        gallery.overlay = Overlay::None;
        return Effect::None;
    }
    match (choice, key.code) {
        (Some(choice), _) => return obey(gallery, choice),
        (None, Code::Char(c)) if !key.ctrl && gallery.search.push(c) => gallery.settle(),
        (None, _) => {}
    }
    Effect::None
}

fn obey(gallery: &mut Gallery, choice: Choice) -> Effect {
    let page = isize::try_from(places(gallery.area()).list.height).unwrap_or(isize::MAX).saturating_sub(2).max(1);
    match choice {
        Choice::Next => gallery.turn(1),
        Choice::Previous => gallery.turn(-1),
        Choice::PageOn => gallery.turn(page),
        Choice::PageBack => gallery.turn(-page),
        Choice::First => gallery.turn(isize::MIN),
        Choice::Last => gallery.turn(isize::MAX),
        Choice::Play | Choice::Present => {
            gallery.presents = choice == Choice::Present;
            return play(gallery);
        }
        Choice::Search => gallery.search.begin(),
        Choice::Erase => {
            gallery.search.pop();
            gallery.settle();
        }
        Choice::Empty => {
            gallery.search = Search::default();
            gallery.settle();
        }
        Choice::NextTheme => gallery.theme.palette = gallery.theme.palette.next(),
        Choice::Help => gallery.overlay = if gallery.overlay == Overlay::Help { Overlay::None } else { Overlay::Help },
        Choice::Repaint => return Effect::Repaint,
        Choice::Suspend => return Effect::Suspend,
        Choice::Quit => return Effect::Quit,
    }
    Effect::None
}

fn play(gallery: &Gallery) -> Effect {
    if gallery.is_quiz_chosen() {
        return Effect::Ask;
    }
    gallery.chosen().map_or(Effect::None, |entry| Effect::Open(entry.pick))
}

/// A press chooses what it is on, or plays it if it is chosen already; the wheel goes on and back.
fn handle(gallery: &mut Gallery, mouse: Mouse) -> Effect {
    if gallery.overlay == Overlay::Help {
        return Effect::None;
    }
    match mouse.act {
        Act::WheelUp => gallery.turn(-1),
        Act::WheelDown => gallery.turn(1),
        Act::Press => {
            let list = places(gallery.area()).list;
            if list.contains(Position::new(mouse.x, mouse.y)) {
                let rows = rows(gallery);
                let row = first(gallery, &rows, list.height) + usize::from(mouse.y - list.y);
                match rows.get(row) {
                    Some(Row::Lesson(place)) if *place == gallery.chosen => return obey(gallery, Choice::Play),
                    Some(Row::Lesson(place)) => {
                        // What is under the mouse stays there.
                        gallery.top = first(gallery, &rows, list.height);
                        gallery.chosen = *place;
                    }
                    _ => {}
                }
            }
        }
        Act::Drag | Act::Release => {}
    }
    Effect::None
}
