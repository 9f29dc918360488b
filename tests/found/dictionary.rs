//! The words that a fuzzer puts into a text, from the tables that the language is made of.

use std::collections::BTreeSet;

use inflight::scenario::key::{Kind, SPREADS, TABLES};
use inflight::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat, WAIT};
use inflight::scenario::preset;

/// What the tables don't list: the units, roles and signs of the language, the numbers at its edges, and characters that steer a terminal.
const MORE: &[&str] = &[
    "ns",
    "us",
    "µs",
    "ms",
    "s\"",
    "min",
    "h\"",
    "d\"",
    "/s",
    "/min",
    "/h",
    "%",
    "x\"",
    "B\"",
    "KB",
    "MB",
    "KiB",
    "MiB", //
    "sender",
    "receiver",
    "broker",
    "network",
    "<=",
    ">=",
    "==",
    "!=",
    " * ", //
    "\"0s\"",
    "\"1ns\"",
    "\"400d\"",
    "\"30d\"",
    "\"0/s\"",
    "\"1000000000/s\"",
    "\"100%\"",
    "\"1048576MiB\"",
    "1000000000",
    "1000000",
    "100000",
    "18446744073709551615",
    "-1",
    "0x7f",
    "1e400",
    "nan",
    "inf",
    "1979-05-27", //
    "[[",
    "]]",
    "\"\"\"",
    "'''",
    "{}",
    "[]",
    "\"\"",
    "\\u001b",
    "\\u202e",
    "\u{1b}",
    "\u{9b}",
    "\u{202e}",
    "\u{200b}",
    "e\u{301}",
    "漢",
    "\t",
    "\r\n",
    "\u{feff}",
    "\n# --set ",
    "\n# beside\n",
    "load.rate=",
    "lane.0.",
    "fault.0.",
    "scene.0.",
];

/// The dictionary, a word a line, in the form that libFuzzer reads.
pub fn dictionary() -> String {
    let mut words: BTreeSet<String> = MORE.iter().copied().map(str::to_owned).collect();
    for table in TABLES {
        if table.header.starts_with('[') {
            words.insert(format!("\n{}\n", table.header));
        }
        for key in table.keys {
            words.insert(key.name.to_owned());
            // Like `rate = "20/s"`, with what introduces it left out.
            words.extend(key.how_to_write().strip_prefix("write, for example, ").map(|example| format!("\n{example}\n")));
            if let Kind::Word(choices) = key.kind {
                words.extend(choices.iter().map(|word| format!("\"{word}\"")));
            }
        }
    }
    words.extend(SPREADS.iter().map(|(_, example, _)| (*example).to_owned()));
    words.extend(preset::ALL.iter().map(|preset| format!("\"{}\"", preset.name)));
    words.extend(LaneKey::ALL.iter().map(|key| format!(".{}", key.word())));
    words.extend(LatencyKey::ALL.iter().map(|key| format!(".{}", key.word())));
    words.extend(NodeKey::ALL.iter().map(|key| format!(".{}", key.word())));
    words.extend(Stat::ALL.iter().map(|key| format!(".{}", key.word())));
    words.insert(format!(".{WAIT}"));
    words.iter().map(|word| format!("\"{}\"\n", escaped(word))).collect()
}

/// A word of the dictionary may hold any byte, but only some as they are.
fn escaped(word: &str) -> String {
    let byte = |byte: u8| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02X}"),
    };
    word.bytes().map(byte).collect()
}
