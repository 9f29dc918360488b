//! Checks the lesson: scenes in order of time, and claims.

use super::{Problem, Problems, Section, name, prose, written};
use crate::scenario::claim;
use crate::scenario::{Claim, Lane, Scene};
use crate::time::{Span, Time};

/// The scenes of the lesson.
pub fn scenes(sections: &[Section], duration: Span, problems: &mut Problems) -> Vec<Scene> {
    let mut before = Span::ZERO;
    let mut scenes = Vec::new();
    for section in sections {
        let scene = Scene {
            at: Time::START + section.time("at").unwrap_or(before),
            title: section.text("title").map(name).unwrap_or_default(),
            say: section.text("say").map(prose).unwrap_or_default(),
            speed: section.number("speed"),
            pause: section.flag("pause").unwrap_or(false),
        };
        let at = scene.at.since(Time::START);
        if at < before {
            let label = format!("the scene before begins at {}", written(before));
            problems.add(Problem::new(section.place("at"), "the scenes are out of order", label).help("write the scenes in order of time"));
        }
        if at > duration {
            let label = format!("the run ends at {}", written(duration));
            let problem = Problem::new(section.place("at"), "this scene begins after the end of the run", label);
            problems.add(problem.help("let it begin earlier, or make `duration` longer"));
        }
        before = before.max(at);
        scenes.push(scene);
    }
    scenes
}

/// The claims of the lesson; `known` says whether the names of all lanes and nodes are.
pub fn claims(sections: &[Section], lanes: &[Lane], known: bool, problems: &mut Problems) -> Vec<Claim> {
    let mut claims = Vec::new();
    for section in sections {
        let (say, that) = (section.text("say"), section.text("that"));
        let Some(that) = that else { continue };
        match claim::parse(&that.text, lanes) {
            Err(_) if !known => {}
            Err(wrong) => problems.add(Problem::from_wrong(&wrong, that.part(wrong.part.clone()))),
            Ok(condition) => claims.push(Claim {
                say: say.map(prose).unwrap_or_default(),
                that: prose(that),
                left: condition.left,
                op: condition.op,
                factor: condition.factor,
                right: condition.right,
            }),
        }
    }
    claims
}
