//! Checks the parts that do work: services, workers and workflows.

use super::lead::{Draft, one, rounds};
use super::node::{Defaults, Sort, needs};
use super::sender::retry;
use super::{Problem, Problems, Section, limit};
use crate::id::NodeId;
use crate::scenario::{AfterAnswer, ColdStart, Retry, Scale, Service, Step, Throttle, Worker, Workflow};
use crate::time::{SECOND, Span};

/// A service, with its own limits and what it calls in its turn.
pub fn service(section: &Section, lane: &[Draft<'_>], defaults: &Defaults, problems: &mut Problems) -> Service {
    needs(section, "keep_warm", "cold_start", "cold_start = \"400ms\"", problems);
    needs(section, "frozen", "after_answer", "after_answer = \"2s\"", problems);
    let (keep_warm, frozen) = (section.time("keep_warm"), section.flag("frozen").unwrap_or(false));
    let concurrency = section.whole("concurrency").unwrap_or(1);
    Service {
        concurrency,
        scale: scale(section, concurrency, problems),
        backlog: section.whole("backlog"),
        work: defaults.work(section),
        calls: rounds(section, &Sort::CALLED, lane, problems),
        sends: one(section, "sends", &Sort::SENT_TO, lane, problems),
        cold_start: section.spread("cold_start").map(|time| ColdStart { time, keep_warm }),
        timeout: section.time("timeout"),
        throttle: throttle(section, problems),
        after_answer: section.spread("after_answer").map(|time| AfterAnswer { time, frozen }),
        max_size: section.whole("max_size"),
    }
}

/// How fast it comes to use its slots, of which there are never fewer than at first.
fn scale(section: &Section, concurrency: u32, problems: &mut Problems) -> Option<Scale> {
    let scaling = section.table("scale")?;
    let scale = Scale {
        start: scaling.whole("start").unwrap_or(1),
        add: scaling.whole("add").unwrap_or(1),
        every: scaling.time("every").unwrap_or(Span(SECOND)),
    };
    // A preset starts with as many as it may; fewer slots are the file's own wish.
    if scale.start > concurrency && !scaling.gives("start") {
        return Some(Scale { start: concurrency, ..scale });
    }
    if scale.start > concurrency && !section.is_wrong("concurrency") {
        let label = format!("`concurrency` is {concurrency}");
        let problem = Problem::new(scaling.place("start"), "there would be more slots at first than at the most", label);
        problems.add(problem.help("make `start` smaller or `concurrency` larger"));
    }
    Some(scale)
}

/// A token bucket that holds at least one request.
fn throttle(section: &Section, problems: &mut Problems) -> Option<Throttle> {
    needs(section, "burst", "throttle", "throttle = \"100/s\"", problems);
    let burst = section.whole::<u32>("burst").map(f64::from);
    let rate = section.number("throttle")?;
    if rate <= 0.0 {
        let problem = Problem::new(section.place("throttle"), "this would refuse every request", "the rate must lie above 0");
        problems.add(problem.help("write, for example, throttle = \"100/s\"; for no limit remove `throttle`"));
    }
    Some(Throttle { rate, burst: burst.unwrap_or(rate.max(1.0)) })
}

/// A worker, which needs a queue that can be polled.
pub fn worker(section: &Section, lane: &[Draft<'_>], defaults: &Defaults, problems: &mut Problems) -> Worker {
    let polls = one(section, "polls", &[Sort::Queue], lane, problems);
    if let (Some(id), Some(quote)) = (polls, section.text("polls"))
        && lane[id.index()].section.has("push")
    {
        let title = format!("`{}` pushes its messages by itself", quote.text);
        let problem = Problem::new(quote.place, title, "a queue that pushes can't be polled");
        problems.add(problem.help(format!("remove `push` from [lane.queue.{}], or remove this worker", quote.text)));
    }
    let wait = section.time("wait").unwrap_or(Span(20 * SECOND));
    let given = section.time("interval");
    if wait == Span::ZERO && given == Some(Span::ZERO) {
        let problem = Problem::new(section.place("interval"), "this worker would poll without end", "`wait` and `interval` are both 0s");
        problems.add(problem.help("write a `wait` (long polling) or an `interval` (short polling) above 0s"));
    }
    let concurrency = section.whole("concurrency").unwrap_or(1);
    Worker {
        // While its name is wrong, any node will do: the problem is noted.
        polls: polls.unwrap_or(NodeId(0)),
        concurrency,
        scale: scale(section, concurrency, problems),
        batch: section.whole("batch").unwrap_or(1),
        window: section.time("window").unwrap_or(Span::ZERO),
        wait,
        interval: given.unwrap_or(if wait == Span::ZERO { Span(SECOND) } else { Span::ZERO }),
        work: defaults.work(section),
        timeout: section.time("timeout"),
        idempotent: section.flag("idempotent").unwrap_or(false),
        calls: rounds(section, &Sort::CALLED, lane, problems),
        sends: one(section, "sends", &Sort::SENT_TO, lane, problems),
        report_failures: section.flag("report_failures").unwrap_or(false),
        batch_fails: section.flag("batch_fails").unwrap_or(false),
    }
}

/// A workflow, which needs steps.
pub fn workflow(section: &Section, lane: &[Draft<'_>], problems: &mut Problems) -> Workflow {
    let steps = section.list("steps");
    if section.has("steps") && !section.is_wrong("steps") && steps.is_empty() {
        let problem = Problem::new(section.place("steps"), "this workflow does nothing", "at least one step is needed");
        problems.add(problem.help("write, for example, steps = [{ call = \"reserve\" }, { call = \"charge\" }]"));
    }
    if let Some(extra) = steps.get(limit::MEMBERS) {
        let label = format!("the limit is {} steps", limit::MEMBERS);
        problems.add(Problem::new(extra.place, format!("there are {} steps", steps.len()), label));
    }
    let plain = section.table("retry").map_or(Retry::NONE, retry);
    let step = |step: &Section| Step {
        call: one(step, "call", &Sort::CALLED, lane, problems).unwrap_or(NodeId(0)),
        timeout: step.time("timeout"),
        retry: step.table("retry").map_or(plain, retry),
        catch: one(step, "catch", &[Sort::Service], lane, problems),
    };
    let steps = steps.iter().take(limit::MEMBERS).map(step).collect();
    Workflow {
        steps,
        timeout: section.time("timeout"),
        idempotent: section.flag("idempotent").unwrap_or(false),
        throttle: throttle(section, problems),
        max_size: section.whole("max_size"),
    }
}
