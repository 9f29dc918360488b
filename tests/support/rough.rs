//! Scenarios with senders, services, queues, topics and workers of every make, put together by a small generator of numbers.

/// A generator of numbers; the same seed gives the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// One line of each list, or none.
    fn some(&mut self, lists: &[&[&str]]) -> String {
        lists.iter().map(|of| if self.below(2) == 0 { format!("{}\n", self.one(of)) } else { String::new() }).collect()
    }
}

const SENDER: &[&[&str]] = &[
    &["timeout = '300ms'", "timeout = '2s'"],
    &["retry = { attempts = 3 }", "retry = { attempts = 4, backoff = '0s' }\nbudget = { size = 30 }"],
    &["connections = { limit = 1 }", "connections = { limit = 2, wait = '100ms' }"],
    &["breaker = { failures = 2, open = '300ms' }"],
    &["backlog = 3", "backlog = 0"],
];
const SERVICE: &[&[&str]] = &[
    &["concurrency = 2", "concurrency = 5"],
    &["backlog = 0", "backlog = 3"],
    &["timeout = '700ms'"],
    &["throttle = '15/s'\nburst = 2"],
    &["cold_start = '70ms'\nkeep_warm = '100ms'"],
    &["scale = { start = 1, add = 1, every = '700ms' }"],
    &["after_answer = '150ms'", "after_answer = '0s'"],
    &["errors = 0.2"],
];
const QUEUE: &[&[&str]] = &[
    &["order = 'fifo'", "duplicates = 0.3"],
    &["capacity = 3\nfull = 'block'", "capacity = 2", "capacity = 2\nfull = 'drop-oldest'"],
    &["in_flight = 2"],
    &["delay = '100ms'", "retention = '900ms'", "deduplication = '1s'"],
];
const WORKER: &[&[&str]] = &[
    &["concurrency = 2", "concurrency = 4\nscale = { start = 1, add = 1, every = '500ms' }"],
    &["batch = 3", "batch = 4\nwindow = '200ms'"],
    &["wait = '500ms'", "wait = '0s'\ninterval = '100ms'"],
    &["idempotent = true"],
    &["report_failures = true", "batch_fails = true"],
    &["errors = 0.3"],
];
const FAULTS: &[&str] = &["'outage'", "'crash'", "'errors'\namount = 0.5", "'slow'\namount = 4", "'throttle'\namount = '5/s'"];
const LOSING: &[&str] = &["'hang'", "'partition'", "'loss'\namount = 0.4", "'delay'\namount = '90ms'"];
const CHANGES: &[&str] = &[
    "set = 'lane.sender.callers'\nto = 1",
    "set = 'lane.sender.callers'\nto = 6",
    "set = 'lane.sender.timeout'\nto = '500ms'",
    "set = 'lane.s.concurrency'\nto = 1",
    "set = 'lane.s.concurrency'\nto = 4",
    "set = 'lane.s.timeout'\nto = '300ms'",
    "set = 'lane.s.backlog'\nto = 1",
    "set = 'lane.w.concurrency'\nto = 1",
    "set = 'lane.w.concurrency'\nto = 3",
    "set = 'lane.w.batch'\nto = 2",
    "set = 'lane.q.visibility_timeout'\nto = '30s'",
];

/// One scenario of 900 seconds, of which messages arrive in the first five; if `loses`, something may get lost on the way.
pub fn rough(seed: u64, loses: bool) -> String {
    let n = &mut Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let load = n.one(&[
        "rate = '20/s'\nphases = [{ at = '5s', rate = '0/s' }]",
        "think = '50ms'\ncount = 80",
        "arrivals = 'poisson'\nrate = '9/s'\ncount = 40",
    ]);
    let work = n.one(&["'80ms'", "'0s'", "{ uniform = ['20ms', '90ms'] }"]);
    let work = if loses { "{ exponential = '120ms' }" } else { work };
    let latency = n.one(&["'10ms'", "{ uniform = ['0ms', '30ms'] }", "'1ms'"]);
    let verb = n.one(&["calls = 's'", "calls = ['s', 't']", "sends = 's'", "sends = 'q'", "sends = 'n'"]);
    let verb = match (verb.starts_with("sends"), n.below(4)) {
        (true, 0) => format!("{verb}\nack = false"),
        (_, 1) => format!("{verb}\npoll = {{ every = '200ms', limit = '2s', blocks = true }}"),
        (_, 2) => format!("{verb}\npoll = {{ every = '300ms', limit = '3s' }}"),
        _ => verb.to_owned(),
    };
    // Something must lead to every node, and messages are not to go round in a circle.
    let queued = verb.contains("sends = 'q'");
    let sends = if queued || verb.contains("'n'") { "" } else { "sends = 'q'\n" };
    let works = if queued { "calls = ['s']\nsends = 'p'\n" } else { n.one(&["sends = 'p'\n", "calls = ['t']\nsends = 'p'\n"]) };
    let mut file = format!(
        "title = 'rough'\nduration = '900s'\nseed = {seed}\n[load]\n{load}\n[work]\ntime = {work}\n[network]\nlatency = {latency}\n[message]\ngroups = 3\n\
         [[lane]]\nname = 'lane'\n[lane.sender]\n{verb}\ncallers = {}\n{}[lane.service.s]\n{sends}{}{}",
        n.below(4) + 1,
        n.some(SENDER),
        n.some(&[&["calls = ['t', 'u']", "calls = [['t', 'u']]"]]),
        n.some(SERVICE),
    );
    // What comes back while it is worked on may go round for ever.
    let hidden = if loses { "700ms" } else { "40s" };
    file += &format!("[lane.queue.q]\nvisibility_timeout = '{hidden}'\n{}", n.some(QUEUE));
    file += &format!("[lane.worker.w]\npolls = 'q'\n{works}{}", n.some(WORKER));
    file += &format!("[lane.queue.p]\nvisibility_timeout = '{hidden}'\n[lane.worker.v]\npolls = 'p'\n{}", n.some(WORKER));
    for (name, node) in [
        ("'n'", "[lane.topic.n]\nsubscribers = { q = {}, p = {}, s = {} }\nretry = { waits = ['100ms', '1s'] }\n"),
        ("'t'", "[lane.service.t]\n"),
        ("'u'", "[lane.service.u]\n"),
    ] {
        if file.contains(name) {
            file += node;
        }
    }
    for _ in 0..n.below(4) {
        let kind = if loses && n.below(2) == 0 { n.one(LOSING) } else { n.one(FAULTS) };
        let on = if loses { n.one(&["s", "network", "q", "w", "sender", "p"]) } else { n.one(&["s", "q", "w", "sender"]) };
        let (at, lasts) = (n.below(60), n.below(30) + 1);
        file += &format!("[[fault]]\nat = '{}ms'\nfor = '{}ms'\non = '{on}'\nkind = {kind}\n", at * 100, lasts * 50);
    }
    if n.below(3) == 0 {
        file += &format!("[[fault]]\nat = '1s'\nfor = '2s'\non = '{}'\nkind = 'duplicate'\namount = 0.5\n", n.one(&["s", "q", "p"]));
    }
    for _ in 0..n.below(5) {
        file += &format!("[[change]]\nat = '{}ms'\n{}\n", n.below(60) * 100, n.one(CHANGES));
    }
    // What a service's own limit cuts off each time goes round for ever.
    if loses {
        file
    } else {
        file.replace("timeout = '700ms'", "timeout = '99s'").replace("s.timeout'\nto = '300ms'", "s.timeout'\nto = '99s'")
    }
}
