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
use crate::scenario::{Change, Demand, Fault, FaultKind, Lane, Order, Part, Scenario, Setting, limit};
use crate::time::Time;
use agenda::Agenda;
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
    /// The faults that are on, by their places in the scenario.
    in_force: Vec<u16>,
    /// The changes that have been made.
    changed: Vec<u16>,
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
        world.agenda.schedule_first(Time::START, STARTS, Event::Starts);
        plan_disturbances(&mut world.agenda, scenario, lane, |_| true);
        let nodes = plan.node_ids().map(|(id, _)| Node::new(id, plan, scenario)).collect();
        let most = limit::IN_SYSTEM / scenario.lanes.len().max(1) as u64;
        // All callers may have something to do at one instant, and so may all messages of a burst: a few events each.
        let burst = if let Demand::Bursts { size, .. } = scenario.load.demand { size } else { 0 };
        let at_once_most = limit::EVENTS_AT_ONCE.saturating_add(plan.sender().callers.saturating_add(burst).saturating_mul(16));
        let sender = plan.sender;
        let scenario = Arc::clone(scenario);
        Self { scenario, lane, world, nodes, sender, in_force: Vec::new(), changed: Vec::new(), at_once: 0, at_once_most, events: 0, most }
    }

    /// Goes on with another scenario from `now` on, which says the same of all that has happened: it has other faults, other changes
    /// or another rate after it.
    pub fn adopt(&mut self, scenario: &Arc<Scenario>, now: Time) {
        if Arc::ptr_eq(&self.scenario, scenario) {
            return;
        }
        self.scenario = Arc::clone(scenario);
        let agenda = &mut self.world.agenda;
        plan_disturbances(agenda, scenario, self.lane, |at| at > now);
        if let Some(at) = self.world.births.adopt(scenario, agenda.has_alone()) {
            agenda.move_alone(at, Event::Birth);
        }
    }

    /// When the next thing happens, if ever.
    #[must_use]
    pub fn next_at(&self) -> Option<Time> {
        self.world.agenda.next_at()
    }

    /// About how many bytes it takes: what grows is what is kept of each message, and what is planned.
    #[must_use]
    pub fn weight(&self) -> usize {
        /// Of a message, with its places in queues and its visits.
        const MESSAGE: usize = 200;
        /// Of an event, and of a caller or a slot.
        const EVENT: usize = 48;
        let stored = usize::try_from(self.world.messages.stored()).unwrap_or(usize::MAX);
        let callers = self.scenario.lane(self.lane).sender().callers as usize;
        stored * MESSAGE + (self.world.agenda.len() + callers) * EVENT + size_of::<Self>() + self.nodes.len() * size_of::<Node>()
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
        // What was planned for a scenario that this one has taken the place of is void.
        let due = |fault: &&Fault| self.world.now == if begins { fault.at } else { fault.until };
        let Some(fault) = scenario.faults.get(usize::from(place)).filter(due) else { return };
        if self.in_force.contains(&place) == begins {
            return;
        }
        if begins {
            self.in_force.push(place);
        } else {
            self.in_force.retain(|each| *each != place);
        }
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
        let due = |change: &&Change| self.world.now == change.at && !self.changed.contains(&place);
        let Some(change) = scenario.changes.get(usize::from(place)).filter(due) else { return };
        self.changed.push(place);
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

/// Of one instant, what begins goes before what ends: a fault that follows another at once leaves no gap. What changes at the start
/// changes what is there by then.
const BEGINS: u32 = 0;
const ENDS: u32 = 1 << 16;
const STARTS: u32 = 2 << 16;
const CHANGES: u32 = 3 << 16;

/// Plans the faults and changes of a lane that begin, end or come at an instant that `is_ahead`.
fn plan_disturbances(agenda: &mut Agenda, scenario: &Scenario, lane: LaneId, is_ahead: impl Fn(Time) -> bool) {
    for (place, fault) in (0..).zip(&scenario.faults).filter(|(_, fault)| fault.targets.iter().any(|target| target.lane == lane)) {
        if is_ahead(fault.at) {
            agenda.schedule_first(fault.at, BEGINS + u32::from(place), Event::FaultBegins { fault: place });
        }
        // One that lasts to the end of the run is not over before the run is cut.
        if is_ahead(fault.until) && fault.until < scenario.end() {
            agenda.schedule_first(fault.until, ENDS + u32::from(place), Event::FaultEnds { fault: place });
        }
    }
    for (place, change) in (0..).zip(&scenario.changes).filter(|(_, change)| change.targets.iter().any(|(own, _)| *own == lane)) {
        if is_ahead(change.at) {
            agenda.schedule_first(change.at, CHANGES + u32::from(place), Event::Changes { change: place });
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
