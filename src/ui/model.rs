//! All that the screen is a function of: the run, where it stands, and the user's choices.

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use super::action::Log;
use super::keymap::Group;
use super::notice::Notice;
use super::predict::{self, Predictions};
use super::reload::Incoming;
use super::run::Run;
use super::sign::Signs;
use super::speed::Speed;
use super::study::Study;
use super::talk::{Beat, Talk};
use super::theme::Theme;
use super::update;
use crate::id::{LaneId, NodeId};
use crate::scenario::text::Text;
use crate::scenario::{Focus, Original, Scenario, Scene, View};
use crate::scene::LaneScene;
use crate::sim::Halt;
use crate::tape::{Cue, Tape};
use crate::time::Time;

/// How many events may be simulated for one frame; more are spread over the next.
pub(super) const EVENTS_A_FRAME: u64 = 40_000;
/// How many events of the future may be filled in besides.
pub(super) const FILLED_A_FRAME: u64 = 20_000;
/// How long a notice stands.
pub(super) const NOTICE: Duration = Duration::from_secs(4);
/// How long the first picture stands before time goes on, so that the eye can take it in.
pub(super) const LEAD_IN: Duration = Duration::from_millis(1_000);

/// The views that there are, in the order of their keys.
pub(super) const VIEWS: &[View] = &[View::Stage, View::Timeline, View::Message, View::Charts, View::Compare, View::Code, View::Log];

/// The model of the screen.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) scenario: Arc<Scenario>,
    pub(super) tape: Tape,
    /// When the scenes of the lesson begin.
    pub(super) cues: Vec<Cue>,
    pub(super) motion: Motion,
    pub(super) speed: Speed,
    /// Wall time that is still to go by before time does.
    pub(super) lead_in: Duration,
    pub(super) arrangement: Arrangement,
    pub(super) home: Home,
    /// The width of the screen, as far as it is known.
    pub(super) width: u16,
    /// Its height.
    pub(super) height: u16,
    /// The strip of time on which the button of the mouse is held down.
    pub(super) held: Option<Rect>,
    /// How the run is shown.
    pub(super) view: View,
    pub(super) overlay: Overlay,
    /// What the scenario was made of; without it nothing can be done to the run.
    pub(super) original: Option<Original>,
    /// What was done to the run.
    pub(super) log: Log,
    /// What was set in it before each turn of a knob.
    pub(super) turned: Vec<Vec<String>>,
    /// The node that is selected.
    pub(super) selected: Option<(LaneId, NodeId)>,
    /// The presentation, if it is one.
    pub(super) talk: Option<Talk>,
    /// What somebody alone answered to the questions.
    pub(super) predictions: Predictions,
    /// What stands beside the view.
    pub(super) panel: Panel,
    /// Which caller of a sender is selected, by its place: the same in all lanes, or the last of a sender that has fewer.
    pub(super) caller: usize,
    /// What is worked out for the views besides.
    pub(super) study: Study,
    /// Something to tell the user, and for how long yet.
    pub(super) said: Option<(String, Duration)>,
    /// What there is to say about the scenario's file.
    pub(super) notice: Notice,
    /// What the file says now, on its way to the instant that is shown.
    pub(super) incoming: Option<Incoming>,
    /// Whether motion is reduced: tokens step from node to node, and leave no trails.
    pub calm: bool,
    /// Whether the terminal has letters of double size.
    pub large_type: bool,
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub signs: &'static Signs,
    pub(super) stuck: Option<Halt>,
}

/// Whether time goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// It stands still.
    Paused,
    /// It goes by at the model's speed.
    Playing,
    /// It goes by at the model's speed, from what was to what was before.
    Backwards,
    /// It hurries to an instant, and then goes by again or not.
    Seeking {
        /// The instant.
        to: Time,
        /// Whether it goes on from there.
        then_play: bool,
    },
}

/// How lanes are put on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// Columns where they fit well, else rows.
    Auto,
    /// One below the other.
    Rows,
    /// One beside the other.
    Columns,
}

/// Where the user was before, and comes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The gallery.
    Gallery,
    /// The quiz.
    Quiz,
}

/// What stands beside the view while time goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Nothing.
    None,
    /// All that there is to say about the node that is selected.
    Inspector,
}

/// What lies on top of the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    None,
    /// The keys.
    Help {
        /// The page, from 0.
        page: usize,
    },
    /// The signs and what they mean.
    Legend,
    /// Darkness.
    Blank,
    /// The faults that can be put in, one of them chosen.
    Faults {
        /// Which one, by its place.
        chosen: usize,
    },
}

impl Model {
    /// A scenario at its start, about to play.
    ///
    /// # Errors
    ///
    /// If simulated time stands still at the start.
    pub fn new(scenario: Arc<Scenario>, theme: Theme, signs: &'static Signs) -> Result<Self, Halt> {
        Ok(Self::of(Run::new(scenario)?, theme, signs))
    }

    /// A run at its start, about to play.
    #[must_use]
    pub fn of(run: Run, theme: Theme, signs: &'static Signs) -> Self {
        let Run { scenario, tape, cues, original } = run;
        let mut model = Self {
            scenario,
            tape,
            cues,
            motion: Motion::Playing,
            speed: Speed::LIFE,
            lead_in: LEAD_IN,
            arrangement: Arrangement::Auto,
            home: Home::Gallery,
            width: 0,
            height: 0,
            held: None,
            view: View::Stage,
            overlay: Overlay::None,
            original,
            log: Log::default(),
            turned: Vec::new(),
            selected: None,
            talk: None,
            predictions: Predictions::default(),
            panel: Panel::None,
            caller: 0,
            study: Study::default(),
            said: None,
            notice: Notice::None,
            incoming: None,
            calm: false,
            large_type: false,
            theme,
            signs,
            stuck: None,
        };
        model.enter_scene(true);
        model
    }

    /// The same, of a scenario that can be changed while it plays.
    #[must_use]
    pub fn from(self, original: Original) -> Self {
        Self { original: Some(original), ..self }
    }

    /// The path of the scenario, and the whole as a scenario file, with all that was done to the run; nothing if it can't be written
    /// as one.
    #[must_use]
    pub fn as_file(&self) -> Option<(String, String)> {
        let original = self.original.as_ref()?;
        Some((original.path.clone(), original.saved(&self.log.entries())?))
    }

    /// Whether wall time does something: the picture changes by itself, or the future is filled in.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let is_working = !self.tape.is_full() || self.study.is_busy;
        self.is_moving() || (self.overlay == Overlay::None && (is_working || self.said.is_some()))
    }

    /// Whether the view shows the run as a whole, which changes slowly.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        matches!(self.view, View::Timeline | View::Charts | View::Compare)
    }

    /// Whether the picture changes by itself as wall time goes by.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.time_goes_by() || self.incoming.is_some() || self.notice.fades()
    }

    /// Whether it plays, forwards or backwards.
    pub(super) fn is_playing(&self) -> bool {
        matches!(self.motion, Motion::Playing | Motion::Backwards)
    }

    /// Whether simulated time goes by as wall time does.
    pub(super) fn time_goes_by(&self) -> bool {
        self.motion != Motion::Paused && self.overlay == Overlay::None
    }

    /// The instant that is shown.
    #[must_use]
    pub fn now(&self) -> Time {
        self.tape.now()
    }

    /// What is visible of a lane.
    #[must_use]
    pub fn scene_of(&self, lane: LaneId) -> &LaneScene {
        &self.tape.scene().lanes()[lane.index()]
    }

    /// The scene of the lesson that the instant belongs to, with the instant at which it began.
    #[must_use]
    pub fn scene(&self) -> Option<(Time, &Scene)> {
        self.past().next_back()
    }

    /// The same, with the place of the scene in the scenario.
    pub(super) fn scene_at(&self) -> Option<(Time, usize, &Scene)> {
        let now = self.now();
        self.cues.iter().rfind(|cue| cue.at <= now).map(|cue| (cue.at, cue.scene, &self.scenario.scenes[cue.scene]))
    }

    /// Plays on from the scene with this title, which asks nothing now; from the start, if there is none.
    pub(super) fn begin_with(&mut self, title: &Text) {
        let cue = self.cues.iter().find(|cue| !title.is_empty() && self.scenario.scenes[cue.scene].title == *title);
        let Some(cue) = cue.copied() else { return };
        // Somebody has answered already, and wants to see why: nothing is asked, nor explained that would have been asked before.
        self.cues.iter().filter(|before| before.at <= cue.at).for_each(|before| self.predictions.skip(before.scene));
        update::jump(self, cue.at);
    }

    /// Whether somebody is to predict what comes, so that no view may show it.
    pub(super) fn hides_future(&self) -> bool {
        match &self.talk {
            Some(talk) => talk.asks_yet(self.now()),
            None => predict::watched(self).is_some(),
        }
    }

    /// How many slots of time of the summary may be shown.
    pub(super) fn shown_slots(&self) -> usize {
        let known = self.tape.known_slots();
        if self.hides_future() { known.min(self.past_slots()) } else { known }
    }

    /// How many slots of time of the summary are known and have begun.
    pub(super) fn past_slots(&self) -> usize {
        let before = usize::try_from(self.now().0.div_ceil(self.tape.summary().width().0)).unwrap_or(usize::MAX);
        before.min(self.tape.known_slots())
    }

    /// Whether the run is another than the file says.
    pub(super) fn is_changed(&self) -> bool {
        !self.log.actions.is_empty() || !self.turned.is_empty()
    }

    /// The groups of keys that help shows.
    pub(super) fn groups(&self) -> &'static [Group] {
        if self.talk.is_some() { &Group::OF_A_TALK } else { &Group::OF_A_RUN }
    }

    /// Whether a presentation is between two beats.
    pub(super) fn is_under_way(&self) -> bool {
        self.talk.as_ref().is_some_and(|talk| self.now() < talk.due())
    }

    /// The beat of the presentation that stands now.
    pub(super) fn beat(&self) -> Option<Beat> {
        self.talk.as_ref().filter(|talk| self.now() >= talk.due()).map(Talk::beat)
    }

    /// Whether the scene of the lesson is about this node.
    #[must_use]
    pub fn looks_at(&self, lane: LaneId, node: NodeId) -> bool {
        let about = |focus: &Focus| focus.lane == lane && focus.node.is_none_or(|each| each == node);
        self.scene().is_some_and(|(_, scene)| scene.focus.iter().any(about))
    }

    /// The scenes that have begun, with the instants at which they did, in order of time.
    fn past(&self) -> impl DoubleEndedIterator<Item = (Time, &Scene)> {
        let now = self.now();
        self.cues.iter().filter(move |cue| cue.at <= now).map(|cue| (cue.at, &self.scenario.scenes[cue.scene]))
    }

    /// If a scene begins now, takes on its pause and its speed. Whoever plays into a scene that names none keeps the speed that
    /// the user may have chosen; whoever jumps there (`jumped`) gets the last speed that the lesson set.
    pub(super) fn enter_scene(&mut self, jumped: bool) {
        let now = self.now();
        if jumped && self.talk.is_some() {
            // Whoever goes back in a presentation finds what stood there.
            self.view = self.lesson_view_at(now);
            self.lesson_speed();
        }
        let Some((_, place, scene)) = self.scene_at().filter(|(at, ..)| *at == now) else { return };
        let is_skipped = scene.turn.is_none() && self.predictions.skips(place);
        let (own, pause, view) = (scene.speed, scene.pause && !is_skipped, scene.view);
        match own {
            _ if jumped => self.lesson_speed(),
            Some(ratio) => self.speed = Speed::new(ratio),
            None => {}
        }
        if let Some(view) = view.filter(|view| VIEWS.contains(view)) {
            self.view = view;
        }
        if pause || predict::explains(self) {
            self.motion = Motion::Paused;
        }
    }
}

impl Model {
    /// Takes on the last speed that the lesson set.
    pub(super) fn lesson_speed(&mut self) {
        self.speed = self.lesson_speed_at(self.now()).unwrap_or(self.speed);
    }

    /// The last view that the lesson has shown at an instant.
    pub(super) fn lesson_view_at(&self, at: Time) -> View {
        let past = self.cues.iter().filter(|cue| cue.at <= at);
        past.filter_map(|cue| self.scenario.scenes[cue.scene].view).next_back().unwrap_or(View::Stage)
    }

    /// The last speed that the lesson has set at an instant.
    pub(super) fn lesson_speed_at(&self, at: Time) -> Option<Speed> {
        let past = self.cues.iter().filter(|cue| cue.at <= at);
        past.filter_map(|cue| self.scenario.scenes[cue.scene].speed).next_back().map(Speed::new)
    }
}
