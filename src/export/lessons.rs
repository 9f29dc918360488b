//! The shipped lessons as a list: for people, and for programs.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::scenario::shipped::{Chapter, Lesson};
use crate::scenario::text::Text;
use crate::ui::wrap;

/// How wide the list is, in columns.
const WIDTH: usize = 80;

/// Whether one of the words of a lesson's name, its title or its tags begins so, in capitals or not.
#[must_use]
pub fn is_about(lesson: &Lesson, word: &str) -> bool {
    let word = word.to_lowercase();
    let tags = lesson.scenario.tags.iter().map(Text::as_str);
    let mut all = tags.chain([lesson.shipped.name, lesson.scenario.title.as_str()]).map(str::to_lowercase);
    all.any(|text| text.starts_with(&word) || text.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(&word)))
}

/// The list for people, by chapters: name, length, title, and the tags below.
#[must_use]
pub fn table(lessons: &[Lesson]) -> String {
    let length = |lesson: &Lesson| lesson.scenario.duration.to_string();
    let widest = |of: &dyn Fn(&Lesson) -> usize| lessons.iter().map(of).max().unwrap_or(0);
    let (name, long) = (widest(&|lesson| lesson.shipped.name.width()), widest(&|lesson| length(lesson).width()));
    let room = u16::try_from(WIDTH.saturating_sub(name + long + 6)).unwrap_or(1);
    let mut text = String::new();
    for chapter in Chapter::ALL {
        let mut lessons = lessons.iter().filter(|lesson| lesson.shipped.chapter == chapter).peekable();
        if lessons.peek().is_some() {
            text += &format!("{}{}\n", if text.is_empty() { "" } else { "\n" }, chapter.title());
        }
        for lesson in lessons {
            let tags: Vec<_> = lesson.scenario.tags.iter().map(Text::as_str).collect();
            let (mut left, mut right) = (lesson.shipped.name.to_owned(), length(lesson));
            for line in [wrap(lesson.scenario.title.as_str(), room), wrap(&tags.join(", "), room)].concat() {
                text += &format!("  {left:name$}  {right:>long$}  {line}\n");
                (left, right) = (String::new(), String::new());
            }
        }
    }
    text
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    chapter: &'a str,
    title: &'a str,
    summary: &'a str,
    tags: Vec<&'a str>,
    duration_s: f64,
    lanes: Vec<&'a str>,
    claims: usize,
}

/// The list for programs: an object a line.
///
/// # Errors
///
/// None that a lesson can bring about; the writer's own are passed on.
pub fn json(lessons: &[Lesson]) -> serde_json::Result<String> {
    let entry = |Lesson { shipped, scenario }: &Lesson| {
        serde_json::to_string(&Entry {
            name: shipped.name,
            chapter: shipped.chapter.title(),
            title: scenario.title.as_str(),
            summary: scenario.summary.as_str(),
            tags: scenario.tags.iter().map(Text::as_str).collect(),
            duration_s: scenario.duration.seconds(),
            lanes: scenario.lanes.iter().map(|lane| lane.name.as_str()).collect(),
            claims: scenario.claims.len(),
        })
    };
    lessons.iter().map(|lesson| entry(lesson).map(|line| line + "\n")).collect()
}
