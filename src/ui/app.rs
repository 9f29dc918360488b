//! The whole program on the screen: the gallery, and the run that was opened from it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::gallery::{self, Gallery, Pick};
use super::model::{Arrangement, Model};
use super::reload::News;
use super::run::Run;
use super::telling::Telling;
use super::{Effect, Input, update, view};

/// The gallery, and the run that is shown in its place if one is.
#[derive(Clone, Debug)]
pub struct App {
    gallery: Gallery,
    stage: Option<Stage>,
    /// How the lanes were put when a run was last left.
    arrangement: Arrangement,
}

/// A run, and what it was made of.
#[derive(Clone, Debug)]
struct Stage {
    pick: Pick,
    model: Model,
}

impl App {
    /// Shows the gallery.
    #[must_use]
    pub fn new(gallery: Gallery) -> Self {
        Self { gallery, stage: None, arrangement: Arrangement::Auto }
    }

    /// Shows a run of this, with the gallery behind it.
    #[must_use]
    pub fn playing(gallery: Gallery, pick: Pick, run: Run) -> Self {
        let mut app = Self::new(gallery);
        app.gallery.choose(pick);
        app.open(pick, run);
        app
    }

    /// The run that is shown, if one is.
    #[must_use]
    pub fn model(&self) -> Option<&Model> {
        self.stage.as_ref().map(|stage| &stage.model)
    }

    /// What the presenter's notes are told of the run, if one is shown.
    #[must_use]
    pub fn telling(&self) -> Option<Telling> {
        self.model().map(Telling::of)
    }

    /// Whether wall time does something.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.model().map_or_else(|| self.gallery.is_busy(), Model::is_busy)
    }

    /// Takes an input in.
    pub fn update(&mut self, input: Input) -> Effect {
        match input {
            Input::Resized { .. } => {
                gallery::update(&mut self.gallery, input.clone());
                self.pass_on(input)
            }
            Input::Opened { pick, run } => {
                match *run {
                    Ok(run) => self.open(pick, run),
                    Err(why) => self.gallery.refuse(&why),
                }
                Effect::None
            }
            // Only the user's own file changes, whatever is shown meanwhile.
            Input::Reloaded(reload) if self.stage.as_ref().is_none_or(|stage| stage.pick != Pick::Own) => {
                if let News::Fresh(fresh) = reload.news {
                    self.gallery.renew(&fresh.run.scenario, &fresh.run.cues);
                }
                Effect::None
            }
            input => self.pass_on(input),
        }
    }

    /// Draws what is shown; nothing else changes.
    pub fn view(&self, area: Rect, buf: &mut Buffer) {
        match self.model() {
            Some(model) => view(model, area, buf),
            None => gallery::view(&self.gallery, area, buf),
        }
    }

    fn pass_on(&mut self, input: Input) -> Effect {
        let Some(stage) = &mut self.stage else { return gallery::update(&mut self.gallery, input) };
        match update(&mut stage.model, input) {
            Effect::Leave => {
                self.leave();
                Effect::None
            }
            effect => effect,
        }
    }

    fn open(&mut self, pick: Pick, run: Run) {
        let mut model = Model::of(run, self.gallery.theme, self.gallery.signs);
        (model.width, model.height) = self.gallery.size;
        model.arrangement = self.arrangement;
        model.calm = self.gallery.calm;
        self.stage = Some(Stage { pick, model });
    }

    /// Goes to the gallery. The run is gone; how it looked stays.
    fn leave(&mut self) {
        let Some(Stage { pick, model }) = self.stage.take() else { return };
        self.gallery.theme = model.theme;
        self.gallery.calm = model.calm;
        self.arrangement = model.arrangement;
        if pick == Pick::Own {
            self.gallery.renew(&model.scenario, &model.cues);
        }
    }
}
