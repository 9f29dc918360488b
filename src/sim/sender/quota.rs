//! The retry quota of a sender: tokens that retries take and successes give back.

use crate::fact::Word;
use crate::scenario::Budget;

/// A quota; without a budget it never runs out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quota {
    budget: Option<Budget>,
    tokens: u32,
}

impl Quota {
    pub fn new(budget: Option<Budget>) -> Self {
        Self { budget, tokens: budget.map_or(0, |budget| budget.size) }
    }

    /// Pays for a retry after an attempt that was told this; nothing if there are too few tokens, else what it cost.
    pub fn pay(&mut self, word: Word) -> Option<u32> {
        let Some(budget) = self.budget else { return Some(0) };
        let cost = match word {
            Word::TimedOut => budget.timeout,
            word if word.is_throttle() => budget.throttled,
            _ => budget.retry,
        };
        self.tokens = self.tokens.checked_sub(cost)?;
        Some(cost)
    }

    /// A success gives back what the last retry for it cost, or a little if there was none.
    pub fn refund(&mut self, cost: u32) {
        if let Some(budget) = self.budget {
            let back = if cost > 0 { cost } else { budget.success };
            self.tokens = self.tokens.saturating_add(back).min(budget.size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As measured with the SDK itself against a server that always fails: 35 retries after errors, or 100 after throttles.
    #[test]
    fn the_quota_of_the_sdk_lasts_for_35_retries_or_100_throttles() {
        let budget = Budget { size: 500, retry: 14, throttled: 5, timeout: 14, success: 1 };
        let retries = |word| {
            let mut quota = Quota::new(Some(budget));
            std::iter::from_fn(|| quota.pay(word)).count()
        };
        assert_eq!((retries(Word::Error), retries(Word::TimedOut), retries(Word::Throttled)), (35, 35, 100));
        let mut quota = Quota::new(Some(budget));
        for _ in 0..1_000 {
            let cost = quota.pay(Word::Error).unwrap();
            quota.refund(cost);
        }
        assert_eq!(quota.tokens, 500);
    }
}
