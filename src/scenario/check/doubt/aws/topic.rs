//! Subscribers that SNS or S3 don't have.

use super::queue::needs_event_queue;
use super::{LAMBDA, Problems, Spot, is_fifo, refuse};
use crate::scenario::{Part, Topic};

pub fn topic(spot: Spot<'_>, preset: &str, topic: &Topic, problems: &mut Problems) {
    let ordered = preset == "aws.sns.fifo";
    let service = if preset == "aws.s3.notifications" { "Amazon S3" } else { "Amazon SNS" };
    for (subscriber, (name, _)) in topic.subscribers.iter().zip(spot.section().named("subscribers").unwrap_or_default()) {
        let node = spot.lane.node(subscriber.to);
        let id = &node.id;
        match &node.part {
            Part::Queue(_) if !ordered && is_fifo(&node.part) => {
                let (title, help) = if service == "Amazon S3" {
                    ("Amazon S3 tells no fifo queue of its objects", "let it be a standard queue")
                } else {
                    (
                        "a standard topic of Amazon SNS delivers to no fifo queue",
                        "write preset = \"aws.sns.fifo\", or let it be a standard queue",
                    )
                };
                refuse(name.place, title, format!("`{id}` is a fifo queue"), help, problems);
            }
            Part::Service(_) if !ordered && node.preset == Some(LAMBDA) => {
                needs_event_queue(spot, service, subscriber.to, name.place, problems);
            }
            Part::Workflow(_) | Part::Service(_) if ordered => {
                let title = "a fifo topic of Amazon SNS delivers to queues only";
                refuse(name.place, title, format!("`{id}` is no queue"), "put a queue between them, and a worker that calls it", problems);
            }
            Part::Workflow(_) => {
                let title = format!("{service} starts no workflow by itself");
                let help = "put a [lane.queue.NAME] with preset = \"aws.eventbridge\" in place of the topic: a rule may start one";
                refuse(name.place, title, format!("`{id}` is a workflow"), help, problems);
            }
            _ => {}
        }
    }
}
