//! A report as one JSON object, the contract with other programs. What doesn't exist is null; times are seconds.

use std::time::Duration;

use serde::Serialize;

use crate::measure::{LaneMeasures, Latency, NodeMeasures, Report, Verdict};
use crate::scenario::measure::{LaneKey, LatencyKey, NodeKey, Stat};
use crate::scenario::{Claim, Lane, Node};

#[derive(Serialize)]
struct Run<'a> {
    scenario: &'a str,
    seed: u64,
    simulated_s: f64,
    events: u64,
    wall_s: f64,
    lanes: Vec<LaneShape<'a>>,
    claims: Vec<ClaimShape<'a>>,
}

#[derive(Serialize)]
struct LaneShape<'a> {
    id: &'a str,
    name: &'a str,
    offered: Option<u64>,
    completed: Option<u64>,
    failed: Option<u64>,
    rejected: Option<u64>,
    dead_lettered: Option<u64>,
    expired: Option<u64>,
    lost: Option<u64>,
    in_system: Option<u64>,
    attempts: Option<u64>,
    retries: Option<u64>,
    duplicates: Option<u64>,
    effects: Option<u64>,
    orphaned_work_s: Option<f64>,
    blocked: LatencyShape,
    ack: LatencyShape,
    result: LatencyShape,
    end_to_end: LatencyShape,
    blocked_share: Option<f64>,
    goodput_per_s: Option<f64>,
    recovery_s: Option<f64>,
    first_error_s: Option<f64>,
    nodes: Vec<NodeShape<'a>>,
}

#[derive(Serialize)]
struct NodeShape<'a> {
    id: &'a str,
    kind: &'static str,
    utilisation: Option<f64>,
    depth_mean: Option<f64>,
    depth_max: Option<u64>,
    depth_now: Option<u64>,
    in_flight_max: Option<u64>,
    oldest_max_s: Option<f64>,
    received: Option<u64>,
    empty_receives: Option<u64>,
    out_of_order: Option<u64>,
    wait: LatencyShape,
}

#[derive(Serialize)]
struct LatencyShape {
    count: u64,
    mean_s: Option<f64>,
    p50_s: Option<f64>,
    p90_s: Option<f64>,
    p99_s: Option<f64>,
    max_s: Option<f64>,
}

#[derive(Serialize)]
struct ClaimShape<'a> {
    say: &'a str,
    that: &'a str,
    holds: bool,
    values: [Option<f64>; 2],
}

/// One line of JSON for a report. `wall` is how long the run took on the clock.
///
/// # Errors
///
/// None that a report can bring about; the writer's own are passed on.
pub fn json(report: &Report, wall: Duration) -> serde_json::Result<String> {
    let scenario = &report.scenario;
    serde_json::to_string(&Run {
        scenario: scenario.title.as_str(),
        seed: scenario.seed,
        simulated_s: scenario.duration.seconds(),
        events: report.events,
        wall_s: wall.as_secs_f64(),
        lanes: scenario.lanes.iter().zip(&report.lanes).map(|(lane, measures)| lane_shape(lane, measures)).collect(),
        claims: scenario.claims.iter().zip(&report.verdicts).map(|(claim, verdict)| claim_shape(claim, *verdict)).collect(),
    })
}

/// A count, which the measures give as a number like all others.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts are whole and not negative")]
fn whole(number: Option<f64>) -> Option<u64> {
    number.map(|number| number as u64)
}

fn lane_shape<'a>(lane: &'a Lane, measures: &LaneMeasures) -> LaneShape<'a> {
    let number = |key| measures.number(key);
    let count = |key| whole(measures.number(key));
    LaneShape {
        id: &lane.id,
        name: lane.name.as_str(),
        offered: count(LaneKey::Offered),
        completed: count(LaneKey::Completed),
        failed: count(LaneKey::Failed),
        rejected: count(LaneKey::Rejected),
        dead_lettered: count(LaneKey::DeadLettered),
        expired: count(LaneKey::Expired),
        lost: count(LaneKey::Lost),
        in_system: count(LaneKey::InSystem),
        attempts: count(LaneKey::Attempts),
        retries: count(LaneKey::Retries),
        duplicates: count(LaneKey::Duplicates),
        effects: count(LaneKey::Effects),
        orphaned_work_s: number(LaneKey::OrphanedWork),
        blocked: latency_shape(measures.latency(LatencyKey::Blocked)),
        ack: latency_shape(measures.latency(LatencyKey::Ack)),
        result: latency_shape(measures.latency(LatencyKey::Result)),
        end_to_end: latency_shape(measures.latency(LatencyKey::EndToEnd)),
        blocked_share: number(LaneKey::BlockedShare),
        goodput_per_s: number(LaneKey::Goodput),
        recovery_s: number(LaneKey::Recovery),
        first_error_s: number(LaneKey::FirstError),
        nodes: lane.nodes.iter().zip(measures.nodes()).map(|(node, measures)| node_shape(node, measures)).collect(),
    }
}

fn node_shape<'a>(node: &'a Node, measures: &NodeMeasures) -> NodeShape<'a> {
    let number = |key| measures.figure(key);
    let count = |key| whole(measures.figure(key));
    NodeShape {
        id: node.id.as_str(),
        kind: measures.kind(),
        utilisation: number(NodeKey::Utilisation),
        depth_mean: number(NodeKey::DepthMean),
        depth_max: count(NodeKey::DepthMax),
        depth_now: count(NodeKey::DepthNow),
        in_flight_max: count(NodeKey::InFlightMax),
        oldest_max_s: number(NodeKey::OldestMax),
        received: count(NodeKey::Received),
        empty_receives: count(NodeKey::EmptyReceives),
        out_of_order: count(NodeKey::OutOfOrder),
        wait: latency_shape(&measures.wait),
    }
}

fn latency_shape(latency: &Latency) -> LatencyShape {
    LatencyShape {
        count: latency.count(),
        mean_s: latency.seconds(Stat::Mean),
        p50_s: latency.seconds(Stat::P50),
        p90_s: latency.seconds(Stat::P90),
        p99_s: latency.seconds(Stat::P99),
        max_s: latency.seconds(Stat::Max),
    }
}

fn claim_shape(claim: &Claim, verdict: Verdict) -> ClaimShape<'_> {
    ClaimShape { say: claim.say.as_str(), that: claim.that.as_str(), holds: verdict.holds, values: [verdict.left, verdict.right] }
}
