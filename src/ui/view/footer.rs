//! The few keys that work now.

use ratatui::layout::Rect;

use crate::ui::keymap::{Command, KEYS};
use crate::ui::model::{Model, Motion};
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

pub fn draw(model: &Model, area: Rect, paint: &mut Paint<'_>) {
    let mut hints: Vec<(String, &str)> = Vec::new();
    for binding in KEYS {
        let Some(words) = binding.footer else { continue };
        let words = match binding.command {
            Command::PlayOrPause if model.motion != Motion::Paused => "pause",
            Command::PlayOrPause if model.now() >= model.scenario.end() => "again",
            _ => words,
        };
        let key = if paint.ascii() { format!("{:#}", binding.keys[0]) } else { binding.keys[0].to_string() };
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
