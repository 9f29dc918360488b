//! Numbers made up by chance, and what is chosen with them.

/// The numbers that are left; after the last of them all are 0.
pub struct Choices<'a> {
    left: std::slice::Iter<'a, u16>,
}

impl<'a> Choices<'a> {
    pub fn of(numbers: &'a [u16]) -> Self {
        Self { left: numbers.iter() }
    }

    fn next(&mut self) -> u32 {
        self.left.next().copied().unwrap_or(0).into()
    }

    /// A number from 0 to `most`.
    pub fn upto(&mut self, most: u32) -> u32 {
        self.next() % (most + 1)
    }

    /// One of some; the first is the plainest.
    pub fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.next() as usize % all.len()]
    }

    /// Yes in so many of a hundred cases.
    pub fn maybe(&mut self, percent: u32) -> bool {
        self.next() % 100 >= 100 - percent
    }

    /// In so many of a hundred cases a line with what `value` gives.
    pub fn line(&mut self, percent: u32, key: &str, value: impl FnOnce(&mut Self) -> String) -> String {
        if self.maybe(percent) { format!("{key} = {}\n", value(self)) } else { String::new() }
    }

    /// A time from `least` to `most`, in milliseconds.
    pub fn time(&mut self, least: u32, most: u32) -> String {
        format!("'{}ms'", least + self.upto(most - least))
    }

    /// A time up to about `most` milliseconds, or spread around it.
    pub fn spread(&mut self, most: u32) -> String {
        let (kind, ms) = (self.upto(6), self.upto(most - 1) + 1);
        match kind {
            1 => format!("{{ exponential = '{ms}ms' }}"),
            2 => format!("{{ uniform = ['{}ms', '{ms}ms'] }}", ms / 2),
            3 => format!("{{ lognormal = {{ median = '{ms}ms', p99 = '{}ms' }} }}", ms * 4),
            4 => format!("{{ erlang = {{ shape = 3, mean = '{ms}ms' }} }}"),
            5 => format!("{{ hyperexponential = {{ mean = '{ms}ms', cv = 2 }} }}"),
            _ => format!("'{}ms'", ms - 1),
        }
    }

    /// The time of work: never nothing, so that a circle takes time.
    pub fn work(&mut self) -> String {
        let spread = self.spread(300);
        if spread == "'0ms'" { "'1ms'".to_owned() } else { spread }
    }
}
