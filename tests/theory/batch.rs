//! How far a run's mean may be from the truth, from the scatter within the run.

/// Batches of a run.
pub const BATCHES: usize = 30;
/// The 99.99th percentile of Student's t with one degree of freedom less: two sides at 0.02 %, so that fifty checks hold with other
/// draws too.
const T: f64 = 4.254;
/// A check whose interval is wider than this share of the figure is too weak to say anything.
const NARROW: f64 = 0.08;

/// The mean of a series and how far the true mean may be from it, by batch means: neighbours depend on each other, batches hardly.
pub fn batch_means(series: &[f64]) -> (f64, f64) {
    let size = series.len() / BATCHES;
    assert!(size > 0, "{} values are too few", series.len());
    let means: Vec<f64> = series.chunks_exact(size).take(BATCHES).map(mean).collect();
    (mean(&means), uncertainty(&means))
}

/// How far the mean of one figure for each batch may be from the truth.
pub fn uncertainty(batches: &[f64]) -> f64 {
    let mean = mean(batches);
    let variance = batches.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (batches.len() - 1) as f64;
    T * (variance / batches.len() as f64).sqrt()
}

/// Demands that a series has the mean that theory says, and that it is long enough to tell.
pub fn agrees(what: &str, series: &[f64], theory: f64) {
    let (mean, error) = batch_means(series);
    within(what, mean, error, theory);
}

/// Demands that a figure is what theory says, but for its uncertainty, and that this is small.
pub fn within(what: &str, figure: f64, error: f64, theory: f64) {
    assert!((figure - theory).abs() <= error, "{what}: {figure} +- {error}, by theory {theory}");
    assert!(error < theory * NARROW, "{what}: +- {error} of {theory} says too little");
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[test]
fn an_interval_of_batches_is_right_where_it_is_known() {
    // Fifteen batches of 1 and as many of 3: mean 2, variance 30/29, so the deviation of the mean is the root of 1/29.
    let series: Vec<f64> = (0..60_u8).map(|place| if place / 2 % 2 == 0 { 1.0 } else { 3.0 }).collect();
    let (mean, error) = batch_means(&series);
    assert!((mean - 2.0).abs() < 1e-12 && (error - T * (1.0_f64 / 29.0).sqrt()).abs() < 1e-12, "{mean} +- {error}");
}
