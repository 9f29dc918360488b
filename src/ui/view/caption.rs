//! The words of the lesson that belong to the instant: a caption, a question, and its answer.

use ratatui::layout::Rect;

use crate::scenario::{Ask, Scene};
use crate::ui::model::{Model, Motion};
use crate::ui::paint::{Paint, wrap};
use crate::ui::question::Question;
use crate::ui::theme::Role;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    if let Some(question) = Question::of(model) {
        let (from, lines) = question.within(area);
        for (line, y) in lines.iter().zip(from..area.bottom()) {
            for piece in line {
                paint.words(area, area.x + piece.x, y, &piece.words, piece.role);
            }
        }
        return;
    }
    let Some((begins, scene)) = model.scene() else { return };
    let say = words(scene, begins == model.now() && model.motion == Motion::Paused);
    let mut lines = wrap(&say, area.width);
    // The title stands above where there is room, else before the words.
    let mut y = area.y + u16::from(area.height > 3);
    if !scene.title.is_empty() {
        if lines.len() < usize::from(area.bottom() - y) {
            paint.words(area, area.x, y, scene.title.as_str(), Role::Heading);
            y += 1;
        } else {
            let colon = if scene.title.as_str().ends_with(['?', '!', '.', ':']) { "" } else { ":" };
            lines = wrap(&format!("{}{colon} {say}", scene.title), area.width);
        }
    }
    for (line, y) in lines.iter().zip(y..area.bottom()) {
        paint.words(area, area.x, y, line, Role::Text);
    }
}

/// What is said of a scene where its question, if it has one, stands no longer.
pub fn words(scene: &Scene, waits: bool) -> String {
    let mut say = match &scene.ask {
        Some(ask) => answer(ask),
        None => scene.say.to_string(),
    };
    if let Some(turn) = &scene.turn {
        say = format!("{say} Your turn: {}", turn.goal);
    }
    if scene.pause && waits {
        say += " (Space goes on.)";
    }
    say
}

/// Which answer was right, and why.
fn answer(ask: &Ask) -> String {
    format!("{} {}: {}. {}", ask.prompt, ask.answer + 1, ask.options[ask.answer], ask.why)
}
