//! A worksheet for a class, as Markdown: the questions of some lessons to answer on paper, an exit card, and the key to both.

mod asked;

use std::sync::Arc;

pub use asked::{Asked, asked};

use super::markdown::{code, escape, figures};
use super::{rows, verdict};
use crate::measure::{Report, Verdict};
use crate::scenario::{Ask, Claim, Scenario, Scene, Turn};

/// A lesson of the worksheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it was named by.
    pub file: String,
    /// What it says.
    pub scenario: Arc<Scenario>,
    /// What was measured in it, for the key.
    pub report: Option<Report>,
    /// Its questions, with the run up to when each is asked, and answered.
    pub asked: Vec<(Asked, [Report; 2])>,
}

/// The figures that show why an answer is right, in this order, where a lesson has them: what became of the messages, and the times.
const FIGURES: [&str; 15] = [
    "completed",
    "failed",
    "rejected",
    "dead lettered",
    "expired",
    "lost",
    "in system",
    "duplicates",
    "effects",
    "blocked p50",
    "blocked p99",
    "ack p50",
    "end to end p50",
    "end to end p99",
    "end to end max",
];

/// A line to write on.
const LINE: &str = "______________________________________________________________";

/// By this a page ends where Markdown becomes HTML; elsewhere it is not seen.
const PAGE_BREAK: &str = "<div style=\"page-break-after: always\"></div>";

const HEAD: &str = "# Worksheet

Name: ______________________________ Date: ______________

Tick what you expect before you see it, and write down why: a wrong guess with a reason is worth more than a right one without. You
may change it, in another colour, after you have talked to your neighbour.
";

const KEY: &str = "# Key

The figures are those of each lesson's own seed. Below a question stand those on which its scene and the next one rest, when it is asked
and when it is answered; below all questions, those of the whole run. `blocked` is how long a caller stood still for a message, `ack` the
time until the sender knew that it was answered or accepted, `end to end` the time until its work was done; `effects` is how often work was
carried out.
";

/// A situation of the exit card.
struct Situation {
    what: &'static str,
    answer: &'static str,
}

/// One that must wait, two that do both, two that need not wait.
const EXIT_CARD: [Situation; 5] = [
    Situation {
        what: "A login: somebody has typed a password and wants to come in.",
        answer: "**Synchronous.** The next page depends on the answer, and it comes soon. Put into a queue, the person would wait just \
                 as long, and the page would have to ask for the result.",
    },
    Situation {
        what: "An image upload: a photograph is stored, and small copies of it are made.",
        answer: "**Both.** Storing it is a call: the sender must know that the image is safe. The copies go through a queue: they take \
                 longer, come in surges, and can be made again.",
    },
    Situation {
        what: "A payment: a shop charges a card and then sends the goods.",
        answer: "**Both.** Charging is a call: without the answer the shop can't say \"paid\". It has a timeout, and a key by which a \
                 second try doesn't charge twice. What follows (packing, the invoice) goes through a queue.",
    },
    Situation {
        what: "A nightly report: all sales of the day in one file, to be there in the morning.",
        answer: "**Asynchronous.** Nobody waits for it. If the worker is down at midnight, the job waits, and is done later.",
    },
    Situation {
        what: "An order confirmation mail, sent when an order is placed.",
        answer: "**Asynchronous.** The order stands whether or not the mail server is up, and the mail may come a minute later. It may \
                 be delivered twice: harmless here, but say so.",
    },
];

/// The worksheet; with the key, if each lesson has its report.
#[must_use]
pub fn worksheet(sheets: &[Sheet]) -> String {
    let mut text = HEAD.to_owned();
    for (number, sheet) in (1..).zip(sheets) {
        text += &heading(number, sheet);
        text += &questions(&sheet.scenario);
    }
    text += &exit_card();
    let reports: Option<Vec<&Report>> = sheets.iter().map(|sheet| sheet.report.as_ref()).collect();
    let Some(reports) = reports else { return text };
    text += &format!("\n{PAGE_BREAK}\n\n{KEY}");
    for ((number, sheet), report) in (1..).zip(sheets).zip(reports) {
        text += &format!("{}\n{}, {}\n", heading(number, sheet), code(&sheet.file), rows::run(report));
        text += &answers(sheet, report);
    }
    text + &exit_answers()
}

fn heading(number: usize, sheet: &Sheet) -> String {
    format!("\n## {number}. {}\n", escape(sheet.scenario.title.as_str()))
}

fn asks(scenario: &Scenario) -> impl Iterator<Item = (&Scene, &Ask)> {
    scenario.scenes.iter().filter_map(|scene| Some((scene, scene.ask.as_ref()?)))
}

fn turns(scenario: &Scenario) -> impl Iterator<Item = &Turn> {
    scenario.scenes.iter().filter_map(|scene| scene.turn.as_ref())
}

fn questions(scenario: &Scenario) -> String {
    let mut text = String::new();
    for (scene, ask) in asks(scenario) {
        // Before a text stand words of ours: at the start of a line a dash or a number would make a list of it.
        if !scene.say.is_empty() {
            text += &format!("\nYou see: {}\n", escape(scene.say.as_str()));
        }
        text += &format!("\nPredict: **{}**\n\n", escape(ask.prompt.as_str()));
        for (number, option) in (1..).zip(&ask.options) {
            text += &format!("- [ ] **{number}** {}\n", escape(option.as_str()));
        }
        text += &format!("\nBecause: {LINE}\n");
    }
    if text.is_empty() {
        text += &format!("\nThis lesson asks no questions. What do you expect to see?\n\n{LINE}\n\nWhat did you see?\n\n{LINE}\n");
    }
    for turn in turns(scenario) {
        text += &format!("\nYour turn: **{}**\n\nWhat I set, and what came of it: {LINE}\n", escape(turn.goal.as_str()));
    }
    text
}

fn answers(sheet: &Sheet, report: &Report) -> String {
    let scenario = &sheet.scenario;
    let mut text = String::new();
    let asks = scenario.scenes.iter().enumerate().filter_map(|(place, scene)| Some((place, scene.ask.as_ref()?)));
    for (place, ask) in asks {
        let option = escape(ask.options[ask.answer].as_str());
        text += &format!("\nPredict: {}\n\n- [x] **{}** {option}\n", escape(ask.prompt.as_str()), ask.answer + 1);
        if !ask.why.is_empty() {
            text += &format!("\nWhy: {}\n", escape(ask.why.as_str()));
        }
        text +=
            &sheet.asked.iter().filter(|(asked, _)| asked.scene == place).map(|(asked, reports)| asked.table(reports)).collect::<String>();
    }
    if text.is_empty() {
        text += "\nThis lesson asks no questions. What can be seen in it:\n";
    }
    text += &format!("\nAt the end of the run:\n\n{}", figures(report, &FIGURES));
    if let Some(note) = rows::note(report) {
        text += &format!("\n{note}\n");
    }
    for turn in turns(scenario) {
        let claim = Claim { say: turn.goal.clone(), that: turn.that.clone(), condition: turn.condition };
        let here = verdict::here(report, claim.condition, Verdict::of(&claim, &report.lanes)).join(" ");
        let (that, with) = (code(turn.that.as_str()), code(turn.with.as_str()));
        text += &format!("\nYour turn: {}\n\n- Reached when {that}\n- The setting to turn: {with}\n", escape(turn.goal.as_str()));
        let keeps: Vec<String> = turn.keeps.iter().map(|keep| code(keep.that.as_str())).collect();
        if !keeps.is_empty() {
            text += &format!("- True as well must be {}\n", keeps.join(" and "));
        }
        text += &format!("- As the file is, {}\n", escape(&here.replacen("here: ", "", 1)));
        if !turn.why.is_empty() {
            text += &format!("- What to learn: {}\n", escape(turn.why.as_str()));
        }
    }
    text
}

fn exit_card() -> String {
    let mut text = "\n## Exit card\n\nSynchronous, asynchronous or both? And why?\n".to_owned();
    for (number, situation) in (1..).zip(&EXIT_CARD) {
        text += &format!("\n{number}. {}\n\n", situation.what);
        text += &["synchronous", "asynchronous", "both"].map(|choice| format!("   - [ ] {choice}\n")).concat();
        text += &format!("\n   Because: {LINE}\n");
    }
    text
}

fn exit_answers() -> String {
    let mut text = "\n## Exit card\n\nThe reasons count: who waits, for how long, what happens while the receiver is down, and what if it \
                    is done twice. Who can answer these may come to another choice and be right.\n\n"
        .to_owned();
    for (number, situation) in (1..).zip(&EXIT_CARD) {
        text += &format!("{number}. {} {}\n", situation.what, situation.answer);
    }
    text
}
