//! Names for what a node waits for, so that what comes too late is told from what is expected.

/// Gives stamps, each of them new.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stamps(u32);

impl Stamps {
    /// The next one. It is never 0, which is the stamp of what is gone.
    #[inline(always)]
    pub fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(1).max(1);
        self.0
    }
}
