//! The head of the screen: title, speed, clock and seed; below, what just happened.

use ratatui::layout::Rect;

use super::notice;
use crate::ui::layout::Panes;
use crate::ui::model::{Model, Motion};
use crate::ui::paint::{Paint, fit, width};
use crate::ui::talk::Beat;
use crate::ui::theme::Role;
use crate::ui::words;

/// The cells for the title in so many, beside a clock.
pub fn room_for_title(cells: u16, clock: &str) -> u16 {
    cells.saturating_sub(width(clock) + 2)
}

pub fn draw(model: &Model, panes: &Panes, paint: &mut Paint<'_>) {
    let area = panes.header;
    if model.talk.is_some() {
        // What a class is to predict is often when something is over.
        let clock = if model.beat() == Some(Beat::Title) { String::new() } else { model.now().to_string() };
        let room = room_for_title(area.width, &clock);
        paint.words_right(area, area.y, &clock, Role::Text);
        paint.words(area, area.x, area.y, &fit(model.scenario.title.as_str(), room, paint.signs.more), Role::Heading);
        return;
    }
    let sign = match model.motion {
        Motion::Paused => paint.signs.pause,
        Motion::Backwards => paint.signs.back,
        Motion::Playing | Motion::Seeking { .. } => paint.signs.play,
    };
    let state = match model.motion {
        Motion::Seeking { .. } => "going there".to_owned(),
        Motion::Paused if model.now() >= model.scenario.end() => "at the end".to_owned(),
        Motion::Paused => "paused".to_owned(),
        Motion::Playing | Motion::Backwards => String::new(),
    };
    let end = model.scenario.end();
    let clock = format!("{state} {sign} {:<8} {} / {end:.0}", model.speed.to_string(), model.now());
    let seed = format!("   seed {}", model.scenario.seed);
    // The seed is of use to few; in a narrow window the title has its place.
    let right = clock.trim_start().to_owned() + if area.width >= 100 { &seed } else { "" };
    let x = paint.words_right(area, area.y, &right, Role::Text);
    let room = x.saturating_sub(area.x + 2);
    paint.words(area, area.x, area.y, &fit(model.scenario.title.as_str(), room, paint.signs.more), Role::Heading);
    let row = notice::draw(model, panes.latest, paint);
    if let Some((words, _)) = &model.said {
        paint.words(row, row.x, row.y, words, Role::Heading);
    } else if model.motion == Motion::Paused && !stands_by_itself(model) {
        latest(model, row, paint);
    } else if model.scenario.lanes.len() > 1 {
        let words = "Both lanes get the same messages, the same work and the same bad luck.";
        let words = if model.scenario.lanes.len() == 2 { words.to_owned() } else { words.replace("Both", "All") };
        if width(&words) <= row.width {
            paint.words(row, row.x, row.y, &words, Role::Faint);
        }
    }
}

/// Whether the lesson itself has stopped here: then its words are to be read, and no others.
fn stands_by_itself(model: &Model) -> bool {
    model.scene().is_some_and(|(begins, scene)| scene.pause && begins == model.now())
}

/// What happened at this very instant, as far as it fits.
fn latest(model: &Model, row: Rect, paint: &mut Paint<'_>) {
    let latest = model.tape.latest();
    if let Some(stuck) = &model.stuck {
        paint.words(row, row.x, row.y, &format!("{} {stuck}", paint.signs.error), Role::Error);
        return;
    }
    if latest.at != Some(model.now()) {
        return;
    }
    let mut line = format!("{:.3}", model.now());
    for (shown, (lane, fact)) in latest.facts.iter().enumerate() {
        let said = words::said(*fact, model.scenario.lane(*lane), &model.scenario);
        let same = shown > 0 && latest.facts[shown - 1].0 == *lane;
        let more = if same { format!(", {said}") } else { format!("   {}: {said}", model.scenario.lane(*lane).name) };
        let rest = latest.facts.len() - shown;
        let hidden = format!("   and {rest} more");
        if shown > 0 && width(&line) + width(&more) + if rest > 1 { width(&hidden) } else { 0 } > row.width {
            line += &hidden;
            break;
        }
        line += &more;
    }
    paint.words(row, row.x, row.y, &fit(&line, row.width, paint.signs.more), Role::Faint);
}
