//! Reads the values that hold no tables of keys: each kind by its words, units and limits.

mod many;
mod spread;

use toml::Spanned;
use toml::de::{DeInteger, DeValue};

use super::{Place, Problem, Walk};
use crate::scenario::key::{Key, Kind};
use crate::scenario::limit;
use crate::scenario::near::near;
use crate::scenario::text::Text;
use crate::scenario::value::{self, Wrong};
use crate::scenario::written::{Quote, Value};
use crate::time::Span;

type Found<'i> = Spanned<DeValue<'i>>;

/// The problem is noted already.
struct Noted;

impl Walk<'_> {
    /// Reads one value by the kind of its key.
    pub(super) fn leaf(&mut self, key: &Key, found: &Found<'_>) -> Value {
        let value = match key.kind {
            Kind::Text | Kind::Node | Kind::Preset | Kind::File | Kind::Setting | Kind::Target | Kind::Condition => {
                self.text(key, found).map(Value::Text)
            }
            Kind::Texts => self.each(key, found, Self::text).map(Value::Texts),
            Kind::Word(words) => self.word(key, words, found).map(Value::Word),
            Kind::Flag => self.flag(key, found).map(Value::Flag),
            Kind::Whole { least, most } => self.whole(key, least, most, found).map(Value::Whole),
            Kind::Time { least, most } => self.time(key, least, most, found).map(Value::Time),
            Kind::Times => self.each(key, found, Self::instant).map(Value::Times),
            Kind::Spread => self.spread(key, found).map(Value::Spread),
            Kind::Rate => self.rate(key, found).map(Value::Number),
            Kind::Share => self.share(key, found).map(Value::Number),
            Kind::Factor { least, most } => self.factor(key, least, most, found).map(Value::Number),
            Kind::Poison => self.poison(key, found).map(Value::Poison),
            Kind::Amount => self.amount(key, found).map(Value::Amount),
            Kind::Calls => self.calls(key, found).map(Value::Calls),
            Kind::Kinds => self.kinds(key, found).map(Value::Kinds),
            Kind::Bytes => self.bytes(key, found).map(Value::Whole),
            Kind::Size => self.size(key, found).map(Value::Size),
            // `Walk` reads these itself.
            Kind::Any | Kind::Table(_) | Kind::List(_) | Kind::Named(_) => Err(Noted),
        };
        value.unwrap_or(Value::Wrong)
    }

    fn refuse<T>(&mut self, key: &Key, found: &Found<'_>) -> Result<T, Noted> {
        self.wrong_kind(key, Place::from(found.span()), found.get_ref());
        Err(Noted)
    }

    /// Notes what `value` found wrong with a text.
    fn wrong<T>(&mut self, quote: &Quote, wrong: &Wrong) -> Result<T, Noted> {
        let place = if quote.text.is_empty() { quote.place } else { quote.part(wrong.part.clone()) };
        self.problem(Problem::from_wrong(wrong, place));
        Err(Noted)
    }

    /// Notes a value beyond a limit.
    fn beyond<T>(&mut self, key: &Key, place: Place, label: String) -> Result<T, Noted> {
        self.problem(Problem::new(place, format!("`{}` is out of range", key.name), label));
        Err(Noted)
    }

    fn quote(&self, found: &Found<'_>, text: &str) -> Quote {
        Quote::new(self.source, Place::from(found.span()), text)
    }

    fn text(&mut self, key: &Key, found: &Found<'_>) -> Result<Quote, Noted> {
        match found.get_ref() {
            DeValue::String(text) => Ok(self.quote(found, text)),
            _ => self.refuse(key, found),
        }
    }

    /// Reads every item of a list.
    fn each<T>(
        &mut self,
        key: &Key,
        found: &Found<'_>,
        read: fn(&mut Self, &Key, &Found<'_>) -> Result<T, Noted>,
    ) -> Result<Vec<T>, Noted> {
        let DeValue::Array(list) = found.get_ref() else { return self.refuse(key, found) };
        // All items are read, so that all problems are found, and only then is the first of them given up for.
        let items: Vec<Result<T, Noted>> = list.iter().map(|item| read(self, key, item)).collect();
        items.into_iter().collect()
    }

    fn word(&mut self, key: &Key, words: &'static [&'static str], found: &Found<'_>) -> Result<&'static str, Noted> {
        let quote = self.text(key, found)?;
        if let Some(word) = words.iter().find(|word| **word == quote.text) {
            return Ok(word);
        }
        let label = match near(&quote.text, words.iter().copied()) {
            Some(right) => format!("did you mean \"{right}\"?"),
            None => format!("expected {}", key.kind.expected()),
        };
        let title = format!("\"{}\" is not a word for `{}`", Text::name(&quote.text), key.name);
        self.problem(Problem::new(quote.place, title, label).help(format!("write {}", key.kind.expected())));
        Err(Noted)
    }

    fn flag(&mut self, key: &Key, found: &Found<'_>) -> Result<bool, Noted> {
        match found.get_ref() {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => self.refuse(key, found),
        }
    }

    fn whole(&mut self, key: &Key, least: u64, most: u64, found: &Found<'_>) -> Result<u64, Noted> {
        let DeValue::Integer(number) = found.get_ref() else { return self.refuse(key, found) };
        let place = Place::from(found.span());
        match whole_number(number) {
            Some(number) if number < least => self.beyond(key, place, format!("the least is {least}")),
            Some(number) if number <= most => Ok(number),
            None if number.as_str().starts_with('-') => self.beyond(key, place, format!("the least is {least}")),
            _ => self.beyond(key, place, format!("the limit is {most}")),
        }
    }

    fn time(&mut self, key: &Key, least: Span, most: Span, found: &Found<'_>) -> Result<Span, Noted> {
        let DeValue::String(text) = found.get_ref() else { return self.refuse(key, found) };
        let quote = self.quote(found, text);
        match value::time(text) {
            Err(wrong) => self.wrong(&quote, &wrong),
            Ok(time) if time < least => self.beyond(key, quote.place, "it must be more than nothing".to_owned()),
            Ok(time) if time > most => self.beyond(key, quote.place, format!("the limit is {}", value::written(most))),
            Ok(time) => Ok(time),
        }
    }

    fn any_time(&mut self, key: &Key, found: &Found<'_>) -> Result<Span, Noted> {
        self.time(key, Span::ZERO, limit::TIME, found)
    }

    fn instant(&mut self, key: &Key, found: &Found<'_>) -> Result<(Span, Place), Noted> {
        Ok((self.any_time(key, found)?, Place::from(found.span())))
    }

    fn rate(&mut self, key: &Key, found: &Found<'_>) -> Result<f64, Noted> {
        let DeValue::String(text) = found.get_ref() else { return self.refuse(key, found) };
        let quote = self.quote(found, text);
        match value::rate(text) {
            Err(wrong) => self.wrong(&quote, &wrong),
            Ok(rate) if rate > limit::RATE => self.beyond(key, quote.place, format!("the limit is {}/s", limit::RATE)),
            Ok(rate) => Ok(rate),
        }
    }

    fn share(&mut self, key: &Key, found: &Found<'_>) -> Result<f64, Noted> {
        let share = self.number(key, found, value::share)?;
        if (0.0..=1.0).contains(&share) {
            return Ok(share);
        }
        let title = format!("`{}` is not between 0 and 1", key.name);
        let problem = Problem::new(Place::from(found.span()), title, "a share is at most all: 1, or \"100%\"");
        let bare = !matches!(found.get_ref(), DeValue::String(_));
        self.problem(if bare { problem.help(format!("for a percentage write \"{share}%\"")) } else { problem });
        Err(Noted)
    }

    fn factor(&mut self, key: &Key, least: f64, most: f64, found: &Found<'_>) -> Result<f64, Noted> {
        let factor = self.number(key, found, value::factor)?;
        let place = Place::from(found.span());
        match factor {
            _ if factor < least => self.beyond(key, place, format!("the least is {least}")),
            _ if factor > most => self.beyond(key, place, format!("the limit is {most}")),
            _ => Ok(factor),
        }
    }

    /// A number as such, or as a text with a unit; never negative and never undefined.
    fn number(&mut self, key: &Key, found: &Found<'_>, read: fn(&str) -> Result<f64, Wrong>) -> Result<f64, Noted> {
        if let DeValue::String(text) = found.get_ref() {
            return match read(text) {
                Ok(number) => Ok(number),
                Err(wrong) => {
                    let quote = self.quote(found, text);
                    self.wrong(&quote, &wrong)
                }
            };
        }
        match plain_number(found.get_ref()) {
            Some(number) if number.is_finite() && number >= 0.0 => Ok(number),
            Some(_) => self.beyond(key, Place::from(found.span()), "it must be a plain number of 0 or more".to_owned()),
            None => self.refuse(key, found),
        }
    }
}

fn whole_number(number: &DeInteger<'_>) -> Option<u64> {
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn plain_number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    }
}
