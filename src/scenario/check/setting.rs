//! Finds what a change sets: a setting of the whole file, or of a node of a lane.

use std::ops::Range;

use super::node::Sort;
use super::{Problem, Problems, Quote, Section, Text};
use crate::id::{LaneId, NodeId};
use crate::scenario::key::{self, Table, changing};
use crate::scenario::near::{listed, near};
use crate::scenario::{Demand, Lane, Load, Node, Part, Setting};

/// What is known of the file where its changes are read.
pub struct Known<'a> {
    pub lanes: &'a [Lane],
    /// The lanes as the file gives them.
    pub sections: &'a [Section],
    /// Whether callers think.
    pub thinks: bool,
    /// Whether the names of all nodes are.
    pub names: bool,
}

/// Whose setting it is.
pub struct Resolved<'a> {
    pub name: &'a str,
    pub targets: Vec<(LaneId, NodeId)>,
}

/// The new value of a setting; nothing if the file has none of use.
pub fn setting(name: &str, section: &Section) -> Option<Setting> {
    Some(match name {
        "callers" => Setting::Callers(section.whole("to")?),
        "concurrency" => Setting::Concurrency(section.whole("to")?),
        "backlog" => Setting::Backlog(section.whole("to")?),
        "capacity" => Setting::Capacity(section.whole("to")?),
        "timeout" => Setting::Timeout(section.time("to")?),
        "attempts" => Setting::Attempts(section.whole("to")?),
        "think" => Setting::Think(section.spread("to")?),
        "time" => Setting::Time(section.spread("to")?),
        "errors" => Setting::Errors(section.number("to")?),
        "latency" => Setting::Latency(section.spread("to")?),
        "loss" => Setting::Loss(section.number("to")?),
        "visibility_timeout" => Setting::VisibilityTimeout(section.time("to")?),
        "delay" => Setting::Delay(section.spread("to")?),
        "max_receives" => Setting::MaxReceives(section.whole("to")?),
        "batch" => Setting::Batch(section.whole("to")?),
        "wait" => Setting::Wait(section.time("to")?),
        "interval" => Setting::Interval(section.time("to")?),
        _ => return None,
    })
}

/// The setting that the words after `set` mean.
pub fn resolve<'a>(set: &'a Quote, known: &Known<'_>, problems: &mut Problems) -> Option<Resolved<'a>> {
    let path = Path::of(set);
    let found = match &path.words[..] {
        [table @ ("load" | "work" | "network"), name] => of_file(&path, table, name, known).map(|targets| Resolved { name, targets }),
        [lane, node @ "sender", "retry", name @ "attempts"] | [lane, node, name] => {
            of_node(&path, [0, 1, 2], [lane, node, name], None, known)
        }
        [lane, kind, node, name] => of_node(&path, [0, 2, 3], [lane, node, name], Some(kind), known),
        _ => Err(path.malformed(known)),
    };
    // While names are wrong, what seems to be missing may be there.
    match found {
        Ok(resolved) => return Some(resolved),
        Err(problem) if known.names => problems.add(problem),
        Err(_) => {}
    }
    None
}

/// The words after `set`, with their places.
struct Path<'a> {
    set: &'a Quote,
    words: Vec<&'a str>,
}

impl<'a> Path<'a> {
    fn of(set: &'a Quote) -> Self {
        Self { set, words: set.text.split('.').collect() }
    }

    /// A problem with one of the words.
    fn problem(&self, word: usize, title: String, label: String) -> Problem {
        let start: usize = self.words[..word].iter().map(|word| word.len() + 1).sum();
        let part: Range<usize> = start..start + self.words[word].len();
        let place = if part.is_empty() { self.set.place } else { self.set.part(part) };
        Problem::new(place, title, label)
    }

    /// A word that is not one of the right ones.
    fn unknown<'w>(&self, word: usize, title: String, what: &str, right: impl Iterator<Item = &'w str> + Clone) -> Problem {
        let near = near(self.words[word], right.clone());
        let label = near.map_or_else(|| what.to_owned(), |right| format!("did you mean `{right}`?"));
        self.problem(word, title, label).help(format!("write one of {}", listed(right)))
    }

    fn malformed(&self, known: &Known<'_>) -> Problem {
        let of_file: Vec<String> = ["load", "work", "network"]
            .iter()
            .flat_map(|table| changing(table).iter().map(move |name| format!("{table}.{name}")))
            .collect();
        let forgot_lane = known.lanes.iter().find(|lane| lane.nodes.iter().any(|node| node.id == *self.words[0]));
        let right = match forgot_lane {
            Some(lane) if self.words.len() == 2 => Some(format!("{}.{}", lane.id, self.set.text)),
            _ => near(&self.set.text, of_file.iter().map(String::as_str)).map(str::to_owned),
        };
        let label = right.map_or_else(|| "expected a lane, a node and a key".to_owned(), |right| format!("did you mean `{right}`?"));
        let title = format!("`{}` is nothing that can change", Text::name(&self.set.text));
        let help = "write the lane's id, the node's name and the key with dots between, such as asynchronous.orders.concurrency, or one of";
        Problem::new(self.set.place, title, label).help(format!("{help} {}", listed(of_file.iter().map(String::as_str))))
    }
}

/// What a node is, in the word that is its key too.
const fn word(node: &Node) -> &'static str {
    Sort::of(&node.part).word()
}

/// All nodes that have this setting from the file and not from themselves.
fn of_file(path: &Path<'_>, table: &str, name: &str, known: &Known<'_>) -> Result<Vec<(LaneId, NodeId)>, Problem> {
    let keys = match table {
        "load" => &key::LOAD,
        "work" => &key::WORK,
        _ => &key::NETWORK,
    };
    if !changing(table).contains(&name) {
        return Err(cannot_change(path, 1, &format!("[{table}]"), keys, changing(table)));
    }
    let lanes = (0..).map(LaneId).zip(known.lanes).zip(known.sections);
    let nodes = lanes.flat_map(|((id, lane), section)| lane.node_ids().map(move |(node_id, node)| (id, node_id, node, section)));
    let says = |lane: &Section, node: &Node| section_of(lane, node).is_some_and(|section| section.has(name));
    let hit = nodes.filter(|(_, _, node, lane)| changing(word(node)).contains(&name) && !says(lane, node));
    let targets: Vec<_> = hit.map(|(lane, node, _, _)| (lane, node)).collect();
    if targets.is_empty() {
        let label = format!("every node has a `{name}` of its own");
        let problem = path.problem(1, "this would change nothing".to_owned(), label);
        return Err(problem.help(format!("name a node, such as set = \"asynchronous.orders.{name}\"")));
    }
    Ok(targets)
}

/// A node as the file gives it.
fn section_of<'a>(lane: &'a Section, node: &Node) -> Option<&'a Section> {
    match node.part {
        Part::Sender(_) => lane.table("sender"),
        _ => lane.named(word(node))?.iter().find(|(name, _)| node.id == *name.text).map(|(_, section)| section),
    }
}

/// The setting of one node; `at` are the places of the words in the path.
fn of_node<'a>(
    path: &Path<'a>,
    at: [usize; 3],
    [lane, node, name]: [&'a str; 3],
    kind: Option<&str>,
    known: &Known<'_>,
) -> Result<Resolved<'a>, Problem> {
    let title = || format!("`{}` is nothing that can change", Text::name(&path.set.text));
    let ids = || known.lanes.iter().map(|lane| lane.id.as_str());
    let lane_at = ids().position(|id| id == lane).ok_or_else(|| path.unknown(at[0], title(), "no lane has this id", ids()))?;
    let lane = &known.lanes[lane_at];
    let names = || lane.nodes.iter().map(|node| node.id.as_str());
    let node_at = names().position(|id| id == node);
    let node_at = node_at.ok_or_else(|| path.unknown(at[1], title(), "no node of this lane has this name", names()))?;
    let (found, sort) = (&lane.nodes[node_at], Sort::of(&lane.nodes[node_at].part));
    if kind.is_some_and(|kind| kind != sort.word()) {
        let label = format!("`{}` is {}", found.id, sort.one());
        return Err(path.problem(1, title(), label).help(format!("write `{}` here, or leave the word out", sort.word())));
    }
    if !changing(sort.word()).contains(&name) {
        return Err(cannot_change(path, at[2], &sort.one(), table_of(sort), changing(sort.word())));
    }
    fits(path, at[2], name, found, section_of(&known.sections[lane_at], found), known)?;
    // The limits of lanes and nodes keep both places within a byte.
    let target = (LaneId(u8::try_from(lane_at).unwrap_or(u8::MAX)), super::lead::node_id(node_at));
    Ok(Resolved { name, targets: vec![target] })
}

/// Refuses a setting that means nothing as the node is.
fn fits(path: &Path<'_>, at: usize, name: &str, node: &Node, section: Option<&Section>, known: &Known<'_>) -> Result<(), Problem> {
    let refuse = |label: &str, help: &str| {
        let title = format!("`{name}` of `{}` means nothing here", node.id);
        Err(path.problem(at, title, label.to_owned()).help(help))
    };
    match (&node.part, name) {
        (Part::Sender(_), "think") if !known.thinks => refuse("no caller thinks: [load] has no `think`", "write a `think` in [load]"),
        (Part::Sender(_), "attempts") if section.is_some_and(|section| !section.has("retry")) => refuse(
            "this sender doesn't retry",
            "write, for example, retry = { attempts = 1 } in [lane.sender]: its other keys say how long to wait",
        ),
        (Part::Queue(queue), "max_receives") if queue.dead_letter.is_none() || queue.push.is_some() => refuse(
            "there is no dead-letter queue for what is received too often",
            "write `max_receives` and `dead_letter` in the queue first",
        ),
        _ => Ok(()),
    }
}

/// A key that is unknown there, or must stay as it is.
fn cannot_change(path: &Path<'_>, at: usize, whose: &str, table: &Table, right: &[&str]) -> Problem {
    let word = path.words[at];
    let shown = Text::name(word);
    let near = near(word, right.iter().copied()).map(|right| format!("did you mean `{right}`?"));
    let problem = if table.key(word).is_some() {
        path.problem(
            at,
            format!("`{shown}` of {whose} can't change while the run goes on"),
            near.unwrap_or_else(|| "this stays as it is".to_owned()),
        )
    } else {
        path.problem(at, format!("{whose} has no setting `{shown}`"), near.unwrap_or_else(|| "no key has this name".to_owned()))
    };
    problem.help(format!("what may change of {whose} is {}", listed(right.iter().copied())))
}

const fn table_of(sort: Sort) -> &'static Table {
    match sort {
        Sort::Sender => &key::SENDER,
        Sort::Service => &key::SERVICE,
        Sort::Queue => &key::QUEUE,
        Sort::Topic => &key::TOPIC,
        Sort::Worker => &key::WORKER,
        Sort::Workflow => &key::WORKFLOW,
    }
}

impl<'a> Known<'a> {
    /// What the changes of this file can name.
    pub fn of(lanes: &'a [Lane], sections: &'a [Section], load: &Load, names: bool) -> Self {
        Self { lanes, sections, thinks: matches!(load.demand, Demand::Think(_)), names }
    }
}
