//! The engine: one lane of a scenario as a discrete-event simulation that tells facts.
//!
//! It knows neither clock nor thread nor screen; the same scenario and seed give the same facts, bit for bit. A clone goes on
//! exactly as its original does.

mod agenda;
mod event;
mod health;
mod message;
mod queue;
mod sender;
mod service;
mod slab;
mod slots;
mod worker;
mod world;

use std::sync::Arc;

use crate::fact::{Fact, Sink};
use crate::id::{LaneId, NodeId};
use crate::scenario::{Part, Scenario, limit};
use crate::time::Time;
use event::Event;
use health::Status;
use queue::Queue;
use sender::Sender;
use service::Service;
use worker::Worker;
use world::{Turn, World};

/// One lane, running.
#[derive(Clone, Debug)]
pub struct Sim {
    scenario: Arc<Scenario>,
    lane: LaneId,
    world: World,
    nodes: Vec<Node>,
    at_once: u32,
    events: u64,
}

#[derive(Clone, Debug)]
enum Node {
    Sender(Sender),
    Service(Service),
    Queue(Queue),
    Worker(Worker),
}

/// Simulated time stands still: more than [`limit::EVENTS_AT_ONCE`] events fell on one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The lane in which it happened.
    pub lane: LaneId,
    /// The instant.
    pub at: Time,
}

impl std::fmt::Display for Stuck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "time stands still at {}: more than {} events fell on one instant; give the work, the network or the thinking some time",
            self.at,
            limit::EVENTS_AT_ONCE
        )
    }
}

impl Sim {
    /// The lane at the start of its run; nothing has happened yet.
    #[must_use]
    pub fn new(scenario: &Arc<Scenario>, lane: LaneId) -> Self {
        let plan = scenario.lane(lane);
        let mut world = World::new(scenario, lane);
        // Of one instant, what begins goes before what ends: a fault that follows another at once leaves no gap.
        let own = || (0..).zip(&scenario.faults).filter(|(_, fault)| fault.targets.iter().any(|target| target.lane == lane));
        for (place, fault) in own() {
            world.agenda.schedule_first(fault.at, Event::FaultBegins { fault: place });
        }
        // One that lasts to the end of the run is not over before the run is cut.
        for (place, fault) in own().filter(|(_, fault)| fault.until < scenario.end()) {
            world.agenda.schedule_first(fault.until, Event::FaultEnds { fault: place });
        }
        let nodes = plan
            .node_ids()
            .map(|(id, node)| match &node.part {
                Part::Sender(sender) => Node::Sender(Sender::new(id, sender.clone(), &scenario.load.demand)),
                Part::Service(service) => Node::Service(Service::new(id, service.clone())),
                Part::Queue(queue) => Node::Queue(Queue::new(id, queue.clone())),
                Part::Worker(worker) => Node::Worker(Worker::new(id, worker.clone())),
            })
            .collect();
        world.agenda.schedule(Time::START, Event::Starts);
        Self { scenario: Arc::clone(scenario), lane, world, nodes, at_once: 0, events: 0 }
    }

    /// When the next thing happens, if ever.
    #[must_use]
    pub fn next_at(&self) -> Option<Time> {
        self.world.agenda.next_at()
    }

    /// How many events have happened.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// How many messages are born and have not come to an end.
    #[must_use]
    pub fn in_system(&self) -> u64 {
        self.world.messages.alive()
    }

    /// Lets the next thing happen.
    ///
    /// # Errors
    ///
    /// If time stands still.
    pub fn step(&mut self, sink: &mut impl Sink) -> Result<(), Stuck> {
        self.step_until(Time::NEVER, sink).map(|_| ())
    }

    /// Lets the next thing happen, unless it comes after `end`; true if it did.
    fn step_until(&mut self, end: Time, sink: &mut impl Sink) -> Result<bool, Stuck> {
        let Some((at, event)) = self.world.agenda.take(end) else { return Ok(false) };
        if at > self.world.now {
            self.world.now = at;
            self.at_once = 0;
        }
        self.at_once += 1;
        self.events += 1;
        if self.at_once > limit::EVENTS_AT_ONCE {
            return Err(Stuck { lane: self.lane, at });
        }
        self.happen(event, sink);
        Ok(true)
    }

    /// Lets everything happen up to and including `end`.
    ///
    /// # Errors
    ///
    /// If time stands still.
    pub fn run_until(&mut self, end: Time, sink: &mut impl Sink) -> Result<(), Stuck> {
        while self.step_until(end, sink)? {}
        Ok(())
    }

    /// Tells what is under way when the run is cut at `end`.
    pub fn close(&self, end: Time, sink: &mut impl Sink) {
        for node in &self.nodes {
            match node {
                Node::Sender(sender) => sender.close(&self.world, end, sink),
                Node::Service(service) => service.close(&self.world, end, sink),
                Node::Queue(queue) => queue.close(&self.world, end, sink),
                Node::Worker(worker) => worker.close(&self.world, end, sink),
            }
        }
    }

    fn happen(&mut self, event: Event, sink: &mut impl Sink) {
        let turn = &mut Turn { world: &mut self.world, sink };
        match event {
            Event::Starts => {
                for node in &mut self.nodes {
                    match node {
                        Node::Sender(sender) => sender.starts(turn),
                        Node::Worker(worker) => worker.starts(turn),
                        Node::Service(_) | Node::Queue(_) => {}
                    }
                }
            }
            Event::FaultBegins { fault } => self.fault(fault, true, sink),
            Event::FaultEnds { fault } => self.fault(fault, false, sink),
            event => match &mut self.nodes[event.node(self.scenario.lane(self.lane).sender).index()] {
                Node::Sender(sender) => sender.on(event, turn),
                Node::Service(service) => service.on(event, turn),
                Node::Queue(queue) => queue.on(event, turn),
                Node::Worker(worker) => worker.on(event, turn),
            },
        }
    }

    /// Puts a fault in or takes it out, and tells every node that it changes.
    fn fault(&mut self, place: u16, begins: bool, sink: &mut impl Sink) {
        let scenario = Arc::clone(&self.scenario);
        let fault = &scenario.faults[usize::from(place)];
        let turn = &mut Turn { world: &mut self.world, sink };
        turn.tell(if begins { Fact::FaultBegan { fault: place } } else { Fact::FaultEnded { fault: place } });
        for target in fault.targets.iter().filter(|target| target.lane == self.lane) {
            if target.link {
                turn.world.links[target.node.index()].health.change(place, fault.kind, begins);
                continue;
            }
            let health = &mut turn.world.health[target.node.index()];
            let before = health.status();
            health.change(place, fault.kind, begins);
            let after = health.status();
            if before != after {
                change_status(&mut self.nodes, target.node, before, after, turn);
            }
        }
    }
}

/// Tells a node that it goes down, hangs or comes back.
fn change_status(nodes: &mut [Node], id: NodeId, before: Status, after: Status, turn: &mut Turn<'_, impl Sink>) {
    let polls = match &mut nodes[id.index()] {
        Node::Sender(sender) => return sender.change_status(after, turn),
        Node::Service(service) => return service.change_status(after, turn),
        Node::Queue(queue) => return queue.change_status(after, turn),
        Node::Worker(worker) => worker.polls(),
    };
    // A worker that goes down closes its polls, those under way too; one that comes back asks anew. One that hangs leaves them open.
    if let Node::Queue(queue) = &mut nodes[polls.index()]
        && (after == Status::Down || before == Status::Hung)
    {
        queue.forget_polls(id);
        turn.world.terms[id.index()].era += 1;
    }
    if let Node::Worker(worker) = &mut nodes[id.index()] {
        worker.change_status(after, turn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that may take a message away: loss, errors, timeouts, retries, two workers and every fault.
    const ROUGH: &str = r#"
        title = "rough"
        duration = "600s"
        load = { arrivals = "poisson", rate = "20/s", phases = [{ at = "40s", rate = "0/s" }] }
        work = { time = { exponential = "150ms" }, errors = "10%" }
        network = { latency = { exponential = "20ms" }, loss = "5%" }
        [[lane]]
        name = "call"
        sender = { calls = "s", callers = 8, timeout = "500ms", retry = { attempts = 3 } }
        service.s = { concurrency = 2, backlog = 5 }
        [[lane]]
        name = "queue"
        sender = { sends = "q", callers = 8, timeout = "300ms", retry = { attempts = 3 } }
        queue.q = { visibility_timeout = "1s" }
        worker.v = { polls = "q", concurrency = 4, batch = 3, wait = "1s" }
        worker.w = { polls = "q", concurrency = 4, wait = "1s" }
    "#;

    #[test]
    fn no_message_is_kept_for_ever() {
        let mut source = ROUGH.to_owned();
        for (place, on) in ["receiver", "network", "broker", "sender"].into_iter().enumerate() {
            for (kind, at) in [("outage", 4 + 8 * place), ("hang", 6 + 8 * place)] {
                source += &format!("[[fault]]\nat = \"{at}s\"\nfor = \"2500ms\"\nkind = \"{kind}\"\non = \"{on}\"\n");
            }
        }
        let scenario = crate::scenario::parse("rough", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        let scenario = Arc::new(scenario);
        for (lane, _) in scenario.lane_ids() {
            let mut sim = Sim::new(&scenario, lane);
            sim.run_until(scenario.end(), &mut ()).unwrap();
            assert_eq!((sim.in_system(), sim.world.messages.kept()), (0, (0, 0)));
        }
    }
}
