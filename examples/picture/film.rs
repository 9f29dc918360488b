//! Plays a scenario with a clock of its own and takes its picture.

use std::sync::Arc;
use std::time::Duration;

use inflight::export::svg::svg;
use inflight::scenario::shipped::Lesson;
use inflight::scenario::{self, Scenario, shipped};
use inflight::tape::{Cue, cues};
use inflight::time::{Span, Time};
use inflight::ui::key::{Code, Key};
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
        let mut model = model(Arc::new(scenario))?;
        while model.now() < Time::START + self.at {
            if !model.is_moving() {
                update(&mut model, Input::Key(Key::char(' ')));
            }
            update(&mut model, Input::Elapsed(Duration::from_millis(10)));
        }
        Ok(picture(&model, self.size))
    }
}

/// The picture of a lesson as SVG: its first question, or its second scene if it asks none.
#[allow(dead_code, reason = "the example makes the pictures of the README alone")]
pub fn of_lesson(lesson: &Lesson) -> Result<String, String> {
    let cues = cues(&lesson.scenario);
    let asks = |cue: &&Cue| lesson.scenario.scenes[cue.scene].ask.is_some();
    let at = cues.iter().find(asks).or(cues.get(1)).map_or(Time::START, |cue| cue.at);
    let mut model = model(Arc::clone(&lesson.scenario))?;
    update(&mut model, Input::Key(Key::char(' ')));
    while model.now() < at {
        update(&mut model, Input::Key(Key::plain(Code::PageDown)));
        while model.is_moving() {
            update(&mut model, Input::Elapsed(Duration::from_millis(10)));
        }
    }
    Ok(picture(&model, (100, 34)))
}

fn model(scenario: Arc<Scenario>) -> Result<Model, String> {
    let theme = Theme { palette: Palette::Dark, depth: Depth::True };
    Model::new(scenario, theme, &Signs::UNICODE).map_err(|stuck| stuck.to_string())
}

fn picture(model: &Model, (width, height): (u16, u16)) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = *buf.area();
    view(model, area, &mut buf);
    svg(&buf)
}
