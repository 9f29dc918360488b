//! The keys of single nodes made up by chance, with those that may change.

use super::Mood;
use super::choices::Choices;

const JITTER: [&str; 4] = ["none", "equal", "full", "decorrelated"];

/// What may change of a link; where nothing may be lost only the first.
pub const LINK: [&str; 2] = ["latency", "loss"];

fn retry(choices: &mut Choices<'_>) -> String {
    format!(
        "{{ attempts = {}, backoff = {}, throttled = {}, factor = {}, cap = {}, jitter = '{}' }}",
        1 + choices.upto(4),
        choices.time(0, 400),
        choices.time(0, 800),
        1 + choices.upto(2),
        choices.time(0, 2_000),
        choices.one(&JITTER)
    )
}

/// How a broker delivers again; so often at the most that it comes to an end.
fn again(choices: &mut Choices<'_>) -> String {
    match choices.upto(2) {
        1 => format!("{{ waits = [{}, {}], jitter = '{}' }}", choices.time(0, 500), choices.time(0, 900), choices.one(&JITTER)),
        2 => {
            let (first, more) = (1 + choices.upto(400), choices.upto(900));
            let times = 2 + choices.upto(2);
            format!("{{ phases = [{{ times = 1, wait = '0s' }}, {{ times = {times}, wait = '{first}ms', to = '{}ms' }}] }}", first + more)
        }
        _ => {
            let (backoff, retries) = (choices.time(0, 400), 1 + choices.upto(4));
            format!("{{ backoff = {backoff}, retries = {retries}, cap = {}, jitter = '{}' }}", choices.time(0, 2_000), choices.one(&JITTER))
        }
    }
}

fn throttle(choices: &mut Choices<'_>) -> String {
    let burst = choices.line(50, "burst", |choices| format!("{}", 1 + choices.upto(5)));
    format!("throttle = '{}/s'\n{burst}", 1 + choices.upto(20))
}

fn scale(concurrency: u32, choices: &mut Choices<'_>) -> String {
    choices.line(20, "scale", |choices| {
        let start = 1 + choices.upto(concurrency - 1);
        format!("{{ start = {start}, add = {}, every = {} }}", 1 + choices.upto(2), choices.time(100, 3_000))
    })
}

fn max_size(mood: Mood, choices: &mut Choices<'_>) -> String {
    if mood == Mood::Calm { String::new() } else { choices.line(10, "max_size", |choices| format!("'{}KB'", 100 + choices.upto(200))) }
}

pub fn sender(mood: Mood, calls: bool, thinks: bool, choices: &mut Choices<'_>) -> (String, Vec<&'static str>) {
    let mut settings = vec!["callers", "backlog", "timeout"];
    let mut own = format!("callers = {}\n", 1 + choices.upto(5));
    own += &choices.line(30, "backlog", |choices| format!("{}", choices.upto(20)));
    own += &choices.line(60, "timeout", |choices| choices.time(1, 1_500));
    if choices.maybe(50) {
        own += &format!("retry = {}\n", retry(choices));
        settings.push("attempts");
        own += &choices.line(25, "budget", |choices| {
            format!("{{ size = {}, retry = {}, throttled = 2, timeout = 3, success = 1 }}", choices.upto(50), choices.upto(14))
        });
    }
    own += &choices.line(25, "breaker", |choices| format!("{{ failures = {}, open = {} }}", 1 + choices.upto(4), choices.time(1, 2_000)));
    if thinks {
        settings.push("think");
    }
    if !calls && mood == Mood::Rough && choices.maybe(15) {
        return (own + "ack = false\n", settings);
    }
    own += &choices.line(25, "connections", |choices| {
        let limit = 1 + choices.upto(3);
        if choices.maybe(70) { format!("{{ limit = {limit}, wait = {} }}", choices.time(0, 900)) } else { format!("{{ limit = {limit} }}") }
    });
    if !calls {
        own += &choices.line(30, "poll", |choices| {
            let blocks = choices.maybe(50);
            format!("{{ every = {}, limit = {}, blocks = {blocks} }}", choices.time(50, 2_000), choices.time(1, 9_000))
        });
    }
    (own, settings)
}

pub fn service(mood: Mood, choices: &mut Choices<'_>) -> (String, &'static [&'static str]) {
    let concurrency = 1 + choices.upto(3);
    let mut own = format!("concurrency = {concurrency}\n") + &scale(concurrency, choices);
    if choices.maybe(20) {
        own += &format!("cold_start = {}\n", choices.spread(200));
        own += &choices.line(50, "keep_warm", |choices| choices.time(1, 2_000));
    }
    if choices.maybe(20) {
        own += &format!("after_answer = {}\n", choices.spread(400));
        if mood == Mood::Rough {
            own += &choices.line(50, "frozen", |_| "true".to_owned());
        }
    }
    // Calls that can't succeed would be made again for ever.
    if mood == Mood::Calm {
        return (own, &["concurrency", "time", "errors", "latency"]);
    }
    own += &choices.line(40, "backlog", |choices| format!("{}", choices.upto(8)));
    if choices.maybe(20) {
        own += &throttle(choices);
    }
    own += &choices.line(25, "timeout", |choices| choices.time(1, 1_500));
    own += &max_size(mood, choices);
    (own, &["concurrency", "backlog", "timeout", "time", "errors", "latency", "loss"])
}

pub fn worker(mood: Mood, choices: &mut Choices<'_>) -> (String, &'static [&'static str]) {
    let concurrency = 1 + choices.upto(3);
    let mut own = format!("concurrency = {concurrency}\nbatch = {}\n", 1 + choices.upto(5)) + &scale(concurrency, choices);
    own += &choices.line(20, "window", |choices| choices.time(0, 1_000));
    if mood == Mood::Rough {
        let least = choices.one(&[1_000, 0, 1]);
        own += &choices.line(50, "wait", |choices| choices.time(least, least + 2_000 * (least / 1_000)));
        own += &choices.line(30, "interval", |choices| choices.time(100, 1_500));
    }
    own += &choices.line(25, "idempotent", |_| "true".to_owned());
    match choices.upto(3) {
        1 => own += "batch_fails = true\n",
        2 => own += "report_failures = true\n",
        _ => {}
    }
    match mood {
        Mood::Rough => (own, &["concurrency", "batch", "wait", "interval", "time", "errors", "latency", "loss"]),
        Mood::Calm => (own, &["concurrency", "batch", "time", "errors", "latency"]),
    }
}

pub fn push(mood: Mood, choices: &mut Choices<'_>) -> String {
    let mut own = choices.line(60, "on_error", again);
    own += &choices.line(40, "on_throttle", again);
    own += &choices.line(30, "timeout", |choices| choices.time(1, 1_500));
    if mood == Mood::Rough { own + &choices.line(30, "max_age", |choices| choices.time(1, 3_000)) } else { own }
}

pub fn queue(mood: Mood, choices: &mut Choices<'_>) -> (String, Vec<&'static str>) {
    let mut settings = vec!["delay", "latency"];
    // What comes back while it is worked on would keep all others waiting for ever.
    let (least, most) = if mood == Mood::Calm { (200_000, 300_000) } else { (50, 3_000) };
    let mut own = format!("visibility_timeout = {}\n", choices.time(least, most));
    own += &choices.line(30, "delay", |choices| choices.spread(800));
    if choices.maybe(35) {
        own += "order = 'fifo'\n";
    } else if choices.maybe(15) {
        own += &format!("duplicates = '{}%'\n", choices.upto(40));
    }
    if choices.maybe(30) {
        settings.push("capacity");
        // Where there is never room when it is asked for, nothing comes to its end.
        let full = if mood == Mood::Calm { &["block"] } else { ["reject", "block", "drop-oldest"].as_slice() };
        own += &format!("capacity = {}\nfull = '{}'\n", 1 + choices.upto(9), choices.one(full));
    }
    own += &choices.line(20, "in_flight", |choices| format!("{}", 1 + choices.upto(5)));
    own += &choices.line(20, "deduplication", |choices| choices.time(1, 9_000));
    if mood == Mood::Rough {
        settings.extend(["loss", "visibility_timeout"]);
        own += &choices.line(25, "retention", |choices| choices.time(1, 9_000));
    }
    (own + &max_size(mood, choices), settings)
}

pub fn topic(mood: Mood, choices: &mut Choices<'_>) -> String {
    choices.line(40, "retry", again) + &max_size(mood, choices)
}

pub fn subscriber(mood: Mood, choices: &mut Choices<'_>) -> String {
    let mut keys = Vec::new();
    if choices.maybe(40) {
        keys.push(format!("kinds = {}", choices.one(&["['a']", "['b']", "['a', 'c']"])));
    }
    if choices.maybe(40) {
        keys.push(format!("retry = {}", again(choices)));
    }
    if choices.maybe(if mood == Mood::Rough { 30 } else { 10 }) {
        keys.push(format!("timeout = {}", choices.time(1, 1_500)));
    }
    keys.join(", ")
}

pub fn step(mood: Mood, choices: &mut Choices<'_>) -> String {
    let mut own = String::new();
    if choices.maybe(30) {
        own += &format!(", retry = {}", retry(choices));
    }
    if mood == Mood::Rough && choices.maybe(30) {
        own += &format!(", timeout = {}", choices.time(1, 1_500));
    }
    own
}

pub fn workflow(mood: Mood, choices: &mut Choices<'_>) -> String {
    let mut own = choices.line(40, "retry", retry);
    if mood == Mood::Rough {
        own += &choices.line(25, "timeout", |choices| choices.time(1, 2_500));
        if choices.maybe(15) {
            own += &throttle(choices);
        }
    }
    own += &choices.line(25, "idempotent", |_| "true".to_owned());
    own + &max_size(mood, choices)
}
