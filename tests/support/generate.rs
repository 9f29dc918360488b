//! Scenarios made up by chance, of the whole language: every kind of node, load, fault and change, small enough to run in a moment.
//!
//! All is drawn from a list of numbers, in which 0 stands for the plainest thing: so a failure shrinks to a short file.

mod choices;
mod disturb;
mod flow;
mod lane;
mod node;

use choices::Choices;
use inflight::scenario::parse;
use proptest::prelude::*;

/// A scenario as parts of a file, so that lanes can be moved about.
#[derive(Clone)]
pub struct Plan {
    top: String,
    pub lanes: Vec<String>,
    /// Faults on roles in every lane.
    faults: Vec<String>,
    /// Changes of settings of the whole file.
    changes: String,
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{}", self.toml())
    }
}

impl Plan {
    /// The file, but for its title.
    pub fn toml(&self) -> String {
        let lanes = self.lanes.concat();
        let is_broker = |line: &str| ["[lane.queue", "[lane.topic", "[lane.workflow"].iter().any(|header| line.starts_with(header));
        // A role that nobody plays is an error of the file.
        let all = lanes.lines().any(is_broker);
        let faults: String = self.faults.iter().filter(|fault| all || !fault.contains("'broker'")).cloned().collect();
        format!("{}{lanes}{faults}{}", self.top, self.changes)
    }
}

/// How rough a scenario may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Anything may happen.
    Rough,
    /// Nothing happens by which a message could be kept for ever: nothing is lost, hangs, goes round or fails for good.
    Calm,
}

/// A scenario of ten seconds and up to three lanes.
pub fn plan() -> impl Strategy<Value = Plan> {
    made(Mood::Rough, 4)
}

/// A lane whose load stops early in a long run.
pub fn calm_plan() -> impl Strategy<Value = Plan> {
    made(Mood::Calm, 2)
}

fn made(mood: Mood, lanes: usize) -> impl Strategy<Value = Plan> {
    let numbers = |most: usize| prop::collection::vec(any::<u16>(), 0..most);
    (numbers(80), prop::collection::vec(numbers(250), 1..lanes), any::<u32>())
        .prop_map(move |(top, lanes, seed)| {
            let choices = &mut Choices::of(&top);
            let (load, thinks) = load(mood, choices);
            let (length, warmup) = match mood {
                Mood::Rough => (10, choices.upto(1)),
                Mood::Calm => (7_200, 0),
            };
            let mut top = format!("duration = '{length}s'\nwarmup = '{warmup}s'\nseed = {seed}\n[load]\n{load}");
            top += &world(mood, thinks, choices);
            let faults = (0..choices.upto(3)).map(|_| disturb::fault(mood, disturb::ROLES, choices)).collect();
            let has_rate = load.contains("rate");
            let changes = (0..choices.upto(2)).map(|_| disturb::change_of_all(mood, has_rate, choices)).collect();
            let lanes = (0..).zip(&lanes).map(|(place, numbers)| lane::lane(mood, place, thinks, &mut Choices::of(numbers))).collect();
            Plan { top, lanes, faults, changes }
        })
        // Messages that go round in a circle of fast nodes are more than a run may have, and are refused.
        .prop_filter("a run of too many events", |plan| {
            let read = parse("plan", &format!("title = \"plan\"\n{}", plan.toml()));
            read.err().is_none_or(|problems| !problems.render(false).contains("too many events"))
        })
}

/// What `[load]` says, and whether callers think.
fn load(mood: Mood, choices: &mut Choices<'_>) -> (String, bool) {
    let calm = mood == Mood::Calm;
    match choices.upto(if calm { 2 } else { 4 }) {
        2 => {
            let mut times: Vec<u32> = (0..=choices.upto(30)).map(|_| choices.upto(80) * 100).collect();
            times.sort_unstable();
            let times: Vec<String> = times.iter().map(|ms| format!("'{ms}ms'")).collect();
            (format!("times = [{}]\n", times.join(", ")), false)
        }
        3 => {
            let (size, every, count) = (1 + choices.upto(20), 1 + choices.upto(4), 1 + choices.upto(60));
            (format!("arrivals = 'burst'\nburst = {{ size = {size}, every = '{every}s' }}\ncount = {count}\n"), false)
        }
        4 => {
            let (think, count) = (choices.upto(400), 1 + choices.upto(100));
            // A closed loop without any rest would go round in no time.
            (format!("think = {{ exponential = '{}ms' }}\ncount = {count}\n", think + 1), true)
        }
        _ => {
            let (kind, rate) = (choices.one(&["constant", "poisson"]), 1 + choices.upto(25));
            let (later, ramp) = (if calm { 0 } else { choices.upto(30) }, choices.upto(1));
            (format!("arrivals = '{kind}'\nrate = '{rate}/s'\nphases = [{{ at = '4s', rate = '{later}/s', ramp = '{ramp}s' }}]\n"), false)
        }
    }
}

/// What messages, work and the network are like.
fn world(mood: Mood, thinks: bool, choices: &mut Choices<'_>) -> String {
    let size = choices.one(&["'1KB'", "{ uniform = ['1KB', '300KB'] }"]);
    let poison = match (mood, choices.upto(3)) {
        (Mood::Rough, 2) => format!("'{}%'", choices.upto(20)),
        (Mood::Rough, 3) if !thinks => "[2, 3]".to_owned(),
        _ => "'0%'".to_owned(),
    };
    let loss = if mood == Mood::Rough && choices.maybe(50) { choices.upto(20) } else { 0 };
    format!(
        "[message]\nsize = {size}\nkinds = {{ a = 0.5, b = 0.3, c = 0.2 }}\ngroups = {}\npoison = {poison}\n[work]\ntime = {}\n\
         errors = '{}%'\n[network]\nlatency = {}\nloss = '{loss}%'\n",
        1 + choices.upto(4),
        choices.work(),
        choices.upto(lane::errors(mood)),
        choices.spread(60),
    )
}
