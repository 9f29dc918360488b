//! A queue on the stage: what waits as a stack, what is in flight below it, dead letters in a box of their own.

use ratatui::layout::Rect;

use super::stage::Framed;
use crate::scenario::Part;
use crate::scene::QueueScene;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

pub fn draw(frame: &Framed<'_>, scene: &QueueScene, paint: &mut Paint<'_>) {
    let is_dead_letters = frame.lane.nodes.iter().any(|node| match &node.part {
        Part::Queue(queue) => queue.dead_letter == Some(frame.id),
        _ => false,
    });
    let depth = scene.visible.len();
    if is_dead_letters {
        let inside = frame.frame(&format!("dead letters {}", frame.name()), &[&depth.to_string()], "", paint);
        stack(depth, inside, paint.signs.dead_letter, Role::Error, paint);
        return;
    }
    let now = frame.model.now();
    let oldest = scene.visible.first_key_value().map(|(_, oldest)| format!("oldest {}", now.since(oldest.sent)));
    let count = if depth == 1 { "1 waits".to_owned() } else { format!("{depth} wait") };
    let inside = frame.frame(&format!("queue {}", frame.name()), &[&count, &depth.to_string()], &oldest.unwrap_or_default(), paint);
    let upper = Rect { height: inside.height.saturating_sub(1), ..inside };
    stack(depth, upper, paint.signs.message, Role::Request, paint);
    in_flight(frame, scene, Rect { y: upper.bottom(), height: inside.height - upper.height, ..inside }, paint);
}

/// A sign for each of `count` messages; if they do not fit, a sign for two, five, ten and so on.
pub fn stack(count: usize, area: Rect, sign: &str, role: Role, paint: &mut Paint<'_>) {
    let room = usize::from(area.width) * usize::from(area.height);
    if count == 0 || room == 0 {
        return;
    }
    let mut steps = (0..18).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_usize.pow(power)));
    let legend_of = |each: usize| if each == 1 { String::new() } else { format!(" each {sign} = {each}") };
    let fits = |each: &usize| count.div_ceil(*each) + usize::from(width(&legend_of(*each))) <= room;
    let each = steps.find(fits).unwrap_or(count);
    let legend = legend_of(each);
    let mut left = count.div_ceil(each);
    let (mut x, mut y) = (area.x, area.y);
    while left > 0 {
        let row = left.min(usize::from(area.width));
        x = paint.repeat(area, area.x, y, sign, u16::try_from(row).unwrap_or(area.width), role);
        left -= row;
        if left > 0 {
            y += 1;
        }
    }
    if !legend.is_empty() && x + width(&legend) <= area.right() {
        paint.words(area, x, y, &legend, Role::Faint);
    } else if !legend.is_empty() && y + 1 < area.bottom() {
        paint.words(area, area.x, y + 1, legend.trim_start(), Role::Faint);
    }
}

/// The messages that workers have, and when the first of them would be back.
fn in_flight(frame: &Framed<'_>, scene: &QueueScene, area: Rect, paint: &mut Paint<'_>) {
    let count = scene.in_flight.len();
    let Some(first_back) = scene.in_flight.values().map(|each| each.until).min() else { return };
    let words = format!("{count} in flight");
    // A sign for each, or one for all.
    let signs = u16::try_from(count).ok().filter(|signs| signs + 1 + width(&words) <= area.width).unwrap_or(1);
    let x = paint.repeat(area, area.x, area.y, paint.signs.in_flight, signs, Role::Request);
    let x = paint.words(area, x + u16::from(signs > 0), area.y, &words, Role::Faint);
    let back = format!(", back {}", first_back.since(frame.model.now()));
    if x + width(&back) <= area.right() {
        paint.words(area, x, area.y, &back, Role::Faint);
    }
}
