//! Scenarios made up by chance: as text, so that they are checked as any file is.

use std::fmt::Write;
use std::sync::Arc;

use inflight::scenario::{self, Scenario};
use proptest::prelude::*;
use proptest::sample::select;

use crate::patterns::PATTERNS;

/// Names of all widths: short, long, wide, combining, and with signs of more than one code point.
const TITLES: [&str; 6] =
    ["A", "Synchronous", "同期呼び出しと非同期キュー", "e\u{301}a\u{308}o\u{302} \u{939}\u{93f}\u{928}", "👩🏽 ❤\u{fe0f} 🇫🇷", LONG];
/// Names of nodes, which are of letters and digits alone.
const NODES: [&str; 4] = ["q", "受信箱と待ち行列", "संदेश", "a-very-long-name-of-a-node-that-no-box-has-room-for-0123456789"];
const LONG: &str = "A title as long as a title may be, for which hardly any header has room";
/// Plain names, for the property that a plain screen is plain.
const PLAIN: [&str; 2] = ["Plain", LONG];

/// What a made-up scenario is about.
#[derive(Clone, Debug)]
pub struct Recipe {
    pub title: &'static str,
    pub lanes: Vec<Shape>,
    /// Messages a second.
    pub rate: u32,
    pub duration: &'static str,
    pub latency: &'static str,
    pub fault: &'static str,
    /// In twentieths of the run: when a scene without a pause begins.
    pub scene: u32,
}

/// A made-up lane.
#[derive(Clone, Debug)]
pub struct Shape {
    pub name: &'static str,
    pub node: &'static str,
    pub callers: u32,
    pub slots: u32,
    /// How many workers poll its queue; none: the sender calls a service.
    pub workers: u32,
    /// One of the patterns, in place of a service or a queue.
    pub pattern: Option<&'static str>,
    /// Whether the queue has a dead-letter queue, and whether a worker polls that.
    pub dead_letters: bool,
    pub undertaker: bool,
}

fn shape(titles: &'static [&'static str], nodes: &'static [&'static str]) -> impl Strategy<Value = Shape> {
    let count = || prop_oneof![1..5u32, 1..200u32];
    let pattern = prop::option::of(select(&PATTERNS[..]));
    (select(titles), select(nodes), count(), count(), 0..4u32, pattern, any::<bool>(), any::<bool>()).prop_map(
        |(name, node, callers, slots, workers, pattern, dead_letters, undertaker)| Shape {
            name,
            node,
            callers,
            slots,
            workers,
            pattern,
            dead_letters,
            undertaker,
        },
    )
}

fn recipe(titles: &'static [&'static str], nodes: &'static [&'static str], lanes: usize, rate: u32) -> impl Strategy<Value = Recipe> {
    let latency = select(&["0s", "1ms", "10ms", "700ms"][..]);
    let fault = select(&["", "outage", "hang", "slow", "errors", "throttle", "loss", "delay", "duplicate", "crash", "partition"][..]);
    let load = prop_oneof![4 => (1..=rate, Just("10s")), 1 => (Just(0), Just("30d"))];
    (select(titles), prop::collection::vec(shape(titles, nodes), 1..=lanes), load, latency, fault, 0..20u32).prop_map(
        |(title, lanes, (rate, duration), latency, fault, scene)| {
            // In a circle of queues a message may go round for ever.
            let (rate, duration) = if lanes.iter().any(|lane| lane.pattern.is_some()) { (rate.max(1), "10s") } else { (rate, duration) };
            Recipe { title, lanes, rate, duration, latency, fault, scene }
        },
    )
}

/// Anything: up to six lanes, any names, up to 60 messages a second.
pub fn any_recipe() -> impl Strategy<Value = Recipe> {
    recipe(&TITLES, &NODES, 6, 60)
}

/// As anything, but with plain names.
pub fn plain_recipe() -> impl Strategy<Value = Recipe> {
    recipe(&PLAIN, &["inbox"], 4, 60)
}

/// One whose whole run has few facts, to be gone through one by one.
pub fn small_recipe() -> impl Strategy<Value = Recipe> {
    recipe(&PLAIN, &["inbox"], 3, 8).prop_map(|recipe| Recipe { rate: recipe.rate.max(1), duration: "10s", ..recipe })
}

impl Recipe {
    /// The checked scenario.
    pub fn scenario(&self) -> Arc<Scenario> {
        let text = self.text();
        Arc::new(scenario::parse("made", &text).unwrap_or_else(|problems| panic!("{}\n{text}", problems.render(false))))
    }

    fn text(&self) -> String {
        let Self { title, rate, duration, latency, scene, .. } = self;
        let rate = if *rate == 0 { "1/h".to_owned() } else { format!("{rate}/s") };
        let mut text = format!("title = '{title}'\nduration = '{duration}'\n[load]\narrivals = 'poisson'\nrate = '{rate}'\n");
        text += "[message]\npoison = '20%'\n[work]\ntime = { exponential = '150ms' }\n";
        writeln!(text, "[network]\nlatency = '{latency}'\nloss = '5%'").unwrap();
        for (place, lane) in self.lanes.iter().enumerate() {
            lane.write(place, &mut text);
        }
        if !self.fault.is_empty() {
            let amount = match self.fault {
                "slow" => "amount = 3.0",
                "errors" | "loss" | "duplicate" => "amount = '50%'",
                "throttle" => "amount = '3/s'",
                "delay" => "amount = '400ms'",
                _ => "",
            };
            writeln!(text, "[[fault]]\nat = '3s'\nfor = '4s'\nkind = '{}'\non = 'receiver'\n{amount}", self.fault).unwrap();
        }
        // The run lasts ten seconds, or so long that this is its beginning.
        let at = scene * 500;
        writeln!(text, "[[scene]]\nat = '{at}ms'\ntitle = '{title}'\nsay = '{title} {title}{title}'").unwrap();
        text
    }
}

impl Shape {
    fn write(&self, place: usize, text: &mut String) {
        let Self { name, node, callers, slots, .. } = self;
        if let Some(pattern) = self.pattern {
            writeln!(text, "[[lane]]\nname = '{place} {name}'\n[lane.sender]\ncallers = {callers}\ntimeout = '900ms'{pattern}").unwrap();
            return;
        }
        let way = if self.workers == 0 { "calls" } else { "sends" };
        writeln!(text, "[[lane]]\nname = '{place} {name}'\n[lane.sender]\n{way} = '{node}'\ncallers = {callers}").unwrap();
        writeln!(text, "timeout = '900ms'\nretry = {{ attempts = 3, backoff = '200ms' }}").unwrap();
        if self.workers == 0 {
            writeln!(text, "[lane.service.'{node}']\nconcurrency = {slots}\nbacklog = 5").unwrap();
            return;
        }
        writeln!(text, "[lane.queue.'{node}']\nvisibility_timeout = '1s'").unwrap();
        if self.dead_letters {
            writeln!(text, "dead_letter = 'dead'\nmax_receives = 2\n[lane.queue.dead]").unwrap();
        }
        for worker in 0..self.workers {
            writeln!(text, "[lane.worker.'{worker}{node}']\npolls = '{node}'\nconcurrency = {slots}\nbatch = 3").unwrap();
        }
        if self.dead_letters && self.undertaker {
            writeln!(text, "[lane.worker.undertaker]\npolls = 'dead'").unwrap();
        }
    }
}
