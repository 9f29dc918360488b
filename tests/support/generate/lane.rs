//! One lane made up by chance: a sender, and all that its messages come to.

use super::choices::Choices;
use super::{Mood, disturb, node};

/// A lane under way.
pub struct Draft<'a, 'c> {
    pub choices: &'a mut Choices<'c>,
    pub mood: Mood,
    /// The tables so far.
    pub text: String,
    /// All nodes by name, the sender included.
    pub nodes: Vec<String>,
    /// What may change: the node, the key and how its value is made.
    pub settings: Vec<(String, &'static str)>,
    /// The services and workflows that are complete and can be called again.
    pub services: Vec<String>,
    pub workflows: Vec<String>,
    /// The queues on the way here to which messages may go back, round in a circle.
    pub open: Vec<String>,
    /// How many more nodes there may be that lead to others.
    pub left: u32,
    pub circles: u32,
    /// Whether there is a node whose link, and one whose work, is that of the file: so a change of that changes something.
    pub linked: bool,
    pub worked: bool,
}

/// A lane with its own faults and changes.
pub fn lane(mood: Mood, place: usize, thinks: bool, choices: &mut Choices<'_>) -> String {
    let mut draft = Draft {
        choices,
        mood,
        text: String::new(),
        nodes: vec!["sender".to_owned()],
        settings: Vec::new(),
        services: Vec::new(),
        workflows: Vec::new(),
        open: Vec::new(),
        left: 6,
        circles: 0,
        linked: false,
        worked: false,
    };
    let sender = sender(thinks, &mut draft);
    let Draft { choices, text, nodes, settings, .. } = draft;
    let id = format!("lane-{place}");
    let nodes: Vec<String> = nodes.iter().map(|node| format!("'{id}.{node}'")).collect();
    let nodes: Vec<&str> = nodes.iter().map(String::as_str).collect();
    let faults: String = (0..choices.upto(4)).map(|_| disturb::fault(mood, &nodes, choices)).collect();
    let changes: String = (0..choices.upto(4)).map(|_| disturb::change(mood, &id, &settings, choices)).collect();
    format!("[[lane]]\nname = 'lane {place}'\n{sender}{text}{faults}{changes}")
}

fn sender(thinks: bool, draft: &mut Draft<'_, '_>) -> String {
    let calls = !draft.choices.maybe(60);
    let way = if calls {
        let number = 1 + draft.choices.upto(1) * draft.choices.upto(2);
        let called: Vec<String> = (0..number).map(|_| format!("'{}'", draft.callee())).collect();
        format!("calls = [{}]\n", called.join(", "))
    } else {
        format!("sends = '{}'\n", draft.destination())
    };
    let (own, settings) = node::sender(draft.mood, calls, thinks, draft.choices);
    draft.settings.extend(settings.iter().map(|key| ("sender".to_owned(), *key)));
    format!("[lane.sender]\n{way}{own}")
}

impl Draft<'_, '_> {
    /// A new name.
    pub fn name(&mut self, letter: char) -> String {
        let name = format!("{letter}{}", self.nodes.len());
        self.nodes.push(name.clone());
        self.left = self.left.saturating_sub(1);
        name
    }

    /// Writes a node down.
    pub fn write(&mut self, kind: &str, name: &str, own: &str, settings: &[&'static str]) {
        self.text += &format!("[lane.{kind}.{name}]\n{own}");
        self.settings.extend(settings.iter().map(|key| (name.to_owned(), *key)));
    }

    /// The link into a node.
    pub fn link(&mut self) -> String {
        if !std::mem::replace(&mut self.linked, true) {
            return String::new();
        }
        let choices = &mut self.choices;
        let loss =
            if self.mood == Mood::Rough { choices.line(15, "loss", |choices| format!("'{}%'", choices.upto(20))) } else { String::new() };
        choices.line(30, "latency", |choices| choices.spread(100)) + &loss
    }

    /// The work at a node, which takes so long at the least.
    pub fn work(&mut self, least: u32) -> String {
        if !std::mem::replace(&mut self.worked, true) {
            return String::new();
        }
        let most = errors(self.mood);
        let time = self.choices.line(50, "time", |choices| if choices.maybe(50) { choices.work() } else { choices.time(least, 300) });
        time + &self.choices.line(25, "errors", |choices| format!("'{}%'", choices.upto(most)))
    }
}

/// The largest share of errors. In a calm lane only faults bring them: what makes many calls might never succeed in all of them.
pub fn errors(mood: Mood) -> u32 {
    if mood == Mood::Calm { 0 } else { 20 }
}
