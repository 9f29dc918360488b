//! The first and the last card of a presentation: what it is about, and what it came to.

use ratatui::layout::Rect;

use crate::ui::model::Model;
use crate::ui::paint::{Paint, halved, width, wrap};
use crate::ui::theme::Role;

/// The widest line, so that it can be read at a glance.
const WIDEST: u16 = 72;

pub fn draw(model: &Model, is_end: bool, area: Rect, paint: &mut Paint<'_>) {
    let half = halved(area);
    if model.has_large_type() && lines(model, is_end, half.width, paint).len() <= usize::from(half.height) {
        return paint.enlarged(area, |area, paint| centred(&lines(model, is_end, area.width, paint), area, paint));
    }
    centred(&lines(model, is_end, area.width, paint), area, paint);
}

fn lines(model: &Model, is_end: bool, width: u16, paint: &Paint<'_>) -> Vec<(String, Role)> {
    let scenario = &model.scenario;
    let cells = width.saturating_sub(8).min(WIDEST);
    let lanes: Vec<&str> = scenario.lanes.iter().map(|lane| lane.name.as_str()).collect();
    let names = lanes.join(if paint.ascii() { "  |  " } else { "  ·  " });
    let mut lines: Vec<(String, Role)> = Vec::new();
    let mut say = |words: &str, role| {
        lines.extend(wrap(words, cells).into_iter().map(|line| (line, role)));
        lines.push((String::new(), role));
    };
    say(scenario.title.as_str(), Role::Blocked);
    // What the lesson comes to is not told before the class has voted.
    match is_end {
        true => say(scenario.summary.as_str(), Role::Text),
        false if !scenario.misconception.is_empty() => say(&format!("Is this so? \"{}\"", scenario.misconception), Role::Text),
        false => {}
    }
    say(&names, Role::Request);
    say(if is_end { "That was it." } else { "The same messages, the same work, the same bad luck." }, Role::Faint);
    lines
}

fn centred(lines: &[(String, Role)], area: Rect, paint: &mut Paint<'_>) {
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = area.y + area.height.saturating_sub(height) / 2;
    for ((words, role), y) in lines.iter().zip(top..area.bottom()) {
        let x = area.x + area.width.saturating_sub(width(words)) / 2;
        paint.words(area, x, y, words, *role);
    }
}
