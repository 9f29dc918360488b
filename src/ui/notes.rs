//! The presenter's notes: what is told of a run in another terminal, and how the time goes.

use std::time::Duration;

use ratatui::layout::Rect;

use super::key::Key;
use super::keymap::{self, Group, Remark};
use super::layout::help;
use super::sign::Signs;
use super::telling::{Plan, Press, Telling};
use super::theme::Theme;
use super::view::lines_of_notes;
pub use super::view::notes as view;

/// The state of the notes.
#[derive(Clone, Debug)]
pub struct Notes {
    pub(super) heard: Heard,
    /// The process that is to be followed; the best that there is if it is none in particular.
    pub pid: Option<u32>,
    /// The one that is followed.
    pub(super) followed: Option<Followed>,
    /// Wall time since the notes began, or were told to count from zero.
    pub(super) elapsed: Duration,
    /// The same since the first scene of the lesson that was told of last; nothing if there was none yet.
    pub(super) since_first: Option<Duration>,
    /// What that lesson is made of.
    lesson: String,
    /// How many lines of what is told have gone by above.
    pub(super) top: usize,
    pub(super) overlay: Overlay,
    /// The columns and rows of the screen, as far as they are known.
    size: (u16, u16),
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub signs: &'static Signs,
}

/// What is heard from the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing: there is nobody.
    Nobody,
    /// That no run is shown, but the gallery.
    Gallery,
    /// A run.
    Run(Box<Telling>),
    /// What can't be understood.
    Noise,
}

/// The program that is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Its process id.
    pub pid: u32,
    /// How many programs there are that could be.
    pub of: usize,
}

/// What lies on top of the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    None,
    /// The keys, from this page on.
    Help {
        /// From 0.
        page: usize,
    },
}

/// What happened that the notes should know.
#[derive(Clone, Debug)]
pub enum Input {
    /// So much wall time went by since the last input.
    Elapsed(Duration),
    /// A key was pressed here.
    Key(Key),
    /// This was heard.
    Heard(Heard),
    /// It comes from this program.
    Follows(Followed),
    /// The terminal has this size now.
    Resized {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
}

/// What the shell should do in reply to an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but draw.
    None,
    /// Press a key on the other side.
    Press(Press),
    /// Give the terminal back until the user continues the program.
    Suspend,
    /// Paint every cell again.
    Repaint,
    /// Leave.
    Quit,
}

/// How the time that has gone by compares with what was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// This scene was to begin so much later.
    Early(Duration),
    /// This scene is where one should be.
    OnTime,
    /// This scene was to be over so much earlier.
    Late(Duration),
}

impl Heard {
    /// What a line from the other side says.
    #[must_use]
    pub fn of(line: &str) -> Self {
        match serde_json::from_str(line) {
            Ok(Some(telling)) => Self::Run(Box::new(telling)),
            Ok(None) => Self::Gallery,
            Err(_) => Self::Noise,
        }
    }

    /// The most that anybody is worth to be followed: who presents.
    pub const MOST: u8 = 3;

    /// How much it is worth to be followed.
    #[must_use]
    pub fn worth(&self) -> u8 {
        match self {
            Self::Nobody | Self::Noise => 0,
            Self::Gallery => 1,
            Self::Run(telling) if telling.presents() => Self::MOST,
            Self::Run(_) => 2,
        }
    }
}

impl Pace {
    /// After so much time in a lesson of which so much was planned.
    #[must_use]
    pub fn of(gone: Duration, plan: Plan) -> Self {
        let begins = Duration::from_millis(plan.before_ms);
        let ends = Duration::from_millis(plan.before_ms.saturating_add(plan.here_ms));
        if gone < begins {
            Self::Early(begins - gone)
        } else if gone > ends {
            Self::Late(gone - ends)
        } else {
            Self::OnTime
        }
    }
}

impl Notes {
    /// Notes that have heard of nobody yet; of this process if it is one in particular.
    #[must_use]
    pub fn new(pid: Option<u32>, theme: Theme, signs: &'static Signs) -> Self {
        let (elapsed, since_first, lesson) = (Duration::ZERO, None, String::new());
        let (overlay, size) = (Overlay::None, (0, 0));
        Self { heard: Heard::Nobody, pid, followed: None, elapsed, since_first, lesson, top: 0, overlay, size, theme, signs }
    }

    /// The run that is told of.
    #[must_use]
    pub fn telling(&self) -> Option<&Telling> {
        match &self.heard {
            Heard::Run(telling) => Some(telling),
            Heard::Nobody | Heard::Gallery | Heard::Noise => None,
        }
    }

    /// Takes an input in.
    pub fn update(&mut self, input: Input) -> Effect {
        match input {
            Input::Elapsed(wall) => {
                self.elapsed += wall;
                self.since_first = self.since_first.map(|gone| gone + wall);
            }
            Input::Key(key) => return self.press(key),
            Input::Heard(heard) => self.hear(heard),
            Input::Follows(followed) => self.follow(followed),
            Input::Resized { width, height } => {
                self.size = (width, height);
                self.scroll(0);
            }
        }
        Effect::None
    }

    fn hear(&mut self, heard: Heard) {
        // What is new stands at the top.
        let read = |notes: &Self| {
            let telling = notes.telling()?;
            Some((telling.scene.as_ref().map(|scene| scene.number), telling.trouble.clone()))
        };
        let before = read(self);
        self.heard = heard;
        if self.heard == Heard::Nobody {
            self.followed = None;
        }
        if let Heard::Run(telling) = &self.heard {
            if self.lesson != telling.scenario.as_str() {
                telling.scenario.as_str().clone_into(&mut self.lesson);
                self.since_first = None;
            }
            // Notes that were begun later, or again, go on counting from where the presentation is.
            if telling.scene.is_some() && self.since_first.is_none() {
                let gone = telling.gone_ms.map_or(Duration::ZERO, Duration::from_millis);
                self.since_first = Some(gone);
                self.elapsed = self.elapsed.max(gone);
            }
        }
        if read(self) != before {
            self.top = 0;
        }
        self.scroll(0);
    }

    fn follow(&mut self, followed: Followed) {
        if self.followed.is_some_and(|before| before.pid != followed.pid) {
            // Another has a clock of its own. One that is gone is not another: who starts it again goes on.
            self.lesson.clear();
            self.since_first = None;
        }
        self.followed = Some(followed);
        self.scroll(0);
    }

    fn press(&mut self, key: Key) -> Effect {
        let remark = keymap::remark(key);
        // A key that is not about the help takes it away, and nothing else.
        let about_help = matches!(remark, Some(Remark::Help | Remark::NextTheme | Remark::Repaint | Remark::Suspend | Remark::Quit));
        if self.overlay != Overlay::None && !about_help {
            self.overlay = Overlay::None;
            return Effect::None;
        }
        match remark {
            Some(Remark::There(step)) => return Press::for_step(step, key).map_or(Effect::None, |press| self.ask(press)),
            Some(Remark::Up) => self.scroll(-1),
            Some(Remark::Down) => self.scroll(1),
            Some(Remark::Reset) => {
                self.elapsed = Duration::ZERO;
                self.since_first = self.since_first.map(|_| Duration::ZERO);
            }
            Some(Remark::NextTheme) => self.theme.palette = self.theme.palette.next(),
            Some(Remark::Help) => self.turn_help(),
            Some(Remark::Repaint) => return Effect::Repaint,
            Some(Remark::Suspend) => return Effect::Suspend,
            Some(Remark::Quit) => return Effect::Quit,
            None => {}
        }
        Effect::None
    }

    /// The next page of the keys; after the last, none.
    fn turn_help(&mut self) {
        let pages = help(&[Group::Notes], self.size.0, self.size.1).len();
        self.overlay = match self.overlay {
            Overlay::None => Overlay::Help { page: 0 },
            Overlay::Help { page } if page + 1 < pages => Overlay::Help { page: page + 1 },
            Overlay::Help { .. } => Overlay::None,
        };
    }

    /// Nothing is pressed where nobody is, or where it would mean something else.
    fn ask(&self, press: Press) -> Effect {
        let is_meant = self.telling().is_some_and(|telling| press.is_for(telling.presents()));
        if is_meant { Effect::Press(press) } else { Effect::None }
    }

    /// Goes so many lines down, or up, as far as there are any.
    fn scroll(&mut self, by: isize) {
        let (lines, height) = lines_of_notes(self, Rect::new(0, 0, self.size.0, self.size.1));
        self.top = self.top.saturating_add_signed(by).min(lines.saturating_sub(height));
    }
}
