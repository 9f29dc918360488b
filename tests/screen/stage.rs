//! A screen to be driven and looked at: a model, its inputs in short, and its picture as text.

use std::sync::Arc;
use std::time::Duration;

use inflight::scenario::{self, Scenario, shipped};
use inflight::time::{Span, Time};
use inflight::ui::key::Key;
use inflight::ui::sign::Signs;
use inflight::ui::theme::{Depth, Palette, Theme};
use inflight::ui::{Effect, Input, Model, keymap, update, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub const DARK: Theme = Theme { palette: Palette::Dark, depth: Depth::True };

/// The model of a shipped scenario, at its start.
pub fn shipped(name: &str) -> Model {
    let source = shipped::find(name).unwrap().source;
    model(source)
}

/// The model of a scenario as it is written, at its start.
pub fn model(source: &str) -> Model {
    model_of(Arc::new(scenario::parse("a test", source).unwrap_or_else(|problems| panic!("{}", problems.render(false)))))
}

pub fn model_of(scenario: Arc<Scenario>) -> Model {
    Model::new(scenario, DARK, &Signs::UNICODE).unwrap()
}

pub fn press(model: &mut Model, key: Key) -> Effect {
    update(model, Input::Key(key))
}

/// Presses the first key of a command.
pub fn order(model: &mut Model, command: keymap::Command) -> Effect {
    let row = keymap::KEYS.iter().find(|row| row.command == command).unwrap();
    press(model, row.keys[0])
}

/// Lets so many milliseconds go by on the wall.
pub fn wait(model: &mut Model, millis: u64) {
    update(model, Input::Elapsed(Duration::from_millis(millis)));
}

/// Lets a paused run come to where it hurries to.
pub fn arrive(model: &mut Model) {
    while model.is_moving() {
        wait(model, 10);
    }
}

/// Plays up to an instant, on over scenes that pause.
pub fn play_to(model: &mut Model, at: Span) {
    while model.now() < Time::START + at {
        if !model.is_moving() {
            order(model, keymap::Command::PlayOrPause);
        }
        wait(model, 10);
    }
}

/// The picture of this size.
pub fn picture(model: &Model, width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buf.area;
    view(model, area, &mut buf);
    buf
}

/// The lines of a picture, without the blanks at their ends.
pub fn text(buf: &Buffer) -> String {
    let line = |row: &[ratatui::buffer::Cell]| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned();
    buf.content().chunks(usize::from(buf.area.width).max(1)).map(line).collect::<Vec<_>>().join("\n")
}

/// What a screen of 100 by 30 says.
pub fn says(model: &Model) -> String {
    text(&picture(model, 100, 30))
}
