//! Faults and changes made up by chance.

use super::Mood;
use super::choices::Choices;
use super::lane::errors;

/// What a fault may hit in every lane.
pub const ROLES: &[&str] = &["'receiver'", "'network'", "'sender'", "'broker'"];

/// A fault on one of some; one may begin with the run, end after it, or meet another.
pub fn fault(mood: Mood, on: &[&str], choices: &mut Choices<'_>) -> String {
    let kinds = match mood {
        Mood::Rough => ["outage", "hang", "slow", "errors", "throttle", "loss", "delay", "duplicate", "crash", "partition"].as_slice(),
        Mood::Calm => ["outage", "slow", "errors", "throttle", "crash"].as_slice(),
    };
    let kind = choices.one(kinds);
    let mut on = choices.one(on);
    // On a link an outage would take answers away that somebody waits for.
    if mood == Mood::Calm && on == "'network'" {
        on = "'receiver'";
    }
    let amount = match kind {
        "slow" => format!("amount = '{}x'\n", choices.one(&["2", "0.5", "7"])),
        "errors" | "loss" | "duplicate" => format!("amount = '{}%'\n", 1 + choices.upto(99)),
        "throttle" => format!("amount = '{}/s'\n", 1 + choices.upto(9)),
        "delay" => format!("amount = {}\n", choices.time(1, 1_500)),
        _ => String::new(),
    };
    let at = choices.upto(90) * 100;
    let lasts =
        if mood == Mood::Calm || choices.maybe(90) { format!("for = '{}ms'\n", (1 + choices.upto(40)) * 100) } else { String::new() };
    format!("[[fault]]\nat = '{at}ms'\nkind = '{kind}'\non = {on}\n{amount}{lasts}")
}

/// A change of one of the settings of a lane.
pub fn change(mood: Mood, lane: &str, settings: &[(String, &'static str)], choices: &mut Choices<'_>) -> String {
    let (node, key) = &settings[choices.upto(999) as usize % settings.len()];
    let to = match *key {
        "callers" | "concurrency" | "batch" | "capacity" | "max_receives" | "attempts" => format!("{}", 1 + choices.upto(6)),
        "backlog" => format!("{}", choices.upto(9)),
        "latency" | "delay" => choices.spread(200),
        "time" => choices.work(),
        "think" => choices.time(1, 500),
        "errors" => format!("'{}%'", choices.upto(errors(mood))),
        "loss" => format!("'{}%'", choices.upto(100)),
        "wait" => choices.time(500, 3_000),
        // `timeout`, `visibility_timeout`, `interval`
        _ => choices.time(100, 2_000),
    };
    format!("[[change]]\nat = '{}ms'\nset = '{lane}.{node}.{key}'\nto = {to}\n", choices.upto(95) * 100)
}

/// A change of a setting of the whole file.
pub fn change_of_all(mood: Mood, has_rate: bool, choices: &mut Choices<'_>) -> String {
    let at = 60 + choices.upto(35);
    let (set, to) = match choices.upto(4) {
        1 => ("work.errors", format!("'{}%'", choices.upto(errors(mood)))),
        2 => ("network.latency", choices.spread(200)),
        3 if mood == Mood::Rough => ("network.loss", format!("'{}%'", choices.upto(30))),
        4 if mood == Mood::Rough && has_rate => ("load.rate", format!("'{}/s'", choices.upto(30))),
        _ => ("work.time", choices.work()),
    };
    format!("[[change]]\nat = '{at}00ms'\nset = '{set}'\nto = {to}\n")
}
