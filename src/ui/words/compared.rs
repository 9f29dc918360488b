//! What lanes have in common and what not, aspect by aspect: from the file, and from what was measured in the whole run.

use crate::id::LaneId;
use crate::measure::LaneMeasures;
use crate::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat, Unit};
use crate::scenario::{Lane, Part, Scenario, Style, Whence};

/// How lanes compare in one respect.
#[derive(Clone, Debug, PartialEq)]
pub struct Aspect {
    /// In which.
    pub name: &'static str,
    /// What there is to say of each lane.
    pub cells: Vec<String>,
    /// How the second differs from the first; nothing if there are not two.
    pub difference: String,
    /// Whether it was measured, or else stands in the file.
    pub is_measured: bool,
}

/// What is compared of a message's times.
const TIMES: [(&str, LatencyKey, Stat); 7] = [
    ("caller blocked, p50", LatencyKey::Blocked, Stat::P50),
    ("caller blocked, p99", LatencyKey::Blocked, Stat::P99),
    ("ack, p50", LatencyKey::Ack, Stat::P50),
    ("result known, p50", LatencyKey::Result, Stat::P50),
    ("end to end, p50", LatencyKey::EndToEnd, Stat::P50),
    ("end to end, p99", LatencyKey::EndToEnd, Stat::P99),
    ("end to end, max", LatencyKey::EndToEnd, Stat::Max),
];

/// Compares lanes; the measures are those of all lanes of the scenario, if they are known yet.
#[must_use]
pub fn compared(scenario: &Scenario, lanes: &[LaneId], measures: Option<&[LaneMeasures]>) -> Vec<Aspect> {
    let plans: Vec<&Lane> = lanes.iter().map(|lane| scenario.lane(*lane)).collect();
    let measures: Option<Vec<&LaneMeasures>> = measures.map(|all| lanes.iter().filter_map(|lane| all.get(lane.index())).collect());
    let hand_over: Vec<bool> = plans.iter().map(|lane| lane.hands_over()).collect();
    let said = |name, tell: &dyn Fn(&Lane) -> String, differs: &str| {
        let cells: Vec<String> = plans.iter().map(|lane| tell(lane)).collect();
        let difference = match &cells[..] {
            [one, other] if one == other => "the same",
            _ if hand_over == [false, true] => differs,
            _ => "",
        };
        Aspect { name, difference: difference.to_owned(), cells, is_measured: false }
    };
    let mut aspects =
        vec![said("communication", &mode, "a result comes another way"), said("the caller", &caller, "free long before the end")];
    aspects.push(said("latency, in books", &in_books, "see what was measured"));
    let times = TIMES
        .map(|(name, key, stat)| figure(name, Unit::Seconds, measures.as_deref(), lanes.len(), |lane| lane.latency(key).seconds(stat)));
    aspects.extend(times);
    let number = |name, unit, key: LaneKey| figure(name, unit, measures.as_deref(), lanes.len(), |lane| lane.number(key));
    aspects.push(number("callers stood still", Unit::Share, LaneKey::BlockedShare));
    aspects.push(number("completed", Unit::Count, LaneKey::Completed));
    aspects.push(figure("came to a bad end", Unit::Count, measures.as_deref(), lanes.len(), bad_ends));
    aspects.push(number("not finished", Unit::Count, LaneKey::InSystem));
    aspects.push(number("attempts", Unit::Count, LaneKey::Attempts));
    // What went wrong in no lane is no difference.
    let happened = |of: &dyn Fn(&LaneMeasures) -> Option<f64>| measures.iter().flatten().any(|lane| of(lane) > Some(0.0));
    if happened(&|lane| lane.number(LaneKey::Duplicates)) {
        aspects.push(number("handed out again", Unit::Count, LaneKey::Duplicates));
        aspects.push(number("work carried out", Unit::Count, LaneKey::Effects));
    }
    if happened(&overtaken) {
        aspects.push(figure("done out of order", Unit::Count, measures.as_deref(), lanes.len(), overtaken));
    }
    if happened(&|lane| lane.number(LaneKey::OrphanedWork)) {
        aspects.push(number("work for nobody", Unit::Seconds, LaneKey::OrphanedWork));
    }
    aspects.push(said("patience", &patience, ""));
    aspects.push(said("a failure is told", &told, "later, and to others"));
    aspects.push(said("dead letters", &dead_letters, ""));
    aspects.push(count("parts", &plans, |lane| lane.nodes.len()));
    aspects.push(count("settings in the file", &plans, settings));
    aspects.push(count("links between them", &plans, links));
    aspects.push(ends(plans.len(), measures.as_deref()));
    aspects.push(said("use it when", &when, "who needs the result, and when?"));
    aspects.push(said("services", &services, ""));
    aspects
}

/// A figure of each lane, with the difference as a factor.
fn figure(
    name: &'static str,
    unit: Unit,
    measures: Option<&[&LaneMeasures]>,
    lanes: usize,
    of: impl Fn(&LaneMeasures) -> Option<f64>,
) -> Aspect {
    let Some(measures) = measures else {
        return Aspect { name, cells: vec!["not yet".to_owned(); lanes], difference: String::new(), is_measured: true };
    };
    let numbers: Vec<Option<f64>> = measures.iter().map(|lane| of(lane)).collect();
    let cells = numbers.iter().map(|number| number.map_or_else(|| "none".to_owned(), |number| unit.show(number))).collect();
    let difference = match numbers[..] {
        [Some(one), Some(other)] => difference(unit, one, other),
        _ => String::new(),
    };
    Aspect { name, cells, difference, is_measured: true }
}

/// How the second figure differs from the first, in plain words.
fn difference(unit: Unit, one: f64, other: f64) -> String {
    if one == other {
        return "the same".to_owned();
    }
    // Of what is shown as nothing, nothing is a multiple.
    let is_nothing = |number: f64| number == 0.0 || (unit == Unit::Share && number < 0.0005);
    if unit == Unit::Count || is_nothing(one) || is_nothing(other) {
        let (more, by) = if other > one { ("more", other - one) } else { ("less", one - other) };
        return format!("{} {more}", unit.show(by));
    }
    let (more, factor) = match unit {
        Unit::Seconds if other > one => ("longer", other / one),
        Unit::Seconds => ("shorter", one / other),
        _ if other > one => ("more", other / one),
        _ => ("less", one / other),
    };
    match factor {
        0.0..1.05 => "about the same".to_owned(),
        1.05..10.0 => format!("{factor:.1} times {more}"),
        _ => format!("{factor:.0} times {more}"),
    }
}

fn overtaken(lane: &LaneMeasures) -> Option<f64> {
    let of_workers: Vec<f64> = lane.nodes().iter().filter_map(|node| node.figure(NodeKey::OutOfOrder)).collect();
    (!of_workers.is_empty()).then(|| of_workers.iter().sum())
}

fn bad_ends(lane: &LaneMeasures) -> Option<f64> {
    BAD.iter().map(|(key, _)| lane.number(*key)).sum()
}

const BAD: [(LaneKey, &str); 5] = [
    (LaneKey::Failed, "failed"),
    (LaneKey::Rejected, "rejected"),
    (LaneKey::DeadLettered, "dead-lettered"),
    (LaneKey::Expired, "expired"),
    (LaneKey::Lost, "lost"),
];

/// The ways in which messages came to their ends in the run.
fn ends(lanes: usize, measures: Option<&[&LaneMeasures]>) -> Aspect {
    let of = |lane: &LaneMeasures| {
        let good = [(LaneKey::Completed, "completed")];
        let cut = [(LaneKey::InSystem, "not finished")];
        let seen = good.iter().chain(&BAD).chain(&cut).filter(|(key, _)| lane.number(*key) > Some(0.0)).map(|(_, word)| *word);
        let seen = seen.collect::<Vec<_>>().join(", ");
        if seen.is_empty() { "none yet".to_owned() } else { seen }
    };
    let cells = measures.map_or_else(|| vec!["not yet".to_owned(); lanes], |measures| measures.iter().map(|lane| of(lane)).collect());
    let same = cells.len() == 2 && cells[0] == cells[1] && measures.is_some();
    let difference = if same { "the same".to_owned() } else { String::new() };
    Aspect { name: "ways to end", cells, difference, is_measured: true }
}

fn mode(lane: &Lane) -> String {
    let words = match (lane.sender().style, lane.sender().ack) {
        _ if asks(lane) => "hand-off, then questions",
        (Style::Calls, _) if lane.hands_over() => "request and receipt",
        (Style::Calls, _) => "request and answer",
        (Style::Sends, true) => "hand-off and receipt",
        (Style::Sends, false) => "hand-off, no receipt",
    };
    words.to_owned()
}

fn caller(lane: &Lane) -> String {
    let words = match (lane.hands_over(), lane.sender().timeout) {
        _ if waits_by_asking(lane) => "stands still, and asks until it knows",
        (true, _) => "stands still for the hand-off, then works on",
        (false, Some(_)) => "stands still until the answer, an error or its timeout",
        (false, None) => "stands still until the answer or an error, or for ever",
    };
    words.to_owned()
}

/// Whether the sender asks what became of a message.
fn asks(lane: &Lane) -> bool {
    lane.hands_over() && lane.sender().poll.is_some()
}

/// Whether a caller stands still meanwhile.
fn waits_by_asking(lane: &Lane) -> bool {
    lane.hands_over() && lane.sender().poll.is_some_and(|poll| poll.blocks)
}

/// What study books say of the latency; the rows below have what was measured, and it is not always the same.
fn in_books(lane: &Lane) -> String {
    let is_free = lane.hands_over() && !waits_by_asking(lane);
    let words = if is_free { "not relevant at once: nobody waits" } else { "matters: the caller waits for it" };
    words.to_owned()
}

fn patience(lane: &Lane) -> String {
    let sender = lane.sender();
    let tries = match sender.retry.attempts {
        1 => "1 attempt".to_owned(),
        attempts => format!("{attempts} attempts"),
    };
    match sender.timeout {
        Some(timeout) => format!("timeout {timeout}, {tries}"),
        None => format!("no timeout, {tries}"),
    }
}

fn told(lane: &Lane) -> String {
    let words = match (lane.hands_over(), has_dead_letters(lane)) {
        _ if asks(lane) => "to the sender, when it asks",
        (false, _) if lane.sender().timeout.is_none() => "to the caller; silence is never told",
        (false, _) => "to the caller, as soon as it is known",
        (true, false) => "to nobody, if it happens after the hand-off",
        (true, true) => "to whoever looks at the dead letters",
    };
    words.to_owned()
}

fn has_dead_letters(lane: &Lane) -> bool {
    lane.node_ids().any(|(node, _)| !lane.dead_letters(node).is_empty())
}

fn dead_letters(lane: &Lane) -> String {
    let mut queues = lane.nodes.iter().filter_map(|node| if let Part::Queue(queue) = &node.part { Some(queue) } else { None });
    let most = queues.find_map(|queue| queue.dead_letter.and(queue.max_receives));
    match most {
        Some(most) => format!("after {most} receives"),
        None if has_dead_letters(lane) => "yes".to_owned(),
        None => "no queue for them".to_owned(),
    }
}

/// How many settings the file gives, those of presets and what is usual left out.
fn settings(lane: &Lane) -> usize {
    lane.nodes.iter().flat_map(|node| &node.particulars.0).filter(|each| matches!(each.whence, Whence::File | Whence::Instead(_))).count()
}

fn links(lane: &Lane) -> usize {
    lane.node_ids().map(|(node, _)| lane.ways(node).len()).sum()
}

/// How many of something the file has.
fn count(name: &'static str, lanes: &[&Lane], of: impl Fn(&Lane) -> usize) -> Aspect {
    let counts: Vec<usize> = lanes.iter().map(|lane| of(lane)).collect();
    let difference = match counts[..] {
        [one, other] => difference(Unit::Count, one as f64, other as f64),
        _ => String::new(),
    };
    Aspect { name, cells: counts.iter().map(ToString::to_string).collect(), difference, is_measured: false }
}

fn when(lane: &Lane) -> String {
    if !lane.when.is_empty() {
        return lane.when.to_string();
    }
    let words = if lane.hands_over() {
        "the work may be done later: mail, media, orders, fan-out"
    } else {
        "somebody needs the answer to go on: a page, a check, a payment"
    };
    words.to_owned()
}

fn services(lane: &Lane) -> String {
    if !lane.services.is_empty() {
        return lane.services.to_string();
    }
    let words = if lane.hands_over() {
        "SQS, SNS, EventBridge, Lambda Event, S3 events"
    } else {
        "API Gateway, Lambda RequestResponse, RDS, DynamoDB"
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_said_as_people_say_it() {
        assert_eq!(difference(Unit::Seconds, 2.0, 0.1), "20 times shorter");
        assert_eq!(difference(Unit::Seconds, 0.1, 0.25), "2.5 times longer");
        assert_eq!(difference(Unit::Seconds, 0.1, 0.101), "about the same");
        assert_eq!(difference(Unit::Count, 30.0, 12.0), "18 less");
        assert_eq!(difference(Unit::Share, 0.0, 0.5), "50 % more");
        assert_eq!(difference(Unit::Count, 0.0, 0.0), "the same");
    }
}
