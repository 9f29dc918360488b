//! The faults that can be put in, over the stage.

use ratatui::layout::Rect;

use super::sheet::sheet;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, fit, width};
use crate::ui::theme::Role;
use crate::ui::touch::{FAULTS, hit, target};

/// What each does, in the order of [`FAULTS`].
const WORDS: [&str; 10] = [
    "refuses at once; work in hand is lost",
    "silence: what it takes in is never answered",
    "works ten times as long",
    "a fifth of its work fails",
    "takes 5 a second, refuses the rest",
    "a fifth of what crosses the link is lost",
    "what crosses the link takes 2 s longer",
    "a fifth of what crosses the link comes twice",
    "an outage that forgets what waited, too",
    "nothing crosses the link",
];

/// Draws the faults, one of them chosen.
pub fn draw(model: &Model, chosen: usize, area: Rect, paint: &mut Paint<'_>) {
    let (target, names) = (target(model), hit(model));
    let which = if names.iter().any(|name| *name != target) { format!(": {}", names.join(", ")) } else { String::new() };
    let widest = WORDS.iter().map(|words| width(words)).max().unwrap_or(0);
    let title = format!(" {} ", fit(&format!("Break the {target}{which}"), widest + 12, paint.signs.more));
    let inside = sheet(area, &title, (widest + 16, 12), Role::Text, paint);
    for ((place, ((kind, _), words)), y) in FAULTS.iter().zip(WORDS).enumerate().zip(inside.y..inside.bottom()) {
        let role = if place == chosen { Role::Heading } else { Role::Text };
        let mark = if place == chosen { paint.signs.forth } else { " " };
        let digit = (place + 1) % 10;
        paint.words(inside, inside.x, y, &format!("{mark} {digit} {kind}"), role);
        paint.words(inside, inside.x + 15, y, words, if place == chosen { Role::Text } else { Role::Faint });
    }
    let last = inside.bottom().saturating_sub(1);
    paint.words(inside, inside.x, last, "a digit or Enter puts it in, Esc leaves; f ends it later", Role::Faint);
}
