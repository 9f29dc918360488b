//! What is legal and surely not meant, or a classic trap: looked for in a scenario that has no error. Each doubt is a warning that says
//! why it matters and what to do.
//!
//! A lesson may do such a thing on purpose. Where a figure shows it, a claim that the figure is large says that it is meant, and so does a
//! turn that is about it ([`Look::shows`]); a setting that a change or a turn moves is not judged ([`Look::turns`]).

mod again;
mod aws;
mod change;
mod claim;
mod dead_letter;
mod end;
mod expect;
mod fault;
mod fifo;
mod flow;
mod knob;
mod load;
mod look;
mod overload;
mod patience;
mod queue;
mod retry;
mod scene;
mod sender;
mod silence;
mod size;
mod times;
mod topic;
mod twin;
mod visibility;
mod words;

use super::lane::drafts;
use super::lead::Draft;
use super::node::Sort;
use super::setting::{Known, resolve};
use super::{Problem, Problems, Section, written};
use crate::scenario::{Part, Scenario};
use look::{Look, Spot};

/// Adds the doubts about a scenario that has no error.
pub fn doubts(file: &Section, scenario: &Scenario, problems: &mut Problems) {
    let look = &Look::of(file, scenario);
    load::load(look, problems);
    end::end(look, problems);
    for (lane, _) in scenario.lane_ids() {
        overload::overload(look, lane, problems);
    }
    twin::twins(look, problems);
    look.spots().for_each(|spot| node(spot, problems));
    fault::faults(look, problems);
    change::changes(look, problems);
    scene::scenes(look, problems);
    claim::claims(look, problems);
}

fn node(spot: Spot<'_>, problems: &mut Problems) {
    match &spot.node.part {
        Part::Sender(sender) => {
            retry::of_sender(spot, sender, problems);
            sender::sender(spot, sender, problems);
        }
        Part::Queue(queue) => {
            visibility::visibility(spot, queue, problems);
            queue::queue(spot, queue, problems);
            fifo::fifo(spot, queue, problems);
            dead_letter::of_queue(spot, queue, problems);
            again::of_queue(spot, queue, problems);
        }
        Part::Topic(topic) => {
            topic::topic(spot, topic, problems);
            again::of_topic(spot, topic, problems);
        }
        Part::Worker(worker) => knob::worker(spot, worker, problems),
        Part::Workflow(workflow) => retry::of_workflow(spot, workflow, problems),
        Part::Service(service) => knob::service(spot, service, problems),
    }
    patience::patience(spot, problems);
    silence::silence(spot, problems);
    size::size(spot, problems);
    aws::aws(spot, problems);
}
