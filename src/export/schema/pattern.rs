//! The patterns of values in quotes. What a program takes they match; a few things that it refuses they let through: what lies above
//! a limit, more digits than make sense, and a time that is no whole nanosecond.

use crate::scenario::key::Kind;
use crate::scenario::value::{BYTE_UNITS, RATE_UNITS, TIME_UNITS};
use crate::time::Span;

/// A plain number.
const NUMBER: &str = r"[0-9]+(\.[0-9]+)?";
/// A plain number that is not 0.
const ABOVE_ZERO: &str = r"(0*[1-9][0-9]*(\.[0-9]+)?|0+\.0*[1-9][0-9]*)";
/// From 0% to 100%.
const PERCENTAGE: &str = r"(0*100(\.0+)?|0*[0-9]{1,2}(\.[0-9]+)?)\s*%";
/// From 0 to 1.
const PART: &str = r"(0*1(\.0+)?|0+(\.[0-9]+)?)";

/// The pattern of what stands in quotes; nothing where any text will do, or none.
pub fn of(kind: Kind) -> Option<String> {
    Some(match kind {
        Kind::Time { least, .. } if least > Span::ZERO => with_unit(ABOVE_ZERO, &TIME_UNITS),
        Kind::Time { .. } | Kind::Spread => with_unit(NUMBER, &TIME_UNITS),
        Kind::Rate => with_unit(NUMBER, &RATE_UNITS),
        Kind::Bytes | Kind::Size => with_unit(NUMBER, &BYTE_UNITS),
        Kind::Share | Kind::Poison => whole(&format!("{PERCENTAGE}|{PART}")),
        Kind::Factor { .. } => whole(&format!(r"{NUMBER}\s*x?")),
        Kind::Amount => {
            let (times, rates) = (units(&TIME_UNITS), units(&RATE_UNITS));
            whole(&format!(r"{PERCENTAGE}|{NUMBER}\s*(x?|{times}|{rates})"))
        }
        _ => return None,
    })
}

fn with_unit<T>(number: &str, of: &[(&str, T)]) -> String {
    whole(&format!(r"{number}\s*({})", units(of)))
}

fn units<T>(of: &[(&str, T)]) -> String {
    of.iter().map(|(unit, _)| *unit).collect::<Vec<_>>().join("|")
}

/// The whole text, but for blanks at its ends.
fn whole(pattern: &str) -> String {
    format!(r"^\s*({pattern})\s*$")
}
