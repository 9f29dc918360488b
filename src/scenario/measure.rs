//! The names of all measures: what a claim may compare and what the JSON's keys are called.

mod table;

pub use table::{LaneKey, LatencyKey, NodeKey, Stat, WAIT, WAITING};

use super::Lane;
use super::near::near;
use crate::id::{LaneId, NodeId};
use crate::time::Span;

/// A figure of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The lane it is taken in.
    pub lane: LaneId,
    /// What it is.
    pub figure: Figure,
}

/// What a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number of the whole lane.
    Lane(LaneKey),
    /// A latency of the whole lane.
    Latency(LatencyKey, Stat),
    /// A number of one node.
    Node(NodeId, NodeKey),
    /// The wait at one node.
    Wait(NodeId, Stat),
}

impl Measure {
    /// What a claim calls it: `asynchronous.inbox.depth_max`.
    #[must_use]
    pub fn name(self, lanes: &[Lane]) -> String {
        let lane = &lanes[self.lane.index()];
        let id = &lane.id;
        match self.figure {
            Figure::Lane(key) => format!("{id}.{}", key.word()),
            Figure::Latency(key, stat) => format!("{id}.{}.{}", key.word(), stat.word()),
            Figure::Node(node, key) => format!("{id}.{}.{}", lane.node(node).id, key.word()),
            Figure::Wait(node, stat) => format!("{id}.{}.{WAIT}.{}", lane.node(node).id, stat.word()),
        }
    }

    /// What its number counts.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self.figure {
            Figure::Lane(key) => key.about().unit,
            Figure::Node(_, key) => key.about().unit,
            Figure::Latency(_, stat) | Figure::Wait(_, stat) => stat.about().unit,
        }
    }
}

/// What there is to know about a measure, or about a figure of a latency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// What claims call it.
    pub word: &'static str,
    /// What its number counts.
    pub unit: Unit,
    /// What it is, in one line.
    pub says: &'static str,
    /// How it is counted, in a few sentences.
    pub counted: &'static str,
    /// A claim that uses it.
    pub example: &'static str,
}

impl About {
    /// What the JSON calls it; a latency is an object there and has the bare word.
    #[must_use]
    pub fn json_key(&self) -> String {
        format!("{}{}", self.word, self.unit.suffix())
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Seconds.
    Seconds,
    /// A part of a whole, from 0 to 1.
    Share,
    /// Things a second.
    PerSecond,
}

impl Unit {
    /// A word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Seconds => "s",
            Self::Share => "share",
            Self::PerSecond => "per_s",
        }
    }

    /// How the JSON's keys end that have it.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Count | Self::Share => "",
            Self::Seconds => "_s",
            Self::PerSecond => "_per_s",
        }
    }

    /// How one writes such a number in a claim.
    #[must_use]
    pub const fn says(self) -> &'static str {
        match self {
            Self::Count => "a plain number",
            Self::Seconds => "seconds; a claim may say 0.25 or \"250ms\"",
            Self::Share => "a share from 0 to 1; a claim may say 0.2 or \"20%\"",
            Self::PerSecond => "messages a second",
        }
    }

    /// A number as people say it: `3.2 s`, `20 %`, `7`, `2.58 /s`.
    #[must_use]
    pub fn show(self, number: f64) -> String {
        match self {
            Self::Count if number.fract() == 0.0 => format!("{number:.0}"),
            Self::Count => format!("{number:.2}"),
            Self::Seconds => Span::from_seconds(number).to_string(),
            Self::Share => format!("{:.1} %", number * 100.0).replace(".0 ", " "),
            Self::PerSecond => format!("{number:.2} /s"),
        }
    }
}

/// What a name stands for, in whatever lane and at whatever node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A number of a lane.
    Lane(LaneKey),
    /// A latency of a lane, or one figure of it.
    Latency(LatencyKey, Option<Stat>),
    /// A number of a node.
    Node(NodeKey),
    /// The wait at a node, or one figure of it.
    Wait(Option<Stat>),
    /// A figure of any latency.
    Stat(Stat),
}

/// The measure of this name: a word alone or with what stands before or after it in a claim, or the JSON's word for it.
#[must_use]
pub fn find(name: &str) -> Option<Named> {
    // As the list of measures writes a latency.
    let mut words: Vec<&str> = name.strip_suffix(".STAT").unwrap_or(name).split('.').collect();
    let stat = words.last().and_then(|word| Stat::called(word));
    if stat.is_some() {
        words.pop();
    }
    let Some(word) = words.pop() else { return stat.map(Named::Stat) };
    // What may stand before it: the lane, and for a figure of a node the node too.
    let (of_lane, of_node) = (words.len() <= 1, words.len() <= 2);
    if let (Some(key), true) = (LatencyKey::of(word), of_lane) {
        return Some(Named::Latency(key, stat));
    }
    if word == WAIT && of_node {
        return Some(Named::Wait(stat));
    }
    match (LaneKey::called(word), NodeKey::called(word)) {
        _ if stat.is_some() => None,
        (Some(key), _) if of_lane => Some(Named::Lane(key)),
        (_, Some(key)) if of_node => Some(Named::Node(key)),
        _ => None,
    }
}

/// The name that an unknown one was most likely meant to be.
#[must_use]
pub fn nearest(name: &str) -> Option<String> {
    let words = || abouts().map(|about| about.word);
    let meant: Vec<&str> = name.split('.').map(|word| near(word, words()).unwrap_or(word)).collect();
    Some(meant.join(".")).filter(|meant| find(meant).is_some())
}

/// All there is to know about all measures, and then about the figures of a latency.
pub fn abouts() -> impl Iterator<Item = &'static About> {
    let lane = LaneKey::ALL.iter().map(|key| key.about()).chain(LatencyKey::ALL.iter().map(|key| key.about()));
    let node = NodeKey::ALL.iter().map(|key| key.about()).chain([&WAITING]);
    lane.chain(node).chain(Stat::ALL.iter().map(|stat| stat.about()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;

    #[test]
    fn every_measure_is_explained_in_a_line_and_in_sentences() {
        for About { word, says, counted, .. } in abouts() {
            assert!((10..=47).contains(&says.len()) && !says.ends_with('.'), "{word}: {says}");
            assert!(says.starts_with(char::is_lowercase) || says.starts_with(|c: char| c.is_ascii_digit()), "{word}: {says}");
            assert!(counted.ends_with('.') && counted.len() > 30 && !counted.contains("  "), "{word}: {counted}");
        }
    }

    #[test]
    fn every_example_is_a_claim_that_uses_its_measure() {
        let lanes = "title = 'least'\nload.rate = '1/s'\n[[lane]]\nname = 'Synchronous'\nsender.calls = 'orders'\nservice.orders = {}\n\
                     [[lane]]\nname = 'Asynchronous'\nsender.sends = 'inbox'\nqueue.inbox = {}\nworker.orders.polls = 'inbox'\n";
        for About { word, example, .. } in abouts() {
            let claim = format!("[[claim]]\nsay = 'So it is.'\nthat = '{example}'\n");
            parse("example", &format!("{lanes}{claim}")).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
            let left = example.split(' ').next().unwrap();
            assert!(left.split('.').any(|part| part == *word), "{word}: {example}");
            assert!(find(left).is_some(), "{left}");
        }
    }

    #[test]
    fn no_word_stands_for_two_measures() {
        let mut words: Vec<_> = abouts().map(|about| about.word).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }

    #[test]
    fn a_measure_is_found_by_its_word_its_name_and_its_key_in_the_json() {
        for about in abouts() {
            assert!(find(about.word).is_some(), "{}", about.word);
        }
        assert_eq!(find("blocked.p99"), Some(Named::Latency(LatencyKey::Blocked, Some(Stat::P99))));
        assert_eq!(find("synchronous.blocked"), Some(Named::Latency(LatencyKey::Blocked, None)));
        assert_eq!(find("lane.blocked.STAT"), find("blocked"));
        assert_eq!(find("p99_s"), Some(Named::Stat(Stat::P99)));
        assert_eq!(find("goodput_per_s"), Some(Named::Lane(LaneKey::Goodput)));
        assert_eq!(find("asynchronous.inbox.wait.max"), Some(Named::Wait(Some(Stat::Max))));
        assert_eq!(find("asynchronous.inbox.oldest_max_s"), Some(Named::Node(NodeKey::OldestMax)));
        for wrong in ["", ".", "zebra", "lost.p99", "a.inbox.lost", "a.b.c.wait", "a.b.blocked", ".p99", "depth_max.", "blocked.p99.p99"] {
            assert_eq!(find(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_slip_is_guessed_part_by_part() {
        assert_eq!(nearest("blokked").as_deref(), Some("blocked"));
        assert_eq!(nearest("synchronous.blokked.p9").as_deref(), Some("synchronous.blocked.p90"));
        assert_eq!(nearest("depth").as_deref(), Some("depth_mean"));
        assert_eq!(nearest("zebra"), None);
    }

    #[test]
    fn numbers_are_said_with_their_units() {
        assert_eq!(Unit::Count.show(15.0), "15");
        assert_eq!(Unit::Count.show(0.256), "0.26");
        assert_eq!(Unit::Share.show(0.2), "20 %");
        assert_eq!(Unit::Share.show(0.0163), "1.6 %");
        assert_eq!(Unit::Seconds.show(3.2), "3.2 s");
        assert_eq!(Unit::PerSecond.show(3.2), "3.20 /s");
    }
}
