//! Where everything is on the screen: a pure function of its size and the scenario, for drawing and for what is pointed at.

mod axis;
mod help;
mod lane;
mod rows;
mod track;

pub use axis::Axis;
pub use help::{GAP, HelpLine, help};
pub use lane::{LanePlaces, lane_places, pitch};
pub use rows::{Line, Rows, label, rows};
pub use track::Track;

use ratatui::layout::Rect;

use super::model::Arrangement;
use crate::scenario::Lane;
use lane::{LOW, Needs};

/// The smallest screen that shows a stage.
pub const SMALLEST: (u16, u16) = (60, 18);
/// The width from which lanes are put beside each other.
const WIDE: u16 = 160;
/// The width of a lane for each of its boxes beside each other, from which all that a box tells has room in it.
const BOX: u16 = 38;
/// So many lanes are few: a row that is left over is no loss.
const FEW: usize = 3;
/// The most rows more between lanes.
const FAR: u16 = 3;
/// How many rows more than a lane needs make it easier to read.
const AIRY: u16 = 22;
/// The height of the lowest lane: a row of words, and one of boxes without frames.
const LOWEST: u16 = 2;
/// The least width of a lane in a column.
const NARROWEST: u16 = 38;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// Title, speed, clock.
    pub header: Rect,
    /// What just happened, when time stands still.
    pub latest: Rect,
    /// The lanes.
    pub stage: Rect,
    /// The lesson's words.
    pub caption: Rect,
    /// The whole run as a bar.
    pub timeline: Rect,
    /// The keys.
    pub footer: Rect,
    /// Whether the lesson's words are of double size.
    pub large_type: bool,
}

/// What is shown around the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rim {
    /// All.
    All,
    /// The title and the lesson's words: what a class should see.
    Words,
    /// Nothing.
    None,
}

/// How many rows the lesson's words take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wordage {
    /// At best, if that leaves the lanes what they need to be read.
    pub wanted: u16,
    /// At the least, even if lanes become as low as they can be.
    pub needed: u16,
}

/// The parts of a screen of this size.
#[must_use]
pub fn panes(area: Rect, words: Wordage, rim: Rim, lanes: &[Lane], arrangement: Arrangement) -> Panes {
    if rim != Rim::All {
        return for_a_class(area, words, rim, lanes, arrangement);
    }
    let roomy = area.height >= 30;
    let top = if roomy { 3 } else { 2 };
    // The fourth row is a blank above the words.
    let usual = if area.height >= 26 { 4 } else { 3 };
    let rest = area.height.saturating_sub(top + 2);
    let blank = u16::from(usual == 4);
    let words = Wordage { wanted: words.wanted + blank, ..words };
    let caption_height = room_for_words(words, usual, rest, area.width, lanes, arrangement);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let row = |y: u16, height: u16| Rect { y: area.y + y.min(area.height), height: height.min(area.height.saturating_sub(y)), ..inner };
    let footer = area.height.saturating_sub(1);
    let timeline = footer.saturating_sub(1);
    let caption = timeline.saturating_sub(caption_height);
    Panes {
        header: row(0, 1),
        latest: row(1, 1),
        stage: row(top, caption.saturating_sub(top)),
        caption: row(caption, caption_height),
        timeline: row(timeline, 1),
        footer: row(footer, 1),
        large_type: false,
    }
}

/// The rows for the lesson's words: what lanes need is worked out only for words that take more than usual.
fn room_for_words(words: Wordage, usual: u16, rest: u16, width: u16, lanes: &[Lane], arrangement: Arrangement) -> u16 {
    if words.wanted <= usual {
        return usual;
    }
    let (framed, lowest) = least(width, lanes, arrangement);
    let wanted = words.wanted.min(rest.saturating_sub(framed));
    let needed = words.needed.min(rest.saturating_sub(lowest));
    wanted.max(needed).max(usual)
}

/// The parts of the screen that a class should see: no clock, no keys, no bar.
fn for_a_class(area: Rect, words: Wordage, rim: Rim, lanes: &[Lane], arrangement: Arrangement) -> Panes {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let nothing = Rect { y: area.bottom(), height: 0, ..inner };
    if rim == Rim::None {
        let large_type = false;
        return Panes { header: nothing, latest: nothing, stage: inner, caption: nothing, timeline: nothing, footer: nothing, large_type };
    }
    let usual = if area.height >= 26 { 5 } else { 4 };
    let top = if area.height >= 26 { 2 } else { 1 };
    let rest = area.height.saturating_sub(top);
    let words = Wordage { wanted: words.wanted + 1, ..words };
    let caption = room_for_words(words, usual, rest, area.width, lanes, arrangement).min(rest);
    let stage = Rect { y: area.y + top.min(area.height), height: rest - caption, ..inner };
    Panes {
        header: Rect { height: 1.min(area.height), ..inner },
        latest: nothing,
        stage,
        caption: Rect { y: stage.bottom(), height: caption, ..inner },
        timeline: nothing,
        footer: nothing,
        large_type: false,
    }
}

/// Where the lanes are; fewer than there are if the rest does not fit.
#[must_use]
pub fn lanes(stage: Rect, lanes: &[Lane], arrangement: Arrangement) -> Vec<Rect> {
    let needs: Vec<Needs> = lanes.iter().map(Needs::of).collect();
    let all = needs.iter().map(|needs| needs.natural).max().unwrap_or(0);
    if columns(stage.width, &needs, arrangement) {
        let width = stage.width / count(lanes.len());
        let height = stage.height.min(all + AIRY.min(all * 2));
        let y = stage.y + (stage.height - height) / 2;
        return (0..count(lanes.len())).map(|place| Rect { x: stage.x + place * width, y, width: width - 3, height }).collect();
    }
    // Where not all have their least height, all are low.
    let all_fit = needs.iter().map(|needs| needs.least).sum::<u16>() <= stage.height;
    let least = |needs: &Needs| if all_fit { needs.least } else { LOWEST };
    let room = |rows: u16| needs.len().min(usize::from(rows / LOWEST)).max(1);
    let fits = match room(stage.height) {
        _ if all_fit => needs.len(),
        all if all == needs.len() => all,
        _ => room(stage.height.saturating_sub(1)),
    };
    // Where even so not all fit, a row says so.
    let stage = Rect { height: stage.height.saturating_sub(u16::from(fits < needs.len())), ..stage };
    // Lanes that have the room stand apart.
    let gap = u16::from(stage.height / count(fits) >= 10);
    let mut heights: Vec<u16> = needs[..fits].iter().map(|needs| least(needs).min(stage.height)).collect();
    let mut rest = stage.height.saturating_sub(heights.iter().sum::<u16>() + gap * (count(fits) - 1));
    grow(&mut heights, &mut rest, |place| needs[place].framed.min(if all_fit { u16::MAX } else { LOW - 1 }));
    grow(&mut heights, &mut rest, |place| needs[place].framed);
    grow(&mut heights, &mut rest, |_| all + all / 2);
    if rest > 2 * FAR * count(fits) {
        grow(&mut heights, &mut rest, |_| all * 2);
    }
    // What is still left goes between the lanes, and above and below them.
    let more = (rest / count(fits)).min(FAR);
    let gap = gap + more;
    let mut y = stage.y + (rest - more * (count(fits) - 1)) / 2;
    let stacked = heights.into_iter().map(|height| {
        let area = Rect { y, height, ..stage };
        y += height + gap;
        area
    });
    stacked.collect()
}

/// The least rows in which all lanes can be read on a stage of this width, and those in which they are shown at all.
fn least(width: u16, lanes: &[Lane], arrangement: Arrangement) -> (u16, u16) {
    let needs: Vec<Needs> = lanes.iter().map(Needs::of).collect();
    // Of many, each may be low.
    let most = if needs.len() > 2 { LOW - 1 } else { u16::MAX };
    if columns(width, &needs, arrangement) {
        let highest = |of: fn(&Needs) -> u16| needs.iter().map(of).max().unwrap_or(0);
        (highest(|needs| needs.framed), highest(|needs| needs.least))
    } else {
        (needs.iter().map(|needs| needs.framed.min(most)).sum(), needs.iter().map(|needs| needs.least.min(most)).sum())
    }
}

/// Whether the lanes stand beside each other on a stage of this width.
#[must_use]
pub fn in_columns(width: u16, lanes: &[Lane], arrangement: Arrangement) -> bool {
    columns(width, &lanes.iter().map(Needs::of).collect::<Vec<_>>(), arrangement)
}

fn columns(width: u16, needs: &[Needs], arrangement: Arrangement) -> bool {
    let each = width / count(needs.len());
    let boxes = needs.iter().map(|needs| needs.columns).max().unwrap_or(1);
    match arrangement {
        Arrangement::Auto => width >= WIDE && each >= WIDE / 2 - 4 && each >= boxes * BOX,
        Arrangement::Rows => false,
        Arrangement::Columns => each >= NARROWEST && each >= boxes * 13,
    }
}

/// Gives rows of the rest to the lowest lanes, again and again, as long as some are lower than they may be. Of few lanes all that
/// are as low get a row or none does, so that alike lanes look alike.
fn grow(heights: &mut [u16], rest: &mut u16, most: impl Fn(usize) -> u16) {
    loop {
        let may_grow = |place: &usize| heights[*place] < most(*place);
        let Some(low) = (0..heights.len()).filter(may_grow).map(|place| heights[place]).min() else { return };
        let mut lowest: Vec<usize> = (0..heights.len()).filter(may_grow).filter(|place| heights[*place] == low).collect();
        if heights.len() > FEW {
            lowest.truncate(1);
        }
        if usize::from(*rest) < lowest.len() {
            return;
        }
        *rest -= count(lowest.len());
        lowest.into_iter().for_each(|place| heights[place] += 1);
    }
}

/// How many, as the screen counts; at least one.
fn count(many: usize) -> u16 {
    u16::try_from(many).unwrap_or(u16::MAX).max(1)
}

#[cfg(test)]
mod tests;
