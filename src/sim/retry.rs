//! How long to wait before another try: exponential backoff with jitter.

use crate::scenario::{Jitter, Redelivery, Retry};
use crate::time::Span;

/// The wait after attempt `attempt` (from 1) failed; `before` is the wait before that attempt.
pub(super) fn backoff(retry: &Retry, throttled: bool, attempt: u16, before: Span, draw: impl Fn() -> f64) -> Span {
    let base = if throttled { retry.throttled } else { retry.backoff };
    let whole = (1..attempt).fold(base.min(retry.cap), |wait, _| wait.scale(retry.factor).min(retry.cap));
    jittered(retry.jitter, whole, base, before, retry.cap, draw)
}

/// The wait before try `again` (from 0) of a redelivery; nothing if there is no such try. `before` is the wait before the last one.
pub(super) fn redelivery(plan: &Redelivery, again: u32, before: Span, draw: impl Fn() -> f64) -> Option<Span> {
    let mut place = again;
    for stage in &plan.0 {
        if place < stage.times {
            // Beyond so many a wait that grows has reached any cap that a file may have.
            let whole = (0..place.min(4_096))
                .fold(stage.wait.min(stage.cap), |wait, _| if wait == stage.cap { wait } else { wait.scale(stage.factor).min(stage.cap) });
            return Some(jittered(stage.jitter, whole, stage.wait, before, stage.cap, draw));
        }
        place -= stage.times;
    }
    None
}

/// The jitters that Marc Brooker compares in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
fn jittered(jitter: Jitter, whole: Span, base: Span, before: Span, cap: Span, draw: impl Fn() -> f64) -> Span {
    match jitter {
        Jitter::None => whole,
        Jitter::Equal => whole.scale(0.5 + draw() / 2.0),
        Jitter::Full => whole.scale(draw()),
        Jitter::Decorrelated => {
            let most = before.max(base) * 3;
            (base + Span(most.0 - base.0).scale(draw())).min(cap)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Stage;

    #[test]
    fn waits_grow_by_the_factor_up_to_the_cap_and_a_throttle_has_a_clock_of_its_own() {
        let retry = Retry { attempts: 9, backoff: Span(100), throttled: Span(1_000), factor: 2.0, cap: Span(1_500), jitter: Jitter::None };
        let waits = |throttled| [1, 2, 3, 4, 5].map(|attempt| backoff(&retry, throttled, attempt, Span::ZERO, || 0.5).0);
        assert_eq!(waits(false), [100, 200, 400, 800, 1_500]);
        assert_eq!(waits(true), [1_000, 1_500, 1_500, 1_500, 1_500]);
        let equal = Retry { jitter: Jitter::Equal, ..retry };
        assert_eq!(backoff(&equal, false, 2, Span::ZERO, || 0.5), Span(150));
        let decorrelated = Retry { jitter: Jitter::Decorrelated, ..retry };
        assert_eq!(backoff(&decorrelated, false, 2, Span(200), || 0.5), Span(350));
    }

    #[test]
    fn stages_of_a_redelivery_follow_each_other() {
        let stage = |times, wait, factor, cap| Stage { times, wait: Span(wait), factor, cap: Span(cap), jitter: Jitter::None };
        let plan = Redelivery(vec![stage(2, 0, 1.0, 0), stage(3, 10, 2.0, 30), stage(u32::MAX, 50, 1.0, 50)]);
        let waits: Vec<_> = (0..7).map(|again| redelivery(&plan, again, Span::ZERO, || 0.0).map(|wait| wait.0)).collect();
        assert_eq!(waits, [0, 0, 10, 20, 30, 50, 50].map(Some));
        assert_eq!(redelivery(&Redelivery::default(), 0, Span::ZERO, || 0.0), None);
    }
}
