//! The engine: one lane of a scenario as a discrete-event simulation that tells facts.
//!
//! It knows neither clock nor thread nor screen; the same scenario and seed give the same facts, bit for bit. A clone goes on
//! exactly as its original does.

mod agenda;
mod bucket;
mod call;
mod errand;
mod event;
mod halt;
mod health;
#[cfg(test)]
mod leaks;
mod link;
mod message;
mod queue;
mod retry;
mod sender;
mod service;
mod slab;
mod slots;
mod stamp;
mod topic;
mod worker;
mod workflow;
mod world;

use std::sync::Arc;

use crate::fact::{Fact, Sink};
use crate::id::{LaneId, NodeId};
use crate::scenario::{Demand, FaultKind, Lane, Order, Part, Scenario, Setting, limit};
use crate::time::Time;
use event::Event;
pub use halt::{Halt, Why};
use health::Status;
use queue::Queue;
use sender::Sender;
use service::Service;
use topic::Topic;
use worker::Worker;
use workflow::Workflow;
use world::{Turn, World};

/// One lane, running.
#[derive(Clone, Debug)]
pub struct Sim {
    scenario: Arc<Scenario>,
    lane: LaneId,
    world: World,
    nodes: Vec<Node>,
    sender: NodeId,
    at_once: u32,
    /// How many events may fall on one instant.
    at_once_most: u32,
    events: u64,
    /// How many messages and copies may be kept at once, those that ended and lie in a dead-letter queue included.
    most: u64,
}

#[derive(Clone, Debug)]
enum Node {
    Sender(Sender),
    Service(Service),
    Queue(Queue),
    Topic(Topic),
    Worker(Worker),
    Workflow(Workflow),
}

impl Node {
    fn new(id: NodeId, lane: &Lane, scenario: &Scenario) -> Self {
        let part = |id: NodeId| &lane.node(id).part;
        match part(id) {
            Part::Sender(plan) => Self::Sender(Sender::new(id, plan.clone(), &scenario.load.demand)),
            Part::Service(plan) => Self::Service(Service::new(id, plan.clone())),
            Part::Queue(plan) => Self::Queue(Queue::new(id, plan.clone(), plan.push.as_ref().map(|push| part(push.to)))),
            Part::Topic(plan) => {
                let answers = plan.subscribers.iter().map(|one| matches!(part(one.to), Part::Service(_))).collect();
                Self::Topic(Topic::new(id, plan.clone(), answers))
            }
            Part::Worker(plan) => {
                let ordered = matches!(part(plan.polls), Part::Queue(queue) if queue.order == Order::Fifo);
                Self::Worker(Worker::new(id, plan.clone(), ordered))
            }
            Part::Workflow(plan) => Self::Workflow(Workflow::new(id, plan.clone())),
        }
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
        // What changes at the start changes what is there by then.
        world.agenda.schedule_first(Time::START, Event::Starts);
        for (place, change) in (0..).zip(&scenario.changes).filter(|(_, change)| change.targets.iter().any(|(own, _)| *own == lane)) {
            world.agenda.schedule_first(change.at, Event::Changes { change: place });
        }
        let nodes = plan.node_ids().map(|(id, _)| Node::new(id, plan, scenario)).collect();
        let most = limit::IN_SYSTEM / scenario.lanes.len().max(1) as u64;
        // All callers may have something to do at one instant, and so may all messages of a burst: a few events each.
        let burst = if let Demand::Bursts { size, .. } = scenario.load.demand { size } else { 0 };
        let at_once_most = limit::EVENTS_AT_ONCE.saturating_add(plan.sender().callers.saturating_add(burst).saturating_mul(16));
        let sender = plan.sender;
        Self { scenario: Arc::clone(scenario), lane, world, nodes, sender, at_once: 0, at_once_most, events: 0, most }
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
    /// If the run can't go on.
    pub fn step(&mut self, sink: &mut impl Sink) -> Result<(), Halt> {
        self.step_until(Time::NEVER, sink).map(|_| ())
    }

    /// Lets the next thing happen, unless it comes after `end`; true if it did.
    #[inline(always)]
    fn step_until(&mut self, end: Time, sink: &mut impl Sink) -> Result<bool, Halt> {
        let Some((at, event)) = self.world.agenda.take(end) else { return Ok(false) };
        if at > self.world.now {
            self.world.now = at;
            self.at_once = 0;
        }
        self.at_once += 1;
        self.events += 1;
        if self.at_once > self.at_once_most || self.world.messages.stored() > self.most || self.events > limit::EVENTS {
            return Err(self.halt(at));
        }
        self.happen(event, sink);
        Ok(true)
    }

    fn halt(&self, at: Time) -> Halt {
        let why = match () {
            () if self.at_once > self.at_once_most => Why::TimeStandsStill,
            () if self.events > limit::EVENTS => Why::Events { most: limit::EVENTS },
            () => Why::Messages { most: self.most },
        };
        Halt { lane: self.scenario.lane(self.lane).name.clone(), at, why }
    }

    /// Lets everything happen up to and including `end`.
    ///
    /// # Errors
    ///
    /// If the run can't go on.
    pub fn run_until(&mut self, end: Time, sink: &mut impl Sink) -> Result<(), Halt> {
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
                Node::Topic(_) | Node::Workflow(_) => {}
            }
        }
    }

    #[inline(always)]
    fn happen(&mut self, event: Event, sink: &mut impl Sink) {
        match event {
            Event::Starts => self.starts(sink),
            Event::FaultBegins { fault } => self.fault(fault, true, sink),
            Event::FaultEnds { fault } => self.fault(fault, false, sink),
            Event::Changes { change } => self.change(change, sink),
            event => {
                let turn = &mut Turn { world: &mut self.world, sink };
                match &mut self.nodes[event.node(self.sender).index()] {
                    Node::Sender(sender) => sender.on(event, turn),
                    Node::Service(service) => service.on(event, turn),
                    Node::Queue(queue) => queue.on(event, turn),
                    Node::Topic(topic) => topic.on(event, turn),
                    Node::Worker(worker) => worker.on(event, turn),
                    Node::Workflow(workflow) => workflow.on(event, turn),
                }
            }
        }
    }

    fn starts(&mut self, sink: &mut impl Sink) {
        let turn = &mut Turn { world: &mut self.world, sink };
        for node in &mut self.nodes {
            match node {
                Node::Sender(sender) => sender.starts(turn),
                Node::Worker(worker) => worker.starts(turn),
                Node::Service(_) | Node::Queue(_) | Node::Topic(_) | Node::Workflow(_) => {}
            }
        }
    }

    /// Puts a fault in or takes it out, and tells every node that it changes.
    fn fault(&mut self, place: u16, begins: bool, sink: &mut impl Sink) {
        let scenario = Arc::clone(&self.scenario);
        let fault = &scenario.faults[usize::from(place)];
        let turn = &mut Turn { world: &mut self.world, sink };
        turn.tell(if begins { Fact::FaultBegan { fault: place } } else { Fact::FaultEnded { fault: place } });
        let now = turn.now();
        let crash = begins && fault.kind == FaultKind::Crash;
        for target in fault.targets.iter().filter(|target| target.lane == self.lane) {
            let node = target.node.index();
            // A broker does no work that could be slow: what crosses the link into it is.
            let slow_broker =
                matches!(fault.kind, FaultKind::Slow(_)) && matches!(self.nodes[node], Node::Queue(_) | Node::Topic(_) | Node::Workflow(_));
            if target.link || slow_broker {
                turn.world.links[node].health.change(place, fault.kind, begins, now);
                continue;
            }
            let health = &mut turn.world.health[node];
            let before = health.status();
            health.change(place, fault.kind, begins, now);
            let after = health.status();
            if before != after || crash {
                change_status(&mut self.nodes, target.node, before, after, crash, turn);
            }
        }
    }

    /// A setting takes its new value.
    fn change(&mut self, place: u16, sink: &mut impl Sink) {
        let scenario = Arc::clone(&self.scenario);
        let change = &scenario.changes[usize::from(place)];
        let turn = &mut Turn { world: &mut self.world, sink };
        turn.tell(Fact::Changed { change: place });
        for (_, node) in change.targets.iter().filter(|(lane, _)| *lane == self.lane) {
            let link = &mut turn.world.links[node.index()].line;
            match change.setting {
                Setting::Latency(latency) => link.latency = latency,
                Setting::Loss(loss) => link.loss = loss,
                setting => match &mut self.nodes[node.index()] {
                    Node::Sender(sender) => sender.change(setting, turn),
                    Node::Service(service) => service.change(setting, turn),
                    Node::Queue(queue) => queue.change(setting, turn),
                    Node::Worker(worker) => worker.change(setting, turn),
                    Node::Topic(_) | Node::Workflow(_) => {}
                },
            }
        }
    }
}

/// Tells a node that it goes down, hangs or comes back.
fn change_status(nodes: &mut [Node], id: NodeId, before: Status, after: Status, crash: bool, turn: &mut Turn<'_, impl Sink>) {
    let polls = match &mut nodes[id.index()] {
        Node::Sender(sender) => return sender.change_status(after, crash, turn),
        Node::Service(service) => return service.change_status(after, crash, turn),
        Node::Queue(queue) => return queue.change_status(after, turn),
        Node::Topic(topic) => return topic.change_status(after, turn),
        Node::Workflow(workflow) => return workflow.change_status(after, crash, turn),
        Node::Worker(worker) => worker.polls(),
    };
    // A worker that goes down closes its polls, those under way too; one that comes back asks anew. One that hangs leaves them open.
    if let Node::Queue(queue) = &mut nodes[polls.index()]
        && (after == Status::Down || before == Status::Hung)
    {
        queue.forget_polls(id);
        turn.world.terms[id.index()].era = turn.world.terms[id.index()].era.wrapping_add(1);
    }
    if let Node::Worker(worker) = &mut nodes[id.index()] {
        worker.change_status(after, turn);
    }
}
