//! Doubts about nodes with a preset that are set up as the service that it stands for never is.
//!
//! What the services take is documented: `inflight explain NAME` names the pages. Least values are left out, for lessons scale times down.

mod limit;
mod queue;
mod receiver;
mod topic;

use super::look::Spot;
use super::times::least;
use super::words::{rate, size, time};
use super::{Problem, Problems};
use crate::scenario::problem::Place;
use crate::scenario::{Order, Part};

/// The pollers of Lambda with the function that they call.
pub const MAPPING: &str = "aws.lambda.sqs-mapping";
const LAMBDA: &str = "aws.lambda";
const EVENTS: &str = "aws.lambda.event-queue";
const STANDARD: &str = "aws.sqs.standard";
const FIFO: &str = "aws.sqs.fifo";
const BRIDGE: &str = "aws.eventbridge";

pub fn aws(spot: Spot<'_>, problems: &mut Problems) {
    if let Some(preset) = spot.node.preset {
        limit::limits(spot, preset, problems);
        match &spot.node.part {
            Part::Queue(queue) => queue::queue(spot, preset, queue, problems),
            Part::Topic(topic) => topic::topic(spot, preset, topic, problems),
            Part::Worker(worker) if preset == MAPPING => receiver::mapping(spot, worker, problems),
            Part::Service(service) if preset == LAMBDA => receiver::function(spot, service, problems),
            _ => {}
        }
    }
    receiver::waits_for_workflow(spot, problems);
}

/// Whether a node is a queue that keeps an order.
fn is_fifo(part: &Part) -> bool {
    matches!(part, Part::Queue(queue) if queue.order == Order::Fifo)
}

/// Warns of something that the service doesn't do.
fn refuse(place: Place, title: impl AsRef<str>, label: impl AsRef<str>, help: impl AsRef<str>, problems: &mut Problems) {
    let why = "AWS refuses such a setting: this shows something that can't be built there";
    problems.add(Problem::warning(place, title, label, why).help(help));
}
