//! Checks the faults: when, what, how much, and which nodes they hit.

use super::target::targets;
use super::{Problem, Problems, Section, Text, limit, written};
use crate::scenario::written::Amount;
use crate::scenario::{Fault, FaultKind, Lane};
use crate::time::{Span, Time};

/// One fault; nothing if a problem was noted, a needed key is missing, or it would come too late. `known` says whether the names of all nodes are.
pub fn fault(section: &Section, lanes: &[Lane], known: bool, duration: Span, problems: &mut Problems) -> Option<Fault> {
    let (at, lasts) = (section.time("at"), section.time("for"));
    let kind = kind(section, problems);
    let on = section.text("on");
    let on_links = matches!(section.word("kind"), Some("loss" | "delay" | "duplicate" | "partition"));
    let targets = on.map(|on| targets(on, on_links, lanes, known, problems)).unwrap_or_default();
    let at = at?;
    if at >= duration {
        let label = format!("the run ends at {}", written(duration));
        let problem = Problem::warning(section.place("at"), "this fault begins after the end of the run", label, "it does nothing");
        problems.add(problem.help("let it begin earlier, or make `duration` longer"));
        return None;
    }
    let at = Time::START + at;
    let end = Time::START + duration;
    let until = lasts.map_or(end, |lasts| at + lasts);
    Some(Fault { at, until, kind: kind?, on: Text::name(&on?.text), targets })
}

/// The largest factor of `slow`.
const MOST: f64 = 1e6;

/// The kind with its amount.
fn kind(section: &Section, problems: &mut Problems) -> Option<FaultKind> {
    let amount = section.amount("amount").copied();
    let word = section.word("kind")?;
    let Some((means, example)) = meaning(word) else {
        if section.has("amount") {
            let label = format!("a fault of the kind {word} has no amount");
            problems.add(Problem::new(section.key_place("amount"), "this `amount` means nothing", label).help("remove it"));
        }
        return plain(word);
    };
    let help = format!("`amount` is {means}: write, for example, amount = {example}");
    if !section.has("amount") {
        let problem = Problem::new(section.place("kind"), format!("a fault of the kind {word} needs an `amount`"), "`amount` is missing");
        problems.add(problem.help(help));
        return None;
    }
    let kind = with_amount(word, amount?);
    if kind.is_none() {
        let label = match word {
            "slow" => format!("expected a factor above 0, up to {MOST}"),
            "throttle" => format!("expected a rate above 0, up to {}/s", limit::RATE),
            "delay" => "expected a time above 0s".to_owned(),
            _ => "expected a share from 0 to 1".to_owned(),
        };
        let title = format!("this `amount` doesn't fit the kind {word}");
        problems.add(Problem::new(section.place("amount"), title, label).help(help));
    }
    kind
}

/// What the amount of a kind is, with an example; nothing for kinds without.
fn meaning(word: &str) -> Option<(&'static str, &'static str)> {
    match word {
        "slow" => Some(("how many times as long work takes", "\"10x\"")),
        "errors" => Some(("the share that fails", "\"20%\"")),
        "throttle" => Some(("how many a second are let through", "\"5/s\"")),
        "loss" => Some(("the share that is lost", "\"20%\"")),
        "delay" => Some(("how much longer a crossing takes", "\"2s\"")),
        "duplicate" => Some(("the share that arrives twice", "\"20%\"")),
        _ => None,
    }
}

/// The kinds without an amount.
fn plain(word: &str) -> Option<FaultKind> {
    match word {
        "outage" => Some(FaultKind::Outage),
        "hang" => Some(FaultKind::Hang),
        "crash" => Some(FaultKind::Crash),
        "partition" => Some(FaultKind::Partition),
        _ => None,
    }
}

/// The kinds with an amount, if it is one for them.
fn with_amount(word: &str, amount: Amount) -> Option<FaultKind> {
    match (word, amount) {
        ("slow", Amount::Factor(factor) | Amount::Bare(factor)) if factor > 0.0 && factor <= MOST => Some(FaultKind::Slow(factor)),
        ("errors", Amount::Share(share) | Amount::Bare(share)) if share <= 1.0 => Some(FaultKind::Errors(share)),
        ("loss", Amount::Share(share) | Amount::Bare(share)) if share <= 1.0 => Some(FaultKind::Loss(share)),
        ("duplicate", Amount::Share(share) | Amount::Bare(share)) if share <= 1.0 => Some(FaultKind::Duplicate(share)),
        ("throttle", Amount::Rate(rate)) if rate > 0.0 => Some(FaultKind::Throttle(rate)),
        ("delay", Amount::Time(delay)) if delay > Span::ZERO => Some(FaultKind::Delay(delay)),
        _ => None,
    }
}
