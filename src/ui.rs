//! The screen as a pure function: what an input does to the model, and what the model looks like.

pub mod action;
mod app;
mod caller;
mod gallery;
mod hit;
pub mod key;
pub mod keymap;
mod layout;
mod model;
pub mod mouse;
pub mod notes;
mod notice;
mod paint;
mod predict;
mod question;
mod quiz;
pub mod reload;
pub mod room;
mod run;
pub mod sign;
mod space;
mod speed;
mod study;
mod talk;
pub mod telling;
pub mod theme;
mod touch;
mod travel;
mod turn;
mod update;
mod view;
mod words;

use std::time::Duration;

pub use app::App;
pub use gallery::{Gallery, Pick};
use key::Key;
pub use model::Model;
use mouse::Mouse;
pub use paint::wrap;
pub use quiz::{Progress, Quiz};
use reload::{Broken, Reload};
pub use run::Run;
pub use update::update;
pub use view::view;

/// What happened outside that the screen should know.
#[derive(Clone, Debug)]
pub enum Input {
    /// So much wall time went by since the last input.
    Elapsed(Duration),
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Something to tell the user for a while, in a few words.
    Noted(String),
    /// The terminal has this size now.
    Resized {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// The scenario's file has changed.
    Reloaded(Box<Reload>),
    /// What was to be opened.
    Opened {
        /// What it is.
        pick: Pick,
        /// Its run, or why there is none.
        run: Box<Result<Run, Broken>>,
    },
}

/// What the shell should do in reply to an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but draw.
    None,
    /// Leave.
    Quit,
    /// Give the terminal back until the user continues the program.
    Suspend,
    /// Paint every cell again.
    Repaint,
    /// Write a scenario file, over none that is there, and say where: [`Input::Noted`].
    Save,
    /// Leave the run for what it was opened from, or the quiz for the gallery, which an [`App`] does by itself.
    Leave,
    /// Show the quiz, which an [`App`] does by itself.
    Ask,
    /// Keep [`App::progress`]; if that can't be done, say why: [`Input::Noted`].
    Keep,
    /// Make a run of this: [`Input::Opened`].
    Open(Pick),
}
