//! What the keys of nodes, faults, changes and loads mean once they are understood.

use inflight::dice::Dist;
use inflight::id::{LaneId, NodeId};
use inflight::scenario::problem::Problems;
use inflight::scenario::{
    self, Asked, Checked, Demand, FaultKind, Full, Jitter, Lane, Order, Part, Phase, Scenario, Setting, Size, Stage, Style, Target, limit,
};
use inflight::time::{SECOND, Span, Time};

use super::{EVERY, LEAST, parse, problems};

/// The file that has every key.
fn every() -> Scenario {
    parse(EVERY)
}

fn part<'a>(lane: &'a Lane, name: &str) -> &'a Part {
    &lane.nodes.iter().find(|node| node.id == *name).unwrap_or_else(|| panic!("no {name}")).part
}

fn place(lane: &Lane, name: &str) -> NodeId {
    lane.node_ids().find(|(_, node)| node.id == *name).unwrap_or_else(|| panic!("no {name}")).0
}

#[test]
fn a_sender_with_all_its_habits() {
    let lane = &every().lanes[0];
    let sender = lane.sender();
    assert_eq!((sender.style, sender.ack, sender.to.clone()), (Style::Calls, true, vec![place(lane, "orders"), place(lane, "fulfil")]));
    let retry = sender.retry;
    assert_eq!((retry.backoff, retry.throttled, retry.jitter), (Span::from_millis(100), Span(SECOND), Jitter::Full));
    assert_eq!(sender.budget.map(|budget| (budget.size, budget.retry, budget.throttled)), Some((500, 14, 5)));
    assert_eq!(sender.connections.map(|pool| (pool.limit, pool.wait)), Some((10, Span(SECOND))));
    assert_eq!(sender.breaker.map(|breaker| (breaker.failures, breaker.open)), Some((5, Span(10 * SECOND))));
    let poll = every().lanes[1].sender().poll;
    assert_eq!(poll.map(|poll| (poll.every, poll.limit, poll.blocks)), Some((Span(2 * SECOND), Span(60 * SECOND), true)));
}

#[test]
fn what_a_sender_leaves_out() {
    let sender = |keys: &str| parse(&LEAST.replace("calls = \"orders\"", &format!("calls = \"orders\"\n{keys}"))).lanes[0].sender().clone();
    assert_eq!(sender("retry = { backoff = '3s' }").retry.throttled, Span(3 * SECOND));
    assert_eq!(sender("connections = { limit = 1 }").connections.map(|pool| pool.wait), Some(limit::TIME));
}

#[test]
fn a_service_calls_round_after_round() {
    let lane = &every().lanes[0];
    let Part::Service(orders) = part(lane, "orders") else { panic!("a service") };
    let [stock, mail, db] = ["stock", "mail", "db"].map(|name| place(lane, name));
    assert_eq!(orders.calls, [vec![stock, mail], vec![db]]);
    assert_eq!(orders.sends, Some(place(lane, "audit")));
    assert_eq!(orders.scale.map(|scale| (scale.start, scale.add, scale.every)), Some((1, 2, Span(10 * SECOND))));
    assert_eq!(orders.throttle.map(|throttle| (throttle.rate, throttle.burst)), Some((100.0, 200.0)));
    assert_eq!(orders.cold_start.and_then(|cold| cold.keep_warm), Some(Span(300 * SECOND)));
    assert_eq!((orders.after_answer.map(|after| after.frozen), orders.max_size), (Some(true), Some(6_000_000)));
    let throttle = |rate: &str| {
        let lane = parse(&LEAST.replace("[lane.service.orders]", &format!("[lane.service.orders]\nthrottle = '{rate}'"))).lanes.remove(0);
        let Part::Service(service) = part(&lane, "orders") else { panic!("a service") };
        service.throttle.map(|throttle| throttle.burst)
    };
    assert_eq!((throttle("20/s"), throttle("6/min")), (Some(20.0), Some(1.0)));
}

#[test]
fn a_workflow_gives_its_retry_to_its_steps() {
    let lane = &every().lanes[0];
    let Part::Workflow(fulfil) = part(lane, "fulfil") else { panic!("a workflow") };
    let steps: Vec<_> = fulfil.steps.iter().map(|step| (step.call, step.retry.attempts, step.retry.backoff, step.catch)).collect();
    let own = (place(lane, "stock"), 2, Span::from_millis(100), None);
    assert_eq!(steps, [own, (place(lane, "db"), 3, Span(SECOND), Some(place(lane, "refund")))]);
}

#[test]
fn a_queue_and_how_it_pushes() {
    let lane = &every().lanes[1];
    let Part::Queue(inbox) = part(lane, "inbox") else { panic!("a queue") };
    assert_eq!((inbox.order, inbox.capacity, inbox.full, inbox.in_flight), (Order::Fifo, Some(10_000), Full::DropOldest, Some(20_000)));
    assert_eq!((inbox.max_receives, inbox.dead_letter, inbox.max_size), (Some(3), Some(place(lane, "dead")), Some(1 << 20)));
    assert_eq!((inbox.delay, inbox.deduplication), (Dist::Constant(Span(SECOND)), Some(Span(300 * SECOND))));
    let Part::Queue(events) = part(lane, "events") else { panic!("a queue") };
    let push = events.push.as_ref().expect("a push");
    let once = |seconds| {
        let wait = Span(seconds * SECOND);
        Stage { times: 1, wait, factor: 1.0, cap: wait, jitter: Jitter::None }
    };
    assert_eq!((push.to, &push.on_error.0[..]), (place(lane, "resize"), &[once(60), once(120)][..]));
    let throttled = Stage { times: 100, wait: Span(SECOND), factor: 2.0, cap: Span(300 * SECOND), jitter: Jitter::None };
    assert_eq!(push.on_throttle.0, [throttled]);
}

#[test]
fn redelivery_left_out_and_without_end() {
    let queue = |keys: &str| {
        let file = "title = 't'\nload.rate = '1/s'\n[[lane]]\nname = 'l'\nsender.sends = 'q'\nservice.s = {}\n";
        let lane = parse(&format!("{file}queue.q = {{ push = 's', {keys} }}")).lanes.remove(0);
        let Part::Queue(queue) = part(&lane, "q").clone() else { panic!("a queue") };
        queue.push.expect("a push")
    };
    assert!(queue("").on_error.0.is_empty() && queue("").on_throttle.0.is_empty());
    let same = queue("on_error = { backoff = '1s' }");
    assert_eq!((same.on_error.0[0].times, &same.on_error), (u32::MAX, &same.on_throttle));
    let phases = queue("on_error = { phases = [{ times = 3, wait = '1s', to = '4s' }] }").on_error;
    assert_eq!(phases.0, [Stage { times: 3, wait: Span(SECOND), factor: 2.0, cap: Span(4 * SECOND), jitter: Jitter::None }]);
}

#[test]
fn a_topic_copies_to_its_subscribers_in_the_order_of_the_file() {
    let scenario = every();
    let kinds: Vec<_> = scenario.messages.kinds.iter().map(|kind| (kind.name.as_str(), kind.share)).collect();
    assert_eq!(kinds, [("refund", 0.3), ("order", 0.7)]);
    assert_eq!((scenario.messages.size, scenario.messages.groups), (Size::Uniform(1_000, 300 << 10), 4));
    let lane = &scenario.lanes[1];
    let Part::Topic(billing) = part(lane, "billing") else { panic!("a topic") };
    let [inbox, audit, events] = &billing.subscribers[..] else { panic!("{billing:?}") };
    assert_eq!([inbox, audit, events].map(|each| each.to), ["inbox", "audit", "events"].map(|name| place(lane, name)));
    assert_eq!((&inbox.kinds, &audit.kinds, &events.kinds), (&Some(vec![0, 1]), &Some(vec![0]), &None));
    assert_eq!((inbox.retry.0.len(), audit.retry.0.len(), audit.dead_letter), (2, 2, Some(place(lane, "dead"))));
    assert_eq!(audit.retry.0[1].jitter, Jitter::Equal);
}

#[test]
fn the_first_receivers_lie_behind_brokers_alone() {
    let scenario = every();
    let names = |lane: &Lane| lane.first_receivers().into_iter().map(|id| lane.node(id).id.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&scenario.lanes[0]), ["orders", "stock", "db", "refund"]);
    assert_eq!(names(&scenario.lanes[1]), ["orders", "audit", "resize"]);
}

#[test]
fn faults_of_links_hit_the_links() {
    let targets = |kind: &str, on: &str| {
        let fault = parse(&format!("{EVERY}\n[[fault]]\nat = '1s'\nkind = '{kind}'\non = '{on}'")).faults.remove(2);
        (fault.kind, fault.targets)
    };
    let scenario = every();
    let [orders, fulfil] = ["orders", "fulfil"].map(|name| place(&scenario.lanes[0], name));
    let billing = place(&scenario.lanes[1], "billing");
    let target = |lane, node, link| Target { lane: LaneId(lane), node, link };
    let out = vec![target(0, orders, true), target(0, fulfil, true), target(1, billing, true)];
    assert_eq!(targets("partition", "sender"), (FaultKind::Partition, out));
    assert_eq!(targets("partition", "calls.orders").1, [target(0, orders, true)]);
    assert_eq!(targets("crash", "calls.orders"), (FaultKind::Crash, vec![target(0, orders, false)]));
    let brokers = targets("outage", "broker").1;
    assert_eq!(brokers.len(), 2 + 4);
    assert!(brokers.contains(&target(0, fulfil, false)) && brokers.iter().all(|target| !target.link));
    let (nodes, links) = (scenario.lanes.iter().map(|lane| lane.nodes.len()).sum::<usize>(), targets("hang", "network").1);
    assert!(links.len() == nodes - 2 && links.iter().all(|target| target.link));
}

#[test]
fn changes_keep_the_order_of_the_file() {
    let scenario = every();
    let [slots, work] = &scenario.changes[..] else { panic!("{:?}", scenario.changes) };
    assert_eq!((slots.at, slots.to.as_str(), slots.setting), (Time(30 * SECOND), "8", Setting::Concurrency(8)));
    assert_eq!(slots.targets, [(LaneId(1), place(&scenario.lanes[1], "orders"))]);
    assert_eq!((work.at, work.setting), (Time(5 * SECOND), Setting::Time(Dist::Exponential(Span(SECOND)))));
    // All receivers but the two whose time is their own.
    assert_eq!(work.targets.len(), 8);
    assert!(!work.targets.contains(&(LaneId(0), place(&scenario.lanes[0], "orders"))));
    let Demand::Rate { phases, .. } = &scenario.load.demand else { panic!("a rate") };
    let phases: Vec<_> = phases.iter().map(|phase| (phase.at.0 / SECOND, phase.rate)).collect();
    assert_eq!(phases, [(0, 20.0), (10, 40.0), (40, 5.0), (60, 0.0)]);
}

#[test]
fn a_change_at_the_beginning_of_a_phase_takes_its_place() {
    let change = "[[change]]\nat = '10s'\nset = 'load.rate'\nto = '7/s'";
    let load = "rate = \"5/s\"\nphases = [{ at = '10s', rate = '6/s' }]";
    let Demand::Rate { phases, .. } = parse(&format!("{}\n{change}", LEAST.replace("rate = \"5/s\"", load))).load.demand else {
        panic!("a rate")
    };
    assert_eq!(phases[1..], [Phase { at: Time(10 * SECOND), ramp: Span::ZERO, rate: 7.0 }]);
}

#[test]
fn settings_are_found_by_long_and_short_paths() {
    let file =
        LEAST.replace("calls = \"orders\"", "calls = \"orders\"\nretry = { attempts = 1 }").replace("rate = \"5/s\"", "think = '1s'");
    let setting = |set: &str, to: &str| {
        let change = parse(&format!("{file}\n[[change]]\nat = '1s'\nset = '{set}'\nto = {to}")).changes.remove(0);
        (change.setting, change.targets)
    };
    assert_eq!(setting("synchronous.sender.attempts", "4"), setting("synchronous.sender.retry.attempts", "4"));
    assert_eq!(setting("synchronous.sender.think", "'2s'").0, Setting::Think(Dist::Constant(Span(2 * SECOND))));
    let long = setting("asynchronous.queue.inbox.capacity", "4");
    assert_eq!(long, (Setting::Capacity(4), vec![(LaneId(1), NodeId(1))]));
    assert_eq!(
        setting("network.loss", "'50%'"),
        (Setting::Loss(0.5), vec![(LaneId(0), NodeId(1)), (LaneId(1), NodeId(1)), (LaneId(1), NodeId(2))])
    );
}

fn read_with(source: &str, beside: &dyn Fn(&str) -> Result<String, String>) -> Result<Checked, Problems> {
    scenario::read(&Asked { path: "f", source, sets: &[], beside })
}

#[test]
fn bursts_and_recorded_instants() {
    let load = |load: &str| LEAST.replace("rate = \"5/s\"", load);
    let bursts = parse(&load("arrivals = 'burst'\nburst = { size = 50, every = '10s' }")).load.demand;
    assert_eq!(bursts, Demand::Bursts { size: 50, every: Span(10 * SECOND) });
    let read = |name: &str| if name == "a/b.csv" { Ok("t,who\n0.5,x\n2s,y\n".to_owned()) } else { Err("no such file".to_owned()) };
    let recorded = read_with(&load("file = 'a/b.csv'"), &read).expect("a good file").scenario.load.demand;
    assert_eq!(recorded, Demand::Times(vec![Time(SECOND / 2), Time(2 * SECOND)]));
    assert!(problems(&load("file = 'a/b.csv'")).render(false).contains("this scenario has no folder"));
    for name in ["/a/b.csv", "../a/b.csv", "a/../a/b.csv", "C:b.csv", "a\\\\b.csv", "", "c.csv"] {
        let problems = read_with(&load(&format!("file = \"{name}\"")), &read).expect_err(name);
        assert_eq!(problems.total(), 1, "{}", problems.render(false));
    }
}

#[test]
fn long_lists_end_at_their_limits() {
    let times = |piece: &str, times: usize| piece.repeat(times);
    let entries = limit::ENTRIES + 1;
    let files = [
        (format!("{LEAST}{}", times("[[fault]]\nat = '1s'\nkind = 'hang'\non = 'orders'\n", entries)), "1000 faults"),
        (format!("{LEAST}{}", times("[[change]]\nat = '1s'\nset = 'load.rate'\nto = '1/s'\n", entries)), "1000 changes"),
        (format!("{LEAST}{}", times("[[scene]]\nat = '1s'\n", entries)), "1000 scenes"),
        (format!("{LEAST}{}", times("[[claim]]\nsay = 's'\nthat = 'synchronous.lost == 0'\n", entries)), "1000 claims"),
        (
            LEAST.replace("[lane.service.orders]", &format!("[lane.workflow.orders]\nsteps = [{}]", times("{ call = 'orders' },", 65))),
            "64 steps",
        ),
        (format!("{LEAST}[lane.queue.q]\npush = 's'\non_error.waits = [{}]", times("'1s', ", 65)), "64 waits"),
        (format!("{LEAST}[message]\nkinds = {{ {} }}", (0..65).map(|n| format!("k{n} = 0.01,")).collect::<String>()), "64 kinds"),
    ];
    for (file, limit) in files {
        let shown = problems(&file).render(false);
        assert!(shown.contains(&format!("the limit is {limit}")), "{shown}");
    }
}
