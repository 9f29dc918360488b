//! All lessons on one page, as Markdown: what each asks, what it looks like, and what was measured.

use super::markdown::{escape, figures};
use crate::measure::Report;
use crate::scenario::Ask;
use crate::scenario::measure::LaneKey;
use crate::scenario::shipped::{Chapter, Lesson};
use crate::scenario::text::Text;

/// The figures that a lesson is told by, in this order, where it has them.
const FIGURES: [&str; 18] = [
    "completed",
    "failed",
    "rejected",
    "dead lettered",
    "expired",
    "lost",
    "in system",
    "attempts",
    "duplicates",
    "effects",
    "orphaned work",
    "blocked share",
    "blocked p50",
    "blocked p99",
    "ack p50",
    "result p50",
    "end to end p50",
    "end to end p99",
];

const HEAD: &str = "# The lessons

Each lesson is one scenario file under [`scenarios`](../scenarios), inside the program, and played by its name. In each, all lanes get
the same messages, the same work and the same bad luck. The figures are those of the lesson's own seed, to the end of its run:
`blocked` is how long a caller stood still for a message, `ack` the time until the sender knew that it was answered or accepted,
`end to end` the time until its work was done. This page is made from the files.
";

/// The page; the reports are those of the lessons, in the same order. Pictures are named by the lessons, in the folder `lessons`.
#[must_use]
pub fn tour(lessons: &[(Lesson, Report)]) -> String {
    let mut page = HEAD.to_owned();
    for chapter in Chapter::ALL {
        let of_chapter = || lessons.iter().filter(|(lesson, _)| lesson.shipped.chapter == chapter);
        page += &format!("\n## {}\n\n", chapter.title());
        for (lesson, _) in of_chapter() {
            page += &format!("- [{}](#{})\n", escape(lesson.scenario.title.as_str()), lesson.shipped.name);
        }
        for (lesson, report) in of_chapter() {
            page += &one(lesson, report);
        }
    }
    page
}

fn one(Lesson { shipped, scenario }: &Lesson, report: &Report) -> String {
    let name = shipped.name;
    let mut text = format!("\n<a id=\"{name}\"></a>\n\n### {}\n\n", escape(scenario.title.as_str()));
    text += &format!("{}\n", escape(scenario.summary.as_str()));
    if !scenario.misconception.is_empty() {
        text += &format!("\nAgainst the belief: *{}*\n", escape(scenario.misconception.as_str()));
    }
    text += &format!("\n```sh\ninflight {name}\n```\n");
    text += &format!("\n![{}](lessons/{name}.svg)\n", escape(scenario.title.as_str()));
    for ask in scenario.scenes.iter().filter_map(|scene| scene.ask.as_ref()) {
        text += &question(ask);
    }
    // Where nothing came twice, work was carried out as often as it was completed.
    let repeats = report.lanes.iter().any(|lane| lane.number(LaneKey::Duplicates) > Some(0.0));
    let names: Vec<&str> = FIGURES.into_iter().filter(|name| repeats || *name != "effects").collect();
    text += &format!("\n{}", figures(report, &names));
    let tags: Vec<String> = scenario.tags.iter().map(Text::as_str).map(escape).collect();
    let level = scenario.level.map(|level| format!("Level: {level}. ")).unwrap_or_default();
    text + &format!("\n{level}Tags: {}.\n", tags.join(", "))
}

/// A question, and its answer for whoever wants to see it.
fn question(ask: &Ask) -> String {
    let mut text = format!("\n**{}**\n\n", escape(ask.prompt.as_str()));
    for (number, option) in (1..).zip(&ask.options) {
        text += &format!("{number}. {}\n", escape(option.as_str()));
    }
    let right = format!("{}: {}", ask.answer + 1, ask.options[ask.answer]);
    text + &format!("\n<details><summary>Answer</summary>\n\n**{}** {}\n\n</details>\n", escape(&right), escape(ask.why.as_str()))
}
