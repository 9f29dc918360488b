//! Checks the lesson: its scenes, and its claims.

use super::setting::{Known, resolve};
use super::target::focus;
use super::{Problem, Problems, Quote, Section, name, prose, written};
use crate::scenario::claim;
use crate::scenario::{Ask, Begin, Claim, Condition, Lane, Moment, Scene, Turn, View};
use crate::time::{Span, Time};

/// The scenes of the lesson, in the order of the file.
pub fn scenes(sections: &[Section], known: &Known<'_>, duration: Span, problems: &mut Problems) -> Vec<Scene> {
    let mut before = Span::ZERO;
    let mut scenes = Vec::new();
    for section in sections {
        let begins = begins(section, before, duration, problems);
        if let Begin::At(at) = begins {
            before = before.max(at.since(Time::START));
        }
        let text = |key: &str| section.text(key).map(prose).unwrap_or_default();
        let ask = section.table("ask").and_then(|section| ask(section, problems));
        let turn = section.table("turn").and_then(|section| turn(section, known, problems));
        scenes.push(Scene {
            begins,
            title: section.text("title").map(name).unwrap_or_default(),
            say: text("say"),
            shows: conditions(section, "shows", "say", known, problems),
            notes: text("notes"),
            plan: section.time("plan"),
            speed: section.number("speed"),
            pause: section.flag("pause").unwrap_or(ask.is_some() || turn.is_some()),
            focus: section.text("focus").map(|on| focus(on, known.lanes, known.names, problems)).unwrap_or_default(),
            view: section.word("view").and_then(|word| View::ALL.into_iter().find(|view| view.word() == word)),
            ask,
            turn,
        });
    }
    scenes
}

/// When a scene begins; `before` is where the one before does.
fn begins(section: &Section, before: Span, duration: Span, problems: &mut Problems) -> Begin {
    let moment = section.word("when").and_then(|word| Moment::ALL.into_iter().find(|moment| moment.word() == word));
    match (moment, section.time("at")) {
        (Some(_), _) if section.has("at") => {
            let label = "`at` says already when this scene begins";
            problems.add(Problem::new(section.key_place("when"), "`at` and `when` don't go together", label).help("remove one of the two"));
        }
        (Some(moment), _) => return Begin::First(moment),
        (None, Some(at)) => {
            out_of_order(section, at, before, duration, problems);
            return Begin::At(Time::START + at);
        }
        (None, None) if section.has("at") || section.has("when") => {}
        (None, None) => {
            let problem = Problem::new(section.place, "this scene never begins", "it has neither `at` nor `when`");
            problems.add(problem.help("write, for example, at = \"10s\" or when = \"first timeout\""));
        }
    }
    Begin::At(Time::START + before)
}

/// Warns of a scene that nobody will see where it was meant.
fn out_of_order(section: &Section, at: Span, before: Span, duration: Span, problems: &mut Problems) {
    let place = section.place("at");
    if at > duration {
        let label = format!("the run ends at {}", written(duration));
        let problem = Problem::warning(place, "this scene begins after the end of the run", label, "nobody will ever see it");
        problems.add(problem.help("let it begin earlier, or make `duration` longer"));
    } else if at < before {
        let label = format!("the scene above begins at {}", written(before));
        let why = "scenes play in order of time: this one comes before that one";
        problems.add(Problem::warning(place, "the scenes are out of order", label, why).help("write the scenes in order of time"));
    }
}

/// The most options of a question: each has a key with a digit.
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=9;

fn ask(section: &Section, problems: &mut Problems) -> Option<Ask> {
    let options: Vec<_> = section.texts("options")?.iter().map(prose).collect();
    let answer: usize = section.whole("answer")?;
    if !OPTIONS.contains(&options.len()) {
        let label = format!("here are {}", options.len());
        let problem = Problem::new(section.place("options"), "a question has 2 to 9 options", label);
        problems.add(problem.help("write the answers to choose from, the right one among them"));
    } else if answer >= options.len() {
        let label = format!("the options are counted from 0 to {}", options.len() - 1);
        let problem = Problem::new(section.place("answer"), "this question has no right answer", label);
        problems.add(problem.help("write the place of the right option: 0 is the first"));
    }
    Some(Ask { prompt: section.text("prompt").map(prose)?, options, answer, why: section.text("why").map(prose).unwrap_or_default() })
}

fn turn(section: &Section, known: &Known<'_>, problems: &mut Problems) -> Option<Turn> {
    let (goal, that, with) = (section.text("goal"), section.text("that"), section.text("with"));
    if let Some(with) = with.filter(|with| with.text != "load.rate") {
        resolve(with, known, problems);
    }
    let condition = condition(that?, known.lanes, known.names, problems)?;
    let keeps = conditions(section, "keeps", "goal", known, problems);
    let why = section.text("why").map(prose).unwrap_or_default();
    Some(Turn { goal: prose(goal?), that: prose(that?), condition, with: name(with?), keeps, why })
}

/// Several conditions, as claims that say what stands at another key.
fn conditions(section: &Section, key: &str, say: &str, known: &Known<'_>, problems: &mut Problems) -> Vec<Claim> {
    let say = section.text(say).map(prose).unwrap_or_default();
    let shown = section.texts(key).unwrap_or_default().iter();
    let claim = |that: &Quote| {
        let condition = condition(that, known.lanes, known.names, problems)?;
        Some(Claim { say: say.clone(), that: prose(that), condition })
    };
    shown.filter_map(claim).collect()
}

/// The claims of the lesson; `known` says whether the names of all lanes and nodes are.
pub fn claims(sections: &[Section], lanes: &[Lane], known: bool, problems: &mut Problems) -> Vec<Claim> {
    let mut claims = Vec::new();
    for section in sections {
        let Some(that) = section.text("that") else { continue };
        let say = section.text("say").map(prose).unwrap_or_default();
        claims.extend(condition(that, lanes, known, problems).map(|condition| Claim { say, that: prose(that), condition }));
    }
    claims
}

fn condition(that: &Quote, lanes: &[Lane], known: bool, problems: &mut Problems) -> Option<Condition> {
    match claim::parse(&that.text, lanes) {
        Ok(condition) => Some(condition),
        Err(_) if !known => None,
        Err(wrong) => {
            problems.add(Problem::from_wrong(&wrong, that.part(wrong.part.clone())));
            None
        }
    }
}
