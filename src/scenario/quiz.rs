//! The questions of the quiz: data, each with the lesson and the scene that show its answer.

use toml::de::{DeTable, DeValue};

use super::text::Text;
use super::tree::{list, only, text};

/// The questions inside the program.
pub const SHIPPED: &str = include_str!("../../quiz/questions.toml");

/// The most options: each has a key with a digit.
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=9;

/// The keys of a question.
const KEYS: [&str; 11] = ["id", "topic", "kind", "ask", "options", "correct", "why", "source", "lesson", "scene", "explained_only"];

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What one calls it by; no two have the same.
    pub id: Text,
    /// What it is about, in a word.
    pub topic: Text,
    /// How many of its options are right.
    pub kind: Kind,
    /// The question itself.
    pub ask: Text,
    /// The answers to choose from, 2 to 9 of them.
    pub options: Vec<Text>,
    /// The places of the right ones, from 0, in order; at least one.
    pub correct: Vec<usize>,
    /// Why they are right.
    pub why: Text,
    /// The address of a page that says so; may be empty.
    pub source: Text,
    /// What shows it.
    pub shown: Option<Shown>,
    /// Whether no run shows the answer: the scene shows what comes nearest to it.
    pub explained_only: bool,
}

/// How many options are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of two: true or false.
    TrueFalse,
    /// One.
    Single,
    /// Several, and only all of them together.
    Multi,
}

/// A lesson, and the scene of it that shows the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The lesson by its name.
    pub lesson: Text,
    /// The title of the scene; the lesson's beginning if it is empty.
    pub scene: Text,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::TrueFalse, Self::Single, Self::Multi];

    /// Its word in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::TrueFalse => "true-false",
            Self::Single => "single",
            Self::Multi => "multi",
        }
    }
}

impl Question {
    /// Whether these options, by their places, are the right ones and no others.
    #[must_use]
    pub fn is_right(&self, chosen: &[usize]) -> bool {
        let mut chosen = chosen.to_vec();
        chosen.sort_unstable();
        chosen.dedup();
        chosen == self.correct
    }
}

/// The questions of a file, in its order.
///
/// # Errors
///
/// What is wrong with it, with the question in which it is.
pub fn read(source: &str) -> Result<Vec<Question>, String> {
    let tree = DeTable::parse(source).map_err(|error| error.to_string())?.into_inner();
    only(&tree, &["question"])?;
    let mut questions: Vec<Question> = Vec::new();
    for (number, tree) in (1..).zip(list(&tree, "question")?) {
        let name = tree.get_ref().get("id").and_then(|id| id.get_ref().as_str()).map_or_else(|| number.to_string(), str::to_owned);
        let line = 1 + source[..tree.span().start].matches('\n').count();
        let at = |problem: String| format!("line {line}, question {}: {problem}", Text::name(&name));
        let question = tree.get_ref().as_table().ok_or_else(|| "it is not a table".to_owned()).and_then(one).map_err(at)?;
        if questions.iter().any(|other| other.id == question.id) {
            return Err(at("another has the same `id`".to_owned()));
        }
        questions.push(question);
    }
    Ok(questions)
}

fn one(tree: &DeTable<'_>) -> Result<Question, String> {
    only(tree, &KEYS)?;
    let word = text(tree, "kind")?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
    let kind = kind.ok_or_else(|| "`kind` is true-false, single or multi".to_owned())?;
    let options: Option<Vec<Text>> = list(tree, "options")?.iter().map(|option| option.get_ref().as_str().map(Text::prose)).collect();
    let options = options.filter(|options| OPTIONS.contains(&options.len())).ok_or("`options` needs 2 to 9 texts")?;
    let place = |value: &DeValue<'_>| value.as_integer()?.as_str().parse::<usize>().ok().filter(|place| *place < options.len());
    let correct: Option<Vec<usize>> = list(tree, "correct")?.iter().map(|value| place(value.get_ref())).collect();
    let mut correct = correct.ok_or_else(|| format!("`correct` needs places from 0 to {}", options.len() - 1))?;
    correct.sort_unstable();
    correct.dedup();
    match (kind, correct.len()) {
        (Kind::TrueFalse, _) if options.len() != 2 => return Err("a true-false question has 2 options".to_owned()),
        (Kind::TrueFalse | Kind::Single, 1) | (Kind::Multi, 1..) => {}
        (Kind::TrueFalse | Kind::Single, _) => return Err(format!("a {word} question has one place in `correct`")),
        (Kind::Multi, _) => return Err("a multi question has at least one place in `correct`".to_owned()),
    }
    let maybe = |key: &str| tree.get(key).and_then(|value| value.get_ref().as_str()).map(Text::prose).unwrap_or_default();
    let lesson = maybe("lesson");
    Ok(Question {
        id: Text::name(&text(tree, "id")?),
        topic: Text::name(&text(tree, "topic")?),
        kind,
        ask: Text::prose(&text(tree, "ask")?),
        options,
        correct,
        why: Text::prose(&text(tree, "why")?),
        source: maybe("source"),
        shown: (!lesson.is_empty()).then(|| Shown { lesson, scene: maybe("scene") }),
        explained_only: tree.get("explained_only").and_then(|value| value.get_ref().as_bool()).unwrap_or(false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        "[[question]]\nid = 'a'\ntopic = 'sqs'\nkind = 'multi'\nask = 'Which?'\noptions = ['x', 'y', 'z']\ncorrect = [2, 0]\nwhy = 'So.'\n";

    #[test]
    fn only_all_the_right_options_together_are_right() {
        let question = &read(GOOD).unwrap()[0];
        assert!(question.is_right(&[0, 2]) && question.is_right(&[2, 0, 2]));
        assert!(!question.is_right(&[0]) && !question.is_right(&[0, 1, 2]) && !question.is_right(&[]));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let spoiled = [
            ("kind = 'multi'", "kind = 'many'", "line 1, question a: `kind`"),
            ("kind = 'multi'", "kind = 'single'", "one place"),
            ("kind = 'multi'", "kind = 'true-false'", "2 options"),
            ("[2, 0]", "[3]", "places from 0 to 2"),
            ("[2, 0]", "[]", "at least one"),
            ("['x', 'y', 'z']", "['x']", "2 to 9"),
            ("ask = 'Which?'", "", "`ask` needs a text"),
            ("why", "because", "unknown key `because`"),
        ];
        for (from, to, complaint) in spoiled {
            let problem = read(&GOOD.replace(from, to)).unwrap_err();
            assert!(problem.contains(complaint), "{to}: {problem}");
        }
        assert!(read(&format!("{GOOD}{GOOD}")).unwrap_err().contains("line 9, question a: another"));
    }
}
