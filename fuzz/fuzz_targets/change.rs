//! Changes that leave a scenario almost legal, which changes of single bytes hardly ever do.

#[path = "../../tests/support/rough.rs"]
mod rough;

use std::ops::Range;

use inflight::scenario::key::TABLES;
use libfuzzer_sys::fuzzer_mutate;

/// Numbers at the edges of what may be asked, and some between.
const NUMBERS: [&str; 14] = ["0", "1", "2", "3", "5", "9", "10", "16", "63", "64", "100", "999", "1000", "1000000000"];

/// Changes the first `size` bytes, as text where they are; gives the new size.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut state = u64::from(seed);
    let mut chance = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    let text = std::str::from_utf8(&data[..size]).ok().filter(|_| chance(3) > 0);
    let changed = text.map(|text| change(text, &mut chance)).filter(|changed| (1..=max_size).contains(&changed.len()));
    let Some(changed) = changed else { return fuzzer_mutate(data, size, max_size) };
    data[..changed.len()].copy_from_slice(changed.as_bytes());
    changed.len()
}

/// The text with one thing changed.
fn change(text: &str, chance: &mut impl FnMut(usize) -> usize) -> String {
    let numbers = parts(text, |c| c.is_ascii_digit());
    let quotes: Vec<_> = text.match_indices(['"', '\'']).collect();
    let pairs = quotes.windows(2).filter(|pair| pair[0].1 == pair[1].1).map(|pair| pair[0].0..pair[1].0 + 1);
    let quoted: Vec<_> = pairs.filter(|part| !text[part.clone()].contains('\n')).collect();
    let mut pick = |parts: &[Range<usize>]| if parts.is_empty() { 0..0 } else { parts[chance(parts.len())].clone() };
    let lines = parts(text, |c| c != '\n');
    let (number, one, other, line, place) = (pick(&numbers), pick(&quoted), pick(&quoted), pick(&lines), pick(&lines).start);
    let (what, more) = (chance(128), chance(1 << 16));
    match what % 8 {
        // Another scenario altogether.
        _ if what == 127 => rough::rough(more as u64, more % 2 == 0).replace("900s", "30s"),
        0 | 1 => replaced(text, number, NUMBERS[more % NUMBERS.len()]),
        2 => replaced(text, one, &text[other]),
        3 => replaced(text, line, ""),
        4 => replaced(text, place..place, &format!("{}\n", &text[line])),
        // A whole table.
        5 => {
            let start = text[..place].rfind("\n[").map_or(0, |at| at + 1);
            let end = text[place..].find("\n[").map_or(text.len(), |at| place + at + 1);
            if more % 2 == 0 { replaced(text, start..end, "") } else { replaced(text, line.start..line.start, &text[start..end]) }
        }
        // A key that may stand in the table above.
        _ => {
            let headers = TABLES.iter().filter(|table| text[..place].rfind(opening(table.header)).is_some());
            let Some(table) = headers.max_by_key(|table| text[..place].rfind(opening(table.header))) else { return text.to_owned() };
            let key = &table.keys[more % table.keys.len()];
            let Some(example) = key.how_to_write().strip_prefix("write, for example, ").map(str::to_owned) else { return text.to_owned() };
            replaced(text, place..place, &format!("{example}\n"))
        }
    }
}

/// A header up to the name in it, or a word that no text has.
fn opening(header: &str) -> &str {
    if header.starts_with('[') { header.trim_end_matches("NAME]") } else { "\0" }
}

/// The longest parts of the text with such characters alone.
fn parts(text: &str, of: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| of(*c)) {
        match parts.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => parts.push(at..at + c.len_utf8()),
        }
    }
    parts
}

fn replaced(text: &str, part: Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..part.start], &text[part.end..])
}
