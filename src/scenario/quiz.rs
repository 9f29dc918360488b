//! The questions of the quiz: data, each with the lesson and the scene that show its answer.

use toml::de::{DeTable, DeValue};

use super::near::listed;
use super::text::{Text, harmless};
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
    /// The line of the file on which it begins, from 1.
    pub line: usize,
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
    /// A shipped lesson by its name, or a file, from the folder of the file of questions on.
    pub lesson: Text,
    /// The title of the scene; the lesson's beginning if it is empty.
    pub scene: Text,
}

impl Shown {
    /// Whether the lesson is a file of the user's own.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.lesson.as_str().ends_with(".toml")
    }
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
/// All that is wrong with it and what was expected, each with the line and the question in which it is; fit for a terminal.
pub fn read(source: &str) -> Result<Vec<Question>, Vec<String>> {
    let mut problems = Vec::new();
    let questions = all(source, &mut problems).unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    });
    if problems.is_empty() { Ok(questions) } else { Err(problems.iter().map(|problem| harmless(problem)).collect()) }
}

/// The questions that are as they should be; what is wrong with the others is added to the problems.
fn all(source: &str, problems: &mut Vec<String>) -> Result<Vec<Question>, String> {
    let line = |at: usize| 1 + source.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let tree = DeTable::parse(source).map_err(|error| {
        let what = error.message().replace('\n', ", ");
        format!("line {}: {what}", line(error.span().map_or(0, |span| span.start)))
    })?;
    let tree = tree.into_inner();
    if let Some(key) = tree.keys().find(|key| key.get_ref() != "question") {
        return Err(format!(
            "line {}: unknown key `{}`; a file of questions has [[question]] and nothing else",
            line(key.span().start),
            key.get_ref()
        ));
    }
    let list = list(&tree, "question").map_err(|_| "line 1: there is no [[question]]".to_owned())?;
    let mut questions: Vec<Question> = Vec::new();
    for (number, tree) in (1..).zip(list) {
        let name = tree.get_ref().get("id").and_then(|id| id.get_ref().as_str()).map_or_else(|| number.to_string(), str::to_owned);
        let line = line(tree.span().start);
        let at = |problem: String| format!("line {line}, question {}: {problem}", Text::name(&name));
        let table = tree.get_ref().as_table().ok_or_else(|| "it is not a table; write [[question]]".to_owned());
        match table.and_then(|table| one(table, line)) {
            Ok(question) if questions.iter().any(|other| other.id == question.id) => {
                problems.push(at("another has the same `id`; each needs its own".to_owned()));
            }
            Ok(question) => questions.push(question),
            Err(problem) => problems.push(at(problem)),
        }
    }
    Ok(questions)
}

fn one(tree: &DeTable<'_>, line: usize) -> Result<Question, String> {
    only(tree, &KEYS).map_err(|problem| format!("{problem}; a question has {}", listed(KEYS)))?;
    let word = text(tree, "kind")?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
    let kind = kind.ok_or_else(|| "`kind` is true-false, single or multi".to_owned())?;
    let option = |value: &DeValue<'_>| value.as_str().map(Text::prose).filter(|option| !option.is_empty());
    let options: Option<Vec<Text>> = list(tree, "options")?.iter().map(|value| option(value.get_ref())).collect();
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
    let maybe = |key: &str| match tree.get(key).map(|value| value.get_ref().as_str()) {
        None => Ok(Text::default()),
        Some(Some(text)) => Ok(Text::prose(text)),
        Some(None) => Err(format!("`{key}` needs a text")),
    };
    let (lesson, scene) = (maybe("lesson")?, maybe("scene")?);
    let explained_only = match tree.get("explained_only").map(|value| value.get_ref().as_bool()) {
        None => false,
        Some(Some(explained_only)) => explained_only,
        Some(None) => return Err("`explained_only` is true or false".to_owned()),
    };
    Ok(Question {
        id: Text::name(&text(tree, "id")?),
        topic: Text::name(&text(tree, "topic")?),
        kind,
        ask: Text::prose(&text(tree, "ask")?),
        options,
        correct,
        why: Text::prose(&text(tree, "why")?),
        source: maybe("source")?,
        shown: (!lesson.is_empty()).then_some(Shown { lesson, scene }),
        explained_only,
        line,
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
            ("why", "because", "unknown key `because`; a question has `id`"),
            ("why", "lesson = 1\nwhy", "`lesson` needs a text"),
            ("why", "explained_only = 'no'\nwhy", "true or false"),
            ("'x', 'y', 'z'", "'x', '', 'z'", "2 to 9 texts"),
            ("ask = 'Which?'", "ask = 'Which?", "line 5: "),
            ("[[question]]", "title = 'Mine'\n[[question]]", "line 1: unknown key `title`"),
            ("[[question]]", "[questions]", "line 1: unknown key `questions`"),
        ];
        for (from, to, complaint) in spoiled {
            let problems = read(&GOOD.replace(from, to)).unwrap_err();
            assert!(problems.len() == 1 && problems[0].contains(complaint), "{to}: {problems:?}");
        }
        assert!(read(&format!("{GOOD}{GOOD}")).unwrap_err()[0].contains("line 9, question a: another"));
        assert_eq!(read("").unwrap_err(), ["line 1: there is no [[question]]"]);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let bad = |id: &str| GOOD.replace("'a'", &format!("'{id}'")).replace("[2, 0]", "[3]");
        let problems = read(&format!("{}{GOOD}{}{GOOD}", bad("b"), bad("c"))).unwrap_err();
        let begins = ["line 1, question b: ", "line 17, question c: ", "line 25, question a: another"];
        assert!(problems.len() == 3 && problems.iter().zip(begins).all(|(problem, begin)| problem.starts_with(begin)), "{problems:?}");
    }

    #[test]
    fn no_complaint_can_steer_a_terminal() {
        for source in ["\"\\u001b[2J\" = 1", "a = \"\u{1b}[2J", "[[question]]\n\"\\u001b[31m\" = 1", "[[question]]\nid = \"\\u001b[31m\""] {
            let problem = read(source).unwrap_err().concat();
            assert!(!problem.chars().any(crate::scenario::text::is_harmful), "{problem:?}");
        }
    }

    #[test]
    fn the_shipped_questions_can_be_read() {
        assert!(read(SHIPPED).unwrap().len() >= 50);
    }
}
