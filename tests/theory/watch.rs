//! What is seen of a run at one node and at the sender: a sink that keeps figures and no facts, so that runs may be long.

use inflight::fact::{Fact, Outcome, Sink};
use inflight::id::NodeId;
use inflight::level::Level;
use inflight::scenario::Scenario;
use inflight::time::Time;

use crate::batch::BATCHES;

/// What was seen after the warm-up.
pub struct Watch {
    node: NodeId,
    warm: Time,
    /// Of each message that was started there, or received from there, the seconds that it had waited.
    pub waits: Vec<f64>,
    /// Of each completed message, the seconds from its birth to its end.
    pub sojourns: Vec<f64>,
    /// Of each request, 1 if the node refused it, else 0.
    pub refused: Vec<f64>,
    /// How many waited at the node.
    pub waiting: Batched,
    /// How many were worked on there.
    pub busy: Batched,
    /// How many messages a second were completed, in each batch of time.
    pub completed: Vec<f64>,
}

impl Watch {
    /// Watches one node of a run.
    pub fn new(scenario: &Scenario, node: NodeId) -> Self {
        let warm = Time::START + scenario.warmup;
        let batched = Batched::new(warm, scenario.end());
        Self {
            node,
            warm,
            waits: Vec::new(),
            sojourns: Vec::new(),
            refused: Vec::new(),
            waiting: batched.clone(),
            busy: batched,
            completed: vec![0.0; BATCHES],
        }
    }

    /// The run is cut.
    pub fn close(&mut self, end: Time) {
        self.waiting.cut(end);
        self.busy.cut(end);
    }
}

impl Sink for Watch {
    fn record(&mut self, at: Time, fact: Fact) {
        let warm = at > self.warm;
        match fact {
            Fact::Arrived { node, .. } if node == self.node => {
                self.waiting.change(at, 1);
                if warm {
                    self.refused.push(0.0);
                }
            }
            Fact::Queued { node, .. } | Fact::Reappeared { node, .. } if node == self.node => self.waiting.change(at, 1),
            Fact::Received { node, visible, .. } if node == self.node => {
                self.waiting.change(at, -1);
                if warm {
                    self.waits.push(at.since(visible).seconds());
                }
            }
            Fact::Refused { node, .. } if node == self.node && warm => self.refused.push(1.0),
            Fact::Started { node, arrived, .. } if node == self.node => {
                self.waiting.change(at, -1);
                self.busy.change(at, 1);
                if warm {
                    self.waits.push(at.since(arrived).seconds());
                }
            }
            Fact::Finished { node, .. } if node == self.node => self.busy.change(at, -1),
            Fact::Ended { born, done, outcome: Outcome::Completed, .. } if warm => {
                self.sojourns.push(done.since(born).seconds());
                let batch = self.busy.batch(at);
                self.completed[batch] += 1.0 / self.busy.seconds();
            }
            _ => {}
        }
    }
}

/// A number that goes up and down, with its mean over each batch of time.
#[derive(Clone)]
pub struct Batched {
    level: Level,
    from: Time,
    /// Nanoseconds of a batch.
    length: u64,
    before: u128,
    /// The means of the batches that are over.
    pub means: Vec<f64>,
}

impl Batched {
    fn new(from: Time, end: Time) -> Self {
        let length = end.since(from).0 / BATCHES as u64;
        Self { level: Level::new(from), from, length, before: 0, means: Vec::new() }
    }

    /// The batch in which an instant lies.
    fn batch(&self, at: Time) -> usize {
        usize::try_from(at.since(self.from).0 / self.length).unwrap_or(BATCHES).min(BATCHES - 1)
    }

    /// The seconds of a batch.
    fn seconds(&self) -> f64 {
        self.length as f64 / 1e9
    }

    fn change(&mut self, at: Time, by: i64) {
        self.cut(at);
        self.level.set(at, self.level.value().saturating_add_signed(by));
    }

    /// Closes the batches that are over at `now`.
    fn cut(&mut self, now: Time) {
        while self.means.len() < BATCHES {
            let over = Time(self.from.0 + (self.means.len() as u64 + 1) * self.length);
            if over > now {
                return;
            }
            let area = self.level.area(over);
            self.means.push((area - self.before) as f64 / self.length as f64);
            self.before = area;
        }
    }
}

#[test]
fn a_level_has_a_mean_in_each_batch() {
    let mut level = Batched::new(Time(0), Time(BATCHES as u64 * 10));
    level.change(Time(5), 1);
    level.change(Time(15), 1);
    level.cut(Time(BATCHES as u64 * 10));
    assert_eq!(level.means[..3], [0.5, 1.5, 2.0]);
    assert_eq!(level.means.len(), BATCHES);
}
