//! Texts that a class can't read: nothing, too many lines, or too many sentences.

use crate::scenario::problem::{Place, Problem, Problems};
use crate::scenario::text::Text;
use crate::scenario::{Places, Scenario, Scene, ScenePlaces};
use crate::ui::room::{Tight, Words, tight};

/// The most sentences that are read while something moves.
const SENTENCES: usize = 3;

pub fn words(scenario: &Scenario, places: &Places, problems: &mut Problems) {
    sentences(&scenario.summary, places.summary, problems);
    for (scene, places) in scenario.scenes.iter().zip(&places.scenes) {
        nothing(scene, places, problems);
        let tight = tight(scenario, scene);
        let of = |words| tight.iter().find(|tight| tight.words == words);
        // The answer stands with its question: where that is too long, so is this.
        if let Some(tight) = of(Words::Question).or(of(Words::Answer)).or(of(Words::Caption)) {
            long(scene, *tight, places, problems);
        }
        sentences(&scene.say, places.say, problems);
        if let Some(ask) = &scene.ask {
            sentences(&ask.prompt, places.prompt, problems);
            sentences(&ask.why, places.why, problems);
        }
        if let Some(turn) = &scene.turn {
            sentences(&turn.goal, places.goal, problems);
        }
    }
}

/// A scene without words.
fn nothing(scene: &Scene, places: &ScenePlaces, problems: &mut Problems) {
    let has_words = !scene.say.is_empty() || scene.ask.is_some() || scene.turn.is_some();
    // Of a scene that shows nothing at all the usual check has said so.
    let is_doubted = problems.list().iter().any(|problem| problem.place == places.begins);
    if has_words || is_doubted {
        return;
    }
    let why = "the words of the scene before are gone, and the class is not told what to look at";
    let problem = Problem::warning(places.begins, "this scene has nothing to read", "it has neither `say` nor `ask`", why);
    problems.add(problem.help("write into `say` what the class should look at"));
}

/// Words that are cut off.
fn long(scene: &Scene, tight: Tight, places: &ScenePlaces, problems: &mut Problems) {
    let Tight { words, lines, room } = tight;
    let (place, title, label, help) = match words {
        Words::Question => (
            places.prompt,
            "this question is too long",
            format!("with its options it takes {lines} lines of 78 columns, and there is room for {room}"),
            "ask in fewer words, or give fewer or shorter options",
        ),
        Words::Answer => (
            places.why,
            "this answer is too long",
            format!("with the question and its options it takes {lines} lines of 78 columns, and there is room for {room}"),
            "say why in fewer words; what only the presenter needs goes into `notes`",
        ),
        Words::Caption if scene.ask.is_some() => (
            places.why,
            "this answer is too long",
            format!("with the title and the question it takes {lines} lines of 78 columns, and there is room for {room}"),
            "say why in fewer words; what only the presenter needs goes into `notes`",
        ),
        // The usual check has said so of a caption without a goal.
        Words::Caption if scene.turn.is_none() => return,
        Words::Caption => (
            places.goal,
            "this goal is too long",
            format!("with what is said of the knob it takes {lines} lines of 78 columns, and there is room for {room}"),
            "say in fewer words what to reach",
        ),
    };
    let why = "on a screen of 80 columns and 24 rows the end of it is cut off";
    problems.add(Problem::warning(place, title, label, why).help(help));
}

/// A text that is too long to be read beside something that moves.
fn sentences(text: &Text, place: Place, problems: &mut Problems) {
    let count = count(text.as_str());
    if count > SENTENCES {
        let label = format!("it has {count} sentences, and three are enough");
        let why = "a class reads or watches, not both";
        let problem = Problem::warning(place, "this text is too long to be read while something moves", label, why);
        problems.add(problem.help("say less, or make two scenes of it; what only the presenter needs goes into `notes`"));
    }
}

/// How many sentences a text has; its last may lack an end.
fn count(text: &str) -> usize {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_end_matches(['"', '\'', ')', '”', '’', '»'])).collect();
    // A word with a dot in it as well is short for something.
    let ends = |word: &&&str| {
        word.ends_with(['.', '!', '?']) && !(word.ends_with('.') && word[..word.len() - 1].contains('.') && !word.ends_with(".."))
    };
    let ended = words.iter().filter(ends).count();
    ended + usize::from(words.last().is_some_and(|word| !word.ends_with(['.', '!', '?'])))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn sentences_are_counted_by_their_ends() {
        for (text, sentences) in [
            ("", 0),
            ("No end", 1),
            ("One. Two! Three?", 3),
            ("It takes 1.4 s, e.g. by call. That's all", 2),
            ("Wait... and see.", 2),
            ("He said \"stop.\" She (too.) did.", 3),
        ] {
            assert_eq!(count(text), sentences, "{text}");
        }
    }
}
