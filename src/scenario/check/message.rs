//! Checks what messages are like: size, kinds, groups and poison.

use super::lane::is_legal;
use super::{Problem, Problems, Section, Text, limit};
use crate::scenario::{Kind, Messages, Poison, Size};

/// How far the shares of all kinds may be from adding up to 1.
const SLACK: f64 = 1e-6;

/// `[message]`, or what holds without it.
pub fn messages(file: &Section, problems: &mut Problems) -> Messages {
    let plain = Messages { size: Size::Constant(1_000), kinds: Vec::new(), groups: 1, poison: Poison::Share(0.0) };
    let Some(section) = file.table("message") else { return plain };
    Messages {
        size: section.size("size").copied().unwrap_or(plain.size),
        kinds: kinds(section, problems),
        groups: section.whole("groups").unwrap_or(plain.groups),
        poison: section.poison("poison").cloned().unwrap_or(plain.poison),
    }
}

fn kinds(section: &Section, problems: &mut Problems) -> Vec<Kind> {
    let Some(given) = section.kinds("kinds") else { return Vec::new() };
    if let Some((extra, _)) = given.get(limit::KINDS) {
        let label = format!("the limit is {} kinds", limit::KINDS);
        problems.add(Problem::new(extra.place, format!("there are {} kinds of messages", given.len()), label));
    }
    for (name, _) in given.iter().filter(|(name, _)| !is_legal(&name.text)) {
        let title = format!("`{}` can't be the name of a kind", Text::name(&name.text));
        let problem = Problem::new(name.place, title, "names have letters, digits, - and _ alone");
        problems.add(problem.help("write a short name such as order or big-refund"));
    }
    let sum: f64 = given.iter().map(|(_, share)| share).sum();
    if given.is_empty() {
        let problem = Problem::new(section.place("kinds"), "there is no kind of messages", "at least one kind is needed");
        problems.add(problem.help("remove `kinds`, or write, for example, kinds = { order = 0.7, refund = 0.3 }"));
    } else if (sum - 1.0).abs() > SLACK {
        let label = format!("they add up to {}", (sum * 1e6).round() / 1e6);
        let problem = Problem::new(section.place("kinds"), "the shares of all kinds must add up to 1", label);
        problems
            .add(problem.help("change the shares, such as kinds = { order = 0.7, refund = 0.3 } or { order = \"70%\", refund = \"30%\" }"));
    }
    given.iter().take(limit::KINDS).map(|(name, share)| Kind { name: Text::name(&name.text), share: *share }).collect()
}
