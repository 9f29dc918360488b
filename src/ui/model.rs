//! All that the screen is a function of: the run, where it stands, and the user's choices.

use std::sync::Arc;
use std::time::Duration;

use super::notice::Notice;
use super::reload::Incoming;
use super::run::Run;
use super::sign::Signs;
use super::speed::Speed;
use super::theme::Theme;
use crate::id::{LaneId, NodeId};
use crate::scenario::{Focus, Scenario, Scene};
use crate::scene::LaneScene;
use crate::sim::Halt;
use crate::tape::{Cue, Tape};
use crate::time::Time;

/// How many events may be simulated for one frame; more are spread over the next.
pub(super) const EVENTS_A_FRAME: u64 = 40_000;
/// How long the first picture stands before time goes on, so that the eye can take it in.
pub(super) const LEAD_IN: Duration = Duration::from_millis(1_000);

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
    /// The width of the screen, as far as it is known.
    pub(super) width: u16,
    pub(super) overlay: Overlay,
    /// What there is to say about the scenario's file.
    pub(super) notice: Notice,
    /// What the file says now, on its way to the instant that is shown.
    pub(super) incoming: Option<Incoming>,
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

/// What lies on top of the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    None,
    /// The keys.
    Help,
    /// The signs and what they mean.
    Legend,
    /// Darkness.
    Blank,
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
        let Run { scenario, tape, cues } = run;
        let mut model = Self {
            scenario,
            tape,
            cues,
            motion: Motion::Playing,
            speed: Speed::LIFE,
            lead_in: LEAD_IN,
            arrangement: Arrangement::Auto,
            width: 0,
            overlay: Overlay::None,
            notice: Notice::None,
            incoming: None,
            theme,
            signs,
            stuck: None,
        };
        model.enter_scene(true);
        model
    }

    /// Whether the picture changes by itself as wall time goes by.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.time_goes_by() || self.incoming.is_some() || self.notice.fades()
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
        let Some((_, scene)) = self.scene().filter(|(at, _)| *at == now) else { return };
        let (own, pause) = (scene.speed, scene.pause);
        let lesson = self.past().filter_map(|(_, scene)| scene.speed).next_back();
        if let Some(ratio) = if jumped { lesson } else { own } {
            self.speed = Speed::new(ratio);
        }
        if pause {
            self.motion = Motion::Paused;
        }
    }
}
