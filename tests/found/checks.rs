//! What must hold of any text that is given as a scenario: it is refused in words that harm nobody, or it runs by the rules.
//!
//! The fuzz target and the test of what it found share these checks. A text is a scenario file with its surroundings: a line
//! `# --set PATH=VALUE` is an argument as well, and what follows a line `# beside` is the content of every file beside it.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use inflight::export::csv::csv;
use inflight::export::diagnosis::diagnosis;
use inflight::export::json::json;
use inflight::export::markdown::markdown;
use inflight::export::svg::svg;
use inflight::export::table::table;
use inflight::fact::{Fact, Sink};
use inflight::id::LaneId;
use inflight::measure::Report;
use inflight::scenario::problem::Problems;
use inflight::scenario::text::{Text, is_harmful};
use inflight::scenario::{Asked, Scenario, expected_events, limit, parse, read};
use inflight::scene::Scene;
use inflight::sim::{Halt, Sim};
use inflight::tape::Tape;
use inflight::time::Time;
use inflight::ui::keymap::KEYS;
use inflight::ui::reload::{Broken, Fresh, News, Reload};
use inflight::ui::sign::Signs;
use inflight::ui::theme::{Depth, Palette, Theme};
use inflight::ui::{Input, Model, Run, update, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How many events of a lane are simulated.
const EVENTS: u64 = 10_000;
/// Much more than all problems of a file take.
const WORDS: usize = 1 << 20;

/// Panics if anything does not hold of this text; says whether it is a legal scenario.
pub fn hold(text: &str) -> bool {
    let (source, beside) = text.split_once("\n# beside\n").unwrap_or((text, ""));
    let sets: Vec<String> = source.lines().filter_map(|line| line.strip_prefix("# --set ")).map(str::to_owned).collect();
    let beside = &|_: &str| if beside.is_empty() { Err("there is no such file".to_owned()) } else { Ok(beside.to_owned()) };
    let chance = &mut Chance::of(text);
    match read(&Asked { path: "any.toml", source, sets: &sets, beside }) {
        Err(problems) => {
            assert!(problems.errors() > 0, "refused for no reason");
            can_be_shown(&problems, source, &sets, chance);
            let mut model = other_model();
            news(&mut model, News::Broken(Broken::Problems(problems)));
            screen_is_harmless(model, 3, chance);
            false
        }
        Ok(checked) => {
            assert_eq!(checked.warnings.errors(), 0);
            can_be_shown(&checked.warnings, source, &sets, chance);
            runs(&Arc::new(checked.scenario), checked.warnings, chance);
            true
        }
    }
}

/// Problems lie within the texts that they are about, and their words are harmless and few.
fn can_be_shown(problems: &Problems, source: &str, sets: &[String], chance: &mut Chance) {
    let all = sets.iter().fold(source.to_owned(), |all, set| all + "\0" + set);
    assert!(problems.list().len() <= limit::PROBLEMS && problems.total() >= problems.list().len());
    for problem in problems.list() {
        let place = problem.place;
        assert!(place.start <= place.end && all.get(place.start..place.end).is_some(), "{problem:?}");
        let at = problems.location(place);
        assert!((1, 1) <= at.start && at.start <= at.end, "{problem:?}: {at:?}");
    }
    // One look is enough for one text: it takes longer than all else.
    let shown = match chance.below(4) {
        0 => without_colours(&problems.render(true)),
        1 => problems.render_in(false, chance.index(200)),
        _ => problems.render(false),
    };
    is_harmless(&shown);
    let editors = diagnosis("any.toml", problems).expect("problems can be written as JSON");
    is_harmless(&editors);
    let editors: serde_json::Value = serde_json::from_str(&editors).expect("what is written can be read");
    assert_eq!(editors["problems"].as_array().map(Vec::len), Some(problems.list().len()));
}

fn is_harmless(words: &str) {
    let harmful = words.chars().find(|c| *c != '\n' && is_harmful(*c));
    assert_eq!(harmful, None, "{words}");
    assert!(words.len() < WORDS, "{} bytes", words.len());
}

/// The text without the sequences that change colours, which are the program's own.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        all + part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').strip_prefix('m').unwrap_or("\u{1b}")
    })
}

/// A legal scenario keeps the rules for as long as is looked at, on the tape and on the screen too.
fn runs(scenario: &Arc<Scenario>, warnings: Problems, chance: &mut Chance) {
    let expected = expected_events(scenario);
    assert!(expected > 0.0 && expected <= limit::EVENTS_HEADLESS, "{expected} events");
    let mut folded = Scene::new(scenario);
    let (mut until, mut whole) = (scenario.end(), true);
    for (lane, _) in scenario.lane_ids() {
        match steps(scenario, lane, &mut folded) {
            Ok(None) => {}
            Ok(Some(at)) => (until, whole) = (until.min(at), false),
            Err(halt) => return is_harmless(&halt.to_string()),
        }
    }
    if whole {
        report_adds_up(scenario);
    }
    // An instant that holds more than the events looked at is left out, and all after it.
    if until > Time::START {
        let until = if whole { until } else { Time(until.0 - 1) };
        tape_goes_back_and_forth(scenario, until, chance, whole.then_some(&folded));
        is_shown(scenario, warnings, whole, chance);
    }
}

/// The books of one lane, kept from its facts alone.
struct Books<'a> {
    scene: &'a mut Scene,
    lane: LaneId,
    latest: Time,
    in_system: u64,
}

impl Sink for Books<'_> {
    fn record(&mut self, at: Time, fact: Fact) {
        assert!(at >= self.latest, "{fact:?} at {at} comes after {}", self.latest);
        self.latest = at;
        self.scene.apply(at, self.lane, fact);
        match fact {
            Fact::Born { .. } => self.in_system += 1,
            Fact::Ended { born, done, .. } => {
                assert!(born <= done && done <= at, "{fact:?} at {at}");
                self.in_system = self.in_system.checked_sub(1).expect("only what was born can end");
            }
            _ => {}
        }
    }
}

/// Simulates a lane event by event; gives the instant that it came to, or nothing if the run is over.
fn steps(scenario: &Arc<Scenario>, lane: LaneId, scene: &mut Scene) -> Result<Option<Time>, Halt> {
    let mut sim = Sim::new(scenario, lane);
    let mut books = Books { scene, lane, latest: Time::START, in_system: 0 };
    for _ in 0..EVENTS {
        match sim.next_at() {
            Some(at) if at <= scenario.end() => sim.step(&mut books)?,
            _ => return Ok(None),
        }
        assert_eq!(sim.in_system(), books.in_system, "at {}", books.latest);
    }
    Ok(sim.next_at().filter(|at| *at <= scenario.end()))
}

/// In the report of a run, what was offered has ended or is in the system.
fn report_adds_up(scenario: &Arc<Scenario>) {
    let Ok(report) = Report::of(scenario) else { return };
    for words in [table(&report), markdown(&report, "any.toml"), csv(&report, "any.toml")] {
        is_harmless(&words);
    }
    let json = json(&report, Duration::ZERO).expect("a report can be written as JSON");
    is_harmless(&json);
    let json: serde_json::Value = serde_json::from_str(&json).expect("what is written can be read");
    for lane in json["lanes"].as_array().into_iter().flatten() {
        let count = |name: &str| lane[name].as_u64().unwrap_or_else(|| panic!("no {name}: {lane}"));
        let ends = ["completed", "failed", "rejected", "dead_lettered", "expired", "lost", "in_system"];
        assert_eq!(count("offered"), ends.iter().map(|end| count(end)).sum::<u64>(), "{lane}");
    }
}

/// The same instant shows the same, whether one comes to it from before or from behind, or by the facts alone.
fn tape_goes_back_and_forth(scenario: &Arc<Scenario>, until: Time, chance: &mut Chance, folded: Option<&Scene>) {
    let Ok(mut tape) = Tape::new(scenario) else { return };
    let mut seek = |to: Time| {
        assert_eq!(tape.seek(to, u64::MAX), Ok(true));
        (tape.scene().clone(), tape.latest().clone())
    };
    let between = Time(chance.below(until.0));
    let middle = seek(between);
    let end = seek(until);
    assert!(folded.is_none_or(|folded| *folded == end.0), "the facts alone give another scene");
    assert!(seek(between) == middle, "another scene on the way back to {between:.9}");
    assert!(seek(until) == end, "another scene on the way forth to {until:.9}");
}

/// A model that plays something else, at whose instant a changed file is taken up.
fn other_model() -> Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let source = "title = 't'\nload.rate = '5/s'\n[[lane]]\nname = 'L'\nsender.calls = 's'\nservice.s = {}";
        let scenario = parse("other.toml", source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        Model::new(Arc::new(scenario), Theme { palette: Palette::Dark, depth: Depth::True }, &Signs::UNICODE).expect("time goes on")
    });
    MODEL.clone()
}

/// What is found in the file while something else plays.
fn news(model: &mut Model, news: News) {
    update(model, Input::Reloaded(Box::new(Reload { file: Text::prose("any.toml"), news })));
}

/// What is legal can be shown from its start, or in place of something else.
fn is_shown(scenario: &Arc<Scenario>, warnings: Problems, whole: bool, chance: &mut Chance) {
    let Ok(run) = Run::new(Arc::clone(scenario)) else { return };
    let mut model = other_model();
    if chance.below(2) == 0 {
        model = Model::of(run, model.theme, model.signs);
    } else {
        news(&mut model, News::Fresh(Fresh { run, warnings }));
    }
    // Where the rest of a run is not known, the way there may be long.
    screen_is_harmless(model, if whole { 5 } else { 0 }, chance);
}

/// Whatever keys are pressed, every cell has something harmless in it.
fn screen_is_harmless(mut model: Model, keys: u64, chance: &mut Chance) {
    if chance.below(2) == 0 {
        model.signs = &Signs::ASCII;
    }
    let [width, height] = [200, 60].map(|most| u16::try_from(chance.below(most) + 1).unwrap_or(1));
    update(&mut model, Input::Resized { width, height });
    for _ in 0..chance.below(keys) {
        let keys = KEYS[chance.index(KEYS.len())].keys;
        update(&mut model, Input::Key(keys[chance.index(keys.len())]));
        update(&mut model, Input::Elapsed(Duration::from_millis(chance.below(300))));
    }
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    view(&model, buf.area, &mut buf);
    for cell in buf.content() {
        is_harmless(cell.symbol());
        assert!(!cell.symbol().contains('\n'));
    }
    is_harmless(&svg(&buf));
}

/// Numbers that depend on the text alone.
struct Chance(u64);

impl Chance {
    fn of(text: &str) -> Self {
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// A number from 0 to less than `most`; 0 if there is none.
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u64::try_from((u128::from(self.0) * u128::from(most)) >> 64).unwrap_or(0)
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }
}
