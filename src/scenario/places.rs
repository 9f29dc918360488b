//! Where the parts of a lesson stand in its file: for problems that show only when it runs, or on a screen.

use super::problem::Place;
use super::written::Section;

/// Where the parts of a lesson stand. What the file doesn't have stands where the table begins that could have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The title.
    pub title: Place,
    /// The summary.
    pub summary: Place,
    /// The name of each lane.
    pub lanes: Vec<Place>,
    /// The parts of each scene.
    pub scenes: Vec<ScenePlaces>,
}

/// Where the parts of a scene stand: of its texts the keys, of its conditions and its instant the values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenePlaces {
    /// Its instant, or its moment.
    pub begins: Place,
    /// Its caption.
    pub say: Place,
    /// What its caption rests on.
    pub shows: Vec<Place>,
    /// Its question.
    pub prompt: Place,
    /// Its options.
    pub options: Place,
    /// Why the right answer is right.
    pub why: Place,
    /// The goal of its turn.
    pub goal: Place,
    /// The condition of its turn.
    pub that: Place,
}

impl Places {
    pub(super) fn of(file: &Section) -> Self {
        Self {
            title: file.place("title"),
            summary: file.key_place("summary"),
            lanes: file.list("lane").iter().map(|lane| lane.place("name")).collect(),
            scenes: file.list("scene").iter().map(scene).collect(),
        }
    }
}

fn scene(section: &Section) -> ScenePlaces {
    let key = |table: &str, key: &str| section.table(table).map_or(section.place, |table| table.key_place(key));
    ScenePlaces {
        begins: section.place(if section.has("at") { "at" } else { "when" }),
        say: section.key_place("say"),
        shows: section.texts("shows").unwrap_or_default().iter().map(|quote| quote.place).collect(),
        prompt: key("ask", "prompt"),
        options: key("ask", "options"),
        why: key("ask", "why"),
        goal: key("turn", "goal"),
        that: section.table("turn").map_or(section.place, |turn| turn.place("that")),
    }
}
