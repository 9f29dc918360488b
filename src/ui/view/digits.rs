//! Numbers that can be read from the back row: each digit three cells wide and three rows high.

use ratatui::layout::Rect;

use crate::ui::paint::Paint;
use crate::ui::theme::Role;

/// The rows of a digit.
pub const HIGH: u16 = 3;
/// The cells of a digit, with the gap after it.
const WIDE: u16 = 4;

const DIGITS: [[&str; 3]; 10] = [
    ["█▀█", "█ █", "▀▀▀"],
    ["▀█ ", " █ ", "▀▀▀"],
    ["▀▀█", "█▀▀", "▀▀▀"],
    ["▀▀█", " ▀█", "▀▀▀"],
    ["█ █", "▀▀█", "  ▀"],
    ["█▀▀", "▀▀█", "▀▀▀"],
    ["█▀▀", "█▀█", "▀▀▀"],
    ["▀▀█", "  █", "  ▀"],
    ["█▀█", "█▀█", "▀▀▀"],
    ["█▀█", "▀▀█", "▀▀▀"],
];

/// How many cells a number takes.
pub fn width(number: &str) -> u16 {
    u16::try_from(number.len()).unwrap_or(u16::MAX).saturating_mul(WIDE)
}

/// Writes a number from a cell on; returns the column after it.
pub fn draw(area: Rect, x: u16, y: u16, number: &str, role: Role, paint: &mut Paint<'_>) -> u16 {
    let mut x = x;
    for digit in number.chars().filter_map(|digit| digit.to_digit(10)).filter_map(|digit| usize::try_from(digit).ok()) {
        for (row, y) in DIGITS[digit].iter().zip(y..) {
            paint.words(area, x, y, row, role);
        }
        x = x.saturating_add(WIDE);
    }
    x
}
