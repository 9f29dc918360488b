//! What a node's keys say, in words: what its file gives, what its preset fills in, and where the two differ.

use super::{Place, Problems, Section, Text};
use crate::scenario::file;
use crate::scenario::key::{Key, Kind};
use crate::scenario::preset::Preset;
use crate::scenario::written::{Entry, Value};
use crate::scenario::{Particular, Particulars, Whence};

/// What the keys of a node say, in the order of the table of keys, those of inner tables among them. Keys that lead to lists of tables
/// are left out, and so is what is not there.
pub fn particulars(section: &Section, preset: Option<&'static Preset>, problems: &Problems) -> Particulars {
    let mut told = Vec::new();
    gather(section, "", preset, problems, &mut told);
    Particulars(told)
}

fn gather(section: &Section, path: &str, preset: Option<&'static Preset>, problems: &Problems, told: &mut Vec<Particular>) {
    for key in section.table.keys.iter().filter(|key| key.name != "preset" && !matches!(key.kind, Kind::List(_) | Kind::Named(_))) {
        let own = format!("{path}{}", key.name);
        let figure = preset.and_then(|preset| preset.figures.iter().find(|figure| figure.key.as_ref() == Some(&own)));
        // Not by the getters: what is only told is not read.
        let entry = section.entries.iter().find(|entry| entry.key.name == key.name);
        match (entry, figure) {
            (Some(Entry { value: Value::Wrong, .. }), _) => {}
            (Some(Entry { value: Value::Table(inner), .. }), _) => gather(inner, &format!("{own}."), preset, problems, told),
            (Some(entry), figure) if Some(entry.key_place) != section.preset => {
                let whence = match figure {
                    Some(figure) if !is_same(&entry.value, &file::value(key, &figure.value)) => Whence::Instead(plain(&figure.value)),
                    _ => Whence::File,
                };
                told.push(particular(&own, &words(entry.place, problems), whence));
            }
            (Some(_), Some(figure)) => told.push(particular(&own, &figure.value, Whence::Preset)),
            (None, _) if is_worth_telling(key, section) => told.push(particular(&own, key.default.unwrap_or_default(), Whence::Usual)),
            _ => {}
        }
    }
}

/// The words of the file at a place, in which a value stands.
fn words(place: Place, problems: &Problems) -> String {
    problems.words(place).to_owned()
}

fn particular(path: &str, value: &str, whence: Whence) -> Particular {
    Particular { key: path.replace(['.', '_'], " "), value: plain(value), whence }
}

/// A value without its quotation marks.
fn plain(value: &str) -> Text {
    Text::name(&value.replace(['"', '\''], ""))
}

/// Whether what holds where nothing is said says something by itself: a number, a word, that a sender waits for ever. Keys that mean
/// nothing without another have nothing to say.
fn is_worth_telling(key: &Key, section: &Section) -> bool {
    let Some(default) = key.default else { return false };
    let is_number = default.starts_with(|first: char| first.is_ascii_digit()) && !default.starts_with('0');
    let is_word = matches!(key.kind, Kind::Word(words) if words.contains(&default)) && key.name != "full";
    is_number || is_word || (default == "for ever" && section.table.key("callers").is_some())
}

/// Whether two values mean the same, however they are written.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Word(one), Value::Word(other)) => one == other,
        (Value::Flag(one), Value::Flag(other)) => one == other,
        (Value::Whole(one), Value::Whole(other)) => one == other,
        (Value::Time(one), Value::Time(other)) => one == other,
        (Value::Spread(one), Value::Spread(other)) => one == other,
        (Value::Number(one), Value::Number(other)) => one == other,
        (Value::Times(one), Value::Times(other)) => one.iter().map(|(time, _)| time).eq(other.iter().map(|(time, _)| time)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::{Part, Whence, parse};

    /// What is told of the node of this kind, each as `key value`, with what the preset has instead.
    fn told(lane: &str, is_it: fn(&Part) -> bool) -> Vec<String> {
        let source = format!("title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'n'\n{lane}");
        let scenario = parse("f", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        let node = scenario.lanes[0].nodes.iter().find(|node| is_it(&node.part)).unwrap();
        let said = node.particulars.0.iter().map(|each| match &each.whence {
            Whence::File => format!("{} {}", each.key, each.value),
            Whence::Preset => format!("{} {}, so the preset", each.key, each.value),
            Whence::Usual => format!("{} {}, as usual", each.key, each.value),
            Whence::Instead(preset) => format!("{} {}, preset {preset}", each.key, each.value),
        });
        said.collect()
    }

    fn queue(keys: &str) -> Vec<String> {
        told(&format!("sender.sends = 'q'\nworker.w.polls = 'q'\n[lane.queue.q]\n{keys}"), |part| matches!(part, Part::Queue(_)))
    }

    #[test]
    fn what_differs_from_the_preset_is_told_with_both_values() {
        let said = queue("preset = 'aws.sqs.standard'\nvisibility_timeout = '120s'\ncapacity = 5");
        assert!(said.contains(&"visibility timeout 120s, preset 30s".to_owned()), "{said:?}");
        assert!(said.contains(&"capacity 5".to_owned()) && said.iter().any(|each| each == "retention 4d, so the preset"), "{said:?}");
    }

    #[test]
    fn the_same_written_otherwise_is_no_difference() {
        let said = queue("preset = 'aws.sqs.standard'\nvisibility_timeout = '0.5min'\nretention = '96h'");
        assert!(said.contains(&"visibility timeout 0.5min".to_owned()) && said.contains(&"retention 96h".to_owned()), "{said:?}");
    }

    #[test]
    fn without_a_preset_what_is_usual_is_told() {
        let said = queue("delay = { exponential = \"1s\" }");
        assert_eq!(said, ["order standard, as usual", "visibility timeout 30s, as usual", "delay { exponential = 1s }"]);
    }

    #[test]
    fn inner_tables_are_told_key_by_key() {
        let lane = "sender = { calls = 's', preset = 'aws.sdk.standard', retry.attempts = 7 }\nservice.s = {}";
        let said = told(lane, |part| matches!(part, Part::Sender(_)));
        assert!(said.contains(&"retry attempts 7, preset 3".to_owned()), "{said:?}");
        assert!(
            said.contains(&"retry jitter full, so the preset".to_owned()) && said.contains(&"callers 1, as usual".to_owned()),
            "{said:?}"
        );
    }
}
