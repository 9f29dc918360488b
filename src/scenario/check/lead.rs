//! Checks the names of nodes that a node's keys lead to.

use super::node::Sort;
use super::{Place, Problem, Problems, Quote, Section, Text, limit};
use crate::id::NodeId;
use crate::scenario::near::{listed, near};

/// A node as the file gives it.
pub struct Draft<'a> {
    pub sort: Sort,
    pub name: &'a str,
    /// Where its name stands.
    pub place: Place,
    pub section: &'a Section,
}

/// A place in a lane as an id; the limit of nodes keeps it within a byte.
pub fn node_id(place: usize) -> NodeId {
    NodeId(u8::try_from(place).unwrap_or(u8::MAX))
}

/// The node that the name after a key means, which must be of one of the sorts that the key leads to.
pub fn one(section: &Section, key: &str, wanted: &[Sort], lane: &[Draft<'_>], problems: &mut Problems) -> Option<NodeId> {
    section.text(key).and_then(|quote| lead(quote, key, wanted, lane, problems))
}

/// The nodes that a node calls, round after round.
pub fn rounds(section: &Section, wanted: &[Sort], lane: &[Draft<'_>], problems: &mut Problems) -> Vec<Vec<NodeId>> {
    let rounds = section.calls("calls").unwrap_or_default();
    let all: usize = rounds.iter().map(|round| round.names.len()).sum();
    if all > limit::CALLS {
        let label = format!("the limit is {} calls of a node", limit::CALLS);
        problems.add(Problem::new(section.place("calls"), format!("there are {all} calls"), label));
        return Vec::new();
    }
    let mut of_round = |names: &[Quote]| names.iter().filter_map(|name| lead(name, "calls", wanted, lane, problems)).collect();
    rounds.iter().map(|round| of_round(&round.names)).collect()
}

/// The node that a name means.
pub fn lead(quote: &Quote, key: &str, wanted: &[Sort], lane: &[Draft<'_>], problems: &mut Problems) -> Option<NodeId> {
    let shown = Text::name(&quote.text);
    let right: Vec<&str> = lane.iter().filter(|draft| wanted.contains(&draft.sort)).map(|draft| draft.name).collect();
    let listed = listed(right.iter().map(|name| Text::name(name)).collect::<Vec<_>>().iter().map(Text::as_str));
    let found = lane.iter().position(|draft| draft.name == quote.text);
    let Some(place) = found else {
        let label = near(&quote.text, right.iter().copied()).map(|right| format!("did you mean \"{}\"?", Text::name(right)));
        let label = label.unwrap_or_else(|| format!("this lane has no {} of this name", either(wanted.iter().map(|sort| sort.word()))));
        let problem = Problem::new(quote.place, format!("`{shown}` is nowhere in this lane"), label);
        let help = if right.is_empty() { String::new() } else { format!(", or name one that it has: {listed}") };
        problems.add(problem.help(format!("add [lane.{}.{shown}] to this lane{help}", wanted[0].word())));
        return None;
    };
    let sort = lane[place].sort;
    if !wanted.contains(&sort) {
        let wanted_one = either(wanted.iter().map(|sort| sort.one()));
        let label = format!("`{key}` needs {wanted_one}");
        let problem = Problem::new(quote.place, format!("`{shown}` is {}, not {wanted_one}", sort.one()), label);
        problems.add(problem.help(match (key, sort) {
            ("calls", Sort::Queue | Sort::Topic) => format!("to hand messages to {}, write sends = \"{shown}\"", sort.one()),
            ("sends" | "subscribers", Sort::Worker) => "a worker takes its messages from a queue: name the queue that it polls".to_owned(),
            _ if right.is_empty() => format!("add a [lane.{}.NAME] to this lane", wanted[0].word()),
            _ => format!("name {wanted_one} of this lane: {listed}"),
        }));
        return None;
    }
    Some(node_id(place))
}

/// `a queue`, or `a queue, a topic or a service`.
fn either<T: AsRef<str>>(words: impl Iterator<Item = T>) -> String {
    let words: Vec<T> = words.collect();
    let rest: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match rest.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}
