//! What queueing theory says of a lane, where it says anything.

use crate::dice::Dist;
use crate::id::LaneId;
use crate::scenario::{Arrivals, Demand, Part, Poison, Scenario, Style};
use crate::time::Span;

/// What is to be expected of a lane in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theory {
    /// How many slots serve.
    pub slots: u32,
    /// Messages in the system, on average.
    pub in_system: f64,
}

/// What theory says of a lane that is an M/M/c station: messages come at random at one rate, exponential work is done by one
/// service that never refuses, and nothing else happens. Nothing for any other lane, or where more comes than can be done.
#[must_use]
pub fn theory(scenario: &Scenario, id: LaneId) -> Option<Theory> {
    let lane = scenario.lane(id);
    let Demand::Rate { arrivals: Arrivals::Poisson, phases } = &scenario.load.demand else { return None };
    let [phase] = &phases[..] else { return None };
    let hit = scenario.faults.iter().any(|fault| fault.targets.iter().any(|target| target.lane == id));
    let changed = scenario.changes.iter().any(|change| change.targets.iter().any(|(lane, _)| *lane == id));
    let poisoned = scenario.messages.poison != Poison::Share(0.0);
    let sender = lane.sender();
    let waits_without_end = sender.backlog.is_none() && sender.timeout.is_none() && sender.poll.is_none() && sender.breaker.is_none();
    if hit || changed || poisoned || !waits_without_end || sender.style != Style::Calls || scenario.load.count.is_some() {
        return None;
    }
    let [to] = sender.to[..] else { return None };
    let node = lane.node(to);
    let Part::Service(service) = &node.part else { return None };
    let Dist::Exponential(mean) = service.work.time else { return None };
    let plain = service.calls.is_empty() && service.sends.is_none() && service.cold_start.is_none() && service.after_answer.is_none();
    let open = service.backlog.is_none() && service.throttle.is_none() && service.timeout.is_none() && service.scale.is_none();
    let at_once = node.link.latency == Dist::Constant(Span::ZERO) && node.link.loss == 0.0 && service.work.errors == 0.0;
    // With fewer callers than slots, callers are the slots.
    let slots = service.concurrency;
    if !plain || !open || !at_once || sender.callers < slots || sender.connections.is_some() || lane.nodes.len() != 2 {
        return None;
    }
    let erlangs = phase.rate * mean.seconds();
    let rho = erlangs / f64::from(slots);
    (rho < 1.0).then(|| Theory { slots, in_system: erlangs + erlang_c(slots, erlangs) * rho / (1.0 - rho) })
}

/// Erlang's second formula (1917): the probability that one has to wait at an M/M/c station, when `erlangs` are offered.
fn erlang_c(slots: u32, erlangs: f64) -> f64 {
    // His first formula, slot by slot: the probability that all slots are taken where nobody waits.
    let taken = (1..=slots).fold(1.0, |taken, slot| erlangs * taken / (f64::from(slot) + erlangs * taken));
    let rho = erlangs / f64::from(slots);
    taken / (1.0 - rho * (1.0 - taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(slots: u32, more: &str) -> Option<Theory> {
        let source = format!(
            "title = 'x'\nduration = '60s'\nload = {{ arrivals = 'poisson', rate = '8/s' }}\nwork.time = {{ exponential = '100ms' }}\n\
             network.latency = '0s'\n[[lane]]\nname = 'a'\nsender = {{ calls = 's', callers = 10 }}\nservice.s = {{ concurrency = {slots} }}\n{more}"
        );
        theory(&crate::scenario::parse("x", &source).unwrap_or_else(|problems| panic!("{}", problems.render(false))), LaneId(0))
    }

    #[test]
    fn the_mean_in_an_mm1_station_is_rho_over_one_minus_rho() {
        assert!((of(1, "").unwrap().in_system - 4.0).abs() < 1e-9);
        // Two slots: 2 rho / (1 - rho^2), with rho = 0.4.
        assert!((of(2, "").unwrap().in_system - 0.8 / 0.84).abs() < 1e-9);
    }

    #[test]
    fn theory_says_nothing_of_what_is_no_such_station() {
        let fault = "[[fault]]\nat = '1s'\nfor = '1s'\nkind = 'outage'\non = 'receiver'\n";
        assert_eq!(of(1, fault), None);
        assert_eq!(of(1, "[[change]]\nat = '1s'\nset = 'a.s.concurrency'\nto = 2\n"), None);
    }
}
