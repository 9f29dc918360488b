//! The screen as a pure function: what an input does to the model, and what the model looks like.

pub mod key;

use std::time::Duration;

use key::{Code, Key};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What happened outside that the screen should know.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// So much wall time went by since the last input.
    Elapsed(Duration),
    /// A key was pressed.
    Key(Key),
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
    /// Leave.
    Quit,
    /// Give the terminal back until the user continues the program.
    Suspend,
    /// Paint every cell again.
    Repaint,
}

/// All that the screen is a function of.
#[derive(Clone, Debug)]
pub struct Model {
    presses: u32,
}

impl Model {
    /// Whether the picture changes by itself as wall time goes by.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        false
    }
}

/// Takes an input into the model.
pub fn update(model: &mut Model, input: Input) -> Effect {
    match input {
        Input::Key(Key { code: Code::Char('q'), .. }) => Effect::Quit,
        Input::Key(_) => {
            model.presses += 1;
            Effect::None
        }
        Input::Elapsed(_) | Input::Resized { .. } => Effect::None,
    }
}

/// Draws the model.
pub fn view(model: &Model, area: Rect, buf: &mut Buffer) {
    buf.set_string(area.x, area.y, format!("{} presses", model.presses), ratatui::style::Style::new());
}
