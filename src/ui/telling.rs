//! What the presenter's notes are told of a run: where it stands, the words of its scene, and what comes next.

use serde::{Deserialize, Serialize};

use super::key::{Code, Key};
use super::keymap::{self, Step};
use super::model::{Model, Motion, Overlay};
use super::question::{self, Question};
use super::talk::{Beat, Hands};
use super::turn;
use crate::scenario::text::Text;
use crate::scenario::{Ask, Scene};
use crate::tape::Cue;
use crate::time::{Span, Time};

/// The clock is told in steps of so many milliseconds, as the stage shows it.
const TENTH: u64 = 100;
const NANOS_A_MILLI: u64 = 1_000_000;

/// What is told of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The title of the lesson.
    pub lesson: Words,
    /// The scenario's file, or its name if it is shipped; empty if nobody knows.
    pub scenario: Words,
    /// The seed.
    pub seed: u64,
    /// Whether time goes by.
    pub state: State,
    /// In a presentation, what stands, or what the run plays towards; else empty.
    #[serde(default)]
    pub beat: Words,
    /// Whether the screen is blank.
    pub blank: bool,
    /// What is the matter with the scenario's file; empty if nothing is.
    #[serde(default)]
    pub trouble: Words,
    /// The instant that is shown, in milliseconds from the start, cut to a tenth of a second.
    pub clock_ms: u64,
    /// The end of the run, in milliseconds.
    pub end_ms: u64,
    /// How many scenes the run has.
    pub scenes: usize,
    /// The scene that the instant belongs to; none before the first.
    pub scene: Option<Here>,
    /// The scene after it.
    pub next: Option<Next>,
    /// What was planned, if anything was.
    pub plan: Option<Plan>,
    /// Wall time since the first scene of the lesson was shown, in milliseconds; filled in by who tells it.
    #[serde(default)]
    pub gone_ms: Option<u64>,
}

/// Whether time goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum State {
    Playing,
    Backwards,
    Paused,
    Seeking,
    Ended,
}

/// The scene that the instant belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Here {
    /// Its place among those that the run has, from 1.
    pub number: usize,
    /// Its name on the timeline.
    pub title: Words,
    /// Its caption.
    pub say: Words,
    /// What only the presenter is to see.
    pub notes: Words,
    /// Its question.
    pub question: Option<Asked>,
    /// The student's turn: the goal, and how the knob stands; empty for none.
    #[serde(default)]
    pub turn: Words,
    /// Whether it has begun; if not, the run plays towards it.
    #[serde(default)]
    pub begun: bool,
}

/// The question of a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The question itself.
    pub prompt: Words,
    /// The answers to choose from.
    pub options: Vec<Words>,
    /// The place of the right one, from 0.
    pub answer: usize,
    /// Why it is right; may be empty.
    pub why: Words,
    /// Whether it stands on the screen.
    pub stands: bool,
    /// Whether hands are counted now.
    #[serde(default)]
    pub votes: bool,
    /// The place of the option that was chosen, from 0.
    pub given: Option<usize>,
    /// The hands that a class has shown for each option, in words; empty for none.
    #[serde(default)]
    pub hands: Vec<Words>,
}

/// The scene that comes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// Its name on the timeline.
    pub title: Words,
    /// Its caption.
    pub say: Words,
}

/// What was planned, in milliseconds of the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// For all scenes before this one.
    pub before_ms: u64,
    /// For this one.
    pub here_ms: u64,
    /// For all scenes.
    pub all_ms: u64,
}

/// Words that are harmless and of bounded length, also if they came from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Words(Text);

/// What the notes may ask for: what a clicker asks for and, of a presentation, what a class needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// Its word, as it is sent.
    pub word: &'static str,
    /// The key that asks for the same over there.
    pub key: Key,
}

impl Telling {
    /// What there is to tell.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let place = match &model.talk {
            Some(talk) => talk.scene().and_then(|scene| model.cues.iter().position(|cue| cue.scene == scene)),
            None => model.cues.iter().rposition(|cue| cue.at <= model.now()),
        };
        let here = place.map(|place| Here::of(model, place));
        let after = model.cues.get(place.map_or(0, |place| place + 1));
        let next = after.map(|cue| Next { title: (&scene(model, cue).title).into(), say: (&scene(model, cue).say).into() });
        let original = model.original.as_ref();
        Self {
            lesson: (&model.scenario.title).into(),
            scenario: original.map(|original| original.path.clone().into()).unwrap_or_default(),
            seed: model.scenario.seed,
            state: State::of(model),
            beat: model.talk.as_ref().map(|talk| talk.in_words(model.now()).to_owned().into()).unwrap_or_default(),
            blank: model.overlay == Overlay::Blank,
            trouble: model.notice.trouble().unwrap_or_default().into(),
            clock_ms: millis(model.now().since(Time::START)) / TENTH * TENTH,
            end_ms: millis(model.scenario.duration),
            scenes: model.cues.len(),
            scene: here,
            next,
            plan: Plan::of(model, place),
            gone_ms: None,
        }
    }

    /// Whether it is a presentation.
    #[must_use]
    pub fn presents(&self) -> bool {
        !self.beat.is_empty()
    }
}

impl State {
    fn of(model: &Model) -> Self {
        match model.motion {
            Motion::Playing => Self::Playing,
            Motion::Backwards => Self::Backwards,
            Motion::Seeking { .. } => Self::Seeking,
            Motion::Paused if model.now() >= model.scenario.end() => Self::Ended,
            Motion::Paused => Self::Paused,
        }
    }
}

impl Here {
    fn of(model: &Model, place: usize) -> Self {
        let cue = &model.cues[place];
        let scene = scene(model, cue);
        let talk = model.talk.as_ref();
        let asked = |ask| Asked {
            stands: Question::of(model).is_some_and(|question| question.scene == cue.scene),
            votes: talk.is_some_and(|talk| matches!(talk.beat(), Beat::Ask(..))),
            given: model.predictions.given(cue.scene),
            ..Asked::of(ask, talk.and_then(|talk| talk.hands(cue.scene)))
        };
        let question = scene.ask.as_ref().map(asked);
        let turn = scene
            .turn
            .as_ref()
            .map(|turn| format!("{}. {}", turn.goal.as_str().trim_end_matches('.'), turn::words(model).unwrap_or_default()));
        let turn = turn.unwrap_or_default().into();
        let (title, say, notes) = ((&scene.title).into(), (&scene.say).into(), (&scene.notes).into());
        Self { number: place + 1, title, say, notes, question, turn, begun: cue.at <= model.now() }
    }
}

impl Asked {
    fn of(ask: &Ask, hands: Option<&Hands>) -> Self {
        let options = ask.options.iter().map(Words::from).collect();
        let hands = hands.map(|hands| (0..ask.options.len()).map(|option| question::in_words(hands, option).into()).collect());
        let (hands, why) = (hands.unwrap_or_default(), (&ask.why).into());
        Self { prompt: (&ask.prompt).into(), options, answer: ask.answer, why, stands: false, votes: false, given: None, hands }
    }
}

impl Plan {
    fn of(model: &Model, place: Option<usize>) -> Option<Self> {
        let planned = |cue: &Cue| scene(model, cue).plan;
        let sum = |cues: &[Cue]| millis(cues.iter().filter_map(planned).fold(Span::ZERO, |sum, plan| sum + plan));
        let (before, rest) = model.cues.split_at(place.unwrap_or(0));
        let here = if place.is_some() { &rest[..1] } else { &[] };
        model.cues.iter().find_map(planned)?;
        Some(Self { before_ms: sum(before), here_ms: sum(here), all_ms: sum(&model.cues) })
    }
}

fn scene<'a>(model: &'a Model, cue: &Cue) -> &'a Scene {
    &model.scenario.scenes[cue.scene]
}

const fn millis(span: Span) -> u64 {
    span.0 / NANOS_A_MILLI
}

impl Words {
    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Words {
    fn from(raw: String) -> Self {
        Self(Text::prose(&raw))
    }
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        Self(text.clone())
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.as_str().to_owned()
    }
}

impl Press {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::of_key("next", Key::plain(Code::PageDown)),
        Self::of_key("back", Key::plain(Code::PageUp)),
        Self::of_key("blank", Key::char('.')),
        Self::of_key("start", Key::plain(Code::Function(5))),
        Self::of_key("again", Key::char('r')),
        Self::of_key("bare", Key::char('o')),
        Self::of_key("large", Key::char('L')),
        Self::of_key("less", Key::plain(Code::Backspace)),
        Self::of_key("0", Key::char('0')),
        Self::of_key("1", Key::char('1')),
        Self::of_key("2", Key::char('2')),
        Self::of_key("3", Key::char('3')),
        Self::of_key("4", Key::char('4')),
        Self::of_key("5", Key::char('5')),
        Self::of_key("6", Key::char('6')),
        Self::of_key("7", Key::char('7')),
        Self::of_key("8", Key::char('8')),
        Self::of_key("9", Key::char('9')),
    ];

    const fn of_key(word: &'static str, key: Key) -> Self {
        Self { word, key }
    }

    /// The one with this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|press| press.word == word)
    }

    /// The one for a step of a presentation, which is asked for by a key.
    #[must_use]
    pub fn for_step(step: Step, key: Key) -> Option<Self> {
        Self::ALL.into_iter().find(|press| keymap::step(press.key) == Some(step) && (step != Step::Hand || press.key == key))
    }

    /// Whether it is for what is shown there: elsewhere than in a presentation, some of the keys mean something else.
    #[must_use]
    pub fn is_for(self, presents: bool) -> bool {
        presents || matches!(keymap::step(self.key), Some(Step::Next | Step::Back | Step::Blank | Step::Restart))
    }
}
