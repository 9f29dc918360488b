//! The demand that all lanes serve: when messages are born and what each is like.

use std::sync::Arc;

use crate::dice::{Dice, Key, Purpose};
use crate::scenario::{Arrivals, Demand, Kind, Messages, Phase, Poison, Scenario, Size};
use crate::time::{Span, Time};

/// The births of an open load, in order; every copy gives the same.
#[derive(Clone, Debug)]
pub struct Births {
    source: Source,
    dice: Dice,
    given: u32,
    /// How many unit gaps have been drawn: as many as births were given, and one more if that comes after the end.
    drawn: u32,
    most: u32,
    end: Time,
}

#[derive(Clone, Debug)]
enum Source {
    Rate {
        arrivals: Arrivals,
        curve: Arc<[Stretch]>,
        stretch: usize,
        mass: f64,
    },
    Bursts {
        size: u32,
        every: Span,
    },
    Times(Arc<[Time]>),
    /// A closed loop: births follow from what callers do.
    Callers,
}

/// A stretch of time in which the rate is constant or changes evenly.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stretch {
    /// When it begins, in seconds.
    start: f64,
    /// How long it lasts, in seconds; the last one for ever.
    length: f64,
    /// The rate at its start, per second.
    rate: f64,
    /// How fast the rate changes, per second squared.
    slope: f64,
    /// How many births are expected before it.
    before: f64,
    /// How many births are expected up to its end.
    after: f64,
}

impl Stretch {
    /// How many births are expected in it.
    fn mass(self) -> f64 {
        match (self.rate, self.slope) {
            (0.0, 0.0) => 0.0,
            (rate, 0.0) => self.length * rate,
            (rate, slope) => self.length * (rate + slope * self.length / 2.0),
        }
    }

    /// The instant in it at which `mass` births are expected since the start of the run, in seconds.
    fn instant(self, mass: f64) -> f64 {
        let more = mass - self.before;
        if more <= 0.0 {
            // At the foot of a ramp from nothing the formula below would divide nothing by nothing.
            return self.start;
        }
        if self.slope == 0.0 {
            return self.start + more / self.rate;
        }
        // The root of slope/2 x^2 + rate x = more, in the form that loses nothing for a slight slope.
        let root = (self.rate * self.rate + 2.0 * self.slope * more).max(0.0).sqrt();
        self.start + 2.0 * more / (self.rate + root)
    }
}

impl Births {
    /// The births of a scenario's load.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let source = match &scenario.load.demand {
            Demand::Rate { arrivals, phases } => Source::Rate { arrivals: *arrivals, curve: curve(phases).into(), stretch: 0, mass: 0.0 },
            Demand::Bursts { size, every } => Source::Bursts { size: *size, every: *every },
            Demand::Times(times) => Source::Times(times.as_slice().into()),
            Demand::Think(_) => Source::Callers,
        };
        Self {
            source,
            dice: Dice::new(scenario.seed),
            given: 0,
            drawn: 0,
            most: scenario.load.count.unwrap_or(u32::MAX),
            end: scenario.end(),
        }
    }

    /// Goes on with the rate of another scenario, which had the same up to now. `pending` says whether the birth that was given last
    /// is still to come; gives the instant of the next one, if it is another than before.
    pub fn adopt(&mut self, scenario: &Scenario, pending: bool) -> Option<Time> {
        let (Source::Rate { curve: old, stretch, .. }, Demand::Rate { phases, .. }) = (&mut self.source, &scenario.load.demand) else {
            return None;
        };
        let new = curve(phases);
        if **old == *new {
            return None;
        }
        (*old, *stretch) = (new.into(), 0);
        // It is given once more, at its new instant.
        self.given -= u32::from(pending);
        Some(self.next().unwrap_or(Time::NEVER))
    }

    /// Counts a birth that a caller brings about in a closed loop; false if there may be no more.
    pub fn another(&mut self) -> bool {
        let room = self.given < self.most;
        self.given += u32::from(room);
        room
    }
}

/// The instants of birth, in order. The key of each message's draws is its number, from 1.
impl Iterator for Births {
    type Item = Time;

    #[inline(always)]
    fn next(&mut self) -> Option<Time> {
        if self.given == self.most {
            return None;
        }
        let key = Key { message: u64::from(self.given) + 1, hop: 0, attempt: 0 };
        let at = match &mut self.source {
            Source::Callers => return None,
            Source::Times(times) => *times.get(self.given as usize)?,
            Source::Bursts { size, every } => Time::START + *every * u64::from(self.given / *size),
            Source::Rate { arrivals, curve, stretch, mass } => {
                if self.drawn == self.given {
                    self.drawn += 1;
                    match arrivals {
                        Arrivals::Poisson => *mass += self.dice.draw(Purpose::Arrival, key).exponential(),
                        Arrivals::Constant => *mass = f64::from(self.given),
                    }
                }
                // A birth that falls on the border of a stretch belongs to the next one that has a rate.
                while *mass >= curve[*stretch].after {
                    *stretch += 1;
                    if *stretch == curve.len() {
                        *stretch -= 1;
                        return None;
                    }
                }
                Time::START + Span::from_seconds(curve[*stretch].instant(*mass))
            }
        };
        // Nothing is born at the instant at which the run is cut: 1/s for 60 s are 60 messages.
        if at >= self.end {
            return None;
        }
        self.given += 1;
        Some(at)
    }
}

/// The stretches of a rate that follows `phases`, the first of which begins at the start of the run.
fn curve(phases: &[Phase]) -> Vec<Stretch> {
    let mut curve = Vec::new();
    let (mut before, mut old) = (0.0, 0.0);
    for (place, phase) in phases.iter().enumerate() {
        let start = phase.at.seconds();
        let end = phases.get(place + 1).map_or(f64::INFINITY, |next| next.at.seconds());
        let ramp = phase.ramp.seconds();
        let mut add = |start: f64, length: f64, rate: f64, slope: f64| {
            if length > 0.0 {
                let stretch = Stretch { start, length, rate, slope, before, after: before };
                before += stretch.mass();
                curve.push(Stretch { after: before, ..stretch });
            }
        };
        if ramp > 0.0 {
            add(start, ramp, old, (phase.rate - old) / ramp);
        }
        add(start + ramp, end - start - ramp, phase.rate, 0.0);
        old = phase.rate;
    }
    curve
}

/// What a message is like. It is the message's own, the same in every lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nature {
    /// Its kind, by its place in the scenario; 0 if there are none.
    pub kind: u8,
    /// Its group, from 0.
    pub group: u32,
    /// How large it is, in bytes.
    pub size: u64,
    /// Whether it can never be processed.
    pub poison: bool,
}

impl Nature {
    /// What every message of a scenario is like in which they are all alike.
    #[must_use]
    pub fn of_all(messages: &Messages) -> Option<Self> {
        let alike = messages.kinds.len() <= 1 && messages.groups <= 1 && messages.poison == Poison::Share(0.0);
        let Size::Constant(size) = messages.size else { return None };
        alike.then_some(Self { kind: 0, group: 0, size, poison: false })
    }

    /// Of the message with this number and key.
    #[must_use]
    pub fn of(messages: &Messages, dice: Dice, number: u32, message: u64) -> Self {
        let key = Key { message, hop: 0, attempt: 0 };
        let unit = |purpose| dice.draw(purpose, key).unit();
        let below = |most: u64, purpose| dice.draw(purpose, key).below(most);
        Self {
            kind: if messages.kinds.len() > 1 { kind(&messages.kinds, unit(Purpose::Kind)) } else { 0 },
            // The number of groups fits 32 bits, and a group lies below it.
            group: if messages.groups > 1 { u32::try_from(below(u64::from(messages.groups), Purpose::Group)).unwrap_or(0) } else { 0 },
            size: match messages.size {
                Size::Constant(size) => size,
                Size::Uniform(low, high) => low + below(high - low + 1, Purpose::Size),
            },
            poison: match &messages.poison {
                Poison::Share(share) => dice.happens(*share, Purpose::Poison, key),
                Poison::Numbers(numbers) => numbers.binary_search(&number).is_ok(),
            },
        }
    }
}

/// The kind within whose share a number from 0 to 1 falls.
fn kind(kinds: &[Kind], unit: f64) -> u8 {
    let mut left = unit;
    for (place, kind) in (0..).zip(kinds) {
        left -= kind.share;
        if left < 0.0 {
            return place;
        }
    }
    // Shares that add up to a little less than 1 leave the rest to the last.
    u8::try_from(kinds.len().saturating_sub(1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn births(arrivals: Arrivals, phases: &[(u64, u64, f64)]) -> Births {
        let phases: Vec<_> = phases
            .iter()
            .map(|&(at, ramp, rate)| Phase { at: Time(at * 1_000_000_000), ramp: Span::from_millis(ramp * 1000), rate })
            .collect();
        let source = Source::Rate { arrivals, curve: curve(&phases).into(), stretch: 0, mass: 0.0 };
        Births { source, dice: Dice::new(1), given: 0, drawn: 0, most: 100_000, end: Time::NEVER }
    }

    #[test]
    fn a_constant_load_starts_at_once_and_stops_before_the_end_of_its_phase() {
        let all: Vec<_> = births(Arrivals::Constant, &[(0, 0, 4.0), (60, 0, 0.0)]).collect();
        assert_eq!(all.len(), 240);
        assert_eq!((all[0], all[1], all[239]), (Time(0), Time(250_000_000), Time(59_750_000_000)));
    }

    #[test]
    fn nothing_is_born_when_the_run_is_cut() {
        let births = Births { end: Time(60_000_000_000), ..births(Arrivals::Constant, &[(0, 0, 1.0)]) };
        assert_eq!(births.count(), 60);
    }

    #[test]
    fn a_rate_of_nothing_is_skipped() {
        let all: Vec<_> = births(Arrivals::Constant, &[(0, 0, 0.0), (10, 0, 1.0), (12, 0, 0.0), (20, 0, 1.0)]).take(4).collect();
        assert_eq!(all, [10, 11, 20, 21].map(|s| Time(s * 1_000_000_000)));
    }

    #[test]
    fn a_ramp_bears_as_many_as_the_area_below_it() {
        let all: Vec<_> = births(Arrivals::Constant, &[(0, 0, 2.0), (10, 10, 6.0), (20, 0, 0.0)]).collect();
        assert_eq!(all.len(), 20 + 40);
        assert!(all.is_sorted());
    }

    #[test]
    fn a_change_of_rate_moves_instants_and_keeps_the_order_of_unit_gaps() {
        let slow: Vec<_> = births(Arrivals::Poisson, &[(0, 0, 1.0)]).take(50).collect();
        let fast: Vec<_> = births(Arrivals::Poisson, &[(0, 0, 2.0)]).take(50).collect();
        for (slow, fast) in slow.iter().zip(&fast) {
            assert!((slow.seconds() / 2.0 - fast.seconds()).abs() < 1e-8);
        }
    }
}
