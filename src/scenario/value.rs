//! Reads times, rates, shares, factors and sizes, and says which part of one is wrong.

use std::ops::Range;

use super::near::near;
use crate::time::{SECOND, Span};

/// Why a text is not the value that it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The part at fault, in bytes of the text.
    pub part: Range<usize>,
    /// What is wrong.
    pub title: String,
    /// What stands under the part at fault.
    pub label: String,
    /// What to do about it, if the label doesn't say it.
    pub help: Option<String>,
}

/// The units of time with their nanoseconds, the shortest first.
pub const TIME_UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", SECOND),
    ("min", 60 * SECOND),
    ("h", 3_600 * SECOND),
    ("d", 86_400 * SECOND),
];

/// The units of rates with their seconds.
pub const RATE_UNITS: [(&str, f64); 3] = [("/s", 1.0), ("/min", 60.0), ("/h", 3_600.0)];

/// The units of sizes with their bytes.
pub const BYTE_UNITS: [(&str, u64); 5] = [("B", 1), ("KB", 1_000), ("MB", 1_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20)];

/// What people write for units, and the unit that they mean.
const OTHER_WORDS: [(&str, &str); 27] = [
    ("μs", "us"), // the Greek letter; the unit has the micro sign
    ("usec", "us"),
    ("millis", "ms"),
    ("msec", "ms"),
    ("milliseconds", "ms"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("m", "min"),
    ("mins", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("hr", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("day", "d"),
    ("days", "d"),
    ("/sec", "/s"),
    ("/m", "/min"),
    ("/hour", "/h"),
    ("hz", "/s"),
    ("byte", "B"),
    ("bytes", "B"),
    ("k", "KB"),
    ("gb", "MB"),
    ("gib", "MiB"),
];

const TIME_HELP: &str = "write a number and a unit (ns, us, ms, s, min, h or d), such as \"250ms\" or \"1.5s\"";
const RATE_HELP: &str = "write how many in which time: \"20/s\", \"90/min\" or \"500/h\"";
const SHARE_HELP: &str = "write a percentage such as \"5%\", or a number from 0 to 1";
const BYTES_HELP: &str = "write a number and a unit (B, KB, MB, KiB or MiB), such as \"256KB\"";
const FACTOR_HELP: &str = "write how many times as much: \"2x\" or 2";

/// A time, to the nearest nanosecond; what is longer than 584 years is cut to that.
///
/// # Errors
///
/// When the text is no time.
pub fn time(text: &str) -> Result<Span, Wrong> {
    Split::of(text).scaled("time", &TIME_UNITS, TIME_HELP).map(Span)
}

/// An instant of a recording: a time, or a plain number of seconds.
///
/// # Errors
///
/// When the text is neither.
pub fn instant(text: &str) -> Result<Span, Wrong> {
    let split = Split::of(text);
    if split.unit.is_empty() { split.decimal("time", TIME_HELP).map(|seconds| Span(seconds.times(SECOND))) } else { time(text) }
}

/// A size in bytes, to the nearest byte.
///
/// # Errors
///
/// When the text is no size.
pub fn bytes(text: &str) -> Result<u64, Wrong> {
    Split::of(text).scaled("size", &BYTE_UNITS, BYTES_HELP)
}

/// A rate, in messages per second.
///
/// # Errors
///
/// When the text is no rate.
pub fn rate(text: &str) -> Result<f64, Wrong> {
    let split = Split::of(text);
    let number = split.decimal("rate", RATE_HELP)?;
    let seconds = split.unit("rate", &RATE_UNITS, RATE_HELP)?;
    Ok(number.value / seconds)
}

/// A share: a percentage, or a number without a unit; it may lie above 1.
///
/// # Errors
///
/// When the text is no share.
pub fn share(text: &str) -> Result<f64, Wrong> {
    let split = Split::of(text);
    let number = split.decimal("share", SHARE_HELP)?;
    let parts = split.unit("share", &[("%", 100.0), ("", 1.0)], SHARE_HELP)?;
    Ok(number.value / parts)
}

/// A factor, with or without its `x`.
///
/// # Errors
///
/// When the text is no factor.
pub fn factor(text: &str) -> Result<f64, Wrong> {
    let split = Split::of(text);
    let number = split.decimal("factor", FACTOR_HELP)?;
    split.unit("factor", &[("x", ()), ("", ())], FACTOR_HELP)?;
    Ok(number.value)
}

/// A time as one would write it in a file, in the longest unit that gives a whole number; `60s` rather than `1min`.
#[must_use]
pub fn written(span: Span) -> String {
    let whole =
        TIME_UNITS.iter().rev().find(|(_, nanos)| span.0 > 0 && span.0.is_multiple_of(*nanos) && (*nanos <= SECOND || span.0 > *nanos));
    whole.map_or_else(|| "0s".to_owned(), |(unit, nanos)| format!("{}{unit}", span.0 / nanos))
}

/// A number in decimal digits, exactly and as the nearest floating-point number.
struct Decimal {
    digits: u128,
    places: u32,
    value: f64,
}

impl Decimal {
    /// So many times the unit, to the nearest whole; the largest there is if it is larger.
    fn times(&self, unit: u64) -> u64 {
        // At most 10^24 times 10^14: both fit.
        let scale = 10_u128.pow(self.places);
        let whole = (self.digits * u128::from(unit) + scale / 2) / scale;
        u64::try_from(whole).unwrap_or(u64::MAX)
    }
}

/// A text cut into its number and its unit.
struct Split<'a> {
    text: &'a str,
    number: Range<usize>,
    unit: Range<usize>,
}

impl<'a> Split<'a> {
    /// More digits than any limit needs, and few enough for the arithmetic of `time`.
    const MOST_DIGITS: usize = 24;

    fn of(text: &'a str) -> Self {
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len().max(start);
        let of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '+' | '-');
        let number_end = start + text[start..end].find(|c| !of_number(c)).unwrap_or(end - start);
        let blanks = text[number_end..end].len() - text[number_end..end].trim_start().len();
        Self { text, number: start..number_end, unit: number_end + blanks..end }
    }

    fn decimal(&self, what: &str, help: &str) -> Result<Decimal, Wrong> {
        let text = &self.text[self.number.clone()];
        let wrong = |label: &str, help: &str| Wrong {
            part: self.number.clone(),
            title: format!("this is not a {what}"),
            label: label.to_owned(),
            help: Some(help.to_owned()),
        };
        if text.is_empty() {
            return Err(Wrong { part: 0..self.text.len(), ..wrong("a number is missing here", help) });
        }
        if text.starts_with('-') {
            return Err(wrong("it can't be less than nothing", help));
        }
        if text.contains(',') {
            return Err(wrong("a comma can't stand in a number", "write a point before the fraction, such as \"1.5s\""));
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || text.ends_with('.') {
            return Err(wrong("this is not a plain number", help));
        }
        if whole.len() + fraction.len() > Self::MOST_DIGITS {
            return Err(wrong("this has more digits than make sense", help));
        }
        let digits = whole.bytes().chain(fraction.bytes()).fold(0, |sum, byte| sum * 10 + u128::from(byte - b'0'));
        let places = fraction.bytes().fold(0, |count, _| count + 1);
        // Plain digits of this length always parse; the other branch is never taken.
        Ok(Decimal { digits, places, value: text.parse().unwrap_or(0.0) })
    }

    /// The number times its unit.
    fn scaled(&self, what: &str, units: &[(&str, u64)], help: &str) -> Result<u64, Wrong> {
        let number = self.decimal(what, help)?;
        self.unit(what, units, help).map(|unit| number.times(unit))
    }

    fn unit<T: Copy>(&self, what: &str, units: &[(&str, T)], help: &str) -> Result<T, Wrong> {
        let word = &self.text[self.unit.clone()];
        if let Some((_, unit)) = units.iter().find(|(name, _)| *name == word) {
            return Ok(*unit);
        }
        let title = format!("this {what} has {} unit", if word.is_empty() { "no" } else { "an unknown" });
        let names = || units.iter().map(|(name, _)| *name);
        let lower = word.to_lowercase();
        let meant = OTHER_WORDS.iter().find(|(other, unit)| *other == lower && names().any(|name| name == *unit)).map(|(_, unit)| *unit);
        let (part, label) = match meant.or_else(|| near(word, names())) {
            _ if word.is_empty() => (0..self.text.len(), "a unit is missing after the number".to_owned()),
            Some(unit) => (self.unit.clone(), format!("did you mean `{unit}`?")),
            None => (self.unit.clone(), "not a unit".to_owned()),
        };
        Err(Wrong { part, title, label, help: Some(help.to_owned()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_exact_nanoseconds() {
        let read = ["1.2s", "250ms", "0s", "4d", "1.5 min", "3us", "3µs", "0.000000001s", "0.1ns", "0.30s"]
            .map(|text| time(text).map(|span| span.0));
        let wanted = [1_200_000_000, 250_000_000, 0, 345_600 * SECOND, 90 * SECOND, 3_000, 3_000, 1, 0, 300_000_000];
        assert_eq!(read, wanted.map(Ok));
        assert_eq!(time("999999999999999999999999d"), Ok(Span(u64::MAX)));
    }

    #[test]
    fn the_part_at_fault_is_underlined() {
        let parts = ["25 msec", "25", "", "-3s", "1,5s", "1e3s", "s", "1.s", "5 m", " 1..2s ", "12parsecs"];
        let found = parts.map(|text| time(text).map_err(|wrong| text[wrong.part].to_owned()));
        assert_eq!(found, ["msec", "25", "", "-3", "1,5", "e3s", "s", "1.", "m", "1..2", "parsecs"].map(|part| Err(part.to_owned())));
        assert_eq!(time("25 msec").map_err(|wrong| wrong.label), Err("did you mean `ms`?".to_owned()));
        assert_eq!(rate("20").map_err(|wrong| wrong.label), Err("a unit is missing after the number".to_owned()));
    }

    #[test]
    fn rates_shares_and_factors() {
        assert_eq!([rate("20/s"), rate("90/min"), rate("0/h")], [Ok(20.0), Ok(1.5), Ok(0.0)]);
        assert_eq!([share("0.5%"), share("0.2"), share("100 %")], [Ok(0.005), Ok(0.2), Ok(1.0)]);
        assert_eq!([factor("0.1x"), factor("2")], [Ok(0.1), Ok(2.0)]);
        assert!(factor("2 times").is_err() && share("20/s").is_err());
    }

    #[test]
    fn sizes_and_recorded_instants() {
        assert_eq!(["2KB", "1.5 KiB", "0B", "3MiB"].map(bytes), [2_000, 1_536, 0, 3 << 20].map(Ok));
        assert_eq!(bytes("2 kb").map_err(|wrong| wrong.label), Err("did you mean `KB`?".to_owned()));
        assert_eq!(["1.5", "250ms", "2min"].map(instant), [1_500, 250, 120_000].map(|millis| Ok(Span::from_millis(millis))));
        assert!(instant("seconds").is_err() && instant("").is_err());
    }

    #[test]
    fn a_time_is_written_as_it_may_be_read() {
        for nanos in [0, 1, 1_500, 250_000_000, 90 * SECOND, 400 * 86_400 * SECOND] {
            assert_eq!(time(&written(Span(nanos))), Ok(Span(nanos)));
        }
    }
}
