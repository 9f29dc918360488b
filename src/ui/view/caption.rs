//! The words of the lesson that belong to the instant.

use ratatui::layout::Rect;

use crate::ui::model::{Model, Motion};
use crate::ui::paint::{Paint, wrap};
use crate::ui::theme::Role;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let Some((begins, scene)) = model.scene() else { return };
    let waits = scene.pause && begins == model.now() && model.motion == Motion::Paused;
    let say = if waits { format!("{} (Space goes on.)", scene.say) } else { scene.say.to_string() };
    let mut lines = wrap(&say, area.width);
    // The title stands above where there is room, else before the words.
    let mut y = area.y + u16::from(area.height > 3);
    if !scene.title.is_empty() {
        if lines.len() < usize::from(area.bottom() - y) {
            paint.words(area, area.x, y, scene.title.as_str(), Role::Heading);
            y += 1;
        } else {
            lines = wrap(&format!("{}: {say}", scene.title), area.width);
        }
    }
    for (line, y) in lines.iter().zip(y..area.bottom()) {
        paint.words(area, area.x, y, line, Role::Text);
    }
}
