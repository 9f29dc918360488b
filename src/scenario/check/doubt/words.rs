//! Numbers as the doubts say them.

use super::written;
use crate::time::Span;

/// A time as one would write it in a file, with about three digits.
pub fn time(span: Span) -> String {
    let exact = written(span);
    let seconds = span.seconds();
    match seconds {
        _ if exact.bytes().filter(u8::is_ascii_digit).count() <= 3 => exact,
        1.0.. => format!("{}s", number(seconds)),
        0.001.. => format!("{}ms", number(seconds * 1e3)),
        _ => format!("{}us", number(seconds * 1e6)),
    }
}

/// A number with about three digits that tell something.
pub fn number(value: f64) -> String {
    let digits = match value.abs() {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    let shown = format!("{value:.digits$}");
    if digits == 0 { shown } else { shown.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

/// A rate in the unit in which it is a number that one can imagine.
pub fn rate(per_second: f64) -> String {
    match per_second {
        0.1.. => format!("{}/s", number(per_second)),
        0.001.. => format!("{}/min", number(per_second * 60.0)),
        _ => format!("{}/h", number(per_second * 3_600.0)),
    }
}

/// A size in the unit that gives the fewest digits.
pub fn size(bytes: u64) -> String {
    let units = [("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("KB", 1_000)];
    let unit = units.iter().find(|(_, scale)| bytes > 0 && bytes.is_multiple_of(*scale));
    unit.map_or_else(|| format!("{bytes}B"), |(name, scale)| format!("{}{name}", bytes / scale))
}

/// `1 slot`, `4 slots`.
pub fn several(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::SECOND;

    #[test]
    fn numbers_are_short_and_say_enough() {
        assert_eq!([80.0, 12.5, 8.333, 0.05, 1_234.5, 100.0, 1.0].map(number), ["80", "12.5", "8.33", "0.05", "1234", "100", "1"]);
        assert_eq!([80.0, 0.05, 0.0003].map(rate), ["80/s", "3/min", "1.08/h"]);
        assert_eq!([1 << 18, 2_000_000, 2_000, 1_500, 7].map(size), ["256KiB", "2MB", "2KB", "1500B", "7B"]);
        assert_eq!([SECOND * 90, SECOND / 4, 1_234_567_891].map(|nanos| time(Span(nanos))), ["90s", "250ms", "1.23s"]);
    }
}
