//! The formats of a report and of the lists tell the same run: what stands in one stands in the others, and no text of a file breaks them.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use inflight::export::csv::{HEAD, csv};
use inflight::export::json::json;
use inflight::export::lessons;
use inflight::export::markdown::markdown;
use inflight::export::table::table;
use inflight::measure::Report;
use inflight::scenario::measure::{About, LaneKey, LatencyKey, NodeKey, Stat, WAIT};
use inflight::scenario::parse;
use inflight::scenario::shipped::{self, Chapter};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// A scenario whose every text tries to be more than text.
const HOSTILE: &str = r#"
title = "=HYPERLINK(\"http://x\",\"a|b\") `<img src=x>`\n| *line* | [l](u) $x$ #1"
duration = "10s"
load.rate = "2/s"
[[lane]]
name = "-A | `b` <i>"
sender.calls = "-orders_x"
service.-orders_x = {}
[[lane]]
name = "@async, \"quoted\""
sender.sends = "q"
queue.q = {}
worker.w.polls = "q"
[[claim]]
say = "+1, \"quoted\", <b>bold</b> | `x`\n\n| a |"
that = "a-b-i.lost < \"20%\" * async-quoted.result.p99"
"#;

fn report(name: &str, source: &str) -> Report {
    Report::of(&Arc::new(parse(name, source).unwrap_or_else(|problems| panic!("{}", problems.render(false))))).unwrap()
}

fn reports() -> Vec<Report> {
    let shipped = shipped::ALL.iter().map(|shipped| report(shipped.name, shipped.source));
    shipped.chain([report("hostile", HOSTILE)]).collect()
}

/// The fields of a table as RFC 4180 has them, but for its line ends.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    assert!(row.is_empty() && field.is_empty() && !quoted, "the last line has no end");
    rows
}

/// A row by the names of its columns.
fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let head = rows(HEAD).remove(0);
    let record = |row: Vec<String>| {
        assert_eq!(row.len(), head.len(), "{row:?}");
        head.iter().cloned().zip(row).collect()
    };
    rows(text).into_iter().map(record).collect()
}

/// All figures of the JSON of a run, each under what stands in the columns lane, node, measure and stat.
#[derive(Default)]
struct Figures(BTreeMap<[String; 4], Option<f64>>);

impl Figures {
    fn of(report: &Report) -> Self {
        let json: Value = serde_json::from_str(&json(report, Duration::ZERO).unwrap()).unwrap();
        let mut figures = Self::default();
        figures.add(["", "", "simulated", ""], &json["simulated_s"]);
        figures.add(["", "", "events", ""], &json["events"]);
        for lane in json["lanes"].as_array().unwrap() {
            let id = lane["id"].as_str().unwrap();
            LaneKey::ALL.iter().for_each(|key| figures.number([id, ""], lane, key.about()));
            LatencyKey::ALL.iter().for_each(|key| figures.latency([id, ""], lane, key.word()));
            for node in lane["nodes"].as_array().unwrap() {
                let place = [id, node["id"].as_str().unwrap()];
                NodeKey::ALL.iter().for_each(|key| figures.number(place, node, key.about()));
                figures.latency(place, node, WAIT);
            }
        }
        figures
    }

    fn add(&mut self, columns: [&str; 4], figure: &Value) {
        self.0.insert(columns.map(str::to_owned), figure.as_f64());
    }

    fn number(&mut self, [lane, node]: [&str; 2], object: &Value, about: &About) {
        self.add([lane, node, about.word, ""], member(object, &about.json_key()));
    }

    fn latency(&mut self, [lane, node]: [&str; 2], object: &Value, word: &str) {
        let latency = member(object, word);
        self.add([lane, node, word, "count"], member(latency, "count"));
        for stat in Stat::ALL {
            self.add([lane, node, word, stat.word()], member(latency, &stat.about().json_key()));
        }
    }
}

/// What an object has under this key.
fn member<'a>(object: &'a Value, key: &str) -> &'a Value {
    object.get(key).unwrap_or_else(|| panic!("the JSON has no {key}: {object}"))
}

/// Whether a row has this value. The JSON's reader, not its writer, may be a last binary digit off.
fn says(row: &BTreeMap<String, String>, value: Option<f64>) -> bool {
    let Some(value) = value else { return row["value"].is_empty() };
    row["value"].parse::<f64>().is_ok_and(|own| (own - value).abs() <= value.abs() * 1e-15)
}

#[test]
fn csv_has_the_figures_of_the_json_and_what_does_not_exist_is_empty() {
    for report in reports() {
        let Figures(mut expected) = Figures::of(&report);
        for row in records(&csv(&report, "f")).iter().filter(|row| row["measure"] != "claim") {
            // Names that look like formulas are told apart by an apostrophe.
            let name = |column: &str| row[column].trim_start_matches('\'').to_owned();
            let place = [name("lane"), name("node"), name("measure"), name("stat")];
            let figure = expected.remove(&place).unwrap_or_else(|| panic!("not in the JSON, or twice here: {row:?}"));
            assert!(says(row, figure), "{figure:?}: {row:?}");
            assert!(["count", "s", "share", "per_s"].contains(&row["unit"].as_str()), "{row:?}");
            assert!(row["that"].is_empty() && row["say"].is_empty(), "{row:?}");
        }
        assert!(expected.is_empty(), "in the JSON alone: {expected:?}");
    }
}

#[test]
fn csv_has_three_rows_for_each_claim() {
    for report in reports() {
        let json: Value = serde_json::from_str(&json(&report, Duration::ZERO).unwrap()).unwrap();
        let rows: Vec<_> = records(&csv(&report, "f")).into_iter().filter(|row| row["measure"] == "claim").collect();
        let claims = json["claims"].as_array().unwrap();
        assert_eq!(rows.len(), 3 * claims.len());
        for (claim, rows) in claims.iter().zip(rows.chunks(3)) {
            let expected = [
                ("holds", Some(f64::from(u8::from(claim["holds"].as_bool().unwrap())))),
                ("left", claim["values"][0].as_f64()),
                ("right", claim["values"][1].as_f64()),
            ];
            for (row, (stat, value)) in rows.iter().zip(expected) {
                assert!(row["stat"] == stat && says(row, value), "{value:?}: {row:?}");
                assert_eq!(row["that"], claim["that"].as_str().unwrap());
                assert!(row["say"].ends_with(claim["say"].as_str().unwrap()));
            }
        }
    }
}

#[test]
fn no_field_of_csv_is_a_formula() {
    let report = report("hostile", HOSTILE);
    let rows = records(&csv(&report, "=cmd|' /C calc'!A0"));
    for row in &rows {
        for (column, field) in row.iter().filter(|(column, _)| *column != "value") {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{column}: {field}");
        }
    }
    assert!(rows.iter().any(|row| row["node"] == "'-orders_x"));
    assert_eq!(rows[0]["file"], "'=cmd|' /C calc'!A0");
    assert!(rows[0]["scenario"].starts_with("'=HYPERLINK(\"http://x\",\"a|b\")"), "{}", rows[0]["scenario"]);
}

/// The cells of a line of a table.
fn cells(line: &str) -> usize {
    line.replace("\\\\", "").replace("\\|", "").matches('|').count()
}

#[test]
fn every_table_of_markdown_has_as_many_cells_in_each_line() {
    for report in reports() {
        let text = markdown(&report, "a|b`.toml");
        let mut tables = 0;
        for block in text.split("\n\n").filter(|block| block.starts_with('|')) {
            let wide = cells(block.lines().next().unwrap());
            assert!(block.lines().all(|line| line.starts_with('|') && line.ends_with('|') && cells(line) == wide), "{block}");
            tables += 1;
        }
        assert_eq!(tables, 3, "lanes, nodes and claims: {text}");
        let lines = text.lines().filter(|line| line.starts_with("| ✓ |") || line.starts_with("| ✗ |"));
        assert_eq!(lines.count(), report.verdicts.len());
    }
}

#[test]
fn no_text_of_a_file_is_markup_in_markdown() {
    let text = markdown(&report("hostile", HOSTILE), "a|b`<.toml");
    for (at, c) in text.char_indices().filter(|(_, c)| "<[*$".contains(*c)) {
        let in_code = text[..at].replace("\\`", "").matches('`').count() % 2 == 1;
        assert!(in_code || text[..at].ends_with('\\'), "`{c}` in {}", text.lines().nth(text[..at].matches('\n').count()).unwrap());
    }
    assert!(text.contains("| ✗ | +1, \"quoted\", \\<b\\>bold\\</b\\> \\| \\`x\\` \\| a \\| |"), "{text}");
    assert!(text.contains("nothing: the run has no such figure; a comparison with nothing is false.\n"), "{text}");
}

#[test]
fn a_false_claim_shows_both_sides_in_the_table_and_a_true_one_none() {
    let source = shipped::find("receiver-outage").unwrap().source;
    let false_claims =
        "[[claim]]\nsay = 'No.'\nthat = 'asynchronous.lost > 3'\n[[claim]]\nsay = 'Neither.'\nthat = 'asynchronous.result.max > 3'\n";
    let text = table(&report("f", &format!("{source}\n{false_claims}")));
    assert_eq!(text.matches("here: ").count(), 2, "{text}");
    let first = "FALSE   No.\n        asynchronous.lost > 3\n        here: asynchronous.lost is 0, against 3\n";
    let second = "FALSE   Neither.\n        asynchronous.result.max > 3\n        here: asynchronous.result.max is nothing,\n        \
                  against 3.0 s;\n        a comparison with nothing is false\n";
    assert!(text.ends_with(&format!("{first}{second}")), "{text}");
}

#[test]
fn sentences_of_the_table_fit_eighty_columns() {
    for report in reports() {
        let text = table(&report);
        let sentences = text.lines().skip_while(|line| !line.starts_with("holds") && !line.starts_with("FALSE"));
        for line in sentences {
            assert!(line.width() <= 80, "{line}");
        }
    }
}

#[test]
fn the_list_of_lessons_fits_eighty_columns_and_tells_each_in_both_forms() {
    let lessons = shipped::lessons();
    let (table, json) = (lessons::table(&lessons), lessons::json(&lessons).unwrap());
    assert!(table.lines().all(|line| line.width() <= 80 && line == line.trim_end()), "{table}");
    let (titles, rows): (Vec<_>, Vec<_>) = table.lines().filter(|line| !line.is_empty()).partition(|line| !line.starts_with(' '));
    assert_eq!(titles, Chapter::ALL.map(Chapter::title));
    assert_eq!(rows.iter().filter(|line| !line.starts_with("   ")).count(), lessons.len(), "{table}");
    assert_eq!(json.lines().count(), lessons.len());
    for (lesson, line) in lessons.iter().zip(json.lines()) {
        let object: Value = serde_json::from_str(line).unwrap();
        assert_eq!(object["name"], lesson.shipped.name);
        assert_eq!(object["chapter"], lesson.shipped.chapter.title());
        assert_eq!(object["title"], lesson.scenario.title.as_str());
        assert_eq!(object["duration_s"].as_f64(), Some(lesson.scenario.duration.seconds()));
        assert_eq!(object["lanes"].as_array().map(Vec::len), Some(lesson.scenario.lanes.len()));
        assert_eq!(object["claims"].as_u64(), Some(lesson.scenario.claims.len() as u64));
        assert!(object["summary"].is_string() && object["tags"].is_array(), "{line}");
    }
}
