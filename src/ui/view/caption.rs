//! The words of the lesson that belong to the instant: a caption, a question, and its answer, or the student's turn.

use ratatui::layout::Rect;

use crate::scenario::{Ask, Scene, Turn};
use crate::ui::layout::Panes;
use crate::ui::model::{Model, Motion};
use crate::ui::paint::{Paint, wrap};
use crate::ui::predict;
use crate::ui::question::Question;
use crate::ui::talk::Beat;
use crate::ui::theme::Role;
use crate::ui::turn;

pub fn draw(model: &Model, panes: &Panes, paint: &mut Paint<'_>) {
    if panes.large_type {
        paint.enlarged(of_large(panes.caption), |area, paint| words(model, area, paint));
    } else {
        words(model, panes.caption, paint);
    }
}

/// Where words of double size stand: below a blank row.
pub fn of_large(caption: Rect) -> Rect {
    Rect { y: caption.y + 1, height: caption.height.saturating_sub(1), ..caption }
}

/// How many lines the caption takes below its title.
pub fn height(model: &Model, cells: u16) -> u16 {
    let Some((title, say)) = said(model) else { return 0 };
    u16::from(!title.is_empty()) + u16::try_from(wrap(&say, cells).len()).unwrap_or(u16::MAX)
}

fn words(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    if let Some(question) = Question::of(model) {
        let (from, lines) = question.within(area);
        for (line, y) in lines.iter().zip(from..area.bottom()) {
            for piece in line {
                paint.words(area, area.x + piece.x, y, &piece.words, piece.role);
            }
        }
        return;
    }
    if let Some((scene, turn)) = turn::shown(model) {
        return the_turn(model, scene, turn, area, paint);
    }
    let Some((title, say)) = said(model) else { return };
    let mut lines = wrap(&say, area.width);
    let titled = usize::from(!title.is_empty());
    let spare = usize::from(area.height).saturating_sub(lines.len());
    let mut y = area.y + u16::from(spare > titled && area.height > 3);
    // The title stands above where there is room, else before the words.
    if titled > 0 {
        if spare > 0 {
            paint.words(area, area.x, y, title, Role::Heading);
            y += 1;
        } else {
            let colon = if title.ends_with(['?', '!', '.', ':']) { "" } else { ":" };
            lines = wrap(&format!("{title}{colon} {say}"), area.width);
        }
    }
    for (line, y) in lines.iter().zip(y..area.bottom()) {
        paint.words(area, area.x, y, line, Role::Text);
    }
}

/// The title and the caption of the scene; a lesson that is played alone tells the answer after its question, and needs the room more
/// than a title.
fn said(model: &Model) -> Option<(&str, String)> {
    if model.beat() == Some(Beat::Title) {
        return None;
    }
    let (begins, place, scene) = model.scene_at()?;
    let watched = predict::watched(model);
    let ask = predict::asked(model, place).filter(|_| model.talk.is_none());
    let mut say = match (watched, ask) {
        (Some((ask, given)), _) => watch(ask, given),
        // The class is shown the answer in a beat of its own.
        (None, Some(ask)) => answer(ask),
        _ => scene.say.to_string(),
    };
    // A turn is there to change the run.
    if model.is_changed() && !say.is_empty() && scene.turn.is_none() {
        say += " (So it is without your change.)";
    }
    if scene.pause && predict::has_just_begun(model, begins) && model.motion == Motion::Paused && model.talk.is_none() {
        say += " (Space goes on.)";
    }
    Some((if ask.is_some() { "" } else { scene.title.as_str() }, say))
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

/// What stands below the stage while the outcome of a question comes.
pub fn watch(ask: &Ask, given: Option<usize>) -> String {
    let said = given.and_then(|given| ask.options.get(given));
    let said = said.map(|said| format!(" You said: {}.", said.as_str().trim_end_matches('.'))).unwrap_or_default();
    format!("{}{said} Watch.", ask.prompt)
}

/// Which answer was right, and why.
pub fn answer(ask: &Ask) -> String {
    format!("The answer is {}: {}. {}", ask.answer + 1, ask.options[ask.answer], ask.why)
}
