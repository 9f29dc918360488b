//! The few keys that work now.

use ratatui::layout::Rect;

use crate::ui::key::Key;
use crate::ui::keymap::{Command, KEYS};
use crate::ui::model::{Home, Model, Motion};
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

/// Draws those of a run.
pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let at_the_end = model.now() >= model.scenario.end();
    let named = KEYS.iter().filter_map(|binding| {
        let words = match binding.command {
            Command::PlayOrPause if model.motion != Motion::Paused => "pause",
            Command::PlayOrPause if at_the_end => "again",
            // There they do nothing.
            Command::Faster | Command::Slower | Command::NextScene if at_the_end => return None,
            // Escape leads back to the question.
            Command::Gallery if model.home == Home::Quiz => return None,
            _ => binding.footer?,
        };
        Some((binding.keys[0], words))
    });
    let back = KEYS.iter().filter(|binding| binding.command == Command::Close && model.home == Home::Quiz);
    hints(back.map(|binding| (binding.keys[0], "to the question")).chain(named), area, paint);
}

/// Draws keys with their words, as many as fit.
pub fn hints(named: impl Iterator<Item = (Key, &'static str)>, area: Rect, paint: &mut Paint<'_>) {
    let mut hints: Vec<(String, &str)> = Vec::new();
    for (key, words) in named {
        let key = if paint.ascii() { format!("{key:#}") } else { key.to_string() };
        // Neighbours that do the same in two directions share their word.
        match hints.last_mut() {
            Some((keys, last)) if *last == words => *keys += &format!(" {key}"),
            _ => hints.push((key, words)),
        }
    }
    let mut x = area.x;
    for (keys, words) in hints {
        if x + width(&keys) + 1 + width(words) > area.right() {
            return;
        }
        x = paint.words(area, x, area.y, &keys, Role::Text);
        x = paint.words(area, x + 1, area.y, words, Role::Faint) + 3;
    }
}
