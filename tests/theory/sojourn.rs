//! How long a message is in an M/M/1 station: exponential with the rate that the slot has to spare.

use std::f64::consts::{LN_2, LN_10};

use inflight::measure::Report;
use inflight::scenario::measure::{LatencyKey, Stat};

use crate::batch::{BATCHES, agrees, uncertainty, within};
use crate::station::{open, watch};

/// The value that a share of a batch lies below.
fn quantile(batch: &[f64], share: f64) -> f64 {
    let mut sorted = batch.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
    let place = (share * sorted.len() as f64) as usize;
    sorted[place]
}

#[test]
fn percentiles_are_those_of_an_exponential() {
    let scenario = open(5, 4_000_000, "{ exponential = '100ms' }", "concurrency = 1");
    let seen = watch(&scenario);
    let report = Report::of(&scenario).unwrap_or_else(|stuck| panic!("{stuck}"));
    let spare = 10.0 - 5.0;
    for (stat, above, theory) in [(Stat::P50, 0.5, LN_2 / spare), (Stat::P90, 0.1, LN_10 / spare), (Stat::P99, 0.01, 2.0 * LN_10 / spare)] {
        let batches: Vec<f64> =
            seen.sojourns.chunks_exact(seen.sojourns.len() / BATCHES).map(|batch| quantile(batch, 1.0 - above)).collect();
        let figure = report.lanes[0].latency(LatencyKey::EndToEnd).seconds(stat).unwrap_or(0.0);
        // Percentiles have three digits.
        within(&format!("{stat:?} of end to end"), figure, uncertainty(&batches) + 0.001 * theory, theory);
        let longer: Vec<f64> = seen.sojourns.iter().map(|sojourn| f64::from(u8::from(*sojourn > theory))).collect();
        agrees(&format!("share above the {stat:?}"), &longer, above);
    }
}
