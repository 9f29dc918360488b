//! Reads how chance spreads a time.

use toml::de::{DeTable, DeValue};

use super::{Found, Noted, Place, Problem, Walk};
use crate::dice::Dist;
use crate::scenario::key::{Key, SPREADS};
use crate::scenario::limit;
use crate::scenario::near::{listed, near};
use crate::scenario::text::Text;
use crate::time::Span;

impl Walk<'_> {
    pub(super) fn spread(&mut self, key: &Key, found: &Found<'_>) -> Result<Dist, Noted> {
        match found.get_ref() {
            DeValue::String(_) => self.any_time(key, found).map(Dist::Constant),
            DeValue::Table(tree) => self.spread_of(key, found, tree),
            _ => self.refuse(key, found),
        }
    }

    fn spread_of(&mut self, key: &Key, found: &Found<'_>, tree: &DeTable<'_>) -> Result<Dist, Noted> {
        let place = Place::from(found.span());
        let mut spreads = tree.iter();
        let (Some((name, value)), None) = (spreads.next(), spreads.next()) else {
            let problem = Problem::new(place, format!("`{}` needs exactly one way to spread its time", key.name), "expected one key here");
            self.problem(problem.help(spreads_by_example(None)));
            return Err(Noted);
        };
        match name.get_ref().as_ref() {
            "exponential" => self.any_time(key, value).map(Dist::Exponential),
            "uniform" => self.uniform(key, value),
            "lognormal" => self.lognormal(key, value),
            "erlang" => self.erlang(key, value),
            "hyperexponential" => self.hyperexponential(key, value),
            other => {
                let meant = near(other, SPREADS.iter().map(|spread| spread.0));
                let label = meant.map_or_else(|| "not a way to spread a time".to_owned(), |right| format!("did you mean `{right}`?"));
                let title = format!("`{}` is not a way to spread a time", Text::name(other));
                self.problem(Problem::new(Place::from(name.span()), title, label).help(spreads_by_example(meant)));
                Err(Noted)
            }
        }
    }

    fn uniform(&mut self, key: &Key, found: &Found<'_>) -> Result<Dist, Noted> {
        let times = match found.get_ref() {
            DeValue::Array(_) => self.each(key, found, Self::any_time)?,
            _ => Vec::new(),
        };
        match times[..] {
            [low, high] if low <= high => Ok(Dist::Uniform(low, high)),
            _ => self.malformed(found, "`uniform` needs two times, the shorter first", SPREADS[1].1),
        }
    }

    fn lognormal(&mut self, key: &Key, found: &Found<'_>) -> Result<Dist, Noted> {
        let Some([median, p99]) = both(found, ["median", "p99"]) else {
            return self.malformed(found, "`lognormal` needs a `median` and a `p99`, and no more", SPREADS[2].1);
        };
        let (median, p99) = (self.time(key, Span(1), limit::TIME, median), self.time(key, Span(1), limit::TIME, p99));
        match (median?, p99?) {
            (median, p99) if median <= p99 => Ok(Dist::lognormal(median, p99)),
            _ => self.malformed(found, "the `median` is never above the `p99`", SPREADS[2].1),
        }
    }

    fn erlang(&mut self, key: &Key, found: &Found<'_>) -> Result<Dist, Noted> {
        let Some([shape, mean]) = both(found, ["shape", "mean"]) else {
            return self.malformed(found, "`erlang` needs a `shape` and a `mean`, and no more", SPREADS[3].1);
        };
        let (shape, mean) = (self.whole(&Key { name: "shape", ..*key }, 1, limit::SHAPE, shape), self.any_time(key, mean));
        // The shape lies far within 32 bits.
        Ok(Dist::Erlang { shape: u32::try_from(shape?).unwrap_or(1), mean: mean? })
    }

    fn hyperexponential(&mut self, key: &Key, found: &Found<'_>) -> Result<Dist, Noted> {
        let Some([mean, cv]) = both(found, ["mean", "cv"]) else {
            return self.malformed(found, "`hyperexponential` needs a `mean` and a `cv`, and no more", SPREADS[4].1);
        };
        let (mean, cv) = (self.any_time(key, mean), self.factor(&Key { name: "cv", ..*key }, 1.0, limit::CV, cv));
        Ok(Dist::hyperexponential(mean?, cv?))
    }

    fn malformed<T>(&mut self, found: &Found<'_>, label: &str, example: &str) -> Result<T, Noted> {
        let problem = Problem::new(Place::from(found.span()), "this doesn't say how to spread a time", label);
        self.problem(problem.help(format!("write, for example, {example}")));
        Err(Noted)
    }
}

/// The two values of a table that has these two keys and no other.
fn both<'f, 'i>(found: &'f Found<'i>, keys: [&str; 2]) -> Option<[&'f Found<'i>; 2]> {
    let DeValue::Table(tree) = found.get_ref() else { return None };
    let [Some(one), Some(other)] = keys.map(|key| tree.get(key)) else { return None };
    (tree.len() == 2).then_some([one, other])
}

/// How to write a spread, with the one that was meant or any other as an example.
fn spreads_by_example(meant: Option<&str>) -> String {
    let example = SPREADS.iter().find(|spread| Some(spread.0) == meant).unwrap_or(&SPREADS[0]).1;
    let ways = listed(SPREADS.iter().map(|spread| spread.0));
    format!("write a time such as \"80ms\", or a table such as {example}; the ways to spread a time are {ways}")
}
