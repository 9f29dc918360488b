//! Fills in what the preset of a node says and the file doesn't, before the node is read.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Place, Problem, Walk};
use crate::scenario::key::{Kind, Table};
use crate::scenario::near::{listed, near};
use crate::scenario::preset::{self, Preset};
use crate::scenario::text::Text;

/// The keys of an inner table that leave no room for others: a list of waits has no backoff that grows.
const ALONE: [&str; 2] = ["waits", "phases"];

impl Walk<'_> {
    /// The table of a node with all that its preset adds; nothing if it adds nothing. What it adds stands at the preset's name.
    pub(super) fn filled<'t>(&mut self, table: &'static Table, tree: &DeTable<'t>) -> Option<DeTable<'t>> {
        let node = node(table)?;
        let written = tree.get("preset")?;
        // Whatever is no text is refused when the key is read.
        let name = written.get_ref().as_str()?;
        let place = Place::from(written.span());
        let preset = match preset::find(name) {
            Some(preset) if preset.node == node => preset,
            found => {
                self.problem(misfit(name, found, node, place));
                return None;
            }
        };
        let mut full = tree.clone();
        fill(&mut full, &preset.keys, table, &written.span());
        self.preset = Some(place);
        Some(full)
    }
}

/// The word of the kind of node whose table this is, such as `queue` for `[lane.queue.NAME]`.
fn node(table: &'static Table) -> Option<&'static str> {
    table.key("preset")?;
    table.header.trim_matches(['[', ']']).split('.').nth(1)
}

/// What is wrong with a name that is no preset of this kind of node.
fn misfit(name: &str, found: Option<&Preset>, node: &str, place: Place) -> Problem {
    let right = || preset::ALL.iter().filter(|preset| preset.node == node).map(|preset| preset.name);
    let help = format!("the presets of a {node} are {}; `inflight list --presets` shows all", listed(right()));
    let shown = Text::name(name);
    let problem = match found {
        Some(found) => {
            let label = format!("this is a {node}");
            Problem::new(place, format!("`{shown}` is the preset of a {}, not of a {node}", found.node), label)
        }
        None => {
            let label = match near(name, right()).or_else(|| preset::nearest(name)) {
                Some(right) => format!("did you mean \"{right}\"?"),
                None => "no preset has this name".to_owned(),
            };
            Problem::new(place, format!("there is no preset `{shown}`"), label)
        }
    };
    problem.help(help)
}

/// Adds what the preset has and the file's own table hasn't, in inner tables too.
fn fill<'t>(own: &mut DeTable<'t>, preset: &DeTable<'t>, table: &'static Table, place: &Range<usize>) {
    for (name, value) in preset {
        let name: &str = name.get_ref();
        match (own.get_mut(name).map(Spanned::get_mut), table.key(name).map(|key| key.kind), value.get_ref()) {
            (None, ..) => {
                own.insert(Spanned::new(place.clone(), Cow::from(name.to_owned())), moved(value, place));
            }
            (Some(DeValue::Table(own)), Some(Kind::Table(table)), DeValue::Table(preset)) => {
                let alone = ALONE.iter().any(|key| own.contains_key(*key) || preset.contains_key(*key));
                if !alone || own.is_empty() {
                    fill(own, preset, table, place);
                }
            }
            _ => {}
        }
    }
}

/// The value, with all its parts at another place.
fn moved<'t>(value: &Spanned<DeValue<'t>>, place: &Range<usize>) -> Spanned<DeValue<'t>> {
    let moved = match value.get_ref() {
        DeValue::Table(tree) => {
            let entries = tree.iter().map(|(name, value)| (Spanned::new(place.clone(), name.get_ref().clone()), moved(value, place)));
            DeValue::Table(entries.collect())
        }
        DeValue::Array(list) => {
            let mut items = list.clone();
            items.iter_mut().for_each(|item| *item = moved(item, place));
            DeValue::Array(items)
        }
        leaf => leaf.clone(),
    };
    Spanned::new(place.clone(), moved)
}

#[cfg(test)]
mod tests {
    use crate::scenario::file;
    use crate::scenario::preset;
    use crate::scenario::problem::Problems;
    use crate::scenario::written::Section;
    use crate::time::{SECOND, Span};

    /// A file with one lane that has this in it.
    fn read(lane: &str) -> (Section, Problems) {
        let source = format!("title = \"t\"\n[[lane]]\nname = \"n\"\n{lane}");
        let mut problems = Problems::new("f", &source);
        let (file, _) = file::read(&source, source.len(), &mut problems);
        (file, problems)
    }

    /// Calls `look` with the table of the first node of a kind, whose file has no problem.
    fn node(kind: &str, lane: &str, look: impl FnOnce(&Section)) {
        let (file, problems) = read(lane);
        assert!(problems.is_empty(), "{}", problems.render(false));
        let lane = &file.list("lane")[0];
        look(lane.table(kind).unwrap_or_else(|| &lane.named(kind).unwrap()[0].1));
    }

    fn seconds(seconds: u64) -> Option<Span> {
        Some(Span(seconds * SECOND))
    }

    #[test]
    fn the_language_takes_every_key_of_every_preset() {
        for preset in preset::ALL.iter() {
            let own = match preset.node.as_str() {
                "topic" => "subscribers = {}",
                "worker" => "polls = \"q\"",
                "workflow" => "steps = []",
                _ => "",
            };
            let (name, node) = (preset.name, &preset.node);
            let header = if node == "sender" { "sender".to_owned() } else { format!("{node}.x") };
            let sender = if node == "sender" { "" } else { "sender.calls = \"x\"\n" };
            let (file, problems) = read(&format!("{sender}[lane.{header}]\npreset = \"{name}\"\n{own}"));
            // What is wrong is said at the name of the preset, and the words tell which key it is.
            assert!(problems.is_empty() && file.is_sound(), "{name}: {}", problems.render(false));
        }
    }

    #[test]
    fn a_preset_fills_in_and_the_file_wins_key_by_key() {
        node("sender", "sender = { calls = \"s\", preset = \"aws.sdk.standard\", timeout = \"3s\", retry = { attempts = 7 } }", |sender| {
            assert_eq!(sender.time("timeout"), seconds(3));
            let retry = sender.table("retry").unwrap();
            assert_eq!(
                (retry.whole::<u16>("attempts"), retry.time("backoff"), retry.word("jitter")),
                (Some(7), Some(Span::from_millis(50)), Some("full"))
            );
            assert!(retry.gives("attempts") && !retry.gives("backoff") && !sender.gives("budget"));
            assert_eq!(sender.table("budget").unwrap().whole::<u32>("retry"), Some(14));
        });
    }

    #[test]
    fn what_an_inner_table_needs_may_come_from_the_preset() {
        node(
            "worker",
            "sender.sends = \"q\"\nworker.w = { polls = \"q\", preset = \"aws.lambda.sqs-mapping\", scale.add = 60 }",
            |worker| {
                let scale = worker.table("scale").unwrap();
                assert_eq!((scale.whole::<u32>("start"), scale.whole::<u32>("add"), scale.time("every")), (Some(5), Some(60), seconds(60)));
            },
        );
    }

    #[test]
    fn a_spread_time_is_not_mixed_with_that_of_the_preset() {
        node(
            "service",
            "sender.calls = \"s\"\nservice.s = { preset = \"aws.lambda\", cold_start = { exponential = \"2s\" } }",
            |service| {
                assert_eq!(service.spread("cold_start"), Some(crate::dice::Dist::Exponential(Span(2 * SECOND))));
            },
        );
    }

    #[test]
    fn waits_and_phases_are_not_mixed_with_a_backoff() {
        let queue = |on_error: &str| {
            format!("sender.sends = \"q\"\nqueue.q = {{ push = \"s\", preset = \"aws.lambda.event-queue\", on_error = {on_error} }}")
        };
        node("queue", &queue("{ backoff = \"1s\" }"), |queue| {
            assert!(!queue.table("on_error").unwrap().has("waits"));
        });
        node("queue", &queue("{ waits = [\"5s\"] }"), |queue| {
            assert_eq!(queue.table("on_error").unwrap().times("waits").unwrap().len(), 1);
        });
        node("queue", &queue("{}"), |queue| {
            assert_eq!(queue.table("on_error").unwrap().times("waits").unwrap().len(), 2);
        });
    }

    #[test]
    fn what_the_preset_says_is_told_apart_and_stands_at_its_name() {
        node("queue", "sender.sends = \"q\"\nqueue.q = { preset = \"aws.sqs.fifo\", delay = \"1s\" }", |queue| {
            assert!(queue.gives("delay") && queue.gives("preset"));
            assert!(!queue.gives("order") && queue.has("order"));
            assert_eq!((queue.key_place("order"), queue.place("order")), (queue.place("preset"), queue.place("preset")));
            assert!(!queue.has("capacity"));
        });
    }

    #[test]
    fn an_unknown_preset_or_one_of_another_kind_names_the_right_one() {
        let complaints = [
            ("aws.sqs.fifi", "there is no preset `aws.sqs.fifi`", "did you mean \"aws.sqs.fifo\"?"),
            ("zebra", "there is no preset `zebra`", "no preset has this name"),
            ("aws.lambda", "`aws.lambda` is the preset of a service, not of a queue", "this is a queue"),
        ];
        for (name, title, label) in complaints {
            let (_, problems) = read(&format!("sender.sends = \"q\"\nqueue.q.preset = \"{name}\""));
            let shown = problems.render(false);
            assert_eq!(problems.total(), 1, "{shown}");
            assert!(shown.contains(title) && shown.contains(label) && shown.contains("`aws.eventbridge`"), "{shown}");
        }
    }
}
