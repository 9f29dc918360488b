//! What the measures are, as text for people; and the list of all measures.

use crate::scenario::measure::{About, LaneKey, LatencyKey, Named, NodeKey, Stat, WAIT, WAITING};
use crate::ui::wrap;

/// How wide the text is, in columns.
const WIDTH: u16 = 80;

/// All that there is to know about a measure, with a line end after each line.
#[must_use]
pub fn explain(named: Named) -> String {
    let Parts { kind, name, about, stat, claims, json } = Parts::of(named);
    let says = stat.map_or_else(|| about.says.to_owned(), |stat| format!("{}; {}", about.says, stat.says));
    let mut text = format!("{name} ({kind})\n{}\n", wrap(&says, WIDTH).join("\n"));
    for about in std::iter::once(about).chain(stat) {
        text += &format!("\n{}\n", wrap(about.counted, WIDTH).join("\n"));
    }
    let example = stat.map_or_else(|| about.example.to_owned(), |stat| with(about.example, stat));
    text += "\n";
    for (label, words) in [("unit", about.unit.says()), ("claims", &claims), ("example", &example), ("JSON", &json)] {
        for (at, line) in (0..).zip(wrap(words, WIDTH - 9)) {
            text += &format!("{:9}{line}\n", if at == 0 { label } else { "" });
        }
    }
    text
}

/// What an explanation says.
struct Parts {
    kind: &'static str,
    name: String,
    about: &'static About,
    /// The figure of a latency, if it is about one.
    stat: Option<&'static About>,
    /// How one writes it in a claim.
    claims: String,
    /// Where it stands in the JSON.
    json: String,
}

impl Parts {
    fn of(named: Named) -> Self {
        match named {
            Named::Lane(key) => Self::number("measure of a lane", "lane.", "lanes[].", key.about()),
            Named::Node(key) => Self::number("measure of a node", "lane.node.", "lanes[].nodes[].", key.about()),
            Named::Latency(key, stat) => Self::latency("latency of a lane", "lane.", "lanes[].", key.about(), stat),
            Named::Wait(stat) => Self::latency("latency of a node", "lane.node.", "lanes[].nodes[].", &WAITING, stat),
            Named::Stat(stat) => {
                let (word, key) = (stat.word(), stat.about().json_key());
                let latencies = LatencyKey::ALL.iter().map(|key| key.word()).collect::<Vec<_>>().join(", ");
                Self {
                    kind: "figure of a latency",
                    claims: format!("lane.LATENCY.{word}, LATENCY being one of {latencies}; and lane.node.{WAIT}.{word}"),
                    json: format!("lanes[].LATENCY.{key} and lanes[].nodes[].{WAIT}.{key}"),
                    name: word.to_owned(),
                    about: stat.about(),
                    stat: None,
                }
            }
        }
    }

    fn number(kind: &'static str, claims: &str, json: &str, about: &'static About) -> Self {
        let word = about.word;
        Self {
            kind,
            claims: format!("{claims}{word}"),
            json: format!("{json}{}", about.json_key()),
            name: word.to_owned(),
            about,
            stat: None,
        }
    }

    /// A latency, or one figure of it.
    fn latency(kind: &'static str, claims: &str, json: &str, about: &'static About, stat: Option<Stat>) -> Self {
        let word = about.word;
        let Some(stat) = stat else {
            let stats = Stat::ALL.iter().map(|stat| stat.word()).collect::<Vec<_>>().join(", ");
            let keys = Stat::ALL.iter().map(|stat| stat.about().json_key()).collect::<Vec<_>>().join(", ");
            let claims = format!("{claims}{word}.STAT, STAT being one of {stats}");
            let json = format!("{json}{word}, an object with count, {keys}");
            return Self { kind, name: word.to_owned(), about, stat: None, claims, json };
        };
        let name = format!("{word}.{}", stat.word());
        let json = format!("{json}{word}.{}", stat.about().json_key());
        Self { kind, claims: format!("{claims}{name}"), name, about, stat: Some(stat.about()), json }
    }
}

/// An example with this figure of a latency in the place of another.
fn with(example: &str, stat: &About) -> String {
    Stat::ALL.iter().fold(example.to_owned(), |text, other| text.replace(&format!(".{}", other.word()), &format!(".{}", stat.word)))
}

/// A line for each measure: how one writes it, its unit, and what it is.
#[must_use]
pub fn list() -> String {
    let row = |(name, about): (String, &About)| format!("{name:24}  {:5}  {}\n", about.unit.word(), about.says);
    let lane = LaneKey::ALL.iter().map(|key| (format!("lane.{}", key.word()), key.about()));
    let latency = LatencyKey::ALL.iter().map(|key| (format!("lane.{}.STAT", key.word()), key.about()));
    let node = NodeKey::ALL.iter().map(|key| (format!("lane.node.{}", key.word()), key.about()));
    let wait = [(format!("lane.node.{WAIT}.STAT"), &WAITING)];
    let stat = Stat::ALL.iter().map(|stat| (format!("STAT: {}", stat.word()), stat.about()));
    lane.chain(latency).chain(node).chain(wait).chain(stat).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::measure::{abouts, find};

    fn explained(name: &str) -> String {
        explain(find(name).unwrap())
    }

    #[test]
    fn measures_are_explained() {
        insta::with_settings!({ snapshot_path => "../../tests/explain", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("measures", ["blocked", "wait.p90", "p99", "depth_max", "goodput"].map(explained).join("\n"));
            insta::assert_snapshot!("list-measures", list());
        });
    }

    #[test]
    fn every_measure_is_in_the_list_and_fits_the_page() {
        assert_eq!(list().lines().count(), abouts().count());
        for about in abouts() {
            assert!(list().lines().any(|line| line.ends_with(about.says)), "{}", about.word);
            let text = explained(about.word);
            assert!(text.starts_with(about.word) && text.contains(about.says) && text.contains(about.example), "{text}");
            for line in text.lines().chain(list().lines()) {
                assert!(line.len() <= usize::from(WIDTH) && line == line.trim_end(), "{line}");
            }
        }
    }

    #[test]
    fn an_example_uses_the_figure_that_was_asked_for() {
        assert!(explained("blocked.p50").contains("synchronous.blocked.p50 > 20 * asynchronous.blocked.p50"));
        assert!(explained("wait.max").contains("asynchronous.inbox.wait.max < 5"));
    }
}
