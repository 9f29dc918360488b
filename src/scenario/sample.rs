//! The samples of code: what a sender's code looks like, with the lines at which a caller stands in each of its states.

mod data;
mod fill;
pub mod handler;

use std::sync::LazyLock;

use super::{Full, Lane, Order, Part, Queue, Sender, Style};

/// What the code of a sender looks like.
#[derive(Debug)]
pub struct Sample {
    /// What a scenario calls it by.
    pub id: String,
    /// What it does.
    pub title: String,
    /// What is to be known about it, in a sentence or two.
    pub note: String,
    /// In Python.
    pub python: Script,
    /// As commands, if there are some.
    pub cli: Option<Script>,
}

/// A text of code, with where callers stand in it.
#[derive(Debug)]
pub struct Script {
    /// Its lines.
    pub lines: Vec<String>,
    /// The first and the last line, from 1, of each stretch where a caller stands in a phase.
    at: Vec<(Phase, Vec<(usize, usize)>)>,
    /// Whether the first stretch of sending, and of being blocked, belongs to the first call of the sender, and so on.
    in_turn: bool,
}

/// The sample of a lane, filled with what the lane has.
#[derive(Debug)]
pub struct Filled {
    /// The sample, with words in braces.
    pub sample: &'static Sample,
    /// In Python.
    pub python: Script,
    /// As commands, if some can do what the lane does.
    pub cli: Option<Script>,
}

/// A word in braces with what stands for it in a lane, if something does.
type Value = (&'static str, Option<String>);

/// Where in its code a caller stands, or a slot of a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before anything is sent.
    Setup,
    /// The request is on its way.
    Sending,
    /// It waits for a connection of its pool.
    Connection,
    /// It waits for the answer and does nothing else.
    Blocked,
    /// It waits before another try.
    Retry,
    /// It has the answer or the receipt, and reads it.
    Reply,
    /// It does other work.
    Continuing,
    /// It asks for the result of what was accepted.
    Polling,
    /// It sleeps between two questions.
    Waiting,
    /// It has an error in hand.
    Error,
    /// The same, and no answer: the call itself has failed.
    Raised,
    /// It has the result; a receiver deletes the message, or returns.
    Done,
    /// A slot works on a message.
    Working,
}

impl Phase {
    /// Where it stands too, for a script that doesn't tell the two apart; the nearest goes first.
    const fn instead(self) -> &'static [Self] {
        match self {
            Self::Connection | Self::Blocked => &[Self::Blocked, Self::Sending],
            Self::Raised => &[Self::Error, Self::Blocked],
            // A client library tries again inside of the call, and an error comes out of it.
            Self::Retry | Self::Error => &[Self::Blocked],
            Self::Polling => &[Self::Blocked],
            Self::Waiting => &[Self::Polling, Self::Blocked],
            Self::Reply => &[Self::Continuing],
            Self::Done => &[Self::Continuing],
            Self::Setup | Self::Sending | Self::Continuing | Self::Working => &[],
        }
    }
}

impl Script {
    /// Whether a caller that is in this phase, of which of its calls in turn, stands at this line, counted from 1. Who goes on after the
    /// last line stands at the one below it; who does what the script has no line for stands nowhere.
    #[must_use]
    pub fn marks(&self, phase: Phase, call: usize, line: usize) -> bool {
        let of = |phase: &Phase| self.at.iter().find(|(own, _)| own == phase).map(|(_, ranges)| ranges);
        let holds = |(first, last): &(usize, usize)| (*first..=*last).contains(&line);
        match of(&phase).or_else(|| phase.instead().iter().find_map(of)) {
            Some(ranges) if self.in_turn && matches!(phase, Phase::Sending | Phase::Blocked) => ranges.get(call).is_some_and(holds),
            Some(ranges) => ranges.iter().any(holds),
            None => matches!(phase, Phase::Reply | Phase::Continuing | Phase::Done) && line == self.lines.len() + 1,
        }
    }

    /// Whether one of its lines has this in it.
    fn has(&self, words: &str) -> bool {
        self.lines.iter().any(|line| line.contains(words))
    }
}

impl Filled {
    /// What its lane does and the sample does not, in a few words each.
    #[must_use]
    pub fn unsaid(&self, lane: &Lane) -> Vec<String> {
        let (sender, code) = (lane.sender(), &self.sample.python);
        let has_quota = sender.budget.is_some() && !is_sdk(lane);
        let each = [
            sender.timeout.filter(|_| !code.has("{timeout}")).map(|timeout| format!("timeout {timeout}")),
            (sender.retry.attempts > 1 && !code.has("{attempts}")).then(|| format!("{} attempts", sender.retry.attempts)),
            (has_quota && !code.has("{quota}")).then(|| "retry quota".to_owned()),
            sender.breaker.map(|_| "circuit breaker".to_owned()),
        ];
        each.into_iter().flatten().collect()
    }
}

/// The ids of all, in the order of the file: the words of the key `code`.
pub const IDS: &[&str] = &[
    "lambda-invoke-sync",
    "lambda-invoke-retry",
    "lambda-invoke-quota",
    "lambda-invoke-in-turn",
    "lambda-invoke-async",
    "udp-send",
    "sqs-send",
    "sqs-send-retry",
    "sqs-send-fifo",
    "queue-put",
    "queue-put-nowait",
    "ring-buffer",
    "sns-publish",
    "s3-put-trigger",
    "s3-put-in-request",
    "rds-query-pool",
    "rds-data-query",
    "ec2-run-instances",
    "ec2-run-and-wait",
    "apigw-call-sync",
    "apigw-submit-and-poll",
    "sfn-start",
    "sfn-start-standard",
    "sfn-start-express-sync",
    "eventbridge-put",
];

/// The file.
const FILE: &str = include_str!("../../samples/code.toml");

/// All of them. A test makes sure that the file can be read.
pub static ALL: LazyLock<Vec<Sample>> = LazyLock::new(|| data::read(FILE).unwrap_or_default());

/// The one with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.id == id)
}

/// The sample of a lane: that which the scenario names, or else one that fits what its sender does, with what the lane has; nothing if
/// there is none, or it says what the lane doesn't have.
#[must_use]
pub fn of(lane: &Lane) -> Option<Filled> {
    let id = lane.code.or_else(|| fitting(lane, lane.sender()))?;
    let sample = find(trying_again(id, lane))?;
    let python = fill::script(&sample.python, &fill::of_sender(lane, true))?;
    let cli = sample.cli.as_ref().and_then(|cli| fill::script(cli, &fill::of_sender(lane, false)));
    Some(Filled { sample, python, cli })
}

/// The same sample with a loop, for a sender that tries again after pauses of its own. The SDK's own retries need none.
fn trying_again(id: &'static str, lane: &Lane) -> &'static str {
    let sender = lane.sender();
    match id {
        _ if sender.retry.attempts == 1 || is_sdk(lane) => id,
        "lambda-invoke-sync" if sender.budget.is_some() => "lambda-invoke-quota",
        "lambda-invoke-sync" => "lambda-invoke-retry",
        "sqs-send" => "sqs-send-retry",
        _ => id,
    }
}

/// Whether the sender is a client of the SDK, which tries again by itself.
fn is_sdk(lane: &Lane) -> bool {
    lane.node(lane.sender).preset.is_some_and(|preset| preset.starts_with("aws.sdk."))
}

/// The id of a sample that does what a sender does, by the kind of node that its messages go to first, or by its preset.
fn fitting(lane: &Lane, sender: &Sender) -> Option<&'static str> {
    let first = lane.node(*sender.to.first()?);
    let preset = first.preset.unwrap_or_default();
    Some(match (&first.part, sender.style) {
        _ if !sender.ack => "udp-send",
        _ if sender.to.len() > 1 => "lambda-invoke-in-turn",
        // Only an Express workflow can be waited for, and only a Standard one asked how it goes.
        (Part::Workflow(_), Style::Calls) if preset == "aws.step-functions.standard" => return None,
        (Part::Workflow(_), Style::Calls) => "sfn-start-express-sync",
        (Part::Workflow(_), Style::Sends) if sender.poll.is_none() => "sfn-start",
        (Part::Workflow(_), Style::Sends) if preset == "aws.step-functions.express" => return None,
        (Part::Workflow(_), Style::Sends) => "sfn-start-standard",
        _ if preset == "aws.ec2.run-instances" && sender.poll.is_some() => "ec2-run-and-wait",
        _ if preset == "aws.ec2.run-instances" => "ec2-run-instances",
        _ if sender.poll.is_some() => "apigw-submit-and-poll",
        _ if preset.starts_with("aws.api-gateway.") => "apigw-call-sync",
        _ if sender.connections.is_some() => "rds-query-pool",
        _ if preset.starts_with("aws.rds.") => "rds-data-query",
        _ if preset == "aws.s3.notifications" => "s3-put-trigger",
        _ if preset == "aws.eventbridge" => "eventbridge-put",
        (Part::Topic(_), _) => "sns-publish",
        (Part::Queue(queue), _) if queue.push.is_none() => to_a_queue(queue),
        (_, Style::Calls) => "lambda-invoke-sync",
        (_, Style::Sends) => "lambda-invoke-async",
    })
}

/// The same by what a queue does that is full: one of SQS never is.
fn to_a_queue(queue: &Queue) -> &'static str {
    match (queue.capacity, queue.full) {
        (Some(_), Full::Block) => "queue-put",
        (Some(_), Full::Reject) => "queue-put-nowait",
        (Some(_), Full::DropOldest) => "ring-buffer",
        (None, _) if queue.order == Order::Fifo => "sqs-send-fifo",
        (None, _) => "sqs-send",
    }
}

#[cfg(test)]
mod tests;
