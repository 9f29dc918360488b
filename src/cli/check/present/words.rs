//! Texts that a class can't read: nothing, too many lines, or too many sentences.

use crate::scenario::problem::{Place, Problem, Problems};
use crate::scenario::text::Text;
use crate::scenario::{Ask, Places, Scenario, Scene, ScenePlaces};
use crate::ui::room::{Cut, Tight, Words, cut_names, cut_title, tight};

/// The most sentences that are read while something moves.
const SENTENCES: usize = 3;

pub fn words(scenario: &Scenario, places: &Places, problems: &mut Problems) {
    names(scenario, places, problems);
    sentences(&scenario.summary, places.summary, problems);
    for (scene, places) in scenario.scenes.iter().zip(&places.scenes) {
        nothing(scene, places, problems);
        let tight = tight(scenario, scene);
        let of = |words| tight.iter().find(|tight| tight.words == words);
        // The answer stands with its question: where that is too long, so is this.
        let whole = [Words::Question, Words::Answer, Words::Caption, Words::Vote, Words::Outcome];
        if let Some(tight) = whole.into_iter().find_map(of) {
            long(scene, *tight, places, problems);
        }
        sentences(&scene.say, places.say, problems);
        if let Some(ask) = &scene.ask {
            sentences(&ask.prompt, places.prompt, problems);
            sentences(&ask.why, places.why, problems);
            options(ask, places, problems);
        }
        if let Some(turn) = &scene.turn {
            sentences(&turn.goal, places.goal, problems);
        }
    }
}

/// The names that stand above all that is shown.
fn names(scenario: &Scenario, places: &Places, problems: &mut Problems) {
    let why = "on a screen of 80 columns and 24 rows the end of it is cut off";
    let label = |Cut { cells, room }| format!("it takes {cells} columns, and there is room for {room}");
    if let Some(cut) = cut_title(scenario) {
        let problem = Problem::warning(places.title, "this title is too long", label(cut), why);
        problems.add(problem.help("say in fewer words what the lesson is about; the rest goes into `summary`"));
    }
    for (cut, place) in cut_names(scenario).into_iter().zip(&places.lanes) {
        if let Some(cut) = cut {
            let problem = Problem::warning(*place, "the name of this lane is too long", label(cut), why);
            problems.add(problem.help("name the lane in a few words"));
        }
    }
}

/// Options among which nobody can choose, or that nobody explains.
fn options(ask: &Ask, places: &ScenePlaces, problems: &mut Problems) {
    let alike = |option: usize| ask.options[..option].iter().position(|other| is_alike(other, &ask.options[option]));
    if let Some((second, first)) = (0..ask.options.len()).find_map(|option| Some((option, alike(option)?))) {
        let label = format!("option {} says what option {} says", second + 1, first + 1);
        let why = "a class can't choose between them, and only one of them is right at most";
        let problem = Problem::warning(places.options, "two options have the same words", label, why);
        problems.add(problem.help("leave one out, or write what somebody says who believes something else"));
    }
    if ask.why.is_empty() {
        let why = "who was wrong is told so, and not what to believe instead";
        let problem = Problem::warning(places.why, "this question has no `why`", "nothing stands beside the right answer", why);
        problems.add(problem.help("say in `why` why the right option is right, with a figure in it"));
    }
}

/// Whether two texts are read as the same.
fn is_alike(one: &Text, other: &Text) -> bool {
    let plain = |text: &Text| text.as_str().trim().trim_end_matches('.').to_lowercase();
    plain(one) == plain(other)
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
        Words::Vote => (
            places.prompt,
            "this question is too long for a class",
            format!("with its options and the hands for each it takes {lines} lines of 78 columns, and there is room for {room}"),
            "ask in fewer words, or give fewer or shorter options",
        ),
        Words::Outcome => (
            places.why,
            "this answer is too long for a class",
            format!("with the question, its options and the hands it takes {lines} lines of 78 columns, and there is room for {room}"),
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
