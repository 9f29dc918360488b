//! The scenarios inside the program.

use super::near::near;

/// A scenario inside the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// What one calls it by.
    pub name: &'static str,
    /// Its file.
    pub source: &'static str,
}

/// All of them, in the order in which one should see them.
pub const ALL: &[Shipped] = &[
    Shipped { name: "first-look", source: include_str!("../../scenarios/first-look.toml") },
    Shipped { name: "receiver-outage", source: include_str!("../../scenarios/receiver-outage.toml") },
];

/// The one with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Shipped> {
    ALL.iter().find(|shipped| shipped.name == name)
}

/// The name that an unknown one was most likely meant to be.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    near(name, ALL.iter().map(|shipped| shipped.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_or_guessed() {
        assert!(find("first-look").is_some() && find("first").is_none());
        assert_eq!(nearest("first_look"), Some("first-look"));
        assert_eq!(nearest("zebra"), None);
    }
}
