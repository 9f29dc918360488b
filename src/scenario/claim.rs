//! The grammar of claims: `measure op [factor *] (measure | number | "3s" | "20%")`.

use std::ops::Range;

use super::measure::{Figure, LaneKey, LatencyKey, Measure, NodeKey, Stat, WAIT};
use super::near::{listed, near};
use super::text::Text;
use super::value::{self, Wrong};
use super::{Condition, Lane, Op, Operand};
use crate::id::{LaneId, NodeId};

const FORM: &str = "write a measure, a comparison, and a measure or a number: `call.blocked.p99 > 20 * queue.blocked.p99`";

/// Reads a condition about these lanes.
///
/// # Errors
///
/// The first thing wrong with it, at its part of the text.
pub fn parse(text: &str, lanes: &[Lane]) -> Result<Condition, Wrong> {
    let mut parser = Parser { text, at: 0, lanes };
    let word = parser.word("a measure")?;
    if parser.is_number(&word) {
        return Err(wrong(
            word,
            "a claim begins with a measure",
            "this is a number",
            "turn the comparison round: the measure first, the number last",
        ));
    }
    let left = parser.measure(word)?;
    let op = parser.op()?;
    let mut right = parser.operand()?;
    let mut factor = 1.0;
    if parser.eat("*") {
        factor = match right {
            (Operand::Number(number), _) => number,
            (Operand::Measure(_), part) => return Err(wrong(part, "a measure can't be a factor", "the factor is a number", FORM)),
        };
        right = parser.operand()?;
    }
    let rest = parser.rest();
    if !rest.is_empty() {
        let help = match (&text[rest.clone()], right.0) {
            (more, _) if more.starts_with("and") || more.starts_with("&&") => "make a [[claim]] of its own of each comparison",
            (more, Operand::Number(_)) if more.starts_with(char::is_alphabetic) => "write a unit right after its number, such as 3s",
            _ => FORM,
        };
        return Err(wrong(rest, "this claim goes on after its end", "nothing may follow here", help));
    }
    Ok(Condition { left, op, factor, right: right.0 })
}

fn wrong(part: Range<usize>, title: impl Into<String>, label: impl Into<String>, help: impl Into<String>) -> Wrong {
    Wrong { part, title: title.into(), label: label.into(), help: Some(help.into()) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    lanes: &'a [Lane],
}

impl<'a> Parser<'a> {
    fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// What is left, without blanks at its ends.
    fn rest(&mut self) -> Range<usize> {
        self.skip_blanks();
        self.at..self.text.trim_end().len().max(self.at)
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_blanks();
        let found = self.text[self.at..].starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    /// The next word: a measure, a number or a number with its unit.
    fn word(&mut self, expected: &str) -> Result<Range<usize>, Wrong> {
        self.skip_blanks();
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || "._-%".contains(c))).unwrap_or(rest.len());
        if length == 0 {
            let end = self.at + rest.chars().next().map_or(0, char::len_utf8);
            return Err(wrong(self.at..end, "this is not a claim", format!("expected {expected} here"), FORM));
        }
        self.at += length;
        Ok(self.at - length..self.at)
    }

    fn op(&mut self) -> Result<Op, Wrong> {
        if let Some((_, op)) = Op::SIGNS.iter().find(|(token, _)| self.eat(token)) {
            return Ok(*op);
        }
        let rest = self.rest();
        let label = if self.eat("=") { "did you mean `==`?" } else { "expected a comparison here" };
        let end = self.text[rest.clone()].find(char::is_whitespace).map_or(rest.end, |length| rest.start + length);
        Err(wrong(rest.start..end, "this is not a comparison", label, "write one of <, <=, ==, !=, >= and >"))
    }

    /// A measure or a number, with its part of the text.
    fn operand(&mut self) -> Result<(Operand, Range<usize>), Wrong> {
        self.skip_blanks();
        let quote = ['"', '\''].into_iter().find(|quote| self.text[self.at..].starts_with(*quote));
        if let Some(quote) = quote {
            let start = self.at + 1;
            let Some(length) = self.text[start..].find(quote) else {
                return Err(wrong(self.at..self.text.len(), "this quotation has no end", "a quotation mark is missing", FORM));
            };
            self.at = start + length + 1;
            let part = start..start + length;
            return Ok((Operand::Number(self.number(part.clone())?), part));
        }
        let part = self.word("a measure or a number")?;
        let operand =
            if self.is_number(&part) { Operand::Number(self.number(part.clone())?) } else { Operand::Measure(self.measure(part.clone())?) };
        Ok((operand, part))
    }

    /// Whether a word is a number and not a measure of a lane whose id begins with a digit.
    fn is_number(&self, part: &Range<usize>) -> bool {
        let word = &self.text[part.clone()];
        let first = word.split('.').next().unwrap_or_default();
        word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') && self.lanes.iter().all(|lane| lane.id != first)
    }

    /// `5`, `0.1`, `3s` or `20%`.
    fn number(&self, part: Range<usize>) -> Result<f64, Wrong> {
        let text = &self.text[part.clone()];
        let has_time_unit = text.trim_end().ends_with(|c: char| c.is_alphabetic());
        let number = if has_time_unit { value::time(text).map(crate::time::Span::seconds) } else { value::share(text) };
        number.map_err(|wrong| Wrong { part: part.start + wrong.part.start..part.start + wrong.part.end, ..wrong })
    }

    /// The measure with this name: `lane.key`, `lane.key.stat` or `lane.node.key.stat`.
    fn measure(&self, part: Range<usize>) -> Result<Measure, Wrong> {
        let mut words = Vec::new();
        let mut at = part.start;
        for word in self.text[part.clone()].split('.') {
            words.push(Word { text: word, part: at..at + word.len() });
            at += word.len() + 1;
        }
        let (lane_word, rest) = words.split_first().ok_or_else(|| wrong(part.clone(), "this is not a measure", "it is empty", FORM))?;
        let ids = || self.lanes.iter().map(|lane| lane.id.as_str());
        let place = self.lanes.iter().position(|lane| lane.id == lane_word.text);
        let place = place.ok_or_else(|| lane_word.unknown("lane", "this claim names", ids()))?;
        // The limit of lanes keeps a place within a byte.
        let lane = LaneId(u8::try_from(place).unwrap_or(u8::MAX));
        Ok(Measure { lane, figure: figure(&self.lanes[place], lane_word, rest)? })
    }
}

/// A word of a measure.
struct Word<'a> {
    text: &'a str,
    part: Range<usize>,
}

impl Word<'_> {
    fn unknown<'w>(&self, what: &str, whose: &str, right: impl Iterator<Item = &'w str> + Clone) -> Wrong {
        let label = match near(self.text, right.clone()) {
            Some(right) => format!("did you mean `{right}`?"),
            None => format!("no {what} has this name"),
        };
        let title =
            if self.text.is_empty() { format!("{whose} no {what}") } else { format!("`{}` is not a {what}", Text::name(self.text)) };
        let help = near(self.text, right.clone()).is_none().then(|| format!("write one of {}", listed(right)));
        Wrong { part: self.part.clone(), title, label, help }
    }
}

fn figure(lane: &Lane, lane_word: &Word<'_>, words: &[Word<'_>]) -> Result<Figure, Wrong> {
    let nodes = || lane.nodes.iter().map(|node| node.id.as_str());
    let Some((first, rest)) = words.split_first() else {
        let help = format!("write, for example, `{}.completed` or `{}.blocked.p99`", lane_word.text, lane_word.text);
        return Err(wrong(lane_word.part.clone(), "a lane alone is not a measure", "of this lane, which figure?", help));
    };
    if let Some(key) = LaneKey::of(first.text) {
        return no_more(rest, first).map(|()| Figure::Lane(key));
    }
    if let Some(key) = LatencyKey::of(first.text) {
        return Ok(Figure::Latency(key, stat(rest, first)?));
    }
    let Some(place) = nodes().position(|node| node == first.text) else {
        let keys = LaneKey::ALL.iter().map(|key| key.word()).chain(LatencyKey::ALL.iter().map(|key| key.word()));
        return Err(first.unknown("measure or node of this lane", "this measure has", keys.chain(nodes())));
    };
    let node = NodeId(u8::try_from(place).unwrap_or(u8::MAX));
    let keys = || NodeKey::ALL.iter().map(|key| key.word()).chain([WAIT]);
    let Some((key, rest)) = rest.split_first() else {
        let help = format!("write one of {} after `{}.`", listed(keys()), first.text);
        return Err(wrong(first.part.clone(), "a node alone is not a measure", "of this node, which figure?", help));
    };
    if key.text == WAIT {
        return Ok(Figure::Wait(node, stat(rest, key)?));
    }
    let figure = NodeKey::of(key.text).ok_or_else(|| key.unknown("figure of a node", "this measure has", keys()))?;
    no_more(rest, key).map(|()| Figure::Node(node, figure))
}

/// The statistic of a latency, which must be the last word.
fn stat(words: &[Word<'_>], key: &Word<'_>) -> Result<Stat, Wrong> {
    let all = || Stat::ALL.iter().map(|stat| stat.word());
    let Some((word, rest)) = words.split_first() else {
        let help = format!("write one of {} after `{}.`", listed(all()), key.text);
        return Err(wrong(key.part.clone(), format!("`{}` is a latency: which figure of it?", key.text), "a statistic is missing", help));
    };
    let stat = Stat::of(word.text).ok_or_else(|| word.unknown("statistic", "this measure has", all()))?;
    no_more(rest, word).map(|()| stat)
}

fn no_more(words: &[Word<'_>], last: &Word<'_>) -> Result<(), Wrong> {
    words.first().map_or(Ok(()), |extra| {
        let title = format!("`{}` has nothing more to name", last.text);
        Err(wrong(extra.part.clone(), title, "this is too much", format!("end the measure after `{}`", last.text)))
    })
}
