//! Simulated time: whole nanoseconds, as instants from the start of a run and as spans between them.

use std::fmt;
use std::ops::{Add, Mul, Sub};

/// Nanoseconds in one second.
pub const SECOND: u64 = 1_000_000_000;

/// An instant of simulated time, in nanoseconds from the start of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub u64);

/// A length of simulated time, in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(pub u64);

impl Time {
    /// The start of every run.
    pub const START: Self = Self(0);
    /// Later than any instant that a run can reach.
    pub const NEVER: Self = Self(u64::MAX);

    /// The time since `earlier`; nothing if `earlier` lies ahead.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    /// Seconds from the start of the run.
    #[must_use]
    pub fn seconds(self) -> f64 {
        Span(self.0).seconds()
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// `seconds` rounded to whole nanoseconds; negative and undefined values are no time.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, and that is the rule here")]
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * SECOND as f64 + 0.5) as u64)
    }

    /// `millis` thousandths of a second.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis.saturating_mul(1_000_000))
    }

    /// The span in seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / SECOND as f64
    }

    /// The span times `factor`, rounded; negative and undefined factors give no time.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, and that is the rule here")]
    pub fn scale(self, factor: f64) -> Self {
        if factor == 1.0 { self } else { Self((self.0 as f64 * factor + 0.5) as u64) }
    }
}

impl Add<Span> for Time {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Time {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Mul<u64> for Span {
    type Output = Self;
    fn mul(self, times: u64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

/// As a clock shows it: `00:21.4`, from an hour on `1:00:21.4`. With a precision (`{:.3}`) so many digits of the second.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(1).min(9);
        let (whole, nanos) = (self.0 / SECOND, self.0 % SECOND);
        let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
        if hours > 0 {
            write!(f, "{hours}:")?;
        }
        write!(f, "{minutes:02}:{seconds:02}")?;
        if digits > 0 {
            // Cut, not rounded: a clock never shows an instant that is still to come.
            let nanos = format!("{nanos:09}");
            write!(f, ".{}", &nanos[..digits])?;
        }
        Ok(())
    }
}

/// As people say it: `250 ms`, `1.4 s`, `3.5 min`, `2.0 h`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.seconds();
        match self.0 {
            0 => write!(f, "0 s"),
            1..1_000 => write!(f, "{} ns", self.0),
            1_000..1_000_000 => write!(f, "{:.0} us", seconds * 1e6),
            1_000_000..100_000_000 => write!(f, "{:.0} ms", seconds * 1e3),
            100_000_000..1_000_000_000 => write!(f, "{seconds:.2} s"),
            1_000_000_000..120_000_000_000 => write!(f, "{seconds:.1} s"),
            120_000_000_000..7_200_000_000_000 => write!(f, "{:.1} min", seconds / 60.0),
            7_200_000_000_000..172_800_000_000_000 => write!(f, "{:.1} h", seconds / 3600.0),
            _ => write!(f, "{:.1} d", seconds / 86_400.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_cut_and_a_span_is_said() {
        assert_eq!(Time(21_499_999_999).to_string(), "00:21.4");
        assert_eq!(format!("{:.3}", Time(3_600 * SECOND + 1)), "1:00:00.000");
        let said: Vec<_> = [0, 250_000_000, 40_000_000, 1_400_000_000, 210 * SECOND].map(|ns| Span(ns).to_string()).into();
        assert_eq!(said, ["0 s", "0.25 s", "40 ms", "1.4 s", "3.5 min"]);
    }

    #[test]
    fn arithmetic_saturates_and_never_wraps() {
        assert_eq!(Time::NEVER + Span(1), Time::NEVER);
        assert_eq!(Time::START.since(Time(5)), Span::ZERO);
        assert_eq!(Span::from_seconds(-1.0), Span::ZERO);
        assert_eq!(Span::from_seconds(f64::NAN), Span::ZERO);
        assert_eq!(Span(10).scale(2.5), Span(25));
    }
}
