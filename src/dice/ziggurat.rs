//! Exponential and normal numbers by the ziggurat method (Marsaglia and Tsang 2000, Journal of Statistical Software 5:8).
//!
//! The area below a density is cut into 256 layers of the same area. Almost always a number falls within the part of its layer that
//! lies wholly below the curve, and neither logarithm nor exponential is needed.

use std::sync::LazyLock;

use super::Draw;

const LAYERS: usize = 256;

/// The layers of one density.
struct Ziggurat {
    /// The right edge of each layer, the lowest first; the last one is at the top, of no width.
    x: [f64; LAYERS + 1],
    /// The density there.
    f: [f64; LAYERS + 1],
}

impl Ziggurat {
    /// The layers of the density `f` with inverse `inverse`: `tail` is where the tail begins, `area` that of a layer.
    fn new(tail: f64, area: f64, f: fn(f64) -> f64, inverse: fn(f64) -> f64) -> Self {
        let mut x = [0.0; LAYERS + 1];
        // The lowest layer is as wide as a box of its area would be; beyond `tail` it is the tail.
        x[0] = area / f(tail);
        x[1] = tail;
        for layer in 2..LAYERS {
            x[layer] = inverse(area / x[layer - 1] + f(x[layer - 1]));
        }
        Self { f: x.map(f), x }
    }
}

/// Where the tail of the exponential density begins, and the area of a layer.
const EXPONENTIAL: (f64, f64) = (7.697_117_470_131_05, 0.003_949_659_822_581_557);
/// Where the tail of half the normal density, without its constant factor, begins, and the area of a layer.
const NORMAL: (f64, f64) = (3.654_152_885_361_009, 0.004_928_673_233_974_655);

static EXPONENTIALS: LazyLock<Ziggurat> =
    LazyLock::new(|| Ziggurat::new(EXPONENTIAL.0, EXPONENTIAL.1, |x| libm::exp(-x), |y| -libm::log(y)));
static NORMALS: LazyLock<Ziggurat> =
    LazyLock::new(|| Ziggurat::new(NORMAL.0, NORMAL.1, |x| libm::exp(-x * x / 2.0), |y| libm::sqrt(-2.0 * libm::log(y))));

/// An exponential number of mean 1.
#[inline(always)]
pub fn exponential(draw: &mut Draw) -> f64 {
    let ziggurat = &*EXPONENTIALS;
    loop {
        let (layer, unit) = layer_and_unit(draw);
        let x = unit * ziggurat.x[layer];
        if x < ziggurat.x[layer + 1] {
            return x;
        }
        if layer == 0 {
            // An exponential has no memory: its tail is one more of it.
            return EXPONENTIAL.0 - libm::log(1.0 - draw.unit());
        }
        if is_below(ziggurat, layer, draw, libm::exp(-x)) {
            return x;
        }
    }
}

/// A normal number of mean 0 and variance 1.
pub fn normal(draw: &mut Draw) -> f64 {
    let ziggurat = &*NORMALS;
    loop {
        let (layer, unit) = layer_and_unit(draw);
        let signed = 2.0 * unit - 1.0;
        let x = signed * ziggurat.x[layer];
        if x.abs() < ziggurat.x[layer + 1] {
            return x;
        }
        if layer == 0 {
            return tail_of_normal(draw).copysign(signed);
        }
        if is_below(ziggurat, layer, draw, libm::exp(-x * x / 2.0)) {
            return x;
        }
    }
}

/// A layer, and a number from 0 to 1 that has nothing to do with it.
#[inline(always)]
fn layer_and_unit(draw: &mut Draw) -> (usize, f64) {
    let word = draw.word();
    // The lowest eight bits choose the layer; the upper 53 are the number.
    ((word & 0xff) as usize, (word >> 11) as f64 / (1_u64 << 53) as f64)
}

/// Whether a point at a random height of its layer lies below the density.
fn is_below(ziggurat: &Ziggurat, layer: usize, draw: &mut Draw, density: f64) -> bool {
    let (low, high) = (ziggurat.f[layer], ziggurat.f[layer + 1]);
    low + (high - low) * draw.unit() < density
}

/// A normal number beyond where the tail begins (Marsaglia 1964).
fn tail_of_normal(draw: &mut Draw) -> f64 {
    loop {
        let x = -libm::log(1.0 - draw.unit()) / NORMAL.0;
        let y = -libm::log(1.0 - draw.unit());
        if 2.0 * y >= x * x {
            return NORMAL.0 + x;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Key, Purpose};

    const N: u64 = 400_000;

    fn numbers(one: fn(&mut Draw) -> f64) -> Vec<f64> {
        (0..N).map(|message| one(&mut Dice::new(3).draw(Purpose::Work, Key { message, hop: 1, attempt: 0 }))).collect()
    }

    /// The share of numbers that `which` takes, against its probability, within five standard deviations.
    fn agrees(numbers: &[f64], probability: f64, which: impl Fn(f64) -> bool) {
        let share = numbers.iter().filter(|x| which(**x)).count() as f64 / N as f64;
        let error = 5.0 * (probability * (1.0 - probability) / N as f64).sqrt();
        assert!((share - probability).abs() < error, "{share} instead of {probability} +- {error}");
    }

    #[test]
    fn the_layers_have_the_same_area_and_meet_at_the_top() {
        for (ziggurat, (tail, area)) in [(&*EXPONENTIALS, EXPONENTIAL), (&*NORMALS, NORMAL)] {
            assert_eq!(ziggurat.x[1], tail);
            assert!(ziggurat.x.is_sorted_by(|a, b| a > b), "edges go to the left");
            let top = ziggurat.x[LAYERS - 1] * (1.0 - ziggurat.f[LAYERS - 1]);
            assert!((top / area - 1.0).abs() < 1e-6, "the top layer has {top} of {area}");
        }
    }

    #[test]
    fn exponential_numbers_lie_where_they_should() {
        let numbers = numbers(exponential);
        for t in [0.01, 0.3, 1.0, 3.0, 7.0, 8.0] {
            agrees(&numbers, libm::exp(-t), |x| x > t);
        }
        assert!(numbers.iter().all(|x| *x >= 0.0));
    }

    #[test]
    fn normal_numbers_lie_where_they_should() {
        let numbers = numbers(normal);
        // Probabilities of the standard normal distribution beyond these points.
        for (z, beyond) in [(0.0, 0.5), (0.5, 0.308_537_5), (1.0, 0.158_655_3), (2.0, 0.022_750_13), (3.0, 0.001_349_898)] {
            agrees(&numbers, beyond, |x| x > z);
            agrees(&numbers, beyond, |x| x < -z);
        }
        agrees(&numbers, 2.0 * 1.285_8e-4, |x| x.abs() > 3.654_153);
    }
}
