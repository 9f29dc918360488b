//! Doubts about scenes that show nothing, too much at once, or for too long or too short.

use unicode_width::UnicodeWidthStr;

use super::look::Look;
use super::words::{number, time};
use super::{Problem, Problems, Section};
use crate::scenario::{Begin, Moment, Part, Scenario, Scene};
use crate::time::{Span, Time};

/// What a screen of 80 columns and 24 rows has room for: columns and lines.
const CAPTION: (usize, usize) = (78, 3);
/// The words that stand behind the caption of a scene that waits.
const GOES_ON: &str = " (Space goes on.)";
/// Nobody watches a scene for longer, in seconds of the wall clock.
const LONGEST: f64 = 600.0;
/// Nobody reads a caption in less.
const SHORTEST: f64 = 1.0;

pub fn scenes(look: &Look<'_>, problems: &mut Problems) {
    for (scene, section) in look.scenario.scenes.iter().zip(look.file.list("scene")) {
        empty(scene, section, problems);
        caption(scene, section, problems);
        if let Begin::First(moment) = scene.begins {
            never(look, moment, section, problems);
        }
    }
    pace(look, problems);
}

fn empty(scene: &Scene, section: &Section, problems: &mut Problems) {
    let shows = ["title", "say", "notes", "speed", "pause", "focus", "view", "ask", "turn"];
    if !shows.into_iter().any(|key| section.has(key)) && scene.say.is_empty() {
        let key = if section.has("at") { "at" } else { "when" };
        let problem = Problem::warning(section.place(key), "this scene shows nothing", "it says only when it begins", "nobody notices it");
        problems.add(problem.help("write a `title` and what to `say`, or a `speed`, a `view` or a `focus`; or remove this scene"));
    }
}

fn caption(scene: &Scene, section: &Section, problems: &mut Problems) {
    let (columns, most) = CAPTION;
    let say = format!("{}{}", scene.say, if scene.pause { GOES_ON } else { "" });
    let with_title = if scene.title.is_empty() { say.clone() } else { format!("{}: {say}", scene.title) };
    let needed = lines(&with_title, columns);
    // A short one leaves the title a line of its own.
    if scene.say.is_empty() || needed <= most || lines(&say, columns) < most {
        return;
    }
    let label = format!("with its title it takes {needed} lines of {columns} columns, and there is room for {most}");
    let why = "on a screen of 80 columns the end of it is cut off";
    let problem = Problem::warning(section.key_place("say"), "this caption is too long", label, why);
    problems.add(problem.help("say less, or make two scenes of it; what only the presenter needs goes into `notes`"));
}

/// How many lines words take, broken between words.
fn lines(words: &str, columns: usize) -> usize {
    let mut lines = 0;
    let mut used = columns;
    for word in words.split_whitespace().map(UnicodeWidthStr::width) {
        if used + 1 + word <= columns {
            used += 1 + word;
        } else {
            // A word that is wider than a line is broken.
            lines += word.div_ceil(columns).max(1);
            used = word % columns;
        }
    }
    lines
}

/// A scene that begins with what can't happen.
fn never(look: &Look<'_>, moment: Moment, section: &Section, problems: &mut Problems) {
    let scenario = look.scenario;
    let any = |has: &dyn Fn(&Part) -> bool| scenario.lanes.iter().flat_map(|lane| &lane.nodes).any(|node| has(&node.part));
    let turns = |key: &str| scenario.lane_ids().any(|(lane, _)| look.turns_any(lane, &[key]));
    let (can, label) = match moment {
        Moment::Timeout => {
            let can = any(&|part| matches!(part, Part::Sender(sender) if sender.timeout.is_some())) || turns("timeout");
            (can, "no sender has a `timeout`")
        }
        Moment::Retry => {
            let can = any(&|part| matches!(part, Part::Sender(sender) if sender.retry.attempts > 1)) || turns("attempts");
            (can, "no sender has a `retry`")
        }
        Moment::Return => (any(&|part| matches!(part, Part::Queue(queue) if queue.push.is_none())), "no queue is polled"),
        Moment::DeadLetter => (sets_aside(scenario), "there is no `dead_letter`"),
        Moment::Expiry => {
            let ages = |part: &Part| {
                let Part::Queue(queue) = part else { return false };
                queue.retention.is_some() || queue.push.as_ref().is_some_and(|push| push.max_age.is_some())
            };
            (any(&ages), "no queue has a `retention` or a `max_age`")
        }
        _ => (true, ""),
    };
    if !can {
        let problem = Problem::warning(section.place("when"), "this scene never begins", label, "there is no such moment in any lane");
        problems.add(problem.help("write an instant in place of it, such as at = \"10s\", or give a lane what it takes"));
    }
}

fn sets_aside(scenario: &Scenario) -> bool {
    scenario.lanes.iter().any(|lane| lane.node_ids().any(|(id, _)| !lane.dead_letters(id).is_empty()))
}

/// Scenes that take far too long, or are over before one can read them.
fn pace(look: &Look<'_>, problems: &mut Problems) {
    let scenario = look.scenario;
    // A scene that begins with something that happens may come in between anywhere, with a speed of its own.
    if scenario.scenes.iter().any(|scene| !matches!(scene.begins, Begin::At(_))) {
        return;
    }
    let at = |scene: &Scene| if let Begin::At(at) = scene.begins { at } else { Time::NEVER };
    let mut all: Vec<(&Scene, &Section)> = scenario.scenes.iter().zip(look.file.list("scene")).collect();
    all.retain(|(scene, _)| at(scene) < scenario.end());
    all.sort_by_key(|(scene, _)| at(scene));
    let mut speed = 1.0;
    for (place, (scene, section)) in all.iter().enumerate() {
        speed = scene.speed.unwrap_or(speed);
        let next = all.get(place + 1).map(|(next, _)| *next);
        let span = next.map_or(scenario.end(), at).since(at(scene));
        let wall = span.seconds() / speed;
        if wall > LONGEST {
            slow(section, span, speed, problems);
        } else if wall < SHORTEST && !scene.say.is_empty() && !scene.pause && next.is_some_and(|next| !next.pause || span == Span::ZERO) {
            let label = if span == Span::ZERO {
                "the next scene begins at the same instant".to_owned()
            } else {
                format!("at a speed of {}x the next scene begins {} later", number(speed), time(Span::from_seconds(wall)))
            };
            let problem = Problem::warning(section.key_place("say"), "nobody can read this caption", label, "it is gone at once");
            problems.add(problem.help("write pause = true, a lower `speed`, or let the next scene begin later"));
        }
    }
}

fn slow(section: &Section, span: Span, speed: f64, problems: &mut Problems) {
    let place = if section.has("speed") { section.place("speed") } else { section.place("at") };
    let wall = Span::from_seconds(span.seconds() / speed);
    let label = format!("{} at a speed of {}x take {wall}", time(span), number(speed));
    let problem = Problem::warning(place, "this scene takes more than ten minutes", label, "nobody watches that long");
    let enough = (span.seconds() / 60.0).ceil();
    problems.add(problem.help(format!("write a higher `speed`, such as speed = \"{enough:.0}x\", or let the next scene begin earlier")));
}
