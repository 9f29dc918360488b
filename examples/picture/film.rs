//! Plays a scenario with a clock of its own and takes its picture.

use std::sync::Arc;
use std::time::Duration;

use inflight::export::svg::svg;
use inflight::scenario::{self, shipped};
use inflight::time::{Span, Time};
use inflight::ui::key::Key;
use inflight::ui::sign::Signs;
use inflight::ui::theme::{Depth, Palette, Theme};
use inflight::ui::{Input, Model, update, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A picture to be made.
pub struct Picture {
    /// The file it is kept in.
    pub file: &'static str,
    scenario: &'static str,
    at: Span,
    size: (u16, u16),
}

/// All pictures of the README.
pub const PICTURES: [Picture; 2] = [
    Picture { file: "first-look.svg", scenario: "first-look", at: Span::from_millis(765), size: (100, 27) },
    Picture { file: "receiver-outage.svg", scenario: "receiver-outage", at: Span::from_millis(24_020), size: (100, 27) },
];

impl Picture {
    /// The picture as SVG.
    pub fn svg(&self) -> Result<String, String> {
        let shipped = shipped::find(self.scenario).ok_or("no such scenario")?;
        let scenario = scenario::parse(self.scenario, shipped.source).map_err(|problems| problems.render(false))?;
        let theme = Theme { palette: Palette::Dark, depth: Depth::True };
        let mut model = Model::new(Arc::new(scenario), theme, &Signs::UNICODE).map_err(|stuck| stuck.to_string())?;
        while model.now() < Time::START + self.at {
            if !model.is_moving() {
                update(&mut model, Input::Key(Key::char(' ')));
            }
            update(&mut model, Input::Elapsed(Duration::from_millis(10)));
        }
        let mut buf = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let area = *buf.area();
        view(&model, area, &mut buf);
        Ok(svg(&buf))
    }
}
