//! The rows of the faults that take a node away.

use super::{Row, row};

/// The rows, kind by kind.
pub const ROWS: &[Row] = &[
    row(
        "outage",
        "sender",
        "what callers hold fails, new messages are turned away; the backlog waits",
        "failed 1, completed 3.21, failed 1.5, failed 1.6, completed 10.21; work 3",
    ),
    row(
        "outage",
        "service",
        "refuses; work in hand ends in an error; the backlog waits",
        "failed 1.01, completed 3.2, failed 1.52, failed 1.62, completed 10.21; work 2",
    ),
    row(
        "outage",
        "worker",
        "doesn't poll; work in hand comes back after its visibility timeout",
        "completed 5.12, completed 3.22, completed 3.44, completed 3.66, completed 10.22; work 5",
    ),
    row(
        "outage",
        "queue",
        "refuses hand-offs and polls; keeps what it has",
        "completed 1.12, completed 3.38, failed 1.52, failed 1.62, completed 10.22; work 4",
    ),
    row(
        "outage",
        "pushing queue",
        "refuses hand-offs and pushes nothing; pushes under way go on",
        "completed 1.12, completed 3.21, failed 1.52, failed 1.62, completed 10.22; work 3",
    ),
    row(
        "outage",
        "topic",
        "refuses; deliveries under way go on, further tries wait",
        "completed 1.12, completed 1.32, failed 1.52, failed 1.62, completed 10.22; work 3",
    ),
    row(
        "outage",
        "workflow",
        "refuses; executions end in an error",
        "failed 1.01, failed 1.01, failed 1.52, failed 1.62, completed 10.23; work 3",
    ),
    row(
        "outage",
        "network",
        "refuses what is sent; answers are lost",
        "failed 3.9, failed 3.95, failed 1.5, failed 1.6, completed 10.21; work 3",
    ),
    row("crash", "sender", "as an outage, and the backlog is lost", "failed 1, lost 1, failed 1.5, failed 1.6, completed 10.21; work 2"),
    row(
        "crash",
        "service",
        "as an outage, and the backlog ends in an error too",
        "failed 1.01, failed 1.01, failed 1.52, failed 1.62, completed 10.21; work 1",
    ),
    row("crash", "worker", "as an outage", "completed 5.12, completed 3.22, completed 3.44, completed 3.66, completed 10.22; work 5"),
    row(
        "crash",
        "queue",
        "as an outage: what it has is stored",
        "completed 1.12, completed 3.38, failed 1.52, failed 1.62, completed 10.22; work 4",
    ),
    row(
        "crash",
        "pushing queue",
        "as an outage: what it has is stored",
        "completed 1.12, completed 3.21, failed 1.52, failed 1.62, completed 10.22; work 3",
    ),
    row(
        "crash",
        "topic",
        "as an outage: what it has is stored",
        "completed 1.12, completed 1.32, failed 1.52, failed 1.62, completed 10.22; work 3",
    ),
    row(
        "crash",
        "workflow",
        "as an outage; what nobody waits for is lost",
        "failed 1.01, failed 1.01, failed 1.52, failed 1.62, completed 10.23; work 3",
    ),
    row("crash", "network", "as an outage", "failed 3.9, failed 3.95, failed 1.5, failed 1.6, completed 10.21; work 3"),
    row(
        "hang",
        "sender",
        "starts nothing until it is back; answers still reach it",
        "completed 1.11, completed 3.21, completed 3.43, completed 3.65, completed 10.21; work 5",
    ),
    row(
        "hang",
        "service",
        "never answers what it has in hand, what waits, and what comes",
        "failed 3.9, failed 3.95, failed 4.5, failed 4.6, completed 10.21; work 1",
    ),
    row(
        "hang",
        "worker",
        "doesn't poll; work in hand comes back after its visibility timeout",
        "completed 5.12, completed 3.22, completed 3.44, completed 3.66, completed 10.22; work 5",
    ),
    row(
        "hang",
        "queue",
        "never answers hand-offs and polls; keeps what it has",
        "completed 1.12, completed 3.34, failed 4.5, failed 4.6, completed 10.22; work 4",
    ),
    row(
        "hang",
        "pushing queue",
        "never answers hand-offs and pushes nothing; pushes under way go on",
        "completed 1.12, completed 3.21, failed 4.5, failed 4.6, completed 10.22; work 3",
    ),
    row(
        "hang",
        "topic",
        "never answers; deliveries under way go on, further tries wait",
        "completed 1.12, completed 1.32, failed 4.5, failed 4.6, completed 10.22; work 3",
    ),
    row(
        "hang",
        "workflow",
        "never answers; executions come to nothing",
        "failed 3.9, failed 3.95, failed 4.5, failed 4.6, completed 10.23; work 3",
    ),
    row("hang", "network", "nothing that is sent arrives", "failed 3.9, failed 3.95, failed 4.5, failed 4.6, completed 10.21; work 3"),
    row(
        "partition",
        "sender",
        "nothing crosses the links out of it, either way",
        "failed 3.9, completed 4.11, completed 4.33, completed 4.55, completed 10.21; work 5",
    ),
    row(
        "partition",
        "service",
        "nothing crosses the link into it, either way",
        "failed 3.9, failed 3.95, failed 4.5, failed 4.6, completed 10.21; work 3",
    ),
    row(
        "partition",
        "worker",
        "no poll, delivery or deletion arrives; messages come back",
        "completed 1.12, completed 3.34, completed 3.56, completed 3.78, completed 10.22; work 6",
    ),
    row(
        "partition",
        "queue",
        "no hand-off or receipt arrives",
        "completed 1.12, completed 1.34, failed 4.5, failed 4.6, completed 10.22; work 3",
    ),
    row(
        "partition",
        "pushing queue",
        "no hand-off or receipt arrives",
        "completed 1.12, completed 1.34, failed 4.5, failed 4.6, completed 10.22; work 3",
    ),
    row(
        "partition",
        "topic",
        "no publish or receipt arrives",
        "completed 1.12, completed 1.32, failed 4.5, failed 4.6, completed 10.22; work 3",
    ),
    row("partition", "workflow", "no start or answer arrives", "failed 3.9, failed 3.95, failed 4.5, failed 4.6, completed 10.23; work 3"),
    row("partition", "network", "as a hang", "failed 3.9, failed 3.95, failed 4.5, failed 4.6, completed 10.21; work 3"),
];
