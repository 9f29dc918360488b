//! The words of the lesson that belong to the instant: a caption, a question, and its answer, or the student's turn.

use ratatui::layout::Rect;

use crate::scenario::{Ask, Scene, Turn};
use crate::ui::model::{Model, Motion};
use crate::ui::paint::{Paint, wrap};
use crate::ui::question::Question;
use crate::ui::talk::Beat;
use crate::ui::theme::Role;
use crate::ui::turn;

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
    let beat = model.beat();
    if beat == Some(Beat::Title) {
        return;
    }
    let Some((begins, scene)) = model.scene() else { return };
    if let Some((scene, turn)) = turn::shown(model) {
        return the_turn(model, scene, turn, area, paint);
    }
    let here = begins == model.now();
    let mut say = match &scene.ask {
        // The class is shown the answer in a beat of its own.
        Some(ask) if model.talk.is_none() => answer(ask),
        _ => scene.say.to_string(),
    };
    if model.is_changed() && !say.is_empty() {
        say += " (So it is without your change.)";
    }
    if scene.pause && here && model.motion == Motion::Paused && model.talk.is_none() {
        say += " (Space goes on.)";
    }
    let mut lines = wrap(&say, area.width);
    // The title stands above where there is room, else before the words.
    let mut y = area.y + u16::from(area.height > 3);
    // An answer needs the room more than a title.
    let is_answer = scene.ask.is_some() && model.talk.is_none();
    if !scene.title.is_empty() && !is_answer {
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

/// The student's turn. Where there is no room for all of it, the caption goes, and then the title.
fn the_turn(model: &Model, scene: &Scene, turn: &Turn, area: Rect, paint: &mut Paint<'_>) {
    let state = turn::words(model).unwrap_or_default();
    // A class was shown the caption in a beat of its own.
    let say = if model.talk.is_none() { scene.say.as_str() } else { "" };
    let title = scene.title.as_str();
    let ways = [(title, say), (title, ""), ("", "")].map(|(title, say)| turn::lines(title, say, turn, &state, area.width));
    let fits = ways.iter().find(|lines| lines.len() <= usize::from(area.height)).unwrap_or(&ways[2]);
    let spare = area.height.saturating_sub(u16::try_from(fits.len()).unwrap_or(u16::MAX));
    for ((line, role), y) in fits.iter().zip(area.y + spare.min(1)..area.bottom()) {
        paint.words(area, area.x, y, line, *role);
    }
}

/// Which answer was right, and why.
pub fn answer(ask: &Ask) -> String {
    format!("The answer is {}: {}. {}", ask.answer + 1, ask.options[ask.answer], ask.why)
}
