//! What a preset stands for, as text for people; and the list of all presets.

use unicode_width::UnicodeWidthStr;

use crate::scenario::preset::{self, Figure, Preset, Source, Status};
use crate::ui::wrap;

/// How wide the text is, in columns; only the address of a page may be wider, as no one can click on half of it.
const WIDTH: u16 = 80;

/// How wide the column of the figures is at the most.
const FIGURE: u16 = 34;

/// All that there is to know about a preset, with a line end after each line.
#[must_use]
pub fn explain(preset: &Preset) -> String {
    let mut sources: Vec<&Source> = Vec::new();
    let mut text = format!("{} (preset of a {})\n{}\n\n{}", preset.name, preset.node, preset.title, lines(&preset.about));
    let groups = [
        (Status::Documented, "What the provider documents"),
        (Status::OlderEdition, "What an edition of 2022 or 2023 says"),
        (Status::Assumption, "What we assume, as the provider gives no figure"),
    ];
    for (status, head) in groups {
        let (keyed, plain): (Vec<&Figure>, Vec<_>) =
            preset.figures.iter().filter(|figure| figure.status == status).partition(|figure| figure.key.is_some());
        for (figures, more) in [(keyed, ""), (plain, ", and no key carries")] {
            if !figures.is_empty() {
                text += &format!("\n{head}{more}:\n{}", rows(&figures, &mut sources));
            }
        }
    }
    text += "\nNot modelled:\n";
    for what in &preset.not_modelled {
        text += &hanging(wrap(&format!("- {what}"), WIDTH - 4));
    }
    text += &format!("\nIn a scenario:\n{}", example(preset));
    text += "What you give beside `preset` wins, key by key.\n";
    if !sources.is_empty() {
        text += "\nSources, with the day on which each was read:\n";
    }
    for (number, source) in (1..).zip(sources) {
        text += &format!("  [{number}] {}\n      {}\n", source.read, source.address);
    }
    text
}

/// A line for each preset: its name, its kind of node, and what it stands for.
#[must_use]
pub fn presets() -> String {
    let widest = |field: fn(&Preset) -> &str| preset::ALL.iter().map(|preset| field(preset).width()).max().unwrap_or(0);
    let (name, node) = (widest(|preset| preset.name), widest(|preset| &preset.node));
    preset::ALL.iter().map(|preset| format!("{:name$}  {:node$}  {}\n", preset.name, preset.node, preset.title)).collect()
}

/// The figures with what they mean, two columns; what is too wide for the first stands on lines of its own.
fn rows<'a>(figures: &[&'a Figure], sources: &mut Vec<&'a Source>) -> String {
    let shown = |figure: &Figure| figure.key.as_ref().map_or_else(|| figure.value.clone(), |key| format!("{key} = {}", figure.value));
    let widths = figures.iter().map(|figure| cells(&shown(figure)));
    let column = widths.filter(|width| *width <= FIGURE).max().unwrap_or(FIGURE);
    let mut text = String::new();
    for figure in figures {
        let mut left = shown(figure);
        if cells(&left) > column {
            // A list of tables: one in a line.
            text += &hanging(left.split_inclusive("},").flat_map(|line| wrap(line, WIDTH - 4)));
            left.clear();
        }
        for words in wrap(&format!("{}{}", figure.says, mark(figure, sources)), WIDTH - column - 4) {
            text += &format!("  {left:width$}  {words}\n", width = usize::from(column));
            left.clear();
        }
    }
    text
}

/// The number of a figure's source, which is noted if it is new.
fn mark<'a>(figure: &'a Figure, sources: &mut Vec<&'a Source>) -> String {
    let Some(source) = &figure.source else { return String::new() };
    let number = sources.iter().position(|known| *known == source).unwrap_or_else(|| {
        sources.push(source);
        sources.len() - 1
    });
    format!(" [{}]", number + 1)
}

/// The node with its preset, and what only a scenario can say.
fn example(preset: &Preset) -> String {
    let pushes = preset.figures.iter().filter_map(|figure| figure.key.as_ref()).any(|key| key == "max_age");
    let (header, own) = match preset.node.as_str() {
        "sender" => ("sender", "calls  = \"orders\""),
        "queue" if pushes => ("queue.inbox", "push   = \"orders\""),
        "topic" => ("topic.news", "subscribers = { inbox = {}, audit = {} }"),
        "worker" => ("worker.orders", "polls  = \"inbox\""),
        "workflow" => ("workflow.orders", "steps  = [{ call = \"reserve\" }, { call = \"charge\" }]"),
        "queue" => ("queue.inbox", ""),
        _ => ("service.orders", ""),
    };
    let own = if own.is_empty() { String::new() } else { format!("  {own}\n") };
    format!("  [lane.{header}]\n  preset = \"{}\"\n{own}", preset.name)
}

fn lines(words: &str) -> String {
    wrap(words, WIDTH).iter().map(|line| format!("{line}\n")).collect()
}

/// Lines, those after the first a little further in.
fn hanging(lines: impl IntoIterator<Item = String>) -> String {
    (0..).zip(lines).map(|(at, line)| format!("{}{line}\n", if at == 0 { "  " } else { "    " })).collect()
}

/// How many columns words take; more than any screen has are as good as that.
fn cells(words: &str) -> u16 {
    u16::try_from(words.width()).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str) -> String {
        explain(preset::find(name).unwrap())
    }

    #[test]
    fn a_queue_and_a_topic_are_explained() {
        insta::with_settings!({ snapshot_path => "../../tests/explain", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("aws.sqs.standard", shown("aws.sqs.standard"));
            insta::assert_snapshot!("aws.sns.standard", shown("aws.sns.standard"));
            insta::assert_snapshot!("presets", presets());
        });
    }

    #[test]
    fn nothing_but_an_address_is_wider_than_the_page() {
        for preset in preset::ALL.iter() {
            for line in explain(preset).lines().filter(|line| !line.trim_start().starts_with("https://")) {
                assert!(cells(line) <= WIDTH && line == line.trim_end(), "{}: {line}", preset.name);
            }
        }
        assert!(presets().lines().all(|line| cells(line) <= 100));
    }

    #[test]
    fn every_figure_and_every_source_is_shown() {
        for preset in preset::ALL.iter() {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = explain(preset);
            for figure in &preset.figures {
                assert!(words(&text).contains(&figure.value), "{}: {figure:?}", preset.name);
                assert!(figure.source.as_ref().is_none_or(|source| text.contains(&source.address)), "{}: {figure:?}", preset.name);
            }
        }
    }
}
