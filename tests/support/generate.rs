//! Scenarios made up by chance: every kind of node, load and fault, small enough to run in a moment.

use proptest::prelude::*;

/// A scenario as parts of a file, so that lanes can be moved about.
#[derive(Clone, Debug)]
pub struct Plan {
    pub top: String,
    pub lanes: Vec<String>,
    pub faults: String,
    /// Faults on queues; they come last, so that the places of the others don't depend on them.
    pub broker_faults: String,
}

impl Plan {
    /// The file, but for its title.
    pub fn toml(&self) -> String {
        let lanes = self.lanes.concat();
        // A role that nobody plays is an error of the file.
        let broker_faults = if lanes.contains("[lane.queue") { self.broker_faults.as_str() } else { "" };
        format!("{}{lanes}{}{broker_faults}", self.top, self.faults)
    }
}

/// A time in milliseconds, or spread around it.
fn spread(most: u32) -> impl Strategy<Value = String> {
    prop_oneof![
        (0..=most).prop_map(|ms| format!("'{ms}ms'")),
        (1..=most).prop_map(|ms| format!("{{ exponential = '{ms}ms' }}")),
        (1..=most).prop_map(|ms| format!("{{ uniform = ['{}ms', '{ms}ms'] }}", ms / 2)),
        (1..=most).prop_map(|ms| format!("{{ lognormal = {{ median = '{ms}ms', p99 = '{}ms' }} }}", ms * 4)),
    ]
}

fn load() -> impl Strategy<Value = String> {
    let kind = prop_oneof![Just("constant"), Just("poisson")];
    prop_oneof![
        (kind, 1..30_u32, 0..30_u32, 0..2_u32).prop_map(|(kind, rate, later, ramp)| format!(
            "arrivals = '{kind}'\nrate = '{rate}/s'\nphases = [{{ at = '4s', rate = '{later}/s', ramp = '{ramp}s' }}]"
        )),
        prop::collection::vec(0..8_000_u32, 1..60).prop_map(|mut times| {
            times.sort_unstable();
            let times: Vec<String> = times.iter().map(|ms| format!("'{ms}ms'")).collect();
            format!("times = [{}]", times.join(", "))
        }),
        (1..400_u32, 1..100_u32).prop_map(|(think, count)| format!("think = {{ exponential = '{think}ms' }}\ncount = {count}")),
    ]
}

fn sender(verb: &'static str) -> impl Strategy<Value = String> {
    let jitter = prop_oneof![Just("none"), Just("equal"), Just("full"), Just("decorrelated")];
    let retry = (2..5_u32, 0..400_u32, jitter).prop_map(|(attempts, backoff, jitter)| {
        format!("retry = {{ attempts = {attempts}, backoff = '{backoff}ms', jitter = '{jitter}' }}\n")
    });
    let timeout = prop::option::of((1..1_500_u32).prop_map(|ms| format!("timeout = '{ms}ms'\n")));
    let backlog = prop::option::of((0..20_u32).prop_map(|most| format!("backlog = {most}\n")));
    (1..6_u32, prop::option::of(retry), timeout, backlog).prop_map(move |(callers, retry, timeout, backlog)| {
        let more = [retry, timeout, backlog].map(Option::unwrap_or_default).concat();
        format!("[lane.sender]\n{verb}\ncallers = {callers}\n{more}")
    })
}

fn calling() -> impl Strategy<Value = String> {
    (sender("calls = 's'"), 1..4_u32, prop::option::of(0..6_u32)).prop_map(|(sender, slots, backlog)| {
        let backlog = backlog.map(|most| format!("backlog = {most}\n")).unwrap_or_default();
        format!("{sender}[lane.service.s]\nconcurrency = {slots}\n{backlog}")
    })
}

fn worker(name: &'static str, queue: &'static str) -> impl Strategy<Value = String> {
    (1..4_u32, 1..6_u32, prop::option::of(0..3_000_u32)).prop_map(move |(slots, batch, wait)| {
        let wait = wait.map(|ms| format!("wait = '{ms}ms'\n")).unwrap_or_default();
        format!("[lane.worker.{name}]\npolls = '{queue}'\nconcurrency = {slots}\nbatch = {batch}\n{wait}")
    })
}

fn sending() -> impl Strategy<Value = String> {
    let second = prop::option::of(worker("v", "q"));
    let dead = prop::option::of((1..4_u32, prop::option::of(worker("mourner", "d"))));
    (sender("sends = 'q'"), 100..3_000_u32, worker("w", "q"), second, dead).prop_map(|(sender, hidden, first, second, dead)| {
        let second = second.unwrap_or_default();
        let (redrive, dead) = dead.map_or_else(Default::default, |(most, mourner)| {
            let mourner = mourner.unwrap_or_default();
            (format!("max_receives = {most}\ndead_letter = 'd'\n"), format!("[lane.queue.d]\n{mourner}"))
        });
        format!("{sender}[lane.queue.q]\nvisibility_timeout = '{hidden}ms'\n{redrive}{first}{second}{dead}")
    })
}

/// A fault on one of some roles; one may begin with the run, end after it, or meet another.
fn fault(roles: &'static [&'static str], slow: bool) -> impl Strategy<Value = String> {
    let errors = (1..=100_u32).prop_map(|share| format!("kind = 'errors'\namount = '{share}%'"));
    let slowness = (2..8_u32).prop_map(|factor| format!("kind = 'slow'\namount = {factor}"));
    let soft = if slow { prop_oneof![errors, slowness].boxed() } else { errors.boxed() };
    let hard = prop_oneof![Just("kind = 'outage'".to_owned()), Just("kind = 'hang'".to_owned())];
    let kind_on = prop_oneof![
        2 => (hard, prop::sample::select(roles)),
        // A sender does no work that could fail or be slow.
        1 => (soft, prop::sample::select(&roles[..roles.len().min(2)])),
    ];
    (kind_on, 0..90_u32, 1..50_u32)
        .prop_map(|((kind, on), at, lasts)| format!("[[fault]]\nat = '{}ms'\nfor = '{}ms'\non = '{on}'\n{kind}\n", at * 100, lasts * 100))
}

/// A scenario of ten seconds and up to three lanes.
pub fn plan() -> impl Strategy<Value = Plan> {
    let message = prop_oneof![Just(0_u32), 0..30_u32];
    let top = (load(), spread(300), 0..20_u32, spread(60), prop_oneof![Just(0_u32), 1..20_u32], message, any::<u64>());
    let top = top.prop_map(|(load, work, errors, latency, loss, poison, seed)| {
        format!(
            "duration = '10s'\nwarmup = '1s'\nseed = {}\n[load]\n{load}\n[work]\ntime = {work}\nerrors = '{errors}%'\n\
             [network]\nlatency = {latency}\nloss = '{loss}%'\n[message]\npoison = '{poison}%'\n",
            seed >> 1
        )
    });
    let lane = prop_oneof![calling().boxed(), sending().boxed()];
    let lanes = prop::collection::vec(lane, 1..4)
        .prop_map(|lanes| lanes.iter().enumerate().map(|(place, lane)| format!("[[lane]]\nname = 'lane {place}'\n{lane}")).collect());
    let faults = prop::collection::vec(fault(&["receiver", "network", "sender"], true), 0..4).prop_map(|faults| faults.concat());
    let broker_faults = prop::collection::vec(fault(&["broker"], false), 0..3).prop_map(|faults| faults.concat());
    (top, lanes, faults, broker_faults).prop_map(|(top, lanes, faults, broker_faults)| Plan { top, lanes, faults, broker_faults })
}
