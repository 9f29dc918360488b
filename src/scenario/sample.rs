//! The samples of code: what a sender's code looks like, with the lines at which a caller stands in each of its states.

mod data;
pub mod handler;

use std::sync::LazyLock;

use super::{Lane, Part, Sender, Style};

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
}

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
    /// It waits before another try, which is made inside of the call.
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
    /// Whether a caller that is in this phase stands at this line, counted from 1. Who goes on after the last line stands at the one
    /// below it; who does what the script has no line for stands nowhere.
    #[must_use]
    pub fn marks(&self, phase: Phase, line: usize) -> bool {
        let of = |phase: &Phase| self.at.iter().find(|(own, _)| own == phase).map(|(_, ranges)| ranges);
        match of(&phase).or_else(|| phase.instead().iter().find_map(of)) {
            Some(ranges) => ranges.iter().any(|(first, last)| (*first..=*last).contains(&line)),
            None => matches!(phase, Phase::Reply | Phase::Continuing | Phase::Done) && line == self.lines.len() + 1,
        }
    }
}

/// The ids of all, in the order of the file: the words of the key `code`.
pub const IDS: &[&str] = &[
    "lambda-invoke-sync",
    "lambda-invoke-async",
    "sqs-send",
    "sns-publish",
    "s3-put-trigger",
    "rds-query-pool",
    "rds-data-query",
    "ec2-run-instances",
    "apigw-call-sync",
    "apigw-submit-and-poll",
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

/// The sample of a lane, and whether the scenario names it; if it doesn't, one that fits what its sender does.
#[must_use]
pub fn of(lane: &Lane) -> Option<(&'static Sample, bool)> {
    let id = lane.code.unwrap_or_else(|| fitting(lane, lane.sender()));
    find(id).map(|sample| (sample, lane.code.is_some()))
}

/// The id of a sample that does what a sender does, by the kind of node that its messages go to first, or by its preset.
fn fitting(lane: &Lane, sender: &Sender) -> &'static str {
    let Some(first) = sender.to.first().map(|to| lane.node(*to)) else { return "lambda-invoke-sync" };
    let preset = first.preset.unwrap_or_default();
    match (&first.part, sender.style) {
        (Part::Workflow(_), Style::Calls) => "sfn-start-express-sync",
        (Part::Workflow(_), Style::Sends) => "sfn-start-standard",
        _ if preset == "aws.ec2.run-instances" => "ec2-run-instances",
        _ if sender.poll.is_some() => "apigw-submit-and-poll",
        _ if preset.starts_with("aws.api-gateway.") => "apigw-call-sync",
        _ if preset.starts_with("aws.rds.") || sender.connections.is_some() => "rds-query-pool",
        _ if preset == "aws.s3.notifications" => "s3-put-trigger",
        _ if preset == "aws.eventbridge" => "eventbridge-put",
        (Part::Topic(_), _) => "sns-publish",
        (Part::Queue(queue), _) if queue.push.is_none() => "sqs-send",
        (_, Style::Calls) => "lambda-invoke-sync",
        (_, Style::Sends) => "lambda-invoke-async",
    }
}

#[cfg(test)]
mod tests;
