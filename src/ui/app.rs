//! The whole program on the screen: the gallery, the quiz, and the run that was opened from one of them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::gallery::{self, Gallery, Pick};
use super::model::{Arrangement, Home, Model};
use super::quiz::{self, Progress, Quiz};
use super::reload::News;
use super::run::Run;
use super::telling::Telling;
use super::{Effect, Input, update, view};

/// The gallery or the quiz, and the run that is shown in its place if one is.
#[derive(Clone, Debug)]
pub struct App {
    gallery: Gallery,
    quiz: Option<Quiz>,
    /// Which of them is shown, if no run is.
    home: Home,
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
        Self { gallery, quiz: None, home: Home::Gallery, stage: None, arrangement: Arrangement::Auto }
    }

    /// The same with a quiz, to which the gallery leads.
    #[must_use]
    pub fn with_quiz(mut self, quiz: Quiz) -> Self {
        self.gallery.questions = quiz.count();
        self.quiz = Some(quiz);
        self
    }

    /// Shows the quiz, with the gallery behind it.
    #[must_use]
    pub fn asking(gallery: Gallery, quiz: Quiz) -> Self {
        let mut app = Self::new(gallery).with_quiz(quiz);
        app.home = Home::Quiz;
        app
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

    /// Whether what is shown changes so slowly that a frame now and then is enough.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.model().is_some_and(Model::is_slow)
    }

    /// What the presenter's notes are told of the run, if one is shown.
    #[must_use]
    pub fn telling(&self) -> Option<Telling> {
        self.model().map(Telling::of)
    }

    /// Whether wall time does something.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match (self.model(), self.home) {
            (Some(model), _) => model.is_busy(),
            (None, Home::Gallery) => self.gallery.is_busy(),
            (None, Home::Quiz) => false,
        }
    }

    /// What is known of the answers to the questions of the quiz; nothing without one.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.quiz.as_ref().map(Quiz::progress).unwrap_or_default()
    }

    /// Takes an input in.
    pub fn update(&mut self, input: Input) -> Effect {
        match input {
            Input::Resized { .. } => {
                gallery::update(&mut self.gallery, input.clone());
                if let Some(quiz) = &mut self.quiz {
                    quiz::update(quiz, input.clone());
                }
                self.pass_on(input)
            }
            Input::Opened { pick, run } => {
                match *run {
                    Ok(run) => self.open(pick, run),
                    Err(why) => match self.asked() {
                        Some(quiz) => quiz.refuse(&why),
                        None => self.gallery.refuse(&why),
                    },
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
    pub fn view(&self, area: Rect, buf: &mut Buffer) -> Vec<u16> {
        match (self.model(), &self.quiz) {
            (Some(model), _) => return view(model, area, buf),
            (None, Some(quiz)) if self.home == Home::Quiz => quiz::view(quiz, area, buf),
            (None, _) => gallery::view(&self.gallery, area, buf),
        }
        Vec::new()
    }

    /// The quiz, if it is shown or behind what is.
    fn asked(&mut self) -> Option<&mut Quiz> {
        self.quiz.as_mut().filter(|_| self.home == Home::Quiz)
    }

    fn pass_on(&mut self, input: Input) -> Effect {
        let effect = if let Some(stage) = &mut self.stage {
            update(&mut stage.model, input)
        } else if let Some(quiz) = self.asked() {
            quiz::update(quiz, input)
        } else {
            gallery::update(&mut self.gallery, input)
        };
        match effect {
            Effect::Leave => self.leave(),
            Effect::Ask => self.ask(),
            effect => return effect,
        }
        Effect::None
    }

    fn ask(&mut self) {
        let theme = self.gallery.theme;
        if let Some(quiz) = &mut self.quiz {
            quiz.theme = theme;
            self.home = Home::Quiz;
        }
    }

    fn open(&mut self, pick: Pick, run: Run) {
        let theme = self.asked().map(|quiz| quiz.theme);
        let mut model = Model::of(run, theme.unwrap_or(self.gallery.theme), self.gallery.signs);
        (model.width, model.height) = self.gallery.size;
        model.arrangement = self.arrangement;
        model.calm = self.gallery.calm;
        model.large_type = self.gallery.large_type;
        model.home = self.home;
        if let Some(shown) = self.asked().and_then(|quiz| quiz.item()?.question.shown.as_ref()) {
            model.begin_with(&shown.scene);
        } else if self.gallery.presents {
            model = model.presented();
        }
        self.stage = Some(Stage { pick, model });
    }

    /// Goes from the quiz to the gallery, or from the run to where it was opened. The run is gone; how it looked stays.
    fn leave(&mut self) {
        let Some(Stage { pick, model }) = self.stage.take() else {
            if let Some(theme) = self.asked().map(|quiz| quiz.theme) {
                self.gallery.theme = theme;
            }
            self.home = Home::Gallery;
            return;
        };
        self.gallery.theme = model.theme;
        if let Some(quiz) = self.asked() {
            quiz.theme = model.theme;
        }
        self.gallery.calm = model.calm;
        self.arrangement = model.arrangement;
        if pick == Pick::Own {
            self.gallery.renew(&model.scenario, &model.cues);
        }
    }
}
