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
#[derive(Clone, Debug, Default)]
pub struct Model {
    presses: u32,
    moving: bool,
    played: Duration,
}

impl Model {
    /// A model at rest.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the picture changes by itself as wall time goes by.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.moving
    }
}

/// Takes an input into the model.
pub fn update(model: &mut Model, input: Input) -> Effect {
    let key = match input {
        Input::Key(key) => key,
        Input::Elapsed(time) => {
            model.played += time;
            return Effect::None;
        }
        Input::Resized { .. } => return Effect::None,
    };
    model.moving ^= key == Key::char(' ');
    model.presses += u32::from(matches!(key.code, Code::Char(_)) && !key.ctrl);
    match (key.ctrl, key.code) {
        (false, Code::Char('q')) | (true, Code::Char('c')) => Effect::Quit,
        (true, Code::Char('z')) => Effect::Suspend,
        (true, Code::Char('l')) => Effect::Repaint,
        _ => Effect::None,
    }
}

/// Draws the model.
pub fn view(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let style = ratatui::style::Style::new().fg(ratatui::style::Color::Cyan);
    let text = format!("{} presses, {:.2} s", model.presses, model.played.as_secs_f64());
    buf.set_stringn(area.x, area.y, text, area.width.into(), style);
    buf.set_stringn(area.x, area.bottom() - 1, format!("{area}"), area.width.into(), style);
}
