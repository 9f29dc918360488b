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

/// The cells of a point, with the gap after it.
const POINT: u16 = 2;

/// How many cells a number takes.
pub fn width(number: &str) -> u16 {
    number.chars().map(|sign| if sign == '.' { POINT } else { WIDE }).fold(0, u16::saturating_add)
}

/// Writes a number from a cell on; returns the column after it.
pub fn draw(area: Rect, x: u16, y: u16, number: &str, role: Role, paint: &mut Paint<'_>) -> u16 {
    let mut x = x;
    for sign in number.chars() {
        if sign == '.' {
            paint.words(area, x, y + HIGH - 1, "▀", role);
            x = x.saturating_add(POINT);
        } else if let Some(rows) = sign.to_digit(10).and_then(|digit| DIGITS.get(usize::try_from(digit).ok()?)) {
            for (row, y) in rows.iter().zip(y..) {
                paint.words(area, x, y, row, role);
            }
            x = x.saturating_add(WIDE);
        }
    }
    x
}
