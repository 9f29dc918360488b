//! The written form becomes a scenario: every problem is gathered, none stops the search for more.

mod again;
mod broker;
mod change;
mod circle;
mod doubt;
mod fault;
mod lane;
mod lead;
mod lesson;
mod load;
mod message;
mod node;
mod particulars;
mod path;
mod receiver;
mod recorded;
mod sender;
mod setting;
mod target;

use super::Scenario;
use super::events::expected_events;
use super::limit;
use super::problem::{Place, Problem, Problems};
use super::text::Text;
use super::value::written;
use super::written::{Quote, Section};
use crate::time::{SECOND, Span};

/// Reads the file beside the scenario that has this name, or says in a few words why it can't.
pub type Read<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// The scenario that a file means, whose text is `source`. It is of use only if no problem was noted.
pub fn scenario(file: &Section, source: &str, read: Read<'_>, problems: &mut Problems) -> Scenario {
    let duration = file.time("duration").unwrap_or(Span(60 * SECOND));
    let warmup = file.time("warmup").unwrap_or(Span::ZERO);
    if warmup >= duration {
        let label = format!("the run lasts {}", written(duration));
        let problem = Problem::new(file.place("warmup"), "the warm-up leaves nothing to measure", label);
        problems.add(problem.help("write a `warmup` shorter than `duration`"));
    }
    let messages = message::messages(file, problems);
    let mut load = load::load(file, read, &messages, problems);
    let lanes = lane::lanes(file, &messages.kinds, problems);
    // While a table of nodes is wrong, a name that nobody has may be right.
    let nodes = || ["name", "sender"].into_iter().chain(node::Sort::NAMED.map(node::Sort::word));
    let names = !file.is_wrong("lane") && !file.list("lane").iter().any(|lane| nodes().any(|key| lane.is_wrong(key)));
    let entries = |key, problems: &mut Problems| entries(file, key, problems);
    let faults = entries("fault", problems).iter().filter_map(|section| fault::fault(section, &lanes, names, duration, problems)).collect();
    let known = setting::Known::of(&lanes, file.list("lane"), &load, names);
    let changes = change::changes(entries("change", problems), source, &known, &mut load, duration, problems);
    let scenes = lesson::scenes(entries("scene", problems), &known, duration, problems);
    let claims = lesson::claims(entries("claim", problems), &lanes, names, problems);
    let scenario = Scenario {
        title: title(file, problems),
        summary: file.text("summary").map(prose).unwrap_or_default(),
        tags: file.texts("tags").unwrap_or_default().iter().map(name).collect(),
        level: file.word("level"),
        misconception: file.text("misconception").map(prose).unwrap_or_default(),
        duration,
        warmup,
        seed: file.whole("seed").unwrap_or(1),
        load,
        messages,
        lanes,
        faults,
        changes,
        scenes,
        claims,
    };
    if problems.errors() == 0 {
        size(file, &scenario, problems);
    }
    if problems.errors() == 0 {
        doubt::doubts(file, &scenario, problems);
    }
    scenario
}

/// The tables of a list, of which there may be so many.
fn entries<'a>(file: &'a Section, key: &str, problems: &mut Problems) -> &'a [Section] {
    let sections = file.list(key);
    if let Some(extra) = sections.get(limit::ENTRIES) {
        let title = format!("there are {} {key}s", sections.len());
        problems.add(Problem::new(extra.place, title, format!("the limit is {} {key}s", limit::ENTRIES)));
    }
    &sections[..sections.len().min(limit::ENTRIES)]
}

fn title(file: &Section, problems: &mut Problems) -> Text {
    let title = file.text("title").map(name);
    if title.as_ref().is_some_and(Text::is_empty) {
        problems.add(Problem::new(file.place("title"), "the title is empty", "say here what the scenario shows"));
    }
    title.unwrap_or_default()
}

fn name(quote: &Quote) -> Text {
    Text::name(&quote.text)
}

fn prose(quote: &Quote) -> Text {
    Text::prose(&quote.text)
}

/// Refuses runs in which nothing happens, or more than a machine can bear.
fn size(file: &Section, scenario: &Scenario, problems: &mut Problems) {
    let place = file.table("load").map_or(Place::default(), |load| {
        let keys = ["think", "phases", "rate", "times", "file", "burst"];
        keys.into_iter().find(|key| load.has(key)).map_or(load.place, |key| load.key_place(key))
    });
    let events = expected_events(scenario);
    if events <= 0.0 {
        let problem = Problem::new(place, "nothing arrives during the run", "no message is ever born");
        problems.add(problem.help("write a rate above 0, or instants before the end of the run"));
    } else if events > limit::EVENTS_HEADLESS {
        let label = match events {
            _ if events.is_finite() => format!("about {} expected, the limit is {}", about(events), about(limit::EVENTS_HEADLESS)),
            _ => "without end: callers or messages go round in no time at all".to_owned(),
        };
        let help = match events {
            _ if events.is_finite() => "make the load smaller or `duration` shorter, or set a `count`",
            _ => "write a `think`, a `latency` or a work `time` above 0s",
        };
        problems.add(Problem::new(place, "this run would have too many events", label).help(help));
    }
}

/// A large number in words: `1.2 billion`.
fn about(number: f64) -> String {
    let (scale, word) = if number >= 1e12 { (1e12, "million million") } else { (1e9, "billion") };
    format!("{} {word}", (number / scale * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::file;
    use crate::scenario::key::TABLES;

    /// A file that has every table.
    const EVERY_TABLE: &str = r#"
        title = "All"
        level = "core"
        misconception = "m"
        [load]
        rate = "5/s"
        phases = [{ at = "1s", rate = "6/s" }]
        [message]
        [work]
        [network]
        [[lane]]
        name = "One"
        sender = { calls = "a", retry = {}, budget = {}, connections = { limit = 1 }, breaker = {} }
        service.a = { concurrency = 2, scale = { start = 1, add = 1, every = "1s" } }
        [[lane]]
        name = "Two"
        sender = { sends = "q", poll = { every = "1s" } }
        queue.q = { capacity = 9, max_receives = 1, dead_letter = "dlq" }
        queue.dlq = {}
        worker.w = { polls = "q", sends = "t" }
        topic.t = { subscribers = { f = {}, pushes = { retry = { waits = ["1s"] } } }, retry = { backoff = "1s" } }
        queue.pushes = { push = "s", on_error = { phases = [{ times = 2, wait = "1s" }] }, on_throttle = { backoff = "1s" } }
        service.s = {}
        workflow.f = { steps = [{ call = "s", retry = {} }], retry = {} }
        [[fault]]
        at = "1s"
        kind = "outage"
        on = "w"
        [[change]]
        at = "1s"
        set = "two.w.batch"
        to = 2
        [[scene]]
        at = "1s"
        ask = { prompt = "p", options = ["a", "b"], answer = 1 }
        turn = { goal = "g", that = "one.lost == 0", with = "two.w.batch" }
        [[claim]]
        say = "s"
        that = "one.lost == 0"
        [[fault]]
        at = "1s"
        kind = "slow"
        on = "a"
        amount = 2
    "#;

    /// The getters refuse, in tests, a key that is not in the table; here is the other way round.
    #[test]
    fn every_key_of_the_table_is_read() {
        let mut problems = Problems::new("f", EVERY_TABLE);
        let (file, _) = file::read(EVERY_TABLE, EVERY_TABLE.len(), &mut problems);
        scenario(&file, EVERY_TABLE, &|_| Err(String::new()), &mut problems);
        assert!(problems.is_empty(), "{}", problems.render(false));
        // A preset is no setting: it fills in the others.
        let unasked: Vec<String> = file.unasked().into_iter().filter(|key| !key.ends_with(" preset")).collect();
        assert_eq!(unasked, Vec::<String>::new());
        assert!(TABLES.iter().all(|table| table.keys.len() <= 64), "a table has more keys than `Section` has bits");
    }
}
