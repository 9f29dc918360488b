//! Doubts about messages that are too large for where they go.

use super::look::{FAILS, Spot};
use super::words::size as written;
use super::{Problem, Problems};
use crate::scenario::{Part, Size};

pub fn size(spot: Spot<'_>, problems: &mut Problems) {
    let most = match &spot.node.part {
        Part::Service(service) => service.max_size,
        Part::Queue(queue) => queue.max_size,
        Part::Topic(topic) => topic.max_size,
        Part::Workflow(workflow) => workflow.max_size,
        Part::Sender(_) | Part::Worker(_) => None,
    };
    let (least, more) = match spot.look.scenario.messages.size {
        Size::Constant(size) => (size, ""),
        Size::Uniform(least, _) => (least, " or more"),
    };
    let Some(most) = most.filter(|most| least > *most && !spot.look.shows(spot.lane_id, FAILS)) else { return };
    // What is set aside isn't measured again.
    if spot.look.flow(spot.lane_id).visits(spot.id) == 0.0 {
        return;
    }
    let title = format!("every message is too large for `{}`", spot.name());
    let label = format!("{} at the most, and messages have {}{more}", written(most), written(least));
    let why = "each is refused, and is not tried again";
    let help =
        "write a smaller `size` in [message] or a larger `max_size`; large bodies are best kept elsewhere, with a reference in the message";
    problems.add(Problem::warning(spot.value("max_size"), title, label, why).help(help));
}
