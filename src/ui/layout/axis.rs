//! Time from left to right: which cell an instant has, and which time a cell stands for.

use ratatui::layout::Rect;

use crate::time::{Span, Time};

/// A run from its start in the first cell of a row to its end in the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    x: u16,
    /// How many cells there are after the first.
    steps: u16,
    end: u64,
}

impl Axis {
    /// The axis over the width of an area.
    #[must_use]
    pub fn new(area: Rect, end: Time) -> Self {
        Self { x: area.x, steps: area.width.saturating_sub(1), end: end.0.max(1) }
    }

    /// The column of an instant.
    #[must_use]
    pub fn column(&self, at: Time) -> u16 {
        let share = u128::from(at.0.min(self.end)) * u128::from(self.steps) / u128::from(self.end);
        self.x + u16::try_from(share).unwrap_or(self.steps)
    }

    /// The first instant of a column; that of the nearest one, if it lies beside the axis.
    #[must_use]
    pub fn instant(&self, column: u16) -> Time {
        let step = column.saturating_sub(self.x).min(self.steps);
        let at = (u128::from(step) * u128::from(self.end)).div_ceil(u128::from(self.steps.max(1)));
        Time(u64::try_from(at).unwrap_or(self.end))
    }

    /// The parts of so long a time that a column stands for, from the first to the one after the last: at least one.
    #[must_use]
    pub fn parts(&self, column: u16, width: Span) -> std::ops::Range<usize> {
        let part = |at: Time| usize::try_from(at.0.min(self.end - 1) / width.0.max(1)).unwrap_or(usize::MAX);
        let first = part(self.instant(column));
        first..part(self.instant(column.saturating_add(1))).max(first + 1)
    }

    /// Round instants for labels of so many cells, as many as stand apart.
    #[must_use]
    pub fn ticks(&self, cells: u16) -> Vec<Time> {
        let most = u64::from(self.steps / cells.max(1)).max(1);
        let step = round_step(self.end.div_ceil(most));
        (0..=self.end / step).map(|tick| Time(tick * step)).collect()
    }
}

/// The next larger span, in nanoseconds, that people count in.
fn round_step(least: u64) -> u64 {
    const SECOND: u64 = crate::time::SECOND;
    const LARGE: [u64; 18] = [2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800];
    if least > SECOND {
        let large = LARGE.iter().map(|seconds| seconds * SECOND).find(|step| *step >= least);
        return large.unwrap_or_else(|| least.div_ceil(86_400 * SECOND) * 86_400 * SECOND);
    }
    let powers = (0..9).map(|power| 10_u64.pow(power));
    powers.flat_map(|power| [power, 2 * power, 5 * power]).find(|step| *step >= least).unwrap_or(SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_and_its_instant_belong_together() {
        let axis = Axis::new(Rect::new(3, 0, 78, 1), Time(60_000_000_001));
        assert_eq!((axis.instant(3), axis.instant(80)), (Time::START, Time(60_000_000_001)));
        assert_eq!((axis.instant(0), axis.instant(500)), (Time::START, Time(60_000_000_001)));
        for column in 3..81 {
            assert_eq!(axis.column(axis.instant(column)), column);
        }
        assert_eq!(axis.column(Time::NEVER), 80);
    }

    #[test]
    fn ticks_are_round_and_stand_apart() {
        for end in [1, 7, 999, 1_000_000, 75_000_000_000, 3_600_000_000_000, u64::MAX / 2] {
            let axis = Axis::new(Rect::new(0, 0, 60, 1), Time(end));
            let columns: Vec<u16> = axis.ticks(8).iter().map(|tick| axis.column(*tick)).collect();
            assert!(!columns.is_empty() && columns.windows(2).all(|pair| pair[1] - pair[0] >= 7), "{end}: {columns:?}");
        }
        let minute = Axis::new(Rect::new(0, 0, 61, 1), Time(60_000_000_000));
        assert_eq!(minute.ticks(10)[1], Time(10_000_000_000));
    }

    #[test]
    fn an_axis_without_room_is_no_reason_to_panic() {
        let axis = Axis::new(Rect::new(5, 0, 0, 1), Time::START);
        assert_eq!((axis.column(Time(9)), axis.instant(7)), (5, Time::START));
        assert!(!axis.parts(5, Span(1)).is_empty() && !axis.ticks(8).is_empty());
    }
}
