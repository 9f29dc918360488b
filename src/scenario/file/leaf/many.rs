//! Reads the values that come in several forms: calls, kinds, sizes, poison and the amounts of faults.

use toml::de::DeValue;

use super::{Found, Noted, Place, Problem, Walk};
use crate::scenario::key::{Key, Kind};
use crate::scenario::value;
use crate::scenario::written::{Amount, Quote, Round};
use crate::scenario::{Poison, Size, limit};

impl Walk<'_> {
    /// A name, names in turn, or lists of names that are called together.
    pub(super) fn calls(&mut self, key: &Key, found: &Found<'_>) -> Result<Vec<Round>, Noted> {
        let DeValue::Array(list) = found.get_ref() else { return Ok(vec![self.round(key, found)?]) };
        if list.is_empty() {
            return self.empty(key, found);
        }
        self.each(key, found, Self::round)
    }

    fn round(&mut self, key: &Key, found: &Found<'_>) -> Result<Round, Noted> {
        let DeValue::Array(list) = found.get_ref() else {
            return Ok(Round { names: vec![self.text(key, found)?], list: None });
        };
        if list.is_empty() {
            return self.empty(key, found);
        }
        Ok(Round { names: self.each(key, found, Self::text)?, list: Some(Place::from(found.span())) })
    }

    fn empty<T>(&mut self, key: &Key, found: &Found<'_>) -> Result<T, Noted> {
        let problem = Problem::new(Place::from(found.span()), format!("`{}` names nobody", key.name), "this list is empty");
        self.problem(problem.help(format!("name a node in it, or remove `{}`", key.name)));
        Err(Noted)
    }

    pub(super) fn kinds(&mut self, key: &Key, found: &Found<'_>) -> Result<Vec<(Quote, f64)>, Noted> {
        let DeValue::Table(tree) = found.get_ref() else { return self.refuse(key, found) };
        let mut kinds = Vec::new();
        for (name, value) in tree {
            let quote = Quote::new(self.source, Place::from(name.span()), name.get_ref());
            // A share is named by its kind.
            let share = self.share(&Key { name: "share", kind: Kind::Share, ..*key }, value);
            kinds.push(share.map(|share| (quote, share)));
        }
        let mut kinds: Vec<(Quote, f64)> = kinds.into_iter().collect::<Result<_, Noted>>()?;
        // The tree has them by name.
        kinds.sort_by_key(|(name, _)| name.place.start);
        Ok(kinds)
    }

    pub(super) fn bytes(&mut self, key: &Key, found: &Found<'_>) -> Result<u64, Noted> {
        let DeValue::String(text) = found.get_ref() else { return self.refuse(key, found) };
        let quote = self.quote(found, text);
        match value::bytes(text) {
            Err(wrong) => self.wrong(&quote, &wrong),
            Ok(bytes) if bytes > limit::BYTES => self.beyond(key, quote.place, format!("the limit is {}MiB", limit::BYTES >> 20)),
            Ok(bytes) => Ok(bytes),
        }
    }

    pub(super) fn size(&mut self, key: &Key, found: &Found<'_>) -> Result<Size, Noted> {
        let DeValue::Table(tree) = found.get_ref() else { return self.bytes(key, found).map(Size::Constant) };
        let sizes = match tree.get("uniform").filter(|_| tree.len() == 1) {
            Some(list) if matches!(list.get_ref(), DeValue::Array(_)) => self.each(key, list, Self::bytes)?,
            _ => Vec::new(),
        };
        if let [low, high] = sizes[..]
            && low <= high
        {
            return Ok(Size::Uniform(low, high));
        }
        let label = "`uniform` with two sizes is needed, the smaller first";
        let problem = Problem::new(Place::from(found.span()), "this doesn't say how to spread a size", label);
        self.problem(problem.help("write, for example, { uniform = [\"1KB\", \"300KB\"] }"));
        Err(Noted)
    }

    pub(super) fn poison(&mut self, key: &Key, found: &Found<'_>) -> Result<Poison, Noted> {
        if !matches!(found.get_ref(), DeValue::Array(_)) {
            return self.share(key, found).map(Poison::Share);
        }
        let number = |walk: &mut Self, key: &Key, item: &Found<'_>| walk.whole(key, 1, limit::BOUND, item);
        // The bound lies within 32 bits.
        let mut numbers: Vec<u32> = self.each(key, found, number)?.into_iter().filter_map(|number| u32::try_from(number).ok()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Ok(Poison::Numbers(numbers))
    }

    /// The unit says whether it is a share, a factor, a rate or a time.
    pub(super) fn amount(&mut self, key: &Key, found: &Found<'_>) -> Result<Amount, Noted> {
        let DeValue::String(text) = found.get_ref() else { return self.number(key, found, value::factor).map(Amount::Bare) };
        match text.trim() {
            text if !text.contains(|c: char| c.is_ascii_digit()) => self.refuse(key, found),
            text if text.ends_with('%') => self.share(key, found).map(Amount::Share),
            text if text.contains('/') => self.rate(key, found).map(Amount::Rate),
            text if text.ends_with('x') => self.number(key, found, value::factor).map(Amount::Factor),
            text if text.ends_with(|c: char| c.is_ascii_digit()) => self.number(key, found, value::factor).map(Amount::Bare),
            _ => self.any_time(key, found).map(Amount::Time),
        }
    }
}
