//! A presentation: the lesson in beats, each of which stands until the presenter goes on.
//!
//! A beat is the title card, a scene's caption, its question (asked twice: before and after the class has talked), what came of it, or
//! the student's turn. Between two beats the run plays, and stops by itself.

use std::collections::BTreeMap;

use super::Effect;
use super::key::{Code, Key};
use super::keymap::{self, Command, Step};
use super::model::{Model, Motion, Overlay};
use super::touch;
use super::update::seek;
use crate::scenario::{Scenario, View};
use crate::tape::Cue;
use crate::time::Time;

/// How often a question is asked.
pub const ROUNDS: usize = 2;

/// The hands that were shown for each option, in each round.
pub type Hands = [Vec<u16>; ROUNDS];

/// A presentation, and how far it has come.
#[derive(Clone, Debug)]
pub struct Talk {
    beats: Vec<(Time, Beat)>,
    at: usize,
    hands: BTreeMap<usize, Hands>,
    /// The options for which they were shown, one after the other, each with its scene and round.
    shown: Vec<(usize, usize, usize)>,
    /// Whether nothing but the stage is shown.
    pub bare: bool,
    /// Whether few things are shown large.
    pub large: bool,
}

/// What stands; scenes by their places in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beat {
    /// The title card.
    Title,
    /// The caption of a scene.
    Scene(usize),
    /// The question of a scene, in a round from 0.
    Ask(usize, usize),
    /// What came of it, and why.
    Reveal(usize),
    /// The student's turn.
    Turn(usize),
    /// The end of the run.
    End,
}

impl Talk {
    /// The presentation of a lesson whose scenes begin so.
    pub fn new(scenario: &Scenario, cues: &[Cue]) -> Self {
        let mut beats = vec![(Time::START, Beat::Title)];
        let ends = cues.iter().skip(1).map(|cue| cue.at).chain([scenario.end()]);
        for (cue, end) in cues.iter().zip(ends) {
            let scene = &scenario.scenes[cue.scene];
            if !scene.say.is_empty() || !scene.title.is_empty() {
                beats.push((cue.at, Beat::Scene(cue.scene)));
            }
            if scene.ask.is_some() {
                beats.extend((0..ROUNDS).map(|round| (cue.at, Beat::Ask(cue.scene, round))));
                beats.push((end, Beat::Reveal(cue.scene)));
            }
            if scene.turn.is_some() {
                beats.push((cue.at, Beat::Turn(cue.scene)));
            }
        }
        beats.push((scenario.end(), Beat::End));
        Self { beats, at: 0, hands: BTreeMap::new(), shown: Vec::new(), bare: false, large: true }
    }

    /// The same place in a lesson that has become another: the same beat, or as many beats on.
    fn renew(&mut self, scenario: &Scenario, cues: &[Cue]) {
        let beat = self.beat();
        self.beats = Self::new(scenario, cues).beats;
        let same = self.beats.iter().position(|(_, each)| *each == beat);
        // There is always a title card.
        self.at = same.unwrap_or(self.at.min(self.beats.len() - 1));
    }

    /// The beat that stands, or that the run plays towards.
    pub fn beat(&self) -> Beat {
        self.beats[self.at].1
    }

    /// The scene that it is about.
    pub fn scene(&self) -> Option<usize> {
        match self.beat() {
            Beat::Title => None,
            Beat::Scene(scene) | Beat::Ask(scene, _) | Beat::Reveal(scene) | Beat::Turn(scene) => Some(scene),
            Beat::End => match self.left() {
                Beat::Scene(scene) | Beat::Reveal(scene) | Beat::Turn(scene) => Some(scene),
                _ => None,
            },
        }
    }

    /// What stands now, or what the run plays towards, for the presenter.
    pub fn in_words(&self, now: Time) -> &'static str {
        match (self.beat(), now < self.due()) {
            (Beat::Reveal(_), true) => "plays to the answer",
            (_, true) => "plays to the next beat",
            (Beat::Title, _) => "the title card",
            (Beat::Scene(_), _) => "the caption",
            (Beat::Ask(_, 0), _) => "the question: first vote",
            (Beat::Ask(..), _) => "the question: second vote",
            (Beat::Reveal(_), _) => "the answer",
            (Beat::Turn(_), _) => "their turn",
            (Beat::End, _) => "the end",
        }
    }

    /// When it stands.
    pub fn due(&self) -> Time {
        self.beats[self.at].0
    }

    /// Whether the answer to a question is still to come.
    pub fn asks_yet(&self, now: Time) -> bool {
        let later = self.beats[self.at..].iter().skip(usize::from(now >= self.due()));
        later.into_iter().any(|(_, beat)| matches!(beat, Beat::Reveal(_)))
    }

    /// The hands for the options of a scene's question.
    pub fn hands(&self, scene: usize) -> Option<&Hands> {
        self.hands.get(&scene)
    }

    /// The beat that was left, if the run is on its way to the next.
    fn left(&self) -> Beat {
        self.beats[self.at.saturating_sub(1)].1
    }

    /// The scene whose question is shown now, the round it is in, and whether the answer is told.
    pub fn question(&self, now: Time) -> Option<(usize, usize, bool)> {
        match self.beat() {
            Beat::Ask(scene, round) => Some((scene, round, false)),
            Beat::Reveal(scene) => Some((scene, ROUNDS, now >= self.due())),
            Beat::Title | Beat::Scene(_) | Beat::Turn(_) | Beat::End => None,
        }
    }
}

impl Model {
    /// Whether it is a presentation.
    #[must_use]
    pub fn is_presented(&self) -> bool {
        self.talk.is_some()
    }

    /// The same, as a presentation that stands at its title card.
    #[must_use]
    pub fn presented(mut self) -> Self {
        self.talk = Some(Talk::new(&self.scenario, &self.cues));
        self.motion = Motion::Paused;
        self.lead_in = std::time::Duration::ZERO;
        self.view = View::Stage;
        self
    }
}

/// The run is another now, and its scenes may begin at other instants.
pub(super) fn renew(model: &mut Model) {
    if let Some(talk) = &mut model.talk {
        talk.renew(&model.scenario, &model.cues);
    }
}

/// What a key does to a presentation; nothing if it means what it always means.
pub(super) fn press(model: &mut Model, key: Key) -> Option<Effect> {
    let step = keymap::step(key)?;
    model.talk.as_ref()?;
    if matches!(model.overlay, Overlay::Faults { .. }) {
        return None;
    }
    if model.overlay != Overlay::None {
        // A key brings back what was there before, and does nothing else; clickers send Esc, too.
        let is_dark = std::mem::replace(&mut model.overlay, Overlay::None) == Overlay::Blank;
        // Hands are counted in the dark, too: who counts them in the notes doesn't see it.
        if !is_dark || step != Step::Hand {
            return Some(Effect::None);
        }
    }
    if let (Some(talk), true) = (&mut model.talk, matches!(step, Step::Next | Step::Back)) {
        talk.bare = false;
    }
    match step {
        // Under way, the space bar holds the run and lets it go on.
        Step::Next if key == Key::char(' ') && model.motion == Motion::Playing => model.motion = Motion::Paused,
        Step::Next if key == Key::char(' ') && model.is_under_way() => model.motion = Motion::Playing,
        Step::Next => next(model),
        Step::Back => back(model),
        Step::Restart => restart(model, key.code != Code::Home),
        Step::Again => again(model),
        Step::Blank => model.overlay = Overlay::Blank,
        Step::Bare => {
            if let Some(talk) = &mut model.talk {
                talk.bare = !talk.bare;
            }
        }
        Step::Large => {
            if let Some(talk) = &mut model.talk {
                talk.large = !talk.large;
            }
        }
        Step::Hand => key.digit().and_then(|digit| digit.checked_sub(1)).map_or((), |option| show_hand(model, option)),
        Step::LessHand => less_hand(model),
        Step::NoHand => no_hand(model),
    }
    Some(Effect::None)
}

/// On to the next beat: plays up to it or, on the way there already, goes there at once.
pub(super) fn next(model: &mut Model) {
    let now = model.now();
    let Some(talk) = &mut model.talk else { return };
    if now < talk.due() {
        let due = talk.due();
        return seek(model, due, false);
    }
    if talk.at + 1 < talk.beats.len() {
        talk.at += 1;
        if talk.due() > now {
            model.lesson_speed();
            model.motion = Motion::Playing;
        }
    }
}

/// Back to the beat before.
pub(super) fn back(model: &mut Model) {
    let before = model.talk.as_ref().map_or(0, |talk| talk.at.saturating_sub(1));
    go(model, before);
}

/// To the title card, as if nobody had touched anything: for the next class. A key that clickers have may be pressed by mistake, and
/// keeps the hands.
fn restart(model: &mut Model, keeps_hands: bool) {
    touch::as_it_was(model);
    let Some(talk) = &mut model.talk else { return };
    let (hands, shown) = if keeps_hands { (std::mem::take(&mut talk.hands), std::mem::take(&mut talk.shown)) } else { Default::default() };
    *talk = Talk { large: talk.large, hands, shown, ..Talk::new(&model.scenario, &model.cues) };
    go(model, 0);
}

/// Whether a key would show what the class is to predict, or take the run away from its beat.
pub(super) fn forbids(model: &Model, command: Command) -> bool {
    let Some(talk) = &model.talk else { return false };
    let is_open = talk.question(model.now()).is_some_and(|(_, _, is_told)| !is_told);
    match command {
        Command::ToEnd
        | Command::ToStart
        | Command::JumpBack
        | Command::JumpForward
        | Command::StepBack
        | Command::StepForward
        | Command::NextMoment
        | Command::NextFault
        | Command::PreviousFault
        | Command::NextScene
        | Command::PreviousScene
        | Command::Backwards
        // Nothing on the screen would say where the file is.
        | Command::Save => true,
        Command::NextView | Command::PreviousView | Command::ShowView(_) | Command::Follow | Command::Filter => is_open,
        // A key that was meant for something else must not end the lesson.
        Command::Gallery => !matches!(talk.beat(), Beat::Title | Beat::End),
        _ => false,
    }
}

/// Back to the beginning of what stands: the instant, the stage, and nothing on top of it.
fn again(model: &mut Model) {
    let Some(talk) = &mut model.talk else { return };
    talk.bare = false;
    // On its way to a beat, the beginning is where it left.
    let at = if model.tape.now() < talk.due() { talk.at.saturating_sub(1) } else { talk.at };
    go(model, at);
    model.view = View::Stage;
}

fn go(model: &mut Model, at: usize) {
    let Some(talk) = &mut model.talk else { return };
    talk.at = at;
    let due = talk.due();
    model.stuck = None;
    seek(model, due, false);
}

/// One hand more for an option of the question that is asked.
pub(super) fn show_hand(model: &mut Model, option: usize) {
    let Some(talk) = &mut model.talk else { return };
    let Beat::Ask(scene, round) = talk.beat() else { return };
    let ask = model.scenario.scenes.get(scene).and_then(|scene| scene.ask.as_ref());
    let options = ask.map_or(0, |ask| ask.options.len());
    let hands = talk.hands.entry(scene).or_insert_with(|| std::array::from_fn(|_| vec![0; options]));
    if let Some(count) = hands[round].get_mut(option) {
        *count = count.saturating_add(1);
        talk.shown.push((scene, round, option));
    }
}

/// The last hand of this round was none.
fn less_hand(model: &mut Model) {
    let Some(talk) = &mut model.talk else { return };
    let Beat::Ask(scene, round) = talk.beat() else { return };
    let Some(last) = talk.shown.iter().rposition(|hand| (hand.0, hand.1) == (scene, round)) else { return };
    let (_, _, option) = talk.shown.remove(last);
    if let Some(count) = talk.hands.get_mut(&scene).and_then(|hands| hands[round].get_mut(option)) {
        *count = count.saturating_sub(1);
    }
}

/// The hands of this round are counted anew.
fn no_hand(model: &mut Model) {
    let Some(talk) = &mut model.talk else { return };
    let Beat::Ask(scene, round) = talk.beat() else { return };
    if let Some(hands) = talk.hands.get_mut(&scene) {
        hands[round].fill(0);
    }
    talk.shown.retain(|hand| (hand.0, hand.1) != (scene, round));
}
