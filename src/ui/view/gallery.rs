//! The gallery: the lessons, what there is to know about the chosen one, and the keys.

mod details;
mod list;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{ground, help, is_too_small, too_small};
use crate::ui::gallery::{Gallery, Overlay, Places, places};
use crate::ui::keymap::{Choice, GALLERY, Group};
use crate::ui::paint::{Paint, fit_end, width};
use crate::ui::theme::Role;

/// What the program is about.
const ABOUT: &str = "How messages flow, and what happens to them";
/// The blanks around it.
const GAP: u16 = 3;

/// Draws the gallery; nothing else changes.
pub fn gallery(gallery: &Gallery, area: Rect, buf: &mut Buffer) {
    let area = ground(gallery.theme, area, buf);
    let paint = &mut Paint::new(buf, gallery.theme, gallery.signs);
    if is_too_small(area) {
        return too_small(area, paint);
    }
    let places = places(area);
    header(gallery, &places, paint);
    search(gallery, places.search, paint);
    list::draw(gallery, places.list, paint);
    details::draw(gallery, places.details, paint);
    footer(gallery, places.footer, paint);
    if gallery.overlay == Overlay::Help {
        help::keys(&[Group::Gallery], area, 0, 0, paint);
    }
}

fn header(gallery: &Gallery, places: &Places, paint: &mut Paint<'_>) {
    let area = places.header;
    let x = paint.words(area, area.x, area.y, "inflight", Role::Heading) + GAP;
    let all = gallery.entries.len();
    let found = gallery.found().iter().filter(|place| **place < all).count();
    let count = if gallery.search.words().is_empty() { format!("{all} lessons") } else { format!("{found} of {all} lessons") };
    let end = paint.words_right(area, area.y, &count, Role::Text);
    if x + width(ABOUT) + GAP <= end {
        paint.words(area, x, area.y, ABOUT, Role::Faint);
    }
}

/// What is searched for, or why something could not be done.
fn search(gallery: &Gallery, area: Rect, paint: &mut Paint<'_>) {
    if let Some(said) = &gallery.said {
        paint.words(area, area.x, area.y, &format!("{} {said}", paint.signs.error), Role::Error);
    } else if gallery.search.goes_on() {
        let x = paint.words(area, area.x, area.y, "Search: ", Role::Request);
        let room = area.right().saturating_sub(x + 1);
        let x = paint.words(area, x, area.y, &fit_end(gallery.search.words(), room, paint.signs.more), Role::Heading);
        paint.styled(area, x, area.y, " ", paint.theme.style(Role::Text).add_modifier(Modifier::REVERSED));
    } else {
        paint.words(area, area.x, area.y, "Type to search titles, tags, summaries and all that the lessons say.", Role::Faint);
    }
}

/// The few keys that work now.
fn footer(gallery: &Gallery, area: Rect, paint: &mut Paint<'_>) {
    let named = GALLERY.iter().filter_map(|binding| {
        let key = binding.keys.iter().find(|key| !gallery.search.takes(**key))?;
        let works = binding.command != Choice::Empty || gallery.search.goes_on();
        binding.footer.filter(|_| works).map(|words| (*key, words))
    });
    super::footer::hints(named, area, paint);
}
