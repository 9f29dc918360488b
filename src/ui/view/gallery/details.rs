//! What there is to know about the lesson that is chosen, or about the quiz.

use std::iter;

use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use crate::scenario::Scenario;
use crate::scenario::text::Text;
use crate::time::Time;
use crate::ui::gallery::{Entry, Gallery, Length};
use crate::ui::paint::{Paint, fit, fit_end, width, wrap};
use crate::ui::theme::Role;

/// The columns of the words before length and tags.
const LABEL: u16 = 9;
/// What there is to know about the quiz.
const QUIZ: &str = "One question after the other, each with why it is so and the lesson that shows it. Those that are not right yet come first, \
    and again until all are. Your progress is kept on this machine.";
/// The rows inside the box from which nothing needs to be saved.
const ROOMY: u16 = 16;

/// Draws a box with title and level in its head, and in its foot what plays the lesson, or asks the quiz, at once.
pub fn draw(gallery: &Gallery, area: Rect, paint: &mut Paint<'_>) {
    let (title, level, name) = match gallery.chosen() {
        Some(entry) => (entry.scenario.title.as_str(), entry.scenario.level, entry.name.as_str()),
        None if gallery.is_quiz_chosen() => ("The quiz", None, "quiz"),
        None => return,
    };
    let style = paint.theme.style(Role::Structure);
    Block::bordered().border_set(paint.signs.frame).border_style(style).render(area, paint.buf);
    let edge = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    let level = level.map(|level| format!(" level: {level} ")).unwrap_or_default();
    paint.words_right(edge, edge.y, &level, Role::Text);
    let title = fit(title, edge.width.saturating_sub(width(&level) + 3), paint.signs.more);
    paint.words(edge, edge.x, edge.y, &format!(" {title} "), Role::Heading);
    // Of a path, its end says most.
    let name = fit_end(name, edge.width.saturating_sub(11), paint.signs.more);
    paint.words_right(edge, area.bottom().saturating_sub(1), &format!(" inflight {name} "), Role::Faint);
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..edge };
    match gallery.chosen() {
        Some(entry) => inside(entry, area, paint),
        None => drop(lines(&wrap(QUIZ, area.width), Role::Text, area, paint)),
    }
}

/// Summary, what to watch for, and the facts below; with room, apart from each other.
fn inside(entry: &Entry, area: Rect, paint: &mut Paint<'_>) {
    let roomy = area.height >= ROOMY;
    let area = if roomy { below(area, area.y + 1) } else { area };
    let summary = wrap(entry.scenario.summary.as_str(), area.width);
    let watch = entry.watch().map(|words| wrap(&words, area.width)).unwrap_or_default();
    let cells = area.width.saturating_sub(LABEL);
    let (rest, body) = (usize::from(area.height), summary.len() + watch.len());
    let in_full = |more| labelled(&facts(entry, more), |words| wrap(words, cells));
    let fits = [true, false].map(in_full).into_iter().find(|facts| body + facts.len() <= rest);
    let cut = |words: &str| vec![fit(words, cells, paint.signs.more)];
    let facts = fits.unwrap_or_else(|| labelled(&facts(entry, false), cut));
    let gap = u16::from(body + facts.len() + 2 <= rest);
    let body = Rect { height: area.height.saturating_sub(count(facts.len())), ..area };
    // Where not all fits, each is cut.
    let kept = gap + count(watch.len()).min(body.height / 2);
    let y = lines(&summary, Role::Text, Rect { height: body.height.saturating_sub(kept), ..body }, paint);
    let y = lines(&watch, Role::Text, below(body, y + if summary.is_empty() { 0 } else { gap }), paint);
    let below = below(area, y + if y > area.y { gap } else { 0 });
    for ((label, words), y) in facts.iter().zip(below.y..area.bottom()) {
        paint.words(area, area.x, y, label, Role::Faint);
        paint.words(area, area.x + LABEL, y, words, Role::Text);
    }
}

/// Length and tags; if there is to be more, the lanes, too. What the scenes are called would answer what they ask.
fn facts(entry: &Entry, more: bool) -> Vec<(&'static str, String)> {
    let Scenario { duration, tags, lanes, .. } = &*entry.scenario;
    let pauses = |length: Length| match length.pauses {
        0 => String::new(),
        1 => " with a pause".to_owned(),
        pauses => format!(" with {pauses} pauses"),
    };
    let plays = entry.length.map(|length| format!("{:.0} on the clock{}, ", Time::START + length.wall(), pauses(length)));
    let length = format!("{}{duration} simulated", plays.unwrap_or_default());
    let mut facts = vec![("Length", length), ("Tags", listed(tags))];
    if more {
        facts.push(("Lanes", listed(lanes.iter().map(|lane| &lane.name))));
    }
    facts.retain(|(_, words)| !words.is_empty());
    facts
}

fn listed<'a>(texts: impl IntoIterator<Item = &'a Text>) -> String {
    texts.into_iter().map(Text::as_str).collect::<Vec<_>>().join(", ")
}

/// Facts in lines, of which only the first has the label.
fn labelled(facts: &[(&'static str, String)], in_lines: impl Fn(&str) -> Vec<String>) -> Vec<(&'static str, String)> {
    facts.iter().flat_map(|(label, words)| iter::once(*label).chain(iter::repeat("")).zip(in_lines(words))).collect()
}

/// Writes as many lines as fit, the last with a sign if there are more; returns the row after them.
fn lines(lines: &[String], role: Role, area: Rect, paint: &mut Paint<'_>) -> u16 {
    let shown = lines.len().min(usize::from(area.height));
    for (place, (line, y)) in lines[..shown].iter().zip(area.y..).enumerate() {
        let more = place + 1 == shown && shown < lines.len();
        let sign = if more { paint.signs.more } else { "" };
        let line = fit(line, area.width.saturating_sub(width(sign)), "");
        paint.words(area, area.x, y, &format!("{line}{sign}"), role);
    }
    area.y + count(shown)
}

fn below(area: Rect, y: u16) -> Rect {
    let y = y.min(area.bottom());
    Rect { y, height: area.bottom() - y, ..area }
}

fn count(lines: usize) -> u16 {
    u16::try_from(lines).unwrap_or(u16::MAX)
}
