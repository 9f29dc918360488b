//! The written form: what a file says, key by key, each value in its type and with its place, and not yet checked for sense.

use std::cell::Cell;
use std::ops::Range;

use super::key::{Key, Table};
use super::problem::Place;
use super::{Poison, Size};
use crate::dice::Dist;
use crate::time::Span;

/// One table of the file.
#[derive(Debug)]
pub struct Section {
    /// Its place in the table of keys.
    pub table: &'static Table,
    /// Its header, or its braces.
    pub place: Place,
    /// What it says, in the order of the file.
    pub entries: Vec<Entry>,
    /// Where the name of a preset stands that may have added entries: these stand at it too.
    pub preset: Option<Place>,
    /// Which of the table's keys were asked for, one bit each: a test finds keys that nobody reads.
    asked: Cell<u64>,
}

/// A key with its value.
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: &'static Key,
    /// Where the key stands.
    pub key_place: Place,
    /// Where the value stands.
    pub place: Place,
    /// The value.
    pub value: Value,
}

/// A value, in its type.
#[derive(Debug)]
pub enum Value {
    /// It was given, but is of no use; its problem is noted already.
    Wrong,
    Text(Quote),
    Texts(Vec<Quote>),
    Word(&'static str),
    Flag(bool),
    Whole(u64),
    Time(Span),
    Times(Vec<(Span, Place)>),
    Spread(Dist),
    Number(f64),
    Poison(Poison),
    Amount(Amount),
    Size(Size),
    Kinds(Vec<(Quote, f64)>),
    Calls(Vec<Round>),
    Table(Section),
    List(Vec<Section>),
    Named(Vec<(Quote, Section)>),
}

/// How much of a fault, as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// `"10x"`.
    Factor(f64),
    /// `"20%"`.
    Share(f64),
    /// `10` or `0.2`.
    Bare(f64),
    /// `"5/s"`.
    Rate(f64),
    /// `"2s"`.
    Time(Span),
}

/// Calls that are made together.
#[derive(Clone, Debug)]
pub struct Round {
    /// Whom they go to.
    pub names: Vec<Quote>,
    /// Where their list stands, if they are a list in the list.
    pub list: Option<Place>,
}

/// A text of the file, with its place.
#[derive(Clone, Debug, Default)]
pub struct Quote {
    /// What it says.
    pub text: String,
    /// Where it stands, quotation marks included.
    pub place: Place,
    /// Where its first character stands, if it stands there letter by letter.
    start: Option<usize>,
}

impl Quote {
    /// The text that stands at `place` of `source`.
    pub fn new(source: &str, place: Place, text: &str) -> Self {
        let raw = source.get(place.start..place.end).unwrap_or_default();
        let marks = ["\"\"\"", "'''", "\"", "'", ""].into_iter().find(|marks| raw.starts_with(marks)).unwrap_or_default();
        let start = raw[marks.len()..].starts_with(text).then_some(place.start + marks.len());
        Self { text: text.to_owned(), place, start }
    }

    /// Where a part of the text stands; all of it, if escapes or line breaks hide the part.
    pub fn part(&self, part: Range<usize>) -> Place {
        self.start.map_or(self.place, |start| Place { start: start + part.start, end: start + part.end })
    }
}

/// Makes a getter for each type of value.
macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident: $variant:ident -> $type:ty;)*) => {
        $($(#[$doc])* pub fn $name(&self, key: &str) -> Option<$type> {
            match &self.entry(key)?.value { Value::$variant(value) => Some(value), _ => None }
        })*
    };
}

impl Section {
    /// A table without entries.
    pub const fn new(table: &'static Table, place: Place) -> Self {
        Self { table, place, entries: Vec::new(), preset: None, asked: Cell::new(0) }
    }

    /// The entry of a key of this table, if the file has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let known = self.table.keys.iter().position(|each| each.name == key);
        debug_assert!(known.is_some(), "{} has no key `{key}`", self.table.header);
        self.asked.set(self.asked.get() | 1 << known?);
        self.entries.iter().find(|entry| entry.key.name == key)
    }

    /// Whether the file itself has this key, not only the preset of its node: what rules about keys that exclude each other ask.
    pub fn gives(&self, key: &str) -> bool {
        self.entry(key).is_some_and(|entry| Some(entry.key_place) != self.preset)
    }

    /// Whether the file or the preset has this key, be its value right or wrong.
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Whether the file has this key with a value that is of no use.
    pub fn is_wrong(&self, key: &str) -> bool {
        self.entry(key).is_some_and(|entry| matches!(entry.value, Value::Wrong))
    }

    /// Whether every key has a value of use, in the tables below too.
    pub fn is_sound(&self) -> bool {
        self.entries.iter().all(|entry| match &entry.value {
            Value::Wrong => false,
            Value::Table(section) => section.is_sound(),
            Value::List(sections) => sections.iter().all(Self::is_sound),
            Value::Named(sections) => sections.iter().all(|(_, section)| section.is_sound()),
            _ => true,
        })
    }

    /// Where a key stands; the whole table's place if it doesn't.
    pub fn key_place(&self, key: &str) -> Place {
        self.entry(key).map_or(self.place, |entry| entry.key_place)
    }

    /// Where a key's value stands; the whole table's place if it doesn't.
    pub fn place(&self, key: &str) -> Place {
        self.entry(key).map_or(self.place, |entry| entry.place)
    }

    getters! {
        /// A text.
        text: Text -> &Quote;
        /// Several texts.
        texts: Texts -> &[Quote];
        /// A list of times.
        times: Times -> &[(Span, Place)];
        /// Poison.
        poison: Poison -> &Poison;
        /// An amount.
        amount: Amount -> &Amount;
        /// How large messages are.
        size: Size -> &Size;
        /// Kinds of messages with their shares.
        kinds: Kinds -> &[(Quote, f64)];
        /// Whom it calls.
        calls: Calls -> &[Round];
        /// A table of its own.
        table: Table -> &Self;
        /// Tables with names.
        named: Named -> &[(Quote, Self)];
    }

    /// The tables of a list; none if there is no list.
    pub fn list(&self, key: &str) -> &[Self] {
        match self.entry(key).map(|entry| &entry.value) {
            Some(Value::List(list)) => list,
            _ => &[],
        }
    }

    /// One of the words of the key.
    pub fn word(&self, key: &str) -> Option<&'static str> {
        match self.entry(key)?.value {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.entry(key)?.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// A time.
    pub fn time(&self, key: &str) -> Option<Span> {
        match self.entry(key)?.value {
            Value::Time(span) => Some(span),
            _ => None,
        }
    }

    /// A time that chance may spread.
    pub fn spread(&self, key: &str) -> Option<Dist> {
        match self.entry(key)?.value {
            Value::Spread(dist) => Some(dist),
            _ => None,
        }
    }

    /// A rate, a share or a factor.
    pub fn number(&self, key: &str) -> Option<f64> {
        match self.entry(key)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A whole number; the table of keys keeps it within the type that is asked for.
    pub fn whole<T: TryFrom<u64>>(&self, key: &str) -> Option<T> {
        match self.entry(key)?.value {
            Value::Whole(number) => T::try_from(number).ok(),
            _ => None,
        }
    }

    /// The keys of this table, and of those in it, that nobody asked for.
    #[cfg(test)]
    pub fn unasked(&self) -> Vec<String> {
        let keys = self.table.keys.iter().enumerate().filter(|(bit, _)| self.asked.get() & 1 << bit == 0);
        let mut unasked: Vec<String> = keys.map(|(_, key)| format!("{} {}", self.table.header, key.name)).collect();
        for entry in &self.entries {
            match &entry.value {
                Value::Table(section) => unasked.extend(section.unasked()),
                Value::List(sections) => unasked.extend(sections.iter().flat_map(Self::unasked)),
                Value::Named(sections) => unasked.extend(sections.iter().flat_map(|(_, section)| section.unasked())),
                _ => {}
            }
        }
        unasked
    }
}
