//! How long messages took so far: a row of bars for each lane, one above the other with the same axis.

use ratatui::layout::Rect;

use super::{role, sign};
use crate::id::LaneId;
use crate::tape::{Slot, Times};
use crate::time::Span;
use crate::ui::model::Model;
use crate::ui::paint::{Paint, width};
use crate::ui::theme::Role;

/// How many buckets an axis has, at the least.
const LEAST: usize = 8;

pub fn draw(model: &Model, title: &str, times: impl Fn(&Slot) -> &Times, area: Rect, paint: &mut Paint<'_>) {
    paint.words(area, area.x, area.y, title, Role::Heading);
    let inside = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let all: Vec<Times> = model.tape.summary().lanes().iter().map(|lane| so_far(model, &lane.slots, &times)).collect();
    let used = all.iter().flat_map(|times| times.counts().iter().enumerate().filter(|(_, count)| **count > 0).map(|(bucket, _)| bucket));
    let (Some(first), Some(last)) = (used.clone().min(), used.max()) else {
        paint.words(inside, inside.x, inside.y, "no message yet", Role::Faint);
        return;
    };
    let buckets = first..(last + 1).max(first + LEAST);
    let lanes = u16::try_from(all.len()).unwrap_or(u16::MAX).min(inside.height).max(1);
    let height = inside.height / lanes;
    for (((lane, _), times), place) in model.scenario.lane_ids().zip(&all).zip(0..lanes) {
        let band = Rect { y: inside.y + place * height, height, ..inside };
        bars(times, buckets.clone(), lane, band, paint);
    }
    let below = Rect { y: inside.bottom(), height: 1, ..area };
    let mut free = below.x;
    for column in (0..area.width).step_by(12) {
        let bucket = buckets.start + usize::from(column) * buckets.len() / usize::from(area.width.max(1));
        let words = short(Times::begins(bucket));
        if below.x + column >= free && below.x + column + width(&words) <= below.right() {
            free = paint.words(below, below.x + column, below.y, &words, Role::Faint) + 1;
        }
    }
}

fn so_far(model: &Model, slots: &[Slot], times: impl Fn(&Slot) -> &Times) -> Times {
    let mut all = Times::default();
    slots[..model.past_slots().min(slots.len())].iter().for_each(|slot| all.add(times(slot)));
    all
}

/// Draws the bars of a lane: the highest is as high as the band. What most and nearly all stay below stands in its corner, behind the
/// lane's sign.
fn bars(times: &Times, buckets: std::ops::Range<usize>, lane: LaneId, band: Rect, paint: &mut Paint<'_>) {
    let role = role(lane);
    let count = |bucket: usize| times.counts().get(bucket).copied().unwrap_or(0);
    let most = times.counts().iter().copied().max().unwrap_or(0).max(1);
    // Where there are rows to spare, the figures have one of their own. Eight steps a cell.
    let rows = if band.height > 1 { band.height - 1 } else { band.height };
    let steps = u64::from(rows) * 8;
    for column in 0..band.width {
        let bucket = buckets.start + usize::from(column) * buckets.len() / usize::from(band.width.max(1));
        let filled = (u64::from(count(bucket)) * steps).div_ceil(u64::from(most));
        for row in 0..rows {
            let in_cell = usize::try_from(filled.saturating_sub(u64::from(row) * 8).min(8)).unwrap_or(0);
            if let Some(level) = in_cell.checked_sub(1) {
                paint.words(band, band.x + column, band.bottom() - 1 - row, paint.signs.levels[level], role);
            }
        }
    }
    let words = match (times.quantile(0.5), times.quantile(0.99)) {
        (Some(median), Some(p99)) => format!(" half < {}, 99 % < {}", short(median), short(p99)),
        _ => " none yet".to_owned(),
    };
    let x = paint.words_right(band, band.y, &words, Role::Text);
    if let Some(x) = x.checked_sub(2).filter(|x| *x >= band.x) {
        paint.words(band, x, band.y, &format!(" {}", sign(lane, paint.ascii())), role);
    }
}

/// A span in few letters.
fn short(span: Span) -> String {
    if span == Span::ZERO { "0".to_owned() } else { span.to_string() }
}
