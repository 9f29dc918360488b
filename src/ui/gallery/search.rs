//! What is searched for in the gallery.

use super::entry::Entry;
use crate::scenario::Scenario;
use crate::scenario::text::{Text, is_harmful};
use crate::ui::key::{Code, Key};

/// The most characters of a search.
const LONGEST: usize = 60;

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    words: String,
    /// Whether even the first letter is one, not a command.
    begun: bool,
}

impl Search {
    /// What was typed.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether a search goes on.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.begun || !self.words.is_empty()
    }

    /// Whether a key is a letter of the search, whatever it means else.
    #[must_use]
    pub fn takes(&self, key: Key) -> bool {
        self.goes_on() && !key.ctrl && matches!(key.code, Code::Char(_))
    }

    /// From here on every letter is typed.
    pub fn begin(&mut self) {
        self.begun = true;
    }

    /// Types a letter; false if that is none to search for.
    pub fn push(&mut self, c: char) -> bool {
        let is_idle = c.is_whitespace() && (self.words.is_empty() || self.words.ends_with(' '));
        let takes = !is_harmful(c) && !is_idle && self.words.chars().count() < LONGEST;
        if takes {
            self.words.push(c);
        }
        takes
    }

    /// Takes the last letter back; without one, ends the search.
    pub fn pop(&mut self) {
        if self.words.pop().is_none() {
            self.begun = false;
        }
    }

    /// Whether all words occur in the title, the name, the tags or the summary, in capitals or not; or else (`deep`) in anything that
    /// the lesson tells or claims.
    #[must_use]
    pub fn finds(&self, entry: &Entry, deep: bool) -> bool {
        let Scenario { title, summary, misconception, tags, lanes, scenes, claims, .. } = &*entry.scenario;
        let mut all: Vec<&Text> = [title, &entry.name, summary].into_iter().chain(tags).collect();
        if deep {
            all.push(misconception);
            all.extend(lanes.iter().flat_map(|lane| [&lane.name, &lane.services]));
            all.extend(scenes.iter().flat_map(|scene| [&scene.title, &scene.say, &scene.notes]));
            all.extend(claims.iter().map(|claim| &claim.say));
        }
        self.finds_in(&all.into_iter().map(Text::as_str).collect::<Vec<_>>().join("\n"))
    }

    /// Whether all words occur in a text, in capitals or not, whatever joins them: a blank, a hyphen or a slash.
    #[must_use]
    pub fn finds_in(&self, text: &str) -> bool {
        let apart = |text: &str| text.to_lowercase().replace(['-', '/'], " ");
        // Some write it in one word.
        let together = |text: &str| text.to_lowercase().replace('-', "");
        let (text, joined) = (apart(text), together(text));
        self.words.split_whitespace().all(|word| text.contains(&apart(word)) || joined.contains(&together(word)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{parse, shipped};

    /// What somebody who prepares for an exam may type.
    const EXAM: [&str; 31] = [
        "dlq",
        "dead-letter queue",
        "redrive",
        "long polling",
        "visibility timeout",
        "idempotent",
        "throttling",
        "429",
        "202",
        "504",
        "jitter",
        "FIFO",
        "message group",
        "fan-out",
        "fanout",
        "filter",
        "reserved concurrency",
        "cold start",
        "ReportBatchItemFailures",
        "WaitTimeSeconds",
        "event source mapping",
        "express",
        "state machine",
        "EventBridge",
        "connection pool",
        "at least once",
        "exactly once",
        "decoupling",
        "async/await",
        "backpressure",
        "retry budget",
    ];

    fn search(words: &str) -> Search {
        let mut search = Search::default();
        words.chars().for_each(|c| {
            search.push(c);
        });
        search
    }

    fn entry() -> Entry {
        let source = "title = 'Überlast am Empfänger'\nsummary = 'Callers wait.'\ntags = ['retry', 'aws-sqs']\n
            [load]\nrate = '1/s'\n[[lane]]\nname = 'Calls'\nsender.calls = 's'\nservice.s = {}";
        Entry::own("storm.toml", &Arc::new(parse("a test", source).unwrap()), &[])
    }

    #[test]
    fn all_words_must_occur_somewhere_in_any_order_and_case() {
        for words in
            ["", "überlast", "ÜBERLAST", "sqs", "aws sqs", "aws-sqs", "calls", "storm", "wait. retry", "callers  retry empf", " storm"]
        {
            assert!(search(words).finds(&entry(), true), "{words}");
        }
        for words in ["zebra", "retry zebra", "waitretry", "retryaws"] {
            assert!(!search(words).finds(&entry(), true), "{words}");
        }
    }

    #[test]
    fn the_words_of_the_exam_find_a_lesson() {
        let entry = |lesson: &shipped::Shipped| Entry::own(lesson.name, &Arc::new(parse(lesson.name, lesson.source).unwrap()), &[]);
        let lessons: Vec<Entry> = shipped::ALL.iter().map(entry).collect();
        for words in EXAM {
            assert!(lessons.iter().any(|entry| search(words).finds(entry, true)), "{words}");
        }
    }

    #[test]
    fn a_letter_is_one_only_while_a_search_goes_on() {
        let q = Key::char('q');
        let mut search = Search::default();
        assert!(!search.takes(q));
        search.push('x');
        assert!(search.takes(q) && !search.takes(Key::ctrl('c')) && !search.takes(Key::plain(Code::Enter)));
        search.pop();
        assert!(!search.takes(q));
        search.begin();
        assert!(search.takes(q));
        search.push('x');
        search.pop();
        assert!(search.takes(q), "it was begun on purpose");
        search.pop();
        assert!(!search.takes(q));
    }

    #[test]
    fn what_is_harmful_idle_or_too_much_is_not_typed() {
        assert_eq!(search("\u{1b}\u{202e} a  b").words(), "a b");
        assert_eq!(search(&"x".repeat(10_000)).words().len(), LONGEST);
    }
}
