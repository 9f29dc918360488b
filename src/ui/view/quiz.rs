//! The quiz: a question or the score, how far one is, and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{ground, help, is_too_small, too_small};
use crate::ui::gallery::Overlay;
use crate::ui::keymap::{Group, QUIZ, Reply};
use crate::ui::paint::{Paint, fit};
use crate::ui::quiz::{Quiz, page, places};
use crate::ui::theme::Role;

/// Draws the quiz; nothing else changes.
pub fn quiz(quiz: &Quiz, area: Rect, buf: &mut Buffer) {
    let area = ground(quiz.theme, area, buf);
    let paint = &mut Paint::new(buf, quiz.theme, quiz.signs);
    if is_too_small(area) {
        return too_small(area, paint);
    }
    let places = places(area);
    header(quiz, places.header, paint);
    if let Some(said) = &quiz.said {
        let words = fit(said.as_str(), places.said.width, paint.signs.more);
        paint.words(places.said, places.said.x, places.said.y, &words, Role::Text);
    }
    body(quiz, area, places.body, paint);
    footer(quiz, places.footer, paint);
    if quiz.overlay == Overlay::Help {
        help::keys(&[Group::Quiz], area, 0, 0, paint);
    }
}

fn header(quiz: &Quiz, area: Rect, paint: &mut Paint<'_>) {
    let done = format!("{} of {} right", quiz.done(), quiz.count());
    let words = match quiz.item() {
        Some(_) => format!("question {} of {}, {done}", quiz.at + 1, quiz.round.len()),
        None => done,
    };
    let end = paint.words_right(area, area.y, &words, Role::Text);
    let title = fit(quiz.title.as_str(), end.saturating_sub(area.x + 3), paint.signs.more);
    paint.words(area, area.x, area.y, &title, Role::Heading);
}

/// As many lines as fit; a sign where there are more.
fn body(quiz: &Quiz, area: Rect, body: Rect, paint: &mut Paint<'_>) {
    let (lines, first) = (page(quiz, area), quiz.first(area));
    for (line, y) in lines.iter().skip(first).zip(body.y..body.bottom()) {
        for piece in line {
            paint.words(body, body.x + piece.x, y, &piece.words, piece.role);
        }
    }
    let more = paint.signs.more;
    if first > 0 {
        paint.words(area, body.right(), body.y, more, Role::Request);
    }
    if first + usize::from(body.height) < lines.len() {
        paint.words(area, body.right(), body.bottom().saturating_sub(1), more, Role::Request);
    }
}

/// The few keys that work now.
fn footer(quiz: &Quiz, area: Rect, paint: &mut Paint<'_>) {
    let item = quiz.item();
    let named = QUIZ.iter().filter_map(|binding| {
        let words = match (binding.command, item) {
            (Reply::GoOn, None) => "again",
            (Reply::GoOn, Some(item)) if item.answered => "next",
            (Reply::GoOn, Some(item)) if item.chosen.is_empty() => return None,
            (Reply::Skip, Some(item)) if !item.answered => "skip",
            (Reply::Skip, _) => return None,
            (Reply::Show, item) if !item.is_some_and(|item| item.answered && item.lesson.is_some()) => return None,
            (Reply::Back, _) if quiz.at == 0 => return None,
            _ => binding.footer?,
        };
        Some((binding.keys[0], words))
    });
    super::footer::hints(named, area, paint);
}
