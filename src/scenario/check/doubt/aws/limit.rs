//! The largest values that the services take, where a file may say more than its preset.

use super::{BRIDGE, EVENTS, FIFO, LAMBDA, MAPPING, Problems, STANDARD, Spot, least, refuse, size, time};
use crate::time::{SECOND, Span};

/// The largest value of a key.
#[derive(Clone, Copy)]
enum Most {
    Time(Span),
    Spread(Span),
    Count(u64),
    Bytes(u64),
}

const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

const fn span(nanos: u64) -> Most {
    Most::Time(Span(nanos))
}

/// The service, its presets, and its limits.
type Row = (&'static str, &'static [&'static str], &'static [(&'static str, Most)]);

const ROWS: &[Row] = &[
    (
        "Amazon SQS",
        &[STANDARD, FIFO],
        &[
            ("visibility_timeout", span(12 * HOUR)),
            ("retention", span(14 * DAY)),
            ("delay", Most::Spread(Span(15 * MINUTE))),
            ("in_flight", Most::Count(120_000)),
            ("max_size", Most::Bytes(1 << 20)),
        ],
    ),
    ("Amazon SQS", &["aws.sqs.poller"], &[("batch", Most::Count(10)), ("wait", span(20 * SECOND))]),
    ("AWS Lambda", &[MAPPING], &[("window", span(5 * MINUTE)), ("timeout", span(15 * MINUTE)), ("wait", span(20 * SECOND))]),
    ("AWS Lambda", &[LAMBDA], &[("timeout", span(15 * MINUTE)), ("max_size", Most::Bytes(6_000_000))]),
    ("AWS Lambda", &[EVENTS], &[("max_age", span(6 * HOUR)), ("max_size", Most::Bytes(1_000_000))]),
    ("Amazon EventBridge", &[BRIDGE], &[("max_age", span(DAY)), ("max_size", Most::Bytes(1_000_000))]),
    ("Amazon SNS", &["aws.sns.standard", "aws.sns.fifo"], &[("max_size", Most::Bytes(1 << 20))]),
    ("an HTTP API", &["aws.api-gateway.http"], &[("timeout", span(30 * SECOND)), ("max_size", Most::Bytes(10_000_000))]),
    ("a REST API", &["aws.api-gateway.rest"], &[("max_size", Most::Bytes(10_000_000))]),
    ("an Express workflow", &["aws.step-functions.express"], &[("timeout", span(5 * MINUTE)), ("max_size", Most::Bytes(1 << 18))]),
    ("a Standard workflow", &["aws.step-functions.standard"], &[("timeout", span(365 * DAY)), ("max_size", Most::Bytes(1 << 18))]),
];

pub fn limits(spot: Spot<'_>, preset: &str, problems: &mut Problems) {
    let rows = ROWS.iter().filter(|(_, presets, _)| presets.contains(&preset));
    for (service, key, most) in rows.flat_map(|(service, _, limits)| limits.iter().map(move |(key, most)| (service, *key, *most))) {
        let section = spot.section();
        let beyond = match most {
            Most::Time(most) => section.time(key).filter(|given| *given > most).map(|given| (time(given), time(most))),
            Most::Spread(most) => section.spread(key).map(least).filter(|given| *given > most).map(|given| (time(given), time(most))),
            Most::Count(most) => section.whole::<u64>(key).filter(|given| *given > most).map(|given| (given.to_string(), most.to_string())),
            Most::Bytes(most) => section.whole::<u64>(key).filter(|given| *given > most).map(|given| (size(given), size(most))),
        };
        if let Some((given, most)) = beyond {
            let title = format!("{service} takes no `{key}` above {most}");
            refuse(section.place(key), title, format!("this is {given}"), format!("write {most} or less, or remove `preset`"), problems);
        }
    }
}
