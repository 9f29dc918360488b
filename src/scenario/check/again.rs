//! Checks how often a broker tries again, and after which waits.

use super::sender::jitter;
use super::{Problem, Problems, Section, limit};
use crate::dice::root;
use crate::scenario::{Jitter, Redelivery, Stage};
use crate::time::{SECOND, Span};

/// The ways to say it, each without the others.
const WAYS: [&str; 3] = ["waits", "backoff", "phases"];

/// `on_error` or `on_throttle` of a queue, `retry` of a topic or a subscriber.
pub fn again(section: &Section, problems: &mut Problems) -> Redelivery {
    let given: Vec<&str> = WAYS.into_iter().filter(|way| section.has(way)).collect();
    let Some((way, others)) = given.split_first() else {
        let problem = Problem::new(section.place, "this doesn't say when to try again", "`backoff`, `waits` or `phases` is needed");
        problems.add(problem.help("write, for example, { backoff = \"1s\", retries = 3 } or { waits = [\"1min\", \"2min\"] }"));
        return Redelivery::default();
    };
    let foreign: &[&str] = match *way {
        "waits" => &["factor", "cap", "retries"],
        "phases" => &["factor", "cap", "retries", "jitter"],
        _ => &[],
    };
    for key in others.iter().chain(foreign.iter().filter(|key| section.has(key))) {
        let title = format!("`{way}` and `{key}` don't go together");
        let label = format!("`{way}` says already when to try again");
        problems.add(Problem::new(section.key_place(key), title, label).help("remove one of the two"));
    }
    let jitter = jitter(section).unwrap_or(Jitter::None);
    Redelivery(match *way {
        "waits" => {
            let waits = section.times("waits").unwrap_or_default();
            few("waits", waits.len(), section, problems);
            let waits = waits.iter().take(limit::MEMBERS);
            waits.map(|(wait, _)| Stage { times: 1, wait: *wait, factor: 1.0, cap: *wait, jitter }).collect()
        }
        "phases" => {
            let phases = section.list("phases");
            few("phases", phases.len(), section, problems);
            phases.iter().take(limit::MEMBERS).map(|phase| stage(phase, problems)).collect()
        }
        _ => vec![growing(section, jitter, problems)],
    })
}

fn few(key: &str, number: usize, section: &Section, problems: &mut Problems) {
    if number > limit::MEMBERS {
        let label = format!("the limit is {} {key}", limit::MEMBERS);
        problems.add(Problem::new(section.place(key), format!("there are {number} {key}"), label));
    }
}

/// Tries after waits that grow from `backoff` to `cap`.
fn growing(section: &Section, jitter: Jitter, problems: &mut Problems) -> Stage {
    let wait = section.time("backoff").unwrap_or(Span(SECOND));
    let cap = section.time("cap").unwrap_or(Span(300 * SECOND));
    if !section.has("retries") && wait.min(cap) == Span::ZERO {
        let key = if wait == Span::ZERO { "backoff" } else { "cap" };
        let problem = Problem::new(section.place(key), "it would try again at once, without end", "there is no wait between the tries");
        problems.add(problem.help(format!("write a `{key}` above 0s, or say how many further tries there are, such as retries = 3")));
    }
    let (times, factor) = (section.whole("retries").unwrap_or(u32::MAX), section.number("factor").unwrap_or(2.0));
    Stage { times, wait, factor, cap, jitter }
}

/// So many tries after waits that grow evenly, by a factor, from the first to the last.
fn stage(phase: &Section, problems: &mut Problems) -> Stage {
    let times = phase.whole("times").unwrap_or(1);
    let wait = phase.time("wait").unwrap_or(Span(SECOND));
    let to = phase.time("to").unwrap_or(wait);
    let mut refuse = |title: &str, label: &str, help: &str| problems.add(Problem::new(phase.place("to"), title, label).help(help));
    if to < wait {
        refuse("the last wait is shorter than the first", "this lies below `wait`", "write a `to` of `wait` or more");
    } else if to > wait && wait == Span::ZERO {
        refuse("a wait of 0s can't grow by a factor", "from 0s there is no way to here", "write a `wait` above 0s, or remove `to`");
    } else if to > wait && times == 1 {
        refuse("a single try has a single wait", "`times` is 1", "remove `to`, or write `times` of 2 or more");
    }
    let grows = to > wait && wait > Span::ZERO && times > 1;
    let factor = if grows { root(to.seconds() / wait.seconds(), times - 1) } else { 1.0 };
    Stage { times, wait, factor, cap: to, jitter: Jitter::None }
}
