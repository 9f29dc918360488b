//! Scenario files, from outside: the good ones are understood, the broken ones say what to do, and none brings the program down.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails may panic")]

#[path = "scenario_files/language.rs"]
mod language;

use std::path::{Path, PathBuf};

use inflight::dice::Dist;
use inflight::id::{LaneId, NodeId};
use inflight::scenario::measure::{Figure, LatencyKey, Measure, Stat};
use inflight::scenario::problem::Problems;
use inflight::scenario::{
    self, Arrivals, Asked, Checked, Demand, FaultKind, Op, Operand, Part, Scenario, Style, Target, key, limit, shipped,
};
use inflight::time::{SECOND, Span, Time};
use proptest::prelude::*;

/// The least file that runs, from the design.
const LEAST: &str = r#"
title = "Same work, two ways to ask for it"

[load]
rate = "5/s"

[work]
time = "120ms"

[[lane]]
name = "Synchronous"
  [lane.sender]
  calls = "orders"
  [lane.service.orders]

[[lane]]
name = "Asynchronous"
  [lane.sender]
  sends = "inbox"
  [lane.queue.inbox]
  [lane.worker.orders]
  polls = "inbox"
"#;

fn parse(source: &str) -> Scenario {
    scenario::parse("test.toml", source).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

fn problems(source: &str) -> Problems {
    scenario::parse("test.toml", source).expect_err("this file is broken")
}

#[test]
fn the_least_file_has_the_plainest_defaults() {
    let scenario = parse(LEAST);
    assert_eq!((scenario.duration, scenario.warmup, scenario.seed), (Span(60 * SECOND), Span::ZERO, 1));
    let Demand::Rate { arrivals, phases } = &scenario.load.demand else { panic!("{:?}", scenario.load) };
    assert_eq!((*arrivals, phases.len(), phases[0].rate), (Arrivals::Constant, 1, 5.0));
    let ids: Vec<_> = scenario.lanes.iter().map(|lane| lane.id.as_str()).collect();
    assert_eq!(ids, ["synchronous", "asynchronous"]);
    let [calling, sending] = &scenario.lanes[..] else { panic!("two lanes") };
    assert_eq!((calling.sender().style, sending.sender().style), (Style::Calls, Style::Sends));
    assert_eq!((calling.sender().callers, calling.sender().timeout, calling.sender().retry.attempts), (1, None, 1));
    let Part::Worker(worker) = &sending.node(NodeId(2)).part else { panic!("{sending:?}") };
    assert_eq!((worker.concurrency, worker.batch, worker.wait, worker.interval), (1, 1, Span(20 * SECOND), Span::ZERO));
    assert_eq!(worker.work.time, Dist::Constant(Span::from_millis(120)));
    let hops = |lane: &scenario::Lane| lane.nodes.iter().map(|node| node.hop).collect::<Vec<_>>();
    assert_eq!((hops(calling), hops(sending)), (vec![0, 1], vec![0, 1, 1]));
}

/// A file in which every key stands.
const EVERY: &str = include_str!("scenario_files/every.toml");

/// What the table of keys says of its defaults is so: a file that spells them out means the same.
#[test]
fn defaults_may_be_spelled_out() {
    let spelled = r#"
        title = "Same work, two ways to ask for it"
        summary = ""
        duration = "60s"
        warmup = "0s"
        seed = 1
        tags = []
        load = { rate = "5/s", arrivals = "constant", phases = [] }
        message = { poison = "0%" }
        work = { time = "120ms", errors = "0%" }
        network = { latency = "0s", loss = 0 }
        [[lane]]
        name = "Synchronous"
        sender = { calls = "orders", callers = 1 }
        service.orders = { concurrency = 1, time = "120ms", errors = 0.0, latency = "0s", loss = "0%" }
        [[lane]]
        name = "Asynchronous"
        sender = { sends = "inbox", callers = 1 }
        queue.inbox = { visibility_timeout = "30s", latency = "0s", loss = "0%" }
        worker.orders = { polls = "inbox", concurrency = 1, batch = 1, wait = "20s", interval = "0s" }
    "#;
    assert_eq!(parse(spelled), parse(LEAST));
    let retry = |retry: &str| parse(&LEAST.replace("calls = \"orders\"", &format!("calls = \"orders\"\nretry = {{ {retry} }}")));
    assert_eq!(retry("attempts = 3, backoff = \"100ms\", factor = \"2x\", cap = \"20s\", jitter = \"full\""), retry(""));
    let polls = |keys: &str| parse(&LEAST.replace("polls = \"inbox\"", &format!("polls = \"inbox\"\n{keys}")));
    assert_eq!(polls("wait = \"0s\"\ninterval = \"1s\""), polls("wait = \"0s\""));
    let plain = LEAST.replace("[work]\ntime = \"120ms\"", "");
    assert_eq!(parse(&plain), parse(&LEAST.replace("120ms", "100ms")));
}

#[test]
fn claims_are_understood() {
    let claim = |that: &str| parse(&format!("{LEAST}\n[[claim]]\nsay = 's'\nthat = '{that}'")).claims.remove(0);
    let right = ["asynchronous.inbox.wait.p99 < 3s", "asynchronous.inbox.depth_max>=\"3s\"", "synchronous.lost != 3"]
        .map(|that| claim(that).condition.right);
    assert_eq!(right, [Operand::Number(3.0); 3]);
    assert_eq!(claim("synchronous.blocked_share <= 20%").condition.right, Operand::Number(0.2));
    let scaled = claim("synchronous.blocked.p99 > 20 * asynchronous.blocked.p99");
    let latency = |lane| Measure { lane: LaneId(lane), figure: Figure::Latency(LatencyKey::Blocked, Stat::P99) };
    assert_eq!(
        (scaled.condition.left, scaled.condition.op, scaled.condition.factor, scaled.condition.right),
        (latency(0), Op::Greater, 20.0, Operand::Measure(latency(1)))
    );
}

#[test]
fn the_shipped_scenarios_are_in_order() {
    for shipped in shipped::ALL {
        let scenario = scenario::parse(shipped.name, shipped.source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        assert!(!scenario.claims.is_empty() && !scenario.summary.is_empty() && !scenario.scenes.is_empty(), "{}", shipped.name);
    }
    let files = chapters().into_iter().flat_map(|folder| files(&folder, "toml"));
    let mut names: Vec<_> = files.map(|file| file.file_stem().unwrap_or_default().to_string_lossy().into_owned()).collect();
    let mut listed: Vec<_> = shipped::ALL.iter().map(|shipped| shipped.name).collect();
    names.sort_unstable();
    listed.sort_unstable();
    assert_eq!(names, listed);
}

#[test]
fn a_fault_hits_what_it_names_in_every_lane() {
    let targets = |on: &str| {
        let file = format!("{LEAST}\n[[fault]]\nat = \"10s\"\nfor = \"5s\"\nkind = \"hang\"\non = \"{on}\"");
        let fault = parse(&file).faults.remove(0);
        assert_eq!((fault.at, fault.until, fault.kind), (Time(10 * SECOND), Time(15 * SECOND), FaultKind::Hang));
        fault.targets
    };
    let node = |lane, node| Target { lane: LaneId(lane), node: NodeId(node), link: false };
    let link = |lane, node| Target { lane: LaneId(lane), node: NodeId(node), link: true };
    assert_eq!(targets("sender"), [node(0, 0), node(1, 0)]);
    assert_eq!(targets("receiver"), [node(0, 1), node(1, 2)]);
    assert_eq!(targets("broker"), [node(1, 1)]);
    assert_eq!(targets("network"), [link(0, 1), link(1, 1), link(1, 2)]);
    assert_eq!(targets("orders"), [node(0, 1), node(1, 2)]);
    assert_eq!(targets("asynchronous.orders"), [node(1, 2)]);
}

#[test]
fn hops_follow_the_messages_and_not_the_file() {
    let scenario = parse(
        r#"
        title = "Two workers and a dead-letter queue"
        load = { rate = "1/s" }
        [[lane]]
        name = "L"
        worker.late = { polls = "dead" }
        queue.dead = {}
        queue.inbox = { max_receives = 3, dead_letter = "dead" }
        worker.second = { polls = "inbox" }
        worker.third = { polls = "inbox" }
        sender = { sends = "inbox" }
        "#,
    );
    let hops: Vec<_> = scenario.lanes[0].nodes.iter().map(|node| (node.id.as_str(), node.hop)).collect();
    assert_eq!(hops, [("late", 3), ("dead", 3), ("inbox", 1), ("second", 1), ("third", 2), ("sender", 0)]);
}

#[test]
fn phases_begin_with_the_rate() {
    let phases = |load: &str| match parse(&LEAST.replace("rate = \"5/s\"", load)).load.demand {
        Demand::Rate { phases, .. } => {
            phases.iter().map(|phase| (phase.at.0 / SECOND, phase.ramp.0 / SECOND, phase.rate)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(phases("rate = \"5/s\"\nphases = [{ at = \"10s\", rate = \"8/s\", ramp = \"2s\" }]"), [(0, 0, 5.0), (10, 2, 8.0)]);
    assert_eq!(phases("phases = [{ at = \"10s\", rate = \"8/s\" }]"), [(0, 0, 0.0), (10, 0, 8.0)]);
    assert_eq!(phases("phases = [{ at = \"0s\", rate = \"60/min\" }]"), [(0, 0, 1.0)]);
}

#[test]
fn a_file_with_every_key_is_understood() {
    // There are other ways to say what arrives; the files below have these.
    let others = ["burst", "every", "times", "file", "think"];
    let words: Vec<&str> = EVERY.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for key in key::TABLES.iter().flat_map(|table| table.keys) {
        assert!(words.contains(&key.name) || others.contains(&key.name), "{key:?}");
    }
    let scenario = parse(EVERY);
    let hops = |lane: &scenario::Lane| lane.nodes.iter().map(|node| format!("{} {}", node.id, node.hop)).collect::<Vec<_>>().join(", ");
    assert_eq!(hops(&scenario.lanes[0]), "sender 0, orders 1, stock 2, mail 3, db 4, refund 6, audit 5, auditor 5, fulfil 2");
    assert_eq!(hops(&scenario.lanes[1]), "sender 0, billing 1, audit 4, inbox 1, dead 5, orders 1, db 2, events 3, resize 3");
}

/// Every broken file gives exactly the words that stand beside it. `UPDATE=1` writes them anew: read each as a beginner would.
#[test]
fn broken_files_say_what_to_do() {
    let broken = each_says("tests/broken", Result::err);
    assert!(broken >= 85, "{broken} broken files");
}

/// The same for files that run and surely don't do what was meant.
#[test]
fn doubtful_files_say_why_it_matters() {
    let doubtful =
        each_says("tests/doubtful", |checked| checked.ok().map(|checked| checked.warnings).filter(|warnings| !warnings.is_empty()));
    assert!(doubtful >= 70, "{doubtful} doubtful files");
}

/// Compares the problems of each file of a folder with the words beside it; gives the number of files. A first line `# --set PATH=VALUE`
/// sets something in it.
fn each_says(folder: &str, problems: impl Fn(Result<Checked, Problems>) -> Option<Problems>) -> usize {
    let beside = |name: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name));
    let files = files(folder, "toml");
    for file in &files {
        let source = std::fs::read_to_string(file).expect("a readable file");
        let name = file.file_name().and_then(|name| name.to_str()).expect("a plain name");
        let sets: Vec<String> = source.lines().map_while(|line| line.strip_prefix("# --set ")).map(str::to_owned).collect();
        let beside = &|name: &str| beside(name).map_err(|_| "there is no such file".to_owned());
        let checked = scenario::read(&Asked { path: name, source: &source, sets: &sets, beside });
        let shown = problems(checked).unwrap_or_else(|| panic!("{name} has no such problem")).render(false);
        let words = file.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&words, &shown).expect("a writable folder");
        }
        assert_eq!(shown, std::fs::read_to_string(&words).unwrap_or_default(), "{name}: look at it, then run with UPDATE=1");
    }
    files.len()
}

#[test]
fn a_huge_file_and_huge_nesting_are_refused_in_few_words() {
    let limit = usize::try_from(limit::FILE).expect("a small number");
    let huge = [
        format!("title = \"{}\"", "x".repeat(limit)),
        "[".repeat(limit),
        "a.".repeat(limit / 2),
        "a = {".repeat(limit / 5),
        "\"\\u0000\" = 1\n".repeat(limit / 13),
        (0..limit / 16).map(|n| format!("k{n} = nonsense\n")).collect(),
        format!("x = {{ {} }}", (0..limit / 16).map(|n| format!("k{n} = 1")).collect::<Vec<_>>().join(", ")),
        format!("title = \"{}\"\n{LEAST}", "\u{202e}".repeat(1_000)),
    ];
    for source in huge {
        let problems = problems(&source);
        assert!(problems.list().len() <= limit::PROBLEMS);
        let shown = problems.render(false);
        assert!(shown.len() < 100_000, "{} bytes", shown.len());
        assert!(!shown.chars().any(|c| c != '\n' && inflight::scenario::text::is_harmful(c)), "{shown}");
    }
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(&folder).expect("a readable folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|each| each == extension));
    files.sort();
    files
}

/// The folders of the shipped scenarios.
fn chapters() -> Vec<String> {
    let folders = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")).expect("a readable folder");
    folders.map(|folder| format!("scenarios/{}", folder.expect("a readable entry").file_name().to_string_lossy())).collect()
}

/// Whatever a file says, the answer is a scenario or problems within the file.
fn is_answered(source: &str) -> Result<(), TestCaseError> {
    let Err(problems) = scenario::parse("any.toml", source) else { return Ok(()) };
    prop_assert!(!problems.is_empty());
    for problem in problems.list() {
        let place = problem.place;
        prop_assert!(place.start <= place.end && place.end <= source.len(), "{problem:?}");
        prop_assert!(source.is_char_boundary(place.start) && source.is_char_boundary(place.end), "{problem:?}");
    }
    let shown = problems.render(false);
    prop_assert!(!shown.chars().any(|c| c != '\n' && inflight::scenario::text::is_harmful(c)), "{}", shown);
    prop_assert!(problems.render(true).len() >= shown.len());
    Ok(())
}

/// Good files, and words to put into them.
fn seeds() -> Vec<&'static str> {
    let mut seeds = vec![LEAST, EVERY];
    seeds.extend(shipped::ALL.iter().map(|shipped| shipped.source));
    seeds
}

const PIECES: [&str; 38] = [
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "[[lane]]\n",
    "{",
    "}",
    "=",
    "\n",
    "\u{1b}",
    "é",
    "\u{202e}",
    "-1",
    "\"1e9s\"",
    "inf",
    "nan",
    "1979-05-27",
    "0x1F",
    "\"0s\"",
    "\"\"",
    "[lane.queue.x]\n",
    "[lane.service]\n",
    "calls = \"orders\"\n",
    "\\u00e9",
    "\"20%\"",
    "99999999999999999999",
    ",",
    "[lane.topic.x]\n",
    "[[change]]\n",
    "set = \"load.rate\"\n",
    "push = \"orders\"\n",
    "[[\"a\"], \"b\"]",
    "[]",
    "{}",
    "\"2KB\"",
    "\"5/s\"",
    "8",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(source in "\\PC{0,200}|[a-z=\\[\\]\"'{}.,0-9\\n #]{0,200}") {
        is_answered(&source)?;
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        is_answered(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn good_files_gone_wrong_are_answered(
        seed in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(&PIECES[..])), 1..6),
    ) {
        let mut source = seeds()[seed].to_owned();
        for (at, length, piece) in changes {
            let start = source.floor_char_boundary(at.index(source.len()));
            let end = source.ceil_char_boundary((start + length).min(source.len()));
            source.replace_range(start..end, piece);
        }
        is_answered(&source)?;
    }
}
