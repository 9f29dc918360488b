//! Doubts about retries: those that never come, and waits that are not what they say.

use super::look::Spot;
use super::words::time;
use super::{Problem, Problems, Section};
use crate::scenario::{Budget, Jitter, Retry, Sender, Workflow};
use crate::time::Span;

pub fn of_sender(spot: Spot<'_>, sender: &Sender, problems: &mut Problems) {
    let attempts_turn = spot.turns(&["attempts"]);
    if let Some(section) = spot.section().table("retry") {
        retry(spot, section, &sender.retry, attempts_turn, problems);
    }
    let (Some(budget), Some(section)) = (&sender.budget, spot.section().table("budget")) else { return };
    if sender.retry.attempts > 1 || attempts_turn {
        of_budget(budget, section, problems);
    } else {
        let why = "a budget pays for retries: without any it does nothing";
        let problem = Problem::warning(spot.section().key_place("budget"), "this budget is never used", "a single attempt is made", why);
        problems.add(problem.help("write attempts = 2 or more in `retry`, or remove `budget`"));
    }
}

pub fn of_workflow(spot: Spot<'_>, workflow: &Workflow, problems: &mut Problems) {
    let own = |section: &Section| section.table("retry").is_some();
    if let Some(section) = spot.section().table("retry") {
        // What no step has of its own is that of the workflow.
        let steps = workflow.steps.iter().zip(spot.section().list("steps"));
        if let Some((step, _)) = steps.into_iter().find(|(_, section)| !own(section)) {
            retry(spot, section, &step.retry, false, problems);
        }
    }
    for (step, section) in workflow.steps.iter().zip(spot.section().list("steps")) {
        if let Some(section) = section.table("retry") {
            retry(spot, section, &step.retry, false, problems);
        }
    }
}

fn retry(spot: Spot<'_>, section: &Section, retry: &Retry, attempts_turn: bool, problems: &mut Problems) {
    if retry.attempts == 1 {
        let waits = ["backoff", "throttled", "factor", "cap", "jitter"];
        if let Some(key) = waits.into_iter().find(|key| section.gives(key) && !attempts_turn) {
            let title = format!("`{key}` of a retry that never comes");
            let label = "`attempts` counts the first: with 1 there is no other";
            let problem = Problem::warning(section.key_place(key), title, label, "what failed is not tried again");
            problems.add(problem.help("write attempts = 2 or more, or remove the other keys of `retry`"));
        }
        return;
    }
    for (key, wait) in [("backoff", retry.backoff), ("throttled", retry.throttled)] {
        if wait > retry.cap && (section.gives(key) || section.gives("cap")) {
            cut(section, key, wait, retry.cap, problems);
        }
    }
    let first = first_wait(retry);
    if first >= spot.look.rest() && section.gives("backoff") {
        let title = "no retry comes before the end of the run";
        let label = format!("it waits {}, and the run lasts {}", time(first), time(spot.look.scenario.duration));
        let problem = Problem::warning(section.place("backoff"), title, label, "whoever failed stands still to the end");
        problems.add(problem.help("write a shorter `backoff`, or make `duration` longer"));
    }
}

/// The least wait before the second attempt.
fn first_wait(retry: &Retry) -> Span {
    let wait = retry.backoff.min(retry.throttled).min(retry.cap);
    match retry.jitter {
        Jitter::None | Jitter::Decorrelated => wait,
        Jitter::Equal => wait.scale(0.5),
        Jitter::Full => Span::ZERO,
    }
}

/// A wait that is longer than the longest.
pub fn cut(section: &Section, key: &str, wait: Span, cap: Span, problems: &mut Problems) {
    let key = if section.gives(key) { key } else { "cap" };
    let title = format!("no wait is as long as {}", time(wait));
    let label = format!("each is cut to `cap`, and that is {}", time(cap));
    let problem = Problem::warning(section.place(key), title, label, "the waits don't grow, and are shorter than they seem");
    problems.add(problem.help(format!("write a `cap` of {} or more, or a shorter wait", time(wait))));
}

/// A budget that can't pay for a retry.
fn of_budget(budget: &Budget, section: &Section, problems: &mut Problems) {
    let costs =
        [("retry", budget.retry, "an error"), ("throttled", budget.throttled, "a throttle"), ("timeout", budget.timeout, "a timeout")];
    let dear: Vec<_> = costs.into_iter().filter(|(_, cost, _)| *cost > budget.size).collect();
    let Some((key, cost, first)) = dear.first() else { return };
    let after = match dear.iter().map(|(.., after)| *after).collect::<Vec<_>>()[..] {
        [one, other] => format!("{one} or {other}"),
        [one, other, third] => format!("{one}, {other} or {third}"),
        _ => (*first).to_owned(),
    };
    let place = if section.gives("size") || !section.gives(key) { section.place("size") } else { section.place(key) };
    let label = format!("a full budget has {} tokens, and a retry costs {cost}", budget.size);
    let why = "what failed is never tried again, whatever `attempts` says";
    let problem = Problem::warning(place, format!("this budget never pays for a retry after {after}"), label, why);
    problems.add(problem.help(format!("write a `size` of {cost} or more, or a smaller `{key}`")));
}
