//! Doubts about dead-letter queues that nothing gets to, or that keep nothing.

use super::expect::SURE;
use super::look::Spot;
use super::words::{number, several, time};
use super::{Problem, Problems};
use crate::scenario::measure::LaneKey;
use crate::scenario::{Part, Queue};
use crate::time::Span;

pub fn of_queue(spot: Spot<'_>, queue: &Queue, problems: &mut Problems) {
    let meant = spot.look.shows(spot.lane_id, &[LaneKey::InSystem]);
    if queue.push.is_some() || spot.turns(&["visibility_timeout", "max_receives"]) || meant {
        return;
    }
    let hidden = queue.visibility_timeout;
    let failures = |tries| spot.lane.ways(spot.id).iter().map(|id| spot.at(*id).failures(tries)).sum::<f64>();
    let age = queue.max_receives.map(|receives| hidden * u64::from(receives));
    match (queue.max_receives, age, queue.retention) {
        (_, Some(age), Some(retention)) if age >= retention && hidden < retention => expires_first(spot, age, retention, problems),
        (Some(receives), Some(age), _) if age >= spot.look.rest() && failures(receives) >= 1.0 => {
            let title = "no message can get to the dead-letter queue before the end of the run";
            let label =
                format!("{} take {} at the least, and the run lasts {}", several(u64::from(receives), "receive"), time(age), run(spot));
            let why = format!("each receive that fails hides the message for {}: the dead-letter queue stays empty", time(hidden));
            let problem = Problem::warning(spot.value("max_receives"), title, label, why);
            problems.add(problem.help("write a shorter `visibility_timeout`, a smaller `max_receives`, or make `duration` longer"));
        }
        _ if hidden >= spot.look.rest() && failures(1) >= SURE => {
            let title = format!("what fails in `{}` doesn't come back before the end of the run", spot.name());
            let label = format!("hidden for {}, and the run lasts {}", time(hidden), run(spot));
            let why = format!("about {:.0} messages fail, and none of them is tried again", failures(1));
            let problem = Problem::warning(spot.value("visibility_timeout"), title, label, why);
            problems.add(problem.help("write a shorter `visibility_timeout`, or make `duration` longer"));
        }
        _ => {}
    }
    single_try(spot, queue, problems);
    if let (Some(id), Some(age)) = (queue.dead_letter, age) {
        forgets(spot, queue, spot.at(id), age, problems);
    }
}

fn run(spot: Spot<'_>) -> String {
    time(spot.look.scenario.duration)
}

/// Messages that expire before they were received often enough.
fn expires_first(spot: Spot<'_>, age: Span, retention: Span, problems: &mut Problems) {
    if spot.look.shows(spot.lane_id, &[LaneKey::Expired]) {
        return;
    }
    let title = format!("what keeps failing in `{}` expires before it is set aside", spot.name());
    let label = format!("so many receives take {} at the least, and `retention` is {}", time(age), time(retention));
    let why = "the message is removed, and nobody finds it in the dead-letter queue";
    let problem = Problem::warning(spot.value("max_receives"), title, label, why);
    problems.add(problem.help("write a longer `retention`, a shorter `visibility_timeout`, or a smaller `max_receives`"));
}

/// A transient error that is final.
fn single_try(spot: Spot<'_>, queue: &Queue, problems: &mut Problems) {
    let errors = |part: &Part| if let Part::Worker(worker) = part { worker.work.errors } else { 0.0 };
    let workers = spot.lane.ways(spot.id);
    let Some(worker) = workers.iter().map(|id| spot.at(*id)).find(|worker| errors(&worker.node.part) > 0.0) else { return };
    if queue.max_receives != Some(1) || spot.look.shows(spot.lane_id, &[LaneKey::DeadLettered]) {
        return;
    }
    let title = format!("a single error in `{}` sets a message aside", worker.name());
    let share = number(errors(&worker.node.part) * 100.0);
    let label = format!("`{}` fails {share}% of the time", worker.name());
    let why = "most errors pass by themselves: a second try would do the work";
    let help = format!(
        "write max_receives = 3 or more (AWS advises at least 5 in front of a function); if it is meant, say so with a claim such as {}",
        spot.claim("dead_lettered")
    );
    problems.add(Problem::warning(spot.value("max_receives"), title, label, why).help(help));
}

/// A dead-letter queue that removes what it should keep.
fn forgets(spot: Spot<'_>, queue: &Queue, dead: Spot<'_>, age: Span, problems: &mut Problems) {
    let Part::Queue(Queue { retention: Some(kept), .. }) = &dead.node.part else { return };
    let (title, label) = match queue.retention {
        _ if *kept <= age => {
            let title = format!("`{}` removes every message as soon as it gets it", dead.name());
            (title, format!("what comes from `{}` is {} old at the least", spot.name(), time(age)))
        }
        Some(retention) if *kept < retention => {
            let title = format!("`{}` may remove a message as soon as it gets it", dead.name());
            (title, format!("shorter than the {} of `{}`", time(retention), spot.name()))
        }
        _ => return,
    };
    let why = "the age counts from the first send, in the dead-letter queue too: there is no time to look at them";
    let problem = Problem::warning(dead.value("retention"), title, label, why);
    problems.add(problem.help("give the dead-letter queue the longest `retention` of all, such as \"14d\""));
}
