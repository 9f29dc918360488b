//! Doubts about what brokers that push or deliver do after a failure.

use super::expect::SURE;
use super::look::Spot;
use super::retry::cut;
use super::times::sum;
use super::words::time;
use super::{Problem, Problems, Section};
use crate::id::NodeId;
use crate::scenario::measure::LaneKey;
use crate::scenario::problem::Place;
use crate::scenario::{Jitter, Part, Push, Queue, Redelivery, Topic};
use crate::time::Span;

pub fn of_queue(spot: Spot<'_>, queue: &Queue, problems: &mut Problems) {
    let (Some(push), section) = (&queue.push, spot.section()) else { return };
    for key in ["on_error", "on_throttle"] {
        if let Some(again) = section.table(key) {
            too_long(again, problems);
            waits_too_old(again, push.max_age, problems);
        }
    }
    let endless = is_endless(&push.on_error) && is_endless(&push.on_throttle) && push.max_age.is_none() && queue.retention.is_none();
    if let (Some(dead), true) = (section.text("dead_letter"), endless) {
        never_set_aside(
            dead.place,
            "`on_error` and `on_throttle` try again without end",
            "a `max_age`, or `retries` in `on_error`",
            problems,
        );
    }
    let kept = queue.dead_letter.is_some() || !push.on_error.0.is_empty();
    lost_at_once(spot, push.to, kept, section.place("push"), "on_error", problems);
    after_the_end(spot, push, problems);
}

pub fn of_topic(spot: Spot<'_>, topic: &Topic, problems: &mut Problems) {
    if let Some(again) = spot.section().table("retry") {
        too_long(again, problems);
    }
    for (subscriber, (name, section)) in topic.subscribers.iter().zip(spot.section().named("subscribers").unwrap_or_default()) {
        if let Some(again) = section.table("retry") {
            too_long(again, problems);
        }
        if let (Some(dead), true) = (section.text("dead_letter"), is_endless(&subscriber.retry)) {
            never_set_aside(dead.place, "deliveries are tried again without end", "`retries` in `retry`", problems);
        }
        let kept = subscriber.dead_letter.is_some() || !subscriber.retry.0.is_empty();
        lost_at_once(spot, subscriber.to, kept, name.place, "retry", problems);
    }
}

fn is_endless(again: &Redelivery) -> bool {
    again.0.iter().any(|stage| stage.times == u32::MAX)
}

/// A first wait that is longer than the longest.
fn too_long(section: &Section, problems: &mut Problems) {
    let default = Span::from_millis(300_000);
    let (backoff, cap) = (section.time("backoff"), section.time("cap").unwrap_or(default));
    if let Some(backoff) = backoff.filter(|backoff| *backoff > cap && (section.gives("backoff") || section.gives("cap"))) {
        cut(section, "backoff", backoff, cap, problems);
    }
}

/// Waits after which the message is too old.
fn waits_too_old(section: &Section, max_age: Option<Span>, problems: &mut Problems) {
    let (Some(max_age), Some(waits)) = (max_age, section.times("waits")) else { return };
    let ages = (1..=waits.len()).map(|tries| sum(waits[..tries].iter().map(|(wait, _)| *wait)));
    let Some((age, (_, place))) = ages.zip(waits).find(|(age, _)| *age > max_age) else { return };
    let label = format!("by then it is {} old, and `max_age` is {}", time(age), time(max_age));
    let problem = Problem::warning(*place, "the try after this wait never comes", label, "the message is given up before it");
    problems.add(problem.help("write a longer `max_age`, or shorter waits"));
}

/// A dead-letter queue that nothing ever gets to.
fn never_set_aside(place: Place, label: &str, what: &str, problems: &mut Problems) {
    let title = "nothing is ever set aside here";
    let why = "what can't be delivered goes round for ever, and the dead-letter queue stays empty";
    problems.add(Problem::warning(place, title, label, why).help(format!("write {what}, so that a message is given up some day")));
}

/// Messages that are lost at their first error.
fn lost_at_once(spot: Spot<'_>, to: NodeId, kept: bool, place: Place, key: &str, problems: &mut Problems) {
    let receiver = spot.at(to);
    let lost = receiver.failures(1);
    if kept || lost < 1.0 || !matches!(receiver.node.part, Part::Service(_)) || spot.look.shows(spot.lane_id, &[LaneKey::Lost]) {
        return;
    }
    let title = format!("what fails at `{}` is lost at once", receiver.name());
    let label = "there is no second try, and no dead-letter queue";
    let why = format!("about {lost:.0} messages are gone, and nobody is told");
    let help = format!(
        "write {key} = {{ backoff = \"1s\", retries = 3 }} and a `dead_letter`; if it is meant, say so with a claim such as {}",
        spot.claim("lost")
    );
    problems.add(Problem::warning(place, title, label, why).help(help));
}

/// A first further try that the run is too short for.
fn after_the_end(spot: Spot<'_>, push: &Push, problems: &mut Problems) {
    let Some(first) = push.on_error.0.first().filter(|stage| stage.jitter != Jitter::Full) else { return };
    let wait = if first.jitter == Jitter::Equal { first.wait.scale(0.5) } else { first.wait }.min(first.cap);
    let meant = spot.look.shows(spot.lane_id, &[LaneKey::InSystem]);
    if wait < spot.look.rest() || spot.at(push.to).failures(1) < SURE || meant {
        return;
    }
    let place = spot.section().table("on_error").map_or(spot.value("push"), |section| match section.times("waits") {
        Some([(_, place), ..]) => *place,
        _ => section.place("backoff"),
    });
    let title = format!("no push of `{}` is made again before the end of the run", spot.name());
    let label = format!("after an error it waits {}, and the run lasts {}", time(wait), time(spot.look.scenario.duration));
    let problem = Problem::warning(place, title, label, "what failed just waits: nobody sees the second try");
    problems.add(problem.help("make `duration` longer, or write shorter waits in `on_error`"));
}
